"""The flow from what was taken in to where it is now, as shapes for an SVG: numbers, no style."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from .queries import Band

WIDTH, GAP, LEAST, TALL, LEFT, RIGHT, TOP = 360, 16, 6, 220, 8, 200, 8
"""Units of the drawing: fits a phone of 360 pixels; a band is at least LEAST high."""


@dataclass(frozen=True)
class Ribbon:
    """A band of the drawing: its outline, its label's place, and what it is."""

    band: Band
    outline: str
    y: int
    text_y: int


@dataclass(frozen=True)
class Flow:
    height: int
    ribbons: tuple[Ribbon, ...]


def flow(bands: Sequence[Band]) -> Flow:
    """One ribbon for each band, as high as its share; those of one origin start together."""
    total = sum(it.qty for it in bands) or 1
    ribbons, left, right, root = [], TOP, TOP, None
    for it in sorted(bands, key=lambda b: (b.root, b.state, b.place)):
        high = max(LEAST, TALL * it.qty // total)
        if root is not None and it.root != root:
            left += GAP
        root = it.root
        ribbons.append(Ribbon(it, _outline(left, right, high), right, right + high // 2 + 4))
        left, right = left + high, right + high + GAP
    return Flow(max(left, right), tuple(ribbons))


def _outline(left: int, right: int, high: int) -> str:
    middle = (LEFT + RIGHT) // 2
    return (
        f"M{LEFT} {left}C{middle} {left} {middle} {right} {RIGHT} {right}v{high}"
        f"C{middle} {right + high} {middle} {left + high} {LEFT} {left + high}z"
    )
