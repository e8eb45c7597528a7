"""Planned outcomes, and taking things back: asked for by one person, approved by another."""

from __future__ import annotations

from collections.abc import Iterable
from uuid import UUID

from sangkroh.core.door import action, this_act
from sangkroh.core.errors import require
from sangkroh.core.models import User
from sangkroh.core.roles import Role
from sangkroh.core.types import Count, Grams, Line, MaybeLine, Shape
from sangkroh.reference import queries as reference

from .. import policies
from ..models import Hold, Lot, Movement, MovementLine, Request
from ..rules import ALLOWED, LIVING, REVERSIBLE, Basis, Kind, State, Subject, Unit, enough
from .books import HANDLERS, Leg, account_of, came_in, held, post, take_from
from .handover import not_frozen
from .requests import ask, posts, said


class Leaving(Shape):
    lot: UUID
    account: UUID
    quantity: Count
    weight_g: Grams | None = None


class Planned(Shape):
    """What a request for a planned outcome holds. `paper`: the number of the order or permit."""

    lines: list[Leaving]
    paper: str
    place: UUID | None


class TakenBack(Shape):
    movement: UUID


class Recaptured(Shape):
    lot: UUID
    quantity: Count
    come_from: State
    account: UUID


OUTCOME = {
    Kind.RELEASE: State.RELEASED, Kind.TRANSFER: State.TRANSFERRED,
    Kind.DESTROY: State.DESTROYED, Kind.EUTHANISE: State.DIED,
    Kind.HAND_TO_AUTHORITY: State.OTHER_AUTHORITY,
    Kind.RETURN_BY_ORDER: State.RETURNED_BY_ORDER,
}  # fmt: skip
ENDS = frozenset({Kind.RELEASE, Kind.DESTROY, Kind.EUTHANISE})
"""Of what nobody has counted and seen, none of these is planned: it may live, and be anything."""
PLANNERS = HANDLERS | {Role.LEGAL_OFFICER}


@action(by=HANDLERS)
def plan_release(
    actor: User, /, *, id: UUID, lines: list[Leaving], reason: Line, place: UUID | None = None
) -> UUID:  # fmt: skip
    """Ask for a release: a vet's word, no hold, a second person; for a listed species one of
    another organisation. It is done within the last approval. Returns `id`, the request's."""
    return _plan(actor, id, Kind.RELEASE, lines, reason, place=place)


@action(by=HANDLERS)
def plan_transfer(
    actor: User, /, *, id: UUID, lines: list[Leaving], reason: Line, paper: MaybeLine = ""
) -> UUID:  # fmt: skip
    """Ask to give animals to a holder outside these books. Returns `id`, the request's."""
    return _plan(actor, id, Kind.TRANSFER, lines, reason, paper=paper)


@action(by=PLANNERS)
def plan_destruction(
    actor: User, /, *, id: UUID, lines: list[Leaving], reason: Line, paper: MaybeLine = ""
) -> UUID:  # fmt: skip
    """Ask to destroy things: meat, parts, carcasses; never what lives. Returns `id`."""
    return _plan(actor, id, Kind.DESTROY, lines, reason, paper=paper)


@action(by={Role.VET})
def plan_euthanasia(actor: User, /, *, id: UUID, lines: list[Leaving], reason: Line) -> UUID:
    """Ask, as a vet, to end the life of animals. Returns `id`, the request's."""
    return _plan(actor, id, Kind.EUTHANISE, lines, reason)


@action(by=PLANNERS)
def return_by_order(
    actor: User, /, *, id: UUID, lines: list[Leaving], reason: Line, paper: Line
) -> UUID:  # fmt: skip
    """Ask to give something back by an order of a court or prosecutor. Returns `id`."""
    return _plan(actor, id, Kind.RETURN_BY_ORDER, lines, reason, paper=paper)


@action(by=PLANNERS)
def hand_to_authority(
    actor: User, /, *, id: UUID, lines: list[Leaving], reason: Line, paper: MaybeLine = ""
) -> UUID:  # fmt: skip
    """Ask to hand something over to an authority that keeps its own books. Returns `id`."""
    return _plan(actor, id, Kind.HAND_TO_AUTHORITY, lines, reason, paper=paper)


def _plan(
    actor: User, id: UUID, kind: Kind, lines: list[Leaving], reason: str, *, paper: str = "",
    place: UUID | None = None,
) -> UUID:  # fmt: skip
    case, lots, accounts = take_from(actor, [(it.lot, it.account, it.quantity) for it in lines])
    living = any(Unit(lot.unit) in LIVING for lot in lots.values())
    if kind is Kind.DESTROY:
        require(not living, "custody.living-is-not-destroyed", "lines")
    for n, it in enumerate(lines):
        fits = (State(accounts[it.account].state), OUTCOME[kind]) in ALLOWED[kind]
        require(fits, "custody.not-from-here", f"lines.{n}.account")
        not_frozen(accounts[it.account], f"lines.{n}.account")
        not_held_back(lots[it.lot], f"lines.{n}.lot")
        counted = kind not in ENDS or lots[it.lot].unit != Unit.CONTAINER
        require(counted, "custody.count-first", f"lines.{n}.lot")
    _not_before_they_came(lots.values())
    listed = any(map(_may_be_listed, lots.values()))
    return ask(
        actor, id, kind, case, accounts[lines[0].account],
        Planned(lines=lines, paper=paper, place=place), reason, basis=Basis.PLANNED,
        living=living, listed=listed,
    )  # fmt: skip


def _may_be_listed(lot: Lot) -> bool:
    """Listed, or not known not to be: what nobody has identified counts as listed."""
    if lot.subject == Subject.TAXON and lot.taxon_id:
        return reference.is_listed(lot.taxon_id).may_be
    return lot.subject == Subject.OPEN


@posts(*OUTCOME)
def _done(actor: User, request: Request) -> Movement:
    kind, it = Kind(request.kind), said(request, Planned)
    enough([("request", line.quantity, held(line.account, line.lot)) for line in it.lines])
    lots = Lot.objects.in_bulk([line.lot for line in it.lines])
    for lot in lots.values():
        not_held_back(lot, "request")
    _not_before_they_came(lots.values())
    to = account_of(OUTCOME[kind])
    legs = [Leg(line.lot, line.account, to, line.quantity, line.weight_g) for line in it.lines]
    return post(
        kind, request.case_id, legs, basis=Basis.PLANNED, request=request, reason=request.reason
    )


def _not_before_they_came(lots: Iterable[Lot]) -> None:
    """Nothing is decided or carried out at a time when what it is about had not come."""
    said = this_act().act.occurred
    if said is None or said.latest is None:
        return
    for lot in lots:
        came = came_in(lot)
        since = came.movement.entry.occurred_earliest if came else None
        require(since is None or since <= said.latest, "custody.before-it-came", "occurred")


def not_held_back(lot: Lot, path: str) -> None:
    """No open hold on the lot or on any that it came out of."""
    line: Lot | None = lot
    while line is not None:
        free = not Hold.objects.filter(lot=line, lift__isnull=True).exists()
        require(free, "custody.on-hold", path)
        line = line.parent_lot


@action(by=HANDLERS)
def reverse(actor: User, /, *, id: UUID, movement: UUID, reason: Line) -> UUID:
    """Ask to take a movement back, line for line; another person approves. Returns `id`."""
    it = policies.get_movement(actor, movement)
    _reversible(it)
    return ask(actor, id, Kind.REVERSAL, it.case_id, None, TakenBack(movement=movement), reason)


@posts(Kind.REVERSAL)
def _reversed(actor: User, request: Request) -> Movement:
    it = Movement.objects.get(pk=said(request, TakenBack).movement)
    _reversible(it)
    lines = list(MovementLine.objects.filter(movement=it).order_by("ordinal"))
    enough([("request", x.qty, held(x.to_account_id, x.to_lot_id)) for x in lines])
    legs = [
        Leg(x.to_lot_id, x.to_account_id, x.from_account_id, x.qty, x.weight_g, x.from_lot_id)
        for x in lines
    ]
    return post(
        Kind.REVERSAL, it.case_id, legs, request=request, reverses=it, reason=request.reason
    )


def _reversible(it: Movement) -> None:
    require(Kind(it.kind) in REVERSIBLE, "custody.not-reversible", "movement")
    require(not hasattr(it, "reversed_by"), "custody.reversed-already", "movement")


@action(by=HANDLERS)
def recapture(
    actor: User, /, *, id: UUID, lot: UUID, escaped: bool, quantity: Count, account: UUID,
    reason: Line,
) -> UUID:  # fmt: skip
    """Ask to take back what escaped (or else was released) and was caught again; another person
    approves. Returns `id`, the request's."""
    it = policies.get(actor, lot)
    place = policies.account_to_act_on(actor, account)
    came = State.ESCAPED if escaped else State.RELEASED
    require(State(place.state) is not State.IN_TRANSIT, "custody.not-a-place", "account")
    there = held(account_of(came), lot)
    require(quantity <= there, "custody.more-than-held", "quantity", limit=there)
    again = Recaptured(lot=lot, quantity=quantity, come_from=came, account=account)
    return ask(actor, id, Kind.RECAPTURE, it.case_id, place, again, reason)


@posts(Kind.RECAPTURE)
def _recaptured(actor: User, request: Request) -> Movement:
    it = said(request, Recaptured)
    came = account_of(it.come_from)
    enough([("request", it.quantity, held(came, it.lot))])
    leg = Leg(it.lot, came, it.account, it.quantity)
    return post(Kind.RECAPTURE, request.case_id, [leg], request=request, reason=request.reason)
