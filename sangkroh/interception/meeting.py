"""The numbers of one question: who could be where when, and which targets that meets."""

from __future__ import annotations

from dataclasses import dataclass
from zlib import crc32

import numpy as np

from .belief import Belief
from .cover import TEAMS, Coverage, meet
from .graph import Floats, Graph, Ints
from .question import Clock, Question, Settings, Team
from .reach import Reach
from .routes import way_back
from .shortest import FAR, times_over
from .simple import Scene


@dataclass(frozen=True, eq=False)
class Asked:
    """A question with all that the answer is computed from."""

    graph: Graph
    settings: Settings
    posts: Ints
    """(Q,) nodes."""
    post_keys: tuple[str, ...]
    exits: Ints
    reach: Reach
    question: Question
    belief: Belief
    clock: Clock
    teams: tuple[Team, ...]
    """At most 64: those ready first."""
    ready: Floats
    """(U,) clock from which each team can leave; never before now."""
    travel: Floats
    """(U, Q) seconds; infinite where a team cannot or may not go."""

    @property
    def arrive(self) -> Floats:
        """(U, Q) clock of each team at each post."""
        return self.ready[:, None] + self.travel


def asked(graph: Graph, settings: Settings, posts: Ints, post_keys: tuple[str, ...], exits: Ints,
          reach: Reach, question: Question, belief: Belief, clock: Clock) -> Asked:  # fmt: skip
    """Times of the teams that the question names."""
    now = clock(question.now)
    teams = tuple(sorted(question.teams, key=lambda it: (it.ready, it.key))[:TEAMS])
    ready = np.array([max(clock(it.ready), now) for it in teams])
    travel = reach.times([(it.place, it.conveyance, at)
                          for it, at in zip(teams, ready.tolist(), strict=True)])  # fmt: skip
    for u, team in enumerate(teams):
        if team.posts is not None:
            travel[u, [key not in team.posts for key in post_keys]] = np.inf
    return Asked(graph, settings, posts, post_keys, exits, reach, question, belief, clock, teams,
                 ready, travel)  # fmt: skip


def coverage(it: Asked) -> Coverage:
    """Every target against every team, with noise in both clocks.

    A team's luck on the road comes from its own name, so that one team more changes no other.
    """
    t = it.belief.targets
    slower = np.empty((len(t), len(it.teams)))
    for u, team in enumerate(it.teams):
        rng = np.random.default_rng((it.question.seed, 3, crc32(team.key.encode())))
        slower[:, u] = np.exp(rng.normal(0, it.settings.team_sd, len(t)))
    draw = np.random.default_rng((it.question.seed, 4)).random(t.post.shape, np.float32)
    detection = np.array([it.question.detection.get(key, it.settings.detection)
                          for key in it.post_keys])  # fmt: skip
    teams = np.zeros(t.post.shape, np.uint64)
    meet(t.post, t.time, t.count, it.ready, it.travel, slower, it.settings.margin_s, detection,
         draw, teams)  # fmt: skip
    return Coverage(t.post, teams, t.count, t.weight, len(it.teams), len(it.posts))


def sample(it: Coverage, many: int, seed: int) -> Coverage:
    """`many` targets, each as often as it weighs, for the exact model; equal ones as one."""
    if len(it.count) <= many:
        return it
    rng = np.random.default_rng((seed, 8))
    ranks = (np.arange(many) + rng.random()) / many * it.weight.sum()
    index = np.minimum(np.searchsorted(np.cumsum(it.weight), ranks), len(it.count) - 1)
    one, times = np.unique(index, return_counts=True)
    return Coverage(it.post[one], it.teams[one], it.count[one], times / many, it.n_teams,
                    it.n_posts)  # fmt: skip


def scene(it: Asked) -> Scene:
    """What the simple rules go by: the tip's own prior and plain travel times."""
    hypotheses, leaving = it.belief.hypotheses, it.belief.leaving[-1]
    ground = hypotheses.choices[0].ground
    cost = ground.arcs[:, 1]
    time = times_over(ground.first, ground.arcs, leaving.place.ends)
    number = {int(node): q for q, node in enumerate(it.posts)}
    prior: dict[int, float] = {}
    for table, share in zip(hypotheses.tables, hypotheses.prior.tolist(), strict=True):
        prior[table.destination] = prior.get(table.destination, 0.0) + share
    crossings = [number[int(e)] for e in it.exits if int(e) in number]
    back_cost = cost[ground.back_arc]
    post_of = np.full(ground.n, -1, np.int64)
    post_of[it.posts] = np.arange(len(it.posts))
    paths = []
    for q in crossings:
        nodes = np.empty(ground.n, np.int32)
        goal = int(it.posts[q])
        many = 0
        if time[goal] != FAR:
            many = way_back(ground.back_first, ground.back_tail, back_cost, time, goal, nodes)
        on_it = nodes[:many][post_of[nodes[:many]] >= 0]
        paths.append((post_of[on_it].astype(np.int32), time[on_it] / 10))
    seconds = np.where(time[it.posts] == FAR, np.inf, time[it.posts] / 10)
    likely = np.array([prior.get(int(it.posts[q]), 0.0) for q in crossings])
    return Scene(it.arrive, seconds, (leaving.earliest + leaving.latest) / 2,
                 np.array(crossings, np.int32), likely, tuple(paths), it.question.most)  # fmt: skip
