"""What random histories stand on: a case, its people, a scene, two pens, and nothing in them."""

from __future__ import annotations

from dataclasses import dataclass
from uuid import UUID

from sangkroh.care import actions as care
from sangkroh.care.rules import EnclosureKind
from sangkroh.cases import actions as cases
from sangkroh.core.actors import by_username
from sangkroh.core.ids import new_id
from sangkroh.core.models import Entry, User
from sangkroh.custody import actions as custody
from sangkroh.custody.rules import Place
from sangkroh.network import queries as network
from sangkroh.reference import queries as reference
from sangkroh.reference.models import Place as Site
from sangkroh.reference.rules import PlaceKind


@dataclass(frozen=True)
class Ground:
    """Made once, committed; each history begins on it and is taken back."""

    sok: User
    srey: User
    chan: User
    pierre: User
    case: UUID
    scene: UUID
    pens: list[UUID]
    centre: UUID
    taxon: UUID
    site: UUID
    entries: int
    """How many entries the journal has before a history begins."""


def lay() -> Ground:
    """Make the ground by acts."""
    lina, sok, srey, chan, pierre = map(by_username, ("lina", "sok", "srey", "chan", "pierre"))
    case = cases.open(lina, id=new_id(), title="history")
    for user in (sok, chan, pierre):
        cases.add_member(lina, case=case, user=user.pk, reason="history")
    scene = custody.open_account(
        sok, id=new_id(), code="scene", place=Place.SCENE, label="Scene", case=case
    )
    pens = [
        care.open_enclosure(
            srey, id=new_id(), code=f"pen-{n}", kind=EnclosureKind.QUARANTINE, label=f"Pen {n}"
        )
        for n in (1, 2)
    ]
    centre = network.office_id_of(srey)
    assert centre
    site = Site.objects.filter(named_kind=PlaceKind.RELEASE_SITE).first()
    return Ground(
        sok, srey, chan, pierre, case, scene, pens, centre,
        taxon=reference.find_taxa("elongated tortoise")[0].id,
        site=site.pk if site else new_id(), entries=Entry.objects.count(),
    )  # fmt: skip
