"""Small files of OpenStreetMap, made for tests: nodes and ways written down as Python."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from pathlib import Path
from random import Random

import osmium
from osmium.osm.mutable import Node
from osmium.osm.mutable import Way as OsmWay

Tags = Mapping[str, str]
STATE = "2026-11-01T20:21:00Z"


@dataclass
class Map:
    """Nodes by id, ways as ids of nodes with tags."""

    at: dict[int, tuple[float, float]] = field(default_factory=dict)
    said: dict[int, Tags] = field(default_factory=dict)
    ways: list[tuple[list[int], Tags]] = field(default_factory=list)

    def node(self, lon: float, lat: float, **tags: str) -> int:
        number = len(self.at) + 1
        self.at[number] = (round(lon, 7), round(lat, 7))
        self.said[number] = tags
        return number

    def way(self, nodes: Sequence[int], **tags: str) -> None:
        self.ways.append((list(nodes), tags))

    def write(self, path: Path, lacking: Iterable[int] = ()) -> Path:
        header = osmium.io.Header()
        header.set("osmosis_replication_timestamp", STATE)
        with osmium.SimpleWriter(str(path), header=header, overwrite=True) as file:
            for number in sorted(set(self.at) - set(lacking)):
                file.add_node(Node(id=number, location=self.at[number],
                                   tags=dict(self.said[number])))  # fmt: skip
            for number, (nodes, tags) in enumerate(self.ways, 1):
                file.add_way(OsmWay(id=number, nodes=nodes, tags=dict(tags)))
        return path


KINDS = ("trunk", "primary", "secondary", "tertiary", "residential", "track", "path")
SIDE = 7


def country(seed: int = 1, lon: float = 20.0, lat: float = 45.0) -> Map:
    """Roads in a bent grid with one-ways, a river through it with a ferry over it, towns, a
    border post, and a village road that nothing joins to the rest."""
    random, it = Random(seed), Map()  # noqa: S311 (a map, no secret)
    named = {(0, 0): "North", (6, 6): "South", (2, 5): "Market", (5, 1): "Mill"}
    corners = {
        (x, y): it.node(lon + x * 0.02 + random.uniform(-0.004, 0.004),
                        lat + y * 0.02 + random.uniform(-0.004, 0.004),
                        **({"place": "town", "name": named[x, y]} if (x, y) in named else {}))
        for x in range(SIDE) for y in range(SIDE)
    }  # fmt: skip
    for (x, y), start in corners.items():
        for step in ((1, 0), (0, 1)):
            end = corners.get((x + step[0], y + step[1]))
            if end is None or (y == 3 and step == (0, 1) and x != 2) or random.random() < 0.1:
                continue
            oneway = {"oneway": random.choice(("yes", "-1"))} if random.random() < 0.2 else {}
            it.way([start, *_bends(it, random, start, end), end],
                   highway=random.choice(KINDS), **oneway)  # fmt: skip
    river = [it.node(lon - 0.02 + n * 0.004, lat + 0.07 + random.uniform(-0.001, 0.001))
             for n in range(45)]  # fmt: skip
    it.way(river[:20], waterway="river")
    it.way(river[19:], waterway="river", name="River")
    middle = it.node(lon + 0.1, lat + 0.07)
    it.way([corners[5, 3], middle, corners[5, 4]], route="ferry")
    ring = [it.node(lon + 0.15, lat), it.node(lon + 0.151, lat), it.node(lon + 0.151, lat + 0.001)]
    it.way([corners[6, 0], ring[0]], highway="residential")
    it.way([*ring, ring[0]], highway="residential", junction="roundabout")
    post = it.node(lon + 0.16, lat + 0.002, barrier="border_control", name="Gate")
    it.way([ring[2], post], highway="primary")
    away = [it.node(lon + 0.4 + n * 0.01, lat, **({"place": "town", "name": "Away"} if n else {}))
            for n in range(2)]  # fmt: skip
    it.way(away, highway="unclassified")
    it.way([corners[1, 1], corners[2, 2]], highway="proposed")
    it.way([corners[0, 1], corners[2, 3]], highway="primary", access="no", foot="no")
    return it


def _bends(it: Map, random: Random, start: int, end: int) -> list[int]:
    (a, b), (c, d) = it.at[start], it.at[end]
    return [it.node(a + (c - a) * t / 6 + random.uniform(-0.001, 0.001),
                    b + (d - b) * t / 6 + random.uniform(-0.001, 0.001))
            for t in range(1, 6)]  # fmt: skip
