"""Moves inside an office, and one group becoming several: quantity and subject stay."""

from __future__ import annotations

from uuid import UUID

from pydantic import Field

from sangkroh.core.door import action
from sangkroh.core.errors import require
from sangkroh.core.models import User
from sangkroh.core.types import Count, Grams, Line, Shape

from .. import policies
from ..models import Account, Lot
from ..rules import CENTRE, ONE_BY_ONE, Kind, State, Unit, each_once, some
from .books import HANDLERS, Leg, held, post, take_from
from .intake import Mark, child_of, new_marks


class Moved(Shape):
    lot: UUID
    account: UUID
    to: UUID
    quantity: Count
    weight_g: Grams | None = None


class Part(Shape):
    lot: UUID
    quantity: Count
    seal_numbers: list[Line] = Field(default=[], max_length=2000)


class One(Shape):
    lot: UUID
    mark: Mark = ""
    weight_g: Grams | None = None


@action(by=HANDLERS)
def move(actor: User, /, *, id: UUID, lines: list[Moved]) -> UUID:
    """Move lots between places of one's own office. Returns `id`, the movement's."""
    case, _, accounts = take_from(actor, [(it.lot, it.account, it.quantity) for it in lines])
    targets: dict[UUID, Account] = {}
    for n, it in enumerate(lines):
        if it.to not in targets:
            targets[it.to] = policies.account_to_act_on(actor, it.to, f"lines.{n}.to")
        to = targets[it.to]
        require(it.to != it.account, "custody.goes-nowhere", f"lines.{n}.to")
        require(
            to.office_id is not None and to.office_id == accounts[it.account].office_id,
            "custody.dispatch-instead", f"lines.{n}.to",
        )  # fmt: skip
        for place, path in ((accounts[it.account], "account"), (to, "to")):
            require(State(place.state) in CENTRE, "custody.not-a-place", f"lines.{n}.{path}")
    legs = [Leg(it.lot, it.account, it.to, it.quantity, it.weight_g) for it in lines]
    return post(Kind.MOVE, case, legs, id=id).pk


@action(by=HANDLERS)
def split(actor: User, /, *, id: UUID, account: UUID, lot: UUID, parts: list[Part]) -> UUID:
    """Make groups out of one, each with an id and a number. Returns `id`, the movement's.

    Containers whose content was stated stay one group until they are counted: a part of them
    may be moved without a split.
    """
    some(parts, "parts")
    each_once([it.lot for it in parts], "parts")
    whole = _group(actor, account, lot, sum(it.quantity for it in parts), "parts")
    require(whole.declared is None, "custody.declared-stays-whole", "lot")
    for n, it in enumerate(parts):
        known = set(it.seal_numbers) <= set(whole.seal_numbers)
        require(known, "custody.other-seals", f"parts.{n}.seal_numbers")
        child_of(whole, it.lot, seal_numbers=it.seal_numbers)
    legs = [Leg(lot, account, account, it.quantity, as_lot=it.lot) for it in parts]
    return post(Kind.SPLIT, whole.case_id, legs, id=id).pk


@action(by=HANDLERS)
def individualise(
    actor: User, /, *, id: UUID, account: UUID, lot: UUID, individuals: list[One]
) -> UUID:
    """Make single animals or pieces out of a group, each with its mark. Returns `id`."""
    some(individuals, "individuals")
    each_once([it.lot for it in individuals], "individuals")
    whole = _group(actor, account, lot, len(individuals), "individuals")
    fit = whole.unit in ONE_BY_ONE and whole.unit != Unit.CONTAINER
    require(fit, "custody.no-single-ones", "lot")
    new_marks([it.mark for it in individuals], "individuals")
    for it in individuals:
        child_of(whole, it.lot, is_individual=True, mark=it.mark or None)
    legs = [Leg(lot, account, account, 1, it.weight_g, as_lot=it.lot) for it in individuals]
    return post(Kind.INDIVIDUALISE, whole.case_id, legs, id=id).pk


def _group(actor: User, account: UUID, lot: UUID, qty: int, path: str) -> Lot:
    """The group, if so much of it is held in an account that the actor may act on."""
    whole = policies.get(actor, lot)
    place = policies.account_to_act_on(actor, account)
    require(not whole.is_individual, "custody.already-single", "lot")
    there = held(place.pk, whole.pk)
    require(qty <= there, "custody.more-than-held", path, limit=there)
    return whole
