"""Incidents in the made-up country: plans beside simple rules, met or not by drivers that the
planner knows nothing of. Every policy is scored on the same drivers and the same clocks."""

from __future__ import annotations

from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass, field, replace
from datetime import UTC, datetime, timedelta
from typing import Any

import numpy as np

from sangkroh.interception.calibration import Calibration, brier, fitted, pit
from sangkroh.interception.cover import Coverage, best_tasks, meet
from sangkroh.interception.engine import Engine
from sangkroh.interception.graph import Graph, Kind, Place
from sangkroh.interception.particles import Clocks
from sangkroh.interception.planning import numbers, planned
from sangkroh.interception.profiles import Profile
from sangkroh.interception.question import Question, Settings, Team, Tip

from .behaviours import PASSES, Behaviour, drive

NOW = datetime(2026, 1, 10, 14, tzinfo=UTC)
SETTINGS = Settings(
    theta=1 / 120, profiles=(Profile(0.0), Profile(0.3), Profile(0.5), Profile(0.8)),
    clocks=Clocks(speed_mean=-0.05, speed_sd=0.25), detection=1.0, spread=0.1, hideouts=0,
)  # fmt: skip
"""As the recipe says; stops as they come with the product."""
KS = (2, 3, 6)


@dataclass
class Scores:
    """Shares met, by number of teams and policy: one entry per incident and behaviour."""

    met: dict[tuple[int, str], list[float]] = field(default_factory=dict)
    raw: dict[int, list[float]] = field(default_factory=dict)
    """The model's own number, once per entry of its share met."""
    passes: list[tuple[float, float]] = field(default_factory=list)
    """Predicted chance and realised share to pass a post."""
    pits: list[float] = field(default_factory=list)

    def add(self, k: int, policy: str, share: float) -> None:
        self.met.setdefault((k, policy), []).append(share)

    def mean(self, k: int, policy: str) -> float:
        return float(np.mean(self.met[k, policy]))


def incident(engine: Engine, seed: int) -> tuple[Question, float]:
    """A question, and the clock (seconds before now) at which the target truly left."""
    rng = np.random.default_rng((seed, 77))
    graph = engine.graph
    nodes = np.array(list(dict.fromkeys(it.node for it in graph.specials)))
    keys = {it.node: it.key for it in graph.specials if it.kind & Kind.EXIT}
    place = Place.at(int(rng.choice(nodes)))
    age = float(rng.uniform(600, 5400))
    names = rng.choice(list(keys.values()), int(rng.integers(3, 9)), replace=False)
    weights = rng.dirichlet(np.ones(len(names)))
    tip = Tip(place, NOW - timedelta(seconds=1.2 * age), NOW - timedelta(seconds=0.8 * age),
              dict(zip(names.tolist(), weights.tolist(), strict=True)))  # fmt: skip
    teams = tuple(
        Team(f"t{i:02}", Place.at(int(rng.choice(nodes))),
             NOW + timedelta(seconds=float(rng.uniform(300, 2400))), "any")
        for i in range(14)
    )  # fmt: skip
    return Question(tip, teams, NOW, most=6, seed=seed), float(rng.uniform(0.8, 1.2) * age)


def truth(engine: Engine, question: Question, left: float, behaviour: Behaviour, asked: Any,
          groups: int, seed: int) -> Coverage:  # fmt: skip
    """Drivers of one behaviour and which teams they meet."""
    graph = engine.graph
    rng = np.random.default_rng((seed, 78))
    post_of = np.full(graph.n, -1, np.int32)
    post_of[engine.posts] = np.arange(len(engine.posts))
    special = np.isin(np.arange(graph.n), [it.node for it in graph.specials])
    named = np.array([graph.special(key).node for key in question.tip.destinations])
    weight = np.array(list(question.tip.destinations.values()))
    start = question.tip.place.ends[0][0]
    many = groups * 30
    goals = np.where(rng.random(many) < 0.85, rng.choice(named, many, p=weight / weight.sum()),
                     rng.choice(engine.exits, many))  # fmt: skip

    def group(g: int) -> Any:
        return drive(graph, behaviour, start, goals[g * 30 : g * 30 + 30], post_of, special,
                     seed * 100 + g)  # fmt: skip

    with ThreadPoolExecutor(2) as pool:
        parts = list(pool.map(group, range(groups)))
    post = np.concatenate([p.post for p in parts])
    time = np.concatenate([p.time for p in parts]) + asked.clock(NOW) - left
    count = np.concatenate([p.count for p in parts])
    slower = np.exp(rng.normal(0, 0.2, (many, len(asked.teams))))
    teams = np.zeros(post.shape, np.uint64)
    meet(post, time.astype(np.float32), count, asked.ready, asked.travel, slower, 0.0,
         np.ones(len(engine.posts)), np.zeros((many, PASSES), np.float32), teams)  # fmt: skip
    keep = count > 0
    it = Coverage(post[keep], teams[keep], count[keep], np.full(keep.sum(), 1 / keep.sum()),
                  len(asked.teams), len(engine.posts))  # fmt: skip
    object.__setattr__(it, "time", time[keep])
    return it


def simulate(graph: Graph, behaviours: tuple[Behaviour, ...], seeds: range, groups: int = 8,
             settings: Settings = SETTINGS, engine: Engine | None = None) -> Scores:  # fmt: skip
    """All incidents; those whose target starts at an exit's door are kept as they are."""
    engine = engine or Engine(graph, settings)
    engine.prepare(table=False)
    engine.reach.fill("any")
    scores = Scores()
    for seed in seeds:
        question, left = incident(engine, seed)
        asked = engine.asked(question)
        covers = [truth(engine, question, left, b, asked, groups, seed * 10 + i)
                  for i, b in enumerate(behaviours)]  # fmt: skip
        for k in KS:
            it = replace(asked, question=replace(question, most=k))
            _score(engine, it, covers, k, scores)
        _passing(asked, covers, scores)
    return scores


def _score(engine: Engine, it: Any, covers: list[Coverage], k: int, scores: Scores) -> None:
    plan = planned(it, engine.calibration, 0.0)
    policies = {r.rule: numbers(it, r.tasks) for r in plan.rivals}
    policies["model"] = numbers(it, {t.team: t.post for t in plan.tasks})
    rng = np.random.default_rng(it.question.seed)
    policies["random"] = np.full(len(it.teams), -1)
    policies["random"][rng.permutation(len(it.teams))[:k]] = rng.integers(0, len(it.posts), k)
    for cover in covers:
        for name, tasks in policies.items():
            scores.add(k, name, cover.value(tasks))
        scores.add(k, "hindsight", best_tasks(cover, it.arrive, k)[1])
        scores.raw.setdefault(k, []).append(plan.chance.raw)


def _passing(it: Any, covers: list[Coverage], scores: Scores) -> None:
    """Chance to pass each post, predicted and realised, and where the true times fall."""
    t = it.belief.targets
    predicted = _shares(t.post, t.count, t.weight, len(it.posts))
    for cover in covers:
        realised = _shares(cover.post, cover.count, cover.weight, len(it.posts))
        some = (predicted > 0.02) | (realised > 0.02)
        scores.passes += list(zip(predicted[some].tolist(), realised[some].tolist(), strict=True))
        for q in np.flatnonzero((predicted > 0.2) & (realised > 0.2)):
            r, j = np.nonzero((t.post == q) & (np.arange(t.post.shape[1]) < t.count[:, None]))
            a, b = np.nonzero(cover.post == q)
            for i in range(0, len(a), 40):
                scores.pits.append(pit(t.time[r, j], t.weight[r], cover.time[a[i], b[i]]))


def _shares(post: Any, count: Any, weight: Any, posts: int) -> Any:
    share = np.zeros(posts)
    for r in range(len(count)):
        share[np.unique(post[r, : count[r]])] += weight[r]
    return share


def calibrated(scores: Scores, name: str) -> Calibration:
    raw = [x for k in KS for x in scores.raw[k]]
    met = [x for k in KS for x in scores.met[k, "model"]]
    return fitted(raw, met, name)


def report(scores: Scores, calibration: Calibration) -> dict[str, Any]:
    """The figures of a simulation, with the calibration fitted elsewhere."""
    rules = ["last-known-place", "nearest-crossings", "shortest-paths", "likely-crossings",
             "random"]  # fmt: skip
    table = {}
    for k in KS:
        means = {name: scores.mean(k, name) for name in [*rules, "model", "hindsight"]}
        best = max(rules, key=lambda name: means[name])
        said = np.array([calibration.chance(x).value for x in scores.raw[k]])
        happened = np.array(scores.met[k, "model"])
        ranges = [calibration.chance(x) for x in scores.raw[k]]
        table[k] = means | {
            "worst": float(happened.min()), "best rule": best,
            "over best rule": means["model"] / means[best],
            "over nearest crossings": means["model"] / max(means["nearest-crossings"], 1e-9),
            "raw": float(np.mean(scores.raw[k])), "predicted": float(said.mean()),
            "off": float(abs(said.mean() - happened.mean())),
            "in range": float(np.mean([c.low <= x <= c.high
                                       for c, x in zip(ranges, happened, strict=True)])),
            "brier": _outcomes(said, happened),
            "base rate": _outcomes(np.full(len(said), happened.mean()), happened),
        }  # fmt: skip
    predicted, realised = np.array(scores.passes).T
    return {"by k": table, "passing": _bins(predicted, realised),
            "passing brier": brier(predicted.tolist(), realised.tolist()),
            "pit": np.histogram(scores.pits, 10, (0, 1))[0].tolist()}  # fmt: skip


def _outcomes(said: Any, share: Any) -> float:
    """Brier score over single drivers, of whom `share` are met."""
    return float(np.mean(share * (1 - said) ** 2 + (1 - share) * said**2))


def _bins(predicted: Any, realised: Any) -> list[tuple[float, float, int]]:
    """Ten bins of the prediction: mean predicted, mean realised, how many."""
    which = np.minimum((predicted * 10).astype(int), 9)
    return [(float(predicted[which == b].mean()), float(realised[which == b].mean()),
             int((which == b).sum())) for b in range(10) if (which == b).any()]  # fmt: skip
