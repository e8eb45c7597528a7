"""Figures of full proofs, a line each in docs/proofs/figures.jsonl: how many, seed, commit."""

from __future__ import annotations

import fcntl
import json
import os
import subprocess

from tests.databases import ON_POSTGRESQL, ROOT

FULL = os.environ.get("SANGKROH_PROOF") == "full"
FILE = ROOT / "docs" / "proofs" / "figures.jsonl"


def keep(proof: str, **figures: int) -> None:
    """Write a line, when the full numbers were run; a slice leaves none."""
    if not FULL:
        return
    commit = subprocess.run(
        ["git", "rev-parse", "--short", "HEAD"],
        cwd=ROOT,
        capture_output=True,
        text=True,
        check=False,
    ).stdout.strip()
    database = "postgresql" if ON_POSTGRESQL else "sqlite"
    line = {"proof": proof, "database": database, **figures, "commit": commit}
    FILE.parent.mkdir(parents=True, exist_ok=True)
    with FILE.open("a", encoding="utf-8") as file:
        fcntl.flock(file, fcntl.LOCK_EX)
        file.write(json.dumps(line) + "\n")
