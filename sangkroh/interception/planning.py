"""From numbers to a plan: the best tasks, how good they are proved to be, and what they rest on."""

from __future__ import annotations

from collections.abc import Mapping

import numpy as np
import numpy.typing as npt

from .calibration import Calibration
from .certificate import certify
from .cover import Coverage, best_tasks
from .graph import Floats
from .links import links_used
from .meeting import Asked, coverage, sample, scene
from .question import Assumed, Plan, Rival, Task
from .simple import RULES

Tasks = npt.NDArray[np.int64]
NEAR = 0.005
"""The exact model may stop when it is proved to be this near to the best."""


def planned(it: Asked, calibration: Calibration, certify_s: float) -> Plan:
    """The answer to a question. `certify_s`: seconds for the exact model, 0 leaves it out."""
    cover = coverage(it)
    few = sample(cover, it.settings.certified, it.question.seed)
    proof = (
        certify(few, it.question.most, certify_s, gap=NEAR, late=it.arrive)
        if certify_s > 0
        else None
    )
    tasks = _best(it, cover, None if proof is None else proof.tasks)
    by_heart = scene(it)
    rivals = {name: rule(by_heart) for name, rule in RULES.items()}
    tasks, rule = _simplest(it, cover, tasks, rivals)
    tasks, kept = _settled(it, cover, tasks)
    running = numbers(it, it.question.running)
    changed = sorted(it.teams[u].key for u in np.flatnonzero(tasks != running))
    return Plan(
        tasks=_lines(it, cover, tasks, calibration),
        chance=calibration.chance(cover.value(tasks)),
        gap=1.0 if proof is None else proof.gap(few.value(tasks)),
        proved=proof is not None and proof.proved,
        rule=rule, kept=kept, changed=tuple(changed),
        rivals=tuple(Rival(name, named(it, t), calibration.chance(cover.value(t)))
                     for name, t in rivals.items()),
        assumed=_assumed(it, tasks, calibration),
    )  # fmt: skip


def numbers(it: Asked, tasks: Mapping[str, str]) -> Tasks:
    """(U,) post numbers of tasks by key, -1 for none; what can no longer be done is no task."""
    at = {key: q for q, key in enumerate(it.post_keys)}
    found = np.array([at.get(tasks.get(team.key, ""), -1) for team in it.teams], np.int64)
    reachable = np.isfinite(it.travel[np.arange(len(found)), np.maximum(found, 0)])
    return np.where(reachable, found, -1)


def named(it: Asked, tasks: Tasks) -> dict[str, str]:
    """Team key to post key."""
    return {it.teams[u].key: it.post_keys[tasks[u]] for u in np.flatnonzero(tasks >= 0)}


def _best(it: Asked, cover: Coverage, proved: Tasks | None) -> Tasks:
    """Greedy and moves, from nothing, from the exact model's tasks and from the running ones."""
    running = numbers(it, it.question.running)
    begins = [None] + [b for b in (proved, running) if b is not None and (b >= 0).any()]
    begins = [b for b in begins if b is None or (b >= 0).sum() <= it.question.most]
    found = [best_tasks(cover, it.arrive, it.question.most, b) for b in begins]
    return max(found, key=lambda pair: pair[1])[0]


def _simplest(it: Asked, cover: Coverage, tasks: Tasks,
              rivals: Mapping[str, Tasks]) -> tuple[Tasks, str]:  # fmt: skip
    """A simple rule when it comes as near as makes no difference; else the model's tasks."""
    enough = cover.value(tasks) - it.settings.simpler_by
    best = max(rivals, key=lambda name: cover.value(rivals[name]))
    if (rivals[best] >= 0).any() and cover.value(rivals[best]) >= enough:
        return rivals[best], best
    return tasks, "model"


def _settled(it: Asked, cover: Coverage, tasks: Tasks) -> tuple[Tasks, bool]:
    """The running tasks, unless the new ones gain more than delta; then as few changes as do."""
    running = numbers(it, it.question.running)
    under_way = (running >= 0).sum()
    if not under_way or under_way > it.question.most:
        return tasks, False
    kept, value = best_tasks(cover, it.arrive, it.question.most, running, rounds=0)
    best = cover.value(tasks)
    if best - value <= it.settings.delta:
        return kept, True
    for u in np.flatnonzero((tasks != running) & (running >= 0)):
        trial = tasks.copy()
        trial[u] = running[u]
        fits = (trial >= 0).sum() <= it.question.most
        if fits and cover.value(trial) >= best - 1e-9:
            tasks = trial
    return tasks, False


def _lines(it: Asked, cover: Coverage, tasks: Tasks, calibration: Calibration) -> tuple[Task, ...]:
    whole = cover.met(tasks)
    lines = []
    for u in np.flatnonzero(tasks >= 0):
        without = tasks.copy()
        without[u] = -1
        adds = float(cover.weight[whole & ~cover.met(without)].sum())
        lines.append(_line(it, cover, int(u), int(tasks[u]), adds, calibration))
    return tuple(sorted(lines, key=lambda task: (task.leave_by, task.team)))


def _line(it: Asked, cover: Coverage, u: int, q: int, adds: float,
          calibration: Calibration) -> Task:  # fmt: skip
    """One team's task: what it meets, when, and how long it may tarry."""
    bit = np.uint64(1) << np.uint64(u)
    valid = np.arange(cover.post.shape[1])[None, :] < cover.count[:, None]
    r, j = np.nonzero(valid & (cover.post == q) & ((cover.teams & bit) != 0))
    times, weight = it.belief.targets.time[r, j].astype(np.float64), cover.weight[r]
    arrives = float(it.arrive[u, q])
    if not len(r):
        times, weight = np.array([arrives]), np.array([1.0])
    slack = times - arrives - it.settings.margin_s
    tarry = max(0.0, quantile(slack, weight, 0.1))
    moment = it.clock.moment
    return Task(
        team=it.teams[u].key, post=it.post_keys[q], leave_by=moment(it.ready[u] + tarry),
        arrives=moment(arrives),
        window=(moment(quantile(times, weight, 0.05)), moment(quantile(times, weight, 0.95))),
        hold_until=moment(quantile(times, weight, 0.95)),
        chance=calibration.chance(float(cover.weight[np.unique(r)].sum())), adds=adds,
    )  # fmt: skip


def quantile(values: Floats, weight: Floats, share: float) -> float:
    """The least value that so large a share of the weight does not pass."""
    order = np.argsort(values, kind="stable")
    upto = np.cumsum(weight[order])
    return float(values[order][np.searchsorted(upto, share * upto[-1])])


def _assumed(it: Asked, tasks: Tasks, calibration: Calibration) -> Assumed:
    hypotheses, tip = it.belief.hypotheses, it.question.tip
    names = {s.node: s.key for s in reversed(it.graph.specials)}
    weight: dict[str, float] = {}
    for h, share in enumerate(it.belief.by_hypothesis().tolist()):
        key = names.get(hypotheses.tables[h].destination, "")
        weight[key] = weight.get(key, 0.0) + share
    links, unverified = links_used(it, tasks)
    left = it.clock(tip.earliest if tip.earliest == tip.latest else
                     tip.earliest + (tip.latest - tip.earliest) / 2)  # fmt: skip
    reach = hypotheses.reach(it.belief.leaving[0].place)
    return Assumed(
        destinations=dict(sorted(weight.items(), key=lambda pair: -pair[1])),
        tip_age_s=it.clock(it.question.now) - left, settings=it.settings,
        calibrated_on=calibration.made_from, effective=it.belief.targets.effective(),
        left_aside=it.belief.left_aside, out_of_reach=float(hypotheses.prior[~reach].sum()),
        links=links, unverified_links=unverified,
    )  # fmt: skip
