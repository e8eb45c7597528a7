"""What vets found of a group, and of the group that it parted from, as it was then.

Nothing is written down when a group is divided, marked or named: the findings are read where they
stand, so that what was divided long ago has them too.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Collection, Iterable
from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from django.db.models import Q

from sangkroh.core.models import User
from sangkroh.custody.models import MovementLine
from sangkroh.custody.rules import HOLDING, Basis, Kind

from . import rules
from .models import Assessment
from .rules import Assessed

PARTED = (Kind.SPLIT, Kind.INDIVIDUALISE, Kind.IDENTIFY, Kind.REIDENTIFY)
"""Movements by which the same animals become another lot. Not a birth: the young are others."""


@dataclass(frozen=True)
class Parting:
    """When so many became a lot of their own, and out of which."""

    seq: int
    at: datetime
    by: User
    parent: UUID
    qty: int


class Findings:
    """What is found of these lots' animals: of all of them, and of those that they came out of,
    asked of the database together."""

    def __init__(self, lots: Iterable[UUID]) -> None:
        self._partings: dict[UUID, Parting] = {}
        self._own: dict[UUID, list[tuple[int, Assessed]]] = defaultdict(list)
        self._moves: dict[UUID, list[tuple[int, int]]] = defaultdict(list)
        self._released: dict[UUID, list[tuple[int, int]]] = defaultdict(list)
        every = left = set(lots)
        while left:
            found = _partings(left)
            self._partings |= found
            left = {it.parent for it in found.values()} - every
            every = every | left
        rows = Assessment.objects.filter(lot__in=every).order_by("-entry__seq")
        for lot, seq, finding, qty in rows.values_list("lot", "entry__seq", "finding", "qty"):
            self._own[lot].append((seq, Assessed(rules.Finding(finding), qty)))
        self._read_moves({it.parent for it in self._partings.values()})
        gone = MovementLine.objects.filter(
            from_lot__in=every, movement__kind=Kind.RELEASE, movement__basis=Basis.PLANNED,
            movement__reversed_by=None,
        )  # fmt: skip
        for lot, seq, qty in gone.values_list("from_lot", "movement__entry__seq", "qty"):
            self._released[lot].append((seq, qty))

    def _read_moves(self, lots: Collection[UUID]) -> None:
        """How many came to be held of each of these lots, and how many left, by which entry."""
        lines = MovementLine.objects.filter(Q(to_lot__in=lots) | Q(from_lot__in=lots))
        columns = ("from_lot", "from_account__state", "to_lot", "to_account__state")
        rows = lines.values_list("movement__entry__seq", "qty", *columns) if lots else ()
        for seq, qty, from_lot, from_state, to_lot, to_state in rows:
            if to_state in HOLDING:
                self._moves[to_lot].append((seq, qty))
            if from_state in HOLDING:
                self._moves[from_lot].append((seq, -qty))

    def of(self, lot: UUID, before: int | None = None) -> list[Assessed]:
        """Of one of them (before this entry), newest first; what it inherits last."""
        own = [it for seq, it in self._own[lot] if before is None or seq < before]
        return own + self.inherited(lot)

    def inherited(self, lot: UUID) -> list[Assessed]:
        """What goes with a lot from the group that it parted from, as that was found to be then."""
        it = self._partings.get(lot)
        if it is None:
            return []
        then = self.of(it.parent, it.seq)
        if not then:
            return [Assessed(None, it.qty)]
        held = sum(qty for seq, qty in self._moves[it.parent] if seq < it.seq)
        return rules.inherited(then, held, it.qty, self.released(it.parent, it.seq))

    def released(self, lot: UUID, before: int | None = None) -> int:
        """How many of a lot left by planned releases that stand (before an entry)."""
        return sum(qty for seq, qty in self._released[lot] if before is None or seq < before)

    def parting(self, lot: UUID) -> Parting | None:
        """How a lot came out of another, if it is of the same animals."""
        return self._partings.get(lot)


def _partings(lots: Collection[UUID]) -> dict[UUID, Parting]:
    rows = MovementLine.objects.filter(
        to_lot__in=lots, movement__kind__in=PARTED, to_account__state__in=HOLDING,
        to_lot__parent_lot__isnull=False,
    ).select_related("movement__entry__actor", "to_lot")  # fmt: skip
    found: dict[UUID, Parting] = {}
    for row in rows.order_by("movement__entry__seq"):
        entry, parent = row.movement.entry, row.to_lot.parent_lot_id
        if parent is not None:
            parting = Parting(entry.seq, entry.received_at, entry.actor, parent, row.qty)
            found.setdefault(row.to_lot_id, parting)
    return found
