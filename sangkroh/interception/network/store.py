"""Imported networks on disk, under `SANGKROH_HOME/network`, one folder for each.

A folder is written beside its place, read back whole and only then renamed; `current` names the
one in use and is replaced in one step. So a broken or half-imported network never takes the place
of a good one, and if the one in use is damaged later, the one before it serves, then the embedded.
"""

from __future__ import annotations

import hashlib
import json
import os
import re
import shutil
from dataclasses import replace
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

import numpy as np

from ..errors import CannotPlan
from ..storage import load as load_graph
from ..storage import save as save_graph
from .errors import CannotImport
from .networks import Network, build, embedded_network
from .osm import from_file
from .reading import Report
from .snap import Snap

VERSION = 1
ARRAYS = {"square": np.int64, "lon": np.float64, "lat": np.float64, "end": np.int32,
          "out": np.int32}  # fmt: skip
KEPT = 3
"""Networks kept on disk: the one in use and those before it."""


def take_in(file: Path, home: Path, name: str, report: Report) -> Network:
    """Import a .osm.pbf file and put it in use. Refused as `CannotImport`, nothing changed."""
    if not re.fullmatch(r"[A-Za-z0-9_-]{1,40}", name):
        raise CannotImport("name")
    raw = from_file(file, report)
    report("contracting", 0, 1)
    network = build(raw, name)
    report("contracting", 1, 1)
    try:
        version = _write(network, home / "network")
    except OSError as error:
        raise CannotImport("no-room", why=error.strerror or str(error)) from None
    return read(version)


def current(home: Path) -> Network:
    """The network in use; the embedded one until an operator has imported one."""
    folder = home / "network"
    chosen = _chosen(folder)
    if chosen is None:
        return embedded_network()
    older = [it for it in reversed(versions(home)) if it.name < chosen]
    for it in [folder / chosen, *older]:
        try:
            network = read(it)
        except CannotPlan:
            continue
        return network if it.name == chosen else replace(network, trouble=f"{chosen} is damaged")
    return replace(embedded_network(), trouble=f"{chosen} is damaged")


def versions(home: Path) -> list[Path]:
    """The folders of imported networks, oldest first."""
    return sorted(it for it in (home / "network").glob("[0-9]*") if it.is_dir())


def read(folder: Path, *, verify: bool = False) -> Network:
    """One imported network, memory-mapped; `verify` also compares checksums.

    Refused as `CannotPlan("broken-network")` with the file that does not fit.
    """
    about = _about(folder)
    arrays = {name: _array(folder, name) for name in ARRAYS}
    for name in ARRAYS if verify else ():
        if _sum(folder / f"{name}.npy") != about["sums"].get(name):
            raise CannotPlan("broken-network", file=f"{name}.npy")
    snap = Snap(**arrays)
    graph = load_graph(folder / "graph", verify=verify)
    n = len(snap.square)
    if not (snap.lon.shape == snap.lat.shape == (n,) and snap.end.shape == (n, 2)
            and snap.out.shape[:2] == (n, 2) and n
            and snap.end.min() >= -1 and snap.end.max() < graph.n):  # fmt: skip
        raise CannotPlan("broken-network", file="end.npy")
    return Network(graph, snap, about["name"], about["notes"])


def _chosen(folder: Path) -> str | None:
    try:
        name = (folder / "current").read_text(encoding="utf-8").strip()
    except (OSError, UnicodeDecodeError):
        return None
    return name if re.fullmatch(r"[0-9]{8}T[0-9]{6}-[A-Za-z0-9_-]+", name) else None


def _write(network: Network, folder: Path) -> Path:
    folder.mkdir(parents=True, exist_ok=True)
    stamp = datetime.now(UTC).strftime("%Y%m%dT%H%M%S")
    whole = folder / f"{stamp}-{network.name}"
    beside = folder / f".{whole.name}.{os.getpid()}"
    shutil.rmtree(beside, ignore_errors=True)
    try:
        beside.mkdir()
        _fill(network, beside)
        read(beside, verify=True)
        shutil.rmtree(whole, ignore_errors=True)
        beside.rename(whole)
        _choose(folder, whole.name)
    finally:
        shutil.rmtree(beside, ignore_errors=True)
    for old in sorted(it for it in folder.glob("[0-9]*") if it.name < whole.name)[: 1 - KEPT]:
        shutil.rmtree(old, ignore_errors=True)
    return whole


def _fill(network: Network, folder: Path) -> None:
    save_graph(network.graph, folder / "graph")
    for name in ARRAYS:
        np.save(folder / f"{name}.npy", getattr(network.snap, name))
    about = {"version": VERSION, "name": network.name, "notes": dict(network.notes),
             "sums": {name: _sum(folder / f"{name}.npy") for name in ARRAYS}}  # fmt: skip
    (folder / "network.json").write_text(json.dumps(about, indent=1), encoding="utf-8")
    for path in folder.glob("*.*"):
        _sync(path)


def _choose(folder: Path, name: str) -> None:
    beside = folder / f".current.{os.getpid()}"
    beside.write_text(name + "\n", encoding="utf-8")
    _sync(beside)
    beside.replace(folder / "current")
    _sync(folder)


def _sync(path: Path) -> None:
    number = os.open(path, os.O_RDONLY)
    try:
        os.fsync(number)
    finally:
        os.close(number)


def _about(folder: Path) -> dict[str, Any]:
    try:
        about = json.loads((folder / "network.json").read_text(encoding="utf-8"))
        whole = about["version"] == VERSION and {"name", "notes", "sums"} <= set(about)
    except (OSError, ValueError, KeyError, TypeError):
        whole = False
    if not whole:
        raise CannotPlan("broken-network", file="network.json")
    return dict(about)


def _array(folder: Path, name: str) -> Any:
    try:
        array = np.load(folder / f"{name}.npy", mmap_mode="r", allow_pickle=False)
    except (OSError, ValueError, EOFError):
        array = None
    if array is None or array.dtype != ARRAYS[name]:
        raise CannotPlan("broken-network", file=f"{name}.npy")
    return array.view(np.ndarray)


def _sum(path: Path) -> str:
    with path.open("rb") as file:
        return hashlib.file_digest(file, "sha256").hexdigest()
