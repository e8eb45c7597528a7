"""A broken file is refused, and the good network stays in use."""

from __future__ import annotations

import errno
import zlib
from pathlib import Path

import numpy as np
import pytest

from sangkroh.interception.errors import CannotPlan
from sangkroh.interception.network import pbf, reading, store
from sangkroh.interception.network.errors import CODES, CannotImport
from sangkroh.interception.network.networks import embedded_network

from .osm_files import Map, country


def quiet(what: str, done: int, of: int) -> None:
    """Reports to nobody."""


def take_in(file: Path, home: Path, name: str = "good") -> store.Network:
    return store.take_in(file, home, name, quiet)


@pytest.fixture
def good(tmp_path: Path) -> Path:
    return country().write(tmp_path / "good.osm.pbf")


@pytest.fixture
def home(tmp_path: Path, good: Path) -> Path:
    """Where a good network is in use."""
    take_in(good, tmp_path / "home")
    return tmp_path / "home"


def framed(kind: bytes, blob: bytes) -> bytes:
    head = b"\x0a" + bytes([len(kind)]) + kind + b"\x18" + varint(len(blob))
    return len(head).to_bytes(4, "big") + head + blob


def varint(value: int) -> bytes:
    out = b""
    while value > 0x7F:
        out += bytes([value & 0x7F | 0x80])
        value >>= 7
    return out + bytes([value])


def packed(content: bytes, claim: int) -> bytes:
    inner = zlib.compress(content)
    return b"\x10" + varint(claim) + b"\x1a" + varint(len(inner)) + inner


def with_blob(good: Path, blob: bytes) -> bytes:
    """A good file's header, then one blob of ours."""
    return pbf.frame(good).header + framed(b"OSMData", blob)


BOMB = b"\0" * (40 * 1024 * 1024)


def broken(good: Path) -> dict[str, tuple[str, bytes]]:
    """Hostile and broken files: the code of the refusal, and the bytes."""
    whole = good.read_bytes()
    flipped = bytearray(whole)
    for at in range(len(whole) - 400, len(whole) - 380):
        flipped[at] ^= 0xFF
    header = pbf.frame(good).header
    return {
        "nothing": ("not-pbf", b""),
        "a picture": ("not-pbf", b"\x89PNG\r\n\x1a\n" + b"\0" * 100),
        "the xml kind": ("not-pbf", b'<?xml version="1.0"?><osm version="0.6"></osm>'),
        "cut in the middle": ("cut-short", whole[: len(whole) // 2]),
        "cut in a frame": ("cut-short", whole + b"\0\0"),
        "no more than a header": ("no-ways", header),
        "a second header": ("damaged", whole + header),
        "garbage behind": ("damaged", whole + b"\0\0\0\x0d" + b"\xff" * 60),
        "bytes flipped": ("damaged", bytes(flipped)),
        "endless frame": ("damaged", whole + b"\x7f\xff\xff\xff" + b"\0" * 60),
        "a bomb that tells": ("damaged", with_blob(good, packed(BOMB, len(BOMB)))),
        "a bomb that lies": ("damaged", with_blob(good, packed(BOMB, 1000))),
        "a blob that lies": ("damaged", with_blob(good, packed(b"abc", 1000))),
        "words for data": ("damaged", with_blob(good, packed(b"hello world" * 9, 99))),
    }  # fmt: skip


KINDS_OF_BROKEN = (
    "nothing", "a picture", "the xml kind", "cut in the middle", "cut in a frame",
    "no more than a header", "a second header", "garbage behind", "bytes flipped",
    "endless frame", "a bomb that tells", "a bomb that lies", "a blob that lies",
    "words for data",
)  # fmt: skip


@pytest.mark.parametrize("which", KINDS_OF_BROKEN)
def test_a_broken_file_is_refused_and_the_good_network_stays(
    which: str, good: Path, home: Path
) -> None:
    code, content = broken(good)[which]
    before = sorted(it.name for it in (home / "network").rglob("*"))
    bad = good.with_name("bad.osm.pbf")
    bad.write_bytes(content)
    with pytest.raises(CannotImport) as refused:
        take_in(bad, home, "bad")
    assert refused.value.code == code
    assert sorted(it.name for it in (home / "network").rglob("*")) == before
    assert store.current(home).name == "good"
    assert store.current(home).trouble == ""


def test_every_kind_of_broken_file_is_tried(good: Path) -> None:
    assert tuple(broken(good)) == KINDS_OF_BROKEN


def test_what_is_too_big_is_refused(
    good: Path, home: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    for module, limit in ((pbf, "FILE_MOST"), (pbf, "UNPACKED_MOST"), (reading, "NODES_MOST"),
                          (reading, "POINTS_MOST")):  # fmt: skip
        with monkeypatch.context() as patch:
            patch.setattr(module, limit, 3)
            with pytest.raises(CannotImport, match="too big"):
                take_in(good, home)


def test_a_file_without_its_nodes_is_refused(tmp_path: Path, home: Path) -> None:
    it = country()
    file = it.write(tmp_path / "lacking.osm.pbf", lacking=range(1, len(it.at) - 60))
    with pytest.raises(CannotImport) as refused:
        take_in(file, home)
    assert refused.value.code == "no-places"


def test_a_few_nodes_beyond_the_edge_are_told(tmp_path: Path) -> None:
    """A file cut along a border lacks nodes of the ways that cross it."""
    it = country()
    file = it.write(tmp_path / "cut.osm.pbf", lacking=range(400, 420))
    network = take_in(file, tmp_path)
    assert network.notes["missing"] == 20


def test_no_road_no_network(tmp_path: Path) -> None:
    it = Map()
    it.way([it.node(1, 1), it.node(1, 2)], building="yes")
    with pytest.raises(CannotImport) as refused:
        take_in(it.write(tmp_path / "houses.osm.pbf"), tmp_path)
    assert refused.value.code == "no-ways"


def test_other_refusals(good: Path, tmp_path: Path) -> None:
    with pytest.raises(CannotImport) as refused:
        take_in(tmp_path / "nowhere.osm.pbf", tmp_path)
    assert refused.value.code == "no-file"
    for name in ("", "a/b", "..", "x" * 41, "ខ្មែរ"):
        with pytest.raises(CannotImport) as refused:
            take_in(good, tmp_path, name)
        assert refused.value.code == "name"


def test_every_refusal_has_words() -> None:
    values = {"bytes": 1, "why": "x", "what": "x", "found": 1, "limit": 1, "missing": 1, "all": 1}
    assert all(str(CannotImport(code, **values)) for code in CODES)


def test_a_full_disk_leaves_the_good_network(
    good: Path, home: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def full(*_: object) -> None:
        raise OSError(errno.ENOSPC, "No space left on device")

    for step in ("_fill", "_choose"):
        with monkeypatch.context() as patch:
            patch.setattr(store, step, full)
            with pytest.raises(CannotImport, match="No space left"):
                take_in(good, home, "next")
        assert store.current(home).name == "good"
    assert [it for it in (home / "network").iterdir() if it.name.startswith(".")] == []


def test_until_somebody_imports_the_embedded_network_serves(tmp_path: Path) -> None:
    assert store.current(tmp_path) is embedded_network()


def test_what_comes_back_from_disk_is_what_was_built(good: Path, home: Path) -> None:
    network = store.current(home)
    built = store.build(store.from_file(good, quiet), "good")
    assert isinstance(network.snap.out.base, np.memmap)
    for name in ("first", "arcs", "way", "source", "layer", "lon", "lat"):
        np.testing.assert_array_equal(getattr(network.graph, name), getattr(built.graph, name))
    for name in store.ARRAYS:
        np.testing.assert_array_equal(getattr(network.snap, name), getattr(built.snap, name))
    assert network.graph.specials == built.graph.specials
    assert network.notes == built.notes
    assert network.place(20.05, 45.02).place == built.place(20.05, 45.02).place


def test_a_network_damaged_on_disk_gives_way_to_the_one_before(
    tmp_path: Path, good: Path, home: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    _later(monkeypatch)
    take_in(good, home, "newer")
    assert store.current(home).name == "newer"
    newest = store.versions(home)[-1]
    (newest / "out.npy").write_bytes(b"half")
    assert (store.current(home).name, store.current(home).trouble) == (
        "good", f"{newest.name} is damaged")  # fmt: skip
    (store.versions(home)[0] / "network.json").write_text("{")
    assert store.current(home).graph is embedded_network().graph
    assert store.current(home).trouble
    with pytest.raises(CannotPlan):
        store.read(newest)


def test_a_changed_byte_is_found_when_asked(home: Path) -> None:
    newest = store.versions(home)[-1]
    store.read(newest, verify=True)
    path = newest / "out.npy"
    content = bytearray(path.read_bytes())
    content[-1] ^= 1
    path.write_bytes(bytes(content))
    with pytest.raises(CannotPlan):
        store.read(newest, verify=True)


def test_three_networks_are_kept(good: Path, home: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    _later(monkeypatch)
    for name in ("b", "c", "d"):
        take_in(good, home, name)
    assert [it.name.partition("-")[2] for it in store.versions(home)] == ["b", "c", "d"]
    assert store.current(home).name == "d"


def _later(monkeypatch: pytest.MonkeyPatch) -> None:
    """Each import an hour after the one before."""
    hours = iter(range(24))

    class Clock(store.datetime):
        @classmethod
        def now(cls, tz: object = None) -> store.datetime:
            return store.datetime(2099, 1, 1, next(hours), tzinfo=store.UTC)

    monkeypatch.setattr(store, "datetime", Clock)
