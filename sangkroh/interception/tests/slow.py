"""Slow and plain: what the kernels must agree with."""

from __future__ import annotations

import heapq
from collections.abc import Callable, Iterable, Iterator
from itertools import combinations, product

import numpy as np
from hypothesis import settings
from hypothesis import strategies as st

from sangkroh.interception.cover import Coverage

Arcs = list[tuple[int, int, int]]
unhurried = settings(deadline=None)
"""The first call of a kernel may load or compile it."""


def least_times(n: int, arcs: Arcs, seeds: Iterable[tuple[int, int]],
                step: Callable[[int, int, int], int] | None = None) -> list[float]:  # fmt: skip
    """Dijkstra with a heap; `step(now, arc number, cost)` is the clock at the arc's end."""
    after: dict[int, list[tuple[int, int, int]]] = {u: [] for u in range(n)}
    for i, (u, v, c) in enumerate(arcs):
        after[u].append((i, v, c))
    best = [float("inf")] * n
    heap = [(c, u) for u, c in seeds]
    for c, u in heap:
        best[u] = min(best[u], c)
    heapq.heapify(heap)
    while heap:
        now, u = heapq.heappop(heap)
        if now > best[u]:
            continue
        for i, v, c in after[u]:
            new = step(int(now), i, c) if step else now + c
            if new < best[v]:
                best[v] = new
                heapq.heappush(heap, (int(new), v))
    return best


def ways_down(arcs: Arcs, far: list[float], u: int, goal: int) -> Iterator[list[int]]:
    """Every way to the goal on which each arc leads nearer, as arc numbers."""
    if u == goal:
        yield []
    for i, (a, b, _) in enumerate(arcs):
        if a == u and far[b] < far[a]:
            for rest in ways_down(arcs, far, b, goal):
                yield [i, *rest]


def passing(n: int, arcs: Arcs, start: int, goal: int, theta: float) -> list[float]:
    """Chance to pass each node, each way weighing exp(-theta * cost): by listing all ways."""
    far = least_times(n, [(v, u, c) for u, v, c in arcs], [(goal, 0)])
    chance, whole = [0.0] * n, 0.0
    for way in ways_down(arcs, far, start, goal):
        weight = float(np.exp(-theta * (sum(arcs[i][2] for i in way) - far[start])))
        whole += weight
        for u in {start, *(arcs[i][1] for i in way)}:
            chance[u] += weight
    return [c / whole for c in chance]


def best_value(cover: Coverage, most: int) -> float:
    """The best of all ways to send at most `most` teams."""
    best = 0.0
    for some in combinations(range(cover.n_teams), min(most, cover.n_teams)):
        for posts in product(range(cover.n_posts), repeat=len(some)):
            tasks = np.full(cover.n_teams, -1)
            tasks[list(some)] = posts
            best = max(best, cover.value(tasks))
    return best


@st.composite
def networks(draw: st.DrawFn, most: int = 8, longest: int = 60_000) -> tuple[int, Arcs]:
    """A small network without loops and parallel arcs; perhaps not connected."""
    n = draw(st.integers(2, most))
    pairs = [(u, v) for u in range(n) for v in range(n) if u != v]
    some = draw(st.lists(st.sampled_from(pairs), unique=True, min_size=1, max_size=3 * n))
    costs = draw(st.lists(st.integers(1, longest), min_size=len(some), max_size=len(some)))
    return n, sorted((u, v, c) for (u, v), c in zip(some, costs, strict=True))


def rows(n: int, arcs: Arcs) -> tuple[np.ndarray, np.ndarray]:
    """First arcs and (m, 2) heads and costs of sorted arcs."""
    tails = [u for u, _, _ in arcs]
    first = np.concatenate([[0], np.cumsum(np.bincount(tails, minlength=n))]).astype(np.int32)
    return first, np.array([(v, c) for _, v, c in arcs], np.int32).reshape(-1, 2)
