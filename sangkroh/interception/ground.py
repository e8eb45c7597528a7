"""The network as one way of moving meets it: car, boat, motorbike, truck, on foot.

Factors on the reference time of each class come from the table of speeds, all of it unverified.
"""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
import numpy.typing as npt

from .graph import Bytes, Graph, Ints
from .network.speeds import factors
from .shortest import times_over


@dataclass(frozen=True)
class Conveyance:
    """`factor`: time on each class of way, against the reference time; infinite is impassable."""

    name: str
    factor: tuple[float, ...]


CONVEYANCES = {name: Conveyance(name, factor) for name, factor in factors().items()}
"""By name; "any" is whatever the way asks for: a boat on water, a car on a road, on foot else."""
ANY, CAR = CONVEYANCES["any"], CONVEYANCES["car"]


@dataclass(frozen=True, eq=False)
class Ground:
    """Passable arcs, as in `Graph`, with the true times of one conveyance."""

    first: Ints
    arcs: Ints
    way: Bytes
    arc: Ints
    """(m,) the arc of the graph that each one is."""
    back_first: Ints
    back_tail: Ints
    back_arc: Ints
    """(m,) the arc of this ground that each backward one is."""

    @property
    def n(self) -> int:
        return len(self.first) - 1

    def times_to(self, node: int, cost: Ints) -> Ints:
        """(n,) least time from every node to this one at (m,) given costs."""
        return times_over(self.back_first, self.backward(cost), [(node, 0)])

    def backward(self, cost: Ints) -> Ints:
        """(m, 2) tails and costs, by head."""
        return np.stack([self.back_tail, cost[self.back_arc]], axis=1)


def ground(graph: Graph, conveyance: Conveyance) -> Ground:
    """The part of a network that a conveyance can use, at its own times."""
    factor = np.array(conveyance.factor)[graph.way]
    keep = np.flatnonzero(np.isfinite(factor)).astype(np.int32)
    number = np.full(graph.m, -1, np.int32)
    number[keep] = np.arange(len(keep), dtype=np.int32)
    cost = np.maximum(np.rint(graph.arcs[keep, 1] * factor[keep]), 1).astype(np.int32)
    behind = number[graph.back_arc]
    there = behind >= 0
    return Ground(
        first=_still(graph.first, number >= 0),
        arcs=np.stack([graph.arcs[keep, 0], cost], axis=1),
        way=graph.way[keep], arc=keep, back_first=_still(graph.back_first, there),
        back_tail=np.ascontiguousarray(graph.back[there, 0]), back_arc=behind[there],
    )  # fmt: skip


def _still(first: Ints, keep: npt.NDArray[np.bool_]) -> Ints:
    """Where the arcs of each node begin once only some are kept."""
    return np.concatenate([[0], np.cumsum(keep)])[first].astype(np.int32)
