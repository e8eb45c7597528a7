"""What is believed of the target after a tip and the news: weighted imaginary targets.

A sighting starts new targets from where he was seen; a watched post that stayed quiet takes
weight from those that would have passed it. Everything follows from the tip, the news and a
seed, so that a plan can be made again, on another machine, from the journal alone.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field

import numpy as np
import numpy.typing as npt

from .choices import Choices, Table, reached
from .errors import CannotPlan
from .graph import Floats, Ints, Place
from .particles import Clocks, Leaving, Targets, released
from .shortest import FAR, times_over

SURE = 0.95
"""From this reliability on, an impossible sighting is a contradiction and not left aside."""
DETOUR = 1e-3
"""Chance left for a destination whose routes did not lead past the place of a sighting."""
SELDOM = 0.2
"""Below this share of effective targets more are drawn."""


@dataclass(frozen=True)
class Seen:
    """Seen at a place at a clock (seconds), give or take `within`; `reliability`: the share of
    such reports that turn out right."""

    place: Place
    at: float
    reliability: float = 0.9
    within: float = 300.0


@dataclass(frozen=True)
class Quiet:
    """A post (number) watched from `begin` to `end` (clocks) by somebody who would have noticed
    with chance `detection`, and nothing came. Our own held posts count."""

    post: int
    begin: float
    end: float
    detection: float = 0.9


@dataclass(frozen=True, eq=False)
class Hypotheses:
    """Where the target may be heading, how he moves, what he likes: H of them, with a prior."""

    choices: tuple[Choices, ...]
    group: Ints
    """(H,) index into `choices`."""
    tables: tuple[Table, ...]
    prior: Floats
    """(H,) sums to 1."""

    def passing(self, place: Place, belief: Floats) -> Floats:
        """(n,) exact chance to pass each node under a belief (H,) over the hypotheses."""
        total = np.zeros(self.choices[0].ground.n)
        for h in np.flatnonzero(belief > 0):
            total += belief[h] * self.choices[self.group[h]].passing(self.tables[h], place)
        return total

    def reach(self, place: Place) -> npt.NDArray[np.bool_]:
        """(H,) hypotheses whose destination can be reached from the place."""
        return np.array([reached(it, place) for it in self.tables])


@dataclass(frozen=True, eq=False)
class Cohort:
    """Targets that left one place, and what they weigh together."""

    leaving: Leaving
    targets: Targets
    share: float


@dataclass(frozen=True, eq=False)
class Belief:
    hypotheses: Hypotheses
    targets: Targets
    """All cohorts together."""
    leaving: tuple[Leaving, ...]
    """Where targets start from, with `shares`; the last is the newest sighting believed."""
    shares: tuple[float, ...]
    left_aside: tuple[int, ...] = ()
    """Numbers of news that nobody could have made: too far in too short a time."""

    def by_hypothesis(self) -> Floats:
        """(H,) weight now."""
        h = len(self.hypotheses.prior)
        return np.asarray(np.bincount(self.targets.hypothesis, self.targets.weight, h), float)


@dataclass(frozen=True, eq=False)
class Walking:
    """What the targets walk through: posts (Q,) nodes, stops (n,), hours (classes, 24)."""

    posts: Ints
    stops: npt.NDArray[np.bool_]
    clocks: Clocks = field(default_factory=Clocks)
    hours: npt.NDArray[np.float64] | None = None


def believe(
    hypotheses: Hypotheses, leaving: Leaving, news: Sequence[Seen | Quiet], walking: Walking, *,
    count: int, seed: int, now: float,
) -> Belief:  # fmt: skip
    """Tip and news to `count` weighted targets; more are drawn while too few carry the weight."""
    many, belief = count, None
    for _ in range(3):
        cohorts, aside = _folded(hypotheses, leaving, news, walking, many, seed, now)
        belief = _together(hypotheses, cohorts, count, seed, aside)
        effective = belief.targets.effective()
        if effective >= SELDOM * count or many >= 8 * count:
            break
        many = int(min(8 * count, many * np.ceil(2 * SELDOM * count / effective)))
    assert belief is not None  # noqa: S101  (the loop ran)
    return belief


def _folded(
    hypotheses: Hypotheses, leaving: Leaving, news: Sequence[Seen | Quiet], walking: Walking,
    count: int, seed: int, now: float,
) -> tuple[list[Cohort], tuple[int, ...]]:  # fmt: skip
    possible = hypotheses.prior * hypotheses.reach(leaving.place)
    if possible.sum() <= 0:
        raise CannotPlan("island", "place")
    cohorts = [_cohort(hypotheses, possible, leaving, walking, count, seed, now, 1.0)]
    order = sorted(range(len(news)), key=lambda i: _when(news[i]))
    aside: list[int] = []
    before = -1
    for i in order:
        it = news[i]
        if isinstance(it, Quiet):
            cohorts = _after_quiet(cohorts, it)
            continue
        belief = _after_sighting(hypotheses, cohorts, it, walking.clocks)
        if belief is None:
            if it.reliability >= SURE:
                raise CannotPlan("contradiction", "news", first=before, second=i)
            aside.append(i)
            continue
        fresh = Leaving(it.place, it.at - it.within, it.at + it.within)
        born = _cohort(hypotheses, belief, fresh, walking, count, seed + i + 1, now, it.reliability)
        old = 1 - it.reliability
        cohorts = [Cohort(c.leaving, c.targets, c.share * old) for c in cohorts if old > 0] + [born]
        before = i
    return cohorts, tuple(aside)


def _when(it: Seen | Quiet) -> float:
    return it.at if isinstance(it, Seen) else it.end


def _cohort(hypotheses: Hypotheses, belief: Floats, leaving: Leaving, walking: Walking, count: int,
            seed: int, now: float, share: float) -> Cohort:  # fmt: skip
    """`count` targets from a place, hypotheses by a belief (H,), each as often as it weighs."""
    rng = np.random.default_rng((seed, 5))
    upto = np.cumsum(belief / belief.sum())
    ranks = (np.arange(count) + rng.random()) / count
    drawn = np.minimum(np.searchsorted(upto, ranks, side="right"), len(belief) - 1)
    parts = []
    for g, choices in enumerate(hypotheses.choices):
        mine = np.flatnonzero(hypotheses.group == g)
        here = drawn[np.isin(drawn, mine)]
        if len(here):
            it = released(choices, [hypotheses.tables[h] for h in mine],
                          np.searchsorted(mine, here).astype(np.int32), leaving, walking.clocks,
                          walking.posts, walking.stops, seed=seed + 7 * g, until=now,
                          hours=walking.hours)  # fmt: skip
            parts.append(it.renamed(mine.astype(np.int32)[it.hypothesis]))
    return Cohort(leaving, joined(parts, np.array([len(it) / count for it in parts])), share)


def joined(parts: Sequence[Targets], shares: Floats) -> Targets:
    """Several groups of targets as one, weighed by their shares."""
    weight = np.concatenate([it.weight * s for it, s in zip(parts, shares, strict=True)])
    arrays = {name: np.concatenate([getattr(it, name) for it in parts])
              for name in Targets.ARRAYS}  # fmt: skip
    return Targets(weight=weight / weight.sum(), **arrays)


def _after_quiet(cohorts: Sequence[Cohort], it: Quiet) -> list[Cohort]:
    """Less weight for those that would have passed the post while somebody watched."""
    after = []
    for c in cohorts:
        t = c.targets
        valid = np.arange(t.post.shape[1])[None, :] < t.count[:, None]
        there = (t.post == it.post) & valid & (t.time >= it.begin) & (t.time <= it.end)
        weight = t.weight * np.where(there.any(axis=1), 1 - min(it.detection, 0.99), 1.0)
        after.append((c, t.weighed(weight), c.share * weight.sum()))
    whole = sum(share for _, _, share in after)
    return [Cohort(c.leaving, t, share / whole) for c, t, share in after]


def _after_sighting(hypotheses: Hypotheses, cohorts: Sequence[Cohort], it: Seen,
                    clocks: Clocks) -> Floats | None:  # fmt: skip
    """(H,) belief of who was seen there then, None when nobody can have been.

    Each hypothesis as likely as it was, times its chance to come past the place.
    """
    belief = np.zeros(len(hypotheses.prior))
    h = len(belief)
    node = it.place.ends[0][0]
    for c in cohorts:
        now = np.bincount(c.targets.hypothesis, c.targets.weight, minlength=h) * c.share
        for g, choices in enumerate(hypotheses.choices):
            mine = np.flatnonzero((hypotheses.group == g) & (now > 0))
            if not len(mine) or not _in_time(choices, c.leaving, it, clocks):
                continue
            for k in mine:
                chance = choices.passing(hypotheses.tables[k], c.leaving.place)[node]
                belief[k] += now[k] * (chance + DETOUR)
    belief *= hypotheses.reach(it.place)
    return belief if belief.sum() > 0 else None


def _in_time(choices: Choices, leaving: Leaving, it: Seen, clocks: Clocks) -> bool:
    """Could the fastest plausible driver be there by then?"""
    time = times_over(choices.ground.first, choices.ground.arcs, leaving.place.ends)
    best = min((int(time[node]) - offset for node, offset in it.place.ends
                if time[node] != FAR), default=None)  # fmt: skip
    fast = float(np.exp(clocks.speed_mean + 3 * clocks.speed_sd))
    return best is not None and leaving.earliest + best / 10 / fast <= it.at + it.within


def _together(hypotheses: Hypotheses, cohorts: Sequence[Cohort], count: int, seed: int,
              aside: tuple[int, ...]) -> Belief:  # fmt: skip
    shares = np.array([c.share for c in cohorts])
    targets = joined([c.targets for c in cohorts], shares)
    if len(targets) > count:
        rng = np.random.default_rng((seed, 6))
        ranks = (np.arange(count) + rng.random()) / count
        index = np.searchsorted(np.cumsum(targets.weight), ranks, side="right")
        index = np.minimum(index, len(targets) - 1)
        distinct, times = np.unique(index, return_counts=True)
        targets = targets.picked(distinct, times.astype(np.float64))
    return Belief(hypotheses, targets, tuple(c.leaving for c in cohorts),
                  tuple(float(s) for s in shares), aside)  # fmt: skip
