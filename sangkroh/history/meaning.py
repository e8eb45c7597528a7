"""What of a told case has a field in the record, and what is kept as words. Nothing is guessed."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import datetime, time
from decimal import Decimal
from urllib.parse import urlsplit
from zoneinfo import ZoneInfo

from sangkroh.core import times
from sangkroh.core.times import Occurred
from sangkroh.custody.actions import Outcome as Final
from sangkroh.seizures.rules import ConveyanceKind, LineKind, Precision, SceneKind

from . import rules
from .codes import Disposal, Outcome, PartUnit, Setting
from .told import CaseTold, LiveTold, PartTold

HERE = ZoneInfo("Asia/Phnom_Penh")
LINE = 200
"""The most letters of a line of the record."""
NOTE = 9_000
"""The most letters of one note; more becomes another."""
GRAMS = {PartUnit.KG: Decimal(1000), PartUnit.POUND: Decimal("453.59237")}
SCENES = {
    Setting.MARKET: SceneKind.MARKET, Setting.RESTAURANT: SceneKind.RESTAURANT,
    Setting.HOUSE: SceneKind.HOUSE, Setting.FARM: SceneKind.FARM, Setting.FOREST: SceneKind.FOREST,
}  # fmt: skip
CONVEYANCES = {
    Setting.BOAT: ConveyanceKind.BOAT, Setting.CAR: ConveyanceKind.CAR,
    Setting.MOTORBIKE: ConveyanceKind.MOTORBIKE, Setting.TRUCK: ConveyanceKind.TRUCK,
    Setting.BUS: ConveyanceKind.BUS, Setting.AIR: ConveyanceKind.AIR,
    Setting.POST: ConveyanceKind.PARCEL,
}  # fmt: skip
SOME_PERSON = {it for it in Outcome if it is not Outcome.UNKNOWN}
"""Outcomes that say that there was somebody, if not how many."""


def fits(text: str | None) -> bool:
    """Whether a text is a line of the record as it stands."""
    return bool(text) and len(text or "") <= LINE and not re.search(r"[\n<>]", text or "")


def occurred(told: CaseTold) -> Occurred:
    """When it happened, as exactly as it was told, in the words that were used."""
    if told.date is None or told.date_precision is None:
        return Occurred(words=_line(told.date_as_reported))
    first, last = rules.span(told.date, told.date_precision)
    words = _line(told.date_as_reported)
    precision = times.Precision(told.date_precision.value)
    if first is None or last is None:
        return Occurred(precision=precision, words=words or told.date)
    return Occurred(
        datetime.combine(first, time(), HERE),
        datetime.combine(last, time(23, 59, 59), HERE), precision, words,
    )  # fmt: skip


def _line(text: str | None) -> str:
    return text if text and fits(text) else ""


def where(told: CaseTold) -> str:
    """The place in the words of the papers, the smallest first; "" if it is no line."""
    return _line(", ".join(filter(None, [told.place, told.district, told.province])))


def title(told: CaseTold) -> str:
    """What a list of cases calls it: its number in the papers, and its district or province."""
    near = told.district or told.province or told.place or ""
    return f"{told.id}: {near}"[:LINE] if fits(near) else told.id


def host(told: CaseTold) -> str:
    """Whose account it is: the house that published it."""
    return _line(urlsplit(told.source_url or "").hostname or "")


@dataclass(frozen=True)
class Weight:
    """A weight that words tell: "about 600 kg"."""

    grams: int
    precision: Precision


_WEIGHT = re.compile(
    r"(?:^|[(;,]\s*)(about |over |more than |at least |nearly )?(\d+(?:\.\d+)?) ?(kg|g|tonnes?)"
    r"(?=$|[);,]| in )"
)
_HOW = {
    "about ": Precision.ABOUT, "nearly ": Precision.ABOUT, "over ": Precision.AT_LEAST,
    "more than ": Precision.AT_LEAST, "at least ": Precision.AT_LEAST,
}  # fmt: skip
_UNIT = {"kg": 1000, "g": 1, "tonne": 1_000_000, "tonnes": 1_000_000}
_COUNTED = re.compile(r"(about|over|more than|at least|nearly)\b")


def weight(text: str | None) -> Weight | None:
    """The one weight that a text tells; None where it tells none, or two that differ."""
    found = {
        Weight(int(Decimal(number) * _UNIT[unit]), _HOW.get(how, Precision.EXACT))
        for how, number, unit in _WEIGHT.findall(text or "")
    }
    return found.pop() if len(found) == 1 else None


def how_exact(note: str | None) -> Precision:
    """How exact a number is, by the word with which its note begins."""
    match = _COUNTED.match(note or "")
    return _HOW[f"{match[1]} "] if match else Precision.EXACT


def kind_of(part: PartTold) -> LineKind:
    """What a dead or part entry is, by its own words and unit."""
    if re.search(r"\bequipment\b", part.note or ""):
        return LineKind.THING
    if part.unit is PartUnit.INDIVIDUAL:
        return LineKind.DEAD
    return LineKind.MEAT if re.search(r"meat\b", part.name_as_reported) else LineKind.PART


def grams(part: PartTold) -> int | None:
    """The weight of an entry whose unit is one; None for any other, and for nothing."""
    if part.quantity is None or part.unit not in GRAMS:
        return None
    return round(Decimal(part.quantity) * GRAMS[part.unit]) or None


def whole(part: PartTold) -> int | None:
    """How many pieces or carcasses; None for other units, parts of a piece, and none."""
    if part.quantity is None or part.unit not in (PartUnit.PIECE, PartUnit.INDIVIDUAL):
        return None
    number = Decimal(part.quantity)
    return int(number) if number == int(number) and number > 0 else None


def as_written(it: LiveTold | PartTold) -> str:
    """Number and unit as they stood: "43 kg", "3 pair"; "" where none stood."""
    if isinstance(it, LiveTold):
        return "" if it.count is None else str(it.count)
    return " ".join(filter(None, [it.quantity, it.unit.value if it.unit else ""]))


@dataclass(frozen=True)
class Became:
    """What became of the lots of these kinds, and in which words it was told."""

    outcome: Final
    kinds: frozenset[LineKind]
    ground: str


LIVING = frozenset({LineKind.ANIMAL})
DEAD = frozenset({LineKind.DEAD, LineKind.MEAT, LineKind.PART})
_PLANNED = re.compile(r"\((?:[^)]*\b)?(?:planned|if|options)\b|\bif\b|\bonce\b|\blikely\b")
_SOME_ONLY = re.compile(r"[;(]|\bexcept\b|\breleased\b")
_WHEN = re.compile(r"\s*\((?:next day|same day|live animals|\d{1,2} [A-Z][a-z]+)\)")


def is_planned(text: str | None) -> bool:
    """Whether a release site or centre is only announced: an intention."""
    return bool(_PLANNED.search(text or ""))


def of_all(text: str | None) -> bool:
    """Whether words say where all went, and not only some of them."""
    return not _SOME_ONLY.search(_WHEN.sub("", text or ""))


def became(told: CaseTold) -> Became | None:
    """What became of the animals or goods; None where it is not told, planned, or of some only."""
    went, freed = told.transported_to, told.release_site
    if told.disposal is Disposal.RELEASED and not is_planned(freed) and of_all(freed):
        return Became(Final.RELEASED, LIVING, _ground(freed, "released"))
    if (
        told.disposal is Disposal.RESCUE_CENTRE and not is_planned(went) and of_all(went)
        and (freed is None or is_planned(freed))
    ):  # fmt: skip
        return Became(Final.TRANSFERRED, LIVING, _ground(went, "rescue centre"))
    if told.disposal in (Disposal.DESTROYED, Disposal.BURIED):
        return Became(Final.DESTROYED, DEAD, told.disposal.value)
    return None


def _ground(text: str | None, otherwise: str) -> str:
    return text if text and fits(text) else otherwise


def notes(told: CaseTold, kept: frozenset[str]) -> list[str]:
    """What has no field of its own, word for word below the name of its column.

    kept: names of what the record has taken up already.
    """
    pieces = [f"{name}: {text}" for name, text in _words(told) if name not in kept]
    found: list[str] = []
    for piece in pieces:
        if found and len(found[-1]) + len(piece) < NOTE:
            found[-1] += f"\n{piece}"
        else:
            found.append(piece[:NOTE])
            found += [piece[n : n + NOTE] for n in range(NOTE, len(piece), NOTE)]
    return found


def _words(told: CaseTold) -> Iterator[tuple[str, str]]:
    yield from (
        (name, str(text))
        for name in (
            "date_as_reported", "province", "district", "place", "requesting_agency", "conveyance",
            "conveyance_note", "origin", "destination", "offenders_nationality",
            "offender_outcome", "sentence", "transported_to", "disposal", "release_site",
            "source_url", "source_date", "notes",
        )
        if (text := getattr(told, name)) and text != "unknown"
    )  # fmt: skip
    if told.fine:
        yield "fine", f"{told.fine.amount} {told.fine.currency.value}"
    yield from (("agencies", it.name) for it in told.agencies if it.agency is None)
    for kind in ("live", "dead_or_parts"):
        for n, it in enumerate(getattr(told, kind), start=1):
            if it.note and not fits(it.note):
                yield f"{kind} {n}, note", it.note
    if told.other_urls:
        yield "other_urls", " ".join(told.other_urls)
    if told.inferred_fields:
        yield "inferred_fields", ", ".join(told.inferred_fields)
    yield from ((it.column, it.text) for it in told.other)
