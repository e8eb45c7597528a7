"""The way of a load, as its page and its papers show it."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from typing import Any
from uuid import UUID

from django.db.models import BooleanField, ExpressionWrapper, Q, QuerySet

from sangkroh.cases import policies as cases
from sangkroh.core.models import Entry, User
from sangkroh.core.times import Occurred, Precision
from sangkroh.network import queries as network

from .. import policies, words
from ..actions.road import dead_differ, with_dead_told
from ..models import Handover, MovementLine
from ..rules import Kind
from .where import Held, label_of, on_the_road


def happened(it: Entry) -> Occurred:
    """When an act happened, as it was said, or else when it was written down."""
    precision = Precision(it.occurred_precision)
    if precision is Precision.UNKNOWN and not it.occurred_words:
        return Occurred.at(it.received_at)
    return Occurred(it.occurred_earliest, it.occurred_latest, precision, it.occurred_words)


@dataclass(frozen=True)
class StageShown:
    id: UUID
    vehicle: str
    plate: str
    driver: str
    conditions: str
    left: Occurred
    arrived: Occurred | None
    place: str
    on_arrival: str


@dataclass(frozen=True)
class RestShown:
    place: str
    at: Occurred
    fed: str
    watered: str
    note: str


@dataclass(frozen=True)
class Road:
    """One hand-over from leaving to receipt.

    `told`: whether this reader is told how many there are; whoever is to receive counts first.
    `load` is what is still on the road, `dead` what died there, in words.
    """

    id: UUID
    case: UUID | None
    carrier: str
    to: str
    sent: Occurred
    due: datetime
    stages: list[StageShown]
    rests: list[RestShown]
    told: bool
    load: list[Held]
    dead: list[str]
    received_by: str
    received: datetime | None
    dead_seen: int | None
    dead_told: int
    dead_differ: bool
    dead_reason: str


@dataclass(frozen=True)
class RoadLine:
    """A hand-over in a list."""

    id: UUID
    carrier: str
    to: str
    sent: Occurred
    received: bool


def roads(actor: User, case: UUID) -> list[RoadLine]:
    """The hand-overs of a case, newest first."""
    rows = policies.visible_handovers(actor).filter(case=case)
    rows = rows.select_related("carrier", "to_office", "movement__entry", "receipt")
    return [
        RoadLine(it.pk, network.name_of(it.carrier), _to(it), happened(it.movement.entry),
                 hasattr(it, "receipt"))
        for it in rows.order_by("-at")
    ]  # fmt: skip


def road(actor: User, handover: UUID) -> Road:
    """One hand-over with all that was told of its way. NotFound where it is not theirs to see."""
    it = policies.get_handover(actor, handover)
    told = not policies.untold(actor).filter(pk=it.pk).exists()
    asked = with_dead_told(Handover.objects.filter(pk=it.pk))
    dead: Any = asked.annotate(differ=ExpressionWrapper(dead_differ(), BooleanField())).get()
    receipt = getattr(it, "receipt", None)
    explained = getattr(receipt, "dead_explained", None)
    case = it.case_id if cases.may_see(actor, it.case_id) else None
    return Road(
        it.pk, case, network.name_of(it.carrier), _to(it), happened(it.movement.entry), it.due,
        stages_of(it), _rests(it), told, on_the_road(actor, it.pk) if told else [],
        _dead(it) if told else [], network.name_of(receipt.by) if receipt else "",
        receipt.at if receipt else None, receipt.dead_seen if receipt else None,
        dead.dead_told if told else 0, dead.differ,
        explained.reason if explained else "",
    )  # fmt: skip


def _to(it: Handover) -> str:
    return words.named(it.to_office.name, it.to_office.name_km)


def stages_of(it: Handover) -> list[StageShown]:
    """The stages of the way, in the order in which they were told."""
    found = it.stages.select_related("entry", "end__entry")
    return [
        StageShown(
            row.pk, row.vehicle, row.plate, row.driver, row.conditions, happened(row.entry),
            happened(row.end.entry) if hasattr(row, "end") else None,
            row.end.place if hasattr(row, "end") else "",
            row.end.conditions if hasattr(row, "end") else "",
        )
        for row in found
    ]  # fmt: skip


def _rests(it: Handover) -> list[RestShown]:
    return [
        RestShown(row.place, happened(row.entry), row.fed, row.watered, row.note)
        for row in it.rests.select_related("entry")
    ]


def _dead(it: Handover) -> list[str]:
    """What died on the way, as the facts say."""
    rows: QuerySet[MovementLine] = MovementLine.objects.filter(
        movement__kind=Kind.DIE, from_account=it.account_id
    )
    rows = rows.select_related("from_lot__taxon", "movement__fact").order_by("id")
    return [_death(row) for row in rows]


def _death(row: MovementLine) -> str:
    fact = getattr(row.movement, "fact", None)
    said = f"{label_of(row.from_lot)}: {row.qty} {words.UNITS[row.from_lot.unit]}"
    return f"{said} ({fact.ground})" if fact and fact.ground else said


def unfinished(actor: User) -> tuple[list[Handover], list[Handover]]:
    """Hand-overs that nobody has received yet, soonest due first; and those of which the dead seen
    on arrival are neither on the books nor explained."""
    seen = with_dead_told(policies.visible_handovers(actor))
    rows = seen.filter(Q(receipt__isnull=True) | dead_differ()).select_related("receipt")
    found = list(rows.order_by("due"))
    under_way = [it for it in found if not hasattr(it, "receipt")]
    return under_way, [it for it in found if hasattr(it, "receipt")]
