"""The scene on a phone: nothing is required, and what was typed stays, photos too."""

from __future__ import annotations

from typing import Any
from uuid import UUID

from django import forms
from django.forms import BoundField
from django.utils.translation import gettext_lazy as _

from sangkroh.core.errors import Problem
from sangkroh.core.fields import CountField, GramsField, OccurredField
from sangkroh.evidence.forms import WithPhotos, photos_field
from sangkroh.reference.fields import PlaceField

from .. import labels, queries
from ..rules import Event, PointRole, SceneKind
from .lines import WithLines
from .shared import (
    CONSIGNMENT,
    NOTHING,
    ConsignmentFields,
    ConveyanceFields,
    GroundFields,
    choice,
    money,
    money_fields,
    offer_codes,
    text,
)

CUSTOMS = (*CONSIGNMENT, "detection", "why", "value", "currency", "valued_by")
"""What Customs asks for: one section, folded until something of it is filled in."""


class RecordForm(GroundFields, ConveyanceFields, ConsignmentFields, WithLines, WithPhotos):
    """A scene with its lines, and what Customs needs, folded."""

    event = choice(_("Kind of event"), labels.EVENT_SEEN, empty=False)
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
    detection = choice(_("How it was found out"), {})
    why = choice(_("Reason for the seizure"), {})
    value, currency = money_fields(_("Value"))
    valued_by = text(_("Who valued it"))
    note = text(_("Anything else"), long=True)
    photos = photos_field(_("Photos"))

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        officers = queries.officers_to_choose()
        officers.sort(key=lambda it: it[0] != str(self.actor.pk))
        self.fields["officer"].choices = [NOTHING, *officers]  # type: ignore[attr-defined]
        offer_codes(self)
        self.groups = (  # type: ignore[misc]
            (_("Kind of event"), ("event",)),
            (_("On what ground"),
             ("ground", "authorised_by", "authorised_at", "authority", "number")),
            (_("When and where"), ("kind", "place_words", "place", "occurred")),
            *((it.legend, tuple(field.name for field in it.fields.values())) for it in self.cards),
            (_("Who was there"), ("officer", "officer_name", "witness_1", "witness_2", "people")),
            (_("How it was carried"), ("conveyance", "plate", "description", "concealment")),
            (_("For Customs"), CUSTOMS),
            (_("What was said"), ("origin", "transit", "destination", "weight_of_all")),
            (_("Photos"), ("photos", "note")),
        )  # fmt: skip

    @property
    def customs(self) -> list[BoundField]:
        return [self[it] for it in CUSTOMS]

    @property
    def says_customs(self) -> bool:
        """Whether something of it was filled in, or is wrong."""
        return any(it.data or it.errors for it in self.customs if it.name != "currency")

    def arguments(self) -> dict[str, Any]:
        it = self.cleaned_data
        officers: list[dict[str, Any]] = [{"user": UUID(it["officer"])}] if it["officer"] else []
        officers += [{"name": it["officer_name"]}] if it["officer_name"] else []
        return {
            "event": Event(it["event"] or "seizure"), "kind": SceneKind(it["kind"] or "unknown"),
            "place_words": it["place_words"], "place": it["place"],
            "ground": self.ground_part(), "officers": officers,
            "witnesses": [{"name": it[name]} for name in self._witnesses()],
            "conveyances": self._conveyances(), "consignments": self._consignments(),
            "detection": it["detection"], "why": it["why"],
            "concealment": it["concealment"], "note": it["note"], "photos": it["photos"],
            "lines": self.lines(), "statements": self._statements(),
        }  # fmt: skip

    def _witnesses(self) -> list[str]:
        return [it for it in ("witness_1", "witness_2") if self.cleaned_data[it]]

    def _conveyances(self) -> list[dict[str, Any]]:
        it = self.conveyance_part()
        return [it] if it else []

    def _consignments(self) -> list[dict[str, Any]]:
        it = self.consignment_part()
        return [it] if any(it.values()) else []

    def _points(self) -> list[str]:
        return [it for it in ("origin", "transit", "destination") if self.cleaned_data[it]]

    def _statements(self) -> list[dict[str, Any]]:
        it = self.cleaned_data
        points = [{"role": PointRole(role), "words": it[role]} for role in self._points()]
        said = []
        if points or it["weight_of_all"] or it["people"] is not None:
            said = [{"points": points, "weight_g": it["weight_of_all"], "people": it["people"]}]
        if it["value"] is not None:
            said.append({
                "value": money(it["value"], it["currency"]), "currency": it["currency"],
                "said_by": it["valued_by"],
            })  # fmt: skip
        return said

    def here(self, it: Problem) -> Problem:
        """The problem at the field of this form."""
        area, *rest = it.path.split(".")
        if area == "witnesses":
            return Problem(it.code, self._witnesses()[int(rest[0])], it.values)
        if area == "officers":
            field = "officer_name" if "name" in rest else "officer"
            return Problem(it.code, field, it.values)
        if area == "statements" and "points" in rest:
            return Problem(it.code, self._points()[int(rest[2])], it.values)
        if area == "statements" and "value" in rest:
            return Problem(it.code, "value", it.values)
        if area == "consignments":
            return Problem(it.code, rest[-1], it.values)
        return super().here(it)
