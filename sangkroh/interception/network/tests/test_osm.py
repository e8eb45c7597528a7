"""A file of OpenStreetMap comes in, and its travel times are those of the ways in it."""

from __future__ import annotations

from itertools import pairwise
from pathlib import Path

import numpy as np
import pytest

from sangkroh.interception.errors import CannotPlan
from sangkroh.interception.graph import Kind, Layer, Place, Way
from sangkroh.interception.network import store, tags
from sangkroh.interception.network.networks import Network, build
from sangkroh.interception.network.osm import from_file
from sangkroh.interception.shortest import times_over

from .osm_files import Map, country
from .plainly import roads_of, seconds_from


def quiet(what: str, done: int, of: int) -> None:
    """Reports to nobody."""


def network_of(it: Map, path: Path) -> Network:
    return build(from_file(it.write(path / "it.osm.pbf"), quiet), "it")


def minutes(network: Network, place: Place) -> np.ndarray:
    return times_over(network.graph.first, network.graph.arcs, place.ends) / 600


@pytest.mark.parametrize("seed", range(6))
def test_times_are_those_of_the_ways(seed: int, tmp_path: Path) -> None:
    it = country(seed)
    network, roads = network_of(it, tmp_path), roads_of(it)
    towns = [(f"osm-{number}", number) for number, said in it.said.items() if said]
    assert len(towns) == 6
    for key, number in towns:
        plain = seconds_from(roads, ("land", number))
        ours = minutes(network, Place.at(network.graph.special(key).node))
        for other, node in towns:
            expected = plain.get(("land", node), np.inf) / 60
            found = ours[network.graph.special(other).node]
            assert (found > 1e6) == (expected == np.inf), (key, other)
            assert found == pytest.approx(min(expected, found), abs=0.02), (key, other)


def test_a_position_on_a_merged_or_pruned_part_keeps_its_times(tmp_path: Path) -> None:
    it = country(2)
    network, roads = network_of(it, tmp_path), roads_of(it)
    assert network.graph.n < len(it.at) / 2
    south = network.graph.special("osm-49").node
    checked = 0
    for number, (lon, lat) in it.at.items():
        plain = seconds_from(roads, ("land", number))
        if len(plain) < 2:
            continue
        found = network.place(lon, lat)
        assert found.metres < 0.1
        expected = plain.get(("land", 49), np.inf) / 60
        ours = minutes(network, found.place)[south]
        assert (ours > 1e6) == (expected == np.inf)
        assert ours == pytest.approx(min(expected, ours), abs=0.02)
        checked += 1
    assert checked > 200


def test_layers_meet_at_landings_only(tmp_path: Path) -> None:
    graph = network_of(country(), tmp_path).graph
    tail, head, way = graph.tails(), graph.arcs[:, 0], graph.way
    wet = graph.layer == Layer.WATER
    meet = wet[tail] != wet[head]
    assert meet.any()
    assert set(way[meet]) == {Way.LANDING}
    assert set(way[wet[tail] & wet[head]]) == {Way.RIVER}
    assert graph.counts()["ferry"] == 2
    assert graph.special("osm-49").name == "South"
    assert [it.name for it in graph.specials if it.kind & Kind.EXIT] == ["Gate"]
    assert graph.unverified().all()


def test_a_ford_is_no_landing_stage(tmp_path: Path) -> None:
    """A road and a river that share a node are still two layers."""
    it = Map()
    road = [it.node(20 + n * 0.01, 45, **({"place": "town", "name": str(n)} if n != 1 else {}))
            for n in range(3)]  # fmt: skip
    it.way(road, highway="track")
    it.way([it.node(20.01, 45.05), road[1], it.node(20.01, 44.95)], waterway="river")
    raw = from_file(it.write(tmp_path / "it.osm.pbf"), quiet)
    wet = raw.layer == Layer.WATER
    across = wet[raw.tail] != wet[raw.head]
    assert {raw.sorts[it].way for it in raw.sort[across]} == {Way.LANDING}
    assert wet.sum() == len(raw.lon) - 3 == 3


def test_nobody_sails_over_a_weir(tmp_path: Path) -> None:
    it = Map()
    town = {"place": "town", "name": "A"}
    it.way([it.node(20, 45, **town), it.node(20.01, 45)], highway="primary")
    it.way([it.node(20.1, 45, **town), it.node(20.11, 45)], highway="primary")
    weir = it.node(20.05, 45.002, waterway="weir")
    it.way([it.node(20, 45.002), weir, it.node(20.1, 45.002)], waterway="river")
    network = network_of(it, tmp_path)
    assert "river" not in network.graph.counts()


def test_a_car_leaves_from_the_road_and_a_boat_from_the_river(tmp_path: Path) -> None:
    network = network_of(country(), tmp_path)
    beside = (20.02, 45.0701)
    road, water = network.place(*beside, "car"), network.place(*beside, "boat")
    assert water.metres < 300 < road.metres
    assert {Way(network.graph.way[network.graph.first[node]]) for node, _ in water.place.ends} <= {
        Way.RIVER, Way.LANDING}  # fmt: skip
    with pytest.raises(CannotPlan) as refused:
        network.place(21.5, 45.5)
    assert refused.value.code == "off-network"


def test_the_lake_is_added_where_a_file_of_cambodia_lacks_it(tmp_path: Path) -> None:
    """Rivers around the lake, no course over it: Battambang's boat still finds Siem Reap's."""
    it = Map()
    ring = [(103.3, 13.4), (103.66, 13.24), (104.0, 13.3), (104.5, 12.5), (104.0, 12.5)]
    nodes = [it.node(x + (a - x) * t / 20, y + (b - y) * t / 20)
             for (x, y), (a, b) in pairwise(ring) for t in range(20)]  # fmt: skip
    it.way(nodes, waterway="river")
    it.way([it.node(103.8, 13.28), it.node(103.86, 13.36)], highway="primary")
    graph = network_of(it, tmp_path).graph
    assert graph.counts()["lake"] > 4
    landing = graph.special("l-chong-kneas")
    assert graph.layer[landing.node] == Layer.WATER
    assert graph.special("siem-reap").name_km == "សៀមរាប"


@pytest.mark.parametrize(
    ("said", "expected"),
    [
        ({"highway": "primary"}, tags.Use(Way.PRIMARY)),
        ({"highway": "trunk_link", "oneway": "yes"}, tags.Use(Way.TRUNK, against=False)),
        ({"highway": "motorway"}, tags.Use(Way.TRUNK, against=False)),
        ({"highway": "motorway", "oneway": "no"}, tags.Use(Way.TRUNK)),
        ({"highway": "primary", "surface": "laterite"}, tags.Use(Way.TERTIARY)),
        ({"highway": "residential", "surface": "dirt"}, tags.Use(Way.LOCAL)),
        ({"highway": "service", "motor_vehicle": "no"}, tags.Use(Way.PATH)),
        ({"highway": "service", "access": "private"}, tags.Use(Way.LOCAL)),
        ({"highway": "track", "access": "no", "motorcar": "yes"}, tags.Use(Way.TRACK)),
        ({"highway": "track", "access": "no"}, None),
        ({"highway": "footway", "oneway": "yes"}, tags.Use(Way.PATH)),
        ({"highway": "construction"}, None),
        ({"route": "ferry"}, tags.Use(Way.FERRY, ferry=True)),
        ({"route": "ferry", "motorcar": "no"}, tags.Use(Way.PATH, ferry=True)),
        ({"waterway": "river"}, tags.Use(Way.RIVER)),
        ({"waterway": "river", "intermittent": "yes"}, None),
        ({"waterway": "river", "boat": "no"}, None),
        ({"waterway": "canal"}, None),
        ({"waterway": "canal", "motorboat": "yes"}, tags.Use(Way.RIVER)),
        ({"waterway": "stream", "boat": "yes", "tunnel": "culvert"}, None),
        ({"waterway": "fairway"}, tags.Use(Way.RIVER)),
        ({"building": "yes"}, None),
    ],
)  # fmt: skip
def test_what_tags_say(said: dict[str, str], expected: tags.Use | None) -> None:
    assert tags.use(said) == expected


def test_progress_goes_to_the_end(tmp_path: Path) -> None:
    said: list[tuple[str, int, int]] = []
    file = country().write(tmp_path / "it.osm.pbf")
    store.take_in(file, tmp_path, "it", lambda *it: said.append(it))
    assert list(dict.fromkeys(what for what, _, _ in said)) == [
        "ways", "nodes", "joining", "contracting"]  # fmt: skip
    assert ("nodes", file.stat().st_size, file.stat().st_size) in said
    assert all(0 <= done <= of for _, done, of in said)
