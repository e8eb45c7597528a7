"""A graph on disk: one folder, one file per array, memory-mapped when read.

A folder is written beside its place and renamed into it when whole, so that a half-written
network is never read. `graph.json` says the version and a checksum of every file.
"""

from __future__ import annotations

import hashlib
import json
import os
import shutil
from dataclasses import asdict
from pathlib import Path
from typing import Any

import numpy as np

from .errors import CannotPlan
from .graph import Graph, Kind, Source, Special

VERSION = 1
ARRAYS = {
    "first": np.int32, "arcs": np.int32, "way": np.uint8, "source": np.uint8,
    "back_first": np.int32, "back": np.int32, "back_arc": np.int32, "layer": np.uint8,
    "lon": np.float64, "lat": np.float64,
}  # fmt: skip


def save(graph: Graph, folder: Path) -> None:
    """Write a graph as `folder`, which must not be there yet. All or nothing."""
    if folder.exists():
        raise FileExistsError(folder)
    folder.parent.mkdir(parents=True, exist_ok=True)
    beside = folder.with_name(f".{folder.name}.{os.getpid()}")
    shutil.rmtree(beside, ignore_errors=True)
    beside.mkdir()
    try:
        for name in ARRAYS:
            np.save(beside / f"{name}.npy", np.ascontiguousarray(getattr(graph, name)))
        sums = {name: _sum(beside / f"{name}.npy") for name in ARRAYS}
        about = {
            "version": VERSION, "title": graph.title, "nodes": graph.n, "arcs": graph.m,
            "sums": sums, "sources": [asdict(it) for it in graph.sources],
            "specials": [asdict(it) | {"kind": int(it.kind)} for it in graph.specials],
        }  # fmt: skip
        text = json.dumps(about, ensure_ascii=False, indent=1)
        (beside / "graph.json").write_text(text, encoding="utf-8")
        for path in beside.iterdir():
            with path.open("rb") as it:
                os.fsync(it.fileno())
        beside.rename(folder)
    finally:
        shutil.rmtree(beside, ignore_errors=True)


def load(folder: Path, *, verify: bool = False) -> Graph:
    """Read a graph, memory-mapped. `verify` also reads every byte and compares checksums.

    Refused as `broken-network` with the file, when anything does not fit together.
    """
    about = _about(folder)
    arrays = {name: _array(folder, name) for name in ARRAYS}
    if verify:
        for name in ARRAYS:
            if _sum(folder / f"{name}.npy") != about["sums"].get(name):
                raise CannotPlan("broken-network", file=f"{name}.npy")
    sources = tuple(Source(**it) for it in about["sources"])
    specials = tuple(Special(**(it | {"kind": Kind(it["kind"])})) for it in about["specials"])
    graph = Graph(**arrays, sources=sources, specials=specials, title=about["title"])
    _check_shapes(graph, about)
    return graph


def _about(folder: Path) -> dict[str, Any]:
    try:
        about = json.loads((folder / "graph.json").read_text(encoding="utf-8"))
        whole = about["version"] == VERSION and {"sums", "sources", "specials", "title"} <= set(
            about
        )
    except (OSError, ValueError, KeyError, TypeError):
        whole = False
    if not whole:
        raise CannotPlan("broken-network", file="graph.json")
    return dict(about)


def _array(folder: Path, name: str) -> Any:
    try:
        array = np.load(folder / f"{name}.npy", mmap_mode="r", allow_pickle=False)
    except (OSError, ValueError, EOFError):
        array = None
    if array is None or array.dtype != ARRAYS[name]:
        raise CannotPlan("broken-network", file=f"{name}.npy")
    return array.view(np.ndarray)


def _check_shapes(graph: Graph, about: dict[str, Any]) -> None:
    """Cheap checks of every array, made at each load: shapes, ranges, order."""
    n, m = about["nodes"], about["arcs"]
    fits = {
        "first": graph.first.shape == (n + 1,) and _counts_up(graph.first, m),
        "back_first": graph.back_first.shape == (n + 1,) and _counts_up(graph.back_first, m),
        "arcs": graph.arcs.shape == (m, 2) and _within(graph.arcs, n),
        "back": graph.back.shape == (m, 2) and _within(graph.back, n),
        "back_arc": graph.back_arc.shape == (m,) and _range(graph.back_arc, m),
        "way": graph.way.shape == (m,),
        "source": graph.source.shape == (m,) and _range(graph.source, len(graph.sources)),
        "layer": graph.layer.shape == (n,),
        "lon": graph.lon.shape == (n,) and bool(np.isfinite(graph.lon).all()),
        "lat": graph.lat.shape == (n,) and bool(np.isfinite(graph.lat).all()),
    }
    for name, well in fits.items():
        if not well:
            raise CannotPlan("broken-network", file=f"{name}.npy")
    if any(not 0 <= it.node < n for it in graph.specials):
        raise CannotPlan("broken-network", file="graph.json")


def _counts_up(first: Any, m: int) -> bool:
    return int(first[0]) == 0 and int(first[-1]) == m and bool((np.diff(first) >= 0).all())


def _within(arcs: Any, n: int) -> bool:
    return not len(arcs) or (_range(arcs[:, 0], n) and int(arcs[:, 1].min()) >= 1)


def _range(values: Any, end: int) -> bool:
    return not len(values) or (int(values.min()) >= 0 and int(values.max()) < end)


def _sum(path: Path) -> str:
    with path.open("rb") as it:
        return hashlib.file_digest(it, "sha256").hexdigest()
