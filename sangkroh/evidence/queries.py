"""Files as pages show them."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import datetime
from decimal import Decimal
from typing import IO
from uuid import UUID

from django.db.models import OuterRef, Q, QuerySet, Subquery

from sangkroh.core.errors import NotFound
from sangkroh.core.models import User
from sangkroh.network import queries as network

from . import policies, rules, store
from .models import Check, File
from .rules import Outcome


@dataclass(frozen=True)
class Shown:
    """A file as a page shows it. `outcome`: what the latest check found, "" if none was made.

    `whole`: whether this reader is told all of it; if not, its name and all claims are empty.
    """

    id: UUID
    case: UUID
    sha256: str
    size: int
    media_type: str
    name: str
    origin: str
    taken_by: str
    claimed_time: str
    claimed_latitude: Decimal | None
    claimed_longitude: Decimal | None
    kept_by: str
    kept_at: datetime
    outcome: str
    whole: bool

    @property
    def is_picture(self) -> bool:
        return self.media_type in rules.PICTURES

    @property
    def extension(self) -> str:
        return rules.EXTENSIONS[self.media_type]

    @property
    def wrong(self) -> bool:
        return self.outcome not in ("", Outcome.WHOLE)


@dataclass(frozen=True)
class Awaited:
    """A file that was promised and is not there."""

    id: UUID
    case: UUID
    what: str
    marked_at: datetime


@dataclass(frozen=True)
class Fault:
    """A kept file whose bytes are not there or not the same."""

    sha256: str
    outcome: Outcome
    files: tuple[UUID, ...]


def file(reader: User, file_id: UUID) -> Shown:
    rows = _latest(policies.visible(reader).filter(pk=policies.get(reader, file_id).pk))
    return _shown(reader, rows)[0]


def of_case(reader: User, case_id: UUID) -> list[Shown]:
    return _shown(reader, _latest(policies.visible(reader).filter(case=case_id)))


def about(reader: User, kind: str, ids: Iterable[UUID]) -> dict[UUID, list[Shown]]:
    """The files about each of these things, for a page that shows them beside it."""
    rows = _latest(policies.visible(reader).filter(about_kind=kind, about_id__in=list(ids)))
    found: dict[UUID, list[Shown]] = {}
    for row, shown in zip(rows, _shown(reader, rows), strict=True):
        if row.about_id:
            found.setdefault(row.about_id, []).append(shown)
    return found


def awaited(reader: User, case_id: UUID | None = None) -> list[Awaited]:
    """What is awaited in the cases of this reader, oldest first."""
    rows = policies.awaited(reader).filter(Q(case=case_id) if case_id else Q()).order_by("pk")
    return [Awaited(it.pk, it.case_id, it.what, it.marked_at) for it in rows]


def awaited_one(reader: User, pending_id: UUID) -> Awaited:
    """NotFound where it is not awaited, or not by this reader."""
    found = [it for it in awaited(reader) if it.id == pending_id]
    if not found:
        raise NotFound
    return found[0]


def wrong(reader: User) -> list[Shown]:
    """Files whose latest check found them changed or missing."""
    checked = policies.visible(reader).filter(checks__outcome__in=["changed", "missing"])
    return [it for it in _shown(reader, _latest(checked.distinct())) if it.wrong]


def original(reader: User, file_id: UUID) -> tuple[Shown, IO[bytes] | None]:
    """The original, read through and compared on the way; None where it is not what was kept."""
    policies.may_take_out(reader, policies.get(reader, file_id))
    shown = file(reader, file_id)
    return shown, store.open_checked(shown.sha256)


def small(reader: User, file_id: UUID) -> IO[bytes] | None:
    """The small picture. None where the file is no picture or cannot be drawn."""
    it = policies.get(reader, file_id)
    shown = it.media_type in rules.PICTURES and policies.may_see_small(reader, it)
    return store.small(it.sha256, it.media_type) if shown else None


def verify_files() -> Iterator[Fault]:
    """Every kept file that is missing on disk or differs from its hash, for check-books."""
    hashes = File.objects.order_by("sha256").values_list("sha256", flat=True).distinct()
    for sha256 in hashes.iterator():
        outcome = store.check(sha256)
        if outcome is not Outcome.WHOLE:
            ids = File.objects.filter(sha256=sha256).order_by("pk").values_list("pk", flat=True)
            yield Fault(sha256, outcome, tuple(ids))


def _latest(files: QuerySet[File]) -> QuerySet[File]:
    latest = Check.objects.filter(file=OuterRef("pk")).order_by("-pk").values("outcome")[:1]
    return (
        files.annotate(outcome=Subquery(latest)).select_related("kept_by", "taken_by")
        .order_by("pk")
    )  # fmt: skip


def _shown(reader: User, rows: Iterable[File]) -> list[Shown]:
    return [_one(it, policies.tells_all(reader, it)) for it in rows]


def _one(it: File, whole: bool) -> Shown:
    taken_by = network.name_of(it.taken_by) if it.taken_by else it.taken_by_name
    return Shown(
        it.pk, it.case_id, it.sha256, it.size, it.media_type, it.name if whole else "", it.origin,
        taken_by if whole else "", it.claimed_time if whole else "",
        it.claimed_latitude if whole else None, it.claimed_longitude if whole else None,
        network.name_of(it.kept_by), it.kept_at, getattr(it, "outcome", "") or "", whole,
    )  # fmt: skip
