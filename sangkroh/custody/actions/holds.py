"""Who says that something stays: holds on a lot, and an office frozen for an outbreak."""

from __future__ import annotations

from enum import StrEnum
from uuid import UUID

from sangkroh.cases import policies as cases
from sangkroh.core.door import action, concerns
from sangkroh.core.errors import Refused, require
from sangkroh.core.models import User
from sangkroh.core.roles import Role
from sangkroh.core.types import Line
from sangkroh.network import queries as network

from .. import policies
from ..models import Freeze, Hold, HoldLift, Thaw
from .books import entered

HOLDERS = {Role.LEGAL_OFFICER, Role.VET, Role.LEAD, Role.FIELD_OFFICER, Role.DUTY_OFFICER}


class HoldKind(StrEnum):
    COURT = "court"
    EVIDENCE = "evidence"
    VET = "vet"
    QUARANTINE = "quarantine"
    CLAIM = "claim"


LIFTS = {
    HoldKind.COURT: {Role.LEGAL_OFFICER, Role.LEAD},
    HoldKind.EVIDENCE: {Role.LEGAL_OFFICER, Role.LEAD},
    HoldKind.CLAIM: {Role.LEGAL_OFFICER, Role.LEAD},
    HoldKind.VET: {Role.VET},
    HoldKind.QUARANTINE: {Role.VET},
}
"""A vet's hold is lifted by a vet, a court's by who keeps the file."""
OF_THE_CASE = frozenset({HoldKind.COURT, HoldKind.EVIDENCE, HoldKind.CLAIM})
"""Holds that only a member of the case lifts: not whoever carried the animals once."""


@action(by=HOLDERS)
def place_hold(actor: User, /, *, id: UUID, lot: UUID, kind: HoldKind, reason: Line) -> UUID:
    """Say that a lot, and all that comes out of it, stays until this is lifted. Returns `id`."""
    it = policies.get(actor, lot)
    Hold(id=id, lot=it, kind=kind.value, reason=reason, **entered(actor)).save(force_insert=True)
    concerns(it.case_id)
    return id


@action(by=HOLDERS)
def lift_hold(actor: User, /, *, hold: UUID, reason: Line) -> None:
    """End a hold, and say why. A vet's by a vet; a court's by the legal officer or the lead.

    A court's, or one for evidence or a claim, only by somebody who sees the case.
    """
    it = policies.get_hold(actor, hold)
    require(not hasattr(it, "lift"), "custody.lifted-already", "hold")
    require(may_lift(actor, it), "custody.not-your-hold", "hold")
    HoldLift(hold=it, reason=reason, **entered(actor)).save(force_insert=True)
    concerns(it.lot.case_id)


def may_lift(actor: User, hold: Hold) -> bool:
    """Whether the actor, who sees this hold, may end it."""
    kind = HoldKind(hold.kind)
    knows = kind not in OF_THE_CASE or cases.may_see(actor, hold.lot.case_id)
    return knows and bool(actor.roles & LIFTS[kind])


@action(by={Role.VET, Role.LEAD, Role.KEEPER})
def freeze(actor: User, /, *, id: UUID, reason: Line) -> UUID:
    """Say that nothing leaves one's own office: an outbreak. Returns `id`."""
    office = network.office_id_of(actor)
    if office is None:
        raise Refused("custody.no-office")
    open_one = Freeze.objects.filter(office=office, thaw__isnull=True)
    require(not open_one.exists(), "custody.frozen")
    Freeze(id=id, office_id=office, reason=reason, **entered(actor)).save(force_insert=True)
    return id


@action(by={Role.VET})
def unfreeze(actor: User, /, *, freeze: UUID, reason: Line) -> None:
    """End a freeze of one's own office: a vet's word."""
    it = policies.get_freeze(actor, freeze)
    require(not hasattr(it, "thaw"), "custody.lifted-already", "freeze")
    Thaw(freeze=it, reason=reason, **entered(actor)).save(force_insert=True)
