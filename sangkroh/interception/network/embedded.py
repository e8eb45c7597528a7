"""The trunk network of Cambodia that serves until an operator imports a file of OpenStreetMap.

Towns, bridges, ferries, landings, crossings and customs posts (`data/nodes.csv`) and what joins
them (`data/links.csv`). Coordinates are GeoNames' or the authors' own knowledge; courses, classes
and Khmer names are the authors' own knowledge. Nobody has verified any of it, and it says so.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import Any

import numpy as np

from ..graph import Floats, Kind, Layer, Source, Special, Way, metres_between
from .raw import Raw, Sort
from .speeds import rows, waiting

TITLE = "Embedded trunk network, unverified"
BENDS = {
    Way.TRUNK: 1.06, Way.PRIMARY: 1.10, Way.SECONDARY: 1.14, Way.TERTIARY: 1.18, Way.LOCAL: 1.25,
    Way.FERRY: 1.10, Way.RIVER: 1.08, Way.LAKE: 1.03, Way.LANDING: 1.20,
}  # fmt: skip
"""How much longer a link is than the line through its way points: guesses."""
PIECE_M = 1_000
"""Links are cut into pieces no longer than this, so that a place beside one is found on it."""
KINDS = {
    "town": Kind.TOWN | Kind.POST, "junction": Kind.POST, "bridge": Kind.POST, "ferry": Kind.POST,
    "landing": Kind.POST | Kind.BOAT_LANDING, "water": Kind.POST, "customs": Kind.POST,
    "crossing": Kind.POST | Kind.EXIT, "port": Kind.POST | Kind.EXIT,
    "airport": Kind.POST | Kind.EXIT,
}  # fmt: skip
GEONAMES = "GeoNames"
LICENCES = {GEONAMES: "CC BY 4.0"}


@dataclass
class _Drawn:
    """Nodes and arcs while links are being drawn."""

    lon: list[float] = field(default_factory=list)
    lat: list[float] = field(default_factory=list)
    layer: list[Layer] = field(default_factory=list)
    arcs: list[tuple[int, int, int, int]] = field(default_factory=list)
    sorts: dict[Sort, int] = field(default_factory=dict)

    def node(self, lon: float, lat: float, layer: Layer) -> int:
        self.lon.append(lon)
        self.lat.append(lat)
        self.layer.append(layer)
        return len(self.lon) - 1

    def sort(self, it: Sort) -> int:
        return self.sorts.setdefault(it, len(self.sorts))


def embedded() -> Raw:
    """The embedded network, every piece of a link a link of its own, both ways."""
    sources: dict[str, int] = {}
    names: dict[str, int] = {}
    nodes, links = list(rows("nodes.csv")), list(rows("links.csv"))
    wet = {
        key for it in links if it["way"] in ("river", "lake") for key in (it["start"], it["end"])
    }
    drawn, specials = _Drawn(), []
    for it in nodes:
        layer = Layer.WATER if it["key"] in wet else Layer.ROAD
        names[it["key"]] = drawn.node(float(it["lon"]), float(it["lat"]), layer)
        specials.append(_special(it, names[it["key"]], _source(sources, it["source"])))
    for it in links:
        ends = names[it["start"]], names[it["end"]]
        _draw(drawn, ends, Way[it["way"].upper()], _points(it), _source(sources, it["source"]))
    arcs = np.array(drawn.arcs, np.int64)
    return Raw(
        lon=np.array(drawn.lon), lat=np.array(drawn.lat), layer=np.array(drawn.layer, np.uint8),
        tail=arcs[:, 0].astype(np.int32), head=arcs[:, 1].astype(np.int32),
        sort=arcs[:, 2].astype(np.int32), length=arcs[:, 3].astype(np.int32),
        sorts=tuple(drawn.sorts), specials=tuple(specials), title=TITLE,
        sources=tuple(Source(name, False, LICENCES.get(name, "")) for name in sources),
        notes={"links": len(links), "places": len(nodes)},
    )  # fmt: skip


def _source(sources: dict[str, int], said: str) -> int:
    name = GEONAMES if said.startswith(GEONAMES) else said
    return sources.setdefault(name, len(sources))


def _special(row: dict[str, Any], node: int, source: int) -> Special:
    return Special(node, KINDS[row["kind"]], row["key"], row["name"], row["name_km"], source)


def _points(row: dict[str, Any]) -> list[tuple[float, float]]:
    """Way points, `lon lat;lon lat`."""
    pairs = [it.split() for it in row["via"].split(";") if it]
    return [(float(lon), float(lat)) for lon, lat in pairs]


def _draw(
    drawn: _Drawn, ends: tuple[int, int], way: Way, via: list[tuple[float, float]], source: int
) -> None:
    start, end = ends
    points = np.array(
        [(drawn.lon[start], drawn.lat[start]), *via, (drawn.lon[end], drawn.lat[end])]
    )
    legs = lengths(points[:, 0], points[:, 1]) * BENDS[way]
    far = np.concatenate([[0.0], np.cumsum(legs)])
    pieces = 1 if way in (Way.FERRY, Way.LANDING) else max(1, int(np.ceil(far[-1] / PIECE_M)))
    stops = np.linspace(0, far[-1], pieces + 1)
    lons, lats = (np.interp(stops, far, points[:, axis]) for axis in (0, 1))
    layer = drawn.layer[start]
    chain = [start, *(drawn.node(lon, lat, layer) for lon, lat in _inner(lons, lats)), end]
    there = drawn.sort(Sort(way, source))
    back = drawn.sort(Sort(way, source, against=way is Way.RIVER))
    for number, piece in enumerate(np.diff(np.rint(stops * 1000).astype(int))):
        length = max(1, int(piece) + waiting(way, way))
        drawn.arcs.append((chain[number], chain[number + 1], there, length))
        drawn.arcs.append((chain[number + 1], chain[number], back, length))


def _inner(lons: Floats, lats: Floats) -> list[tuple[float, float]]:
    return list(zip(lons[1:-1].tolist(), lats[1:-1].tolist(), strict=True))


def lengths(lon: Floats, lat: Floats) -> Floats:
    """(k-1,) metres between following points."""
    return metres_between(lon[:-1], lat[:-1], lon[1:], lat[1:])  # type: ignore[arg-type]
