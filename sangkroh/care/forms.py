"""The shape of what keepers and vets write down."""

from __future__ import annotations

from typing import Any
from uuid import UUID

from django import forms
from django.utils.translation import gettext_lazy as _

from sangkroh.core.fields import CountField, GramsField
from sangkroh.core.forms import ActForm

from . import choices
from .actions import Checked
from .rules import Answer, Cause, EnclosureKind, Finding, Question


class EnclosureForm(ActForm):
    label = forms.CharField(label=_("Name"))
    label_km = forms.CharField(label=_("Name in Khmer"), required=False)
    code = forms.CharField(label=_("Code"), help_text=_("Short, without spaces: Q-1, POOL-2 …"))
    kind = forms.TypedChoiceField(label=_("Kind"), coerce=EnclosureKind, choices=choices.enclosures)
    room_for = CountField(label=_("Room for how many"), required=False)


class HereForm(ActForm):
    """A form about some of the animals of a group, in one of the places where they are."""

    account = forms.TypedChoiceField(label=_("Where"), coerce=UUID)
    qty = CountField(label=_("How many"))

    def __init__(self, *args: Any, places: list[tuple[str, str]], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["account"].choices = places  # type: ignore[attr-defined]


class AssessForm(HereForm):
    finding = forms.TypedChoiceField(
        label=_("Finding"), coerce=Finding, choices=choices.findings, widget=forms.RadioSelect
    )
    reason = forms.CharField(label=_("Why"), required=False, widget=forms.Textarea)


class TreatForm(HereForm):
    text = forms.CharField(label=_("What was done"), widget=forms.Textarea)
    medicine = forms.CharField(label=_("Medicine"), required=False)
    dose = forms.CharField(label=_("Dose"), required=False)


class ObserveForm(HereForm):
    text = forms.CharField(label=_("What was seen"), required=False, widget=forms.Textarea)
    weight_g = GramsField(label=_("Weight of all together"), required=False)


class DeathForm(HereForm):
    cause = forms.TypedChoiceField(label=_("Cause"), coerce=Cause, choices=choices.causes)
    note = forms.CharField(label=_("In words"), required=False)


class ReleaseForm(HereForm):
    site = forms.TypedChoiceField(label=_("Release site"), coerce=UUID)
    soft = forms.BooleanField(
        label=_("Soft release"), required=False,
        help_text=_("From an enclosure at the site, its door left open."),
    )  # fmt: skip
    reason = forms.CharField(label=_("Reason"))
    monitoring = forms.CharField(
        label=_("Who watches them afterwards, and how"), required=False, widget=forms.Textarea
    )

    def __init__(self, *args: Any, sites: list[tuple[str, str]], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["site"].choices = sites  # type: ignore[attr-defined]
        for question in Question:
            self.fields[f"answers.{question}"] = forms.TypedChoiceField(
                label=choices.question(question), coerce=Answer, choices=choices.answers,
                widget=forms.RadioSelect, initial=Answer.NOT_KNOWN,
            )  # fmt: skip

    def arguments(self) -> dict[str, Any]:
        """The answers as the act takes them."""
        values = super().arguments()
        answers = [
            Checked(question=question, answer=values.pop(f"answers.{question}"))
            for question in Question
        ]
        return values | {"answers": answers}


class FollowUpForm(ActForm):
    text = forms.CharField(label=_("What was learned"), widget=forms.Textarea)
