"""The same travel times by other means: dictionaries, a heap, and speeds written down again."""

from __future__ import annotations

import heapq
from collections import defaultdict
from itertools import pairwise
from math import asin, cos, floor, inf, radians, sin, sqrt

from .osm_files import Map

KMH = {"trunk": 60, "primary": 55, "secondary": 45, "tertiary": 35, "residential": 22,
       "unclassified": 22, "track": 12, "path": 4}  # fmt: skip
Node = tuple[str, int]
Roads = dict[Node, list[tuple[Node, float]]]


def metres(a: tuple[float, float], b: tuple[float, float]) -> float:
    x, y = radians(b[0] - a[0]) / 2, radians(b[1] - a[1]) / 2
    half = sin(y) ** 2 + cos(radians(a[1])) * cos(radians(b[1])) * sin(x) ** 2
    return 2 * 6_371_000 * asin(sqrt(half))


def roads_of(it: Map) -> Roads:
    """Seconds from each node of the land or the water to its neighbours."""
    roads: Roads = defaultdict(list)
    for nodes, tags in it.ways:
        if "waterway" in tags:
            _river(roads, it, nodes)
        elif tags.get("route") == "ferry":
            for way in (nodes, nodes[::-1]):
                for number, (a, b) in enumerate(pairwise(way)):
                    wait = 600 if number == 0 else 0
                    far = metres(it.at[a], it.at[b])
                    roads["land", a].append((("land", b), far / 8 * 3.6 + wait))
        elif tags["highway"] in KMH and tags.get("access") != "no":
            _road(roads, it, nodes, tags)
    _landings(roads, it)
    return roads


def _road(roads: Roads, it: Map, nodes: list[int], tags: dict[str, str]) -> None:
    once = tags.get("oneway") == "yes" or tags.get("junction") == "roundabout"
    both = tags["highway"] == "path"
    for a, b in pairwise(nodes):
        seconds = metres(it.at[a], it.at[b]) / KMH[tags["highway"]] * 3.6
        if both or tags.get("oneway") != "-1":
            roads["land", a].append((("land", b), seconds))
        if both or not once:
            roads["land", b].append((("land", a), seconds))


def _river(roads: Roads, it: Map, nodes: list[int]) -> None:
    for a, b in pairwise(nodes):
        far = metres(it.at[a], it.at[b])
        roads["water", a].append((("water", b), far / 25 * 3.6))
        roads["water", b].append((("water", a), far / 18 * 3.6))


def _landings(roads: Roads, it: Map) -> None:
    """In each square of 0.02 degrees the river node nearest to a road, if within 1,500 m."""
    dry = {a for nodes, tags in it.ways
           if tags.get("highway") in KMH.keys() - {"path"} and tags.get("access") != "no"
           for a in nodes}  # fmt: skip
    best: dict[tuple[int, int], tuple[float, int, int]] = {}
    for wet in [a for kind, a in list(roads) if kind == "water"]:
        lon, lat = it.at[wet]
        square = floor(lon / 0.02), floor(lat / 0.02)
        near = min((metres(it.at[wet], it.at[a]), wet, a) for a in dry)
        if near[0] <= 1_500:
            best[square] = min(best.get(square, (inf, 0, 0)), near)
    for far, wet, a in best.values():
        seconds = far * 1.2 / 4 * 3.6 + 600
        roads["water", wet].append((("land", a), seconds))
        roads["land", a].append((("water", wet), seconds))


def seconds_from(roads: Roads, start: Node) -> dict[Node, float]:
    """Least seconds to every node that can be reached."""
    done: dict[Node, float] = {}
    queue = [(0.0, start)]
    while queue:
        now, node = heapq.heappop(queue)
        if node in done:
            continue
        done[node] = now
        for other, long in roads.get(node, ()):
            if other not in done:
                heapq.heappush(queue, (now + long, other))
    return done
