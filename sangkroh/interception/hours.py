"""Speed by the hour of the day: rush hours, night on the river, a ferry that sleeps.

An arc's time is worked off hour by hour at that hour's speed, so that whoever leaves later never
arrives earlier. Times are deciseconds from a local midnight.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

import numpy as np
import numpy.typing as npt

from .graph import Graph, Ints, Place, Way
from .jit import kernel
from .shortest import FAR, slots, width

HOUR = 36_000
"""Deciseconds."""
WITHIN = 64
"""Hours after which a link that is still not passed counts as impassable."""


@dataclass(frozen=True, eq=False)
class Hours:
    """`speed` (classes, 24): factor on the reference speed; 0 is closed in that hour."""

    speed: npt.NDArray[np.float64]

    def __post_init__(self) -> None:
        speed = np.ascontiguousarray(self.speed, np.float64)
        if speed.shape != (len(Way), 24) or not np.isfinite(speed).all() or (speed < 0).any():
            raise ValueError("speed must be (classes, 24), finite and not negative")
        if not (speed > 0).any(axis=1).all():
            raise ValueError("a class that is never open is no class: leave its arcs out")
        speed.flags.writeable = False
        object.__setattr__(self, "speed", speed)

    def slowest(self) -> float:
        return float(self.speed[self.speed > 0].min())


def constant() -> Hours:
    """Every hour like the reference."""
    return Hours(np.ones((len(Way), 24)))


@kernel
def passed(start: float, cost: float, speed: Any) -> Any:
    """When an arc of this cost is passed by who enters it at `start`; speed (24,) of its class."""
    hour = int(start // 36_000)
    for _ in range(64):
        fast = speed[hour % 24]
        room = ((hour + 1) * 36_000.0 - start) * fast
        if cost <= room:
            return start + cost / fast
        cost -= room
        hour += 1
        start = hour * 36_000.0
    return np.inf


@kernel
def spread_by_hour(
    first: Any, arcs: Any, way: Any, speed: Any, base: int, shift: int, slots: int, limit: int,
    time: Any,
) -> None:  # fmt: skip
    """As `shortest.spread`, leaving at `base` deciseconds after midnight: FIFO, so exact."""
    n, m = len(first) - 1, len(arcs)
    head = np.full(slots, -1, np.int32)
    who = np.empty(m + n, np.int32)
    when = np.empty(m + n, np.int32)
    then = np.empty(m + n, np.int32)
    made, spare, waiting = 0, -1, 0
    bucket = limit >> shift
    for u in range(n):
        if time[u] <= limit:
            bucket = min(bucket, time[u] >> shift)
            slot = (time[u] >> shift) & (slots - 1)
            who[made], when[made], then[made] = u, time[u], head[slot]
            head[slot] = made
            made += 1
            waiting += 1
    while waiting:
        slot = bucket & (slots - 1)
        while head[slot] >= 0:
            it = head[slot]
            head[slot] = then[it]
            then[it] = spare
            spare = it
            waiting -= 1
            u = who[it]
            now = time[u]
            if when[it] != now:
                continue
            clock = base + now
            hour = (clock // 36_000) % 24
            left = 36_000 - clock % 36_000
            for a in range(first[u], first[u + 1]):
                v = arcs[a, 0]
                cost = arcs[a, 1]
                if now + 1 >= time[v]:
                    continue
                fast = speed[way[a], hour]
                if cost <= left * fast:
                    late = now + cost / fast
                else:
                    late = passed(float(clock), float(cost), speed[way[a]]) - base
                if late > limit:
                    continue
                new = max(int(late + 0.5), now + 1)
                if new < time[v]:
                    time[v] = new
                    if spare >= 0:
                        it = spare
                        spare = then[it]
                    else:
                        it = made
                        made += 1
                    to = (new >> shift) & (slots - 1)
                    who[it], when[it], then[it] = v, new, head[to]
                    head[to] = it
                    waiting += 1
        bucket += 1


def times_over_by_hour(
    first: Ints, arcs: Ints, way: Any, place: Place, hours: Hours, base: int,
    limit: int = int(FAR) - 1,
) -> Ints:  # fmt: skip
    """(n,) least deciseconds from a place for who leaves at `base` deciseconds after midnight."""
    time = np.full(len(first) - 1, FAR, np.int32)
    for node, so_far in place.ends:
        time[node] = min(int(time[node]), so_far)
    costs = arcs[:, 1]
    shift = width(costs)
    longest = int(costs.max()) if len(costs) else 1
    span = int(longest / hours.slowest()) + 24 * HOUR + max(c for _, c in place.ends)
    limit = min(limit, int(FAR) - 2 * WITHIN * HOUR)
    spread_by_hour(first, arcs, way, hours.speed, base, shift, slots(span, shift), limit, time)
    return time


def times_from_by_hour(graph: Graph, place: Place, hours: Hours, base: int) -> Ints:
    """(n,) least deciseconds from a place to every node, by the hours of the day."""
    return times_over_by_hour(graph.first, graph.arcs, graph.way, place, hours, base)
