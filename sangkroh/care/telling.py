"""What acts of care said, for a case's timeline."""

from __future__ import annotations

from collections.abc import Sequence
from uuid import UUID

from sangkroh.core.models import Entry, User
from sangkroh.core.show import number
from sangkroh.custody import queries as books

from . import policies
from .queries import cause_label, finding_label


def tell(reader: User, entries: Sequence[Entry]) -> dict[UUID, str]:
    """What a vet found, and of what animals died. Movements are told by the books."""
    deaths = {
        it.pk: cause_label(it.arguments["cause"])
        for it in entries
        if it.action == "care.record_death"
    }
    if not any(it.action == "care.assess" for it in entries):
        return deaths
    rows = policies.visible(reader).filter(entry__in=[it.pk for it in entries])
    return deaths | {
        it.entry_id: f"{number(it.qty)} {books.label_of(it.lot)}: {finding_label(it.finding)}"
        for it in rows.select_related("lot__taxon")
    }
