"""Where the target can be now: how far at most, and where most likely. Always both."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np

from .belief import Belief
from .graph import Floats, Ints
from .particles import Clocks
from .shortest import times_over


@dataclass(frozen=True, eq=False)
class Whereabouts:
    """On the nodes of the network."""

    nodes: Ints
    """(A,) every node that the fastest plausible driver can have reached: the outer bound."""
    seconds: Floats
    """(A,) how long he needs to each at least."""
    likely: Ints
    """(L,) the fewest nodes that hold `share` of the imaginary targets, likeliest first."""
    chance: Floats
    """(L,) chance that he is between this node and the next."""
    share: float
    not_left: float
    """Chance that he has not left yet."""
    arrived: float
    """Chance that he is where he was heading for, over the border or in hiding."""


def whereabouts(belief: Belief, clocks: Clocks, now: float, share: float = 0.8) -> Whereabouts:
    """`belief` made with `now` as its clock; `share` of the targets makes the likely area."""
    t = belief.targets
    arrived = t.end_time <= now
    under_way = (t.here >= 0) & ~arrived
    nodes, seconds = _bound(belief, clocks, now)
    weight = np.asarray(np.bincount(t.here[under_way], t.weight[under_way], 1), float)
    order = np.argsort(-weight, kind="stable")
    upto = np.cumsum(weight[order])
    enough = int(np.searchsorted(upto, share * upto[-1], side="left")) + 1 if upto[-1] > 0 else 0
    return Whereabouts(
        nodes, seconds, order[:enough].astype(np.int32), weight[order[:enough]], share,
        not_left=float(t.weight[t.here < 0].sum()), arrived=float(t.weight[arrived].sum()),
    )  # fmt: skip


def _bound(belief: Belief, clocks: Clocks, now: float) -> tuple[Ints, Floats]:
    """From every place still believed in, at the speed that one driver in 740 passes."""
    fast = float(np.exp(clocks.speed_mean + 3 * clocks.speed_sd))
    best = np.full(belief.hypotheses.choices[0].ground.n, np.inf)
    room = np.zeros(len(best), bool)
    for leaving in belief.leaving:
        elapsed = max(0.0, now - leaving.earliest)
        limit = int(elapsed * fast * 10)
        for choices in belief.hypotheses.choices:
            it = choices.ground
            time = times_over(it.first, it.arcs, leaving.place.ends, limit)
            inside = time <= limit
            room |= inside
            best[inside] = np.minimum(best[inside], time[inside] / 10 / fast)
    nodes = np.flatnonzero(room).astype(np.int32)
    return nodes, best[nodes]
