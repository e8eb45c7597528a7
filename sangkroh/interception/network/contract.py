"""Contraction: the same travel times on fewer nodes.

Rounds of three steps until nothing changes: of parallel links of one sort the shortest stays;
dead ends are pruned; chains of links of one sort become one link. Nodes to keep (`kept`) stay.
What is removed remembers the one or two nodes through which every way out of it leads, and by
which links, so that a place on it is never lost.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

import numpy as np
import numpy.typing as npt

from ..graph import Floats, Ints
from .folding import chains, dead_ends, hops_to_costs, shortest_of_parallels

ROUNDS = 12


@dataclass(frozen=True)
class Contracted:
    """What is left, in the old node numbers, and where the rest went."""

    tail: Ints
    head: Ints
    sort: Ints
    length: Ints
    """(m',) links between nodes that are left."""
    left: npt.NDArray[np.bool_]
    """(n,) nodes that are left."""
    ends: Ints
    """(n, 2) of each node, the nodes left through which it is left; itself if it is left; -1 for
    none."""
    out: Floats
    """(n, 2, k) what it costs to leave by each end, for each conveyance; inf if it cannot."""


def contract(
    n: int, tail: Ints, head: Ints, sort: Ints, length: Ints, kept: npt.NDArray[np.bool_],
    paces: Floats,
) -> Contracted:  # fmt: skip
    """Contract n nodes and their links.

    sort   (m,) index into `paces`; only links of one sort are merged.
    length (m,) whole units, at least 1: sums of them stay exact.
    kept   (n,) nodes that must stay.
    paces  (sorts, k) cost of one unit for each conveyance; inf where it cannot go.
    """
    links: tuple[Any, ...] = (tail.astype(np.int32), head.astype(np.int32), sort.astype(np.int32),
             length.astype(np.int64))  # fmt: skip
    left = np.ones(n, bool)
    hop_end = np.full((n, 2), -1, np.int32)
    hop_sort = np.full((n, 2), -1, np.int32)
    hop_length = np.zeros((n, 2), np.int64)
    order: list[Ints] = []
    for _ in range(ROUNDS):
        before = int(left.sum())
        links = shortest_of_parallels(n, *links)
        first, back_first, back = _rows(n, links)
        around = (first, *links, back_first, back, kept, left, hop_end, hop_sort, hop_length)
        order.append(dead_ends(*around))
        merged, inner = chains(*around)
        order.append(inner)
        here = left[links[0]] & left[links[1]]
        links = tuple(np.concatenate([old[here], new.astype(old.dtype)])
                      for old, new in zip(links, merged.T, strict=True))  # fmt: skip
        if int(left.sum()) == before:
            break
    links = shortest_of_parallels(n, *links)
    ends, out = np.full((n, 2), -1, np.int32), np.full((n, 2, paces.shape[1]), np.inf)
    latest_first = np.concatenate(order)[::-1].copy()
    hops_to_costs(latest_first, left, hop_end, hop_sort, hop_length, paces, ends, out)
    tail, head, sort, length = links
    return Contracted(tail, head, sort, length, left, ends, out)


def _rows(n: int, links: tuple[Any, ...]) -> tuple[Any, Any, Any]:
    """Where the links of each node start, and the links into each node, for links by tail."""
    tail, head = links[0], links[1]
    first = np.zeros(n + 1, np.int64)
    np.cumsum(np.bincount(tail, minlength=n), out=first[1:])
    back_first = np.zeros(n + 1, np.int64)
    np.cumsum(np.bincount(head, minlength=n), out=back_first[1:])
    return first, back_first, np.argsort(head, kind="stable")
