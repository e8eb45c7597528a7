"""News of cases for the worker: the leads of two teams at one place are told of each other."""

from __future__ import annotations

from uuid import UUID

from sangkroh.core.loop import after
from sangkroh.core.models import Entry, User

from . import actions


@after("cases.mark_place")
def tell_both_leads(worker: User, entry: Entry) -> None:
    actions.tell_leads(worker, spot=UUID(entry.outcome))
