"""The made-up country contracted, with the same special nodes, and kept on disk between runs."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

import numpy as np

from sangkroh.interception import storage
from sangkroh.interception.graph import Graph, from_arcs
from sangkroh.interception.network.contract import contract

from .national import network


def networks(folder: Path, seed: int = 7, junctions: int = 330_000) -> tuple[Graph, Graph]:
    """The full and the contracted network, made once and read from `folder` afterwards."""
    full, small = (folder / f"{kind}-{junctions}-{seed}" for kind in ("full", "contracted"))
    if not full.exists():
        storage.save(network(seed, junctions), full)
    graph = storage.load(full)
    if not small.exists():
        storage.save(fewer_nodes(graph), small)
    return graph, storage.load(small)


def fewer_nodes(graph: Graph) -> Graph:
    """Chains merged and dead ends pruned; the product's own contraction. One class, one sort."""
    kept = np.zeros(graph.n, bool)
    kept[[it.node for it in graph.specials]] = True
    ways = int(graph.way.max()) + 1
    it = contract(graph.n, graph.tails(), graph.arcs[:, 0].copy(), graph.way.astype(np.int32),
                  graph.arcs[:, 1].copy(), kept, np.ones((ways, 1)))  # fmt: skip
    new = np.cumsum(it.left) - 1
    specials = [replace(s, node=int(new[s.node])) for s in graph.specials]
    return from_arcs(
        new[it.tail], new[it.head], it.length, it.sort, graph.lon[it.left], graph.lat[it.left],
        sources=graph.sources, specials=specials, title=f"{graph.title}, contracted",
    )[0]  # fmt: skip
