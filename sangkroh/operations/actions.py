"""Every change to an operation, and the hand-over of a shift."""

from __future__ import annotations

from datetime import datetime
from typing import Any
from uuid import UUID

from django.utils import timezone

from sangkroh.cases import policies as cases
from sangkroh.cases.actions import mark_place
from sangkroh.core.door import action, concerns, occurred_at, this_act
from sangkroh.core.errors import NotFound, require
from sangkroh.core.ids import new_id
from sangkroh.core.models import User
from sangkroh.core.roles import Role
from sangkroh.core.types import Code, MaybeLine, Words
from sangkroh.network import policies as network
from sangkroh.reference.queries import codes
from sangkroh.tips import actions as tips
from sangkroh.tips.queries import open_tips

from . import policies, rules
from .models import HandOver, HandOverItem, LogLine, Moment, Operation, Participant, Result
from .queries import RESULTS, open_of
from .rules import HandOverAnswer, Kind, MomentKind, Reply

PLANNERS = frozenset({Role.DUTY_OFFICER, Role.LEAD, Role.FIELD_OFFICER})
"""Who plans an operation and calls people out."""
GOERS = PLANNERS | {Role.PARTNER, Role.LEGAL_OFFICER, Role.VET, Role.KEEPER}
"""Who may go along, and tells of an operation what happened there."""


@action(by=PLANNERS, personal={"aim"})
def plan(
    actor: User, /, *, id: UUID, case: UUID, kind: Kind, aim: MaybeLine = "",
    planned_for: datetime | None = None, place: UUID | None = None,
) -> UUID:  # fmt: skip
    """Plan an operation in a case. It is seen by whoever sees the case, and by whom it calls.

    Where it has a place, leads of others who are at work there and then are told silently.
    """
    it = cases.get(actor, case)
    concerns(it.pk)
    if place:
        day = timezone.localdate(planned_for) if planned_for else None
        mark_place(actor, id=new_id(), case=case, place=place, first=day)
    Operation.objects.create(
        id=id, case=it, kind=kind, aim=aim, planned_for=planned_for, planned_by=actor,
        planned_at=this_act().received_at, place_id=place,
    )  # fmt: skip
    return id


@action(by=PLANNERS, personal={"name"})
def call_out(
    actor: User, /, *, id: UUID, operation: UUID, user: UUID | None = None,
    name: MaybeLine = "", agency: UUID | None = None,
) -> UUID:  # fmt: skip
    """Call somebody: a person with a log-in, or one without by name and agency.

    Whoever is called sees the operation, and so only who sees its case calls. The operation is
    under way from the first call. `id` is the participant's.
    """
    policies.to_call_out(actor, operation)
    it = _open(actor, operation)
    rules.one_of_account_or_name(account=user is not None, name=bool(name))
    whom = _callable(user, it) if user else None
    there = whom and it.participants.filter(user=whom).exists()
    require(not there, "operations.called-already", "user")
    participant = Participant.objects.create(
        id=id, operation=it, user=whom, name=name, added_by=actor,
        agency=network.agency(actor, agency) if agency else None,
        added_at=this_act().received_at,
    )  # fmt: skip
    _moment(participant, MomentKind.CALLED, actor)
    return id


@action(by=GOERS)
def answer(actor: User, /, *, participant: UUID, reply: Reply) -> UUID:
    """What somebody answered to the call; also for a partner who has no log-in."""
    return _moment(_going(actor, participant), MomentKind.ANSWERED, actor, reply)


@action(by=GOERS)
def arrived(actor: User, /, *, participant: UUID) -> UUID:
    """Somebody is there. A fact: it may be told later, and of an operation that has ended."""
    return _moment(_going(actor, participant), MomentKind.ARRIVED, actor)


@action(by=GOERS)
def left(actor: User, /, *, participant: UUID) -> UUID:
    """Somebody's part in the operation is over. A fact that may be told later."""
    return _moment(_going(actor, participant), MomentKind.LEFT, actor)


@action(by=GOERS, personal={"text"})
def log(actor: User, /, *, id: UUID, operation: UUID, text: Words) -> UUID:
    """Write a line in the log of an operation. A line is never changed."""
    it = _seen(actor, operation)
    LogLine.objects.create(id=id, operation=it, text=text, **_told(actor))
    return id


@action(by=GOERS)
def end(actor: User, /, *, operation: UUID, result: Code) -> UUID:
    """Say how the operation ended, by a code of the list of results."""
    it = _open(actor, operation)
    known = codes(RESULTS).filter(code=result).exists()
    require(known, "operations.no-such-result", "result")
    Result.objects.create(id=new_id(), operation=it, code=result, **_told(actor))
    return it.pk


@action(by={Role.DUTY_OFFICER})
def offer_shift(actor: User, /, *, id: UUID, to: UUID) -> UUID:
    """Offer everything open to the next duty officer: tips one handles, operations one leads.

    Each item is accepted by itself; what is not accepted after 15 minutes rings.
    """
    incoming = User.objects.filter(pk=to, is_active=True).first()
    on_duty = incoming is not None and Role.DUTY_OFFICER in incoming.current_roles()
    require(on_duty and to != actor.pk, "operations.not-on-duty", "to")
    waiting = HandOverItem.objects.filter(hand_over__outgoing=actor, answer="").exists()
    require(not waiting, "operations.offered-already")
    tip_ids, operations = open_tips(actor, incoming), open_of(actor, incoming)
    require(bool(tip_ids or operations), "operations.nothing-open")
    HandOver.objects.create(
        id=id, outgoing=actor, incoming_id=to, offered_at=this_act().received_at
    )
    HandOverItem.objects.bulk_create(
        [HandOverItem(id=new_id(), hand_over_id=id, tip_id=it) for it in tip_ids]
        + [HandOverItem(id=new_id(), hand_over_id=id, operation=it) for it in operations]
    )
    return id


@action(by={Role.DUTY_OFFICER})
def accept(actor: User, /, *, item: UUID) -> UUID:
    """Accept one item of a hand-over: from now on one reads it and answers for it."""
    it = policies.offered_item(actor, item)
    if it.tip_id:
        tips.take_over(actor, tip=it.tip_id, offered_by=it.hand_over.outgoing_id)
    return _answered(it, HandOverAnswer.ACCEPTED)


@action(by={Role.DUTY_OFFICER})
def send_back(actor: User, /, *, item: UUID) -> UUID:
    """Send one item back: it stays with whoever offered it."""
    return _answered(policies.offered_item(actor, item), HandOverAnswer.SENT_BACK)


def _seen(actor: User, operation: UUID) -> Operation:
    """The operation, whose case the act under way concerns."""
    it = policies.get(actor, operation)
    concerns(it.case_id)
    return it


def _open(actor: User, operation: UUID) -> Operation:
    it = _seen(actor, operation)
    rules.still_open(Result.objects.filter(operation=it).exists())
    return it


def _going(actor: User, participant: UUID) -> Participant:
    it = policies.participant(actor, participant)
    concerns(it.operation.case_id)
    return it


def _callable(user: UUID, operation: Operation) -> User:
    """Somebody who can log in, has a role and is of no agency that the case shuts out."""
    it = User.objects.filter(pk=user, is_active=True, kind=User.Kind.PERSON).first()
    if it is None or not GOERS & it.current_roles():
        raise NotFound("user")
    shut = cases.shut_outs_of(it).filter(case=operation.case_id).exists()
    require(not shut, "operations.may-not-be-called", "user")
    return it


def _moment(
    participant: Participant, kind: MomentKind, actor: User, reply: Reply | None = None
) -> UUID:
    row = Moment.objects.create(
        id=new_id(), participant=participant, kind=kind, reply=reply or "", **_told(actor)
    )
    return row.pk


def _told(actor: User) -> dict[str, Any]:
    """When it happened, as said in the envelope, and who wrote it down when."""
    it = occurred_at()
    return {
        "earliest": it.earliest, "latest": it.latest, "precision": it.precision,
        "words": it.words, "by": actor, "at": this_act().received_at,
    }  # fmt: skip


def _answered(item: HandOverItem, answer: HandOverAnswer) -> UUID:
    item.answer, item.answered_at = answer, this_act().received_at
    item.save(update_fields=["answer", "answered_at"])
    return item.pk
