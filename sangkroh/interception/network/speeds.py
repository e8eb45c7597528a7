"""How fast each conveyance is on each class of way, and how the hour slows it.

The tables `data/speeds.csv`, `waits.csv` and `hours.csv` are settings. Every default is a guess
of the authors, unverified: nobody has measured boats, tracks or ferries in Cambodia for them.
"""

from __future__ import annotations

import csv
from collections.abc import Iterator
from functools import cache
from importlib.resources import files
from typing import Any

import numpy as np

from ..graph import Floats, Way

NAMES = ("any", "car", "motorbike", "truck", "boat", "foot")
"""Conveyances, in the order of the columns of every table here.

"any" is the reference of `Graph`: by car where cars go, by boat on water, else on foot.
"""
REFERENCES = (1, 4, 5)
"""Columns that "any" is made of: the first that goes."""


@cache
def pace(against: bool = False) -> Floats:
    """(len(Way), 6) milliseconds a millimetre by class and conveyance; inf where it cannot go.

    `against`: up the river.
    """
    table = np.full((len(Way), len(NAMES)), np.inf)
    for row in rows("speeds.csv"):
        kmh = float((row["kmh_against"] if against else "") or row["kmh"])
        table[Way[row["way"].upper()], NAMES.index(row["conveyance"])] = 3.6 / kmh
    chosen = [table[:, it] for it in REFERENCES]
    table[:, 0] = np.select([np.isfinite(it) for it in chosen], chosen, np.inf)
    return table


@cache
def waiting(before: Way, on: Way) -> int:
    """Millimetres on one class that take as long as one waits before another; 0 for most.

    Waiting is kept as distance, so that a link is one number.
    """
    seconds = {it["way"]: float(it["wait_s"]) for it in rows("waits.csv")}
    return round(seconds.get(before.name.lower(), 0.0) * 1000 / float(pace()[on, 0]))


def factors() -> dict[str, tuple[float, ...]]:
    """Of each conveyance its time on each class of way, against the reference time."""
    table = pace() / pace()[:, :1]
    return {name: tuple(table[:, column].tolist()) for column, name in enumerate(NAMES)}


def hour_factors() -> Floats:
    """(len(Way), 24) what the speed is multiplied with in each hour of the day, local time."""
    table = np.ones((len(Way), 24))
    for row in rows("hours.csv"):
        start, end = int(row["from_hour"]), int(row["to_hour"])
        during = [hour % 24 for hour in range(start, end if end > start else end + 24)]
        for way in row["ways"].split():
            table[Way[way.upper()], during] = float(row["factor"])
    return table


def rows(name: str) -> Iterator[dict[str, Any]]:
    """The rows of a table in `data/`."""
    with (files(__package__) / "data" / name).open("r", encoding="utf-8") as text:
        yield from csv.DictReader(text)
