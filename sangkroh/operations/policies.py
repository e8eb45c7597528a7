"""Who may see an operation: who sees its case, and who was called out to it."""

from __future__ import annotations

from uuid import UUID

from django.db.models import Exists, OuterRef, Q, QuerySet

from sangkroh.cases import policies as cases
from sangkroh.cases.models import Member
from sangkroh.core.errors import NotFound, require
from sangkroh.core.models import User

from .models import HandOverItem, Operation, Participant


def visible(actor: User) -> QuerySet[Operation]:
    """Operations of the cases the actor sees, and those the actor was called to.

    Somebody of an agency that the case shuts out ("one of ours") sees nothing, called or not. Nor
    does whoever was removed from the case after the call.
    """
    if not actor.roles:
        return Operation.objects.none()
    removed = Member.objects.filter(
        case=OuterRef("operation__case"), user=actor, until__gte=OuterRef("added_at")
    )
    called = Participant.objects.filter(~Exists(removed), operation=OuterRef("pk"), user=actor)
    shut = cases.shut_outs_of(actor).filter(case=OuterRef("case"))
    return Operation.objects.filter(
        Q(case__in=cases.visible(actor)) | Exists(called) & ~Exists(shut)
    )


def get(actor: User, operation: UUID, path: str = "operation") -> Operation:
    """The operation. NotFound alike where there is none and where it is not for this actor."""
    it = visible(actor).filter(pk=operation).first()
    if it is None:
        raise NotFound(path)
    return it


def to_call_out(actor: User, operation: UUID, path: str = "operation") -> Operation:
    """The operation, for whoever may let others know of it: who sees its case.

    Whoever was only called knows the operation and is told so.
    """
    it = get(actor, operation, path)
    require(cases.may_see(actor, it.case_id), "operations.only-called")
    return it


def participant(actor: User, id: UUID, path: str = "participant") -> Participant:
    it = Participant.objects.filter(pk=id, operation__in=visible(actor)).first()
    if it is None:
        raise NotFound(path)
    return it


def visible_items(actor: User) -> QuerySet[HandOverItem]:
    """Items that the actor hands over or is offered."""
    if not actor.roles:
        return HandOverItem.objects.none()
    return HandOverItem.objects.filter(Q(hand_over__outgoing=actor) | Q(hand_over__incoming=actor))


def offered_item(actor: User, id: UUID, path: str = "item") -> HandOverItem:
    """An item that the actor is offered and has not answered."""
    it = visible_items(actor).filter(pk=id, hand_over__incoming=actor, answer="").first()
    if it is None:
        raise NotFound(path)
    return it
