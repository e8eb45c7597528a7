"""A network ready for use: its graph, the table of places, and what it is."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from functools import cache

import numpy as np

from ..graph import Graph, from_arcs
from .contract import contract
from .embedded import embedded
from .raw import Raw
from .snap import Found, Snap, snaps


@dataclass(frozen=True, eq=False)
class Network:
    """Times in `graph` are those of "any"; `ground.CONVEYANCES` has the factors of others."""

    graph: Graph
    snap: Snap
    name: str = "embedded"
    notes: Mapping[str, int] = field(default_factory=dict)
    """Counts: nodes and links as read, ways, landings, what was left out."""
    trouble: str = ""
    """Why a newer network is not in use; "" if none is."""

    def place(
        self, lon: float, lat: float, conveyance: str = "any", within_m: float = 5_000.0
    ) -> Found:
        """The place of a position on this network. Refused as "off-network" if none is near."""
        return self.snap.place(lon, lat, conveyance, within_m)


def build(raw: Raw, name: str = "embedded") -> Network:
    """Contract a network that was read. Times between special nodes stay what they were."""
    done = contract(raw.n, raw.tail, raw.head, raw.sort, raw.length, raw.kept(), raw.paces())
    left = np.flatnonzero(done.left)
    packed = np.full(raw.n, -1, np.int32)
    packed[left] = np.arange(len(left), dtype=np.int32)
    ways = np.array([it.way for it in raw.sorts], np.uint8)
    origin = np.array([it.source for it in raw.sorts], np.uint8)
    deciseconds = done.length * raw.paces()[done.sort, 0] / 100
    specials = [replace(it, node=int(packed[it.node])) for it in raw.specials]
    graph, new = from_arcs(
        packed[done.tail], packed[done.head], deciseconds, ways[done.sort],
        raw.lon[left], raw.lat[left], source=origin[done.sort], layer=raw.layer[left],
        sources=raw.sources, specials=specials, title=raw.title,
    )  # fmt: skip
    number = np.where(packed >= 0, new[packed], -1).astype(np.int32)
    notes = dict(raw.notes) | {"nodes read": raw.n, "links read": len(raw.tail)}
    return Network(graph, snaps(raw, done, number), name, notes)


@cache
def embedded_network() -> Network:
    """The embedded network, made once in a process."""
    return build(embedded())


def contract_graph(graph: Graph) -> Graph:
    """A graph contracted: the same times between its special nodes, exactly, on fewer nodes."""
    pair = graph.way.astype(np.int32) * 256 + graph.source
    sorts, sort = np.unique(pair, return_inverse=True)
    kept = np.zeros(graph.n, bool)
    kept[[it.node for it in graph.specials]] = True
    done = contract(graph.n, graph.tails(), graph.arcs[:, 0], sort.astype(np.int32),
                    graph.arcs[:, 1], kept, np.ones((len(sorts), 1)))  # fmt: skip
    left = np.flatnonzero(done.left)
    packed = np.full(graph.n, -1, np.int32)
    packed[left] = np.arange(len(left), dtype=np.int32)
    return from_arcs(
        packed[done.tail], packed[done.head], done.length, sorts[done.sort] // 256,
        graph.lon[left], graph.lat[left], source=sorts[done.sort] % 256,
        layer=graph.layer[left], sources=graph.sources, title=graph.title,
        specials=[replace(it, node=int(packed[it.node])) for it in graph.specials],
    )[0]  # fmt: skip
