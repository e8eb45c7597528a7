"""What kind of event an act told of, for a case's timeline."""

from __future__ import annotations

from collections.abc import Sequence
from uuid import UUID

from sangkroh.core.models import Entry, User

from .labels import EVENT
from .rules import Event

TELLS = {"seizures.record", "seizures.correct_event"}


def tell(reader: User, entries: Sequence[Entry]) -> dict[UUID, str]:
    """The kind of event as it was said then; one that an older entry does not name is a seizure."""
    return {
        it.pk: str(EVENT[it.arguments.get("event", Event.SEIZURE)])
        for it in entries
        if it.action in TELLS
    }
