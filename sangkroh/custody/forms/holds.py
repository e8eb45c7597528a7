"""Who says that something stays."""

from __future__ import annotations

from django import forms
from django.utils.translation import gettext_lazy as _

from sangkroh.core.forms import ActForm

from ..actions import HoldKind
from ..words import HOLDS

WHY = _("Reason, or the number of the order")


class HoldForm(ActForm):
    kind = forms.TypedChoiceField(
        label=_("Who says that it stays"), coerce=HoldKind, choices=list(HOLDS.items())
    )
    reason = forms.CharField(label=WHY, max_length=200)


class LiftForm(ActForm):
    reason = forms.CharField(label=WHY, max_length=200)
