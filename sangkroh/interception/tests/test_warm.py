"""After the install nothing is compiled any more: not at the first tip, not at the last."""

from __future__ import annotations

import os
import subprocess
import sys
from pathlib import Path

import sangkroh
from sangkroh.interception import jit
from sangkroh.interception.warm import warm

ROOT = Path(sangkroh.__file__).parent.parent
ASK = """
import tempfile
from pathlib import Path

from sangkroh.interception import storage
from sangkroh.interception.engine import Engine
from sangkroh.interception.hours import constant
from sangkroh.interception.tests import country

folder = Path(tempfile.mkdtemp()) / "net"
storage.save(country.country(), folder)
for hours in (None, constant()):
    engine = Engine(storage.load(folder), country.QUICK, hours=hours)
    engine.prepare(table=hours is None)
    plan = engine.plan(country.question())
    engine.plan(country.question(running={t.team: t.post for t in plan.tasks}))
    engine.where(country.question())
    engine.passing(country.question())
"""


def test_a_plan_after_warming_compiles_nothing() -> None:
    """In a fresh process, on a network read from disk, with and without hours."""
    warm()
    said = subprocess.run([sys.executable, "-c", ASK], capture_output=True, text=True, cwd=ROOT,
                          env=os.environ | {"NUMBA_DEBUG_CACHE": "1"}, check=True)  # fmt: skip
    saved = [line for line in said.stdout.splitlines() if "data saved" in line]
    loaded = [line for line in said.stdout.splitlines() if "data loaded" in line]
    assert saved == []
    assert len(loaded) > 10


def test_kernels_lie_in_a_folder_named_by_the_code() -> None:
    assert jit.FOLDER.name == jit._digest()
    assert jit.FOLDER.parent == (ROOT / "var" / "kernels")
    assert any(jit.FOLDER.rglob("*.nbi"))


def test_older_kernels_are_thrown_away() -> None:
    old = jit.FOLDER.parent / ("0" * 16)
    old.mkdir(exist_ok=True)
    other = jit.FOLDER.parent / "keep-me"
    other.mkdir(exist_ok=True)
    jit.forget_older()
    assert not old.exists()
    assert other.exists()
    other.rmdir()
