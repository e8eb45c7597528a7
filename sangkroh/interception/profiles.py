"""Kinds of driver: what each thinks a way costs.

A driver's taste is noise on the time of every link, the same in both directions and the same
whatever the nodes are numbered: it is drawn from where the link's ends lie.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

import numpy as np
import numpy.typing as npt

from .graph import LONGEST, Floats, Graph, Ints, Way
from .ground import Ground


@dataclass(frozen=True)
class Profile:
    """`sigma`: spread of the taste, as in exp(N(0, sigma^2)); `dislike`: factor by class."""

    sigma: float
    weight: float = 1.0
    dislike: tuple[tuple[Way, float], ...] = ()


DRIVERS = (Profile(0.0), Profile(0.3), Profile(0.5), Profile(0.9))
"""Suggested by the model's design; unknown for Cambodia."""

AVOIDS = ((Way.TRUNK, 1.5), (Way.PRIMARY, 1.5))
"""Keeps off the big roads."""


def perceived(graph: Graph, ground: Ground, profile: Profile, seed: int) -> Ints:
    """(m of the ground,) deciseconds as this driver weighs them, at least 1."""
    factor = np.ones(len(Way))
    for way, much in profile.dislike:
        factor[way] = much
    noise = np.exp(profile.sigma * taste(graph, ground, seed)) if profile.sigma else 1.0
    cost = ground.arcs[:, 1] * factor[ground.way] * noise
    return np.clip(np.rint(cost), 1, LONGEST).astype(np.int32)


def taste(graph: Graph, ground: Ground, seed: int) -> Floats:
    """(m of the ground,) standard normal, by the two ends of each link."""
    at = _mixed(_cells(graph.lon) * np.uint64(0x1F123BB5) ^ _mixed(_cells(graph.lat)))
    tails = np.repeat(np.arange(ground.n), np.diff(ground.first))
    a, b = at[tails], at[ground.arcs[:, 0]]
    pair = _mixed(np.minimum(a, b) ^ _mixed(np.maximum(a, b) + np.uint64(seed & 0xFFFFFFFF)))
    one = ((pair >> np.uint64(40)).astype(np.float64) + 0.5) / 2**24
    two = (_mixed(pair) >> np.uint64(40)).astype(np.float64) / 2**24
    return np.asarray(np.sqrt(-2 * np.log(one)) * np.cos(2 * np.pi * two))


def _cells(degrees: Floats) -> npt.NDArray[np.uint64]:
    """Ten-millionths of a degree, about a centimetre."""
    return np.rint((np.asarray(degrees) + 360) * 1e7).astype(np.uint64)


def _mixed(x: Any) -> Any:
    """SplitMix64, the usual finisher: every bit of the input turns half of the output's."""
    with np.errstate(over="ignore"):
        x = x + np.uint64(0x9E3779B97F4A7C15)
        x = (x ^ (x >> np.uint64(30))) * np.uint64(0xBF58476D1CE4E5B9)
        x = (x ^ (x >> np.uint64(27))) * np.uint64(0x94D049BB133111EB)
        return x ^ (x >> np.uint64(31))
