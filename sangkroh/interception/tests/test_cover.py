"""The tasks that meet most, against trying everything; and the proof of how good they are."""

from __future__ import annotations

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from sangkroh.interception.certificate import certify
from sangkroh.interception.cover import Coverage, best_tasks, meet

from . import slow


@st.composite
def scenes(draw: st.DrawFn) -> tuple[Coverage, np.ndarray, int]:
    """Up to 12 targets, 3 teams, 4 posts; a target may pass a post twice."""
    seed = draw(st.integers(0, 2**32 - 1))
    rng = np.random.default_rng(seed)
    r, u, q = (draw(st.integers(1, most)) for most in (12, 3, 4))
    post = rng.integers(0, q, (r, 5)).astype(np.int32)
    teams = (rng.integers(0, 2**u, (r, 5)) * (rng.random((r, 5)) < 0.5)).astype(np.uint64)
    count = rng.integers(0, 6, r).astype(np.int32)
    weight = rng.integers(1, 4, r) / 16
    return Coverage(post, teams, count, weight, u, q), rng.random((u, q)), draw(st.integers(1, 4))


@settings(deadline=None, max_examples=40)
@given(scenes())
def test_the_exact_model_finds_the_best_of_all(scene: tuple[Coverage, np.ndarray, int]) -> None:
    cover, late, most = scene
    best = slow.best_value(cover, most)
    found = certify(cover, most)
    plain = certify(cover, most, merge=False)
    assert found.value == pytest.approx(best)
    assert found.bound == pytest.approx(best)
    assert plain.value == pytest.approx(best)
    assert found.proved
    assert found.rows <= plain.rows
    assert found.columns <= plain.columns
    _, value = best_tasks(cover, late, most)
    assert best / 2 - 1e-9 <= value <= best + 1e-9
    assert found.gap(value) == pytest.approx(0 if best == 0 else 1 - value / best, abs=1e-9)


@slow.unhurried
@given(scenes())
def test_the_gain_table_keeps_true_through_every_move(
    scene: tuple[Coverage, np.ndarray, int],
) -> None:
    """The moves' value is the value counted anew, and no single move betters it."""
    cover, late, most = scene
    tasks, value = best_tasks(cover, late, most)
    assert (tasks >= 0).sum() <= most
    assert value == pytest.approx(cover.value(tasks))
    free = [u for u in range(cover.n_teams) if tasks[u] < 0]
    for u in np.flatnonzero(tasks >= 0):
        for v in [u, *free]:
            for q in range(cover.n_posts):
                other = tasks.copy()
                other[u] = -1
                other[v] = q
                assert cover.value(other) <= value + 1e-9


@settings(deadline=None, max_examples=40)
@given(scenes())
def test_one_more_team_is_never_worse(scene: tuple[Coverage, np.ndarray, int]) -> None:
    cover, late, most = scene
    assert certify(cover, most + 1).value >= certify(cover, most).value - 1e-9
    begin, value = best_tasks(cover, late, most)
    assert best_tasks(cover, late, most + 1, begin)[1] >= value - 1e-9


def test_running_tasks_are_bettered_and_never_worsened() -> None:
    post = np.array([[0, 1], [0, 1], [1, 2]], np.int32)
    teams = np.array([[1, 1], [1, 0], [1, 2]], np.uint64)
    cover = Coverage(post, teams, np.full(3, 2, np.int32), np.array([0.3, 0.4, 0.3]), 2, 3)
    late = np.zeros((2, 3))
    tasks, value = best_tasks(cover, late, 2, begin=[1, -1])
    assert value == pytest.approx(1)
    assert tasks.tolist() == [0, 2]


def test_who_is_there_first_meets_and_who_is_late_or_asleep_does_not() -> None:
    post = np.array([[0, 1]], np.int32)
    time = np.array([[100.0, 200.0]], np.float32)
    teams = np.zeros((1, 2), np.uint64)
    ready, travel = np.array([10.0, 0.0]), np.array([[60.0, 200.0], [np.inf, 100.0]])
    meet(post, time, np.array([2], np.int32), ready, travel, np.array([[1.0, 1.5]]), 30.0,
         np.array([1.0, 1.0]), np.zeros((1, 2), np.float32), teams)  # fmt: skip
    assert teams.tolist() == [[1, 2]]  # 10 + 60 + 30 is just in time; 150 + 30 before 200
    meet(post, time, np.array([2], np.int32), ready, travel, np.array([[1.1, 1.5]]), 30.0,
         np.array([1.0, 0.4]), np.full((1, 2), 0.5, np.float32), teams)  # fmt: skip
    assert teams.tolist() == [[0, 0]]


def test_nothing_to_meet_is_an_answer() -> None:
    cover = Coverage(np.zeros((2, 1), np.int32), np.zeros((2, 1), np.uint64),
                     np.zeros(2, np.int32), np.full(2, 0.5), 1, 1)  # fmt: skip
    found = certify(cover, 1)
    assert (found.value, found.bound, found.gap(0.0), found.proved) == (0, 0, 0, True)
    assert best_tasks(cover, np.zeros((1, 1)), 1)[0].tolist() == [-1]


def test_no_time_leaves_a_bound_that_still_holds() -> None:
    rng = np.random.default_rng(2)
    post = np.tile(np.arange(8, dtype=np.int32), (120, 1))
    teams = (rng.integers(0, 2**6, post.shape) * (rng.random(post.shape) < 0.3)).astype(np.uint64)
    cover = Coverage(post, teams, np.full(120, 8, np.int32), np.full(120, 1 / 120), 6, 8)
    hurried = certify(cover, 3, seconds=0.001)
    best = certify(cover, 3, seconds=60)
    assert best.proved
    assert hurried.bound >= best.value - 1e-9
    assert hurried.value <= best.value + 1e-9
