"""The shape of what keepers and vets write down."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any
from uuid import UUID

from django import forms
from django.forms import BoundField
from django.utils.translation import gettext_lazy as _

from sangkroh.core.errors import Problem, Refused
from sangkroh.core.fields import CountField, GramsField
from sangkroh.core.forms import ActForm

from . import choices
from .actions import Checked
from .queries import Held
from .rules import Answer, Cause, EnclosureKind, Finding, Question


def _words() -> forms.Textarea:
    return forms.Textarea(attrs={"rows": 3})


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
        account = self.fields["account"]
        account.choices = places  # type: ignore[attr-defined]
        if len(places) == 1:
            account.initial, account.widget = places[0][0], forms.HiddenInput()


class AssessForm(HereForm):
    finding = forms.TypedChoiceField(
        label=_("Finding"), coerce=Finding, choices=choices.findings, widget=forms.RadioSelect
    )
    reason = forms.CharField(label=_("Why"), required=False, widget=_words())


@dataclass(frozen=True)
class Card:
    """One group on a vet's round."""

    held: Held
    qty: BoundField
    finding: BoundField
    reason: BoundField


class RoundForm(ActForm):
    """A vet's round through one enclosure: of each group how many, what was found, and why."""

    def __init__(self, *args: Any, account: UUID, held: Sequence[Held], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.account, self.held = account, held
        findings = [("", _("not now")), *choices.findings()]
        for it in held:
            self.fields[f"qty_{it.lot}"] = CountField(label=_("How many"), initial=it.qty)
            self.fields[f"finding_{it.lot}"] = forms.ChoiceField(
                label=_("Finding"), choices=findings, required=False
            )
            self.fields[f"reason_{it.lot}"] = forms.CharField(label=_("Why"), required=False)

    @property
    def cards(self) -> list[Card]:
        return [
            Card(it, *(self[f"{name}_{it.lot}"] for name in ("qty", "finding", "reason")))
            for it in self.held
        ]

    def _examined(self) -> list[UUID]:
        """The groups of which something was found."""
        return [it.lot for it in self.held if self.cleaned_data.get(f"finding_{it.lot}")]

    def arguments(self) -> dict[str, Any]:
        said = self.cleaned_data
        return {
            "findings": [
                {
                    "lot": lot, "account": self.account, "qty": said[f"qty_{lot}"],
                    "finding": Finding(said[f"finding_{lot}"]), "reason": said[f"reason_{lot}"],
                }
                for lot in self._examined()
            ]
        }  # fmt: skip

    def refuse(self, refused: Refused) -> None:
        """A problem of a finding stands at the field of its group."""

        def at(it: Problem) -> Problem:
            where = it.path.split(".")
            if len(where) < 3:
                return it
            return Problem(it.code, f"{where[2]}_{self._examined()[int(where[1])]}", it.values)

        super().refuse(Refused.many(at(it) for it in refused.problems))


class TreatForm(HereForm):
    text = forms.CharField(label=_("What was done"), widget=_words())
    medicine = forms.CharField(label=_("Medicine"), required=False)
    dose = forms.CharField(label=_("Dose"), required=False)


class ObserveForm(HereForm):
    text = forms.CharField(label=_("What was seen"), required=False, widget=_words())
    weight_g = GramsField(label=_("Weight of all together"), required=False)


class DeathForm(HereForm):
    """How many died is always typed: all of a group would be dead by one tap on Keep."""

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
        label=_("Who watches them afterwards, and how"), required=False, widget=_words()
    )

    def __init__(self, *args: Any, sites: list[tuple[str, str]], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["site"].choices = sites  # type: ignore[attr-defined]
        for question in Question:
            self.fields[f"answers.{question}"] = forms.TypedChoiceField(
                label=choices.question(question), coerce=Answer, choices=choices.answers,
                widget=forms.RadioSelect(attrs={"class": "across"}), initial=Answer.NOT_KNOWN,
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
    text = forms.CharField(label=_("What was learned"), widget=_words())
