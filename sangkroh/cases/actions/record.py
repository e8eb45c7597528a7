"""A case itself: its number and title, agencies and their parts, notes, closing, links."""

from __future__ import annotations

import secrets
from uuid import UUID

from django.utils import timezone

from sangkroh.core.door import action, concerns, this_act
from sangkroh.core.errors import NotFound, Refused, require
from sangkroh.core.models import User
from sangkroh.core.roles import Role
from sangkroh.core.types import Count, Line, MaybeLine, Words
from sangkroh.network import policies as network
from sangkroh.network.queries import office_id_of

from .. import policies, rules
from ..models import AgencyNumber, Case, Link, Member, Note, Part, Title
from ..rules import OPENERS, WRITERS, PartKind
from .common import decides, now, seen


@action(by=OPENERS, personal={"title"})
def open(
    actor: User, /, *, id: UUID, title: MaybeLine = "", office: UUID | None = None,
    hidden: bool = False, historical: bool = False,
) -> UUID:  # fmt: skip
    """Open a case in an office (one's own), with the next number of that office.

    Whoever opens it is its first member. hidden: a hidden operation. historical: from old papers;
    only a lead opens such a case, because what is posted in it needs no other person.
    """
    require(not historical or Role.LEAD in actor.current_roles(), "core.not-allowed", "historical")
    at = this_act().received_at
    where = network.office(actor, _office_of(actor, office))
    who, year = policies.person_of(actor), timezone.localtime(at).year
    of_year = Case.objects.filter(office=where, year=year)
    last = of_year.order_by("-serial").values_list("serial", flat=True).first()
    serial = (last or 0) + 1
    Case.objects.create(
        id=id, number=rules.number_of(where.code, year, serial, _Taken(), secrets.randbelow),
        year=year, serial=serial, title=title, office=where, opened_by=actor, opened_at=at,
        lead=who if Role.LEAD in actor.current_roles() else None,
        hidden=hidden, historical=historical,
    )  # fmt: skip
    Title.objects.create(case_id=id, version=1, text=title, by=actor, at=at)
    Member.objects.create(case_id=id, user=who, since=at, added_by=actor)
    concerns(id)
    return id


class _Taken:
    """The numbers in use, asked one by one: a year of old papers holds many thousands."""

    def __contains__(self, number: object) -> bool:
        return Case.objects.filter(number=number).exists()


def _office_of(actor: User, office: UUID | None) -> UUID:
    """The office that was said, or else the actor's own."""
    found = office or office_id_of(actor)
    if found is None:
        raise Refused("cases.no-office", "office")
    return found


@action(by=OPENERS)
def set_part(
    actor: User, /, *, case: UUID, agency: UUID, part: PartKind, ended: bool = False
) -> UUID:
    """Say which part an agency plays in a case, or that it plays it no more (`ended`)."""
    it, whose = seen(actor, case), network.agency(actor, agency)
    present = it.parts.filter(agency=whose, part=part, until__isnull=True).first()
    if ended:
        if present is None:
            raise NotFound("part")
        present.until = now()
        present.save()
    else:
        require(present is None, "cases.part-set-already", "part")
        Part.objects.create(case=it, agency=whose, part=part, since=now())
    return it.pk


@action(by=WRITERS)
def set_agency_number(
    actor: User, /, *, case: UUID, agency: UUID, number: MaybeLine
) -> UUID:  # fmt: skip
    """Write down the number under which an agency keeps this case in its own books."""
    it, whose = seen(actor, case), network.agency(actor, agency)
    AgencyNumber.objects.create(case=it, agency=whose, number=number, since=now())
    return it.pk


@action(by=WRITERS, personal={"text"})
def note(actor: User, /, *, id: UUID, case: UUID, text: Words) -> UUID:
    """Write a note that the members of the case read. A note is never changed."""
    Note.objects.create(id=id, case=seen(actor, case), text=text, by=actor, at=now())
    return id


@action(by=OPENERS, personal={"reason"})
def close(actor: User, /, *, case: UUID, reason: Line) -> UUID:
    """Close a case, and why. The lead does it."""
    it = seen(actor, case)
    decides(actor, it)
    require(it.closed_at is None, "cases.as-it-is")
    it.closed_at = now()
    it.save()
    return it.pk


@action(by=OPENERS, personal={"reason"})
def reopen(actor: User, /, *, case: UUID, reason: Line) -> UUID:
    """Open a closed case again, and why. The lead does it."""
    it = seen(actor, case)
    decides(actor, it)
    require(it.closed_at is not None, "cases.as-it-is")
    it.closed_at = None
    it.save()
    return it.pk


@action(by=OPENERS, personal={"title"})
def retitle(actor: User, /, *, case: UUID, title: MaybeLine, version: Count) -> UUID:
    """Give a case another title. version: that of the title which the writer had seen."""
    it = seen(actor, case)
    if version != it.version:
        before = it.titles.filter(version=version).values_list("text", flat=True).first() or ""
        raise Refused("cases.title-changed", "title", seen=before, now=it.title)
    it.title, it.version = title, it.version + 1
    it.save()
    Title.objects.create(case=it, version=it.version, text=title, by=actor, at=now())
    return it.pk


@action(by=OPENERS, personal={"reason"})
def link(actor: User, /, *, id: UUID, case: UUID, other: UUID, reason: Line) -> UUID:
    """Say that two cases, both of which the actor may see, belong together."""
    it, second = seen(actor, case), policies.get(actor, other, "other")
    require(it != second, "cases.linked-to-itself", "other")
    there = Link.objects.filter(case__in=(it, second), other__in=(it, second)).exists()
    require(not there, "cases.linked-already", "other")
    Link.objects.create(id=id, case=it, other=second, reason=reason, by=actor, at=now())
    return id
