"""kill -9 in the middle of acts: a seeded slice here, the full number by `make proof`."""

from __future__ import annotations

import json
import subprocess
import sys

import pytest

from tests import databases
from tests.proofs.figures import FULL, SEED, keep, shared

PARTS = 10 if FULL else 1
CYCLES = shared(1000, PARTS) if FULL else 100


@pytest.mark.proof
@pytest.mark.parametrize("part", range(PARTS))
def test_nothing_acknowledged_is_lost_by_kill_9(part: int) -> None:
    with databases.own_database() as name:
        environment = databases.environment(name) | {
            "DJANGO_SETTINGS_MODULE": "sangkroh.project.settings"
        }
        done = subprocess.run(
            [sys.executable, "-m", "tests.proofs.killing", str(CYCLES), str(SEED + part)],
            cwd=databases.ROOT, env=environment, capture_output=True, text=True, check=False,
        )  # fmt: skip
    assert done.returncode == 0, done.stderr
    found = json.loads(done.stdout.splitlines()[-1])
    assert (found["lost"], found["faults"]) == (0, 0), found
    assert found["told_done"] > CYCLES, found
    keep("kill -9", **found)
