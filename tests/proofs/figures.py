"""Figures of a full proof: each part that was passed leaves a line for the run that sums them."""

from __future__ import annotations

import fcntl
import json
import os
from functools import cache
from pathlib import Path

from tests import databases

FULL = os.environ.get("SANGKROH_PROOF") == "full"
SEED = 20160604


def shared(full: int, parts: int) -> int:
    """What one of so many parts does of a full number, or of a trial's share of it."""
    return -(-full // int(os.environ.get("SANGKROH_PROOF_SHARE", "1")) // parts)


def keep(proof: str, **counts: int) -> None:
    """Note what a part showed (numbers that add up), when the full numbers are run."""
    if not (to := os.environ.get("SANGKROH_PROOF_NOTES")):
        return
    line = {"proof": proof, "database": database(), "counts": counts}
    with Path(to).open("a", encoding="utf-8") as file:
        fcntl.flock(file, fcntl.LOCK_EX)
        file.write(json.dumps(line) + "\n")


@cache
def database() -> str:
    """The database and its version."""
    if databases.ON_POSTGRESQL:
        import psycopg

        with psycopg.connect(databases.ADMIN_URL) as connection:
            number = connection.info.server_version
        return f"PostgreSQL {number // 10000}.{number % 10000}"
    from django.db.backends.sqlite3.base import Database

    return f"SQLite {Database.sqlite_version}"
