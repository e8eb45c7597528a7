"""What the pages of cases show, each for one reader."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from django.core.paginator import Page, Paginator
from django.db.models import Q, QuerySet
from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from sangkroh.core.models import User
from sangkroh.network.queries import Choices, agency_labels, named

from .. import policies
from ..models import Case, Member, Note, Part
from ..rules import PartKind

PARTS: dict[PartKind, Promise] = {
    PartKind.OWNER: _("owner of the case"),
    PartKind.SEIZING: _("seizing"),
    PartKind.IDENTIFYING: _("identifying"),
    PartKind.CARING: _("caring"),
    PartKind.RELEASING: _("releasing"),
    PartKind.SUPPORTING: _("supporting"),
}
PAGE = 50


@dataclass(frozen=True)
class CaseLine:
    """A case in a list."""

    id: UUID
    number: str
    title: str
    office: str
    lead: str
    opened_at: datetime
    closed: bool
    hidden: bool
    historical: bool


@dataclass(frozen=True)
class Wanted:
    """Which cases a list is to show."""

    state: str = ""
    mine: bool = False
    agency: UUID | None = None
    year: int | None = None


def listed(reader: User, wanted: Wanted, page: int = 1) -> Page[Case]:
    """A page of the cases that the reader may see, newest first."""
    found = policies.visible(reader)
    if wanted.state:
        found = found.filter(closed_at__isnull=wanted.state == "open")
    if wanted.mine:
        found = found.filter(lead=policies.person_of(reader))
    if wanted.agency:
        playing = Part.objects.filter(agency=wanted.agency, until__isnull=True)
        found = found.filter(Q(office__agency=wanted.agency) | Q(pk__in=playing.values("case")))
    if wanted.year:
        found = found.filter(year=wanted.year)
    return Paginator(in_order(found), PAGE).get_page(page)


def in_order(cases: QuerySet[Case]) -> QuerySet[Case]:
    return cases.select_related("office", "lead").order_by("-opened_at", "-id")


def lines(cases: Page[Case] | QuerySet[Case]) -> list[CaseLine]:
    return [_line(it) for it in cases]


def _line(it: Case) -> CaseLine:
    return CaseLine(
        it.pk, it.number, it.title, named(it.office.name, it.office.name_km), name_of(it.lead),
        it.opened_at, it.closed_at is not None, it.hidden, it.historical,
    )  # fmt: skip


def years(reader: User) -> list[int]:
    """The years of the cases that the reader may see."""
    return list(
        policies.visible(reader).order_by("-year").values_list("year", flat=True).distinct()
    )


def found(reader: User, text: str, limit: int = 20) -> list[CaseLine]:
    """Cases whose number or title holds the text, of those that the reader may see."""
    seen = policies.visible(reader)
    hits = seen.filter(Q(number__icontains=text) | Q(title__icontains=text))
    return lines(in_order(hits)[:limit])


@dataclass(frozen=True)
class MemberLine:
    id: UUID
    name: str
    agency: str
    leads: bool
    since: datetime
    until: datetime | None
    reason: str


@dataclass(frozen=True)
class AgencyPart:
    """An agency in a case: its parts and the number in its own books."""

    id: UUID
    name: str
    parts: list[Promise]
    number: str


@dataclass(frozen=True)
class ShutOutLine:
    agency: str
    reason: str
    since: datetime
    readmitted: list[str]


@dataclass(frozen=True)
class Head:
    """The head of a case's page, and what its reader may do there."""

    case: CaseLine
    version: int
    opened_by: str
    agencies: list[AgencyPart]
    members: list[MemberLine]
    past_members: list[MemberLine]
    shut_out: list[ShutOutLine]
    links: list[CaseLine]
    leads: bool
    adds_members: bool
    removes_members: bool
    decides: bool
    writes: bool


def head(reader: User, case_id: UUID) -> Head:
    """The head of the page. NotFound for whoever may not see the case."""
    case = policies.get(reader, case_id, "")
    members = _members(case)
    may = policies.may(reader, case)
    return Head(
        case=_line(case), version=case.version, opened_by=name_of(case.opened_by),
        agencies=_agencies(case), members=[it for it in members if it.until is None],
        past_members=[it for it in members if it.until], shut_out=_shut_out(case),
        links=_links(reader, case), leads=may.lead, adds_members=may.add_members,
        removes_members=may.remove_members, decides=may.decide, writes=may.write,
    )  # fmt: skip


def _members(case: Case) -> list[MemberLine]:
    rows = list(Member.objects.filter(case=case).select_related("user"))
    agencies = agency_labels(it.user_id for it in rows)
    return [
        MemberLine(
            it.user_id, name_of(it.user), agencies.get(it.user_id, ""),
            it.user_id == case.lead_id, it.since, it.until, it.reason,
        )
        for it in rows
    ]  # fmt: skip


def _agencies(case: Case) -> list[AgencyPart]:
    numbers = case.agency_numbers.select_related("agency")
    said = {it.agency: it.number for it in numbers}
    parts = case.parts.filter(until__isnull=True).select_related("agency")
    plays: dict[object, list[Promise]] = {agency: [] for agency in said}
    for it in parts:
        plays.setdefault(it.agency, []).append(PARTS[PartKind(it.part)])
    agencies = {it.agency for it in parts} | set(said)
    return sorted(
        (
            AgencyPart(a.pk, named(a.name, a.name_km), plays[a], said.get(a, ""))
            for a in agencies
        ),
        key=lambda it: it.name,
    )  # fmt: skip


def _shut_out(case: Case) -> list[ShutOutLine]:
    rows = case.shut_outs.select_related("agency").prefetch_related("readmissions__user")
    return [
        ShutOutLine(
            named(it.agency.name, it.agency.name_km), it.reason, it.since,
            [name_of(r.user) for r in it.readmissions.all()],
        )
        for it in rows
    ]  # fmt: skip


def _links(reader: User, case: Case) -> list[CaseLine]:
    """Linked cases, those that the reader may see; of others not even that they are there."""
    linked = Q(links_to__case=case) | Q(links_from__other=case)
    return lines(in_order(policies.visible(reader).filter(linked).distinct()))


def member_choices(reader: User, case_id: UUID) -> Choices:
    """The present members, to pick from."""
    case = policies.get(reader, case_id, "")
    return [(str(it.id), f"{it.name}, {it.agency}") for it in _members(case) if not it.until]


def case_choices(reader: User, besides: UUID) -> Choices:
    """The reader's cases, to pick from, newest first."""
    cases = in_order(policies.visible(reader).exclude(pk=besides))
    return [(str(it.id), f"{it.number} {it.title}") for it in lines(cases[:500])]


@dataclass(frozen=True)
class NoteLine:
    text: str
    by: str
    agency: str
    at: datetime


def notes(reader: User, case_id: UUID) -> list[NoteLine]:
    """The notes of a case, the newest first."""
    seen = policies.visible(reader).filter(pk=case_id)
    rows = list(Note.objects.filter(case__in=seen).select_related("by").order_by("-at", "-id"))
    agencies = agency_labels(it.by_id for it in rows)
    return [NoteLine(it.text, name_of(it.by), agencies.get(it.by_id, ""), it.at) for it in rows]


def name_of(user: User | None) -> str:
    return named(user.name, user.name_km) if user else ""
