"""The made-up country contracted, with the same special nodes, and kept on disk between runs."""

from __future__ import annotations

from pathlib import Path

from sangkroh.interception import storage
from sangkroh.interception.graph import Graph
from sangkroh.interception.network.networks import contract_graph

from .national import network


def networks(folder: Path, seed: int = 7, junctions: int = 330_000) -> tuple[Graph, Graph]:
    """The full and the contracted network, made once and read from `folder` afterwards."""
    full, small = (folder / f"{kind}-{junctions}-{seed}" for kind in ("full", "contracted"))
    if not full.exists():
        storage.save(network(seed, junctions), full)
    graph = storage.load(full)
    if not small.exists():
        storage.save(contract_graph(graph), small)
    return graph, storage.load(small)
