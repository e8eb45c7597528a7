"""A case as old papers tell it: the argument of the act that brings it in."""

from __future__ import annotations

import hashlib
import json
from collections.abc import Sequence
from typing import Annotated, Any
from uuid import UUID

from pydantic import Field, StringConstraints

from sangkroh.core.types import CountOrNone, Line, MaybeLine, MaybeWords, Shape, Words
from sangkroh.seizures.rules import Event

from .codes import (
    FIELDS,
    SEALED,
    Currency,
    DatePrecision,
    Disposal,
    Outcome,
    PartUnit,
    Setting,
)

Number = Annotated[str, StringConstraints(pattern=r"^\d{1,10}(\.\d{1,4})?$")]
"""A number as written: text, because the journal keeps no fractions."""
DateText = Annotated[str, StringConstraints(pattern=r"^(\d{4}(-\d\d){0,2}|--\d\d(-\d\d)?)$")]
MaybeText = MaybeWords | None


class LiveTold(Shape):
    """Living animals: a name and a number, None where nobody counted. taxon: what the name means,
    where it means one thing in our list."""

    name_as_reported: Line
    scientific_name_guess: MaybeLine | None = None
    count: CountOrNone | None = None
    note: MaybeText = None
    taxon: UUID | None = None


class PartTold(Shape):
    """Dead animals, parts and equipment, in the unit in which they were written."""

    name_as_reported: Line
    scientific_name_guess: MaybeLine | None = None
    quantity: Number | None = None
    unit: PartUnit | None = None
    note: MaybeText = None
    taxon: UUID | None = None


class FineTold(Shape):
    amount: Number
    currency: Currency


class AgencyTold(Shape):
    """An agency as named; `agency` is ours, where the name is one of ours."""

    name: Words
    agency: UUID | None = None


class OtherTold(Shape):
    """A column for which there is no field, word for word."""

    column: Words
    text: Words


class CaseTold(Shape):
    """Our own fields (docs/import.md), without who told; `place_id` is the place that is meant."""

    id: Line
    date: DateText | None = None
    date_precision: DatePrecision | None = None
    date_as_reported: MaybeText = None
    province: MaybeText = None
    district: MaybeText = None
    place: MaybeText = None
    place_id: UUID | None = None
    requesting_agency: MaybeText = None
    agencies: list[AgencyTold] = []
    conveyance: Setting = Setting.UNKNOWN
    conveyance_note: MaybeText = None
    origin: MaybeText = None
    destination: MaybeText = None
    live: Annotated[list[LiveTold], Field(max_length=500)] = []
    dead_or_parts: Annotated[list[PartTold], Field(max_length=500)] = []
    offenders_count: CountOrNone | None = None
    offenders_nationality: MaybeText = None
    offender_outcome: Outcome = Outcome.UNKNOWN
    fine: FineTold | None = None
    sentence: MaybeText = None
    transported_to: MaybeText = None
    disposal: Disposal = Disposal.UNKNOWN
    release_site: MaybeText = None
    source_url: MaybeText = None
    other_urls: list[Words] = []
    source_date: MaybeText = None
    inferred_fields: list[Words] = []
    notes: MaybeText = None
    event: Event = Event.UNKNOWN
    other: list[OtherTold] = []


FOUND_HERE = {"taxon", "place_id", "agency"}
"""What our own lists add: no part of what the papers say."""


def plain(told: CaseTold) -> dict[str, Any]:
    """What the papers say, in our own fields and in their order; without who told."""
    said = told.model_dump(mode="json")
    said["agencies"] = [it["name"] for it in said["agencies"]]
    for kind in ("live", "dead_or_parts"):
        said[kind] = [{k: v for k, v in it.items() if k not in FOUND_HERE} for it in said[kind]]
    other = sorted(said["other"], key=lambda it: (it["column"], it["text"]))
    return {it: said[it] for it in FIELDS if it not in SEALED} | {"other": other}


def digest(told: CaseTold) -> str:
    """SHA-256 of what the papers say: two rows with one digest say the same."""
    text = json.dumps(plain(told), sort_keys=True, ensure_ascii=False, separators=(",", ":"))
    return hashlib.sha256(text.encode()).hexdigest()


def differing(before: dict[str, Any], now: dict[str, Any]) -> Sequence[str]:
    """The fields in which two tellings of one case differ."""
    return [it for it in now if before.get(it) != now[it]]
