"""How long it takes to find a place: reported names, misspellings and names that are nowhere.

    python -m benchmarks.finding [--rounds 5]

Runs on a throw-away copy of the test template; on PostgreSQL when SANGKROH_TEST_POSTGRESQL is set.
Figures are of one run on one machine: compare them with each other and not with another day's.
"""

from __future__ import annotations

import argparse
import csv
import os
import statistics
import time
from collections.abc import Iterable
from pathlib import Path

from tests import databases

NAMES = Path(__file__).parent.parent / "sangkroh" / "reference" / "tests" / "places_in_reports.csv"
MISSPELT = [
    "Gandal",
    "Batambnag",
    "Sihanukvile",
    "Boeng Keng Kong 3",
    "Stoeng Trang",
    "កោះធម",
    "Poipat",
]
KHMER = ["កោ", "ធំ", "កោះធំ", "កោះធំកណ្តាល", "ភូមិជ្រៃធំឃុំសំពៅពូនស្រុកកោះធំខេត្តកណ្តាល", "ភ្នំពេញ"]
NOWHERE = ["zzqqzz", "no such place in the world", "ស" * 100, "x" * 100]


def main() -> None:
    options = argparse.ArgumentParser(description=__doc__)
    options.add_argument("--rounds", type=int, default=5)
    rounds = options.parse_args().rounds
    with databases.own_database() as name:
        os.environ.update(databases.environment(name))
        os.environ["DJANGO_SETTINGS_MODULE"] = "sangkroh.project.settings"
        import django

        django.setup()
        with NAMES.open(encoding="utf-8") as table:
            reported = [it["name"] for it in csv.DictReader(table)]
        kinds = {"reported": reported, "misspelt": MISSPELT, "Khmer": KHMER, "nowhere": NOWHERE}
        print("searches", "p50 ms", "p95 ms", "worst ms", sep="\t")
        for kind, texts in kinds.items():
            times = sorted(_times(texts, rounds))
            p95 = times[int(len(times) * 0.95)]
            print(
                kind, f"{statistics.median(times):.1f}", f"{p95:.1f}", f"{times[-1]:.1f}", sep="\t"
            )
        from django.db import connections

        connections.close_all()


def _times(texts: Iterable[str], rounds: int) -> Iterable[float]:
    """Milliseconds of each search: found, or where nothing is found guessed, as on the pages."""
    from sangkroh.reference import queries

    for _ in range(rounds):
        for text in texts:
            start = time.perf_counter()
            queries.find_places(text, 8) or queries.guess_places(text, 8)
            yield (time.perf_counter() - start) * 1000


if __name__ == "__main__":
    main()
