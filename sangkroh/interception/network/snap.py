"""From a position on the map to its place on the network, also where nodes were merged away.

Every node that was read is here, in squares of a hundredth of a degree: where it is, the one or
two nodes of the graph through which it is left, and how long that takes each conveyance.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

import numpy as np
import numpy.typing as npt

from ..errors import CannotPlan
from ..graph import EARTH_M, LONGEST, Floats, Ints, Place, metres_between
from .contract import Contracted
from .raw import Raw
from .speeds import NAMES

SQUARE = 0.01
"""Degrees."""
ROW = 1 << 17
"""More squares than there are around the earth."""
NO_WAY = -1


@dataclass(frozen=True)
class Found:
    """A place on the network, and how many metres beside the position it is."""

    place: Place
    metres: float


@dataclass(frozen=True, eq=False)
class Snap:
    """n positions, ordered by square."""

    square: npt.NDArray[np.int64]
    lon: Floats
    lat: Floats
    end: Ints
    """(n, 2) nodes of the graph; -1 for none."""
    out: Ints
    """(n, 2, 6) deciseconds from here to each end, by conveyance; -1 where it cannot go."""

    def place(
        self, lon: float, lat: float, conveyance: str = "any", within_m: float = 5_000.0
    ) -> Found:
        """The nearest place that a conveyance can leave; refused if it is farther than that."""
        column = NAMES.index(conveyance)
        for rows, safe in self._rings(lon, lat, within_m):
            useful = rows[(self.out[rows, :, column] >= 0).any(axis=1)]
            if len(useful):
                metres = metres_between(lon, lat, self.lon[useful], self.lat[useful])
                best = int(np.argmin(metres))
                if metres[best] <= min(safe, within_m):
                    return Found(self._place(int(useful[best]), column), float(metres[best]))
        raise CannotPlan("off-network", "place", metres=round(within_m))

    def _place(self, at: int, column: int) -> Place:
        out = self.out[at, :, column]
        return Place(tuple((int(self.end[at, it]), int(out[it])) for it in (0, 1) if out[it] >= 0))

    def _rings(
        self, lon: float, lat: float, within_m: float
    ) -> Iterator[tuple[npt.NDArray[np.int64], float]]:
        """Rows of a growing block of squares around a position; what is nearer is in it."""
        metre = 180 / np.pi / EARTH_M
        narrow = max(float(np.cos(np.radians(lat))), 0.05)
        reach = min(1_000.0, within_m)
        while True:
            high, wide = reach * metre, reach * metre / narrow
            across = np.arange(_cell(lat - high), _cell(lat + high) + 1)
            start = np.searchsorted(self.square, across * ROW + _cell(lon - wide))
            stop = np.searchsorted(self.square, across * ROW + _cell(lon + wide), side="right")
            yield np.concatenate([np.arange(*it) for it in zip(start, stop, strict=True)]), reach
            if reach >= within_m:
                return
            reach = min(reach * 3, within_m)


def _cell(degrees: float) -> int:
    return int(np.floor((degrees + 180) / SQUARE))


def snaps(raw: Raw, done: Contracted, number: Ints) -> Snap:
    """The table of all nodes of a network; number (n,) their numbers in the graph, -1 if gone."""
    squares = [np.floor((it + 180) / SQUARE).astype(np.int64) for it in (raw.lat, raw.lon)]
    square = squares[0] * ROW + squares[1]
    order = np.argsort(square, kind="stable")
    out = np.full(done.out.shape, NO_WAY, np.int32)
    for column in range(len(NAMES)):
        deci = np.rint(done.out[order, :, column] / 100)
        can = deci <= LONGEST
        out[can, column] = deci[can]
    end = done.ends[order]
    return Snap(
        square=square[order], lon=raw.lon[order], lat=raw.lat[order],
        end=np.where(end >= 0, number[end], -1).astype(np.int32),
        out=out,
    )  # fmt: skip
