"""Least travel times from some nodes to all others, in whole deciseconds.

A queue of wide buckets: nodes whose time falls into one bucket are worked off in any order, and
again when a better time comes. Exact for costs of at least 1, whatever the width; the width only
decides how much is done twice against how many buckets are empty.
"""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

import numpy as np

from .graph import Graph, Ints, Place
from .jit import kernel

FAR = np.int32(2**31 - 1)
"""The time to what cannot be reached."""


@kernel
def spread(first: Any, arcs: Any, shift: int, slots: int, limit: int, time: Any) -> None:
    """Improve `time` (n,), which holds the start times at the seeds and FAR elsewhere.

    A bucket is 2**shift deciseconds wide; `slots`, a power of two, buckets span more than the
    longest arc and the spread of the seeds. Nodes later than `limit` stay as they are.
    """
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
            for a in range(first[u], first[u + 1]):
                v = arcs[a, 0]
                new = now + arcs[a, 1]
                if new < time[v] and new <= limit:
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


def width(costs: Any) -> int:
    """The exponent of a good bucket width for these costs: about their mean."""
    mean = max(float(costs.mean()), 1.0) if len(costs) else 1.0
    return int(np.clip(round(np.log2(mean)), 0, 16))


def slots(longest: int, shift: int, spread_of_seeds: int = 0) -> int:
    """A power of two of buckets that the longest step cannot leap over."""
    return int(2 ** np.ceil(np.log2(((longest + spread_of_seeds) >> shift) + 2)))


def times_over(
    first: Ints, arcs: Ints, seeds: Iterable[tuple[int, int]], limit: int = int(FAR) - 1
) -> Ints:
    """(n,) least deciseconds from the seeds (node, deciseconds so far); FAR if out of reach."""
    time = np.full(len(first) - 1, FAR, np.int32)
    begin = 0
    for node, so_far in seeds:
        time[node] = min(int(time[node]), so_far)
        begin = max(begin, so_far)
    costs = arcs[:, 1]
    shift = width(costs)
    longest = int(costs.max()) if len(costs) else 1
    spread(first, arcs, shift, slots(longest, shift, begin), limit, time)
    return time


def times_from(graph: Graph, place: Place, limit: int = int(FAR) - 1) -> Ints:
    """(n,) least deciseconds from a place to every node."""
    return times_over(graph.first, graph.arcs, place.ends, limit)


def times_to(graph: Graph, node: int) -> Ints:
    """(n,) least deciseconds from every node to this one."""
    return times_over(graph.back_first, graph.back, [(node, 0)])
