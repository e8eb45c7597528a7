"""From what the model counts to what it may promise."""

from __future__ import annotations

from pathlib import Path

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from sangkroh.interception.calibration import (
    UNCALIBRATED,
    Calibration,
    brier,
    fitted,
    isotonic,
    pit,
)

RNG = np.random.default_rng(4)
RAW = RNG.uniform(0.2, 0.98, 400)
MET = (RNG.random(400) < RAW - 0.12).astype(float)


def test_an_over_confident_model_is_brought_down() -> None:
    it = fitted(RAW.tolist(), MET.tolist(), "400 made-up outcomes")
    values = np.array([it.chance(p).value for p in (0.4, 0.6, 0.9)])
    assert np.allclose(values, [0.28, 0.48, 0.78], atol=0.08)
    assert brier([it.chance(p).value for p in RAW], MET.tolist()) < brier(
        RAW.tolist(), MET.tolist()
    )


def test_nine_in_ten_shares_fall_into_the_range() -> None:
    share = np.clip(RAW - 0.1 + RNG.normal(0, 0.06, 400), 0, 1)
    it = fitted(RAW[:200].tolist(), share[:200].tolist(), "made up")
    ranges = [it.chance(p) for p in RAW[200:]]
    inside = [r.low <= s <= r.high for r, s in zip(ranges, share[200:], strict=True)]
    assert 0.8 <= np.mean(inside) <= 0.99


@given(st.lists(st.floats(0, 1), min_size=1, max_size=40))
def test_an_isotonic_fit_only_rises_and_keeps_the_mean(values: list[float]) -> None:
    fit = isotonic(np.array(values))
    assert (np.diff(fit) >= -1e-12).all()
    assert fit.mean() == pytest.approx(np.mean(values))


def test_it_comes_back_from_disk(tmp_path: Path) -> None:
    it = fitted(RAW.tolist(), MET.tolist(), "400 made-up outcomes")
    it.save(tmp_path / "calibration.json")
    assert Calibration.load(tmp_path / "calibration.json") == it


def test_too_few_outcomes_are_no_calibration() -> None:
    with pytest.raises(ValueError, match="20"):
        fitted([0.5] * 19, [1.0] * 19, "too few")


def test_without_outcomes_the_range_says_so() -> None:
    it = UNCALIBRATED.chance(0.6)
    assert (it.value, it.low, it.high) == (0.6, pytest.approx(0.1), 1.0)


def test_where_a_time_falls_among_the_predicted() -> None:
    times, weight = np.arange(10.0), np.ones(10)
    assert pit(times, weight, 4.5) == pytest.approx(0.5)
    assert np.isnan(pit(times, np.zeros(10), 4.5))
