"""The way of a load."""

from __future__ import annotations

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from sangkroh.core.fields import OccurredField
from sangkroh.core.forms import ActForm


def _line(label: Any, help_text: Any = "", *, required: bool = False) -> forms.CharField:
    return forms.CharField(label=label, help_text=help_text, max_length=200, required=required)


class LeaveForm(ActForm):
    occurred = OccurredField(label=_("When it left"), required=False)
    vehicle = _line(_("Vehicle"), _("Pick-up, truck, boat …"))
    plate = _line(_("Plate"))
    driver = _line(_("Driver"))
    conditions = _line(_("How they are packed, and how they are"))


class ArriveForm(ActForm):
    occurred = OccurredField(label=_("When it came in"), required=False)
    place = _line(_("Where"))
    conditions = _line(_("Conditions on the way, and how they are now"))


class RestForm(ActForm):
    occurred = OccurredField(required=False)
    place = _line(_("Where"), required=True)
    fed = _line(_("Food given"))
    watered = _line(_("Water given"))
    note = _line(_("Note"))
