"""The scene on a phone: nothing is required, and what was typed stays, photos too."""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import Any
from uuid import UUID

from django import forms
from django.forms import BoundField
from django.utils.translation import gettext_lazy as _

from sangkroh.core.errors import Problem, Refused
from sangkroh.core.fields import CountField, GramsField, OccurredField, SealsField
from sangkroh.core.ids import made_with, new_id
from sangkroh.evidence.forms import WithPhotos, photos_field
from sangkroh.reference.fields import PlaceField, ReportedField

from .. import labels, queries
from ..rules import Event, Handling, LineKind, PointRole, SceneKind
from .shared import NOTHING, ConveyanceFields, GroundFields, choice, text

ROWS, MORE, MOST_ROWS = 3, 4, 100
"""Lines that a new page offers, that a page without htmx adds, and that one scene may have."""
PATHS = {
    "as_reported": "name", "taxon": "name", "seal_numbers": "seals", "containers": "containers",
    "declared": "declared", "count": "count", "weight_g": "weight", "as_written": "written",
    "note": "note",
}  # fmt: skip
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
    def says_more(self) -> bool:
        """Whether what is folded of it was filled in, or is wrong."""
        folded = [self.fields[it] for it in ("handling", "note")]
        return any(it.data or it.errors for it in folded)


class RecordForm(GroundFields, ConveyanceFields, WithPhotos):
    """A scene with its lines. `more`: how many lines are added to those that were sent."""

    event = choice(_("Kind of event"), labels.EVENT, empty=False)
    kind = choice(_("What kind of place"), labels.SCENE)
    place_words = text(_("Where, in words"))
    place = PlaceField(label=_("Place in the list"), required=False)
    occurred = OccurredField(required=False)
    officer = forms.ChoiceField(label=_("Who exercised powers"), required=False)
    officer_name = text(_("An officer without a log-in here"))
    witness_1 = text(_("First witness"))
    witness_2 = text(_("Second witness"))
    concealment = text(_("How it was hidden"))
    origin = text(_("From where, as alleged"))
    transit = text(_("By way of, as alleged"))
    destination = text(_("To where, as alleged"))
    people = CountField(label=_("How many people were there"), required=False, min_value=0)
    weight_of_all = GramsField(label=_("Weight of everything, as said"), required=False)
    note = text(_("Anything else"), long=True)
    photos = photos_field(_("Photos"))

    def __init__(self, data: Any = None, *args: Any, more: int = 0, **kwargs: Any) -> None:
        super().__init__(data, *args, **kwargs)
        self.count = min(_rows(data) + more, MOST_ROWS)
        self.first_new = self.count - more
        officers = queries.officers_to_choose()
        officers.sort(key=lambda it: it[0] != str(self.actor.pk))
        self.fields["officer"].choices = [NOTHING, *officers]  # type: ignore[attr-defined]
        for n in range(self.count):
            self.fields |= _line_fields(n)
        self.shown: list[int] = []
        self.groups = (  # type: ignore[misc]
            (_("Kind of event"), ("event",)),
            (_("On what ground"),
             ("ground", "authorised_by", "authorised_at", "authority", "number")),
            (_("When and where"), ("kind", "place_words", "place", "occurred")),
            *((it.legend, tuple(field.name for field in it.fields.values())) for it in self.cards),
            (_("Who was there"), ("officer", "officer_name", "witness_1", "witness_2", "people")),
            (_("How it was carried"), ("conveyance", "plate", "description", "concealment")),
            (_("What was said"), ("origin", "transit", "destination", "weight_of_all")),
            (_("Photos"), ("photos", "note")),
        )  # fmt: skip

    @property
    def cards(self) -> list[Card]:
        return [
            Card(f"line{n + 1}", _("Line %(number)s") % {"number": n + 1}, n >= self.first_new,
                 {name: self[f"line{n}_{name}"] for name in (*PATHS.values(), "kind", "handling")})
            for n in range(self.count)
        ]  # fmt: skip

    def arguments(self) -> dict[str, Any]:
        it = self.cleaned_data
        act_id = it.get("act_id") or new_id()
        it["act_id"] = act_id
        officers: list[dict[str, Any]] = [{"user": UUID(it["officer"])}] if it["officer"] else []
        officers += [{"name": it["officer_name"]}] if it["officer_name"] else []
        return {
            "event": Event(it["event"] or "seizure"), "kind": SceneKind(it["kind"] or "unknown"),
            "place_words": it["place_words"], "place": it["place"],
            "ground": self.ground_part(), "officers": officers,
            "witnesses": [{"name": it[name]} for name in self._witnesses()],
            "conveyances": self._conveyances(),
            "concealment": it["concealment"], "note": it["note"], "photos": it["photos"],
            "lines": self._lines(act_id), "statements": self._statements(),
        }  # fmt: skip

    def _witnesses(self) -> list[str]:
        return [it for it in ("witness_1", "witness_2") if self.cleaned_data[it]]

    def _conveyances(self) -> list[dict[str, Any]]:
        it = self.conveyance_part()
        return [it] if it else []

    def _lines(self, act_id: UUID) -> list[dict[str, Any]]:
        it = self.cleaned_data
        self.shown = [
            n for n in range(self.count)
            if any(it[f"line{n}_{name}"] for name in set(PATHS.values()))
        ]  # fmt: skip
        return [self._line(n, act_id) for n in self.shown]

    def _line(self, n: int, act_id: UUID) -> dict[str, Any]:
        names = (*PATHS.values(), "kind", "handling")
        it = {name: self.cleaned_data[f"line{n}_{name}"] for name in names}
        kind = LineKind(it["kind"] or "animal")
        return {
            "id": made_with(act_id, f"line{n}"), "kind": kind, "as_reported": it["name"].words,
            "taxon": None if kind is LineKind.THING else it["name"].taxon,
            "as_written": it["written"], "count": it["count"], "containers": it["containers"],
            "seal_numbers": it["seals"], "declared": it["declared"], "weight_g": it["weight"],
            "handling": Handling(it["handling"]) if it["handling"] else None, "note": it["note"],
        }  # fmt: skip

    def _points(self) -> list[str]:
        return [it for it in ("origin", "transit", "destination") if self.cleaned_data[it]]

    def _statements(self) -> list[dict[str, Any]]:
        it = self.cleaned_data
        points = [{"role": PointRole(role), "words": it[role]} for role in self._points()]
        if not points and not it["weight_of_all"] and it["people"] is None:
            return []
        return [{"points": points, "weight_g": it["weight_of_all"], "people": it["people"]}]

    def refuse(self, refused: Refused) -> None:
        super().refuse(Refused.many(self._here(it) for it in refused.problems))

    def _here(self, it: Problem) -> Problem:
        """The problem at the field of this form."""
        area, *rest = it.path.split(".")
        if area == "lines" and len(rest) > 1 and rest[1] in (*PATHS, "kind"):
            field = PATHS.get(rest[1], rest[1])
            return Problem(it.code, f"line{self.shown[int(rest[0])]}_{field}", it.values)
        if area == "witnesses":
            return Problem(it.code, self._witnesses()[int(rest[0])], it.values)
        if area == "officers":
            field = "officer_name" if "name" in rest else "officer"
            return Problem(it.code, field, it.values)
        if area == "statements" and "points" in rest:
            return Problem(it.code, self._points()[int(rest[2])], it.values)
        return it


def _rows(data: Any) -> int:
    """How many lines the form had that was sent."""
    said = str((data or {}).get("rows", ""))
    return max(1, int(said)) if re.fullmatch("[0-9]{1,3}", said) else ROWS


def _line_fields(n: int) -> dict[str, forms.Field]:
    containers = CountField(label=_("Or sealed containers"), required=False)
    containers.widget.attrs |= OPENS
    declared = CountField(label=_("Number stated inside"), required=False)
    declared.widget.attrs |= OPENS
    seals = SealsField()
    seals.widget.attrs |= OPENS
    return {
        f"line{n}_name": ReportedField(label=_("What it is"), required=False),
        f"line{n}_kind": choice(_("Kind"), labels.LINE, empty=False),
        f"line{n}_count": CountField(label=_("How many"), required=False),
        f"line{n}_containers": containers,
        f"line{n}_seals": seals,
        f"line{n}_declared": declared,
        f"line{n}_weight": GramsField(label=_("Weight"), required=False),
        f"line{n}_handling": choice(_("What was done with it"), labels.HANDLING),
        f"line{n}_note": text(_("Note")),
        f"line{n}_written": text(_("As written (2 sacks)"), autocomplete="off"),
    }
