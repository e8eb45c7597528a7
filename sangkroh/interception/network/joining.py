"""Joins the layers of a network that was read, and finds its special nodes.

A road and a river of OpenStreetMap share no node. Where the bank is near, people land; where
exactly, nobody has said: the nearest road in each square of two kilometres is a guess.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from typing import Any

import numpy as np
import numpy.typing as npt
from scipy.spatial import cKDTree

from ..graph import EARTH_M, Floats, Ints, Special

LANDING_M = 1_500.0
"""How far a road may be from the water for a landing."""
SQUARE_DEGREES = 0.02
DETOUR = 1.2
"""Walk from a landing to the road, against the straight line: a guess."""


def metric(lon: Floats, lat: Floats) -> Floats:
    """(n, 3) points on a sphere in metres: straight distances are right for what is near."""
    a, b = np.radians(lon), np.radians(lat)
    return EARTH_M * np.stack([np.cos(b) * np.cos(a), np.cos(b) * np.sin(a), np.sin(b)], axis=1)


def nearest(points: Floats, among: Floats, numbers: Ints, within_m: float) -> tuple[Ints, Floats]:
    """Of each point the nearest of some nodes, -1 if none is within; and how far, in metres."""
    if not len(among) or not len(points):
        return np.full(len(points), -1, np.int32), np.full(len(points), np.inf)
    far, at = cKDTree(among).query(points, distance_upper_bound=within_m)
    hit = np.isfinite(far)
    return np.where(hit, numbers[np.where(hit, at, 0)], -1).astype(np.int32), far


def landings(
    lon: Floats, lat: Floats, water: npt.NDArray[np.bool_], road: npt.NDArray[np.bool_]
) -> tuple[Ints, Ints, Floats]:
    """Pairs of a water node and a road node, at most one in each square, and metres to walk."""
    points = metric(lon, lat)
    wet, dry = (np.flatnonzero(it).astype(np.int32) for it in (water, road))
    to, far = nearest(points[wet], points[dry], dry, LANDING_M)
    near = to >= 0
    wet, to, far = wet[near], to[near], far[near]
    square = np.stack([lon[wet], lat[wet]], axis=1) // SQUARE_DEGREES
    order = np.lexsort((far, square[:, 0], square[:, 1]))
    new = np.ones(len(order), bool)
    new[1:] = (np.diff(square[order], axis=0) != 0).any(axis=1)
    chosen = order[new]
    return wet[chosen], to[chosen], far[chosen] * DETOUR


def placed(
    wanted: Iterable[tuple[Special, float, float, npt.NDArray[np.bool_], float]],
    lon: Floats, lat: Floats,
) -> list[Special]:  # fmt: skip
    """Special nodes moved to the nearest node each may be on; those without one are left out.

    wanted: special, its lon and lat, (n,) nodes it may be on, how many metres it may move.
    """
    points = metric(lon, lat)
    trees: dict[int, tuple[Any, Ints]] = {}
    found: list[Special] = []
    for it, x, y, among, within in wanted:
        if id(among) not in trees:
            numbers = np.flatnonzero(among).astype(np.int32)
            trees[id(among)] = (cKDTree(points[numbers]) if len(numbers) else None), numbers
        tree, numbers = trees[id(among)]
        if tree is None:
            continue
        far, at = tree.query(metric(np.array([x]), np.array([y]))[0], distance_upper_bound=within)
        if np.isfinite(far):
            node = int(numbers[at])
            found.append(Special(node, it.kind, it.key, it.name, it.name_km, it.source))
    return found


def parts(n: int, tail: Ints, head: Ints) -> Ints:
    """(n,) the number of the connected part that each node is in, whichever way links go."""
    from scipy.sparse import coo_array
    from scipy.sparse.csgraph import connected_components

    links = coo_array((np.ones(len(tail), bool), (tail, head)), shape=(n, n))
    return np.asarray(connected_components(links, directed=False)[1], np.int32)


def large(part: Ints, share: float = 0.01) -> npt.NDArray[np.bool_]:
    """(n,) nodes in a part with at least this share of all nodes."""
    return np.asarray(np.bincount(part)[part] >= share * len(part))


def distinct(specials: Sequence[Special]) -> tuple[Special, ...]:
    """The first special of each key."""
    return tuple({it.key: it for it in reversed(specials)}.values())[::-1]
