"""Which links a plan rests on, and how many of them nobody has checked."""

from __future__ import annotations

import numpy as np
import numpy.typing as npt

from .belief import Belief
from .graph import Ints, Place
from .ground import Ground
from .meeting import Asked
from .routes import follow
from .shortest import FAR

SLIGHT = 0.005
"""Hypotheses that weigh less than this are left out."""


def links_used(it: Asked, tasks: npt.NDArray[np.int64]) -> tuple[int, int]:
    """Distinct links on the targets' likeliest ways and the teams' ways; unverified among them."""
    used = np.zeros(it.graph.m, np.bool_)
    _targets(it.belief, used)
    for u in np.flatnonzero(tasks >= 0):
        ground = it.reach.ground(it.teams[u].conveyance)
        far = it.reach.times_to(it.teams[u].conveyance, int(tasks[u]))
        goal = int(it.posts[tasks[u]])
        _mark(ground, ground.arcs[:, 1], far, it.teams[u].place, goal, used)
    return int(used.sum()), int((used & it.graph.unverified()).sum())


def _targets(belief: Belief, used: npt.NDArray[np.bool_]) -> None:
    weight = belief.by_hypothesis()
    for h in np.flatnonzero(weight > SLIGHT):
        choices = belief.hypotheses.choices[belief.hypotheses.group[h]]
        table = belief.hypotheses.tables[h]
        cost = choices.costs[table.profile]
        for leaving in belief.leaving:
            _mark(choices.ground, cost, table.far, leaving.place, table.destination, used)


def _mark(ground: Ground, cost: Ints, far: Ints, place: Place, goal: int,
          used: npt.NDArray[np.bool_]) -> None:  # fmt: skip
    mine = np.zeros(len(ground.arcs), np.bool_)
    node, _ = min(place.ends, key=lambda end: float(far[end[0]]) + end[1])
    if far[node] != FAR:
        follow(ground.first, ground.arcs, cost, far, node, goal, mine)
        used[ground.arc[mine]] = True
