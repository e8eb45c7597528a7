"""What an agency and an office can be, and when a power holds."""

from __future__ import annotations

from datetime import date, timedelta
from enum import StrEnum


class Regime(StrEnum):
    """The law under which an agency acts, and under which a person may exercise powers."""

    FORESTRY = "forestry"
    FISHERIES = "fisheries"
    ENVIRONMENT = "environment"
    CUSTOMS = "customs"
    GENDARMERIE = "gendarmerie"
    POLICE = "police"
    PROSECUTION = "prosecution"
    NONE = "none"


class AgencyKind(StrEnum):
    AUTHORITY = "authority"
    COURT = "court"
    NGO = "ngo"
    OTHER = "other"


class OfficeKind(StrEnum):
    OFFICE = "office"
    POST = "post"
    RESCUE_CENTRE = "rescue_centre"
    EVIDENCE_STORE = "evidence_store"
    COURT = "court"


STILL_OF_IT = timedelta(days=90)
"""Our own figure. Whoever left an agency so short a time ago is still of it where another agency's
word is needed: nobody is made "another organisation" for one decision."""


def holds_on(day: date, since: date, until: date | None) -> bool:
    """Whether something dated holds on a day; on the day of its end it holds no more."""
    return since <= day and (until is None or day < until)
