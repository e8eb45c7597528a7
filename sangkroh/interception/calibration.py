"""From what the model counts to what it may promise.

The model is too sure of itself by about a tenth on made-up incidents. A correction that only
rises, fitted on outcomes, brings its numbers down; the spread of outcomes around them gives the
interval. A team's own outcomes replace the one that came with the engine.
"""

from __future__ import annotations

import json
from collections.abc import Sequence
from dataclasses import asdict, dataclass
from pathlib import Path

import numpy as np

from .graph import Floats


@dataclass(frozen=True)
class Chance:
    """A probability, its honest range (9 of 10 incidents), and the model's own raw number."""

    value: float
    low: float
    high: float
    raw: float


@dataclass(frozen=True)
class Calibration:
    """Piecewise linear: `raw` to `value`, with the range of nine incidents in ten around it."""

    raw: tuple[float, ...]
    value: tuple[float, ...]
    below: float
    above: float
    """How far outcomes fall short of and pass the value in one incident of twenty each."""
    made_from: str
    """Which outcomes it was fitted on, and how many."""

    def chance(self, raw: float) -> Chance:
        value = float(np.interp(raw, self.raw, self.value))
        return Chance(value, max(0.0, value - self.below), min(1.0, value + self.above), raw)

    def save(self, path: Path) -> None:
        path.write_text(json.dumps(asdict(self), indent=1) + "\n", encoding="utf-8")

    @classmethod
    def load(cls, path: Path) -> Calibration:
        said = json.loads(path.read_text(encoding="utf-8"))
        return cls(tuple(said["raw"]), tuple(said["value"]), float(said["below"]),
                   float(said["above"]), str(said["made_from"]))  # fmt: skip


UNCALIBRATED = Calibration((0.0, 1.0), (0.0, 1.0), 0.5, 0.5, "nothing: the model's raw number")


SHIPPED = Path(__file__).parent / "data" / "calibration.json"
"""Fitted on made-up incidents by `benchmarks.interception`, until a team has its own outcomes."""


def fitted(raw: Sequence[float], realised: Sequence[float], made_from: str) -> Calibration:
    """Fit on incidents: the model's raw chance and the share then met (0 or 1 for one outcome).

    Isotonic, from 0 to at most the raw number's own rise; fewer than 20 incidents are refused.
    """
    x, y = np.asarray(raw, float), np.asarray(realised, float)
    if len(x) != len(y) or len(x) < 20:
        raise ValueError("a calibration needs at least 20 incidents")
    order = np.argsort(x, kind="stable")
    value = isotonic(y[order])
    knots = np.linspace(0, len(x) - 1, min(11, len(x))).round().astype(int)
    at = np.concatenate([[0.0], x[order][knots], [1.0]])
    to = np.concatenate([[0.0], _smoothed(value, knots), [min(1.0, value[-1])]])
    at, first = np.unique(at, return_index=True)
    to = np.maximum.accumulate(to[first])
    left = y - np.interp(x, at, to)
    low, high = np.quantile(left, [0.05, 0.95])
    return Calibration(tuple(at.tolist()), tuple(to.tolist()), float(max(-low, 0.02)),
                       float(max(high, 0.02)), made_from)  # fmt: skip


def isotonic(values: Floats) -> Floats:
    """The nearest sequence that never falls (pool adjacent violators)."""
    level: list[float] = []
    size: list[int] = []
    for v in values.tolist():
        level.append(v)
        size.append(1)
        while len(level) > 1 and level[-2] > level[-1]:
            both = size[-2] + size[-1]
            level[-2] = (level[-2] * size[-2] + level[-1] * size[-1]) / both
            size[-2] = both
            del level[-1], size[-1]
    return np.repeat(level, size)


def _smoothed(value: Floats, knots: np.ndarray) -> Floats:
    """The mean of the fitted values around each knot, so that one incident makes no step."""
    half = max(1, len(value) // 20)
    return np.array([value[max(0, k - half) : k + half + 1].mean() for k in knots])


def brier(predicted: Sequence[float], realised: Sequence[float]) -> float:
    """Mean squared error of probabilities."""
    return float(np.mean((np.asarray(predicted) - np.asarray(realised)) ** 2))


def pit(times: Floats, weight: Floats, happened: float) -> float:
    """Where a time that happened falls among the predicted ones, 0 to 1; even when honest."""
    whole = weight.sum()
    return float(weight[times <= happened].sum() / whole) if whole > 0 else float("nan")
