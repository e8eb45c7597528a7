"""The worker's clocks over tips: what is to be forgotten is forgotten in time."""

from __future__ import annotations

from datetime import timedelta

from django.db import connection

from sangkroh.core.loop import after, every
from sangkroh.core.models import Entry, User

from . import actions, queries


@every(timedelta(hours=1))
def forget_old_call_backs(worker: User) -> None:
    if queries.old_call_backs():
        actions.forget_old_call_backs(worker)


@after("core.forget_apart")
def empty_the_log(worker: User, entry: Entry) -> None:
    """SQLite's write-ahead log still holds pages as they were: write it back and empty it."""
    if connection.vendor == "sqlite" and not connection.in_atomic_block:
        with connection.cursor() as cursor:
            cursor.execute("PRAGMA wal_checkpoint(TRUNCATE)")
