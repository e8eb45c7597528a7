"""kill -9 while acts are posted: nothing that was acknowledged is lost, nothing is half there.

    python -m tests.proofs.killing CYCLES SEED     (on the database of DATABASE_URL)

Each cycle forks a child that posts moves one after the other and writes each act's id into a pipe
once it was told that it is done; the parent kills it at a random moment and looks.
"""

from __future__ import annotations

import json
import os
import random
import select
import signal
import sys
import time
from uuid import UUID

LONGEST = 0.06
"""Seconds at the most until a child is killed; an act takes some thousandths."""
WARM = 0.9
"""How often a child is let come to its first act, which also opens its connection."""


def child(made: object, end: int) -> None:
    """Post until killed."""
    from django.db import connection

    from benchmarks.ledger_world import World
    from sangkroh.core.door import Act, doing

    assert isinstance(made, World)
    connection.close()
    with os.fdopen(end, "wb", buffering=0) as told:
        while True:
            about = Act()
            with doing(about):
                made.move(1)
            told.write(about.id.bytes)


def cycle(made: object, dice: random.Random) -> list[UUID]:
    """One child, killed. Returns the ids of the acts that it was told were done."""
    from django.db import connection

    connection.close()
    begin, end = os.pipe()
    pid = os.fork()
    if pid == 0:
        os.close(begin)
        try:
            child(made, end)
        finally:
            os._exit(1)
    os.close(end)
    if dice.random() < WARM:
        select.select([begin], [], [], 5)
    time.sleep(dice.uniform(0, LONGEST))
    os.kill(pid, signal.SIGKILL)
    os.waitpid(pid, 0)
    with os.fdopen(begin, "rb") as told:
        said = told.read()
    return [UUID(bytes=said[n : n + 16]) for n in range(0, len(said) - len(said) % 16, 16)]


def run(cycles: int, seed: int) -> dict[str, int]:
    """All cycles, and what was found: acts told done, lost, half there; faults of the books."""
    from benchmarks.ledger_world import World
    from sangkroh.core import journal
    from sangkroh.core.models import Entry
    from sangkroh.custody.checking import check_books

    made, dice = World(), random.Random(seed)  # noqa: S311 (a test's dice)
    told: list[UUID] = []
    killed_in_act = 0
    for _ in range(cycles):
        said = cycle(made, dice)
        killed_in_act += not said
        told += said
    there = set(Entry.objects.filter(action="custody.move").values_list("pk", flat=True))
    return {
        "kills": cycles, "told_done": len(told), "before_the_first": killed_in_act,
        "done": len(there), "lost": len(set(told) - there),
        "faults": len(list(journal.verify())) + len(list(check_books())),
    }  # fmt: skip


if __name__ == "__main__":
    import django

    django.setup()
    print(json.dumps(run(int(sys.argv[1]), int(sys.argv[2]))))
