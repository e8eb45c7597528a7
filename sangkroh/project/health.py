"""How the installation is: what the open health page answers, and what the administrator reads."""

from __future__ import annotations

import json
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from django.conf import settings
from django.db import DatabaseError, connection
from django.utils import timezone
from django.utils.dateparse import parse_datetime

from sangkroh import __version__
from sangkroh.core import journal

from . import readiness

LAST = "last-verified.json"
"""In the home's backups: what the last verified backup said. An unverified one writes nothing."""


@dataclass(frozen=True)
class LastBackup:
    """The last backup that was restored elsewhere and found whole, its books recomputed."""

    name: str
    made: datetime
    verified: datetime


@dataclass(frozen=True)
class Details:
    """For the administrator. Holds no figure of any case; the journal as the last day left it."""

    version: str
    database: str
    journal: int
    faults: list[str]
    backup: LastBackup | None


def is_well() -> bool:
    """Whether it may serve and its database answers."""
    try:
        return not readiness.faults()
    except DatabaseError:
        return False


def details() -> Details:
    return Details(
        __version__, connection.vendor, journal.end_before(_today()).seq, readiness.faults(),
        last_backup(),
    )  # fmt: skip


def last_backup() -> LastBackup | None:
    try:
        said = json.loads((settings.BACKUPS / LAST).read_text())
    except FileNotFoundError:
        return None
    return LastBackup(said["name"], _time(said["made"]), _time(said["verified"]))


def _today() -> datetime:
    return timezone.localtime().replace(hour=0, minute=0, second=0, microsecond=0)


def _time(text: Any) -> datetime:
    found = parse_datetime(str(text))
    if found is None:
        raise ValueError("not a time")
    return found
