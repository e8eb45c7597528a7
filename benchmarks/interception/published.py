"""Published instances, where they are given: two cities and the grids with sensors.

Cities: G4, proved optimum; G6, planned without seeing the routes. Grids: G5, planning again at
each step on the routes that neither a sensor nor an own standing unit has contradicted.
"""

from __future__ import annotations

import time
from dataclasses import dataclass, replace
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

import numpy as np

from sangkroh.interception import particles
from sangkroh.interception.certificate import certify
from sangkroh.interception.cover import Coverage, best_tasks
from sangkroh.interception.engine import Engine
from sangkroh.interception.graph import Kind, Place, Special
from sangkroh.interception.planning import numbers
from sangkroh.interception.question import Question, Settings, Team, Tip
from sangkroh.interception.tests import published

LOGGED = {"winterswijk": 23.0, "manhattan": 52.0}
"""Seconds of the authors' 48-worker runs of 10,000 evaluations."""
NOW = datetime(2026, 1, 10, 5, tzinfo=UTC)


def cities(folder: Path) -> list[dict[str, Any]]:
    """Published scores counted again, greedy, optimum, time; and the plan that saw no route."""
    figures = []
    for name, logged in LOGGED.items():
        city = published.city(folder, name)
        z, u = city.data, len(city.reach)
        again = [city.cover.value(city.tasks(p)) for p in z["pub_position"]]
        _, greedy = best_tasks(city.cover, city.reach, u)
        certify(city.cover, u, 60.0)
        taken = []
        for _ in range(7):
            begin = time.perf_counter()
            found = certify(city.cover, u, 60.0)
            taken.append(time.perf_counter() - begin)
        figures.append({
            "city": name, "scores equal": again == z["pub_score"].tolist(),
            "published best": int(z["pub_score"].max()), "greedy": greedy,
            "optimum": found.value, "bound": found.bound, "proved": found.proved,
            "s": float(np.median(taken)), "times the logged run": logged / float(np.median(taken)),
            "unseen": [unseen(city, seed) for seed in (1, 2, 3)],
        })  # fmt: skip
    return figures


def unseen(city: published.City, seed: int) -> dict[str, float]:
    """Routes met by a plan, and by the simple rules, from network, start and exits alone."""
    particles.PASSES = 512
    exits = {int(city.new[e]) for e in city.data["exit_node"]}
    specials = [Special(i, Kind.POST | (Kind.EXIT if i in exits else Kind(0)), str(i), "")
                for i in range(city.graph.n)]  # fmt: skip
    graph = replace(city.graph, specials=tuple(specials))
    settings = Settings(margin_s=0.0, detection=1.0, hideouts=0, simpler_by=-1.0,
                        particles=4_000)  # fmt: skip
    engine = Engine(graph, settings)
    start = Place.at(int(city.new[city.data["target_start"][0]]))
    teams = tuple(Team(f"u{i}", Place.at(int(city.new[s])), NOW, "any")
                  for i, s in enumerate(city.data["unit_start"]))  # fmt: skip
    question = Question(Tip(start, NOW, NOW), teams, NOW, most=len(teams), seed=seed)
    asked = engine.asked(question)
    plan = engine.plan(question, certify_s=0.0)
    met = {r.rule: city.cover.value(numbers(asked, r.tasks)) for r in plan.rivals}
    mine = numbers(asked, {t.team: t.post for t in plan.tasks})
    particles.PASSES = 64
    return met | {"model": city.cover.value(mine), "predicted": plan.chance.raw * 1_000}


@dataclass(frozen=True)
class Grid:
    """One instance: routes (R, T) cells as x * 10 + y, -1 after their end."""

    routes: Any
    units: tuple[int, ...]
    sensors: tuple[int, ...]
    again: bool
    """Plan again at each step; else once at the start."""

    def plan(self, t: int, at: tuple[int, ...], tasks: tuple[int, ...],
             left: Any) -> tuple[int, ...]:  # fmt: skip
        """Best targets on the routes left, the nearest of equals; the old ones when as good."""
        rows = np.flatnonzero(left)
        route = self.routes[rows]
        post = np.where(route >= 0, route, 0).astype(np.int32)
        steps = np.arange(route.shape[1])
        teams = np.zeros(post.shape, np.uint64)
        for u, cell in enumerate(at):
            there = steps[None, :] >= t + np.maximum(apart(cell, post), 1)
            teams |= (there & (route >= 0)).astype(np.uint64) << np.uint64(u)
        count = (route >= 0).sum(axis=1).astype(np.int32)
        cover = Coverage(post, teams, count, np.ones(len(rows)), len(at), 100)
        late = np.stack([apart(cell, np.arange(100)) for cell in at]).astype(float)
        new = certify(cover, len(at), 30.0, late=late)
        kept = cover.value(tasks) >= new.value - 1e-9
        return tasks if kept else tuple(new.tasks.tolist())

    def met(self) -> float:
        """Share of the routes met when each in turn is the truth."""
        everything = np.ones(len(self.routes), bool)
        nowhere = (-1,) * len(self.units)
        return self._from(0, self.units, nowhere, everything, everything) / len(self.routes)

    def _from(self, t: int, at: tuple[int, ...], tasks: tuple[int, ...], left: Any,
              truths: Any) -> int:  # fmt: skip
        """Routes met among the truths that have looked alike so far."""
        if t == self.routes.shape[1] or not truths.any():
            return 0
        now = self.routes[:, t]
        hits = 0
        if t > 0:
            at = tuple(step(a, q) for a, q in zip(at, tasks, strict=True))
            standing = [a for a, q in zip(at, tasks, strict=True) if a == q]
            caught = np.isin(now, standing)
            hits = int((truths & caught).sum())
            truths, left = truths & ~caught, left & ~caught
        for alike in self._told_apart(now, truths):
            some = truths & alike
            if some.any():
                still = left & alike
                new = self.plan(t, at, tasks, still) if self.again or t == 0 else tasks
                hits += self._from(t + 1, at, new, still, some)
        return hits

    def _told_apart(self, now: Any, truths: Any) -> list[Any]:
        """The routes alike to each sensor firing alone, and to none firing."""
        return [*(now == s for s in set(self.sensors)), ~np.isin(now, self.sensors)]


def apart(cell: int, cells: Any) -> Any:
    return np.abs(cell // 10 - cells // 10) + np.abs(cell % 10 - cells % 10)


def step(cell: int, goal: int) -> int:
    """One cell along a shortest path; no goal is to stay."""
    if goal < 0 or cell == goal:
        return cell
    if cell // 10 != goal // 10:
        return cell + (10 if goal // 10 > cell // 10 else -10)
    return cell + (1 if goal % 10 > cell % 10 else -1)


def grids(folder: Path) -> list[dict[str, Any]]:
    figures = []
    for name in ("grid10_u3s3", "grid10_u10s3"):
        with np.load(folder / f"{name}.npz", allow_pickle=False) as file:
            z = {key: file[key] for key in file.files}
        xy = z["route_xy"].astype(int)
        cells = np.where(xy[..., 0] >= 0, xy[..., 0] * 10 + xy[..., 1], -1)
        scores = {"once": [], "again": []}
        for i in range(len(cells)):
            units = tuple((z["unit_start_xy"][i].astype(int) @ [10, 1]).tolist())
            sensors = tuple((z["sensor_xy"][i].astype(int) @ [10, 1]).tolist())
            scores["once"].append(Grid(cells[i], units, sensors, False).met())
            scores["again"].append(Grid(cells[i], units, sensors, True).met())
        periodic = z["pub_periodic"]
        again, once = np.array(scores["again"]), np.array(scores["once"])
        figures.append({
            "grid": name, "published periodic": float(periodic.mean()),
            "published policy search": float(np.nanmax(z["pub_dps"], 1).mean()),
            "once": float(once.mean()), "again": float(again.mean()),
            "at least periodic": int((again >= periodic - 1e-9).sum()), "of": len(again),
            "each": again.tolist(), "gain": float((again - periodic).mean()),
            "again below once": float(max(0.0, once.mean() - again.mean())),
        })  # fmt: skip
    return figures
