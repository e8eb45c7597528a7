"""Imaginary targets walk as the exact chances say, and their clocks add up."""

from __future__ import annotations

from dataclasses import replace
from typing import Any

import numpy as np
import pytest

from sangkroh.interception.choices import Choices
from sangkroh.interception.graph import Kind, Place
from sangkroh.interception.ground import ANY
from sangkroh.interception.hours import constant
from sangkroh.interception.particles import Clocks, Leaving, Targets, released
from sangkroh.interception.profiles import DRIVERS
from sangkroh.interception.shortest import times_from

from . import country

EXACT = Clocks(0.0, 0.0, 0.0)
GRAPH = country.country()
GOAL = GRAPH.special("south").node
POSTS = np.arange(GRAPH.n, dtype=np.int32)
"""Every junction, so that all of a way is seen."""
STOPS = np.isin(np.arange(GRAPH.n), GRAPH.nodes_of(Kind.TOWN))


def walked(of: Choices, place: Place, clocks: Clocks = EXACT, many: int = 20_000,
           seed: int = 1, **said: Any) -> Targets:  # fmt: skip
    tables = of.tables([(GOAL, k) for k in range(len(of.profiles))])
    hypothesis = np.arange(many, dtype=np.int32) % len(tables)
    given: dict[str, Any] = {"seed": seed, "until": 1e9}
    return released(of, tables, hypothesis, Leaving(place, 0.0, 0.0), clocks, POSTS, STOPS,
                    **(given | said))  # fmt: skip


def share_past_each_post(it: Targets) -> np.ndarray:
    valid = np.arange(it.post.shape[1])[None, :] < it.count[:, None]
    return np.bincount(it.post[valid], minlength=len(POSTS)) / len(it)


@pytest.mark.parametrize("theta", [1 / 60, 1 / 120, 1 / 600, 1e-7])
def test_as_many_pass_a_post_as_the_exact_chance_says(theta: float) -> None:
    """Within four standard errors at every post, also when all ways are nearly alike."""
    of = Choices(GRAPH, ANY, DRIVERS, theta)
    place = Place(((GRAPH.special("post-1-10").node, 0), (GRAPH.special("post-1-7").node, 900)))
    tables = of.tables([(GOAL, k) for k in range(4)])
    exact = np.mean([of.passing(it, place) for it in tables], axis=0)[POSTS]
    error = np.sqrt(exact * (1 - exact) / 20_000)
    assert (np.abs(share_past_each_post(walked(of, place)) - exact) <= 4 * error + 5e-4).all()
    assert ((exact > 0.02) & (exact < 0.98)).sum() >= 10


def test_with_exact_clocks_the_sharpest_driver_takes_the_least_time() -> None:
    of = Choices(GRAPH, ANY, DRIVERS[:1], 10.0)
    start = country.at("post-1-10")
    it = walked(of, start, many=50)
    assert np.allclose(it.end_time, times_from(GRAPH, start)[GOAL] / 10)
    assert (it.end == GOAL).all()


def test_one_luck_on_any_number_of_threads_and_another_with_another_seed() -> None:
    place = country.at("post-1-10")
    one, two = (walked(Choices(GRAPH, ANY, DRIVERS, 1 / 120, threads=n), place) for n in (1, 2))
    assert all((getattr(one, k) == getattr(two, k)).all() for k in Targets.ARRAYS)
    other = walked(Choices(GRAPH, ANY, DRIVERS, 1 / 120), place, seed=2)
    assert (one.post != other.post).any()


def test_equal_hours_change_no_clock() -> None:
    of = Choices(GRAPH, ANY, DRIVERS, 1 / 120)
    place, noisy = country.at("post-1-10"), Clocks()
    plain = walked(of, place, noisy)
    by_hour = walked(of, place, noisy, hours=constant().speed)
    assert (plain.post == by_hour.post).all()
    assert np.allclose(plain.end_time, by_hour.end_time)


def test_who_stops_is_later_by_the_stop() -> None:
    of = Choices(GRAPH, ANY, DRIVERS, 1 / 120)
    everywhere = np.ones(GRAPH.n, bool)
    tables = of.tables([(GOAL, 0)])

    def end(clocks: Clocks) -> np.ndarray:
        return released(of, tables, np.zeros(500, np.int32), Leaving(country.at("post-1-10"), 0, 0),
                        clocks, POSTS, everywhere, seed=1, until=1e9).end_time  # fmt: skip

    late = end(replace(EXACT, stop_chance=1.0, stop_s=(1_200.0, 1_200.0))) - end(EXACT)
    assert np.allclose(late, 1_200.0)


def test_where_they_are_at_a_clock() -> None:
    of = Choices(GRAPH, ANY, DRIVERS, 1 / 120)
    place = country.at("post-1-10")
    assert (walked(of, place, until=-1.0).here == -1).all()
    assert (walked(of, place, until=0.0).here == place.ends[0][0]).all()
    assert (walked(of, place, until=1e9).here == GOAL).all()
    half = walked(of, place, until=600.0)
    assert ((half.here != GOAL) & (half.here >= 0)).any()
    passed = times_from(GRAPH, place)[half.here] / 10
    assert (passed <= 600.0 + 1e-6).all()


def test_weights_tell_how_many_count() -> None:
    it = walked(Choices(GRAPH, ANY, DRIVERS, 1 / 120), country.at("post-1-10"), many=100)
    assert it.effective() == pytest.approx(100)
    half = it.weighed(np.where(np.arange(100) < 50, 1.0, 0.0))
    assert half.effective() == pytest.approx(50)
    assert half.weight.sum() == pytest.approx(1)
