"""What the worker does about tips: forgets in time, and tells leads of hidden operations silently.

Whoever writes a tip down learns nothing of a hidden operation that it touches, nor that there is
one: the worker compares afterwards, and does one act whether there was one or not.
"""

from __future__ import annotations

from datetime import timedelta
from uuid import UUID

from django.db import connection

from sangkroh.cases import actions as cases
from sangkroh.core.loop import after, every
from sangkroh.core.models import Entry, User

from . import actions, queries


@every(timedelta(hours=1))
def forget_old_call_backs(worker: User) -> None:
    if queries.old_call_backs():
        actions.forget_old_call_backs(worker)


@after("tips.receive")
def tell_of_a_new_tip(worker: User, entry: Entry) -> None:
    _tell(worker, entry)


@after("tips.complete")
def tell_of_a_place_said_later(worker: User, entry: Entry) -> None:
    _tell(worker, entry)


def _tell(worker: User, entry: Entry) -> None:
    """Compare a tip of which this act said the place; what it says stays with its handlers."""
    secret = getattr(entry, "secret", None)
    if secret is None or not secret.personal.get("place"):
        return
    touched = [
        cases.Touched(spot=it.spot, office=it.office, typed_by=entry.actor_id)
        for it in queries.near_hidden_spots(UUID(entry.outcome))
    ]
    cases.tell_of_information(worker, touched=touched)


@after("cases.mark_place")
def tell_of_earlier_tips(worker: User, entry: Entry) -> None:
    """A hidden operation comes to a place of which somebody has called."""
    touched = [
        cases.Touched(spot=it.spot, office=it.office, typed_by=it.taken_by)
        for it in queries.near_a_hidden_spot(UUID(entry.outcome))
    ]
    cases.tell_of_information(worker, touched=touched)


@after("core.forget_apart")
def empty_the_log(worker: User, entry: Entry) -> None:
    """SQLite's write-ahead log still holds pages as they were: write it back and empty it."""
    if connection.vendor == "sqlite" and not connection.in_atomic_block:
        with connection.cursor() as cursor:
            cursor.execute("PRAGMA wal_checkpoint(TRUNCATE)")
