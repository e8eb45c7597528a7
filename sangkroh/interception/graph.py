"""A network of roads, waterways and footpaths, as arrays.

Nodes are numbered along a Morton curve, so that what is near on the map is near in memory. Arcs
are kept by tail (forward) and by head (backward), each pair (other end, cost) side by side.
Every arc says its class and its source, so that a plan can tell how much of it nobody checked.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from enum import IntEnum, IntFlag
from typing import Any

import numpy as np
import numpy.typing as npt

from .errors import CannotPlan

Ints = npt.NDArray[np.int32]
Bytes = npt.NDArray[np.uint8]
Floats = npt.NDArray[np.float64]

EARTH_M = 6_371_000.0
LONGEST = 24 * 36_000
"""Longest arc in deciseconds: a day. A slower link is no link."""


class Layer(IntEnum):
    """What a node belongs to; layers meet only by LANDING arcs and bridges."""

    ROAD = 0
    WATER = 1
    FOOT = 2


class Way(IntEnum):
    """The class of an arc: what is driven, sailed or walked on."""

    TRUNK = 0
    PRIMARY = 1
    SECONDARY = 2
    TERTIARY = 3
    LOCAL = 4
    TRACK = 5
    PATH = 6
    FERRY = 7
    RIVER = 8
    LAKE = 9
    LANDING = 10


class Kind(IntFlag):
    """What a special node is good for; one may be several things."""

    POST = 1
    """A team may wait here."""
    EXIT = 2
    """The target may leave the country here."""
    TOWN = 4
    """The target may stop, hide or hand over here."""
    BOAT_LANDING = 8
    """Reached by boat."""


@dataclass(frozen=True)
class Source:
    """Where links come from. `verified`: somebody checked them against the ground or a register."""

    name: str
    verified: bool = False
    licence: str = ""


@dataclass(frozen=True)
class Special:
    """A node with a name: post, exit, town. `key` stays the same when nodes are renumbered."""

    node: int
    kind: Kind
    key: str
    name: str
    name_km: str = ""
    source: int = 0
    """Index into the graph's `sources`."""


@dataclass(frozen=True)
class Place:
    """A point on the network: the nodes that lead away from it, with deciseconds to each.

    A point in the middle of a link has two ends; at a junction there is one, with 0.
    """

    ends: tuple[tuple[int, int], ...]

    @classmethod
    def at(cls, node: int) -> Place:
        return cls(((int(node), 0),))


@dataclass(frozen=True, eq=False)
class Graph:
    """n nodes, m arcs. Made by `from_arcs`; read-only, also when memory-mapped."""

    first: Ints
    """(n+1,) arcs of node u are `first[u]` to `first[u+1] - 1`."""
    arcs: Ints
    """(m, 2) head and cost of each arc; cost in deciseconds, at least 1: the reference time of
    its class (car on roads, motor boat on water, on foot on PATH and LANDING), no traffic."""
    way: Bytes
    """(m,) a `Way`."""
    source: Bytes
    """(m,) index into `sources`."""
    back_first: Ints
    """(n+1,) arcs into node v are `back_first[v]` to `back_first[v+1] - 1` of `back`."""
    back: Ints
    """(m, 2) tail and cost."""
    back_arc: Ints
    """(m,) the forward arc that each backward one is."""
    layer: Bytes
    """(n,) a `Layer`."""
    lon: Floats
    lat: Floats
    """(n,) degrees, WGS 84."""
    sources: tuple[Source, ...]
    specials: tuple[Special, ...]
    title: str = ""
    """What the operator calls it, with its date."""

    @property
    def n(self) -> int:
        return len(self.first) - 1

    @property
    def m(self) -> int:
        return len(self.arcs)

    def tails(self) -> Ints:
        """(m,) the tail of each forward arc."""
        return np.repeat(np.arange(self.n, dtype=np.int32), np.diff(self.first))

    def unverified(self) -> npt.NDArray[np.bool_]:
        """(m,) arcs that nobody checked."""
        unchecked = np.array([not it.verified for it in self.sources])
        return np.asarray(unchecked[self.source])

    def nodes_of(self, kind: Kind) -> Ints:
        """Distinct nodes of the specials of a kind, in their order in `specials`."""
        return np.array(list(dict.fromkeys(it.node for it in self.specials if it.kind & kind)),
                        dtype=np.int32)  # fmt: skip

    def special(self, key: str) -> Special:
        return next(it for it in self.specials if it.key == key)

    def name_of(self, node: int) -> str:
        """The first name of a node, "" if it has none."""
        return next((it.name for it in self.specials if it.node == node), "")

    def nearest(
        self, lon: float, lat: float, within_m: float = 5_000.0, layers: Sequence[Layer] = ()
    ) -> tuple[int, float]:
        """The nearest node and its distance in metres; refused when farther than `within_m`."""
        metres = metres_between(lon, lat, self.lon, self.lat)
        if layers:
            metres = np.where(np.isin(self.layer, layers), metres, np.inf)
        node = int(np.argmin(metres))
        if not metres[node] <= within_m:
            far = metres[node] if np.isfinite(metres[node]) else 2 * EARTH_M
            raise CannotPlan("off-network", "place", metres=round(far))
        return node, float(metres[node])

    def counts(self) -> dict[str, int]:
        """Nodes, arcs, arcs of each class, unverified arcs: what to print beside a result."""
        ways = np.bincount(self.way, minlength=len(Way))
        named = {way.name.lower(): int(ways[way]) for way in Way if ways[way]}
        return {"nodes": self.n, "arcs": self.m, "unverified": int(self.unverified().sum())} | named


def metres_between(lon: float, lat: float, lons: Floats, lats: Floats) -> Floats:
    """Great-circle distance in metres from one point to many."""
    a, b = np.radians(lats - lat) / 2, np.radians(lons - lon) / 2
    half = np.sin(a) ** 2 + np.cos(np.radians(lat)) * np.cos(np.radians(lats)) * np.sin(b) ** 2
    return np.asarray(2 * EARTH_M * np.arcsin(np.sqrt(np.clip(half, 0, 1))))


def from_arcs(
    tail: npt.ArrayLike, head: npt.ArrayLike, cost: npt.ArrayLike, way: npt.ArrayLike,
    lon: npt.ArrayLike, lat: npt.ArrayLike, *,
    source: npt.ArrayLike = 0, layer: npt.ArrayLike = Layer.ROAD,
    sources: Sequence[Source] = (Source("unknown"),), specials: Sequence[Special] = (),
    title: str = "", renumber: bool = True,
) -> tuple[Graph, Ints]:  # fmt: skip
    """A graph of arcs in any order, and (n,) the new number of each old node.

    tail, head  (m,) node numbers 0 to n-1, n given by `lon`; self-loops are dropped and of
                parallel arcs the cheapest is kept (the first, among equals).
    cost        (m,) deciseconds; rounded, at least 1; longer than a day is dropped as no link.
    way, source (m,) or one for all. layer (n,) or one for all.
    specials    by the old numbers; their keys must be distinct.
    """
    lons, lats = np.array(lon, np.float64), np.array(lat, np.float64)
    n = len(lons)
    ends = np.stack([np.asarray(tail, np.int64), np.asarray(head, np.int64)], axis=1)
    _check(n, ends, specials, sources)
    time = np.maximum(np.rint(np.asarray(cost, np.float64)), 1)
    ways = np.broadcast_to(np.asarray(way, np.uint8), time.shape)
    origin = np.broadcast_to(np.asarray(source, np.uint8), time.shape)
    order = np.argsort(morton(lons, lats), kind="stable") if renumber else np.arange(n)
    new = np.empty(n, np.int32)
    new[order] = np.arange(n, dtype=np.int32)
    keep = _kept(new[ends].astype(np.int64), time, n)
    u, v = new[ends[keep, 0]], new[ends[keep, 1]]
    arcs = np.stack([v, time[keep].astype(np.int32)], axis=1)
    back_arc = np.lexsort((u, v)).astype(np.int32)
    back = np.stack([u[back_arc], arcs[back_arc, 1]], axis=1)
    layers = np.broadcast_to(np.asarray(layer, np.uint8), (n,))
    moved = tuple(
        Special(int(new[it.node]), it.kind, it.key, it.name, it.name_km, it.source)
        for it in specials
    )
    arrays: dict[str, Any] = {
        "first": _starts(u, n), "arcs": arcs, "way": ways[keep].copy(),
        "source": origin[keep].copy(), "back_first": _starts(v, n), "back": back,
        "back_arc": back_arc, "layer": layers[order].copy(), "lon": lons[order],
        "lat": lats[order],
    }  # fmt: skip
    for array in arrays.values():
        array.flags.writeable = False
    return Graph(**arrays, sources=tuple(sources), specials=moved, title=title), new


def _check(n: int, ends: npt.NDArray[np.int64], specials: Sequence[Special],
           sources: Sequence[Source]) -> None:  # fmt: skip
    keys = [it.key for it in specials]
    sound = (
        n > 0
        and (not len(ends) or (ends.min() >= 0 and ends.max() < n))
        and all(0 <= it.node < n and 0 <= it.source < len(sources) for it in specials)
        and len(set(keys)) == len(keys)
    )
    if not sound:
        raise CannotPlan("broken-network", file="arcs")


def _kept(ends: npt.NDArray[np.int64], time: Floats, n: int) -> npt.NDArray[np.int64]:
    """The arcs to keep, by tail and head: no loop, none too long, the cheapest of parallels."""
    good = np.flatnonzero((ends[:, 0] != ends[:, 1]) & (time <= LONGEST))
    pair = ends[good, 0] * n + ends[good, 1]
    order = np.lexsort((time[good], pair))
    head = np.ones(len(order), bool)
    head[1:] = np.diff(pair[order]) != 0
    return np.asarray(good[order[head]])


def _starts(sorted_by: Any, n: int) -> Ints:
    return np.concatenate([[0], np.cumsum(np.bincount(sorted_by, minlength=n))]).astype(np.int32)


def morton(lon: Floats, lat: Floats) -> npt.NDArray[np.uint64]:
    """(n,) place of each point along a Morton curve over the box of all of them."""
    code = np.zeros(len(lon), np.uint64)
    for shift, values in enumerate((lon, lat)):
        width = max(float(np.ptp(values)), 1e-9)
        cell = ((values - values.min()) / width * 0xFFFF).astype(np.uint64)
        for bit in range(16):
            picked = (cell >> np.uint64(bit)) & np.uint64(1)
            code |= picked << np.uint64(2 * bit + shift)
    return code
