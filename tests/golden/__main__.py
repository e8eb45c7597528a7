"""`python -m tests.golden` writes tests/golden/roles.csv anew: what each of the cast sees.

Read the difference before you commit it: every number that grew is something that somebody may
now see. `--print` writes it out for the practice world of DATABASE_URL instead.
"""

import csv
import os
import subprocess
import sys
from pathlib import Path

from tests import databases

TABLE = Path(__file__).parent / "roles.csv"


def on_practice_world() -> str:
    """The table as it is now, on a practice world of its own."""
    with databases.own_database(databases.practice()) as name:
        return subprocess.run(
            [sys.executable, "-m", "tests.golden", "--print"], cwd=databases.ROOT,
            env=databases.environment(name), capture_output=True, text=True, check=True,
        ).stdout  # fmt: skip


def print_table() -> None:
    os.environ["DJANGO_SETTINGS_MODULE"] = "sangkroh.project.settings"
    import django

    django.setup()
    from sangkroh.core.actors import by_username
    from sangkroh.project.people import CAST
    from tests.house import sights

    readers = [by_username(it.username) for it in CAST]
    out = csv.writer(sys.stdout, lineterminator="\n")
    out.writerow(["what", *(it.username for it in readers)])
    for name, see in sights():
        out.writerow([name, *(see(it).count() for it in readers)])


if __name__ == "__main__":
    if "--print" in sys.argv:
        print_table()
    else:
        TABLE.write_text(on_practice_world())
