"""Whether what the database holds is whole: file, keys, guards, books, journal."""

from __future__ import annotations

from collections.abc import Callable, Iterator

from django.db import connection

from sangkroh.core.models import Head
from sangkroh.custody.checking import check_books

Say = Callable[[str], None]
"""Tells whoever waits how far a long job is."""


def faults(say: Say) -> Iterator[str]:
    """What is not as it should be, without any value of a record. Nothing: all is whole."""
    say("Reading the whole database …")
    yield from _file()
    say(f"Recomputing the books and the journal, {head()[0]} entries …")
    yield from (f"{fault.what}: {fault.where}" for fault in check_books())


def head() -> tuple[int, str]:
    """The end of the journal: its length and its chain."""
    it = Head.objects.get(pk=1)
    return it.seq, bytes(it.chain).hex()


def _file() -> Iterator[str]:
    """What only SQLite can be asked; PostgreSQL checks keys as it restores."""
    if connection.vendor != "sqlite":
        return
    with connection.cursor() as cursor:
        rows = cursor.execute("PRAGMA integrity_check").fetchall()
        yield from (f"integrity {row[0]}" for row in rows if row[0] != "ok")
        rows = cursor.execute("PRAGMA foreign_key_check").fetchall()
        yield from (f"foreign key {row[0]} {row[1]}" for row in rows)
