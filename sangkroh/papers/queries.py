"""Papers as pages show them: what of a case can be printed, and the register."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from typing import IO, Any
from uuid import UUID

from django.core.paginator import Page, Paginator
from django.db.models import Count, QuerySet
from django.utils.functional import Promise

from sangkroh.core.errors import NotFound
from sangkroh.core.models import User
from sangkroh.evidence import queries as evidence
from sangkroh.network import queries as network

from . import making, policies
from .models import Letterhead, Paper
from .rules import Kind
from .sheets import SHEETS, label_of

PAGE = 50


@dataclass(frozen=True)
class Line:
    """A row of the register."""

    id: UUID
    number: str
    kind: Promise
    case_id: UUID
    case_number: str
    at: datetime
    by: str
    signed: int
    cancelled: str


@dataclass(frozen=True)
class Offer:
    """A paper that can be made of something, and those that were issued already."""

    kind: Kind
    title: Promise
    issued: list[Line]


@dataclass(frozen=True)
class Subject:
    """Something of a case that papers can be about: a scene, a hand-over, a person …"""

    subject: UUID
    label: str
    papers: list[Offer]


@dataclass(frozen=True)
class Shown:
    """One paper with what came back of it."""

    line: Line
    subject: UUID
    said: str
    file: evidence.Shown
    signed: list[evidence.Shown]


@dataclass(frozen=True)
class Wanted:
    """Which rows of the register."""

    office: UUID | None = None
    year: int | None = None
    kind: str = ""
    state: str = ""


def offers(reader: User, case_id: UUID) -> list[Subject]:
    """What can be printed of a case, in the order of the work."""
    there = _issued(reader, case_id)
    known = {offers: offers(reader, case_id) for offers in {it.offers for it in SHEETS.values()}}
    found: dict[UUID, Subject] = {}
    for kind, sheet in SHEETS.items():
        for subject, label in known[sheet.offers]:
            papers = found.setdefault(subject, Subject(subject, label, [])).papers
            papers.append(Offer(kind, sheet.title, there.get((kind, subject), [])))
    return list(found.values())


def _issued(reader: User, case_id: UUID) -> dict[tuple[str, UUID], list[Line]]:
    """The papers of a case by what they are and what they are about."""
    found: dict[tuple[str, UUID], list[Line]] = {}
    rows = _rows(policies.visible(reader).filter(case=case_id)).order_by("at")
    for it in rows:
        found.setdefault((it.kind, it.subject), []).append(_line(it))
    return found


def of_case(reader: User, case_id: UUID) -> list[Line]:
    rows = _rows(policies.visible(reader).filter(case=case_id))
    return [_line(it) for it in rows.order_by("at")]


def register(reader: User, wanted: Wanted, page: int = 1) -> tuple[Page[Paper], list[Line]]:
    """A page of the register: by office, then year, newest number first."""
    found = policies.visible(reader)
    if wanted.office:
        found = found.filter(office=wanted.office)
    if wanted.year:
        found = found.filter(year=wanted.year)
    if wanted.kind:
        found = found.filter(kind=wanted.kind)
    if wanted.state == "cancelled":
        found = found.filter(cancelled__isnull=False)
    if wanted.state == "unsigned":
        found = found.filter(cancelled__isnull=True, signed__isnull=True)
    rows = _rows(found).order_by("office__code", "-year", "-serial")
    shown = Paginator(rows, PAGE).get_page(page)
    return shown, [_line(it) for it in shown]


def found(reader: User, text: str, limit: int = 10) -> list[Line]:
    """Papers whose number holds what was typed, of those that this reader may see."""
    rows = _rows(policies.visible(reader).filter(number__icontains=text))
    return [_line(it) for it in rows.order_by("-at")[:limit]]


def years(reader: User) -> list[int]:
    rows = policies.visible(reader).order_by("-year").values_list("year", flat=True)
    return list(rows.distinct())


def paper(reader: User, paper_id: UUID) -> Shown:
    """One paper. NotFound where the reader may not see its case."""
    it = policies.get(reader, paper_id)
    row = _rows(Paper.objects.filter(pk=it.pk)).get()
    files = evidence.about(reader, "papers.Paper", [it.pk]).get(it.pk, [])
    printed = next(file for file in files if file.id == it.file_id)
    return Shown(
        _line(row), it.subject, it.said, printed, [file for file in files if file.id != it.file_id]
    )


def printed(reader: User, paper_id: UUID) -> tuple[str, IO[bytes] | None]:
    """The number of a paper and its PDF as it was printed; None where the file is damaged.

    Refused (evidence.may-betray) of a minor's own, but for its issuer and the legal officer.
    """
    it = policies.get(reader, paper_id)
    _shown, content = evidence.original(reader, it.file_id)
    return it.number, content


def _rows(papers: QuerySet[Paper]) -> QuerySet[Paper]:
    return papers.select_related("case", "by", "cancelled").annotate(copies=Count("signed"))


def _line(it: Any) -> Line:
    cancelled = getattr(it, "cancelled", None)
    return Line(
        it.pk, it.number, label_of(it.kind), it.case_id, it.case.number, it.at,
        network.name_of(it.by), it.copies, cancelled.reason if cancelled else "",
    )  # fmt: skip


@dataclass(frozen=True)
class Form:
    """One of our forms, and whether a legal officer approved it as it reads now."""

    kind: Kind
    title: Promise
    approved: bool


def forms() -> list[Form]:
    return [Form(kind, it.title, making.is_approved(kind)) for kind, it in SHEETS.items()]


def wording(kind: Kind) -> str:
    return making.wording_of(kind)


def letterhead(reader: User, agency_id: UUID) -> tuple[str, dict[str, str]]:
    """An agency's name and what stands above its papers now. NotFound for no agency."""
    found = next((it for it in network.agencies() if it.id == agency_id), None)
    if found is None or not reader.roles:
        raise NotFound("agency")
    row: Letterhead | None = policies.visible_letterheads(reader).filter(agency=agency_id).last()
    return found.label, {"text_km": row.text_km, "text_en": row.text_en} if row else {}
