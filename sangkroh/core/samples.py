"""What `/style` shows: every part once, with values that are nobody's."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta
from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from .fields import CountField, GramsField, OccurredField
from .forms import ActForm
from .times import Occurred, Precision

_MOMENT = datetime(2026, 6, 4, 2, 14, tzinfo=UTC)


class SampleForm(ActForm):
    animal = forms.CharField(
        label=_("Animal"), help_text=_("The name in Khmer, English or Latin."), max_length=200
    )
    count = CountField(label=_("How many"))
    weight = GramsField(label=_("Weight"), required=False)
    state = forms.ChoiceField(
        label=_("State"), choices=[("alive", _("alive")), ("dead", _("dead"))],
        widget=forms.RadioSelect,
    )  # fmt: skip
    sealed = forms.BooleanField(label=_("The container is sealed"), required=False)
    occurred = OccurredField()
    note = forms.CharField(label=_("Note"), widget=forms.Textarea, required=False)
    groups = ((_("When and how"), ("occurred", "note")),)


def context() -> dict[str, Any]:
    end = _MOMENT + timedelta(days=3)
    return {
        "times": [
            Occurred.at(_MOMENT),
            Occurred(_MOMENT, end, Precision.HOUR),
            Occurred(_MOMENT, end, Precision.DAY),
            Occurred(_MOMENT, end, Precision.MONTH),
            Occurred(_MOMENT, end, Precision.YEAR),
            Occurred(_MOMENT, end, Precision.BETWEEN),
            Occurred(precision=Precision.DAY_NO_YEAR, words="4.6."),
            Occurred(),
        ],
        "rows": [(_("File number"), "2026-0001"), (_("Place"), None)],
        "tasks": [
            {"label": _("Count the animals"), "url": "#", "done": True},
            {"label": _("Weigh them"), "url": "#", "done": False},
        ],
        "steps": [_("The keeper is told."), _("A count is due by noon.")],
    }
