"""How every act of this room writes: lines first, the movement next, the entry last."""

from __future__ import annotations

import uuid
from collections.abc import Collection, Iterable, Sequence
from dataclasses import dataclass
from typing import Any
from uuid import UUID

from django.db.models import Sum

from sangkroh.core.compiled import Compiled, Given, insert
from sangkroh.core.door import concerns, this_act
from sangkroh.core.errors import require
from sangkroh.core.ids import new_id
from sangkroh.core.models import User
from sangkroh.core.roles import Role

from .. import policies
from ..models import Account, Alarm, Balance, Lot, Movement, MovementLine, Request
from ..rules import Basis, Kind, State, each_once, enough, some

HANDLERS = {Role.FIELD_OFFICER, Role.KEEPER, Role.VET, Role.LEAD, Role.DUTY_OFFICER}
"""Roles that handle animals and things, each on the accounts that are theirs to act on."""
_HOUSE = UUID("6f0c9a52-3f0e-5d6b-9d57-5d8a0c1f4a11")


def account_of(state: State) -> UUID:
    """The id of the house's one account of this state (an origin, an alarm, an outcome)."""
    return uuid.uuid5(_HOUSE, state.value)


@dataclass(frozen=True)
class Leg:
    """A line to be: this much of a lot from an account to an account, perhaps as another lot."""

    lot: UUID
    from_account: UUID
    to_account: UUID
    qty: int
    weight_g: int | None = None
    as_lot: UUID | None = None


def entered(actor: User) -> dict[str, Any]:
    """Who, which entry and when, for the rows that this act writes."""
    act = this_act()
    return {"by": actor, "entry_id": act.id, "at": act.received_at}


def post(
    kind: Kind, case_id: UUID, legs: Sequence[Leg], *, id: UUID | None = None,
    basis: Basis = Basis.MOVE, request: Request | None = None, reverses: Movement | None = None,
    reason: str = "",
) -> Movement:  # fmt: skip
    """Write one movement with its lines under the act that is being done."""
    movement = Movement(
        id=id or new_id(), kind=kind.value, basis=basis.value, case_id=case_id,
        entry_id=this_act().id, request=request, reverses=reverses, line_count=len(legs),
        reason=reason,
    )  # fmt: skip
    MovementLine.objects.bulk_create(
        MovementLine(
            movement_id=movement.id, ordinal=n, from_account_id=leg.from_account,
            from_lot_id=leg.lot, to_account_id=leg.to_account, to_lot_id=leg.as_lot or leg.lot,
            qty=leg.qty, weight_g=leg.weight_g,
        )
        for n, leg in enumerate(legs, start=1)
    )  # fmt: skip
    insert(movement)
    concerns(case_id)
    return movement


_HELD = Compiled(
    lambda: Balance.objects.filter(account=Given("account"), lot=Given("lot")).values_list(
        "qty", flat=True
    )
)


def held(account_id: UUID, lot_id: UUID) -> int:
    """What is held of the lot in the account now."""
    return _HELD.first(account=account_id, lot=lot_id) or 0


def _held_of(pairs: Sequence[tuple[UUID, UUID]]) -> dict[tuple[UUID, UUID], int]:
    """What is held of each (lot, account)."""
    if len(pairs) == 1:
        [(lot, account)] = pairs
        return {(lot, account): held(account, lot)}
    lots, accounts = {lot for lot, _ in pairs}, {account for _, account in pairs}
    rows = Balance.objects.filter(account__in=accounts, lot__in=lots)
    return {(lot, account): qty for lot, account, qty in rows.values_list("lot", "account", "qty")}


def take_from(
    actor: User, asked: Sequence[tuple[UUID, UUID, int]], path: str = "lines"
) -> tuple[UUID, dict[UUID, Lot], dict[UUID, Account]]:
    """Find what is asked for (lot, account, quantity): seen, theirs to act on, there, of one case.

    Returns the case, the lots and the accounts by id.
    """
    some(asked, path)
    each_once([(lot, account) for lot, account, _ in asked], path)
    lots = policies.get_each(actor, [lot for lot, _, _ in asked], path)
    accounts: dict[UUID, Account] = {}
    for n, (_, account, _) in enumerate(asked):
        if account not in accounts:
            accounts[account] = policies.account_to_act_on(actor, account, f"{path}.{n}.account")
    there = _held_of([(lot, account) for lot, account, _ in asked])
    enough(
        [(f"{path}.{n}.quantity", qty, there.get((lot, account), 0))
         for n, (lot, account, qty) in enumerate(asked)]
    )  # fmt: skip
    return one_case(lots.values(), path), lots, accounts


def one_case(lots: Iterable[Lot], path: str = "lines") -> UUID:
    """A movement is of one case: so nobody learns of another from it."""
    cases = {lot.case_id for lot in lots}
    require(len(cases) == 1, "custody.one-case", path)
    return cases.pop()


def came_in(lot: Lot) -> MovementLine | None:
    """The line by which the lot, or the lot it came out of, entered the books."""
    while lot.parent_lot is not None:
        lot = lot.parent_lot
    lines = MovementLine.objects.filter(to_lot=lot, movement__kind=Kind.TAKE_IN)
    return lines.select_related("movement__entry").first()


def raise_alarm(
    actor: User, movement: Movement, kind: str, lot_id: UUID, account_id: UUID, qty: int
) -> None:
    """A shortfall or a surplus that two people must explain."""
    Alarm(
        movement=movement, case_id=movement.case_id, kind=kind, lot_id=lot_id,
        account_id=account_id, qty=qty, **entered(actor),
    ).save(force_insert=True)  # fmt: skip


def total_held(lot_id: UUID, states: Collection[State]) -> int:
    """What is held of a lot over all accounts of these states."""
    it = Balance.objects.filter(lot=lot_id, account__state__in=[s.value for s in states])
    return it.aggregate(it=Sum("qty"))["it"] or 0
