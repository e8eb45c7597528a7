"""All proofs with their full numbers, on both databases: `python -m tests.proofs [--share 10]`.

Each database is proved by two processes beside each other; every part says when it is done. What
one database showed is written to docs/proofs/figures.jsonl as soon as all its parts have passed,
so that a fault in the other takes nothing away. --share 10 tries a tenth and writes nothing.
"""

from __future__ import annotations

import argparse
import json
import os
import platform
import subprocess
import sys
import tempfile
import time
from collections import Counter
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

from tests.databases import ROOT
from tests.proofs.figures import SEED

FILE = ROOT / "docs" / "proofs" / "figures.jsonl"
PYTEST = [sys.executable, "-m", "pytest", "-m", "proof", "-n", "2", "--dist", "worksteal", "-v"]
RUNS = {
    "SQLite": (PYTEST, {"SANGKROH_TEST_POSTGRESQL": ""}),
    "PostgreSQL": ([sys.executable, "-m", "tests.postgresql", *PYTEST], {"CI": "true"}),
}
"""CI=true: where there is no PostgreSQL the proof fails instead of being passed over."""


def main() -> int:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--share", type=int, default=1, help="try one part in so many")
    parser.add_argument("--only", choices=RUNS, help="one database")
    options = parser.parse_args()
    commit = commit_of(ROOT)
    print(f"commit {commit}, seed {SEED}, {machine()}", flush=True)
    failed = []
    for name in [options.only] if options.only else RUNS:
        lines, status = prove(name, options.share)
        if status:
            failed.append(name)
            print(f"{name}: FAILED; nothing is written of it", flush=True)
            continue
        for line in lines:
            done = line | {"seed": SEED, "commit": commit, "machine": machine()}
            done["on"] = datetime.now(UTC).date().isoformat()
            print(json.dumps(done), flush=True)
            if options.share == 1:
                write(done)
    return len(failed)


def prove(name: str, share: int) -> tuple[list[dict[str, Any]], int]:
    """Run all proofs on a database. Returns what was shown, summed, and pytest's status."""
    command, more = RUNS[name]
    with tempfile.TemporaryDirectory(prefix="sangkroh-proof-") as place:
        notes = Path(place) / "notes"
        notes.touch()
        asked = {"SANGKROH_PROOF": "full", "SANGKROH_PROOF_SHARE": str(share)}
        environment = os.environ | more | asked | {"SANGKROH_PROOF_NOTES": str(notes)}
        begun = time.monotonic()
        done = subprocess.run(command, cwd=ROOT, env=environment, check=False)
        minutes = round((time.monotonic() - begun) / 60, 1)
        print(f"{name}: {minutes} minutes", flush=True)
        return summed(notes.read_text(encoding="utf-8")), done.returncode


def summed(notes: str) -> list[dict[str, Any]]:
    """A line for each proof and database: its parts' counts added up."""
    counts: dict[tuple[str, str], Counter[str]] = {}
    for text in notes.splitlines():
        it = json.loads(text)
        counts.setdefault((it["proof"], it["database"]), Counter()).update(it["counts"])
    return [{"proof": p, "database": d, **dict(it)} for (p, d), it in sorted(counts.items())]


def write(line: dict[str, Any]) -> None:
    FILE.parent.mkdir(parents=True, exist_ok=True)
    with FILE.open("a", encoding="utf-8") as file:
        file.write(json.dumps(line) + "\n")


def commit_of(root: Path) -> str:
    """The commit that is proved, and whether more than its docs differs; "unknown" outside git."""
    it = _git(root, "rev-parse", "--short=12", "HEAD")
    if not it:
        return "unknown"
    changed = _git(root, "status", "--porcelain", "--", ".", ":!docs")
    return f"{it} and changes" if changed else it


def _git(root: Path, *arguments: str) -> str:
    try:
        done = subprocess.run(
            ["git", *arguments], cwd=root, capture_output=True, text=True, check=False
        )
    except OSError:
        return ""
    return done.stdout.strip() if done.returncode == 0 else ""


def machine() -> str:
    """What it ran on, without saying where: cores, memory, Python."""
    memory = os.sysconf("SC_PAGE_SIZE") * os.sysconf("SC_PHYS_PAGES") / 2**30
    python = platform.python_version()
    return f"{os.cpu_count()} cores {platform.machine()}, {memory:.0f} GiB, Python {python}"


if __name__ == "__main__":
    sys.exit(main())
