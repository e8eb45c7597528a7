"""What enters the books: from a seizure, a hand-over, a find, from abroad, by birth."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Annotated
from uuid import UUID

from pydantic import Field

from sangkroh.cases import policies as cases
from sangkroh.core.door import action
from sangkroh.core.errors import NotFound, Problem, Refused, require
from sangkroh.core.ids import made_with
from sangkroh.core.models import User
from sangkroh.core.types import Code, Count, Grams, Line, MaybeLine, Shape
from sangkroh.network import queries as network
from sangkroh.reference import queries as reference

from .. import policies
from ..models import Account, Lot, MovementLine
from ..rules import (
    CENTRE,
    Basis,
    Kind,
    Origin,
    Place,
    Precision,
    State,
    Subject,
    Unit,
    each_once,
    proper_declared,
    proper_individual,
    proper_subject,
    some,
)
from .books import HANDLERS, Leg, account_of, held, post
from .facts import Gone, die

Mark = Annotated[MaybeLine, Field(max_length=64)]
"""Chip, ring or tag; it may be empty."""


class NewLot(Shape):
    """A lot to be made: what it is of, its unit, how many. The id is made by the client."""

    lot: UUID
    subject: Subject
    taxon: UUID | None = None
    item_type: Code | None = None
    as_reported: MaybeLine = ""
    unit: Unit
    quantity: Count
    individual: bool = False
    mark: Mark = ""
    seal_numbers: list[Line] = Field(default=[], max_length=2000)
    weight_g: Grams | None = None
    declared: Count | None = None
    declared_precision: Precision = Precision.EXACT


@action(by=HANDLERS)
def open_account(
    actor: User, /, *, id: UUID, code: Code, place: Place, label: Line, label_km: MaybeLine = "",
    office: UUID | None = None, parent: UUID | None = None, case: UUID | None = None,
    scene: UUID | None = None,
) -> UUID:  # fmt: skip
    """Open a place that holds animals or things: a scene of a case, or a place of one's office.

    Raises `custody.scene-needs-case`, `custody.not-your-office`, and `custody.not-your-account`
    for an enclosure below a place of another office.
    """
    if place is Place.SCENE:
        require(case is not None, "custody.scene-needs-case", "case")
        require(office is None and parent is None, "custody.scene-has-no-office", "office")
    else:
        require(case is None and scene is None, "custody.place-has-no-case", "case")
        require(
            office is not None and office == network.office_id_of(actor),
            "custody.not-your-office", "office",
        )  # fmt: skip
    if case is not None:
        cases.get(actor, case)
    if parent is not None:
        policies.account_to_act_on(actor, parent, "parent")
    require(not Account.objects.filter(code=code).exists(), "custody.code-taken", "code")
    Account(
        id=id, code=code, state=State(place.value), label=label, label_km=label_km,
        office_id=office, parent_id=parent, case_id=case, scene=scene,
    ).save(force_insert=True)  # fmt: skip
    return id


@action(by=HANDLERS)
def take_in(
    actor: User, /, *, id: UUID, case: UUID, account: UUID, origin: Origin, lines: list[NewLot],
) -> UUID:  # fmt: skip
    """Bring new lots into the books from an origin. Returns the movement's id (`id`).

    In a case from old papers it is marked historical.
    """
    whose = cases.get(actor, case)
    to = policies.account_to_act_on(actor, account)
    require(State(to.state) is not State.IN_TRANSIT, "custody.not-a-place", "account")
    source = account_of(State(origin.value))
    make_lots(case, lines)
    return post(
        Kind.TAKE_IN, case,
        [Leg(new.lot, source, to.pk, new.quantity, new.weight_g) for new in lines], id=id,
        basis=Basis.HISTORICAL if whose.historical else Basis.MOVE,
    ).pk  # fmt: skip


@action(by=())
def correct_origin(
    actor: User, /, *, id: UUID, lots: list[UUID], origin: Origin, reason: Line
) -> UUID:
    """Say that lots came into the books from another origin. Nothing that is held moves.

    A part of the act that puts right what kind of event their scene was. Returns `id`.
    """
    source = account_of(State(origin.value))
    came = MovementLine.objects.filter(
        from_lot__in=lots, movement__kind__in=(Kind.TAKE_IN, Kind.ORIGIN_CORRECTION)
    ).order_by("movement__entry__seq")
    last = {line.from_lot_id: line for line in came}
    legs = [
        Leg(line.from_lot_id, source, line.from_account_id, line.qty)
        for line in last.values() if line.from_account_id != source
    ]  # fmt: skip
    some(legs)
    case = policies.get(actor, lots[0]).case
    return post(
        Kind.ORIGIN_CORRECTION, case.pk, legs, id=id, reason=reason,
        basis=Basis.HISTORICAL if case.historical else Basis.MOVE,
    ).pk  # fmt: skip


@action(by=HANDLERS)
def birth(
    actor: User, /, *, id: UUID, account: UUID, dam: UUID, lot: UUID, unit: Unit, quantity: Count,
) -> UUID:  # fmt: skip
    """Young born, or eggs laid, at a centre, by a dam that is held there. Returns `id`."""
    mother = policies.get(actor, dam, "dam")
    to = policies.account_to_act_on(actor, account)
    require(unit in (Unit.ANIMAL, Unit.EGG), "custody.born-or-laid", "unit")
    require(mother.unit == Unit.ANIMAL, "custody.dam-is-an-animal", "dam")
    require(_held_in_office(mother, to), "custody.dam-not-here", "dam")
    child_of(mother, lot, unit=unit, dam_lot=mother)
    legs = [Leg(lot, account_of(State.ORIGIN_BIRTH), to.pk, quantity)]
    return post(Kind.BIRTH, mother.case_id, legs, id=id).pk


@action(by=HANDLERS)
def hatch(
    actor: User, /, *, id: UUID, account: UUID, eggs: UUID, opened: Count, lot: UUID,
    quantity: Count,
) -> UUID:  # fmt: skip
    """Animals out of eggs: `opened` eggs are gone, `quantity` animals are there. Returns `id`.

    Eggs that were opened and held none are written down as dead, which another person reviews: so
    nobody makes ninety-nine of a hundred disappear by hatching one.
    """
    clutch = policies.get(actor, eggs, "eggs")
    here = policies.account_to_act_on(actor, account)
    require(clutch.unit == Unit.EGG, "custody.not-eggs", "eggs")
    there = held(here.pk, clutch.pk)
    require(opened <= there, "custody.more-than-held", "opened", limit=there)
    require(quantity <= opened, "custody.more-than-hatched", "quantity", limit=opened)
    child_of(clutch, lot, unit=Unit.ANIMAL, dam_lot=clutch.dam_lot)
    between = account_of(State.HATCH_CONVERSION)
    legs = [Leg(clutch.pk, here.pk, between, quantity), Leg(lot, between, here.pk, quantity)]
    movement = post(Kind.HATCH, clutch.case_id, legs, id=id)
    if empty := opened - quantity:
        lines = [Gone(lot=clutch.pk, account=here.pk, quantity=empty)]
        die(actor, id=made_with(id, "empty"), lines=lines, cause="did not hatch")
    return movement.pk


def make_lots(case: UUID, lines: list[NewLot], *, parent: Lot | None = None) -> None:
    """Write new lots after looking at each."""
    some(lines)
    look_at_new(lines, "lines")
    Lot.objects.bulk_create(
        Lot(
            id=new.lot, case_id=case, subject=new.subject, taxon_id=new.taxon,
            item_type=new.item_type or "", as_reported=new.as_reported, unit=new.unit,
            is_individual=new.individual, mark=new.mark or None, seal_numbers=new.seal_numbers,
            declared=new.declared,
            declared_precision=new.declared_precision if new.declared else "",
            parent_lot=parent,
        )
        for new in lines
    )  # fmt: skip


def new_marks(marks: Sequence[str], path: str) -> None:
    """Each mark once on the books; "" is none. All that are taken are named at once."""
    taken = set(Lot.objects.filter(mark__in=filter(None, marks)).values_list("mark", flat=True))
    problems = []
    for n, mark in enumerate(marks):
        if mark in taken:
            problems.append(Problem("custody.mark-taken", f"{path}.{n}.mark"))
        taken |= {mark} if mark else set()
    if problems:
        raise Refused.many(problems)


def look_at_new(lines: list[NewLot], path: str) -> None:
    """Raises the refusals of `rules.proper_*`, and those of an id or a mark that is not new."""
    each_once([new.lot for new in lines], path)
    for n, new in enumerate(lines):
        _look_at(new, f"{path}.{n}")
    new_marks([new.mark for new in lines], path)


def _look_at(new: NewLot, path: str) -> None:
    proper_subject(
        new.subject, taxon=new.taxon is not None, item=new.item_type is not None,
        as_reported=new.as_reported, path=path,
    )  # fmt: skip
    proper_individual(
        individual=new.individual, unit=new.unit, qty=new.quantity, mark=new.mark, path=path
    )
    proper_declared(new.unit, new.declared, path)
    if new.taxon is not None:
        known_taxon(new.taxon, f"{path}.taxon")


def known_taxon(taxon: UUID, path: str) -> None:
    """NotFound at `path` if there is no such taxon."""
    try:
        reference.taxon(taxon)
    except NotFound:
        raise NotFound(path) from None


def child_of(lot: Lot, id: UUID, **changes: object) -> Lot:
    """A lot that came out of another: same case, subject and unit unless changed here."""
    values = {
        "case_id": lot.case_id, "subject": lot.subject, "taxon_id": lot.taxon_id,
        "item_type": lot.item_type, "as_reported": lot.as_reported, "unit": lot.unit,
        "parent_lot": lot,
    }  # fmt: skip
    child = Lot(id=id, **{**values, **changes})
    child.save(force_insert=True)
    return child


def _held_in_office(lot: Lot, account: Account) -> bool:
    return lot.balances.filter(
        qty__gt=0, account__office=account.office_id, account__state__in=CENTRE
    ).exists()
