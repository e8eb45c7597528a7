"""From hand to hand: one dispatches, another receives and says how many there are."""

from __future__ import annotations

from datetime import datetime
from uuid import UUID

from django.utils import timezone

from sangkroh.core.door import action, this_act
from sangkroh.core.errors import Refused, require
from sangkroh.core.models import User
from sangkroh.core.types import Count, CountOrNone, Grams, Line, Shape
from sangkroh.network import queries as network

from .. import policies
from ..models import Account, Freeze, Handover, Receipt
from ..rules import (
    CENTRE,
    TRANSIT_WITHIN,
    Compared,
    Kind,
    State,
    Unit,
    count_due_by_default,
    each_once,
    other_person,
)
from .books import HANDLERS, Leg, account_of, entered, post, raise_alarm, take_from


class Sent(Shape):
    lot: UUID
    account: UUID
    quantity: Count
    weight_g: Grams | None = None


class Received(Shape):
    """What the receiver found of a lot. Not how many were dispatched: the form does not say."""

    lot: UUID
    quantity: CountOrNone
    weight_g: Grams | None = None


@action(by=HANDLERS)
def dispatch(
    actor: User, /, *, id: UUID, handover: UUID, carrier: UUID, to_office: UUID,
    lines: list[Sent], due: datetime | None = None,
) -> UUID:  # fmt: skip
    """Send lots with a carrier to an office, which another person will receive.

    `id` is the movement's; returns `handover`. Due in 24 hours unless said otherwise.
    """
    case, _, accounts = take_from(actor, [(it.lot, it.account, it.quantity) for it in lines])
    for n, it in enumerate(lines):
        not_frozen(accounts[it.account], f"lines.{n}.account")
        sent_from = State(accounts[it.account].state)
        require(
            sent_from is not State.IN_TRANSIT, "custody.already-under-way", f"lines.{n}.account"
        )
    driver = User.objects.filter(pk=carrier, is_active=True, kind=User.Kind.PERSON).first()
    require(driver is not None, "core.not-found", "carrier")
    require(network.office(to_office) is not None, "core.not-found", "to_office")
    assert driver is not None  # noqa: S101
    road = Account(
        id=handover, code=f"transit-{handover}", state=State.IN_TRANSIT, label=driver.name,
        label_km=driver.name_km, user=driver, office_id=to_office, case_id=case,
    )  # fmt: skip
    road.save(force_insert=True)
    legs = [Leg(it.lot, it.account, road.pk, it.quantity, it.weight_g) for it in lines]
    movement = post(Kind.DISPATCH, case, legs, id=id)
    Handover(
        id=handover, case_id=case, movement=movement, account=road, carrier=driver,
        to_office_id=to_office, due=due or this_act().received_at + TRANSIT_WITHIN,
        **entered(actor),
    ).save(force_insert=True)  # fmt: skip
    return handover


@action(by=HANDLERS)
def receive(
    actor: User, /, *, id: UUID, handover: UUID, account: UUID, lines: list[Received],
    broken_seals: list[Line] | None = None, dead_seen: CountOrNone | None = None,
    count_due: datetime | None = None,
) -> UUID:  # fmt: skip
    """Receive what was dispatched to one's office: every lot, by number, without being told it.

    Sealed containers are accepted as containers; they are to be counted by `count_due` (the next
    noon here, unless said otherwise). Fewer goes to missing, more comes out of surplus; both
    raise an alarm that two people explain. Not by who sent it nor by who carried it. `id` is the
    movement's; returned.
    """
    it = policies.get_handover(actor, handover)
    to = policies.account_to_act_on(actor, account)
    require(State(to.state) in CENTRE, "custody.not-a-place", "account")
    require(to.office_id == it.to_office_id, "custody.not-your-handover", "handover")
    other_person(actor.person_id, it.by.person_id, "handover")
    other_person(actor.person_id, it.carrier_id, "handover")
    require(not hasattr(it, "receipt"), "custody.received-already", "handover")
    carried = {b.lot_id: b for b in it.account.balances.filter(qty__gt=0).select_related("lot")}
    each_once([line.lot for line in lines])
    for n, line in enumerate(lines):
        require(line.lot in carried, "core.not-found", f"lines.{n}.lot")
    require(len(lines) == len(carried), "custody.say-every-lot", "lines")
    containers = any(b.lot.unit == Unit.CONTAINER for b in carried.values())
    legs: list[Leg] = []
    alarms: list[tuple[str, UUID, State, int]] = []
    for n, line in enumerate(lines):
        held = carried[line.lot]
        if held.is_individual and line.quantity > 1:
            raise Refused("custody.individual-is-one", f"lines.{n}.quantity")
        found = Compared(held.qty, line.quantity)
        here = found.found - found.over
        if here:
            legs.append(Leg(line.lot, it.account_id, to.pk, here, line.weight_g))
        if found.short:
            legs.append(Leg(line.lot, it.account_id, account_of(State.MISSING), found.short))
            alarms.append(("shortfall", line.lot, State.MISSING, found.short))
        if found.over:
            legs.append(Leg(line.lot, account_of(State.SURPLUS), to.pk, found.over))
            alarms.append(("surplus", line.lot, State.SURPLUS, found.over))
    movement = post(Kind.RECEIVE, it.case_id, legs, id=id)
    if containers and count_due is None:
        count_due = count_due_by_default(timezone.localtime(this_act().received_at))
    Receipt(
        handover=it, movement=movement, account=to, broken_seals=broken_seals or [],
        accepted_by="container" if containers else "count", dead_seen=dead_seen,
        count_due=count_due, **entered(actor),
    ).save(force_insert=True)  # fmt: skip
    for kind, lot, state, qty in alarms:
        raise_alarm(actor, movement, kind, lot, account_of(state), qty)
    return id


def not_frozen(account: Account, path: str = "account") -> None:
    """Nothing leaves an office that is frozen for an outbreak."""
    frozen = Freeze.objects.filter(office=account.office_id, thaw__isnull=True).exists()
    require(account.office_id is None or not frozen, "custody.frozen", path)
