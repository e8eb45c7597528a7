"""Speed by the hour: nobody overtakes by leaving later, and equal hours change nothing."""

from __future__ import annotations

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from sangkroh.interception.graph import Place, Way
from sangkroh.interception.hours import (
    HOUR,
    Hours,
    constant,
    passed,
    times_from_by_hour,
    times_over_by_hour,
)
from sangkroh.interception.shortest import FAR, times_from
from sangkroh.interception.warm import closing

from . import country, slow

DAYS = st.lists(st.sampled_from([0.0, 0.25, 0.6, 1.0, 1.3]), min_size=24, max_size=24).filter(any)


def a_day(factors: list[float]) -> Hours:
    return Hours(np.tile(factors, (len(Way), 1)))


def test_equal_hours_are_no_hours() -> None:
    it = country.country()
    for node, base in ((0, 0), (50, 7 * HOUR + 1), (143, 23 * HOUR)):
        by_hour = times_from_by_hour(it, Place.at(node), constant(), base)
        assert (by_hour == times_from(it, Place.at(node))).all()


@slow.unhurried
@given(DAYS, st.floats(0, 48 * HOUR), st.floats(0, 6 * HOUR), st.integers(1, 8 * HOUR))
def test_who_enters_later_never_comes_out_earlier(
    factors: list[float], start: float, wait: float, cost: int
) -> None:
    speed = np.array(factors)
    early, late = passed(start, float(cost), speed), passed(start + wait, float(cost), speed)
    assert start < early <= late + 1e-3


@slow.unhurried
@given(slow.networks(), DAYS, st.integers(0, 24 * HOUR - 1))
def test_times_by_the_hour_are_those_of_a_plain_search(
    it: tuple[int, slow.Arcs], factors: list[float], base: int
) -> None:
    n, arcs = it
    first, ends = slow.rows(n, arcs)
    hours, speed = a_day(factors), np.array(factors)

    def step(now: int, arc: int, cost: int) -> int:
        return max(int(passed(float(base + now), float(cost), speed) - base + 0.5), now + 1)

    plain = slow.least_times(n, arcs, [(0, 0)], step)
    found = times_over_by_hour(first, ends, np.zeros(len(arcs), np.uint8), Place.at(0), hours, base)
    assert found.tolist() == [int(FAR) if t == float("inf") else int(t) for t in plain]


def test_a_closed_border_road_is_waited_for() -> None:
    it = country.country()
    shut = closing(Way.LOCAL, 22, 5)
    late = times_from_by_hour(it, Place.at(0), shut, 23 * HOUR)
    assert 6 * HOUR < np.sort(late)[2] < 7 * HOUR


@pytest.mark.parametrize("speed", [np.ones((2, 24)), -np.ones((len(Way), 24)),
                                   np.zeros((len(Way), 24)),
                                   np.full((len(Way), 24), np.nan)])  # fmt: skip
def test_hours_that_cannot_be_are_refused(speed: np.ndarray) -> None:
    with pytest.raises(ValueError, match=r"speed|class"):
        Hours(speed)
