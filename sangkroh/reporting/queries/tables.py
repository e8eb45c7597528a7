"""Rows of figures as tables: each figure with the address of the rows that it is a sum of."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Iterable
from dataclasses import dataclass, field
from typing import Any
from urllib.parse import urlencode

from django.urls import reverse

from sangkroh.core import show

from .. import words
from ..rules import Sum, Wanted, What, gather

Key = Any
"""What is counted by: a kind, a month, the id of a place, a taxon or an agency."""
Sums = dict[tuple[str, str], int]
"""By what and unit."""


@dataclass(frozen=True)
class Cell:
    """A figure in words, and where its rows are."""

    text: str
    url: str = ""


@dataclass(frozen=True)
class Row:
    """A line of a table: what it is about, how many events, what was taken."""

    label: Any
    url: str
    events: Cell | None
    living: Cell
    rest: list[Cell]


@dataclass(frozen=True)
class Table:
    key: str
    title: Any
    about: Any
    rows: list[Row]
    note: Any = ""

    @property
    def has_rest(self) -> bool:
        """Whether anything but living animals was counted."""
        return any(it.rest for it in self.rows)


@dataclass
class Counted:
    """What was counted of each key: events, and sums by what and unit."""

    events: dict[Key, int] = field(default_factory=lambda: defaultdict(int))
    sums: dict[Key, Sums] = field(default_factory=lambda: defaultdict(lambda: defaultdict(int)))

    def add_events(self, rows: Iterable[tuple[Key, int]], of: Callable[[Any], Key]) -> None:
        for key, n in rows:
            self.events[of(key)] += n

    def add_sums(self, rows: Iterable[tuple[Key, str, str, int]], of: Callable[[Any], Key]) -> None:
        for key, what, unit, n in rows:
            self.sums[of(key)][what, unit] += n

    @property
    def keys(self) -> set[Key]:
        return self.events.keys() | self.sums.keys()


def plain(key: Any) -> Any:
    return key


def rows_url(wanted: Wanted, kind: str = "books") -> str:
    """Where the rows of these figures are."""
    return f"{reverse('reporting:rows', args=[kind])}?{urlencode(wanted.said())}"


def page_url(wanted: Wanted) -> str:
    said = {"year": "all"} | wanted.said()
    return f"{reverse('reporting:how-many')}?{urlencode(said)}"


def figure(it: Sum, wanted: Wanted, *, opens: bool = True) -> Cell:
    """A sum in its unit, opening to its rows where they can be asked for."""
    url = rows_url(wanted.but(what=str(it.what))) if opens else ""
    return Cell(words.amount(it.unit, it.quantity), url)


def row(
    label: Any, counted: Counted, key: Key, wanted: Wanted, *, opens: bool = True,
    events: bool = True,
) -> Row:  # fmt: skip
    """The figures of one key. `opens`: its rows can be asked for by `wanted`."""
    sums = gather(counted.sums.get(key, {}))
    living = [it for it in sums if it.what is What.LIVING]
    many = Cell(show.number(counted.events.get(key, 0)),
                rows_url(wanted, "events") if opens else "")  # fmt: skip
    alive = Cell(
        show.number(sum(it.quantity for it in living)),
        rows_url(wanted.but(what=str(What.LIVING))) if opens and living else "",
    )
    rest = [figure(it, wanted, opens=opens) for it in sums if it.what is not What.LIVING]
    return Row(label, page_url(wanted) if opens else "", many if events else None, alive, rest)
