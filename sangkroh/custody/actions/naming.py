"""What a lot is of: named for the first time by a qualified person, renamed by two."""

from __future__ import annotations

from uuid import UUID

from sangkroh.core.door import action
from sangkroh.core.errors import require
from sangkroh.core.models import User
from sangkroh.core.roles import Role
from sangkroh.core.types import Code, Line, Shape
from sangkroh.network import queries as network

from .. import policies
from ..models import Lot, Movement, Request
from ..rules import Kind, State, Subject
from .books import HANDLERS, Leg, account_of, held, post
from .intake import child_of, known_taxon
from .requests import ask, posts, said


class Renamed(Shape):
    """What a request to name a lot anew holds."""

    account: UUID
    lot: UUID
    to_lot: UUID
    taxon: UUID | None
    item_type: Code | None


@action(by=HANDLERS)
def identify(
    actor: User, /, *, id: UUID, account: UUID, lot: UUID, to_lot: UUID,
    taxon: UUID | None = None, item_type: Code | None = None,
) -> UUID:  # fmt: skip
    """Say for the first time what an open lot is: all of it that is held here. Returns `id`.

    By a vet, or an officer who may exercise powers. `to_lot` is the id of the named lot.
    """
    qualified = Role.VET in actor.roles or network.has_power(actor)
    require(qualified, "custody.not-qualified")
    old = policies.get(actor, lot)
    policies.account_to_act_on(actor, account)
    require(old.subject == Subject.OPEN, "custody.already-named", "lot")
    new = Renamed(account=account, lot=lot, to_lot=to_lot, taxon=taxon, item_type=item_type)
    return _rename(old, new, Kind.IDENTIFY, State.IDENTIFICATION, id).pk


@action(by=HANDLERS)
def reidentify(
    actor: User, /, *, id: UUID, account: UUID, lot: UUID, to_lot: UUID, reason: Line,
    taxon: UUID | None = None, item_type: Code | None = None,
) -> UUID:  # fmt: skip
    """Ask that a named lot be named anew; another person approves. Returns `id`, the request's."""
    old = policies.get(actor, lot)
    place = policies.account_to_act_on(actor, account)
    require(old.subject != Subject.OPEN, "custody.not-named-yet", "lot")
    new = Renamed(account=account, lot=lot, to_lot=to_lot, taxon=taxon, item_type=item_type)
    _look_at(old, new)
    return ask(actor, id, Kind.REIDENTIFY, old.case_id, place, new, reason)


@posts(Kind.REIDENTIFY)
def _reidentified(actor: User, request: Request) -> Movement:
    new = said(request, Renamed)
    old = Lot.objects.get(pk=new.lot)
    return _rename(old, new, Kind.REIDENTIFY, State.REIDENTIFICATION, None, request)


def _look_at(old: Lot, new: Renamed) -> Subject:
    require((new.taxon is None) != (new.item_type is None), "custody.name-one", "taxon")
    subject = Subject.TAXON if new.taxon else Subject.ITEM
    if new.taxon:
        known_taxon(new.taxon, "taxon")
        require(new.taxon != old.taxon_id, "custody.same-name", "taxon")
    else:
        require(new.item_type != old.item_type, "custody.same-name", "item_type")
    there = held(new.account, old.pk)
    require(there > 0, "custody.nothing-here", "lot")
    return subject


def _rename(
    old: Lot, new: Renamed, kind: Kind, between: State, id: UUID | None,
    request: Request | None = None,
) -> Movement:  # fmt: skip
    """Out of the one subject, into the other, the same quantity; the old lot is its parent."""
    subject = _look_at(old, new)
    there = held(new.account, old.pk)
    everywhere = sum(b.qty for b in old.balances.filter(qty__gt=0, may_go_below_0=False))
    require(old.declared is None or there == everywhere, "custody.declared-stays-whole", "lot")
    child_of(
        old, new.to_lot, subject=subject, taxon_id=new.taxon, item_type=new.item_type or "",
        is_individual=old.is_individual, seal_numbers=old.seal_numbers, declared=old.declared,
        declared_precision=old.declared_precision,
    )  # fmt: skip
    through = account_of(between)
    legs = [Leg(old.pk, new.account, through, there), Leg(new.to_lot, through, new.account, there)]
    return post(kind, old.case_id, legs, id=id, request=request)
