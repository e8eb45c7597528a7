"""How fast the books are: CPU and commits of one act, bulk against one by one, eight writers.

    python -m benchmarks.ledger [--acts 300] [--hordak]

Runs on a throw-away copy of the test template; on PostgreSQL when SANGKROH_TEST_POSTGRESQL is set.
Figures are of one run on one machine: compare them with each other and not with another day's.
--hordak makes an environment of its own, installs django-hordak there, and posts beside us on the
same PostgreSQL.
"""

from __future__ import annotations

import argparse
import json
import os
import statistics
import subprocess
import sys
import tempfile
import threading
import time
import venv
from collections.abc import Callable
from pathlib import Path
from typing import Any

from tests import databases

HERE = Path(__file__).parent
GOALS = {
    "cpu_ms_per_act": "<= 3",
    "commits_per_act": "1",
    "bulk_ratio": ">= 15",
    "worst_wait_ms_of_8_writers": "<= 250",
    "hordak_one_by_one": ">= 2",
    "hordak_in_batches": ">= 5",
}


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--acts", type=int, default=300)
    parser.add_argument("--hordak", action="store_true")
    options = parser.parse_args()
    with databases.own_database() as name:
        os.environ.update(databases.environment(name))
        os.environ["DJANGO_SETTINGS_MODULE"] = "sangkroh.project.settings"
        import django

        django.setup()
        figures = ours(options.acts)
    if options.hordak and databases.ON_POSTGRESQL:
        figures |= beside_hordak(figures, options.acts)
    for key, value in figures.items():
        print(f"{key:32} {value:>12} {GOALS.get(key, '')}")
    print(json.dumps(figures))


def ours(acts: int) -> dict[str, float]:
    """The figures of this house's own ledger."""
    from django.db import connection

    from benchmarks import ledger_world as world

    made = world.World()
    made.move(1)  # the first act loads what later ones find loaded
    disk = smallest_commit(connection)
    with CountedCommits() as commits:
        cpu, wall = time.process_time(), time.perf_counter()
        for _ in range(acts):
            made.move(1)
        cpu, wall = time.process_time() - cpu, time.perf_counter() - wall
    bulk = time.perf_counter()
    made.move_in_bulk(500)
    bulk = time.perf_counter() - bulk
    waits = writers(made, 8, max(acts // 8, 10))
    return {
        "cpu_ms_per_act": round(cpu / acts * 1000, 2),
        "wall_ms_per_act": round(wall / acts * 1000, 2),
        "acts_per_second": round(acts / wall, 1),
        "commits_per_act": round(commits() / acts, 2),
        "bulk_lines_per_second": round(500 / bulk, 1),
        "bulk_ratio": round((500 / bulk) / (acts / wall), 1),
        "smallest_transaction_ms": round(disk, 3),
        "worst_wait_ms_of_8_writers": round(max(waits) * 1000, 1),
        "median_wait_ms_of_8_writers": round(statistics.median(waits) * 1000, 1),
    }


class CountedCommits:
    """Counts COMMIT on the default connection while inside."""

    def __enter__(self) -> Callable[[], int]:
        from django.db import connection

        self.count, self.commit = 0, connection._commit

        def commit() -> Any:
            self.count += 1
            return self.commit()

        connection._commit = commit
        return lambda: self.count

    def __exit__(self, *_: object) -> None:
        from django.db import connection

        connection._commit = self.commit


def smallest_commit(connection: Any) -> float:
    """The disk's own figure: milliseconds of the smallest durable transaction, median of 200."""
    from django.db import transaction

    from sangkroh.core.models import Cursor
    from sangkroh.core.wall import door_open

    took = []
    with door_open():
        Cursor.objects.get_or_create(handler="benchmark")
        for n in range(200):
            began = time.perf_counter()
            with transaction.atomic():
                Cursor.objects.filter(handler="benchmark").update(seq=n)
            took.append((time.perf_counter() - began) * 1000)
    return statistics.median(took)


def writers(made: Any, count: int, acts: int) -> list[float]:
    """Several threads post at once; the time each act took, waiting included. Errors are raised."""
    waits: list[float] = []
    errors: list[BaseException] = []

    def write() -> None:
        from django.db import connection

        try:
            for _ in range(acts):
                began = time.perf_counter()
                made.move(1)
                waits.append(time.perf_counter() - began)
        except BaseException as error:  # noqa: BLE001 (told below)
            errors.append(error)
        finally:
            connection.close()

    threads = [threading.Thread(target=write) for _ in range(count)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    if errors:
        raise errors[0]
    return waits


def beside_hordak(figures: dict[str, float], acts: int) -> dict[str, float]:
    """Post the same number with django-hordak on the same PostgreSQL, in its own environment."""
    with tempfile.TemporaryDirectory(prefix="hordak-") as folder:
        venv.create(folder, with_pip=True)
        python = Path(folder) / "bin" / "python"
        subprocess.run(
            [python, "-m", "pip", "install", "--quiet", "-r", HERE / "requirements-hordak.txt"],
            check=True,
        )
        done = subprocess.run(
            [python, HERE / "hordak_posts.py", databases.ADMIN_URL, str(acts)],
            check=True, capture_output=True, text=True,
        )  # fmt: skip
    theirs = json.loads(done.stdout.splitlines()[-1])
    return {
        "hordak_posts_per_second": round(theirs["one"], 1),
        "hordak_batch_posts_per_second": round(theirs["batch"], 1),
        "hordak_one_by_one": round(figures["acts_per_second"] / theirs["one"], 2),
        "hordak_in_batches": round(figures["bulk_lines_per_second"] / theirs["batch"], 2),
    }


if __name__ == "__main__":
    sys.exit(main())
