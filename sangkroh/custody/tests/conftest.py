"""Koh Thom and its places, made by acts."""

from __future__ import annotations

from uuid import UUID

import pytest

from sangkroh.cases import actions as cases
from sangkroh.core.ids import new_id
from sangkroh.core.models import User
from sangkroh.custody import actions as custody
from sangkroh.custody.rules import Place
from sangkroh.network import queries as network

from .cast import bags, open_lot, receive, seize, send


@pytest.fixture
def case(dara: User, sok: User, vanna: User, chan: User, lina: User) -> UUID:
    """A case that the team, Customs and the vet know; the keeper does not."""
    id = cases.open(dara, id=new_id(), title="Boat at Koh Thom")
    for user in (sok, vanna, chan, lina):
        cases.add_member(dara, case=id, user=user.pk, reason="works on it")
    return id


@pytest.fixture
def scene(sok: User, case: UUID) -> UUID:
    return custody.open_account(
        sok, id=new_id(), code="scene-1", place=Place.SCENE, label="Boat at Koh Thom", case=case
    )


@pytest.fixture
def centre(srey: User) -> UUID:
    return network.office_id_of(srey)


@pytest.fixture
def quarantine(srey: User, centre: UUID) -> UUID:
    return custody.open_account(
        srey, id=new_id(), code="ptwrc-q1", place=Place.QUARANTINE, label="Quarantine 1",
        label_km="ដាក់ដោយឡែក ១", office=centre,
    )  # fmt: skip


@pytest.fixture
def enclosure(srey: User, centre: UUID) -> UUID:
    return custody.open_account(
        srey, id=new_id(), code="ptwrc-pond", place=Place.CARE, label="Pond", label_km="ស្រះ",
        office=centre,
    )  # fmt: skip


@pytest.fixture
def turtles(
    sok: User, srey: User, case: UUID, scene: UUID, centre: UUID, quarantine: UUID, enclosure: UUID
) -> UUID:
    """Thirty turtles in quarantine, of an open name."""
    lot = new_id()
    seize(sok, case, scene, open_lot(lot, 30))
    receive(srey, send(sok, sok, centre, scene, {lot: 30}), quarantine, {lot: 30})
    return lot


@pytest.fixture
def sacks(sok: User, srey: User, case: UUID, scene: UUID, centre: UUID, quarantine: UUID) -> UUID:
    """Thirty-one sealed sacks in quarantine, said to hold 468 snakes."""
    lot = new_id()
    seize(sok, case, scene, bags(lot))
    receive(srey, send(sok, sok, centre, scene, {lot: 31}), quarantine, {lot: 31})
    return lot
