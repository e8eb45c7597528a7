"""How quick pages are among a hundred thousand cases: list, search, how many, case.

    python -m benchmarks.many_cases [--cases 100000] [--rounds 20]

Runs on a throw-away copy of the practice world, filled by `many_cases_world`; on PostgreSQL when
SANGKROH_TEST_POSTGRESQL is set. The reader is a member of every case: the worst there is. A page
is asked for in the process itself, so that no network is measured. Figures are of one run on one
machine: compare them with each other and not with another day's.
"""

from __future__ import annotations

import argparse
import os
import sys
import time
from collections.abc import Callable

from tests import databases

GOALS = {"cases": 200, "cases, page 900": 200, "search: a number": 200, "search: a word": 200,
         "search: two Khmer letters": 200, "search: misspelt": 200, "how many, a year": 500,
         "how many, all years": 500, "its rows": 200, "case": 100, "how many, a case": 100}  # fmt: skip
"""Milliseconds that nineteen of twenty pages should stay below."""


def main() -> None:
    options = argparse.ArgumentParser(description=__doc__)
    options.add_argument("--cases", type=int, default=100_000)
    options.add_argument("--rounds", type=int, default=20)
    options.add_argument("--only", default="", help="pages whose name holds this")
    asked = options.parse_args()
    with databases.own_database(databases.practice()) as name:
        owner = databases.url_of(name, databases.OWNER)
        os.environ.update(databases.environment(name) | {"DATABASE_URL": owner})
        os.environ["DJANGO_SETTINGS_MODULE"] = "sangkroh.project.settings"
        import django

        django.setup()
        from django.db import connections

        from benchmarks import many_cases_world as world

        start = time.perf_counter()
        world.make(asked.cases)
        print(f"{asked.cases} cases written in {time.perf_counter() - start:.0f} s", flush=True)
        serve(name)
        print("page", "p50 ms", "p95 ms", "queries", "goal", sep="\t")
        for what, page in pages().items():
            if asked.only in what:
                times = [page() for _ in range(asked.rounds + 2)][2:]
                p50, p95 = world.spread(it for it, _ in times)
                print(
                    what,
                    f"{p50:.0f}",
                    f"{p95:.0f}",
                    times[-1][1],
                    GOALS[what],
                    sep="\t",
                    flush=True,
                )
        connections.close_all()


def serve(name: str) -> None:
    """Go on as the role that serves."""
    from django.db import connections

    connection = connections["default"]
    connection.close()
    if databases.ON_POSTGRESQL:
        connection.settings_dict.update(USER=databases.SERVER, PASSWORD=databases.SERVER)


def pages() -> dict[str, Callable[[], tuple[float, int]]]:
    """What is measured: each call asks for the page once; its milliseconds and queries."""
    from django.db import connection
    from django.test import Client
    from django.test.utils import CaptureQueriesContext
    from django.urls import reverse

    from sangkroh.cases.models import Case
    from sangkroh.core.actors import by_username

    client = Client(headers={"host": "127.0.0.1"})
    client.force_login(by_username("lina"))
    case = Case.objects.filter(number__startswith="B-").order_by("pk")[777]

    def page(
        name: str, query: str = "", words: str = "", *args: object
    ) -> Callable[[], tuple[float, int]]:
        def ask() -> tuple[float, int]:
            url = reverse(name, args=args) + query
            start = time.perf_counter()
            answer = client.post(url, {"words": words}) if words else client.get(url)
            took = (time.perf_counter() - start) * 1000
            if answer.status_code != 200:
                sys.exit(f"{url}: {answer.status_code}")
            return took, asked(
                lambda: client.post(url, {"words": words}) if words else client.get(url)
            )

        return ask

    counted: dict[str, int] = {}

    def asked(again: Callable[[], object]) -> int:
        key = repr(again.__closure__)
        if key not in counted:
            with CaptureQueriesContext(connection) as queries:
                again()
            counted[key] = len(queries)
        return counted[key]

    return {
        "cases": page("cases:cases"), "cases, page 900": page("cases:cases", "?page=900"),
        "search: a number": page("desk:search", "", case.number),
        "search: a word": page("desk:search", "", "Pangolin scales"),
        "search: two Khmer letters": page("desk:search", "", "ទូ"),
        "search: misspelt": page("desk:search", "", "Pangollin scalse"),
        "how many, a year": page("reporting:how-many", "?year=2025"),
        "how many, all years": page("reporting:how-many", "?year=all"),
        "its rows": page("reporting:rows", "?year=2025&what=living", "", "books"),
        "case": page("cases:case", "", "", case.pk),
        "how many, a case": page("reporting:case", "", "", case.pk),
    }  # fmt: skip


if __name__ == "__main__":
    main()
