"""What pages show of operations and of the hand-over of a shift."""

from __future__ import annotations

from django.db.models import OuterRef, Subquery
from django.db.models.functions import Coalesce

from sangkroh.cases import policies as cases
from sangkroh.core.models import User

from . import policies
from .models import HandOverItem, Operation
from .rules import HandOverAnswer


def open_of(actor: User, to: User | None = None) -> list[Operation]:
    """The operations not ended that the actor answers for, and whose case this other may see."""
    taken = HandOverItem.objects.filter(
        operation=OuterRef("pk"), answer=HandOverAnswer.ACCEPTED
    ).order_by("-answered_at")
    found = (
        policies.visible(actor)
        .filter(result=None)
        .annotate(answers=Coalesce(Subquery(taken.values("hand_over__incoming")[:1]), "planned_by"))
        .filter(answers=actor.pk)
    )
    return list(found.filter(case__in=cases.visible(to)) if to else found)
