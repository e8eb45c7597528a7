"""Every change to a case: number, members, parts, who is shut out, notes, closing."""

from __future__ import annotations

import secrets
from dataclasses import replace
from datetime import date, datetime
from uuid import UUID

from django.utils import timezone

from sangkroh.core.door import action, concerns, this_act
from sangkroh.core.errors import NotFound, Refused, require
from sangkroh.core.models import User
from sangkroh.core.roles import Role
from sangkroh.core.types import Count, Line, MaybeLine, Words
from sangkroh.network import policies as network
from sangkroh.network.queries import are_apart, office_id_of
from sangkroh.reference import policies as reference
from sangkroh.reference.models import Place

from . import policies, rules
from .models import (
    AgencyNumber,
    Case,
    Link,
    Match,
    Member,
    Note,
    Part,
    Readmission,
    ShutOut,
    Spot,
    Title,
)
from .rules import OPENERS, WRITERS, PartKind


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
    serial = of_year.count() + 1
    taken = set(of_year.values_list("number", flat=True))
    Case.objects.create(
        id=id, number=rules.number_of(where.code, year, serial, taken, secrets.randbelow),
        year=year, serial=serial, title=title, office=where, opened_by=actor, opened_at=at,
        lead=who if Role.LEAD in actor.current_roles() else None,
        hidden=hidden, historical=historical,
    )  # fmt: skip
    Title.objects.create(case_id=id, version=1, text=title, by=actor, at=at)
    Member.objects.create(case_id=id, user=who, since=at, added_by=actor)
    concerns(id)
    return id


def _office_of(actor: User, office: UUID | None) -> UUID:
    """The office that was said, or else the actor's own."""
    found = office or office_id_of(actor)
    if found is None:
        raise Refused("cases.no-office", "office")
    return found


@action(by=OPENERS, personal={"reason"})
def add_member(actor: User, /, *, case: UUID, user: UUID, reason: Line) -> UUID:
    """Let a person know this case (need to know), and why.

    The lead does it, or a duty officer who is a member. Somebody of an agency that is shut out is
    let in by `readmit` alone.
    """
    it = _seen(actor, case)
    rules.may_decide(allowed=_standing(actor, it).adds_members)
    whose = _user(user)
    there = it.members.filter(user=whose, until__isnull=True).exists()
    require(not there, "cases.already-a-member", "user")
    require(not policies.shut_outs_of(whose).filter(case=it).exists(), "cases.is-shut-out", "user")
    _let_in(it, whose, actor, reason)
    return it.pk


@action(by=OPENERS, personal={"reason"})
def remove_member(actor: User, /, *, case: UUID, user: UUID, reason: Line) -> UUID:
    """End a person's sight of this case from now on. The lead stays until there is another."""
    it = _seen(actor, case)
    rules.may_decide(allowed=_standing(actor, it).removes_members)
    require(user != it.lead_id, "cases.lead-must-stay", "user")
    member = it.members.filter(user=user, until__isnull=True).first()
    if member is None:
        raise NotFound("user")
    member.until, member.removed_by, member.removed_reason = _now(), actor, reason
    member.save()
    return it.pk


@action(by=OPENERS, personal={"reason"})
def set_lead(actor: User, /, *, case: UUID, user: UUID, reason: Line) -> UUID:
    """Hand the lead of a case to another member. The lead does it; any member where none leads.

    Oneself: only who opened the case, or a lead of teams. After a lead was shut out: somebody of
    another agency than one's own.
    """
    it = _seen(actor, case)
    it.lead = _named(actor, it, user, _standing(actor, it))
    it.save()
    return it.pk


@action(by=OPENERS)
def set_part(
    actor: User, /, *, case: UUID, agency: UUID, part: PartKind, ended: bool = False
) -> UUID:
    """Say which part an agency plays in a case, or that it plays it no more (`ended`)."""
    it, whose = _seen(actor, case), network.agency(actor, agency)
    present = it.parts.filter(agency=whose, part=part, until__isnull=True).first()
    if ended:
        if present is None:
            raise NotFound("part")
        present.until = _now()
        present.save()
    else:
        require(present is None, "cases.part-set-already", "part")
        Part.objects.create(case=it, agency=whose, part=part, since=_now())
    return it.pk


@action(by=WRITERS)
def set_agency_number(
    actor: User, /, *, case: UUID, agency: UUID, number: MaybeLine
) -> UUID:  # fmt: skip
    """Write down the number under which an agency keeps this case in its own books."""
    it, whose = _seen(actor, case), network.agency(actor, agency)
    AgencyNumber.objects.create(case=it, agency=whose, number=number, since=_now())
    return it.pk


@action(by=WRITERS, personal={"text"})
def note(actor: User, /, *, id: UUID, case: UUID, text: Words) -> UUID:
    """Write a note that the members of the case read. A note is never changed."""
    Note.objects.create(id=id, case=_seen(actor, case), text=text, by=actor, at=_now())
    return id


@action(by=WRITERS, personal={"reason"})
def mark_one_of_ours(
    actor: User, /, *, case: UUID, agency: UUID, reason: Line, new_lead: UUID | None = None
) -> UUID:
    """A person involved serves in this agency: none of its accounts sees the case from now on.

    Any member may say it. Where the lead serves there, `new_lead` names who takes over: somebody of
    another agency than the actor's, unless the actor is that lead.
    """
    it, whose = _seen(actor, case), network.agency(actor, agency)
    require(not it.shut_outs.filter(agency=whose).exists(), "cases.shut-out-already", "agency")
    ShutOut.objects.create(
        case=it, agency=whose, reason=reason, by=actor, since=_now(), lead=it.lead
    )
    if it.lead and not policies.may_see(it.lead, it.pk):
        it.lead = _successor(actor, it, new_lead)
        it.save()
    return it.pk


@action(by=OPENERS, personal={"reason"})
def readmit(actor: User, /, *, case: UUID, user: UUID, reason: Line) -> UUID:
    """Let a named person of a shut-out agency see the case again. Only the lead may."""
    it = _seen(actor, case)
    _decides(actor, it)
    whose = _user(user)
    shut = list(policies.shut_outs_of(whose).filter(case=it))
    require(bool(shut), "cases.not-shut-out", "user")
    for shut_out in shut:
        Readmission.objects.create(
            shut_out=shut_out, user=whose, by=actor, reason=reason, at=_now()
        )
    if not it.members.filter(user=whose, until__isnull=True).exists():
        _let_in(it, whose, actor, reason)
    return it.pk


@action(by=OPENERS, personal={"reason"})
def hide(actor: User, /, *, case: UUID, reason: Line) -> UUID:
    """Make the case a hidden operation: only its lead lets people in."""
    return _set_hidden(actor, case, True)


@action(by=OPENERS, personal={"reason"})
def unhide(actor: User, /, *, case: UUID, reason: Line) -> UUID:
    """The hidden operation is over: the case is as any other."""
    return _set_hidden(actor, case, False)


def _set_hidden(actor: User, case: UUID, hidden: bool) -> UUID:
    it = _seen(actor, case)
    _decides(actor, it)
    require(it.hidden != hidden, "cases.as-it-is")
    it.hidden = hidden
    it.save()
    return it.pk


@action(by=OPENERS, personal={"reason"})
def close(actor: User, /, *, case: UUID, reason: Line) -> UUID:
    """Close a case, and why. The lead does it."""
    it = _seen(actor, case)
    _decides(actor, it)
    require(it.closed_at is None, "cases.as-it-is")
    it.closed_at = _now()
    it.save()
    return it.pk


@action(by=OPENERS, personal={"reason"})
def reopen(actor: User, /, *, case: UUID, reason: Line) -> UUID:
    """Open a closed case again, and why. The lead does it."""
    it = _seen(actor, case)
    _decides(actor, it)
    require(it.closed_at is not None, "cases.as-it-is")
    it.closed_at = None
    it.save()
    return it.pk


@action(by=OPENERS, personal={"title"})
def retitle(actor: User, /, *, case: UUID, title: MaybeLine, version: Count) -> UUID:
    """Give a case another title. version: that of the title which the writer had seen."""
    it = _seen(actor, case)
    if version != it.version:
        seen = it.titles.filter(version=version).values_list("text", flat=True).first() or ""
        raise Refused("cases.title-changed", "title", seen=seen, now=it.title)
    it.title, it.version = title, it.version + 1
    it.save()
    Title.objects.create(case=it, version=it.version, text=title, by=actor, at=_now())
    return it.pk


@action(by=OPENERS, personal={"reason"})
def link(actor: User, /, *, id: UUID, case: UUID, other: UUID, reason: Line) -> UUID:
    """Say that two cases, both of which the actor may see, belong together."""
    it, second = _seen(actor, case), policies.get(actor, other, "other")
    require(it != second, "cases.linked-to-itself", "other")
    there = Link.objects.filter(case__in=(it, second), other__in=(it, second)).exists()
    require(not there, "cases.linked-already", "other")
    Link.objects.create(id=id, case=it, other=second, reason=reason, by=actor, at=_now())
    return id


@action(by=WRITERS)
def mark_place(
    actor: User, /, *, id: UUID, case: UUID, place: UUID, first: date | None = None,
    last: date | None = None,
) -> UUID:  # fmt: skip
    """Say where, and on which days, a case is being worked, so that two teams do not collide.

    Whoever writes it learns nothing of cases that he or she may not see; if there is one, both
    leads are told silently.
    """
    it, where = _seen(actor, case), reference.get(actor, Place, place, "place")
    require(first is not None or last is None, "core.missing", "first")
    require(not (first and last and last < first), "core.latest-before-earliest", "last")
    Spot.objects.create(
        id=id, case=it, place=where, first=first, last=last or first, by=actor, at=_now()
    )
    return id


@action(by={Role.WORKER})
def alert_match(actor: User, /, *, case: UUID, other: UUID, spot: UUID) -> None:
    """Tell the lead of a case that another case meets it. No timeline shows this act.

    While an alert of the same two cases waits, there is no second one.
    """
    if not Match.objects.filter(case=case, other=other, settled_at__isnull=True).exists():
        Match.objects.create(case_id=case, other_id=other, spot_id=spot, at=_now())


@action(by=OPENERS)
def settle_match(actor: User, /, *, match: UUID) -> UUID:
    """The lead has spoken to the other lead: the alert is done. No timeline shows this act."""
    it = policies.matches(actor).filter(pk=match).first()
    if it is None:
        raise NotFound("match")
    it.settled_at, it.settled_by = _now(), actor
    it.save()
    return it.pk


def _now() -> datetime:
    return this_act().received_at


def _seen(actor: User, case_id: UUID) -> Case:
    """The case, which the act under way concerns."""
    case = policies.get(actor, case_id)
    concerns(case.pk)
    return case


def _user(user_id: UUID) -> User:
    """Somebody who can log in and has a role: nobody else may know a case."""
    user = User.objects.filter(pk=user_id, kind=User.Kind.PERSON, is_active=True).first()
    if user is None or not user.current_roles():
        raise NotFound("user")
    return user


def _let_in(case: Case, user: User, actor: User, reason: str) -> None:
    Member.objects.create(case=case, user=user, since=_now(), added_by=actor, reason=reason)


def _decides(actor: User, case: Case) -> None:
    rules.may_decide(allowed=case.lead_id == policies.person_of(actor).pk)


def _standing(actor: User, case: Case) -> rules.Standing:
    return policies.standing(actor, case, actor.current_roles())


def _named(
    actor: User, case: Case, user: UUID, standing: rules.Standing, path: str = "user"
) -> User:  # fmt: skip
    """Who is to lead, if able, and if the actor may name that person."""
    whose, by = _able_to_lead(case, user, path), policies.person_of(actor).pk
    rules.may_name_lead(
        standing, oneself=by == user, leads_teams=Role.LEAD in whose.current_roles(),
        are_apart=are_apart(by, user, _now()), path=path,
    )  # fmt: skip
    return whose


def _successor(actor: User, case: Case, user: UUID | None) -> User | None:
    """Who takes over from a lead who was just shut out; nobody only where nobody could.

    The accused loses sight at once even so, and who is let in then may be named.
    """
    standing = replace(_standing(actor, case), vacated=True)
    if user is not None:
        return _named(actor, case, user, standing, "new_lead")
    members = case.members.filter(until__isnull=True).values_list("user", flat=True)
    able = any(_could_be_named(actor, case, it, standing) for it in members)
    require(not able, "cases.lead-is-theirs", "new_lead")
    return None


def _could_be_named(actor: User, case: Case, user: UUID, standing: rules.Standing) -> bool:
    try:
        return bool(_named(actor, case, user, standing))
    except Refused:
        return False


def _able_to_lead(case: Case, user_id: UUID, path: str) -> User:
    """A member who sees the case and whose roles take decisions."""
    user = _user(user_id)
    require(policies.may_see(user, case.pk), "cases.not-a-member", path)
    rules.may_lead(user.current_roles(), path=path)
    return user
