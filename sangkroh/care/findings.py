"""What vets found of a group, and of the group that it parted from, as it was then.

Nothing is written down when a group is divided, marked or named: the findings are read where they
stand, so that what was divided long ago has them too.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from django.db.models import Q, Sum

from sangkroh.core.models import User
from sangkroh.custody.models import MovementLine
from sangkroh.custody.rules import HOLDING, Basis, Kind

from . import rules
from .models import Assessment
from .rules import Assessed

PARTED = (Kind.SPLIT, Kind.INDIVIDUALISE, Kind.IDENTIFY, Kind.REIDENTIFY)
"""Movements by which the same animals become another lot. Not a birth: the young are others."""
Found = dict[tuple[UUID, int | None], list[Assessed]]
"""What was asked for already: of a hundred marked animals, that of their one group."""


@dataclass(frozen=True)
class Parting:
    """When so many became a lot of their own, and out of which."""

    seq: int
    at: datetime
    by: User
    parent: UUID
    qty: int


def of(lot: UUID, before: int | None = None, known: Found | None = None) -> list[Assessed]:
    """What is found of a lot's animals (before this entry), newest first; what it inherits last."""
    known = {} if known is None else known
    if (lot, before) not in known:
        own = Assessment.objects.filter(lot=lot)
        if before is not None:
            own = own.filter(entry__seq__lt=before)
        found = [Assessed(rules.Finding(it.finding), it.qty) for it in own]
        known[lot, before] = found + inherited(lot, known)
    return known[lot, before]


def inherited(lot: UUID, known: Found | None = None) -> list[Assessed]:
    """What goes with a lot from the group that it parted from, as that was found to be then."""
    it = parting(lot)
    if it is None:
        return []
    then = of(it.parent, it.seq, known)
    if not then:
        return [Assessed(None, it.qty)]
    held, gone = _held(it.parent, it.seq), released(it.parent, it.seq)
    return rules.inherited(then, held, it.qty, gone)


def parting(lot: UUID) -> Parting | None:
    """How a lot came out of another, if it is of the same animals."""
    rows = MovementLine.objects.filter(
        to_lot=lot, movement__kind__in=PARTED, to_account__state__in=HOLDING
    ).select_related("movement__entry__actor", "to_lot")
    row = rows.order_by("movement__entry__seq").first()
    if row is None or row.to_lot.parent_lot_id is None:
        return None
    entry = row.movement.entry
    return Parting(entry.seq, entry.received_at, entry.actor, row.to_lot.parent_lot_id, row.qty)


def released(lot: UUID, before: int | None = None) -> int:
    """How many of a lot left by planned releases that stand (before an entry)."""
    lines = MovementLine.objects.filter(
        from_lot=lot, movement__kind=Kind.RELEASE, movement__basis=Basis.PLANNED,
        movement__reversed_by=None,
    )  # fmt: skip
    if before is not None:
        lines = lines.filter(movement__entry__seq__lt=before)
    return lines.aggregate(it=Sum("qty"))["it"] or 0


def _held(lot: UUID, before: int) -> int:
    """How many of a lot were held before an entry."""
    lines = MovementLine.objects.filter(movement__entry__seq__lt=before)
    came = Q(to_lot=lot, to_account__state__in=HOLDING)
    left = Q(from_lot=lot, from_account__state__in=HOLDING)
    sums = [lines.filter(it).aggregate(it=Sum("qty"))["it"] or 0 for it in (came, left)]
    return sums[0] - sums[1]
