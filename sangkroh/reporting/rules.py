"""What is counted as what, which outcomes save a life, what a reader asked for. Plain Python.

The four definitions that the page prints (*seized*, *rescued*, *released*, *saved*) are these
sets and nothing else. They are ours until a ministry states others.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, fields, replace
from enum import StrEnum
from typing import Any
from uuid import UUID


class What(StrEnum):
    """What a row of the books is of, as it was when it was taken in."""

    LIVING = "living"
    EGGS = "eggs"
    DEAD = "dead"
    PARTS = "parts"
    MEAT = "meat"
    THINGS = "things"
    SEALED = "sealed"  # containers that nobody has counted
    BORN = "born"  # born, laid or hatched in care: never taken in


TAKEN = tuple(it for it in What if it is not What.BORN)
"""What was taken in, in the order of the page."""
SEIZING = frozenset({"seizure", "equipment"})
"""Kinds of event at which officers seize."""
RESCUING = frozenset({"seizure", "handed_over", "found", "rescue", "abroad"})
"""Kinds of event at which a living animal comes out of trade, hands or danger."""
KEPT = frozenset({"scene", "in_transit", "quarantine", "care"})
"""States in which a living animal is kept and alive, as far as the books know."""
RELEASED = "released"
SAVING = KEPT | {RELEASED}
"""States of an animal that is saved. Of one handed on we do not know it."""
EVENTS = {"seized": SEIZING, "rescued": RESCUING}
"""Kinds of event that are asked for together, by a definition."""
STATES = {"saved": SAVING, "kept": KEPT}
"""States that are asked for together."""
GEAR = frozenset({"snare", "weapon", "vehicle", "boat", "phone", "money", "document", "other"})
"""Kinds of thing that are no part of an animal, of what no scene speaks of."""
UNFORMULA = ("=", "+", "-", "@", "\t", "\r")
"""A cell that begins so is a formula to a spreadsheet."""


@dataclass(frozen=True)
class Wanted:
    """Which rows a reader asked for. `month` is as 2016-06."""

    year: int | None = None
    month: str = ""
    event: str = ""
    what: str = ""
    state: str = ""
    papers: str = ""  # "old": imported from old papers, "own": recorded here
    province: UUID | None = None
    taxon: UUID | None = None
    agency: UUID | None = None
    case: UUID | None = None

    def but(self, **changes: Any) -> Wanted:
        return replace(self, **changes)

    def said(self) -> dict[str, str]:
        """What an address says of it: only what was asked for."""
        return {it.name: str(value) for it in fields(self) if (value := getattr(self, it.name))}


@dataclass(frozen=True)
class Sum:
    """So much of something in one unit."""

    what: What
    unit: str
    quantity: int


def gather(rows: Mapping[tuple[str, str], int]) -> list[Sum]:
    """Sums by what and unit, in the order of the page. Units are never added to each other."""
    found = [
        Sum(What(what), unit, n) for (what, unit), n in rows.items() if n and what != What.BORN
    ]
    return sorted(found, key=lambda it: (TAKEN.index(it.what), it.unit))


def cell(text: str) -> str:
    """A cell of a sheet that no program takes for a formula."""
    return f"'{text}" if text.startswith(UNFORMULA) else text
