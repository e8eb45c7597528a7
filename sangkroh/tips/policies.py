"""Who may read a tip: its handlers, and nobody else. No role sees all tips."""

from __future__ import annotations

from uuid import UUID

from django.db.models import Exists, OuterRef, Q, QuerySet

from sangkroh.cases import policies as cases
from sangkroh.core.errors import NotFound, require
from sangkroh.core.models import User
from sangkroh.core.roles import Role

from .models import Handler, InCase, Tip

TAKERS = frozenset({Role.DUTY_OFFICER, Role.FIELD_OFFICER, Role.LEAD})
"""Who writes down a call: the duty officer, and officers who are rung on their own lines."""


def visible(actor: User) -> QuerySet[Tip]:
    """The tips the actor took or was handed, unless their case is shut to the actor's agency."""
    if not TAKERS & actor.roles:
        return Tip.objects.none()
    mine = Handler.objects.filter(tip=OuterRef("pk"), user=actor)
    shut = InCase.objects.filter(
        tip=OuterRef("pk"), case__in=cases.shut_outs_of(actor).values("case")
    )
    return Tip.objects.filter(Exists(mine)).exclude(Exists(shut))


def get(actor: User, tip_id: UUID, path: str = "tip") -> Tip:
    """The tip. NotFound alike where there is none and where the actor does not handle it."""
    tip = visible(actor).filter(pk=tip_id).first()
    if tip is None:
        raise NotFound(path)
    return tip


def erasable(actor: User, tip_id: UUID, path: str = "tip") -> Tip:
    """The tip whose words the actor may have erased: a handler's, or any for a custodian."""
    of_custodian = Q(pk=tip_id) if Role.SOURCE_CUSTODIAN in actor.roles else Q(pk__in=[])
    tip = Tip.objects.filter(of_custodian | Q(pk__in=visible(actor).filter(pk=tip_id))).first()
    if tip is None:
        raise NotFound(path)
    return tip


def giveable(tips: QuerySet[Tip], to: User) -> QuerySet[Tip]:
    """Of these tips, those that somebody may be given: of no case that shuts his agency out."""
    shut = cases.shut_outs_of(to).values("case")
    return tips.exclude(pk__in=InCase.objects.filter(case__in=shut).values("tip"))


def require_reader(actor: User) -> None:
    """Refuse whoever has nothing to do with tips at all."""
    require(bool({*TAKERS, Role.SOURCE_CUSTODIAN} & actor.roles), "core.not-allowed")
