"""The flow from what was taken in to where it is now, as shapes for an SVG: numbers, no style."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from itertools import groupby

from sangkroh.core import show

from .queries import Band

WIDTH, LEFT, RIGHT, TOP = 360, 2, 168, 4
"""Units of the drawing: it fits a phone of 360 pixels."""
TALL, LEAST, LINE = 220, 6, 17
"""Height of all that was taken in; of the thinnest band; of a line of writing."""


@dataclass(frozen=True)
class Ribbon:
    """A band of the drawing: its outline, the place of its label, and what it is."""

    band: Band
    outline: str
    text_y: int


@dataclass(frozen=True)
class Root:
    """What was taken in as one: its name above, a ribbon to each place where some of it is now."""

    label: str
    amount: str
    text_y: int
    ribbons: tuple[Ribbon, ...]


@dataclass(frozen=True)
class Flow:
    height: int
    roots: tuple[Root, ...]


def flow(bands: Sequence[Band]) -> Flow:
    """Each root by itself, in the order of the bands; ribbons as high as their share."""
    total = sum(it.qty for it in bands) or 1
    roots, y = [], TOP
    for _root, group in groupby(bands, _of_root):
        root, y = _drawn(list(group), y, total)
        roots.append(root)
    return Flow(y, tuple(roots))


@dataclass(frozen=True)
class Total:
    """How much of all that was taken in has the same lot now, whichever root it came from."""

    qty: int
    unit: str
    place: str
    state: str


def totals(bands: Iterable[Band]) -> list[Total]:
    """The figures above the drawing, each the sum of its bands; the largest first."""
    sums: Counter[tuple[str, str, str]] = Counter()
    for it in bands:
        sums[it.unit_label, it.place, it.state] += it.qty
    return [Total(qty, *what) for what, qty in sums.most_common()]


def _of_root(band: Band) -> object:
    return band.root


def _drawn(bands: Sequence[Band], top: int, total: int) -> tuple[Root, int]:
    """One root from this height on, and the height at which the next begins."""
    left = right = top + LINE + 2
    ribbons = []
    for it in bands:
        high = max(LEAST, TALL * it.qty // total)
        room = max(high, LINE)
        ribbons.append(Ribbon(it, _outline(left, right, high), right + min(high, room) // 2 + 5))
        left, right = left + high, right + room + 3
    said = Root(bands[0].root_label, amount(bands), top + LINE - 4, tuple(ribbons))
    return said, max(left, right) + LINE // 2


def amount(bands: Iterable[Band]) -> str:
    """How much it is in all: each unit by itself, for sacks and snakes do not add up."""
    sums: dict[str, int] = {}
    for it in bands:
        sums[it.unit_label] = sums.get(it.unit_label, 0) + it.qty
    return ", ".join(f"{show.number(qty)} {unit}" for unit, qty in sums.items())


def _outline(left: int, right: int, high: int) -> str:
    middle = (LEFT + RIGHT) // 2
    return (
        f"M{LEFT} {left}C{middle} {left} {middle} {right} {RIGHT} {right}v{high}"
        f"C{middle} {right + high} {middle} {left + high} {LEFT} {left + high}z"
    )
