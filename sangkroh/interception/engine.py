"""The engine: a network and settings; questions in, plans out.

    engine = Engine(graph)
    plan = engine.plan(Question(tip, teams, now))
    for task in plan.tasks:
        print(task.team, task.post, task.leave_by)

One engine serves many threads: what it keeps (route tables, travel times) depends on nothing but
network and settings, and is filled under a lock. The same question has the same answer.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import replace
from datetime import datetime
from threading import Lock

import numpy as np

from .belief import Belief, Hypotheses, Quiet, Seen, Walking, believe
from .calibration import SHIPPED, Calibration
from .choices import Choices
from .errors import CannotPlan
from .graph import Graph, Ints, Kind, Place, metres_between
from .ground import CONVEYANCES
from .hours import Hours
from .meeting import Asked, asked
from .particles import Leaving
from .planning import planned
from .question import Clock, NothingPassed, Plan, Question, Settings, Sighting, Tip
from .reach import Reach
from .whereabouts import Whereabouts, whereabouts


class Engine:
    """Answers questions on one network with one set of settings."""

    def __init__(
        self, graph: Graph, settings: Settings | None = None, *, hours: Hours | None = None,
        calibration: Calibration | None = None, threads: int = 2,
    ) -> None:  # fmt: skip
        self.graph, self.settings = graph, settings or Settings()
        self.hours, self.threads = hours, threads
        self.calibration = calibration or Calibration.load(SHIPPED)
        posts = [it for it in graph.specials if it.kind & Kind.POST]
        if not posts:
            raise CannotPlan("no-post")
        self.posts: Ints = graph.nodes_of(Kind.POST)
        self.post_keys = tuple(_key_at(graph, int(it), Kind.POST) for it in self.posts)
        self.exits = graph.nodes_of(Kind.EXIT)
        self.hideouts = _hideouts(graph, self.settings.hideouts)
        self.reach = Reach(graph, self.posts, hours, threads)
        self._stops = np.zeros(graph.n, np.bool_)
        self._stops[graph.nodes_of(Kind.TOWN)] = True
        self._choices: dict[str, Choices] = {}
        self._lock = Lock()

    def prepare(self, conveyances: Sequence[str] = ("any",), teams: Sequence[str] = ("car",),
                table: bool | None = None) -> None:  # fmt: skip
        """Fill what every question needs, so that the first is as quick as the next.

        table: also the table of all nodes to all posts; None decides by the network's size.
        """
        for name in conveyances:
            with self._lock:
                choices = self._of(name)
                k = range(len(choices.profiles))
                nodes = [*self.exits.tolist(), *self.hideouts.tolist()]
                choices.tables([(int(d), i) for d in nodes for i in k])
        big = self.graph.n > 60_000 if table is None else table
        for name in teams if big else ():
            with self._lock:
                self.reach.fill(name)

    def plan(self, question: Question, *, certify_s: float = 1.0) -> Plan:
        """Who goes where. `certify_s`: time for the proof of the gap; 0 leaves it out (gap 1)."""
        return planned(self.asked(question), self.calibration, certify_s)

    def where(self, question: Question, at: datetime | None = None,
              share: float = 0.8) -> Whereabouts:  # fmt: skip
        """Where the target can be at a time, now unless said; needs no team."""
        moment = at or question.now
        self._check(replace(question, teams=()), teams=False)
        clock = self._clock(question)
        belief = self._belief(question, clock(moment))
        return whereabouts(belief, self.settings.clocks, clock(moment), share)

    def passing(self, question: Question) -> Mapping[str, float]:
        """Exact chance to pass each post, by its key: after tip and news, before any clock."""
        self._check(question, teams=False)
        belief = self._belief(question, self._clock(question)(question.now))
        chance = np.zeros(self.graph.n)
        by_hypothesis = belief.by_hypothesis()
        for leaving, share in zip(belief.leaving, belief.shares, strict=True):
            chance += share * belief.hypotheses.passing(leaving.place, by_hypothesis)
        return dict(zip(self.post_keys, chance[self.posts].tolist(), strict=True))

    def with_settings(self, settings: Settings) -> Engine:
        """The same network under other settings; travel times are shared."""
        other = Engine(self.graph, settings, hours=self.hours, calibration=self.calibration,
                       threads=self.threads)  # fmt: skip
        other.reach = self.reach
        return other

    def asked(self, question: Question) -> Asked:
        """The numbers behind a plan, for who measures or looks closer."""
        self._check(question, teams=True)
        clock = self._clock(question)
        belief = self._belief(question, clock(question.now))
        return asked(self.graph, self.settings, self.posts, self.post_keys, self.exits,
                     self.reach, question, belief, clock)  # fmt: skip

    def _clock(self, question: Question) -> Clock:
        return Clock(question.tip.earliest, self.settings.utc_offset_h)

    def _belief(self, question: Question, now: float) -> Belief:
        clock = self._clock(question)
        tip = question.tip
        walking = Walking(self.posts, self._stops, self.settings.clocks,
                          None if self.hours is None else self.hours.speed)  # fmt: skip
        leaving = Leaving(tip.place, clock(tip.earliest), clock(tip.latest))
        news = [self._news(it, clock) for it in question.news]
        return believe(self._hypotheses(tip), leaving, news, walking,
                       count=self.settings.particles, seed=question.seed, now=now)  # fmt: skip

    def _news(self, it: Sighting | NothingPassed, clock: Clock) -> Seen | Quiet:
        if isinstance(it, Sighting):
            return Seen(it.place, clock(it.at), it.reliability, it.within_s)
        post = self.post_keys.index(it.post)
        return Quiet(post, clock(it.begin), clock(it.end), it.detection)

    def _hypotheses(self, tip: Tip) -> Hypotheses:
        """Destinations by the tip, the rest spread over the others, times kinds of driver."""
        weights = self._destinations(tip)
        drivers = np.array([it.weight for it in self.settings.profiles])
        drivers = drivers / drivers.sum()
        moving = sum(tip.conveyances.values())
        choices, group, tables, prior = [], [], [], []
        for g, (name, share) in enumerate(sorted(tip.conveyances.items())):
            with self._lock:
                it = self._of(name)
                wanted = [(d, k) for d in weights for k in range(len(drivers))]
                tables += it.tables(wanted)
            choices.append(it)
            group += [g] * len(wanted)
            prior += [weights[d] * drivers[k] * share / moving for d, k in wanted]
        whole = np.array(prior)
        return Hypotheses(tuple(choices), np.array(group, np.int32), tuple(tables),
                          whole / whole.sum())  # fmt: skip

    def _destinations(self, tip: Tip) -> dict[int, float]:
        """Node of each destination to its prior weight."""
        named: dict[int, float] = {}
        for key, weight in tip.destinations.items():
            node = self.graph.special(key).node
            named[node] = named.get(node, 0.0) + weight
        everywhere = [*self.exits.tolist(), *self.hideouts.tolist()]
        others = [it for it in dict.fromkeys(everywhere) if it not in named]
        spread = self.settings.spread if named and sum(named.values()) > 0 else 1.0
        spread = spread if others else 0.0
        whole = sum(named.values())
        weights = {node: w / whole * (1 - spread) for node, w in named.items() if w > 0}
        return weights | {node: spread / len(others) for node in others if spread > 0}

    def _of(self, conveyance: str) -> Choices:
        if conveyance not in self._choices:
            self._choices[conveyance] = Choices(
                self.graph, CONVEYANCES[conveyance], self.settings.profiles, self.settings.theta,
                threads=self.threads,
            )  # fmt: skip
        return self._choices[conveyance]

    def _check(self, question: Question, *, teams: bool) -> None:
        """Refuse what cannot be answered; the field is named."""
        tip = question.tip
        if not tip.place.ends:
            raise CannotPlan("no-place", "tip.place")
        if tip.earliest > question.now:
            raise CannotPlan("future", "tip.earliest")
        for i, it in enumerate(question.news):
            if (it.at if isinstance(it, Sighting) else it.begin) > question.now:
                raise CannotPlan("future", f"news.{i}")
        if teams and (not question.teams or question.most < 1):
            raise CannotPlan("no-team", "teams")


def _key_at(graph: Graph, node: int, kind: Kind) -> str:
    return next(it.key for it in graph.specials if it.node == node and it.kind & kind)


def _hideouts(graph: Graph, many: int) -> Ints:
    """Towns that are no exits, each as far as can be from those before: the same every time."""
    exits = set(graph.nodes_of(Kind.EXIT).tolist())
    towns = [it for it in graph.nodes_of(Kind.TOWN).tolist() if it not in exits]
    picked: list[int] = []
    gap = np.full(len(towns), np.inf)
    lon, lat = graph.lon[towns], graph.lat[towns]
    for _ in range(min(many, len(towns))):
        best = int(np.argmax(gap)) if picked else 0
        picked.append(towns[best])
        gap = np.minimum(gap, metres_between(lon[best], lat[best], lon, lat))
    return np.array(picked, np.int32)


def place_near(graph: Graph, lon: float, lat: float, within_m: float = 5_000.0) -> Place:
    """The nearest node, with the time to walk to it at 5 km/h; refused when too far."""
    node, metres = graph.nearest(lon, lat, within_m)
    return Place(((node, round(metres / 5_000 * 36_000)),))
