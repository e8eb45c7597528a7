"""The rules that a duty officer knows by heart."""

from __future__ import annotations

from dataclasses import replace

import numpy as np

from sangkroh.interception.simple import RULES, Scene

FAR = np.inf
SCENE = Scene(
    arrive=np.array([[10.0, 50.0, FAR], [20.0, 30.0, 90.0], [30.0, 20.0, 40.0]]),
    from_place=np.array([5.0, 60.0, 25.0]), leaves=0.0,
    crossings=np.array([1, 2], np.int32), likely=np.array([0.7, 0.3]),
    paths=((np.array([0, 1], np.int32), np.array([5.0, 60.0])),
           (np.array([2], np.int32), np.array([25.0]))), most=2,
)  # fmt: skip


def test_each_rule_does_what_its_name_says() -> None:
    said = {name: rule(SCENE).tolist() for name, rule in RULES.items()}
    assert said == {
        "last-known-place": [0, 0, -1],
        "nearest-crossings": [-1, 1, 2],  # the crossing 2 is nearer, then 1
        "likely-crossings": [-1, 2, 1],
        "shortest-paths": [-1, -1, 1],  # nobody is at 2 by second 25; 2 is first at 1
    }


def test_nobody_is_sent_where_he_cannot_go() -> None:
    lost = replace(SCENE, arrive=np.full((3, 3), FAR))
    assert all((rule(lost) == -1).all() for rule in RULES.values())


def test_one_team_is_one_team() -> None:
    for name, rule in RULES.items():
        assert (rule(replace(SCENE, most=1)) >= 0).sum() == 1, name
