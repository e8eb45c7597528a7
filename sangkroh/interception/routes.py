"""Which way a target takes: at each junction rather the cheaper one, and sometimes not.

Dial's choice among efficient arcs, those that lead nearer to the destination (Dial 1971). It has
no cycles, so every number here is exact after one sweep and always defined; randomness of taste
comes from the driver profiles, not from going round in circles.
"""

from __future__ import annotations

from typing import Any

import numpy as np
import numpy.typing as npt

from .graph import Ints
from .jit import kernel
from .shortest import FAR

FULL = 65_535
"""The last step of the cumulative chances of a node's arcs, kept in 16 bits."""


@kernel
def by_time(time: Any) -> Any:
    """The reached nodes, nearest first: a radix sort of `time` (n,), FAR left out."""
    n = len(time)
    order = np.empty(n, np.int32)
    count = 0
    top = 0
    for u in range(n):
        if time[u] != FAR:
            order[count] = u
            count += 1
            top = max(top, time[u])
    order = order[:count]
    other = np.empty(count, np.int32)
    shift = 0
    while shift == 0 or (top >> shift) > 0:
        starts = np.zeros(2049, np.int64)
        for i in range(count):
            starts[((time[order[i]] >> shift) & 2047) + 1] += 1
        for b in range(2048):
            starts[b + 1] += starts[b]
        for i in range(count):
            b = (time[order[i]] >> shift) & 2047
            other[starts[b]] = order[i]
            starts[b] += 1
        order, other = other, order
        shift += 11
    return order


@kernel
def weigh(first: Any, arcs: Any, cost: Any, far: Any, order: Any, theta: float, log_z: Any,
          upto: Any) -> None:  # fmt: skip
    """Weights and chances for one destination.

    cost  (m,) perceived deciseconds; far (n,) least perceived time to the destination.
    theta per decisecond. order: nodes by `far`, nearest first.
    log_z (n,) filled: log of the summed weight of all efficient ways from a node; -inf if none.
    upto  (m,) filled: chance of the node's arcs up to this one, of 65,535; not an efficient arc
          repeats the one before and so is never taken.
    """
    log_z[:] = -np.inf
    log_z[order[0]] = 0.0
    for i in range(1, len(order)):
        u = order[i]
        best = -np.inf
        for a in range(first[u], first[u + 1]):
            v = arcs[a, 0]
            if far[v] < far[u]:
                x = -theta * (cost[a] + far[v] - far[u]) + log_z[v]
                best = max(best, x)
        total = 0.0
        for a in range(first[u], first[u + 1]):
            v = arcs[a, 0]
            if far[v] < far[u]:
                total += np.exp(-theta * (cost[a] + far[v] - far[u]) + log_z[v] - best)
        log_z[u] = best + np.log(total)
        so_far = 0.0
        last = 0
        for a in range(first[u], first[u + 1]):
            v = arcs[a, 0]
            if far[v] < far[u]:
                so_far += np.exp(-theta * (cost[a] + far[v] - far[u]) + log_z[v] - best) / total
                last = min(int(so_far * 65_535 + 0.5), 65_535)
            upto[a] = last
        for a in range(first[u + 1] - 1, first[u] - 1, -1):
            full = upto[a] != last
            if full:
                break
            upto[a] = 65_535


@kernel
def flow(first: Any, arcs: Any, cost: Any, far: Any, order: Any, theta: float, log_z: Any,
         passing: Any) -> None:  # fmt: skip
    """Chance to pass each node: `passing` (n,) holds the start's chances and is filled onwards."""
    for i in range(len(order) - 1, 0, -1):
        u = order[i]
        here = passing[u]
        if here <= 0.0:
            continue
        for a in range(first[u], first[u + 1]):
            v = arcs[a, 0]
            if far[v] < far[u]:
                x = -theta * (cost[a] + far[v] - far[u]) + log_z[v] - log_z[u]
                passing[v] += here * np.exp(x)


def starting(
    ends: tuple[tuple[int, int], ...], far: Ints, log_z: npt.NDArray[np.float32], theta: float
) -> npt.NDArray[np.float64]:
    """Chance to leave a place by each of its ends, as if the place were one more junction."""
    times = np.array([c + float(far[u]) if far[u] != FAR else np.inf for u, c in ends])
    if not np.isfinite(times).any():
        return np.zeros(len(ends))
    logs = np.array([float(log_z[u]) for u, _ in ends])
    x = np.where(np.isfinite(times), -theta * (times - times.min()) + logs, -np.inf)
    chance = np.exp(x - x.max())
    return np.asarray(chance / chance.sum())


@kernel
def follow(first: Any, arcs: Any, cost: Any, far: Any, node: int, goal: int, used: Any) -> int:
    """Mark in `used` (m,) the arcs of a shortest way to the goal; how many there are."""
    many = 0
    while node != goal:
        for a in range(first[node], first[node + 1]):
            if cost[a] + far[arcs[a, 0]] == far[node]:
                used[a] = True
                node = arcs[a, 0]
                many += 1
                break
        else:
            return many
    return many


@kernel
def way_back(back_first: Any, back_tail: Any, cost: Any, time: Any, node: int, nodes: Any) -> int:
    """Fill `nodes` with a shortest way from where `time` began to a node, last first."""
    many = 0
    while many < len(nodes):
        nodes[many] = node
        many += 1
        before = -1
        for b in range(back_first[node], back_first[node + 1]):
            u = back_tail[b]
            if time[u] < time[node] and time[u] + cost[b] == time[node]:
                before = u
                break
        if before < 0:
            break
        node = before
    return many
