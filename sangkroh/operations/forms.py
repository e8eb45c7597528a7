"""Forms of operations: who goes, what was answered, when somebody came, how it ended."""

from __future__ import annotations

from collections.abc import Collection
from typing import Any
from uuid import UUID

from django import forms
from django.utils.translation import gettext_lazy as _

from sangkroh.core.fields import OccurredField
from sangkroh.core.forms import ActForm
from sangkroh.core.models import User
from sangkroh.network.forms import AgencyField, EnumField, PersonField
from sangkroh.reference.fields import PlaceField
from sangkroh.tips.queries import as_id, duty_officers

from . import queries
from .labels import KINDS, REPLIES
from .rules import Reply


class Plan(ActForm):
    kind = EnumField(dict(KINDS), label=_("Kind"))
    aim = forms.CharField(label=_("Aim"), max_length=200, required=False)
    place = PlaceField(label=_("Place in the list"), required=False)
    planned_for = forms.DateTimeField(
        label=_("Planned for"), required=False,
        widget=forms.DateTimeInput(attrs={"type": "datetime-local"}),
    )  # fmt: skip


class CallOut(ActForm):
    user = PersonField(label=_("Person with a log-in"), required=False)
    name = forms.CharField(label=_("Or a name"), max_length=200, required=False)
    agency = AgencyField(label=_("Agency of somebody without a log-in"), required=False)
    occurred = OccurredField(label=_("When called, if not now"), required=False)

    def leave_out(self, called: Collection[UUID | None]) -> None:
        """Offer only those who have not been called yet."""
        field = self.fields["user"]
        left = [it for it in field.choices if it[0] not in map(str, called)]  # type: ignore[attr-defined]
        field.choices = left  # type: ignore[attr-defined]


ANSWERS = [(it, REPLIES[it]) for it in (Reply.COMING, Reply.CANNOT, Reply.NO_ANSWER)]
"""The answers that are one tap on the page of an operation."""


class Answer(ActForm):
    reply = EnumField(dict(REPLIES), label=_("Answer"), widget=forms.RadioSelect)
    occurred = OccurredField(label=_("When, if not now"), required=False)


class Fact(ActForm):
    """Arrived or left: now, or when it was."""

    occurred = OccurredField(label=_("When, if not now"), required=False)


class Log(ActForm):
    text = forms.CharField(label=_("What happened"), widget=forms.Textarea(attrs={"rows": 3}))
    occurred = OccurredField(label=_("When, if not now"), required=False)


class End(ActForm):
    result = forms.ChoiceField(label=_("Result"), widget=forms.RadioSelect)
    occurred = OccurredField(label=_("When, if not now"), required=False)

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["result"].choices = queries.result_choices()  # type: ignore[attr-defined]


class OfferShift(ActForm):
    to = forms.TypedChoiceField(label=_("The next duty officer"), coerce=as_id)

    def for_reader(self, reader: User) -> None:
        self.fields["to"].choices = duty_officers(reader)  # type: ignore[attr-defined]
