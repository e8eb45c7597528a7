"""The way of a load: by what it goes, when it left and came in, who was cared for, who died.

Told as it happens or afterwards; nothing of it is asked for before a load is received. A death on
the way is a fact of its own (`record_fact`): no number stands beside the books.
"""

from __future__ import annotations

from typing import Any
from uuid import UUID

from django.db.models import Exists, F, OuterRef, Q, QuerySet, Subquery, Sum
from django.db.models.functions import Coalesce

from sangkroh.core.door import action, concerns
from sangkroh.core.errors import require
from sangkroh.core.models import User
from sangkroh.core.types import Line, MaybeLine

from .. import policies
from ..models import DeadExplained, Explanation, Handover, MovementLine, Rest, Stage, StageEnd
from ..rules import LIVING, Kind, State
from .books import HANDLERS, entered


@action(by=HANDLERS, personal={"driver", "plate"})
def leave(
    actor: User, /, *, id: UUID, handover: UUID, vehicle: MaybeLine = "", plate: MaybeLine = "",
    driver: MaybeLine = "", conditions: MaybeLine = "",
) -> UUID:  # fmt: skip
    """Say that a load went on its way, or went on in another vehicle: when, is the act's own time.

    conditions: how the animals were packed and how they were, in words. Returns `id`, the stage's.
    """
    it = policies.get_handover(actor, handover)
    require(bool(vehicle or plate or driver), "custody.nothing-said", "vehicle")
    Stage(
        id=id, handover=it, vehicle=vehicle, plate=plate, driver=driver, conditions=conditions,
        **entered(actor),
    ).save(force_insert=True)  # fmt: skip
    concerns(it.case_id)
    return id


@action(by=HANDLERS)
def arrive(
    actor: User, /, *, stage: UUID, place: MaybeLine = "", conditions: MaybeLine = ""
) -> UUID:
    """Say that a stage of the way is over: when, is the act's own time. It receives nothing."""
    it = policies.get_stage(actor, stage)
    require(not hasattr(it, "end"), "custody.arrived-already", "stage")
    StageEnd(stage=it, place=place, conditions=conditions, **entered(actor)).save(force_insert=True)
    concerns(it.handover.case_id)
    return stage


@action(by=HANDLERS)
def rest(
    actor: User, /, *, id: UUID, handover: UUID, place: Line, fed: MaybeLine = "",
    watered: MaybeLine = "", note: MaybeLine = "",
) -> UUID:  # fmt: skip
    """Write down care on the way, as overnight: where, and what food and water there was."""
    it = policies.get_handover(actor, handover)
    Rest(
        id=id, handover=it, place=place, fed=fed, watered=watered, note=note, **entered(actor)
    ).save(force_insert=True)
    concerns(it.case_id)
    return id


@action(by=HANDLERS)
def explain_dead(actor: User, /, *, handover: UUID, reason: Line) -> UUID:
    """Say why the dead seen on arrival are not as many as were written down on the way."""
    it = policies.get_handover(actor, handover)
    differ = with_dead_told(Handover.objects.filter(pk=it.pk)).filter(dead_differ()).exists()
    require(differ, "custody.dead-agree", "handover")
    DeadExplained(receipt=it.receipt, reason=reason, **entered(actor)).save(force_insert=True)
    concerns(it.case_id)
    return handover


def with_dead_told(handovers: QuerySet[Handover]) -> QuerySet[Handover]:
    """Each with `dead_told`: how many the books say died on its way, by facts from the load and by
    what was explained of those that were missing on arrival."""
    died = MovementLine.objects.filter(
        movement__kind=Kind.DIE, movement__reversed_by=None, from_lot__unit__in=LIVING,
        from_account=OuterRef("account"),
    )  # fmt: skip
    missed = Explanation.objects.filter(
        what=State.DIED, alarm__lot__unit__in=LIVING,
        alarm__movement__receipt__handover=OuterRef("pk"),
    )  # fmt: skip
    return handovers.annotate(dead_told=_sum(died, "from_account") + _sum(missed, "what"))


def _sum(rows: QuerySet[Any], by: str) -> Coalesce:
    return Coalesce(Subquery(rows.order_by().values(by).annotate(it=Sum("qty")).values("it")), 0)


def dead_differ() -> Q:
    """Of hand-overs with `dead_told`, those of which what the receiver saw of the dead is neither
    on the books nor explained. Asked only where the way was told."""
    told = Exists(Stage.objects.filter(handover=OuterRef("pk")))
    unexplained = Q(receipt__dead_seen__isnull=False, receipt__dead_explained__isnull=True)
    return told & unexplained & ~Q(dead_told=F("receipt__dead_seen"))
