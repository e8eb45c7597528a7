"""Lines of a scene as cards: what it is, how many; what is seldom needed stays folded."""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import Any
from uuid import UUID

from django import forms
from django.forms import BoundField
from django.utils.translation import gettext_lazy as _

from sangkroh.core.errors import Problem, Refused
from sangkroh.core.fields import CountField, GramsField, SealsField
from sangkroh.core.forms import ActForm
from sangkroh.core.ids import made_with, new_id
from sangkroh.custody.rules import Unit
from sangkroh.custody.words import THINGS
from sangkroh.reference.fields import ReportedField

from .. import labels
from ..rules import MONEY, UNITS_OF_PARTS, Handling, LineKind
from .shared import NOTHING, choice, genuine, genuine_choice, money, money_fields, text

ROWS, MORE, MOST_ROWS = 3, 4, 100
"""Lines that a new page offers, that a page without htmx adds, and that one page may have."""
PATHS = {
    "as_reported": "name", "taxon": "name", "seal_numbers": "seals", "containers": "containers",
    "declared": "declared", "count": "count", "weight_g": "weight", "as_written": "written",
    "note": "note", "amount": "amount", "unit": "unit",
}  # fmt: skip
FOLDED = ("handling", "genuine", "unit", "amount", "currency", "note")
"""What is seldom said of a line."""
EXHIBITS = ("vehicle", "boat", "phone", "weapon", "snare", MONEY, "document", "other")
"""Kinds of thing that are kept as exhibits, the most frequent first."""
OPENS = {"placeholder": " "}
"""For the stylesheet: a field that, once filled, opens what belongs to it."""


@dataclass(frozen=True)
class Card:
    """A line as the page shows it."""

    id: str
    legend: Any
    new: bool
    fields: dict[str, BoundField]

    @property
    def folded(self) -> list[BoundField]:
        return [self.fields[it] for it in FOLDED]

    @property
    def says_more(self) -> bool:
        """Whether what is folded of it was filled in or is wrong, or money waits for its amount."""
        money = str(self.fields["kind"].data or "") == f"thing:{MONEY}"
        return money or any(it.data or it.errors for it in self.folded)


class WithLines(ActForm):
    """A form with lines. `more`: how many are added to those that were sent."""

    def __init__(self, data: Any = None, *args: Any, more: int = 0, **kwargs: Any) -> None:
        super().__init__(data, *args, **kwargs)
        self.count = min(_rows(data) + more, MOST_ROWS)
        self.first_new = self.count - more
        for n in range(self.count):
            self.fields |= _line_fields(n)
        self.shown: list[int] = []

    @property
    def cards(self) -> list[Card]:
        return [
            Card(f"line{n + 1}", _("Line %(number)s") % {"number": n + 1}, n >= self.first_new,
                 {name: self[f"line{n}_{name}"] for name in _names()})
            for n in range(self.count)
        ]  # fmt: skip

    def own_id(self) -> UUID:
        """The id of the act, from which those of its lines follow."""
        it: UUID = self.cleaned_data.get("act_id") or new_id()
        self.cleaned_data["act_id"] = it
        return it

    def lines(self) -> list[dict[str, Any]]:
        """The lines of which anything was said, as the act takes them."""
        it, act_id = self.cleaned_data, self.own_id()
        self.shown = [
            n for n in range(self.count)
            if any(it[f"line{n}_{name}"] for name in set(PATHS.values()))
        ]  # fmt: skip
        return [self._line(n, act_id) for n in self.shown]

    def _line(self, n: int, act_id: UUID) -> dict[str, Any]:
        it = {name: self.cleaned_data[f"line{n}_{name}"] for name in _names()}
        kind, _of, item_type = (it["kind"] or "animal").partition(":")
        thing = kind == LineKind.THING
        return {
            "id": made_with(act_id, f"line{n}"), "kind": LineKind(kind),
            "as_reported": it["name"].words, "taxon": None if thing else it["name"].taxon,
            "item_type": item_type or None, "as_written": it["written"], "count": it["count"],
            "containers": it["containers"], "seal_numbers": it["seals"],
            "declared": it["declared"], "weight_g": it["weight"], "note": it["note"],
            "handling": Handling(it["handling"]) if it["handling"] else None,
            "unit": Unit(it["unit"]) if it["unit"] else None, "genuine": genuine(it["genuine"]),
            "amount": money(it["amount"], it["currency"]),
            "currency": it["currency"] if it["amount"] is not None else "",
        }  # fmt: skip

    def refuse(self, refused: Refused) -> None:
        super().refuse(Refused.many(self.here(it) for it in refused.problems))

    def here(self, it: Problem) -> Problem:
        """The problem at the field of this form."""
        area, *rest = it.path.split(".")
        if area == "lines" and len(rest) > 1 and rest[1] in (*PATHS, "kind"):
            field = PATHS.get(rest[1], rest[1])
            return Problem(it.code, f"line{self.shown[int(rest[0])]}_{field}", it.values)
        return it


class AddLinesForm(WithLines):
    """Lines that are added to a scene later."""

    def arguments(self) -> dict[str, Any]:
        return {"lines": self.lines()}


def _names() -> list[str]:
    return list(dict.fromkeys([*PATHS.values(), *FOLDED, "kind"]))


def _rows(data: Any) -> int:
    """How many lines the form had that was sent."""
    said = str((data or {}).get("rows", ""))
    return max(1, int(said)) if re.fullmatch("[0-9]{1,3}", said) else ROWS


def _kinds() -> forms.ChoiceField:
    """What lived or was part of what lived, and below it the exhibits by their kind."""
    living = [it for it in labels.LINE.items() if it[0] != LineKind.THING]
    things = [(f"thing:{it}", THINGS[it]) for it in EXHIBITS]
    return forms.ChoiceField(
        label=_("Kind"), required=False, choices=[*living, (_("Exhibits"), things)]
    )


def _line_fields(n: int) -> dict[str, forms.Field]:
    containers = CountField(label=_("Or sealed containers"), required=False)
    containers.widget.attrs |= OPENS
    declared = CountField(label=_("Number stated inside"), required=False)
    declared.widget.attrs |= OPENS
    seals = SealsField()
    seals.widget.attrs |= OPENS
    units = {it: label for it, label in labels.UNIT.items() if it in UNITS_OF_PARTS}
    amount, currency = money_fields(_("Amount of money"))
    return {
        f"line{n}_name": ReportedField(label=_("What it is"), required=False),
        f"line{n}_kind": _kinds(),
        f"line{n}_count": CountField(label=_("How many"), required=False),
        f"line{n}_containers": containers,
        f"line{n}_seals": seals,
        f"line{n}_declared": declared,
        f"line{n}_weight": GramsField(label=_("Weight"), required=False),
        f"line{n}_written": text(_("As written (2 sacks)"), autocomplete="off"),
        f"line{n}_handling": choice(_("What was done with it"), labels.HANDLING),
        f"line{n}_genuine": genuine_choice(),
        f"line{n}_unit": forms.ChoiceField(
            label=_("Counted in"), required=False, choices=[NOTHING, *units.items()]
        ),
        f"line{n}_amount": amount,
        f"line{n}_currency": currency,
        f"line{n}_note": text(_("Note")),
    }
