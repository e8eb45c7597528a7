"""Counts: containers become animals by two people, stock-takes, and what a difference was."""

from __future__ import annotations

from collections.abc import Sequence
from enum import StrEnum
from uuid import UUID

from django.db.models import Sum

from sangkroh.core.door import action
from sangkroh.core.errors import require
from sangkroh.core.models import User
from sangkroh.core.types import Count, CountOrNone, Line, Shape

from .. import policies
from ..models import Account, Alarm, Explanation, Lot, Movement, MovementLine, Request
from ..rules import (
    CENTRE,
    HOLDING,
    Compared,
    Kind,
    Precision,
    State,
    Unit,
    compare_with_declared,
    each_once,
    some,
)
from .books import (
    HANDLERS,
    Leg,
    account_of,
    came_in,
    entered,
    held,
    one_case,
    post,
    raise_alarm,
    total_held,
)
from .intake import NewLot, look_at_new, make_lots
from .requests import ask, posts, said


class Counted(Shape):
    """What a request to confirm a count holds."""

    account: UUID
    lot: UUID
    containers: Count
    content: list[NewLot]


class Found(Shape):
    lot: UUID
    quantity: CountOrNone


class Recount(Shape):
    """What a request to correct a number holds: it was `held`, it should be `quantity`."""

    account: UUID
    lot: UUID
    held: CountOrNone
    quantity: CountOrNone


class What(StrEnum):
    """What became of a shortfall, or why there were more."""

    FOUND = "found"
    DIED = "died"
    ESCAPED = "escaped"
    DESTROYED = "destroyed"
    MISCOUNTED = "miscounted"
    CAME_ALONG = "came_along"
    NOT_THERE = "not_there"


FOR_SHORTFALL = {What.FOUND, What.DIED, What.ESCAPED, What.DESTROYED, What.MISCOUNTED}
FOR_SURPLUS = {What.MISCOUNTED, What.CAME_ALONG, What.NOT_THERE}
_TO = {
    What.DIED: State.DIED, What.ESCAPED: State.ESCAPED, What.DESTROYED: State.DESTROYED,
    What.MISCOUNTED: State.COUNT_CORRECTION,
}  # fmt: skip


class Explained(Shape):
    """What a request to accept an explanation holds."""

    alarm: UUID
    what: What
    quantity: Count
    account: UUID | None


@action(by=HANDLERS)
def count(
    actor: User, /, *, id: UUID, account: UUID, lot: UUID, containers: Count,
    content: list[NewLot],
) -> UUID:  # fmt: skip
    """Count what is in some containers; another person confirms, and then it is so.

    `content` are the lots that were found, empty if there was nothing. Some of the containers
    today and the rest tomorrow is two counts. Returns `id`, the request's.
    """
    boxes = policies.get(actor, lot)
    place = policies.account_to_act_on(actor, account)
    counted = Counted(account=account, lot=lot, containers=containers, content=content)
    _look_at(boxes, counted)
    return ask(actor, id, Kind.COUNT, boxes.case_id, place, counted)


@posts(Kind.COUNT)
def _confirmed(actor: User, request: Request) -> Movement:
    it = said(request, Counted)
    boxes = Lot.objects.get(pk=it.lot)
    _look_at(boxes, it)
    if it.content:
        make_lots(boxes.case_id, it.content, parent=boxes)
    last = total_held(boxes.pk, [*HOLDING, State.MISSING]) == it.containers
    before = _counted_before(boxes)
    unit = _unit_declared(before, it.content)
    alike = [new for new in it.content if new.unit == unit]
    found = compare_with_declared(
        boxes.declared, Precision(boxes.declared_precision) if boxes.declared else None,
        before.get(unit, 0), sum(new.quantity for new in alike), last=last,
    )  # fmt: skip
    between, missing, surplus = map(
        account_of, (State.COUNT_CONVERSION, State.MISSING, State.SURPLUS)
    )
    legs = [Leg(boxes.pk, it.account, between, it.containers)]
    over, alarms = found.over, []
    for new in reversed(it.content):
        more = min(over, new.quantity) if new in alike else 0
        over -= more
        if new.quantity > more:
            legs.append(Leg(new.lot, between, it.account, new.quantity - more, new.weight_g))
        if more:
            legs.append(Leg(new.lot, surplus, it.account, more))
            alarms.append(("surplus", new.lot, surplus, more))
    if found.short:
        short = _short_lot(boxes, alike)
        legs.append(Leg(short, between, missing, found.short))
        alarms.append(("shortfall", short, missing, found.short))
    movement = post(Kind.COUNT, boxes.case_id, legs, request=request)
    for kind, lot, at, qty in alarms:
        raise_alarm(actor, movement, kind, lot, at, qty)
    return movement


def _look_at(boxes: Lot, it: Counted) -> None:
    require(boxes.unit == Unit.CONTAINER, "custody.not-containers", "lot")
    there = held(it.account, boxes.pk)
    require(it.containers <= there, "custody.more-than-held", "containers", limit=there)
    look_at_new(it.content, "content")
    for n, new in enumerate(it.content):
        require(new.unit != Unit.CONTAINER, "custody.count-the-content", f"content.{n}.unit")


def _counted_before(boxes: Lot) -> dict[Unit, int]:
    """What earlier counts took out of these containers, and what they found over, by unit."""
    out = MovementLine.objects.filter(
        movement__kind=Kind.COUNT, from_lot__parent_lot=boxes,
        from_account__state__in=[State.COUNT_CONVERSION, State.SURPLUS],
    )  # fmt: skip
    rows = out.values_list("from_lot__unit").annotate(Sum("qty")).order_by()
    return {Unit(unit): qty for unit, qty in rows}


def _unit_declared(before: dict[Unit, int], content: Sequence[NewLot]) -> Unit:
    """Of what the stated number is: of animals if there were any, so that nothing else makes up
    for one; otherwise of what was found first."""
    found = [*before, *(new.unit for new in content)]
    return Unit.ANIMAL if Unit.ANIMAL in found or not found else found[0]


def _short_lot(boxes: Lot, content: Sequence[NewLot]) -> UUID:
    """Of which lot animals are missing: of the only one found, or of one as was stated."""
    if len(content) == 1 and not content[0].individual:
        return content[0].lot
    stated = Lot(
        case_id=boxes.case_id, subject=boxes.subject, taxon_id=boxes.taxon_id,
        item_type=boxes.item_type, as_reported=boxes.as_reported,
        unit=content[0].unit if content else Unit.ANIMAL, parent_lot=boxes,
    )  # fmt: skip
    stated.save(force_insert=True)
    return stated.pk


@action(by=HANDLERS)
def head_count(
    actor: User, /, *, id: UUID, account: UUID, lines: list[Found], reason: Line = "stock-take"
) -> UUID | None:  # fmt: skip
    """Count what is in a place, without being told how many there should be.

    Differences become alarms that two people explain. Returns `id`, the movement's, or None when
    everything was there and nothing moved.
    """
    place = policies.account_to_act_on(actor, account)
    require(State(place.state) in CENTRE, "custody.not-a-place", "account")
    some(lines)
    each_once([it.lot for it in lines])
    lots = [policies.get(actor, it.lot, f"lines.{n}.lot") for n, it in enumerate(lines)]
    case = one_case(lots)
    missing, surplus = account_of(State.MISSING), account_of(State.SURPLUS)
    legs, alarms = [], []
    for n, (it, lot) in enumerate(zip(lines, lots, strict=True)):
        there = held(account, it.lot)
        found = Compared(there, it.quantity)
        single = not lot.is_individual or not found.over
        require(single, "custody.individual-is-one", f"lines.{n}.quantity")
        known = there > 0 or lot.balances.filter(account=account).exists()
        require(known, "core.not-found", f"lines.{n}.lot")
        if found.short:
            legs.append(Leg(it.lot, account, missing, found.short))
            alarms.append(("shortfall", it.lot, missing, found.short))
        if found.over:
            legs.append(Leg(it.lot, surplus, account, found.over))
            alarms.append(("surplus", it.lot, surplus, found.over))
    if not legs:
        return None
    movement = post(Kind.HEAD_COUNT, case, legs, id=id, reason=reason)
    for kind, lot_id, at, qty in alarms:
        raise_alarm(actor, movement, kind, lot_id, at, qty)
    return id


@action(by=HANDLERS)
def correct_count(
    actor: User, /, *, id: UUID, account: UUID, lot: UUID, quantity: CountOrNone, reason: Line
) -> UUID:  # fmt: skip
    """Ask to correct a number that was written down wrongly; another person approves.

    The old number stays on the books, and the correction says why. Returns `id`, the request's.
    """
    whole = policies.get(actor, lot)
    place = policies.account_to_act_on(actor, account)
    there = held(account, lot)
    require(quantity != there, "custody.same-number", "quantity")
    require(not whole.is_individual or quantity <= 1, "custody.individual-is-one", "quantity")
    recount = Recount(account=account, lot=lot, held=there, quantity=quantity)
    return ask(actor, id, Kind.CORRECTION, whole.case_id, place, recount, reason)


@posts(Kind.CORRECTION)
def _corrected(actor: User, request: Request) -> Movement:
    it = said(request, Recount)
    require(held(it.account, it.lot) == it.held, "custody.moved-since", "request")
    found, between = Compared(it.held, it.quantity), account_of(State.COUNT_CORRECTION)
    leg = (
        Leg(it.lot, it.account, between, found.short)
        if found.short
        else Leg(it.lot, between, it.account, found.over)
    )
    return post(Kind.CORRECTION, request.case_id, [leg], request=request, reason=request.reason)


@action(by=HANDLERS)
def explain(
    actor: User, /, *, id: UUID, alarm: UUID, what: What, quantity: Count, reason: Line,
    account: UUID | None = None,
) -> UUID:  # fmt: skip
    """Say what became of some of a shortfall, or why there were more; another person approves.

    `account`: where they were found, or from where more was counted than was there. Returns `id`,
    the request's.
    """
    it = policies.get_alarm(actor, alarm)
    explained = Explained(alarm=alarm, what=what, quantity=quantity, account=account)
    fits = what in (FOR_SHORTFALL if it.kind == "shortfall" else FOR_SURPLUS)
    require(fits, "custody.other-explanation", "what")
    wanted = what in (What.FOUND, What.NOT_THERE)
    require(wanted == (account is not None), "custody.say-the-place", "account")
    place = policies.account_to_act_on(actor, account) if account else None
    if place is not None:
        require(State(place.state) in CENTRE, "custody.not-a-place", "account")
    _still_open(it, quantity)
    return ask(actor, id, Kind.EXPLAIN, it.case_id, place or _counted_at(it), explained, reason)


def _still_open(alarm: Alarm, quantity: int) -> None:
    done = alarm.explanations.aggregate(it=Sum("qty"))["it"] or 0
    left = alarm.qty - done
    require(quantity <= left, "custody.more-than-alarm", "quantity", limit=left)


def _counted_at(alarm: Alarm) -> Account | None:
    """The place where it was counted, whose people may approve what is said of it."""
    line = (
        alarm.movement.lines.filter(to_account__office__isnull=False)
        .select_related("to_account").first()
        or alarm.movement.lines.filter(from_account__office__isnull=False)
        .select_related("from_account").first()
    )  # fmt: skip
    if line is None:
        return None
    return line.to_account if line.to_account.office_id else line.from_account


@posts(Kind.EXPLAIN)
def _explained(actor: User, request: Request) -> Movement:
    it = said(request, Explained)
    alarm = Alarm.objects.select_related("lot").get(pk=it.alarm)
    _still_open(alarm, it.quantity)
    if alarm.kind == "shortfall":
        to = it.account or account_of(_TO[it.what])
        leg = Leg(alarm.lot_id, alarm.account_id, to, it.quantity)
    else:
        leg = Leg(alarm.lot_id, _more_from(alarm.lot, it), alarm.account_id, it.quantity)
    movement = post(Kind.EXPLAIN, request.case_id, [leg], request=request, reason=request.reason)
    Explanation(
        alarm=alarm, movement=movement, what=it.what.value, qty=it.quantity, **entered(actor)
    ).save(force_insert=True)
    return movement


def _more_from(lot: Lot, it: Explained) -> UUID:
    if it.what is What.NOT_THERE and it.account:
        there = held(it.account, lot.pk)
        require(it.quantity <= there, "custody.more-than-held", "quantity", limit=there)
        return it.account
    if it.what is What.MISCOUNTED:
        return account_of(State.COUNT_CORRECTION)
    return origin_of(lot)


def origin_of(lot: Lot) -> UUID:
    """The origin from which the lot, or the lot it came out of, entered the books."""
    line = came_in(lot)
    if line is None:
        return account_of(State.ORIGIN_UNKNOWN)
    put_right = MovementLine.objects.filter(
        from_lot=line.to_lot_id, movement__kind=Kind.ORIGIN_CORRECTION
    ).order_by("movement__entry__seq")
    return (put_right.last() or line).from_account_id
