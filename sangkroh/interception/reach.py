"""How long a team takes to each post.

On a big network one table per conveyance, from every node to every post, is filled once; after
that a team that moved costs a look-up. On a small one, or by the hour of the day, each team's
times are found anew.
"""

from __future__ import annotations

from collections.abc import Sequence
from concurrent.futures import ThreadPoolExecutor

import numpy as np
import numpy.typing as npt

from .graph import Floats, Graph, Ints, Place
from .ground import CONVEYANCES, Ground, ground
from .hours import Hours, times_over_by_hour
from .shortest import FAR, times_over

SMALL = 60_000
"""Up to this many nodes times are found anew, and by the hour."""


class Reach:
    """Times of teams to the posts (Q,) of a network, by conveyance."""

    def __init__(self, graph: Graph, posts: Ints, hours: Hours | None = None,
                 threads: int = 2) -> None:  # fmt: skip
        self.graph, self.posts, self.threads = graph, posts, threads
        self.hours = hours if graph.n <= SMALL else None
        self._grounds: dict[str, Ground] = {}
        self._tables: dict[str, npt.NDArray[np.int32]] = {}

    def fill(self, conveyance: str) -> npt.NDArray[np.int32]:
        """(Q, n) deciseconds from every node to each post; kept."""
        if conveyance not in self._tables:
            it = self.ground(conveyance)
            back = it.backward(it.arcs[:, 1])
            table = np.empty((len(self.posts), it.n), np.int32)

            def one(q: int) -> None:
                table[q] = times_over(it.back_first, back, [(int(self.posts[q]), 0)])

            with ThreadPoolExecutor(self.threads) as pool:
                list(pool.map(one, range(len(self.posts))))
            self._tables[conveyance] = table
        return self._tables[conveyance]

    def ground(self, conveyance: str) -> Ground:
        if conveyance not in self._grounds:
            self._grounds[conveyance] = ground(self.graph, CONVEYANCES[conveyance])
        return self._grounds[conveyance]

    def times(self, teams: Sequence[tuple[Place, str, float]]) -> Floats:
        """(U, Q) seconds from each team (place, conveyance, clock of leaving) to each post;
        infinite where it cannot go."""
        with ThreadPoolExecutor(self.threads) as pool:
            rows = list(pool.map(lambda it: self._row(*it), teams))
        times = np.array(rows, np.float64).reshape(len(teams), len(self.posts))
        return np.where(times >= FAR, np.inf, times / 10)

    def times_to(self, conveyance: str, q: int) -> Ints:
        """(n,) deciseconds from every node to post number q."""
        if conveyance in self._tables:
            return np.asarray(self._tables[conveyance][q])
        it = self.ground(conveyance)
        return it.times_to(int(self.posts[q]), it.arcs[:, 1])

    def _row(self, place: Place, conveyance: str, clock: float) -> npt.NDArray[np.int64]:
        if conveyance in self._tables and self.hours is None:
            table = self._tables[conveyance]
            ends = [np.where(table[:, u] == FAR, FAR, table[:, u].astype(np.int64) + c)
                    for u, c in place.ends]  # fmt: skip
            return np.asarray(np.min(ends, axis=0))
        it = self.ground(conveyance)
        if self.hours is None:
            return times_over(it.first, it.arcs, place.ends)[self.posts].astype(np.int64)
        base = int(clock * 10)
        by_hour = times_over_by_hour(it.first, it.arcs, it.way, place, self.hours, base)
        return by_hour[self.posts].astype(np.int64)
