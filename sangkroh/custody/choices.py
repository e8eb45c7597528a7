"""What the forms of the books offer to choose from, for one reader."""

from __future__ import annotations

from dataclasses import dataclass
from uuid import UUID

from sangkroh.core.models import User
from sangkroh.network import queries as network
from sangkroh.reference import queries as reference

from . import policies
from .actions import FactKind
from .models import Account, Lot
from .queries import Group, place_of
from .rules import CENTRE, LIVING, State, Subject, Unit


@dataclass(frozen=True)
class Option:
    """Something to choose in a form."""

    id: UUID
    label: str


@dataclass(frozen=True)
class Meant:
    """What words mean: a species, a kind of thing, or the words themselves, which stay open."""

    subject: Subject
    as_reported: str = ""
    taxon: UUID | None = None
    item_type: str | None = None


def _places(actor: User) -> list[Account]:
    mine = Account.objects.filter(office=network.office_id_of(actor), user__isnull=True)
    return list(mine.filter(office__isnull=False).order_by("code")) if actor.roles else []


def office_of(actor: User) -> UUID | None:
    return network.office_id_of(actor)


def place_options(actor: User) -> list[Option]:
    """Places of the reader's office where things are put."""
    return [Option(it.pk, place_of(it)) for it in _places(actor)]


def office_options(actor: User) -> list[Option]:
    """Offices to which something can be sent: all but the reader's own."""
    own = network.office_id_of(actor)
    return [Option(it.id, it.label) for it in network.offices() if it.id != own]


def carrier_options(actor: User) -> list[Option]:
    """Who may carry: the people of the reader's own agency, the reader first."""
    agency = network.agency_id_of(actor)
    people = network.people_of_agency(agency) if agency else []
    return sorted((Option(it.id, it.label) for it in people), key=lambda it: it.id != actor.pk)


def putting_options(actor: User, case: UUID) -> list[Option]:
    """Places where this reader may put something of a case: of their office, and its scenes."""
    scenes = Account.objects.filter(case=case, state=State.SCENE).order_by("code")
    found = [it for it in scenes if policies.may_act_on(actor, it)]
    return [Option(it.pk, place_of(it)) for it in [*_places(actor), *found]]


def fact_kinds(group: Group) -> set[FactKind]:
    """What may already have been done with it: a release from a centre is no fact, and only what
    lives, or sacks that nobody has opened, died or got away."""
    states = {State(it.state) for it in group.here}
    alive = Unit(group.lot.unit) in LIVING | {Unit.CONTAINER}
    kinds = {FactKind.DESTRUCTION} | ({FactKind.DEATH, FactKind.ESCAPE} if alive else set())
    return kinds | ({FactKind.RELEASE} if alive and states - CENTRE else set())


def meant_by(words: str) -> Meant:
    """The species that has exactly this name; else the words, to be identified."""
    named = reference.taxon_named(words) if words else None
    if named is None or named.open:
        return Meant(Subject.OPEN, words)
    return Meant(Subject.TAXON, words, named.id)


def meant_of(lot: Lot) -> Meant:
    """What a lot is of, for what comes out of it."""
    return Meant(Subject(lot.subject), lot.as_reported, lot.taxon_id, lot.item_type or None)
