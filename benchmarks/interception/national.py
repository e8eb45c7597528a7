"""A made-up national network of the size and shape of Cambodia's, and nobody's real roads.

560 x 440 km, 25 provincial capitals, four main rivers with 26 bridges, towns and villages, about
580,000 nodes. One seed, one network; another NumPy may draw another one of the same shape.
"""

from __future__ import annotations

from dataclasses import dataclass
from itertools import pairwise
from typing import Any

import numpy as np
from scipy.sparse import coo_array, csr_array
from scipy.sparse.csgraph import connected_components, dijkstra, minimum_spanning_tree
from scipy.spatial import Delaunay, cKDTree

from sangkroh.interception.graph import Graph, Kind, Source, Special, Way, from_arcs

WIDE, HIGH = 560.0, 440.0
SPEED = {Way.LOCAL: 22.0, Way.SECONDARY: 40.0, Way.PRIMARY: 60.0, Way.TRUNK: 75.0}
MAIN_RIVERS = (
    ((370, 440), (305, 152), 400, 25), ((305, 152), (330, 0), 220, 12),
    ((150, 330), (304, 153), 300, 20), ((303, 150), (305, 0), 220, 8),
)  # fmt: skip
Array = Any


@dataclass
class Ways:
    """Arcs as they are gathered: one list of arrays per column."""

    tail: list[Array]
    head: list[Array]
    seconds: list[Array]
    way: list[Array]

    def both(self, a: Array, b: Array, there: Array, back: Array, way: Array) -> None:
        kind = np.broadcast_to(np.asarray(way), np.shape(a))
        self.tail += [a, b]
        self.head += [b, a]
        self.seconds += [there, back]
        self.way += [kind, kind]


def network(seed: int = 7, junctions: int = 330_000) -> Graph:
    """The whole recipe; a minute for the full size. Fewer junctions make a smaller country."""
    rng = np.random.default_rng(seed)
    capitals = np.concatenate([[(300.0, 150.0)], _uniform(rng, 24, 30)])
    districts = _uniform(rng, 180, 10)
    points = _junctions(rng, junctions, capitals, _villages(rng, capitals, districts), districts)
    rivers = [_bent(rng, *river) for river in MAIN_RIVERS]
    tributaries = [_tributary(rng, rivers) for _ in range(26)]
    points, edges = _roads(rng, points, rivers)
    seats = cKDTree(points).query(np.concatenate([capitals, districts]))[1]
    km = np.linalg.norm(points[edges[:, 0]] - points[edges[:, 1]], axis=1)
    km = np.maximum(km * rng.uniform(1.02, 1.35, len(km)), 0.005)
    way = _classes(points, edges, km, seats[:25], seats[25:])
    points, arcs = _shaped(rng, points, edges, km, way)
    points, landings = _water(rng, points, len(points), rivers, tributaries, arcs)
    return _graph(rng, points, arcs, seats, landings)


def _uniform(rng: Any, count: int, inside: float) -> Array:
    return rng.uniform((inside, inside), (WIDE - inside, HIGH - inside), (count, 2))


def _villages(rng: Any, capitals: Array, districts: Array) -> Array:
    all_of_them = rng.uniform((0, 0), (WIDE, HIGH), (12_000, 2))
    far = cKDTree(np.concatenate([capitals, districts])).query(all_of_them)[0]
    return all_of_them[rng.random(12_000) < np.clip(1.2 - 0.9 * far / 60, 0.05, 1)]


def _junctions(rng: Any, n: int, capitals: Array, villages: Array, districts: Array) -> Array:
    parts = [rng.normal(capitals[0], 9, (int(0.12 * n), 2))]
    parts += [rng.normal(it, 4, (int(0.008 * n), 2)) for it in capitals[1:]]
    parts += [rng.normal(it, 2, (int(0.0012 * n), 2)) for it in districts]
    parts += [villages[rng.integers(len(villages), size=int(0.42 * n))]
              + rng.normal(0, 1.2, (int(0.42 * n), 2))]  # fmt: skip
    parts += [rng.uniform((0, 0), (WIDE, HIGH), (max(n - sum(map(len, parts)), 0), 2))]
    points = np.concatenate(parts)
    inside = ((points >= 0) & (points <= (WIDE, HIGH))).all(1)
    points = np.unique(np.round(points[inside], 4), axis=0)
    rng.shuffle(points)
    return points


def _bent(rng: Any, start: Any, end: Any, count: int, amplitude: float) -> Array:
    """A straight line bent by a Brownian bridge."""
    t = np.linspace(0, 1, count)[:, None]
    walk = np.cumsum(rng.normal(0, 1, (count, 2)), axis=0) / np.sqrt(count)
    bridge = walk - walk[:1] - t * (walk[-1:] - walk[:1])
    line = np.asarray(start) + t * (np.asarray(end, float) - np.asarray(start))
    return np.clip(line + amplitude * bridge, 0, (WIDE, HIGH))


def _tributary(rng: Any, rivers: list[Array]) -> tuple[Array, int, int]:
    """Its points down to the mouth, which river it joins, and at which of its points."""
    which = int(rng.integers(4))
    mouth = int(rng.integers(10, len(rivers[which]) - 10))
    end = rivers[which][mouth]
    angle = rng.uniform(0, 2 * np.pi)
    start = end + abs(rng.normal(80, 20)) * np.array([np.cos(angle), np.sin(angle)])
    start = np.clip(start, 0, (WIDE, HIGH))
    count = max(int(np.linalg.norm(start - end) / 0.7), 5)
    return _bent(rng, start, end, count, 10), which, mouth


def _roads(rng: Any, points: Array, rivers: list[Array]) -> tuple[Array, Array]:
    """Spanning tree and part of the Gabriel edges, without those over main rivers but 26."""
    edges = _gabriel(points)
    length = np.linalg.norm(points[edges[:, 0]] - points[edges[:, 1]], axis=1)
    n = len(points)
    tree = minimum_spanning_tree(csr_array((length + 1e-9, edges.T), shape=(n, n))).tocoo()
    a, b = tree.row.astype(np.int64), tree.col.astype(np.int64)
    treed = np.minimum(a, b) * n + np.maximum(a, b)
    key = np.minimum(*edges.T) * n + np.maximum(*edges.T)
    keep = np.isin(key, treed) | (rng.random(len(edges)) < 0.42)
    edges = edges[keep]
    crossing = np.flatnonzero(_crosses(points, edges, rivers))
    bridges = rng.choice(crossing, min(26, len(crossing)), replace=False)
    edges = np.delete(edges, np.setdiff1d(crossing, bridges), axis=0)
    part = connected_components(csr_array((np.ones(len(edges)), edges.T), shape=(n, n)))[1]
    big = part == np.bincount(part).argmax()
    number = np.cumsum(big) - 1
    return points[big], number[edges[big[edges[:, 0]]]]


def _gabriel(points: Array) -> Array:
    """Delaunay edges with no other point in the circle over them, each once."""
    corners = Delaunay(points).simplices.astype(np.int64)
    sides = np.concatenate([corners[:, [0, 1, 2]], corners[:, [1, 2, 0]], corners[:, [2, 0, 1]]])
    a, b, other = (
        np.minimum(sides[:, 0], sides[:, 1]),
        np.maximum(sides[:, 0], sides[:, 1]),
        sides[:, 2],
    )
    inside = ((points[a] - points[other]) * (points[b] - points[other])).sum(1) < 0
    key = a * len(points) + b
    bad = np.unique(key[inside])
    good = np.setdiff1d(np.unique(key), bad)
    return np.stack([good // len(points), good % len(points)], axis=1)


def _crosses(points: Array, edges: Array, rivers: list[Array]) -> Array:
    p, q = points[edges[:, 0]], points[edges[:, 1]]
    tree, found = cKDTree((p + q) / 2), np.zeros(len(edges), bool)
    reach = np.linalg.norm(p - q, axis=1).max() / 2
    for river in rivers:
        for a, b in pairwise(river):
            near = np.array(tree.query_ball_point((a + b) / 2, reach + np.linalg.norm(b - a) / 2))
            if len(near):
                found[near] |= _meet(p[near], q[near], a, b)
    return found


def _meet(p: Array, q: Array, a: Array, b: Array) -> Array:
    def side(u: Array, v: Array, w: Array) -> Array:
        return (v[..., 0] - u[..., 0]) * (w[..., 1] - u[..., 1]) - (v[..., 1] - u[..., 1]) * (
            w[..., 0] - u[..., 0])  # fmt: skip

    return (side(p, q, a) * side(p, q, b) < 0) & (side(a, b, p) * side(a, b, q) < 0)


def _classes(points: Array, edges: Array, km: Array, capitals: Array, districts: Array) -> Array:
    """Local, and along shortest paths between towns a higher class: the highest wins."""
    n = len(points)
    both = np.concatenate([edges, edges[:, ::-1]])
    roads = coo_array((np.tile(km, 2), both.T), shape=(n, n)).tocsr()
    way = np.full(len(edges), int(Way.LOCAL))
    number = {(int(a), int(b)): i for i, (a, b) in enumerate(edges)}
    apart = cKDTree(points[capitals])
    near = apart.query(points[capitals], 6)[1][:, 1:]
    around = cKDTree(points[districts]).query(points[capitals], min(14, len(districts)))[1]
    for i, capital in enumerate(capitals):
        before = dijkstra(roads, indices=capital, return_predecessors=True)[1]
        _mark(way, number, before, districts[around[i]], Way.SECONDARY)
        _mark(way, number, before, capitals[near[i]], Way.PRIMARY)
        if i == 0:
            _mark(way, number, before, capitals[1:], Way.TRUNK)
    return way


def _mark(way: Array, number: dict[tuple[int, int], int], before: Array, ends: Array,
          kind: Way) -> None:  # fmt: skip
    for node in ends.tolist():
        while before[node] >= 0:
            a, b = int(before[node]), node
            edge = number.get((a, b), number.get((b, a), -1))
            way[edge] = min(way[edge], int(kind))
            node = a


def _shaped(rng: Any, points: Array, edges: Array, km: Array, way: Array) -> tuple[Array, Ways]:
    """Each edge cut into pieces of about 0.55 km, at most 8; both directions of each."""
    straight = np.linalg.norm(points[edges[:, 0]] - points[edges[:, 1]], axis=1)
    pieces = np.clip(np.ceil(straight / 0.55), 1, 8).astype(int)
    edge = np.repeat(np.arange(len(edges)), pieces)
    step = np.arange(len(edge)) - np.repeat(np.cumsum(pieces) - pieces, pieces)
    first_new = len(points) + np.cumsum(pieces - 1) - (pieces - 1)
    start = np.where(step == 0, edges[edge, 0], first_new[edge] + step - 1)
    end = np.where(step == pieces[edge] - 1, edges[edge, 1], first_new[edge] + step)
    inner = step > 0
    part = (step[inner] / pieces[edge[inner]])[:, None]
    shape = points[edges[edge[inner], 0]] * (1 - part) + points[edges[edge[inner], 1]] * part
    speed = np.array([SPEED.get(it, 22.0) for it in Way])[way[edge]]
    seconds = km[edge] / pieces[edge] / speed * 3600
    arcs = Ways([], [], [], [])
    there, back = (seconds * rng.uniform(0.97, 1.03, len(seconds)) for _ in range(2))
    arcs.both(start, end, there, back, way[edge])
    return np.concatenate([points, shape]), arcs


def _water(rng: Any, points: Array, roads: int, rivers: list[Array],
           tributaries: list[tuple[Array, int, int]], arcs: Ways) -> tuple[Array, Array]:  # fmt: skip
    """Rivers, 20 km/h down and 15 up, with a landing at every 6th node near a road."""
    tree = cKDTree(points)
    begin, landings = [], []
    for line in rivers + [it[0] for it in tributaries]:
        begin.append(len(points))
        nodes = len(points) + np.arange(len(line))
        km = np.linalg.norm(np.diff(line, axis=0), axis=1) * 1.1
        arcs.both(nodes[:-1], nodes[1:], km / 20 * 3600, km / 15 * 3600, Way.RIVER)
        far, road = tree.query(line[::6])
        near = far <= 3
        walk = 600 + far[near] / 5 * 3600
        arcs.both(nodes[::6][near], road[near], walk, walk, Way.LANDING)
        landings.append(nodes[::6][near])
        points = np.concatenate([points, line])
    for (line, which, mouth), start in zip(tributaries, begin[4:], strict=True):
        a, b = np.array([start + len(line) - 1]), np.array([begin[which] + mouth])
        arcs.both(a, b, np.array([60.0]), np.array([60.0]), Way.RIVER)
    return points, np.concatenate(landings)


def _graph(rng: Any, points: Array, arcs: Ways, seats: Array, landings: Array) -> Graph:
    tail, head = np.concatenate(arcs.tail), np.concatenate(arcs.head)
    way = np.concatenate(arcs.way)
    fast = np.unique(tail[way <= Way.PRIMARY])
    more = rng.choice(fast, min(160, len(fast)), replace=False)
    boats = rng.choice(landings, min(40, len(landings)), replace=False)
    special = np.array(list(dict.fromkeys(np.concatenate([seats, more, boats]).tolist())))
    edge_km = np.minimum(points[special], (WIDE, HIGH) - points[special]).min(1)
    exits = set(special[np.argsort(edge_km)[:24]].tolist())
    posts = set(rng.choice(special, min(300, len(special)), replace=False).tolist()) | exits
    named = [
        Special(int(node), Kind.TOWN | (Kind.POST if node in posts else Kind(0))
                | (Kind.EXIT if node in exits else Kind(0)), f"p{i}", f"Place {i}")
        for i, node in enumerate(special.tolist())
    ]  # fmt: skip
    deciseconds = np.rint(np.concatenate(arcs.seconds) * 10)
    graph, _ = from_arcs(
        tail, head, deciseconds, way, 102 + points[:, 0] / 109, 10 + points[:, 1] / 111,
        specials=named, sources=[Source("made up by benchmarks/interception/national.py")],
        title="synthetic national network",
    )  # fmt: skip
    return graph
