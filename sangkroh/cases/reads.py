"""What the API says of a case."""

from __future__ import annotations

from datetime import datetime
from uuid import UUID

from sangkroh.core.models import User
from sangkroh.core.shows import READS, Read
from sangkroh.core.types import Shape

from . import policies
from .models import Case


class CaseOut(Shape):
    """A case that the reader may see."""

    id: UUID
    number: str
    title: str
    office: UUID
    lead: UUID | None
    opened_at: datetime
    closed_at: datetime | None
    historical: bool
    hidden: bool


def _say(reader: User, it: Case) -> CaseOut:
    return CaseOut(
        id=it.pk, number=it.number, title=it.title, office=it.office_id, lead=it.lead_id,
        opened_at=it.opened_at, closed_at=it.closed_at, historical=it.historical,
        hidden=it.hidden,
    )  # fmt: skip


READS["cases"] = Read(CaseOut, policies.visible, _say)
