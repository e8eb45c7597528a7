"""What enters the books on a page: taken in, born, hatched; places, and an office frozen."""

from __future__ import annotations

from uuid import UUID

import pytest
from django.urls import reverse

from sangkroh.core.ids import new_id
from sangkroh.core.models import User
from sangkroh.custody import actions as custody
from sangkroh.custody.checking import check_books
from sangkroh.custody.models import Account, Freeze, Lot
from sangkroh.custody.rules import Unit

from .cast import there
from .pages import Page, offered, parts, signed_in


def test_what_was_handed_over_is_taken_in_from_the_case(sok: User, case: UUID, scene: UUID) -> None:
    panel = signed_in(sok).get(reverse("cases:case", args=[case])).content.decode()
    page = Page(sok, "take-in", case)
    assert page.url in panel
    assert list(page.refused(row0_name="loris")) == ["origin", "row0_quantity"]
    assert list(page.refused(origin="origin_found", row0_name="<i>", row0_quantity=1)) == [
        "row0_name"
    ]
    page.keep(origin="origin_handed_over", row0_name="loris", row0_quantity="២",
              row1_name="ivory", row1_quantity=3, row1_unit="piece", row1_weight="4.5")  # fmt: skip
    lots = {it.as_reported: it for it in Lot.objects.filter(case=case)}
    assert [there(lots[name].pk, scene) for name in ("loris", "ivory")] == [2, 3]
    assert lots["ivory"].unit == Unit.PIECE
    more = page.client.post(page.url, page.filled(row0_name="gecko", more=1))
    assert more.context["form"]["row0_name"].value() == "gecko"
    assert Lot.objects.filter(case=case).count() == 2
    assert check_books() == []


def test_young_and_eggs_and_what_hatched(
    srey: User, chan: User, turtles: UUID, quarantine: UUID
) -> None:
    page = Page(srey, "birth", turtles)
    assert "young" in offered(srey, turtles)
    assert list(page.refused(quantity=6)) == ["unit"]
    page.keep(unit="egg", quantity=6, account=quarantine)
    [eggs] = parts(turtles)
    assert eggs.dam_lot_id == turtles
    assert "hatch" in offered(srey, eggs.pk)
    hatch = Page(srey, "hatch", eggs.pk)
    assert list(hatch.refused(opened=7, quantity=1)) == ["opened"]
    assert list(hatch.refused(opened=2, quantity=3)) == ["quantity"]
    hatch.keep(opened=6, quantity=4)
    assert there(parts(eggs.pk)[0].pk, quarantine) == 4
    assert check_books() == []


def test_a_keeper_opens_a_place_of_the_centre(srey: User, centre: UUID, quarantine: UUID) -> None:
    assert reverse("custody:open-place") in _places(srey)
    page = Page(srey, "open-place")
    said = {"place": "evidence_store", "label": "Shell store", "code": "STORE-1"}
    assert list(page.refused(**said | {"code": "ptwrc-q1"})) == ["code"]
    assert list(page.refused(**said | {"code": "ឃ្លាំង"})) == ["code"]
    assert list(page.refused(**said | {"label": ""})) == ["label"]
    page.keep(**said)
    assert Account.objects.get(code="STORE-1").office_id == centre


def test_a_scene_is_opened_from_the_case(sok: User, rith: User, case: UUID) -> None:
    page = Page(sok, "open-scene", case)
    assert list(page.refused()) == ["label"]
    page.keep(label="Market in Koh Thom")
    assert Account.objects.get(case=case).label == "Market in Koh Thom"
    assert Page(rith, "open-scene", case).shut()


def test_an_office_is_frozen_by_a_keeper_and_opened_by_the_vet(
    srey: User, chan: User, rith: User, turtles: UUID
) -> None:
    assert "dispatch" in offered(srey, turtles)
    freeze = Page(srey, "freeze")
    assert list(freeze.refused()) == ["reason"]
    freeze.keep(reason="salmonella")
    assert list(Page(srey, "freeze").refused(reason="again")) == ["__all__"]
    assert "dispatch" not in offered(srey, turtles)
    assert "transfer" not in offered(srey, turtles)
    page = Page(chan, "unfreeze", Freeze.objects.get().pk)
    assert page.url in _places(chan)
    assert page.url not in _places(srey)
    assert "salmonella" in _places(srey)
    assert Page(rith, "unfreeze", Freeze.objects.get().pk).shut()
    page.keep(reason="all clear")
    assert "dispatch" in offered(srey, turtles)


def test_nobody_without_an_office_or_a_role_opens_or_freezes(stranger: User, bopha: User) -> None:
    for user in (stranger, bopha):
        for name in ("open-place", "freeze"):
            page = Page(user, name)
            said = {"act_id": str(new_id()), "reason": "r", "place": "care", "label": "x",
                    "code": "x"}  # fmt: skip
            answer = page.client.post(page.url, said)
            assert answer.status_code in (200, 404), answer.status_code
    assert not Freeze.objects.exists()
    assert not Account.objects.filter(code="x").exists()


@pytest.mark.parametrize("who", ["stranger", "bopha", "rith", "kosal"])
def test_who_does_not_know_it_finds_no_page(
    who: str, case: UUID, turtles: UUID, srey: User, quarantine: UUID,
    request: pytest.FixtureRequest,
) -> None:  # fmt: skip
    user, eggs = request.getfixturevalue(who), new_id()
    custody.birth(srey, id=new_id(), account=quarantine, dam=turtles, lot=eggs, unit=Unit.EGG,
                  quantity=3)  # fmt: skip
    for name, of in (
        ("take-in", case), ("open-scene", case), ("birth", turtles), ("hatch", eggs),
        ("move-place", quarantine), ("dispatch-place", quarantine),
    ):  # fmt: skip
        assert Page(user, name, of).shut(), name


def _places(user: User) -> str:
    return signed_in(user).get(reverse("custody:places")).content.decode()
