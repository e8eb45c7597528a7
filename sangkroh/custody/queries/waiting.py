"""What waits for a reader: alarms, counts, hand-overs, requests, facts."""

from __future__ import annotations

from uuid import UUID

from django.db.models import QuerySet, Sum

from sangkroh.core.models import User
from sangkroh.network import queries as network

from .. import policies, words
from ..models import Alarm, Balance, Fact, Handover, MovementLine, Receipt, Request
from ..rules import HOLDING, Unit
from .where import Held, held_rows, label_of


def open_alarms(actor: User) -> list[tuple[Alarm, int]]:
    """Alarms that are not fully explained, with what is left to explain."""
    seen = policies.visible_alarms(actor).select_related("lot__taxon").order_by("at")
    found = seen.annotate(explained=Sum("explanations__qty"))
    return [(it, left) for it in found if (left := it.qty - (getattr(it, "explained", 0) or 0)) > 0]


def counts_due(actor: User) -> list[tuple[Receipt, Held]]:
    """Containers that were received and are not counted yet, with the receipt that set the hour."""
    receipts = Receipt.objects.filter(
        count_due__isnull=False, handover__in=policies.visible_handovers(actor)
    )
    still = Balance.objects.filter(
        lot__unit=Unit.CONTAINER, qty__gt=0, account__state__in=HOLDING,
        lot__lines_in__movement__receipt__in=receipts,
    )  # fmt: skip
    held: dict[UUID, list[Held]] = {}
    for it in held_rows(actor, still.distinct()):
        held.setdefault(it.lot, []).append(it)
    lines = MovementLine.objects.filter(movement__receipt__in=receipts, to_lot__in=held)
    return [
        (line.movement.receipt, it)
        for line in lines.select_related("movement__receipt__account").order_by("id")
        for it in held[line.to_lot_id]
        if it.office == line.movement.receipt.account.office_id
    ]


def under_way(actor: User) -> QuerySet[Handover]:
    """Hand-overs that nobody has received yet."""
    return policies.visible_handovers(actor).filter(receipt__isnull=True).order_by("due")


def to_receive(actor: User) -> list[Handover]:
    """Hand-overs that this reader may receive: to their office, not sent nor carried by them."""
    mine = under_way(actor).filter(to_office__isnull=False, to_office=network.office_id_of(actor))
    mine = mine.exclude(by=actor).exclude(carrier=actor).select_related("carrier")
    return list(mine.prefetch_related("movement__lines__to_lot__taxon"))


def carried(it: Handover) -> str:
    """Who brings what, without a number: whoever receives it says how many there are."""
    kinds = dict.fromkeys(label_of(line.to_lot) for line in it.movement.lines.all())
    return f"{words.named(it.carrier.name, it.carrier.name_km)}: {', '.join(kinds)}"


def waiting(actor: User) -> list[Request]:
    """Requests of others that wait for an answer that this reader has not given."""
    open_ones = policies.visible_requests(actor).filter(movement__isnull=True).exclude(by=actor)
    declined = open_ones.filter(approvals__approves=False).values("pk")
    answered = open_ones.filter(approvals__by=actor).values("pk")
    return list(open_ones.exclude(pk__in=declined).exclude(pk__in=answered).order_by("at"))


def facts_to_review(actor: User) -> list[Fact]:
    """Facts of others that nobody has reviewed."""
    return list(
        policies.facts_to_decide(actor).filter(review__isnull=True).exclude(by=actor)
        .select_related("movement").order_by("review_due")
    )  # fmt: skip
