"""The steps of contraction, compiled. Links are ordered by tail, head, sort, length.

hop_end, hop_sort, hop_length (n, 2) are what a removed node remembers: up to two links away from
it, to nodes that were there when it was removed.
"""

from __future__ import annotations

from typing import Any

import numpy as np

from ..jit import kernel


def shortest_of_parallels(n: int, tail: Any, head: Any, sort: Any, length: Any) -> Any:
    """Links by tail and head: no loops, of each sort between two nodes the shortest."""
    order = np.lexsort((length, sort, tail.astype(np.int64) * n + head))
    order = order[(tail != head)[order]]
    t, h, s = tail[order], head[order], sort[order]
    new = np.ones(len(order), bool)
    new[1:] = (t[1:] != t[:-1]) | (h[1:] != h[:-1]) | (s[1:] != s[:-1])
    return t[new], h[new], s[new], length[order][new]


@kernel
def _neighbours(
    v: int, first: Any, tail: Any, head: Any, back_first: Any, back: Any, left: Any, found: Any
) -> int:
    """Up to three distinct neighbours of v that are left, into `found`; how many."""
    count = 0
    outs = first[v + 1] - first[v]
    for it in range(outs + back_first[v + 1] - back_first[v]):
        other = head[first[v] + it] if it < outs else tail[back[back_first[v] + it - outs]]
        if not left[other]:
            continue
        if (count > 0 and found[0] == other) or (count > 1 and found[1] == other):
            continue
        found[count] = other
        count += 1
        if count == 3:
            break
    return count


@kernel
def _link(u: int, v: int, first: Any, head: Any) -> int:
    """The only link from u to v; -1 for none, -2 for several."""
    it = -1
    for a in range(first[u], first[u + 1]):
        if head[a] == v:
            if it >= 0:
                return -2
            it = a
    return it


@kernel
def dead_ends(
    first: Any, tail: Any, head: Any, sort: Any, length: Any, back_first: Any, back: Any,
    stay: Any, left: Any, hop_end: Any, hop_sort: Any, hop_length: Any,
) -> Any:  # fmt: skip
    """Remove what has one neighbour, again and again; the removed nodes in their order."""
    n = len(first) - 1
    gone = np.empty(n, np.int32)
    queue = np.arange(n).astype(np.int32)
    todo, count = n, 0
    found = np.empty(3, np.int32)
    while todo:
        todo -= 1
        v = queue[todo]
        if stay[v] or not left[v]:
            continue
        if _neighbours(v, first, tail, head, back_first, back, left, found) != 1:
            continue
        other = found[0]
        outs = 0
        for a in range(first[v], first[v + 1]):
            outs += head[a] == other
        if outs > 2:
            continue
        outs = 0
        for a in range(first[v], first[v + 1]):
            if head[a] == other:
                hop_end[v, outs], hop_sort[v, outs], hop_length[v, outs] = other, sort[a], length[a]
                outs += 1
        left[v] = False
        gone[count] = v
        count += 1
        queue[todo] = other
        todo += 1
    return gone[:count].copy()


@kernel
def _is_inner(v: int, a: int, b: int, first: Any, head: Any, sort: Any) -> bool:
    """Whether v, between a and b, only passes on: one sort each way, and no way that ends."""
    there, on = _link(a, v, first, head), _link(v, b, first, head)
    back, off = _link(b, v, first, head), _link(v, a, first, head)
    if there == -2 or on == -2 or back == -2 or off == -2:
        return False
    if (there < 0) != (on < 0) or (back < 0) != (off < 0):
        return False
    return (there < 0 or sort[there] == sort[on]) and (back < 0 or sort[back] == sort[off])


@kernel
def _inner(
    first: Any, tail: Any, head: Any, sort: Any, back_first: Any, back: Any, stay: Any, left: Any
) -> Any:
    """(n, 2) the two neighbours of each node that only passes on; -1 for all others."""
    n = len(first) - 1
    between = np.full((n, 2), -1, np.int32)
    found = np.empty(3, np.int32)
    for v in range(n):
        if (
            left[v]
            and not stay[v]
            and _neighbours(v, first, tail, head, back_first, back, left, found) == 2
            and _is_inner(v, found[0], found[1], first, head, sort)
        ):
            between[v, 0], between[v, 1] = found[0], found[1]
    return between


@kernel
def _walk(s: int, v: int, between: Any, left: Any, way: Any) -> int:
    """Go from s over v to the end of the chain, taking its nodes away; how many steps."""
    steps = 1
    way[0], way[1] = s, v
    while left[way[steps]] and between[way[steps], 0] >= 0:
        here = way[steps]
        on = between[here, 0] if between[here, 0] != way[steps - 1] else between[here, 1]
        steps += 1
        way[steps] = on
        left[here] = False
    return steps


@kernel
def _merge(
    way: Any, start: int, end: int, turn: int, first: Any, head: Any, sort: Any, length: Any,
    hop_end: Any, hop_sort: Any, hop_length: Any, new: Any, made: int,
) -> int:  # fmt: skip
    """One link, new[made], for the chain from way[start] to way[end]; 0 if it cannot be gone."""
    step = 1 if end > start else -1
    if _link(way[start], way[start + step], first, head) < 0:
        return 0
    far, kind, at = 0, 0, end
    while at != start:
        a = _link(way[at - step], way[at], first, head)
        at -= step
        kind = sort[a]
        far += length[a]
        if at != start:
            hop_end[way[at], turn], hop_sort[way[at], turn] = way[end], kind
            hop_length[way[at], turn] = far
    new[made, 0], new[made, 1], new[made, 2], new[made, 3] = way[start], way[end], kind, far
    return 1


@kernel
def chains(
    first: Any, tail: Any, head: Any, sort: Any, length: Any, back_first: Any, back: Any,
    stay: Any, left: Any, hop_end: Any, hop_sort: Any, hop_length: Any,
) -> Any:  # fmt: skip
    """Remove chains: the links instead of them, and the removed nodes.

    Chains between nodes that stay first; then rings, each from any one of its nodes.
    """
    n = len(first) - 1
    between = _inner(first, tail, head, sort, back_first, back, stay, left)
    new = np.empty((2 * n, 4), np.int64)
    gone = np.empty(n, np.int32)
    way = np.empty(n + 2, np.int32)
    made, count = 0, 0
    for rings in (False, True):
        for s in range(n):
            if not left[s] or (between[s, 0] >= 0) != rings:
                continue
            between[s, 0] = -1
            outs = first[s + 1] - first[s]
            for it in range(outs + back_first[s + 1] - back_first[s]):
                v = head[first[s] + it] if it < outs else tail[back[back_first[s] + it - outs]]
                if not left[v] or between[v, 0] < 0:
                    continue
                steps = _walk(s, v, between, left, way)
                for turn in range(2):
                    begin, end = steps * (1 - turn), steps * turn
                    made += _merge(way, begin, end, turn, first, head, sort, length, hop_end,
                                   hop_sort, hop_length, new, made)  # fmt: skip
                for at in range(1, steps):
                    gone[count] = way[at]
                    count += 1
    return new[:made].copy(), gone[:count].copy()


@kernel
def _nearest(out: Any, v: int, slot: int) -> float:
    """What the cheapest conveyance pays to leave v by one of its ends."""
    least = np.inf
    for k in range(out.shape[2]):
        least = min(least, out[v, slot, k])
    return least


@kernel
def _slot(v: int, end: int, least: float, ends: Any, out: Any) -> int:
    """Where to keep an end of v; -1 for nowhere: of more than two the nearest stay."""
    for it in range(2):
        if ends[v, it] == end or ends[v, it] < 0:
            return it
    slot = 0 if _nearest(out, v, 0) > _nearest(out, v, 1) else 1
    if _nearest(out, v, slot) <= least:
        return -1
    for k in range(out.shape[2]):
        out[v, slot, k] = np.inf
    return slot


@kernel
def hops_to_costs(
    latest_first: Any, left: Any, hop_end: Any, hop_sort: Any, hop_length: Any, paces: Any,
    ends: Any, out: Any,
) -> None:  # fmt: skip
    """Fill `ends` and `out`: of each node the ends among those left, and what each costs."""
    many = paces.shape[1]
    for v in range(len(left)):
        if left[v]:
            ends[v, 0] = v
            for k in range(many):
                out[v, 0, k] = 0.0
    for v in latest_first:
        for hop in range(2):
            over = hop_end[v, hop]
            for it in range(2):
                if over < 0 or ends[over, it] < 0:
                    continue
                least = hop_length[v, hop] * paces[hop_sort[v, hop], 0] + out[over, it, 0]
                slot = _slot(v, ends[over, it], least, ends, out)
                if slot < 0:
                    continue
                ends[v, slot] = ends[over, it]
                for k in range(many):
                    cost = hop_length[v, hop] * paces[hop_sort[v, hop], k] + out[over, it, k]
                    out[v, slot, k] = min(out[v, slot, k], cost)
