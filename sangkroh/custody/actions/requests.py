"""Decisions of two: one person asks, another approves by their own act, and then it posts."""

from __future__ import annotations

import json
from collections.abc import Callable, Iterable
from typing import TypeVar, cast
from uuid import UUID

from sangkroh.core.actors import by_a_person
from sangkroh.core.door import action, concerns
from sangkroh.core.errors import Refused, require
from sangkroh.core.models import User
from sangkroh.core.roles import Role
from sangkroh.core.types import Line, MaybeLine, Shape
from sangkroh.network import queries as network
from sangkroh.network.queries import ServedIn
from sangkroh.network.rules import STILL_OF_IT

from .. import policies
from ..models import Account, Alarm, Approval, Hold, Lot, Movement, MovementLine, Request
from ..rules import COURT_ASKS, Basis, Kind, Signature, other_person, still_needed, wants
from .books import HANDLERS, entered
from .holds import HoldKind

S = TypeVar("S", bound=Shape)
Post = Callable[[User, Request], Movement]
Objection = Callable[[Request], None]
OBJECTIONS: dict[Kind, list[Objection]] = {}
POSTS: dict[Kind, Post] = {}
"""What an approved request of each kind does; each subject's module fills in its own."""
APPROVERS = HANDLERS | {Role.PARTNER, Role.LEGAL_OFFICER}
ONLY_PLANNED = frozenset({Role.PARTNER, Role.LEGAL_OFFICER})
"""Roles that may approve a planned outcome and nothing that asks them to have been there."""


def posts(*kinds: Kind) -> Callable[[Post], Post]:
    def mark(post: Post) -> Post:
        POSTS.update(dict.fromkeys(kinds, post))
        return post

    return mark


def objects(kind: Kind) -> Callable[[Objection], Objection]:
    """Let a room above look at an approved request of this kind before it is done, and refuse."""

    def mark(objection: Objection) -> Objection:
        OBJECTIONS.setdefault(kind, []).append(objection)
        return objection

    return mark


def ask(
    actor: User, id: UUID, kind: Kind, case_id: UUID, place: Account | None, payload: Shape,
    reason: str = "", *, basis: Basis = Basis.MOVE, living: bool = False, listed: bool = False,
) -> UUID:  # fmt: skip
    """Write down what is asked for, for another person to decide."""
    by_a_person(actor)
    vet, other_agency = wants(kind, living=living, listed=listed)
    Request(
        id=id, case_id=case_id, kind=kind.value, basis=basis.value, reason=reason,
        payload=payload.model_dump(mode="json"), office_id=place.office_id if place else None,
        agency_id=network.agency_id_of(actor), as_vet=Role.VET in actor.roles,
        as_legal=Role.LEGAL_OFFICER in actor.roles, needs_vet=vet,
        needs_other_agency=other_agency, **entered(actor),
    ).save(force_insert=True)  # fmt: skip
    concerns(case_id)
    return id


def said(request: Request, shape: type[S]) -> S:
    """What was asked for, read back strictly."""
    return shape.model_validate_json(json.dumps(request.payload))


@action(by=APPROVERS)
def approve(actor: User, /, *, request: UUID, reason: MaybeLine = "") -> UUID | None:
    """Approve what another person asked for. When nothing more is needed it is done within.

    Returns the movement's id, or None while a vet's or another organisation's word is missing.
    Raises `custody.needs-another-person`, `custody.decided-already`, `custody.said-already`.
    """
    it = _open_request(actor, request)
    _answer(actor, it, approves=True, reason=reason)
    concerns(it.case_id)
    if lacking(it):
        return None
    try:
        for look_at in OBJECTIONS.get(Kind(it.kind), []):
            look_at(it)
        return POSTS[Kind(it.kind)](actor, it).pk
    except Refused as refused:
        raise refused.at("request") from None


@action(by=APPROVERS)
def decline(actor: User, /, *, request: UUID, reason: Line) -> None:
    """Decline what another person asked for, and say why. Nothing moves."""
    it = _open_request(actor, request)
    _answer(actor, it, approves=False, reason=reason)
    concerns(it.case_id)


def _open_request(actor: User, request_id: UUID) -> Request:
    it = policies.get_request(actor, request_id)
    other_person(it.by.person_id, actor.person_id, "request")
    by_a_person(actor)
    roles = actor.current_roles()
    asked = Role.LEGAL_OFFICER in roles and bool(kept_by_court([it]))
    may = it.basis == Basis.PLANNED or bool(roles - ONLY_PLANNED) or asked
    require(may, "core.not-allowed", "request")
    declined = it.approvals.filter(approves=False).exists()
    require(not declined and not hasattr(it, "movement"), "custody.decided-already", "request")
    require(not it.approvals.filter(by=actor).exists(), "custody.said-already", "request")
    return it


def _answer(actor: User, it: Request, *, approves: bool, reason: str) -> None:
    Approval(
        request=it, approves=approves, reason=reason, as_vet=Role.VET in actor.roles,
        as_legal=Role.LEGAL_OFFICER in actor.roles, agency_id=network.agency_id_of(actor),
        **entered(actor),
    ).save(force_insert=True)  # fmt: skip


def lacking(it: Request) -> set[str]:
    """What this request still needs before it is done."""
    answers = list(it.approvals.select_related("by"))
    people = {it.by.person_id, *(a.by.person_id for a in answers)}
    court = bool(kept_by_court([it]))
    return still_lacking(it, answers, network.service_of(people), court=court)


def still_lacking(
    it: Request, answers: Iterable[Approval], served_in: ServedIn, *, court: bool
) -> set[str]:
    """The same, of what was answered, of who served where, and of whether a court keeps what it
    is about (`kept_by_court`), all known already."""
    since = it.at - STILL_OF_IT
    own = served_in(it.by.person_id, since)
    approved = {
        Signature(
            str(a.by.person_id), a.as_vet,
            None if own & served_in(a.by.person_id, since) else _text(a.agency_id), a.as_legal,
        )
        for a in answers
        if a.approves
    }  # fmt: skip
    asked = Signature(str(it.by.person_id), it.as_vet, _text(it.agency_id), it.as_legal)
    return still_needed(
        asked, approved, vet=it.needs_vet, other_agency=it.needs_other_agency, court=court
    )


def kept_by_court(requests: Iterable[Request]) -> set[UUID]:
    """Those that would rewrite what is known of a lot while a court's hold stands on it, or on
    one that it came out of."""
    about = {it.pk: _lots_of(it) for it in requests if Kind(it.kind) in COURT_ASKS}
    came_of = _parents(set().union(*about.values()))
    holds = Hold.objects.filter(lot__in=came_of, kind=HoldKind.COURT, lift__isnull=True)
    kept = set(holds.values_list("lot", flat=True)) if came_of else set()
    return {pk for pk, lots in about.items() if any(_line_of(it, came_of) & kept for it in lots)}


def _lots_of(it: Request) -> set[UUID]:
    """The lots that a request of COURT_ASKS would rewrite."""
    said = it.payload
    if "alarm" in said:
        return set(Alarm.objects.filter(pk=said["alarm"]).values_list("lot", flat=True))
    if "movement" in said:
        lines = MovementLine.objects.filter(movement=said["movement"])
        return set(lines.values_list("to_lot", flat=True))
    return {UUID(said["lot"])}


def _parents(lots: set[UUID]) -> dict[UUID, UUID | None]:
    """Each of the lots, and each that it came out of, with its parent."""
    found: dict[UUID, UUID | None] = {}
    while lots:
        found |= dict(Lot.objects.filter(pk__in=lots).values_list("pk", "parent_lot"))
        lots = {it for it in found.values() if it} - found.keys()
    return found


def _line_of(lot: UUID, came_of: dict[UUID, UUID | None]) -> set[UUID]:
    line, at = set(), cast(UUID | None, lot)
    while at is not None:
        line.add(at)
        at = came_of.get(at)
    return line


def _text(id: UUID | None) -> str | None:
    return str(id) if id else None
