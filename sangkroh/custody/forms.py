"""The forms of the books. A number on the books is never shown where people are to count."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any
from uuid import UUID

from django import forms
from django.utils.translation import gettext_lazy as _

from sangkroh.core.errors import Problem, Refused
from sangkroh.core.fields import CountField
from sangkroh.core.forms import ActForm
from sangkroh.core.ids import made_with

from .actions import HoldKind, What
from .actions.counting import FOR_SHORTFALL, FOR_SURPLUS, Found
from .actions.handover import Received, Sent
from .actions.intake import NewLot
from .queries import Held, Option
from .rules import Subject, Unit
from .words import HOLDS, UNITS, WHATS

Choices = Sequence[Option]


class Pick(forms.TypedChoiceField):
    """One of a few places, people or offices, by its id; chosen already where there is only one."""

    def __init__(self, options: Choices, **kwargs: Any) -> None:
        many = len(options) != 1
        choices = [(str(it.id), it.label) for it in options]
        if many and not kwargs.get("required", True):
            choices = [("", "—"), *choices]
        super().__init__(
            choices=choices, coerce=UUID, empty_value=None,
            widget=forms.Select if many else forms.HiddenInput,
            initial=None if many else choices[0][0], **kwargs,
        )  # fmt: skip


class ByLot(ActForm):
    """A number for each group: one field for each, named by its place in the list."""

    def __init__(self, *args: Any, lots: Sequence[Held], least: int = 0, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.lots = lots
        for n, it in enumerate(lots):
            self.fields[f"lot_{n}"] = CountField(
                label=f"{it.label}: {it.unit_label}", min_value=0, required=not least
            )

    def numbers(self) -> list[tuple[Held, int]]:
        """Each group with what was said of it; groups of which nothing was said are left out."""
        said = [(it, self.cleaned_data.get(f"lot_{n}")) for n, it in enumerate(self.lots)]
        return [(it, qty) for it, qty in said if qty is not None]

    def rest(self) -> dict[str, Any]:
        return {k: v for k, v in super().arguments().items() if not k.startswith("lot_")}

    def refuse(self, refused: Refused) -> None:
        """A problem of a line stands at the field of its group."""
        super().refuse(Refused.many(self._at(it) for it in refused.problems))

    def _at(self, problem: Problem) -> Problem:
        where = problem.path.split(".")
        if len(where) < 2 or where[0] != "lines" or not where[1].isdigit():
            return problem
        said = [n for n in range(len(self.lots)) if self.cleaned_data.get(f"lot_{n}") is not None]
        return Problem(problem.code, f"lot_{said[int(where[1])]}", problem.values)


class ReceiveForm(ByLot):
    """The night keeper's: the number, broken seals, dead seen, and where to. No more."""

    broken_seals = forms.CharField(label=_("Broken seals"), required=False, max_length=2000)
    dead_seen = CountField(label=_("Dead seen"), min_value=0, required=False)

    def __init__(self, *args: Any, places: Choices, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["account"] = Pick(places, label=_("Where they are put"))
        self.order_fields([f"lot_{n}" for n in range(len(self.lots))])

    def arguments(self) -> dict[str, Any]:
        seals = str(self.cleaned_data.get("broken_seals") or "").replace(",", " ").split()
        lines = [Received(lot=it.lot, quantity=qty) for it, qty in self.numbers()]
        return self.rest() | {"lines": lines, "broken_seals": seals}


class HeadCountForm(ByLot):
    def arguments(self) -> dict[str, Any]:
        return self.rest() | {
            "lines": [Found(lot=it.lot, quantity=qty) for it, qty in self.numbers()]
        }


class DispatchForm(ByLot):
    def __init__(self, *args: Any, carriers: Choices, offices: Choices, **kwargs: Any) -> None:
        super().__init__(*args, least=1, **kwargs)
        self.fields["carrier"] = Pick(carriers, label=_("Who carries"))
        self.fields["to_office"] = Pick(offices, label=_("To which office"))

    def arguments(self) -> dict[str, Any]:
        lines = [
            Sent(lot=it.lot, account=it.account, quantity=qty) for it, qty in self.numbers() if qty
        ]
        return self.rest() | {"lines": lines}


class CountForm(ActForm):
    """What was in some containers; another person confirms it."""

    account = forms.UUIDField(widget=forms.HiddenInput)
    containers = CountField(label=_("Containers opened"))
    as_reported = forms.CharField(label=_("What was in them"), max_length=200)
    unit = forms.ChoiceField(
        label=_("Counted as"), initial=Unit.ANIMAL.value,
        choices=[(u, UNITS[u]) for u in ("animal", "egg", "piece", "g")],
    )  # fmt: skip
    quantity = CountField(label=_("How many"), min_value=0)

    def arguments(self) -> dict[str, Any]:
        said = super().arguments()
        words, unit, quantity = said.pop("as_reported"), said.pop("unit"), said.pop("quantity")
        lot = made_with(self.about().id, "content")
        found = NewLot.model_construct(
            lot=lot, subject=Subject.OPEN, as_reported=words, unit=Unit(unit), quantity=quantity
        )
        content = [NewLot(**found.model_dump())] if quantity else []
        return said | {"content": content}


class ExplainForm(ActForm):
    quantity = CountField(label=_("How many of them"))
    reason = forms.CharField(label=_("How you know"), max_length=200)

    def __init__(self, *args: Any, kind: str, places: Choices, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        fit = FOR_SHORTFALL if kind == "shortfall" else FOR_SURPLUS
        self.fields["what"] = forms.TypedChoiceField(
            label=_("What became of them"), coerce=What,
            choices=[(w.value, WHATS[w.value]) for w in What if w in fit],
        )  # fmt: skip
        self.fields["account"] = Pick(
            places, label=_("The place, if they were found or were not there"), required=False
        )
        self.fields["account"].initial = None
        self.order_fields(["what", "quantity", "account", "reason"])


class AnswerForm(ActForm):
    """Approve or decline one request."""

    reason = forms.CharField(label=_("Reason"), max_length=200, required=False)

    def __init__(self, *args: Any, asked: UUID, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.asked = asked

    def arguments(self) -> dict[str, Any]:
        return super().arguments() | {"request": self.asked}


class HoldForm(ActForm):
    kind = forms.TypedChoiceField(
        label=_("Who says that it stays"), coerce=HoldKind, choices=list(HOLDS.items())
    )
    reason = forms.CharField(label=_("Reason, or the number of the order"), max_length=200)


class LiftForm(ActForm):
    reason = forms.CharField(label=_("Reason, or the number of the order"), max_length=200)


class ReviewForm(ActForm):
    in_order = forms.TypedChoiceField(
        label=_("Is it in order?"), coerce=lambda it: it == "yes",
        choices=[("yes", _("Yes")), ("no", _("No"))],
    )  # fmt: skip
    note = forms.CharField(label=_("What is not"), max_length=200, required=False)
