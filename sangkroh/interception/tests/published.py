"""Published escape routes in two cities, read from where they were given, if they were.

"Fugitive interception problem" by van Droffelaar, Kwakkel, Mense and Verbraeck: about a thousand
simulated routes; one node for each unit; a route counts when a unit is on it no later than the
target. Test data only, BSD-3-Clause; street networks (c) OpenStreetMap contributors, ODbL 1.0.
"""

from __future__ import annotations

from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import Any

import numpy as np

from sangkroh.interception.cover import Coverage, meet
from sangkroh.interception.graph import Floats, Graph, Ints, Place, from_arcs
from sangkroh.interception.shortest import FAR, times_from


def folder() -> Path | None:
    """The nearest `bench/fip` or `shared/bench/fip` beside the project or above it."""
    for above in Path(__file__).resolve().parents:
        for there in (above / "bench" / "fip", above / "shared" / "bench" / "fip"):
            if (there / "winterswijk.npz").exists():
                return there
    return None


@dataclass(frozen=True, eq=False)
class City:
    data: dict[str, Any]
    graph: Graph
    new: Ints
    """(n,) number in the graph of each node of the file."""
    reach: Floats
    """(U, n) deciseconds of each unit to each node of the graph."""
    cover: Coverage
    """Every node is a post."""

    def tasks(self, position: Any) -> Any:
        return np.where(position >= 0, self.new[position], -1)


@cache
def city(where: Path, name: str) -> City:
    with np.load(where / f"{name}.npz", allow_pickle=False) as file:
        z = {key: file[key] for key in file.files}
    graph, new = from_arcs(z["arc_tail"], z["arc_head"], z["arc_time_s"] * 10, 0, z["node_lon"],
                           z["node_lat"])  # fmt: skip
    reach = np.stack([times_from(graph, Place.at(new[u])) for u in z["unit_start"]])
    reach = np.where(reach == FAR, np.inf, reach)
    return City(z, graph, new, reach, routes_met(z, new, reach, graph.n))


def routes_met(z: dict[str, Any], new: Ints, reach: Floats, n: int) -> Coverage:
    """The routes as targets: each pass at a node of the network a chance to meet."""
    on = z["route_node"] >= 0
    route = np.repeat(np.arange(len(z["route_ptr"]) - 1), np.diff(z["route_ptr"]))[on]
    count = np.bincount(route, minlength=len(z["route_ptr"]) - 1).astype(np.int32)
    column = np.arange(len(route)) - np.repeat(np.cumsum(count) - count, count)
    post = np.full((len(count), count.max()), -1, np.int32)
    time = np.zeros(post.shape, np.float32)
    post[route, column] = new[z["route_node"][on]]
    time[route, column] = np.rint(z["route_time_s"][on] * 10)
    teams = np.zeros(post.shape, np.uint64)
    u = len(reach)
    meet(post, time, count, np.zeros(u), reach, np.ones((len(count), u)), 0.0, np.ones(n),
         np.zeros(post.shape, np.float32), teams)  # fmt: skip
    return Coverage(post, teams, count, np.ones(len(count)), u, n)
