"""Imaginary targets: each with a destination, a taste, a speed, a departure and perhaps a stop.

They are walked by the chances in `choices`, at true times by the hour of the day, and what is
kept of each is which posts it passes and when. Their luck comes from their own number, so that
the same question has the same answer on any number of threads.
"""

from __future__ import annotations

from collections.abc import Sequence
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass, replace
from typing import Any, ClassVar

import numpy as np
import numpy.typing as npt

from .choices import Choices, Table
from .graph import Ints, Place
from .hours import passed
from .jit import kernel

PASSES = 64
"""Posts remembered of one target; one that passes more is counted in `cut`."""
NEVER = 1e15
"""A clock later than any."""


@kernel
def luck(state: Any) -> Any:
    """The next state of a target's luck and a number in [0, 1)."""
    state = state + np.uint64(0x9E3779B97F4A7C15)
    z = state
    z = (z ^ (z >> np.uint64(30))) * np.uint64(0xBF58476D1CE4E5B9)
    z = (z ^ (z >> np.uint64(27))) * np.uint64(0x94D049BB133111EB)
    z = z ^ (z >> np.uint64(31))
    return state, (z >> np.uint64(11)) * (1.0 / 9007199254740992.0)


@kernel
def walk(
    first: Any, arcs: Any, way: Any, upto: Any, far: Any, goal: int, post_of: Any, may_stop: Any,
    speed_by_hour: Any, timed: bool, until: float, who: Any, seed: Any, start: Any, at: Any,
    speed: Any, stop_when: Any, stop_long: Any, post: Any, time: Any, count: Any, end: Any,
    end_time: Any, here: Any, cut: Any,
) -> None:  # fmt: skip
    """Walk the targets `who` of one hypothesis; all per-target arrays are indexed by target.

    start, at   node and clock (deciseconds) of departure; speed, a factor.
    stop_when   share of the way left when the next place to stop at is taken; above 1 never.
    post, time  (R, PASSES) filled: post number and clock of leaving it; count (R,).
    here        node last reached by the clock `until`; -1 not yet departed.
    """
    room = post.shape[1]
    for i in range(len(who)):
        r = who[i]
        state = seed[r]
        u = start[r]
        now = at[r]
        whole = float(far[u])
        stops = stop_when[r] < 1.0
        n = 0
        here[r] = -1 if now > until else u
        while True:
            if stops and may_stop[u] and far[u] <= stop_when[r] * whole and u != start[r]:
                now += stop_long[r]
                stops = False
            if post_of[u] >= 0:
                if n < room:
                    post[r, n] = post_of[u]
                    time[r, n] = now
                    n += 1
                else:
                    cut[r] = 1
            if u == goal:
                break
            state, x = luck(state)
            step = x * 65_535.0
            a = first[u]
            while upto[a] <= step:
                a += 1
            cost = arcs[a, 1] / speed[r]
            if timed:
                now = passed(now, cost, speed_by_hour[way[a]])
            else:
                now += cost
            u = arcs[a, 0]
            if now <= until:
                here[r] = u
        count[r] = n
        end[r] = u
        end_time[r] = now


@dataclass(frozen=True)
class Clocks:
    """How unsure the clocks are. Unknown for Cambodia; working figures."""

    speed_mean: float = -0.05
    speed_sd: float = 0.25
    """A driver's speed is exp(N(mean, sd^2)) of the reference."""
    stop_chance: float = 0.2
    stop_s: tuple[float, float] = (600.0, 3_600.0)
    """Shortest and longest stop, in seconds; uniform between."""


@dataclass(frozen=True, eq=False)
class Targets:
    """R imaginary targets and what they pass. Clocks are seconds after a local midnight."""

    hypothesis: Ints
    """(R,) index into the hypotheses of the belief."""
    weight: npt.NDArray[np.float64]
    """(R,) sums to 1."""
    post: npt.NDArray[np.int32]
    time: npt.NDArray[np.float32]
    """(R, PASSES) posts passed in order, and when each is left."""
    count: Ints
    end: Ints
    """(R,) the last node: the destination."""
    end_time: npt.NDArray[np.float64]
    here: Ints
    """(R,) the node last reached by the time asked for; -1 not yet departed."""

    ARRAYS: ClassVar = ("hypothesis", "post", "time", "count", "end", "end_time", "here")

    def __len__(self) -> int:
        return len(self.weight)

    def picked(self, index: Any, weight: Any) -> Targets:
        """The targets of these numbers, with new weights (made to sum to 1)."""
        arrays = {name: getattr(self, name)[index] for name in self.ARRAYS}
        return Targets(weight=weight / weight.sum(), **arrays)

    def renamed(self, hypothesis: Ints) -> Targets:
        return replace(self, hypothesis=hypothesis)

    def weighed(self, weight: npt.NDArray[np.float64]) -> Targets:
        return replace(self, weight=weight / weight.sum())

    def effective(self) -> float:
        """Effective sample size, (sum w)^2 / sum w^2."""
        return float(self.weight.sum() ** 2 / (self.weight**2).sum())


@dataclass(frozen=True)
class Leaving:
    """From where, and between which clocks (seconds)."""

    place: Place
    earliest: float
    latest: float


def released(
    choices: Choices, tables: Sequence[Table], hypothesis: Ints, leaving: Leaving,
    clocks: Clocks, posts: Ints, stops: npt.NDArray[np.bool_], *, seed: int, until: float,
    hours: npt.NDArray[np.float64] | None = None,
) -> Targets:  # fmt: skip
    """Walk one target for each entry of `hypothesis` (R,), an index into `tables`.

    posts (Q,) nodes where teams may wait; stops (n,) where a target may stop; until: the clock
    for `here`; hours (classes, 24) speed factors. All weights equal.
    """
    r = len(hypothesis)
    rng = np.random.default_rng(seed)
    drawn = _drawn(rng, r, leaving, clocks)
    start, offset = _starts(rng, choices, tables, hypothesis, leaving.place)
    at = 10 * drawn["at"] + offset / drawn["speed"]
    post_of = np.full(choices.ground.n, -1, np.int32)
    post_of[posts] = np.arange(len(posts), dtype=np.int32)
    out = _room(r)
    timed = hours is not None
    by_hour = np.ones((1, 24)) if hours is None else np.ascontiguousarray(hours)
    order = np.argsort(hypothesis, kind="stable").astype(np.int32)
    bounds = np.searchsorted(hypothesis[order], np.arange(len(tables) + 1))

    def one(h: int) -> None:
        who, it = order[bounds[h] : bounds[h + 1]], tables[h]
        if len(who):
            walk(choices.ground.first, choices.ground.arcs, choices.ground.way, it.upto, it.far,
                 it.destination, post_of, stops, by_hour, timed, until * 10, who, drawn["seed"],
                 start, at, drawn["speed"], drawn["stop_when"], drawn["stop_long"], out["post"],
                 out["time"], out["count"], out["end"], out["end_time"], out["here"],
                 out["cut"])  # fmt: skip

    with ThreadPoolExecutor(choices.threads) as pool:
        list(pool.map(one, range(len(tables))))
    return Targets(
        hypothesis.astype(np.int32), np.full(r, 1 / max(r, 1)), out["post"],
        (out["time"] / 10).astype(np.float32), out["count"], out["end"], out["end_time"] / 10,
        out["here"],
    )  # fmt: skip


def _drawn(rng: np.random.Generator, r: int, leaving: Leaving, clocks: Clocks) -> dict[str, Any]:
    stop = rng.random(r) < clocks.stop_chance
    return {
        "speed": np.exp(rng.normal(clocks.speed_mean, clocks.speed_sd, r)),
        "at": rng.uniform(leaving.earliest, max(leaving.latest, leaving.earliest), r),
        "stop_when": np.where(stop, rng.random(r), 2.0),
        "stop_long": 10 * rng.uniform(*clocks.stop_s, r),
        "seed": rng.integers(0, 2**63, r).astype(np.uint64),
    }


def _starts(rng: np.random.Generator, choices: Choices, tables: Sequence[Table],
            hypothesis: Ints, place: Place) -> tuple[Ints, npt.NDArray[np.float64]]:  # fmt: skip
    """(R,) the end of the place by which each target leaves, and deciseconds to it."""
    upto = np.cumsum([choices.leaving(it, place) for it in tables], axis=1)
    end = (rng.random(len(hypothesis))[:, None] >= upto[hypothesis, :-1]).sum(axis=1)
    nodes, offsets = np.array(place.ends, np.int64).T
    return nodes[end].astype(np.int32), offsets[end].astype(np.float64)


def _room(r: int) -> dict[str, Any]:
    return {
        "post": np.full((r, PASSES), -1, np.int32), "time": np.full((r, PASSES), NEVER),
        "count": np.zeros(r, np.int32), "end": np.full(r, -1, np.int32),
        "end_time": np.full(r, NEVER), "here": np.full(r, -1, np.int32),
        "cut": np.zeros(r, np.uint8),
    }  # fmt: skip
