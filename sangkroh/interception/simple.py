"""Rules that need no model, shown beside every plan: what a good duty officer does by heart.

Each takes who could be where when, and gives one post to each of at most `most` teams.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass

import numpy as np
import numpy.typing as npt

from .cover import TEAMS, Coverage, best_tasks
from .graph import Floats, Ints

Tasks = npt.NDArray[np.int64]


@dataclass(frozen=True, eq=False)
class Scene:
    """Clocks in seconds, for U teams and Q posts."""

    arrive: Floats
    """(U, Q) when each team can be at each post; infinite where it cannot or may not go."""
    from_place: Floats
    """(Q,) seconds from the last known place to each post at reference speed."""
    leaves: float
    """Middle of the target's departure clocks."""
    crossings: Ints
    """(E,) posts that are exits, and so goals the target may have."""
    likely: Floats
    """(E,) how likely the tip makes each of them."""
    paths: tuple[tuple[Ints, Floats], ...]
    """(E) posts on the shortest way to each crossing, with seconds from the last known place."""
    most: int


def _none(scene: Scene) -> Tasks:
    return np.full(len(scene.arrive), -1, np.int64)


def _nearest_to_each(scene: Scene, posts: npt.NDArray[np.int64]) -> Tasks:
    """To each post in turn the team that is there first, of those still free."""
    tasks = _none(scene)
    for q in posts.tolist():
        free = np.where(tasks < 0, scene.arrive[:, q], np.inf)
        if np.isfinite(free).any() and (tasks >= 0).sum() < scene.most:
            tasks[int(np.argmin(free))] = q
    return tasks


def last_known_place(scene: Scene) -> Tasks:
    """The nearest teams go to the post nearest to where he was."""
    q = int(np.argmin(scene.from_place))
    tasks = _none(scene)
    order = np.argsort(scene.arrive[:, q], kind="stable")[: scene.most]
    tasks[order[np.isfinite(scene.arrive[order, q])]] = q
    return tasks


def nearest_crossings(scene: Scene) -> Tasks:
    """The nearest team to each of the crossings nearest to where he was."""
    order = np.argsort(scene.from_place[scene.crossings], kind="stable")
    return _nearest_to_each(scene, scene.crossings[order].astype(np.int64))


def likely_crossings(scene: Scene) -> Tasks:
    """The nearest team to each crossing, the likeliest first."""
    order = np.argsort(-scene.likely, kind="stable")
    return _nearest_to_each(scene, scene.crossings[order].astype(np.int64))


def shortest_paths(scene: Scene) -> Tasks:
    """Cover of the shortest ways to the likely crossings, by exact clocks."""
    width = max((len(posts) for posts, _ in scene.paths), default=0)
    e, u = len(scene.paths), min(len(scene.arrive), TEAMS)
    post = np.full((e, max(width, 1)), -1, np.int32)
    teams = np.zeros(post.shape, np.uint64)
    count = np.zeros(e, np.int32)
    for i, (posts, seconds) in enumerate(scene.paths):
        count[i] = len(posts)
        post[i, : len(posts)] = posts
        for t in range(u):
            there = scene.arrive[t, posts] <= scene.leaves + seconds
            teams[i, : len(posts)] |= there.astype(np.uint64) << np.uint64(t)
    cover = Coverage(post, teams, count, scene.likely, u, scene.arrive.shape[1])
    return best_tasks(cover, scene.arrive, scene.most, rounds=0)[0]


RULES: dict[str, Callable[[Scene], Tasks]] = {
    "last-known-place": last_known_place,
    "nearest-crossings": nearest_crossings,
    "likely-crossings": likely_crossings,
    "shortest-paths": shortest_paths,
}
"""By name; who shows a plan finds the words."""
