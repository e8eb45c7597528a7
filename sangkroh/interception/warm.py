"""Compiles every kernel, by asking a made-up village everything: `sangkroh kernels`, at install.

A second run finds them compiled and takes about a second.
"""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC, datetime, timedelta

import numpy as np

from .engine import Engine
from .graph import Graph, Kind, Layer, Place, Source, Special, Way, from_arcs
from .hours import Hours, constant
from .jit import forget_older
from .network.networks import embedded_network
from .question import NothingPassed, Question, Settings, Sighting, Team, Tip


def warm() -> None:
    """Compile, or load what is compiled, and throw away what older code compiled."""
    embedded_network()
    graph = village()
    question = ask(graph)
    for hours in (None, constant()):
        engine = Engine(graph, Settings(particles=200), hours=hours)
        engine.prepare(table=hours is None)
        plan = engine.plan(question)
        running = {task.team: task.post for task in plan.tasks}
        engine.plan(replace(question, running=running))
        engine.where(question)
        engine.passing(question)
    embedded_network()
    forget_older()


def village() -> Graph:
    """Six places on a line of road, a river beside it; made up."""
    line = range(6)
    tail = [*line[:-1], *line[1:], 6, 7, 7, 6, 0, 6]
    head = [*line[1:], *line[:-1], 7, 6, 5, 0, 6, 1]
    cost = [3000] * 10 + [9000, 12000, 600, 600, 600, 900]
    way = [Way.LOCAL] * 10 + [Way.RIVER, Way.RIVER] + [Way.LANDING] * 4
    specials = [
        Special(0, Kind.TOWN, "start", "Start"),
        Special(2, Kind.POST | Kind.TOWN, "middle", "Middle"),
        Special(3, Kind.POST, "bridge", "Bridge"),
        Special(5, Kind.POST | Kind.EXIT, "border", "Border"),
    ]
    lon = [104 + i / 50 for i in line] + [104.0, 104.1]
    lat = [11.0 + i % 2 / 500 for i in line] + [11.02, 11.02]
    layer = [Layer.ROAD] * 6 + [Layer.WATER] * 2
    return from_arcs(tail, head, cost, [int(it) for it in way], lon, lat, layer=layer,
                     specials=specials, sources=[Source("made up")])[0]  # fmt: skip


def ask(graph: Graph) -> Question:
    """A tip with a sighting and a quiet post, and two teams."""
    now = datetime(2026, 1, 10, 16, tzinfo=UTC)
    ago = now - timedelta(minutes=20)
    start, bridge = (Place.at(graph.special(key).node) for key in ("start", "bridge"))
    news = (Sighting(start, ago + timedelta(minutes=2), 0.8),
            NothingPassed("bridge", ago, ago + timedelta(minutes=5)))  # fmt: skip
    teams = (Team("one", bridge, now), Team("two", start, now, "any"))
    return Question(Tip(start, ago, ago, {"border": 1.0}), teams, now, news, most=2)


def closing(way: Way, begin: int, end: int) -> Hours:
    """Every hour like the reference, but one class shut from hour `begin` to hour `end`."""
    speed = np.ones((len(Way), 24))
    shut = range(begin, end) if begin < end else [*range(begin, 24), *range(end)]
    speed[way, list(shut)] = 0
    return Hours(speed)
