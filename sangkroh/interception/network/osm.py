"""A file of OpenStreetMap as a network: roads, paths, ferries and rivers, joined.

What such a file lacks is added from the embedded network where it lies within the file's box:
courses over the lake and along the coast, and the special nodes, moved to the nearest node.
"""

from __future__ import annotations

from dataclasses import dataclass, replace
from pathlib import Path

import numpy as np
import numpy.typing as npt

from ..graph import EARTH_M, Bytes, Floats, Ints, Layer, Source, Special, Way
from .embedded import embedded
from .errors import CannotImport
from .joining import distinct, landings, large, metric, nearest, parts, placed
from .raw import Raw, Sort
from .reading import Places, Report, Ways, read
from .speeds import waiting
from .tags import Use

OSM = Source("OpenStreetMap", False, "ODbL 1.0")
GUESSED = Source("Guessed: landing at the nearest road", False)
MOVE_M = 3_000.0
"""How far an embedded place may be from the node that stands for it."""
MOUTH_M = 5_000.0
"""How far the embedded course over the lake may be from a river to be joined to it."""
Flags = npt.NDArray[np.bool_]


@dataclass
class _Links:
    """Links as they gather; `sorts` grows with them."""

    tail: list[Ints]
    head: list[Ints]
    sort: list[Ints]
    length: list[Ints]
    sorts: dict[Sort, int]

    def add(self, tail: Ints, head: Ints, sort: Sort, length: Floats) -> None:
        number = self.sorts.setdefault(sort, len(self.sorts))
        self.tail.append(tail.astype(np.int32))
        self.head.append(head.astype(np.int32))
        self.sort.append(np.full(len(tail), number, np.int32))
        self.length.append(np.maximum(np.rint(length), 1).astype(np.int32))


def from_file(path: Path, report: Report) -> Raw:
    """Read a .osm.pbf file into a network; refuses as `CannotImport`."""
    ways, places = read(path, report)
    report("joining", 0, 1)
    lon, lat, links = _drawn(ways, places)
    if not any(len(it) for it in links.tail):
        raise CannotImport("no-ways")
    land = embedded()
    sources = (OSM, GUESSED, *land.sources)
    water, road, trail = _touched(links, len(lon))
    lon, lat = _add_lake(links, lon, lat, water, land)
    water = np.concatenate([water, np.ones(len(lon) - len(water), bool)])
    road, trail = (np.concatenate([it, np.zeros(len(lon) - len(it), bool)]) for it in (road, trail))
    wet, dry, walk = landings(lon, lat, water, road)
    length = walk * 1000 + waiting(Way.LANDING, Way.LANDING)
    links.add(wet, dry, Sort(Way.LANDING, 1), length)
    links.add(dry, wet, Sort(Way.LANDING, 1), length)
    tail, head, sort, long = (np.concatenate(it) for it in
                              (links.tail, links.head, links.sort, links.length))  # fmt: skip
    main = large(parts(len(lon), tail, head))
    specials = _specials(ways, land, lon, lat, road, water, main)
    report("joining", 1, 1)
    return Raw(
        lon=lon, lat=lat, layer=_layers(road, water, trail),
        tail=tail, head=head, sort=sort, length=long,
        sorts=tuple(links.sorts), sources=sources, specials=specials,
        title=f"OpenStreetMap {ways.state}".strip(),
        notes={"ways": len(ways.uses), "landings": len(wet),
               "apart": int((~main).sum()), "missing": int(np.isnan(places.lon).sum())},
    )  # fmt: skip


def _drawn(ways: Ways, places: Places) -> tuple[Floats, Floats, _Links]:
    """Nodes and links of the ways. A node of a road and of a river becomes two."""
    refs = np.frombuffer(ways.refs, np.int64)
    starts = np.frombuffer(ways.starts, np.int64)
    of_way = np.repeat(np.arange(len(starts)), np.diff(np.append(starts, len(refs))))
    wet = np.array([it.way is Way.RIVER for it in ways.uses])
    place = np.searchsorted(places.ids, refs)
    doubled, node = np.unique(place * 2 + wet[of_way], return_inverse=True)
    lon, lat = places.lon[doubled // 2], places.lat[doubled // 2]
    barred = np.isin(places.ids[doubled // 2], np.array(list(ways.barred), np.int64))
    barred &= doubled % 2 == 1
    known = ~np.isnan(lon) & ~barred
    pair = (of_way[1:] == of_way[:-1]) & known[node[1:]] & known[node[:-1]]
    at = np.flatnonzero(pair & (node[1:] != node[:-1]))
    u, v, way = node[at], node[at + 1], of_way[at]
    length = _metres(lon[u], lat[u], lon[v], lat[v]) * 1000
    links = _Links([], [], [], [], {})
    kinds = list(dict.fromkeys(ways.uses))
    kind = np.array([kinds.index(it) for it in ways.uses])[way]
    first = np.isin(at, starts)
    last = np.isin(at + 2, np.append(starts[1:], len(refs)))
    for number, it in enumerate(kinds):
        mine = kind == number
        _add_use(links, it, u[mine], v[mine], length[mine], first[mine], last[mine])
    return np.nan_to_num(lon), np.nan_to_num(lat), links


def _add_use(
    links: _Links, it: Use, u: Ints, v: Ints, length: Floats, first: Flags, last: Flags
) -> None:
    wait = waiting(Way.FERRY, it.way) if it.ferry else 0
    if it.along:
        links.add(u, v, Sort(it.way), length + wait * first)
    if it.against:
        links.add(v, u, Sort(it.way, against=it.way is Way.RIVER), length + wait * last)


def _metres(lon: Floats, lat: Floats, lon2: Floats, lat2: Floats) -> Floats:
    """Great-circle distances; exact also for what is a step apart."""
    a, b = np.radians(lat2 - lat) / 2, np.radians(lon2 - lon) / 2
    half = np.sin(a) ** 2 + np.cos(np.radians(lat)) * np.cos(np.radians(lat2)) * np.sin(b) ** 2
    return np.asarray(2 * EARTH_M * np.arcsin(np.sqrt(half)))


def _touched(links: _Links, n: int) -> tuple[Flags, Flags, Flags]:
    """Nodes on water, on a road, on a path. A ferry between quays is on none of them."""
    flags = np.zeros((3, n), bool)
    for tail, head, sort in zip(links.tail, links.head, links.sort, strict=True):
        if len(tail):
            way = list(links.sorts)[sort[0]].way
            if way is not Way.FERRY:
                which = {Way.RIVER: 0, Way.PATH: 2}.get(way, 1)
                flags[which, tail] = flags[which, head] = True
    return flags[0], flags[1], flags[2]


def _layers(road: Flags, water: Flags, trail: Flags) -> Bytes:
    by_rank = [np.uint8(Layer.ROAD), np.uint8(Layer.WATER), np.uint8(Layer.FOOT)]
    return np.select([road, water, trail], by_rank, np.uint8(Layer.ROAD))


def _add_lake(
    links: _Links, lon: Floats, lat: Floats, water: Flags, land: Raw
) -> tuple[Floats, Floats]:
    """Courses over lake and sea whose whole line is within the box, joined to near rivers."""
    box = [(it.min(), it.max()) for it in (lon[water], lat[water])] if water.any() else []
    if not box:
        return lon, lat
    inside = np.all([(low <= it) & (it <= high) for it, (low, high) in
                     zip((land.lon, land.lat), box, strict=True)], axis=0)  # fmt: skip
    lake = np.array([it.way is Way.LAKE for it in land.sorts])[land.sort]
    lake &= inside[land.tail] & inside[land.head]
    used = np.unique(land.tail[lake])
    number = np.full(land.n, -1, np.int32)
    number[used] = len(lon) + np.arange(len(used))
    sort = Sort(Way.LAKE, 2 + next((it.source for it in land.sorts if it.way is Way.LAKE), 0))
    links.add(number[land.tail[lake]], number[land.head[lake]], sort, land.length[lake])
    named = np.intersect1d(used, [it.node for it in land.specials])
    wet = np.flatnonzero(water).astype(np.int32)
    to, far = nearest(metric(land.lon[named], land.lat[named]), metric(lon[wet], lat[wet]), wet,
                      MOUTH_M)  # fmt: skip
    joined = to >= 0
    mouth, length = number[named[joined]], far[joined] * 1000
    links.add(mouth, to[joined], sort, length)
    links.add(to[joined], mouth, sort, length)
    return np.concatenate([lon, land.lon[used]]), np.concatenate([lat, land.lat[used]])


def _specials(
    ways: Ways, land: Raw, lon: Floats, lat: Floats, road: Flags, water: Flags, main: Flags
) -> tuple[Special, ...]:
    """Special nodes; on a large part of the network if one is near enough, else on any."""
    wet = land.layer == Layer.WATER
    found: list[Special] = []
    for dry_nodes, wet_nodes in ((road & main, water & main), (road, water)):
        own = [(replace(it, source=it.source + 2), land.lon[it.node], land.lat[it.node],
                wet_nodes if wet[it.node] else dry_nodes, MOVE_M)
               for it in land.specials]  # fmt: skip
        said = [(Special(0, it.kind, it.key, it.name, it.name_km), it.lon, it.lat, dry_nodes,
                 MOVE_M) for it in ways.points]  # fmt: skip
        found += placed([*own, *said], lon, lat)
    return distinct(found)
