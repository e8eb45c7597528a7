"""How a plan fares if the two settings that nobody knows here are other than assumed."""

from __future__ import annotations

from dataclasses import dataclass, replace

from .calibration import Chance
from .cover import best_tasks
from .engine import Engine
from .meeting import coverage
from .planning import numbers
from .profiles import Profile
from .question import Plan, Question, Settings


@dataclass(frozen=True)
class Case:
    """`setting` is "theta" (per second) or "sigma"; the plan's tasks, and the best there."""

    setting: str
    value: float
    chance: Chance
    best: Chance


THETAS = (1 / 60, 1 / 300, 1 / 600)
SIGMAS = (0.0, 0.7, 1.4)


def sensitivity(engine: Engine, question: Question, plan: Plan) -> tuple[Case, ...]:
    """The same tasks under each other setting, one changed at a time.

    Fills route tables of its own for each: quick on a trunk network, minutes on a national one.
    """
    plain = engine.settings
    cases = [("theta", it, replace(plain, theta=it)) for it in THETAS]
    cases += [("sigma", it, replace(plain, profiles=(Profile(it),))) for it in SIGMAS]
    return tuple(_case(engine, question, plan, *it) for it in cases)


def _case(engine: Engine, question: Question, plan: Plan, setting: str, value: float,
          settings: Settings) -> Case:  # fmt: skip
    asked = engine.with_settings(settings).asked(question)
    cover = coverage(asked)
    tasks = numbers(asked, {task.team: task.post for task in plan.tasks})
    _, best = best_tasks(cover, asked.arrive, question.most)
    chance = engine.calibration.chance
    return Case(setting, value, chance(cover.value(tasks)), chance(max(best, cover.value(tasks))))
