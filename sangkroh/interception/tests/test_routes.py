"""Which way a target takes: by listing all ways, by conservation, by closing a road."""

from __future__ import annotations

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from sangkroh.interception.choices import Choices, Table
from sangkroh.interception.graph import Graph, Place, Way, from_arcs
from sangkroh.interception.ground import ANY, CAR
from sangkroh.interception.profiles import AVOIDS, Profile, perceived, taste
from sangkroh.interception.routes import FULL, by_time
from sangkroh.interception.shortest import FAR

from . import country, slow

PLAIN = (Profile(0.0),)


def choices(it: Graph, theta: float = 1 / 120, profiles: tuple[Profile, ...] = PLAIN) -> Choices:
    return Choices(it, ANY, profiles, theta)


def passing(of: Choices, start: int, goal: int, profile: int = 0) -> np.ndarray:
    return of.passing(of.tables([(goal, profile)])[0], Place.at(start))


@slow.unhurried
@given(slow.networks(most=7, longest=3_000), st.sampled_from([1 / 60, 1 / 300, 1 / 6_000]))
def test_chances_are_those_of_listing_every_way(it: tuple[int, slow.Arcs], theta: float) -> None:
    n, arcs = it
    graph, new = from_arcs(*np.array(arcs).T, 0, range(n), [0] * n)
    goal = n - 1
    far = slow.least_times(n, [(v, u, c) for u, v, c in arcs], [(goal, 0)])
    if far[0] == float("inf"):
        assert passing(choices(graph), new[0], new[goal]).sum() == 0
        return
    listed = slow.passing(n, arcs, 0, goal, theta / 10)
    assert np.allclose(passing(choices(graph, theta), new[0], new[goal])[new], listed, atol=1e-6)


def flows(of: Choices, table: Table, chance: np.ndarray) -> np.ndarray:
    """(m,) chance to take each arc."""
    it = of.ground
    tails = np.repeat(np.arange(it.n), np.diff(it.first))
    heads, cost = it.arcs[:, 0], of.costs[table.profile]
    down = (table.far[heads] < table.far[tails]) & (table.far[tails] != FAR)
    x = -of.theta * (cost + table.far[heads] - table.far[tails].astype(float))
    return np.where(down, chance[tails] * np.exp(x + table.log_z[heads] - table.log_z[tails]), 0.0)


@pytest.mark.parametrize("theta", [1 / 60, 1 / 120, 1 / 600, 1e-6])
@pytest.mark.parametrize("profile", [0, 1, 2])
def test_what_leaves_arrives(theta: float, profile: int) -> None:
    """At every junction as much goes out as comes in, and all of it reaches the goal."""
    it = country.country()
    of = choices(it, theta, (Profile(0.0), Profile(0.9), Profile(0.3, 1, AVOIDS)))
    start, goal = it.special("market").node, it.special("east").node
    table = of.tables([(goal, profile)])[0]
    chance = of.passing(table, Place.at(start))
    arc = flows(of, table, chance)
    tails = np.repeat(np.arange(it.n), np.diff(of.ground.first))
    out = np.bincount(tails, arc, it.n)
    come = np.bincount(of.ground.arcs[:, 0], arc, it.n)
    come[start] += 1
    assert chance[goal] == pytest.approx(1, abs=1e-5)
    assert np.allclose(come, chance, atol=1e-5)
    assert np.allclose(np.delete(out, goal), np.delete(chance, goal), atol=1e-5)


def test_a_closed_road_carries_nothing_and_the_rest_still_arrives() -> None:
    said = country.arcs()
    open_graph, new = from_arcs(**said)
    start, goal = (open_graph.special(key).node for key in ("market", "east"))
    of = choices(open_graph)
    arc = flows(of, of.tables([(goal, 0)])[0], passing(of, start, goal))
    busiest = int(np.argmax(arc))
    u, v = int(open_graph.tails()[busiest]), int(open_graph.arcs[busiest, 0])
    stays = ~((new[said["tail"]] == u) & (new[said["head"]] == v))
    shut, _ = from_arcs(**(said | {k: said[k][stays] for k in ("tail", "head", "cost", "way")}))
    after = choices(shut)
    chance = passing(after, start, goal)
    took = flows(after, after.tables([(goal, 0)])[0], chance)
    assert arc[busiest] > 0.1
    assert not ((shut.tails() == u) & (shut.arcs[:, 0] == v)).any()
    assert took[shut.tails() == u].sum() == pytest.approx(chance[u], abs=1e-5)
    assert chance[goal] == pytest.approx(1, abs=1e-5)


def test_a_class_that_a_car_cannot_use_carries_no_car() -> None:
    said = country.arcs()
    said["way"] = np.where(said["way"] == Way.PRIMARY, Way.RIVER, said["way"])
    it, _ = from_arcs(**said)
    of = Choices(it, CAR, PLAIN, 1 / 120)
    assert (it.way == Way.RIVER).any()
    assert (of.ground.way != Way.RIVER).all()
    assert (it.way[of.ground.arc] == of.ground.way).all()
    assert passing(of, it.special("market").node, it.special("east").node).max() <= 1 + 1e-6


def test_new_numbers_change_nothing() -> None:
    said = country.arcs()
    it, new = from_arcs(**said)
    plain, same = from_arcs(**said, renumber=False)
    drivers = (Profile(0.0), Profile(0.9))
    for k in (0, 1):
        goal, start = it.special("south").node, it.special("market").node
        one = passing(choices(it, profiles=drivers), start, goal, k)
        other = passing(choices(plain, profiles=drivers), plain.special("market").node,
                        plain.special("south").node, k)  # fmt: skip
        assert (same == np.arange(it.n)).all()
        assert np.allclose(one[new], other, atol=1e-6)


def test_twice_the_time_and_half_the_care_is_the_same_choice() -> None:
    once, twice = country.country(), country.country(2.0)
    start, goal = once.special("market").node, once.special("south").node
    one = passing(choices(once, 1 / 120), start, goal)
    two = passing(choices(twice, 1 / 240), start, goal)
    assert (twice.arcs[:, 1] == 2 * once.arcs[:, 1]).all()
    assert np.allclose(one, two, atol=1e-5)


def test_the_steps_of_a_node_end_at_the_whole() -> None:
    it = country.country()
    of = choices(it, 1e-6)
    goal = it.special("east").node
    table = of.tables([(goal, 0)])[0]
    last = table.upto[of.ground.first[1:] - 1]
    assert (np.delete(last, goal) == FULL).all()


def test_taste_is_standard_normal_and_the_same_both_ways() -> None:
    it = country.country()
    ground = choices(it).ground
    drawn = taste(it, ground, 3)
    back = {(int(u), int(v)): x for u, v, x in zip(it.tails(), it.arcs[:, 0], drawn, strict=True)}
    assert all(back[v, u] == x for (u, v), x in back.items())
    assert abs(drawn.mean()) < 0.2
    assert 0.85 < drawn.std() < 1.15
    assert (perceived(it, ground, Profile(0.0), 1) == ground.arcs[:, 1]).all()
    assert not np.array_equal(taste(it, ground, 3), taste(it, ground, 4))


@slow.unhurried
@given(st.lists(st.integers(0, 2**31 - 2), min_size=1))
def test_nodes_are_sorted_by_time(times: list[int]) -> None:
    array = np.array([*times, int(FAR)], np.int32)
    assert by_time(array).tolist() == np.argsort(array[:-1], kind="stable").tolist()


def test_tables_of_long_ago_make_room() -> None:
    it = country.country()
    of = Choices(it, ANY, PLAIN, 1 / 120, keep=2)
    first = of.tables([(0, 0), (1, 0)])
    of.tables([(2, 0)])
    again = of.tables([(1, 0)])[0]
    assert again is first[1]
    assert of.tables([(0, 0)])[0] is not first[0]
