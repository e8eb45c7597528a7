"""Reads the ways and the named points of a .osm.pbf file, in two passes over its pieces."""

from __future__ import annotations

from array import array
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

import numpy as np
import numpy.typing as npt
import osmium

from ..graph import Floats, Kind
from .errors import CannotImport
from .pbf import Frame, frame
from .tags import Use, use

Report = Callable[[str, int, int], None]
"""Called with what is being done, how far it is and how far it goes, in bytes of the file."""
Longs = npt.NDArray[np.int64]

NODES_MOST = 40_000_000
"""Nodes of all ways together, counted as often as a way names them: some ten times Cambodia."""
POINTS_MOST = 100_000
NAME_MOST = 80
KEYS = ("highway", "waterway", "route", "place", "barrier", "amenity", "office", "government")
BARRED = frozenset({"weir", "dam", "waterfall"})
"""No boat passes a node with one of these as its `waterway`."""


@dataclass(frozen=True)
class Point:
    """A node with a name or a duty."""

    key: str
    kind: Kind
    lon: float
    lat: float
    name: str
    name_km: str


@dataclass
class Ways:
    """What the file says, not yet a network."""

    refs: Any = field(default_factory=lambda: array("q"))
    """Ids of the nodes of all ways, one way after the other."""
    starts: Any = field(default_factory=lambda: array("q"))
    """Where in `refs` each way starts."""
    uses: list[Use] = field(default_factory=list)
    points: list[Point] = field(default_factory=list)
    barred: set[int] = field(default_factory=set)
    state: str = ""
    """When the file was made, as it says."""


@dataclass(frozen=True, eq=False)
class Places:
    """The nodes of all ways: ids ascending, lon and lat NaN for what the file lacks."""

    ids: Longs
    lon: Floats
    lat: Floats


def read(path: Path, report: Report) -> tuple[Ways, Places]:
    """Everything of a file that matters here; refuses what is broken, empty or too big."""
    whole = frame(path)
    ways = _ways(whole, report)
    if not ways.uses:
        raise CannotImport("no-ways")
    return ways, _places(whole, np.unique(np.frombuffer(ways.refs, np.int64)), report)


def _objects(whole: Frame, kinds: Any, sieve: Any, what: str, report: Report) -> Iterator[Any]:
    for done, piece in whole.pieces():
        try:
            buffer = osmium.io.FileBuffer(piece, "pbf")
            yield from osmium.FileProcessor(buffer, kinds).with_filter(sieve)
        except (RuntimeError, ValueError, UnicodeDecodeError) as error:
            raise CannotImport("damaged", why=_clean(str(error))) from None
        report(what, done, whole.size)


def _ways(whole: Frame, report: Report) -> Ways:
    found = Ways(state=_state(whole))
    sieve = osmium.filter.KeyFilter(*KEYS)
    for it in _objects(whole, osmium.osm.NODE | osmium.osm.WAY, sieve, "ways", report):
        if it.is_node():
            _take_point(found, it)
            continue
        said = use(it.tags)
        if said is not None and len(it.nodes) > 1:
            found.starts.append(len(found.refs))
            found.refs.extend([node.ref for node in it.nodes])
            found.uses.append(said)
            if len(found.refs) > NODES_MOST:
                raise CannotImport("too-big", what="nodes of ways", found=len(found.refs),
                                   limit=NODES_MOST)  # fmt: skip
    return found


def _state(whole: Frame) -> str:
    try:
        with osmium.io.Reader(osmium.io.FileBuffer(whole.header, "pbf")) as file:
            return _clean(file.header().get("osmosis_replication_timestamp"))
    except RuntimeError as error:
        raise CannotImport("damaged", why=_clean(str(error))) from None


def _take_point(found: Ways, node: Any) -> None:
    if node.tags.get("waterway") in BARRED:
        found.barred.add(node.id)
    kind = _kind(node.tags)
    if kind is None or not node.location.valid():
        return
    if len(found.points) == POINTS_MOST:
        raise CannotImport("too-big", what="named places", found=POINTS_MOST + 1,
                           limit=POINTS_MOST)  # fmt: skip
    name = _clean(node.tags.get("name:en") or node.tags.get("name") or "")
    if not name and kind is (Kind.TOWN | Kind.POST):
        return
    km = _clean(node.tags.get("name:km") or "")
    found.points.append(Point(f"osm-{node.id}", kind, node.lon, node.lat, name, km))


def _kind(tags: Any) -> Kind | None:
    if tags.get("barrier") == "border_control":
        return Kind.EXIT | Kind.POST
    if tags.get("place") in ("city", "town"):
        return Kind.TOWN | Kind.POST
    if tags.get("amenity") == "ferry_terminal":
        return Kind.POST | Kind.BOAT_LANDING
    if "customs" in (tags.get("amenity"), tags.get("office"), tags.get("government")):
        return Kind.POST
    return None


def _clean(text: str) -> str:
    """Without what no name has: control characters, endless length."""
    return "".join(it for it in text if it.isprintable())[:NAME_MOST].strip()


def _places(whole: Frame, ids: Longs, report: Report) -> Places:
    lon, lat = np.full(len(ids), np.nan), np.full(len(ids), np.nan)
    seen, x, y = array("q"), array("d"), array("d")
    sieve = osmium.filter.IdFilter(ids.tolist())
    for it in _objects(whole, osmium.osm.NODE, sieve, "nodes", report):
        if it.location.valid():
            seen.append(it.id)
            x.append(it.lon)
            y.append(it.lat)
    at = np.searchsorted(ids, np.frombuffer(seen, np.int64))
    lon[at], lat[at] = np.frombuffer(x, np.float64), np.frombuffer(y, np.float64)
    missing = int(np.isnan(lon).sum())
    if missing * 5 > len(ids):
        raise CannotImport("no-places", missing=missing, all=len(ids))
    return Places(ids, lon, lat)
