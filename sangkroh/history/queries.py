"""Where a case came from, as its page shows it."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any
from uuid import UUID

from django.utils.functional import Promise

from sangkroh.cases import policies as cases
from sangkroh.core.models import User

from . import labels, policies
from .models import Information, Row


@dataclass(frozen=True)
class Paper:
    """The file, the row and its number there; what it said, field by field.

    told: whether somebody told of it; source and note for whoever brought it in alone.
    """

    file: str
    sha256: str
    number: int
    key: str
    said: list[tuple[str, str]]
    told: bool
    source: str | Promise
    note: str


def of_case(reader: User, case: UUID) -> Paper | None:
    """Where a case came from; None where it was opened here, and where it is not to be seen."""
    if not cases.may_see(reader, case):
        return None
    row = Row.objects.filter(case=case).select_related("file").first()
    if row is None:
        return None
    mine = policies.visible_information(reader).filter(case=case).first()
    told = mine is not None or Information.objects.filter(case=case).exists()
    return Paper(
        row.file.name, row.file.sha256, row.number, row.key, list(_said(row.told)), told,
        labels.SOURCES[mine.source] if mine else "", mine.note if mine else "",
    )  # fmt: skip


def _said(told: dict[str, Any]) -> list[tuple[str, str]]:
    """Fields and what stood there, without those in which nothing stood."""
    found: list[tuple[str, str]] = []
    for name, value in told.items():
        if name == "other":
            found += [(it["column"], it["text"]) for it in value]
        elif isinstance(value, list):
            found += [(name, _line(it)) for it in value]
        elif isinstance(value, dict):
            found.append((name, _line(value)))
        elif value is not None and value != "unknown":
            found.append((name, str(value)))
    return found


def _line(it: Any) -> str:
    if not isinstance(it, dict):
        return str(it)
    return " · ".join(str(value) for value in it.values() if value is not None)
