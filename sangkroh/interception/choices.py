"""The tables behind every imaginary target: for each destination and kind of driver, the least
time from everywhere and the chance of each way at each junction.

Filled when first asked for, on all cores, and kept: a tip that names the same destinations again
costs nothing. For 96 hypotheses on 200,000 nodes about 300 MB.
"""

from __future__ import annotations

from collections.abc import Sequence
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass

import numpy as np
import numpy.typing as npt

from .graph import Graph, Ints, Place
from .ground import Conveyance, Ground, ground
from .profiles import Profile, perceived
from .routes import by_time, flow, starting, weigh
from .shortest import FAR, times_over


@dataclass(frozen=True, eq=False)
class Table:
    """One hypothesis: one destination, one kind of driver."""

    destination: int
    profile: int
    far: Ints
    """(n,) least perceived deciseconds to the destination."""
    log_z: npt.NDArray[np.float32]
    upto: npt.NDArray[np.uint16]


class Choices:
    """All hypotheses of one conveyance and one set of profiles on one network."""

    def __init__(
        self, graph: Graph, conveyance: Conveyance, profiles: Sequence[Profile], theta: float, *,
        seed: int = 1, threads: int = 2, keep: int = 160,
    ) -> None:  # fmt: skip
        """theta: per second. keep: how many hypotheses to hold at once."""
        self.ground: Ground = ground(graph, conveyance)
        self.conveyance, self.profiles = conveyance, tuple(profiles)
        self.theta = theta / 10
        self.threads, self.keep = threads, keep
        self.costs = [perceived(graph, self.ground, it, seed + k)
                      for k, it in enumerate(profiles)]  # fmt: skip
        self.backs = [self.ground.backward(cost) for cost in self.costs]
        self._tables: dict[tuple[int, int], Table] = {}

    def tables(self, wanted: Sequence[tuple[int, int]]) -> list[Table]:
        """The tables of (destination, profile) pairs, in their order."""
        missing = [it for it in dict.fromkeys(wanted) if it not in self._tables]
        if missing:
            with ThreadPoolExecutor(self.threads) as pool:
                self._tables |= dict(zip(missing, pool.map(self._fill, missing), strict=True))
        for it in dict.fromkeys(wanted):
            self._tables[it] = self._tables.pop(it)
        asked = [self._tables[it] for it in wanted]
        while len(self._tables) > max(self.keep, len(set(wanted))):
            del self._tables[next(iter(self._tables))]
        return asked

    def _fill(self, wanted: tuple[int, int]) -> Table:
        destination, profile = wanted
        it, cost = self.ground, self.costs[profile]
        far = times_over(it.back_first, self.backs[profile], [(destination, 0)])
        log_z = np.empty(it.n, np.float32)
        upto = np.zeros(len(it.arcs), np.uint16)
        weigh(it.first, it.arcs, cost, far, by_time(far), self.theta, log_z, upto)
        return Table(destination, profile, far, log_z, upto)

    def passing(self, table: Table, place: Place) -> npt.NDArray[np.float64]:
        """(n,) exact chance that a target leaving this place passes each node (f of the model)."""
        it = self.ground
        chance = np.zeros(it.n)
        for (node, _), p in zip(place.ends, self.leaving(table, place), strict=True):
            chance[node] += p
        flow(it.first, it.arcs, self.costs[table.profile], table.far, by_time(table.far),
             self.theta, table.log_z, chance)  # fmt: skip
        return np.minimum(chance, 1.0)

    def leaving(self, table: Table, place: Place) -> npt.NDArray[np.float64]:
        """Chance of each end of the place; all 0 when the destination is out of reach."""
        return starting(place.ends, table.far, table.log_z, self.theta)


def reached(table: Table, place: Place) -> bool:
    """Whether any way leads from the place to the table's destination."""
    return any(table.far[node] != FAR for node, _ in place.ends)
