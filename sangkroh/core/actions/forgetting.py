"""Forgetting: the personal text of entries is destroyed, and nothing else; the chain stays whole.

It needs a reason, its basis in law, and the yes of two other people. The records that the acts
made are each room's own to erase.
"""

from __future__ import annotations

from typing import Annotated
from uuid import UUID

from pydantic import Field

from ..actors import by_a_person
from ..door import action, this_act
from ..errors import NotFound, Problem, Refused, require
from ..models import Entry, Forgetting, ForgettingApproval, Secret, User
from ..roles import Role
from ..times import now
from ..types import Line

FORGETTERS = {Role.LEAD, Role.LEGAL_OFFICER, Role.AUDITOR}
APPROVALS = 2
Entries = Annotated[list[UUID], Field(min_length=1, max_length=500)]


@action(by=FORGETTERS)
def propose_forgetting(
    actor: User, /, *, id: UUID, entries: Entries, reason: Line, basis: Line
) -> UUID:
    """Propose that the personal text of these entries is destroyed. `basis`: the rule of law."""
    by_a_person(actor)
    there = set(Secret.objects.filter(pk__in=entries).values_list("pk", flat=True))
    gone = [Problem("core.not-found", f"entries.{i}")
            for i, it in enumerate(entries) if it not in there]  # fmt: skip
    if gone:
        raise Refused.many(gone)
    Forgetting.objects.create(
        id=id, entries=[str(it) for it in dict.fromkeys(entries)], proposed_by=actor,
        reason=reason, basis=basis,
    )  # fmt: skip
    return id


@action(by=FORGETTERS)
def approve_forgetting(actor: User, /, *, forgetting: UUID) -> UUID:
    """Say yes to a forgetting that another proposed. The second yes carries it out."""
    it = _open(forgetting)
    require(it.proposed_by.person_id != actor.person_id, "core.not-for-oneself", "forgetting")
    by_a_person(actor)
    said = {approval.by.person_id for approval in it.approvals.select_related("by")}
    require(actor.person_id not in said, "core.already-there", "forgetting")
    ForgettingApproval.objects.create(id=this_act().id, forgetting=it, by=actor)
    if it.approvals.count() >= APPROVALS:
        forget(
            actor, forgetting=it.pk, entries=[UUID(e) for e in it.entries], reason=it.reason,
            basis=it.basis,
        )  # fmt: skip
    return this_act().id


@action(by=())
def forget(actor: User, /, *, forgetting: UUID, entries: Entries, reason: Line, basis: Line) -> int:
    """Destroy the salts and personal text of these entries, as two people approved.

    Done only as part of the second approval. Returns how many were destroyed.
    """
    it = _open(forgetting)
    require(it.approvals.count() >= APPROVALS, "core.not-allowed")
    require(it.entries == [str(e) for e in entries], "core.not-found", "entries")
    destroyed, _ = Secret.objects.filter(pk__in=entries).delete()
    it.done_at = now()
    it.save(update_fields=["done_at"])
    return destroyed


@action(by=())
def forget_apart(actor: User, /, *, entries: Entries) -> list[UUID]:
    """Destroy the salts of entries whose words were kept apart, when a room erases those words.

    Without its salt a digest confirms no guess at a short text such as a telephone number. Done
    only as part of the act that erases. Returns the entries whose salts are gone.
    """
    held = {
        entry.pk
        for entry in Entry.objects.filter(pk__in=entries)
        if any(isinstance(it, dict) and "apart" in it for it in entry.arguments.values())
    }
    Secret.objects.filter(pk__in=held).delete()
    return [it for it in entries if it in held]


def _open(forgetting: UUID) -> Forgetting:
    it = Forgetting.objects.select_for_update().filter(pk=forgetting, done_at=None).first()
    if it is None:
        raise NotFound("forgetting")
    return it
