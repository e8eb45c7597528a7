"""How made-up drivers behave. The planner never imports this: a contract of the project says so.

REPORTED behaviours judge the plans; FITTING ones, which are others, fit the calibration. Each
group of drivers shares a taste, and each driver has a speed, perhaps a stop, and its own errors.
"""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import Any

import numba
import numpy as np

from sangkroh.interception.graph import Graph, Way, metres_between
from sangkroh.interception.shortest import FAR, times_over

PASSES = 96


@dataclass(frozen=True)
class Behaviour:
    name: str
    wrong: float = 0.0
    """Chance of a wrong turn at each junction."""
    avoids: tuple[Way, ...] = ()
    factor: tuple[float, float] = (1.0, 1.0)
    """Factor on the classes avoided, drawn once for a group."""
    waves: float = 0.0
    """Strength of a smooth taste over the map: six plane waves."""
    noise: float = 0.0
    """Spread of a taste of each link by itself."""
    circles: tuple[float, float] = (1.0, 1.0)
    """Factor within 15 km of a dozen places that one group keeps away from."""
    stop_s: tuple[float, float] = (0.0, 0.0)
    """One stop at a special node on the way."""
    speed_mean: float = -0.05


REPORTED = (
    Behaviour("wrong turns", wrong=0.01),
    Behaviour("avoids big roads and rivers", avoids=(Way.TRUNK, Way.PRIMARY, Way.RIVER),
              factor=(1.2, 2.2)),
    Behaviour("one stop", stop_s=(600, 3600)),
    Behaviour("smooth taste", waves=0.35),
)  # fmt: skip
FITTING = (
    Behaviour("prefers big roads", avoids=(Way.LOCAL, Way.SECONDARY), factor=(1.1, 1.8)),
    Behaviour("taste of each link", noise=0.6),
    Behaviour("slow and lost", wrong=0.004, speed_mean=-0.2),
    Behaviour("keeps away from places", circles=(1.3, 2.5)),
    Behaviour("keeps away, and lost", circles=(1.1, 2.0), wrong=0.006, noise=0.2),
    Behaviour("long stop", stop_s=(1200, 5400), noise=0.2),
)


@dataclass(frozen=True, eq=False)
class Driven:
    """(R, PASSES) posts passed and clocks in seconds after leaving, (R,) how many."""

    post: Any
    time: Any
    count: Any


def taste(graph: Graph, it: Behaviour, rng: np.random.Generator) -> Any:
    """(m,) what one group thinks each arc costs, deciseconds."""
    cost = graph.arcs[:, 1].astype(float)
    if it.avoids:
        cost = np.where(np.isin(graph.way, it.avoids), cost * rng.uniform(*it.factor), cost)
    if it.noise:
        cost = cost * np.exp(rng.normal(0, it.noise, graph.m))
    if it.waves:
        x, y = (graph.lon - 102) * 109, (graph.lat - 10) * 111
        field = np.zeros(graph.n)
        for _ in range(6):
            kx, ky = rng.normal(0, 2 * np.pi / 90, 2)
            field += np.cos(kx * x + ky * y + rng.uniform(0, 2 * np.pi))
        cost = cost * np.exp(it.waves * field[graph.tails()])
    if it.circles[1] > 1:
        nodes = np.array([s.node for s in graph.specials])
        near = np.zeros(graph.n, bool)
        for node in rng.choice(nodes, 12, replace=False):
            near |= metres_between(graph.lon[node], graph.lat[node], graph.lon, graph.lat) < 15_000
        cost = np.where(near[graph.tails()], cost * rng.uniform(*it.circles), cost)
    return np.maximum(np.rint(cost), 1).astype(np.int32)


def drive(graph: Graph, it: Behaviour, start: int, goals: Any, post_of: Any, special: Any,
          seed: int) -> Driven:  # fmt: skip
    """One group: drivers from a node to their goals (R,), at true times."""
    rng = np.random.default_rng(seed)
    cost = taste(graph, it, rng)
    back = np.stack([graph.back[:, 0], cost[graph.back_arc]], axis=1)
    r = len(goals)
    speed = np.exp(rng.normal(it.speed_mean, 0.2, r))
    stop = rng.uniform(*it.stop_s, r) * 10
    out = Driven(np.full((r, PASSES), -1, np.int32), np.zeros((r, PASSES)), np.zeros(r, np.int32))
    for goal in np.unique(goals):
        far = times_over(graph.back_first, back, [(int(goal), 0)])
        who = np.flatnonzero(goals == goal)
        if far[start] != FAR:
            _drive(graph.first, graph.arcs, cost, far, start, int(goal), it.wrong, post_of, special,
                   who, speed, stop, rng.random(r), int(rng.integers(2**31)), out.post, out.time,
                   out.count)  # fmt: skip
    return replace(out, time=out.time / 10)


@numba.njit(cache=True, nogil=True)
def _drive(first, arcs, cost, far, start, goal, wrong, post_of, special, who, speed, stop, when,
           seed, post, time, count):  # fmt: skip
    np.random.seed(seed)
    for r in who:
        u, now, n = start, 0.0, 0
        whole = far[start]
        waits = stop[r] > 0
        for _ in range(200_000):
            if waits and special[u] and u != start and far[u] <= when[r] * whole:
                now += stop[r]
                waits = False
            if post_of[u] >= 0 and n < post.shape[1]:
                post[r, n] = post_of[u]
                time[r, n] = now
                n += 1
            if u == goal:
                break
            a = first[u]
            if wrong > 0 and np.random.random() < wrong:
                a += np.random.randint(0, first[u + 1] - first[u])
            else:
                best = far[u] + 1
                for b in range(first[u], first[u + 1]):
                    if far[arcs[b, 0]] < 2147483647 and cost[b] + far[arcs[b, 0]] < best:
                        best = cost[b] + far[arcs[b, 0]]
                        a = b
            now += arcs[a, 1] / speed[r]
            u = arcs[a, 0]
        count[r] = n
