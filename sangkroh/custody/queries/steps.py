"""The chain of custody of a group, what holds it, and one movement."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from django.db.models import Exists, OuterRef, Q

from sangkroh.core.models import User
from sangkroh.network import queries as network

from .. import policies, words
from ..actions.holds import may_lift
from ..models import Balance, Hold, Lot, Movement, MovementLine
from ..rules import REVERSIBLE
from .where import label_of, place_of


@dataclass(frozen=True)
class Step:
    """One line of a lot's history, in the order of the journal."""

    seq: int
    movement: UUID
    kind: str
    label: str
    basis: str
    qty: int
    unit_label: str
    weight_g: int | None
    from_place: str
    to_place: str
    who: str
    occurred_words: str
    occurred: datetime | None
    received_at: datetime
    reason: str
    still_there: bool
    """Whether it may be asked to take this back: it is of a kind that can be, and what it moved
    is still where it went."""


def history(actor: User, lot: UUID) -> list[Step]:
    """The whole history of a lot, and of those it came out of: the chain of custody."""
    line = _came_through(policies.get(actor, lot))
    found = MovementLine.objects.filter(Q(from_lot__in=line) | Q(to_lot__in=line))
    told = found.exclude(movement__in=policies.untold(actor).values("movement")).select_related(
        "movement__entry__actor", "from_account", "to_account", "from_lot"
    )
    rows = list(told.order_by("movement__entry__seq", "ordinal"))
    back = _may_be_taken_back(rows)
    return [_step(row, row.movement_id in back) for row in rows]


def _may_be_taken_back(rows: Sequence[MovementLine]) -> set[UUID]:
    """Movements of which all lines here could go back now, as far as these lines tell."""
    able = [row for row in rows if row.movement.kind in REVERSIBLE]
    done = set(Movement.objects.filter(reverses__in={row.movement_id for row in able})
               .values_list("reverses", flat=True))  # fmt: skip
    found = Balance.objects.filter(lot__in={row.to_lot_id for row in able}, qty__gt=0)
    there = {(it.account_id, it.lot_id): it.qty for it in found}
    gone = {row.movement_id for row in able
            if there.get((row.to_account_id, row.to_lot_id), 0) < row.qty}  # fmt: skip
    return {row.movement_id for row in able} - done - gone


def _came_through(lot: Lot) -> list[UUID]:
    """The lot, and those that it came out of."""
    line = [lot.pk]
    while lot.parent_lot is not None:
        lot = lot.parent_lot
        line.append(lot.pk)
    return line


def _step(row: MovementLine, still_there: bool) -> Step:
    movement, entry = row.movement, row.movement.entry
    return Step(
        entry.seq, movement.pk, movement.kind, str(words.KINDS[movement.kind]),
        str(words.BASES[movement.basis]), row.qty, str(words.UNITS[row.from_lot.unit]),
        row.weight_g, place_of(row.from_account), place_of(row.to_account),
        network.name_of(entry.actor),
        entry.occurred_words, entry.occurred_earliest, entry.received_at, movement.reason,
        still_there,
    )  # fmt: skip


@dataclass(frozen=True)
class MovementText:
    """One movement in words, of those of its groups that the reader may see."""

    id: UUID
    label: str
    lines: tuple[str, ...]
    who: str
    at: datetime
    reason: str


def movement_text(actor: User, movement: UUID) -> MovementText:
    it = policies.get_movement(actor, movement)
    lots = policies.visible(actor)
    rows = it.lines.filter(Q(from_lot__in=lots) | Q(to_lot__in=lots)).select_related(
        "from_lot__taxon", "from_account", "to_account"
    )
    return MovementText(
        it.pk, str(words.KINDS[it.kind]),
        tuple(f"{label_of(r.from_lot)}: {r.qty} {words.UNITS[r.from_lot.unit]} "
              f"({place_of(r.from_account)} → {place_of(r.to_account)})" for r in rows),
        network.name_of(it.entry.actor), it.entry.received_at, it.reason,
    )  # fmt: skip


@dataclass(frozen=True)
class HoldLine:
    id: UUID
    kind: str
    reason: str
    who: str
    at: datetime
    may_lift: bool


def holds_of(actor: User, lot: UUID) -> list[HoldLine]:
    """Open holds on a lot, and on those that it came out of."""
    line = _came_through(policies.get(actor, lot))
    seen = Exists(policies.visible(actor).filter(pk=OuterRef("lot")))
    rows = Hold.objects.filter(lot__in=line, lift__isnull=True).annotate(seen=seen)
    return [
        HoldLine(
            it.pk, str(words.HOLDS[it.kind]), it.reason, network.name_of(it.by), it.at,
            it.seen and may_lift(actor, it),
        )
        for it in rows.select_related("by", "lot").order_by("at")
    ]  # fmt: skip
