"""Who may know a case, who leads it, which agency is shut out, and hidden operations."""

from __future__ import annotations

from dataclasses import replace
from uuid import UUID

from sangkroh.core.door import action
from sangkroh.core.errors import NotFound, Refused, require
from sangkroh.core.models import User
from sangkroh.core.roles import Role
from sangkroh.core.types import Line
from sangkroh.network import policies as network
from sangkroh.network.queries import are_apart

from .. import policies, rules
from ..models import Case, Member, Readmission, ShutOut
from ..rules import OPENERS, WRITERS
from .common import decides, now, seen


@action(by=OPENERS, personal={"reason"})
def add_member(actor: User, /, *, case: UUID, user: UUID, reason: Line) -> UUID:
    """Let a person know this case (need to know), and why.

    The lead does it, or a duty officer who is a member. Somebody of an agency that is shut out is
    let in by `readmit` alone.
    """
    it = seen(actor, case)
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
    it = seen(actor, case)
    rules.may_decide(allowed=_standing(actor, it).removes_members)
    require(user != it.lead_id, "cases.lead-must-stay", "user")
    member = it.members.filter(user=user, until__isnull=True).first()
    if member is None:
        raise NotFound("user")
    member.until, member.removed_by, member.removed_reason = now(), actor, reason
    member.save()
    return it.pk


@action(by=OPENERS, personal={"reason"})
def set_lead(actor: User, /, *, case: UUID, user: UUID, reason: Line) -> UUID:
    """Hand the lead of a case to another member. The lead does it; any member where none leads.

    Oneself: only who opened the case, or a lead of teams. After a lead was shut out: somebody of
    another agency than one's own.
    """
    it = seen(actor, case)
    it.lead = _named(actor, it, user, _standing(actor, it))
    it.save()
    return it.pk


@action(by=WRITERS, personal={"reason"})
def mark_one_of_ours(
    actor: User, /, *, case: UUID, agency: UUID, reason: Line, new_lead: UUID | None = None
) -> UUID:
    """A person involved serves in this agency: none of its accounts sees the case from now on.

    Any member may say it. Where the lead serves there, `new_lead` names who takes over: somebody of
    another agency than the actor's, unless the actor is that lead.
    """
    it, whose = seen(actor, case), network.agency(actor, agency)
    require(not it.shut_outs.filter(agency=whose).exists(), "cases.shut-out-already", "agency")
    ShutOut.objects.create(
        case=it, agency=whose, reason=reason, by=actor, since=now(), lead=it.lead
    )
    if it.lead and not policies.may_see(it.lead, it.pk):
        it.lead = _successor(actor, it, new_lead)
        it.save()
    return it.pk


@action(by=OPENERS, personal={"reason"})
def readmit(actor: User, /, *, case: UUID, user: UUID, reason: Line) -> UUID:
    """Let a named person of a shut-out agency see the case again. Only the lead may."""
    it = seen(actor, case)
    decides(actor, it)
    whose = _user(user)
    shut = list(policies.shut_outs_of(whose).filter(case=it))
    require(bool(shut), "cases.not-shut-out", "user")
    for shut_out in shut:
        Readmission.objects.create(shut_out=shut_out, user=whose, by=actor, reason=reason, at=now())
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
    it = seen(actor, case)
    decides(actor, it)
    require(it.hidden != hidden, "cases.as-it-is")
    it.hidden = hidden
    it.save()
    return it.pk


def _user(user_id: UUID) -> User:
    """Somebody who can log in and has a role: nobody else may know a case."""
    user = User.objects.filter(pk=user_id, kind=User.Kind.PERSON, is_active=True).first()
    if user is None or not user.current_roles():
        raise NotFound("user")
    return user


def _let_in(case: Case, user: User, actor: User, reason: str) -> None:
    Member.objects.create(case=case, user=user, since=now(), added_by=actor, reason=reason)


def _standing(actor: User, case: Case) -> rules.Standing:
    return policies.standing(actor, case, actor.current_roles())


def _named(
    actor: User, case: Case, user: UUID, standing: rules.Standing, path: str = "user"
) -> User:  # fmt: skip
    """Who is to lead, if able, and if the actor may name that person."""
    whose, by = _able_to_lead(case, user, path), policies.person_of(actor).pk
    rules.may_name_lead(
        standing, oneself=by == user, leads_teams=Role.LEAD in whose.current_roles(),
        are_apart=are_apart(by, user, now()), path=path,
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
