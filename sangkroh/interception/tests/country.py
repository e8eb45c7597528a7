"""A made-up country for stories of the engine: a grid of roads with crossings at its edges."""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC, datetime, timedelta
from functools import cache
from typing import Any

import numpy as np

from sangkroh.interception.engine import Engine
from sangkroh.interception.graph import Graph, Kind, Place, Source, Special, Way, from_arcs
from sangkroh.interception.question import Question, Settings, Team, Tip

SIDE = 12
NOW = datetime(2026, 3, 2, 18, 10, tzinfo=UTC)  # ten past one at night in Cambodia
EXITS = {"west": (0, 5), "east": (11, 6), "north": (4, 11), "south": (7, 0)}
QUICK = Settings(particles=2_000, certified=2_000, hideouts=2)


def number(x: int, y: int) -> int:
    return y * SIDE + x


def arcs(seed: int = 5, stretch: float = 1.0) -> dict[str, Any]:
    """Side by side neighbours both ways, 2 to 6 minutes apart; the middle row is a big road."""
    rng = np.random.default_rng(seed)
    pairs = [(number(x, y), number(x + 1, y)) for y in range(SIDE) for x in range(SIDE - 1)]
    pairs += [(number(x, y), number(x, y + 1)) for y in range(SIDE - 1) for x in range(SIDE)]
    big = [a // SIDE == 6 and b // SIDE == 6 for a, b in pairs]
    cost = rng.integers(1_200, 3_600, len(pairs)) * np.where(big, 0.5, 1) // 2 * 2 * stretch
    a, b = np.array(pairs).T
    way = np.where(big, Way.PRIMARY, Way.LOCAL)
    return {
        "tail": np.concatenate([a, b]), "head": np.concatenate([b, a]),
        "cost": np.concatenate([cost, cost]), "way": np.concatenate([way, way]),
        "lon": [104 + i % SIDE / 30 for i in range(SIDE**2)],
        "lat": [11 + i // SIDE / 30 for i in range(SIDE**2)],
        "specials": specials(), "sources": [Source("made up")],
    }  # fmt: skip


def specials() -> list[Special]:
    posts = {f"post-{x}-{y}": (x, y) for x in range(1, SIDE, 3) for y in range(1, SIDE, 3)}
    return [
        *(Special(number(*at), Kind.POST | Kind.EXIT, key, key.title())
          for key, at in EXITS.items()),
        *(Special(number(*at), Kind.POST, key, key) for key, at in posts.items()),
        Special(number(5, 5), Kind.TOWN, "market", "Market"),
        Special(number(9, 9), Kind.TOWN, "village", "Village"),
    ]  # fmt: skip


@cache
def country(stretch: float = 1.0) -> Graph:
    return from_arcs(**arcs(stretch=stretch))[0]


@cache
def engine(settings: Settings = QUICK) -> Engine:
    return Engine(country(), settings)


def at(key: str, graph: Graph | None = None) -> Place:
    return Place.at((graph or country()).special(key).node)


def minutes(count: float) -> timedelta:
    return timedelta(minutes=count)


def team(name: str, key: str, ready: float = 0, **said: Any) -> Team:
    """A team at a named place, ready in so many minutes."""
    return Team(name, at(key), NOW + minutes(ready), **said)


TEAMS = (
    team("Sok", "west"), team("Vanna", "south", 5), team("Rith", "east", 10),
    team("Dara", "post-7-7", 10), team("Srey", "post-4-10", 15), team("Chan", "village", 20),
)  # fmt: skip


def tip(age: float = 20, **said: Any) -> Tip:
    """He left the market so many minutes ago, they say for the east or the south."""
    left = NOW - minutes(age)
    given: dict[str, Any] = {
        "place": at("market"), "earliest": left - minutes(3), "latest": left + minutes(3),
        "destinations": {"east": 2.0, "south": 1.0},
    }  # fmt: skip
    return Tip(**(given | said))


def question(**said: Any) -> Question:
    it = Question(tip(), TEAMS, NOW, most=3)
    return replace(it, **said)
