"""Forms of the tips: two required fields for a call, and everything else for later."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from django import forms
from django.forms import BoundField
from django.utils.text import format_lazy
from django.utils.translation import gettext_lazy as _

from sangkroh.core.errors import Problem, Refused
from sangkroh.core.fields import DigitsInput, OccurredField
from sangkroh.core.forms import ActForm
from sangkroh.core.ids import made_with
from sangkroh.core.models import User
from sangkroh.core.words import say
from sangkroh.network.forms import AgencyField, EnumField
from sangkroh.reference.fields import PlaceField

from . import queries, rules
from .labels import (
    ANSWERS,
    CALLS,
    FORGET_REASONS,
    HANDLING,
    INFORMATION,
    SCALES,
    SOURCE_GRADES,
    SOURCES,
    URGENCIES,
)

ROWS = 5
"""Calls on one sheet."""


def _text(label: Any, rows: int, *, required: bool = True) -> forms.CharField:
    area = forms.Textarea(attrs={"rows": rows, "autocomplete": "off"})
    return forms.CharField(label=label, widget=area, max_length=10_000, required=required)


def _one_of(words: Mapping[Any, Any], label: Any, *, required: bool = False) -> EnumField:
    return EnumField(
        dict(words), label=label, required=required, widget=forms.RadioSelect, empty_value=None
    )


def _about_suspect() -> forms.BooleanField:
    return forms.BooleanField(
        label=_("The name or number is the suspect's: keep it"), required=False
    )


class MoreFields(ActForm):
    """What may be known of a tip beside its words."""

    source = _one_of(SOURCES, _("Where it comes from"))
    informant = forms.CharField(
        label=_("Informant code"), max_length=12, required=False,
        widget=forms.TextInput(attrs={"autocomplete": "off", "autocapitalize": "characters"}),
    )  # fmt: skip
    agency = AgencyField(label=_("Whose information it is"), required=False)
    place = PlaceField(label=_("Place in the list"), required=False)
    details = _text(_("Details"), 3, required=False)
    about_suspect = _about_suspect()


class TakeCall(MoreFields):
    """A call: what and where. The rest is folded until something of it is said, or refused."""

    FOLDED = ("source", "informant", "agency", "call_back", "details", "occurred")

    what = _text(_("What"), 2)
    where = _text(_("Where"), 1)
    urgency = _one_of(URGENCIES, _("How urgent"))
    call_back = forms.CharField(
        label=_("Call-back number of a caller from the public"), max_length=40, required=False,
        widget=DigitsInput("tel"),
        help_text=_("Forgotten after 30 days. Write no name."),
    )  # fmt: skip
    occurred = OccurredField(label=_("When the call came, if not now"), required=False)

    def clean(self) -> dict[str, Any]:
        said: dict[str, Any] = super().clean() or self.cleaned_data
        if said.get("call_back"):
            try:
                rules.check_call_back(said["call_back"], said.get("source"))
            except Refused as refused:
                self.refuse(refused.under("call_back"))
        return said

    def arguments(self) -> dict[str, Any]:
        return {k: v for k, v in super().arguments().items() if k != "call_back"}

    @property
    def unfolded(self) -> bool:
        said = any(value for name, value in self.data.items() if name.startswith(self.FOLDED))
        return said or any(self[it].errors for it in self.FOLDED)

    @property
    def notices_a_name(self) -> bool:
        """The tick is there only where a name was noticed, or it was ticked before."""
        noticed = say(Problem("tips.looks-like-a-source"))
        words = (it for name in ("what", "where", "details") for it in self[name].errors)
        return bool(self["about_suspect"].data) or noticed in words


class Complete(MoreFields):
    urgency = _one_of(URGENCIES, _("How urgent"))


@dataclass(frozen=True)
class Row:
    """A call of a sheet as the page shows it; the tick only where a name was noticed."""

    legend: Any
    fields: list[BoundField]


class Sheet(ActForm):
    """Several calls from personal lines at once. Empty rows are left out."""

    groups = tuple(
        (format_lazy(_("Call {number}"), number=n + 1),
         (f"what_{n}", f"where_{n}", f"about_suspect_{n}"))
        for n in range(ROWS)
    )  # fmt: skip

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        for n in range(ROWS):
            self.fields[f"what_{n}"] = _text(_("What"), 2, required=False)
            self.fields[f"where_{n}"] = _text(_("Where"), 1, required=False)
            self.fields[f"about_suspect_{n}"] = _about_suspect()

    @property
    def cards(self) -> list[Row]:
        return [
            Row(legend, [self[it] for it in names if self[names[0]].errors or self[names[1]].errors
                         or it != names[2] or self[it].value()])
            for legend, names in self.groups
        ]  # fmt: skip

    def _filled(self) -> list[int]:
        said = self.cleaned_data
        return [n for n in range(ROWS) if said.get(f"what_{n}") or said.get(f"where_{n}")]

    def arguments(self) -> dict[str, Any]:
        said, act = self.cleaned_data, self.cleaned_data["act_id"]
        return {
            "rows": [
                {
                    "id": made_with(act, str(n)), "what": said[f"what_{n}"],
                    "where": said[f"where_{n}"], "about_suspect": said[f"about_suspect_{n}"],
                }
                for n in self._filled()
            ]
        }  # fmt: skip

    def refuse(self, refused: Refused) -> None:
        """A problem of the n-th call goes to the row in which it was typed."""
        filled = self._filled()

        def moved(it: Problem) -> Problem:
            parts = it.path.split(".")
            if len(parts) != 3:
                return it
            return Problem(it.code, f"{parts[2]}_{filled[int(parts[1])]}", it.values)

        super().refuse(Refused.many(moved(it) for it in refused.problems))


class LogCall(ActForm):
    kind = EnumField(dict(CALLS), label=_("Call"))


class Grade(ActForm):
    """Source and information apart, on the scale of this installation."""

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        scale = queries.current_scale()
        lists = {
            "source": (_("The source"), SOURCE_GRADES[scale]),
            "information": (_("The information"), INFORMATION[scale]),
            "handling": (_("How it may be handled"), HANDLING[scale]),
        }
        for name, (label, words) in lists.items():
            self.fields[name] = forms.ChoiceField(
                label=label, widget=forms.RadioSelect,
                choices=[(value, f"{value}: {text}") for value, text in words.items()],
            )  # fmt: skip


class Answer(ActForm):
    kind = _one_of(ANSWERS, _("How it was answered"), required=True)


class OpenCase(ActForm):
    title = forms.CharField(
        label=_("Title, read by all members of the case"), max_length=200, required=False
    )
    hidden = forms.BooleanField(label=_("A hidden operation"), required=False)


class Attach(ActForm):
    """Only the cases that the reader sees can be chosen."""

    case = forms.TypedChoiceField(label=_("Case"), coerce=queries.as_id)

    def for_reader(self, reader: User) -> None:
        self.fields["case"].choices = queries.case_choices(reader)  # type: ignore[attr-defined]


class HandOn(ActForm):
    user = forms.TypedChoiceField(label=_("Duty officer"), coerce=queries.as_id)

    def for_reader(self, reader: User) -> None:
        self.fields["user"].choices = queries.duty_officers(reader)  # type: ignore[attr-defined]


class CallBack(ActForm):
    number = forms.CharField(
        label=_("Call-back number"), max_length=40, widget=DigitsInput("tel"),
        help_text=_("Forgotten after 30 days. Write no name."),
    )  # fmt: skip


class ForgetWords(ActForm):
    reason = _one_of(FORGET_REASONS, _("Why"), required=True)


class ChooseScale(ActForm):
    scale = _one_of(SCALES, _("Grading scale"), required=True)
