"""A network as arrays: numbered anew, kept on disk, refused when broken."""

from __future__ import annotations

import json
from pathlib import Path

import numpy as np
import pytest

from sangkroh.interception import storage
from sangkroh.interception.errors import CannotPlan
from sangkroh.interception.graph import (
    Graph,
    Kind,
    Layer,
    Source,
    Special,
    Way,
    from_arcs,
    metres_between,
)  # fmt: skip

LON, LAT = [104.9, 105.05, 105.06, 103.0], [11.55, 11.12, 11.13, 13.1]
SPECIALS = [
    Special(0, Kind.TOWN, "phnom-penh", "Phnom Penh", "ភ្នំពេញ"),
    Special(1, Kind.POST | Kind.EXIT, "chrey-thom", "Chrey Thom", source=1),
]


def graph(**said: object) -> tuple[Graph, np.ndarray]:
    given = {
        "tail": [0, 1, 1, 1, 2, 2], "head": [1, 0, 2, 2, 2, 1], "cost": [9000, 9100, 0.2, 7, 3, 8],
        "way": [0, 0, 10, 4, 4, 4], "lon": LON, "lat": LAT, "source": [0, 1, 0, 1, 0, 0],
        "layer": [0, 0, 1, 0], "sources": [Source("survey", True), Source("own knowledge")],
        "specials": SPECIALS,
    }  # fmt: skip
    return from_arcs(**(given | said))  # type: ignore[arg-type]


def as_set(it: Graph, old: np.ndarray) -> set[tuple[int, ...]]:
    """The arcs by the old numbers of their nodes."""
    return {(int(old[u]), int(old[v]), int(c), int(w))
            for u, (v, c), w in zip(it.tails(), it.arcs, it.way, strict=True)}  # fmt: skip


def test_arcs_keep_their_ends_whatever_the_new_numbers() -> None:
    it, new = graph()
    old = np.argsort(new)
    assert as_set(it, old) == {(0, 1, 9000, 0), (1, 0, 9100, 0), (1, 2, 1, 10), (2, 1, 8, 4)}
    assert np.allclose(it.lon[new], LON)
    assert it.special("chrey-thom").node == new[1]
    assert it.layer[new[2]] == Layer.WATER


def test_the_way_back_is_the_same_arcs_by_head() -> None:
    it, _ = graph()
    heads = np.repeat(np.arange(it.n), np.diff(it.back_first))
    assert (it.arcs[it.back_arc, 0] == heads).all()
    assert (it.tails()[it.back_arc] == it.back[:, 0]).all()
    assert (it.arcs[it.back_arc, 1] == it.back[:, 1]).all()


def test_counts_say_what_nobody_checked() -> None:
    it, _ = graph()
    assert it.counts() == {"nodes": 4, "arcs": 4, "unverified": 1, "trunk": 2, "local": 1,
                           "landing": 1}  # fmt: skip


def test_an_arc_longer_than_a_day_is_no_arc() -> None:
    it, _ = graph(cost=[1e9, 9100, 1, 7, 3, 8])
    assert it.m == 3


@pytest.mark.parametrize("said", [
    {"tail": [0, 1, 1, 1, 2, 9]}, {"head": [1, 0, 2, 2, 2, -1]}, {"specials": [SPECIALS[0]] * 2},
    {"specials": [Special(0, Kind.POST, "x", "X", source=5)]}, {"lon": [], "lat": []},
])  # fmt: skip
def test_arcs_that_do_not_fit_are_refused(said: dict[str, object]) -> None:
    with pytest.raises(CannotPlan, match="broken-network"):
        graph(**said)


def test_the_nearest_node_or_how_far_it_is() -> None:
    it, new = graph()
    assert it.nearest(105.051, 11.121)[0] == new[1]
    assert it.nearest(105.051, 11.121, layers=[Layer.WATER])[0] == new[2]
    with pytest.raises(CannotPlan) as refused:
        it.nearest(107.0, 12.0)
    assert refused.value.code == "off-network"
    assert 230_000 < int(refused.value.values["metres"]) < 235_000


def test_metres() -> None:
    one = metres_between(105.0, 11.0, np.array([105.0]), np.array([12.0]))
    assert one[0] == pytest.approx(111_195, rel=1e-3)


def test_a_network_comes_back_from_disk_as_it_went(tmp_path: Path) -> None:
    it, _ = graph(title="own survey, 2026")
    storage.save(it, tmp_path / "net")
    back = storage.load(tmp_path / "net", verify=True)
    for name in storage.ARRAYS:
        assert (getattr(back, name) == getattr(it, name)).all(), name
    assert (back.specials, back.sources, back.title) == (it.specials, it.sources, it.title)
    assert isinstance(back.arcs.base, np.memmap) or isinstance(back.arcs, np.memmap)
    with pytest.raises(FileExistsError):
        storage.save(it, tmp_path / "net")
    assert [p.name for p in tmp_path.iterdir()] == ["net"]


@pytest.mark.parametrize("name", [*storage.ARRAYS, "graph"])
def test_a_broken_file_is_named(tmp_path: Path, name: str) -> None:
    storage.save(graph()[0], tmp_path / "net")
    path = tmp_path / "net" / (f"{name}.json" if name == "graph" else f"{name}.npy")
    path.write_bytes(path.read_bytes()[:-3])
    with pytest.raises(CannotPlan) as refused:
        storage.load(tmp_path / "net")
    assert refused.value.values["file"] == path.name


def test_a_changed_byte_is_found_when_asked(tmp_path: Path) -> None:
    storage.save(graph()[0], tmp_path / "net")
    path = tmp_path / "net" / "lon.npy"
    path.write_bytes(path.read_bytes()[:-1] + b"\x41")
    storage.load(tmp_path / "net")
    with pytest.raises(CannotPlan, match="broken-network"):
        storage.load(tmp_path / "net", verify=True)


def test_a_version_of_tomorrow_is_not_read(tmp_path: Path) -> None:
    storage.save(graph()[0], tmp_path / "net")
    path = tmp_path / "net" / "graph.json"
    path.write_text(json.dumps(json.loads(path.read_text()) | {"version": 99}))
    with pytest.raises(CannotPlan, match="broken-network"):
        storage.load(tmp_path / "net")


def test_classes_fit_a_byte() -> None:
    assert max(Way) < 256
