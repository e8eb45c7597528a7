"""What enters, moves and is written down."""

from __future__ import annotations

from uuid import UUID

from sangkroh.core.ids import new_id
from sangkroh.core.models import User
from sangkroh.custody import actions as custody
from sangkroh.custody.actions.intake import NewLot
from sangkroh.custody.models import Balance
from sangkroh.custody.rules import Origin, Subject, Unit


def test_what_is_seized_is_held_at_the_scene(sok: User, case: UUID, scene: UUID) -> None:
    lot = new_id()
    custody.take_in(
        sok, id=new_id(), case=case, account=scene, origin=Origin.SEIZURE,
        lines=[NewLot(lot=lot, subject=Subject.OPEN, as_reported="turtles", unit=Unit.ANIMAL,
                      quantity=104)],
    )  # fmt: skip
    assert Balance.objects.get(lot=lot, account=scene).qty == 104
    assert sum(Balance.objects.filter(lot=lot).values_list("qty", flat=True)) == 0
