"""Nobody is two people: not by a key of one's own, nor by moving somebody to another agency."""

from __future__ import annotations

from datetime import timedelta
from uuid import UUID

from django.utils import timezone

from sangkroh.cases import actions as cases
from sangkroh.core import actions as house
from sangkroh.core.ids import new_id
from sangkroh.core.models import User
from sangkroh.core.people.tokens import digest_of
from sangkroh.core.roles import Role
from sangkroh.custody import actions as custody
from sangkroh.custody.models import Fact
from sangkroh.custody.rules import State
from sangkroh.network import actions as network
from sangkroh.network.queries import office_id_of

from .cast import gone, leaving, open_lot, refuses, seize, there


def test_a_key_is_no_second_person_beside_its_owner(lina: User, case: UUID, scene: UUID) -> None:
    lot, fact, key = new_id(), new_id(), new_id()
    seize(lina, case, scene, open_lot(lot, 5))
    custody.die(lina, id=fact, lines=gone(lot, scene, 2), cause="heat")
    house.issue_key(
        lina, id=key, name="hotline", digest=digest_of("t"), roles=[Role.DUTY_OFFICER],
        until=timezone.localdate() + timedelta(days=30), reason="hotline",
    )  # fmt: skip
    with refuses("custody.needs-another-person", "fact"):
        custody.review_fact(User.objects.get(pk=key), fact=fact, in_order=True)
    assert not hasattr(Fact.objects.get(pk=fact), "review")


def test_whoever_was_moved_for_it_is_of_no_other_organisation(
    srey: User, chan: User, kosal: User, dara: User, maly: User, pierre: User, case: UUID,
    enclosure: UUID,
) -> None:  # fmt: skip
    lot, request = new_id(), new_id()
    for user in (srey, maly, pierre):
        cases.add_member(dara, case=case, user=user.pk, reason="gives the second word")
    seize(srey, case, enclosure, open_lot(lot, 5))
    custody.hand_to_authority(
        chan, id=request, lines=leaving(lot, enclosure, 5), reason="a zoo of the state"
    )
    network.place_person(kosal, user=maly.pk, office=office_id_of(pierre))
    assert custody.approve(maly, request=request) is None, "she served in the same agency just now"
    assert there(lot, enclosure) == 5
    assert custody.approve(pierre, request=request)
    assert there(lot, State.OTHER_AUTHORITY) == 5
