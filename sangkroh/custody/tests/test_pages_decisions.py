"""What one person asks for on a page and another approves; names, and taking back."""

from __future__ import annotations

from uuid import UUID

import pytest

from sangkroh.cases import actions as cases
from sangkroh.core.ids import new_id
from sangkroh.core.models import User
from sangkroh.custody import actions as custody
from sangkroh.custody.actions.moving import Moved
from sangkroh.custody.checking import check_books
from sangkroh.custody.models import Fact, Movement
from sangkroh.custody.rules import Place, State, Subject, Unit
from sangkroh.reference import queries as reference

from .cast import gone, open_lot, seize, there
from .pages import Page, field, offered, parts, signed_in

ASKS = ("transfer", "authority", "order", "destruction", "euthanasia")


def approve(user: User, asked: str) -> int:
    return signed_in(user).post(asked, {"act_id": str(new_id())}).status_code


def test_a_vet_says_what_it_is_with_the_picker(
    srey: User, chan: User, turtles: UUID, quarantine: UUID
) -> None:
    assert "name" in offered(chan, turtles)
    assert "name" not in offered(srey, turtles), "a keeper names nothing for the first time"
    page = Page(chan, "name", turtles)
    assert list(page.refused(taxon="zzzz")) == ["taxon"]
    assert list(page.refused()) == ["taxon"]
    page.keep(taxon="Elongated tortoise")
    [named] = parts(turtles)
    assert named.subject == Subject.TAXON
    assert there(named.pk, quarantine) == 30
    again = Page(srey, "name", named.pk)
    assert list(again.refused(taxon="Elongated tortoise", reason="looked again")) == ["taxon"]
    assert list(again.refused(taxon="Asian leaf turtle")) == ["reason"]
    asked = again.keep(taxon="Asian leaf turtle", reason="the plastron is hinged")
    assert there(named.pk, quarantine) == 30
    assert approve(chan, asked) == 302
    [anew] = parts(named.pk)
    assert anew.taxon_id == reference.find_taxa("Asian leaf turtle")[0].id
    assert check_books() == []


def test_a_keeper_does_not_name_by_the_address(srey: User, turtles: UUID) -> None:
    assert list(Page(srey, "name", turtles).refused(taxon="Elongated tortoise")) == ["__all__"]
    assert parts(turtles) == []


@pytest.mark.parametrize(
    ("what", "state"), [("transfer", State.TRANSFERRED), ("authority", State.OTHER_AUTHORITY),
                        ("order", State.RETURNED_BY_ORDER), ("euthanasia", State.DIED)],
)  # fmt: skip
def test_an_outcome_is_asked_for_and_approved(
    what: str, state: State, srey: User, chan: User, pierre: User, dara: User, case: UUID,
    turtles: UUID, quarantine: UUID,
) -> None:  # fmt: skip
    cases.add_member(dara, case=case, user=pierre.pk, reason="second word")
    assert what in offered(chan, turtles)
    page, number = Page(chan, "plan", turtles, what), field(turtles, quarantine)
    assert list(page.refused(**{number: 31, "reason": "r", "paper": "12/26"})) == [number]
    assert "reason" in page.refused(**{number: 3, "paper": "12/26"})
    if what == "order":
        assert list(page.refused(**{number: 3, "reason": "r"})) == ["paper"]
    asked = page.keep(**{number: 3, "reason": "the court said so", "paper": "12/26"})
    assert there(turtles, state) == 0
    assert signed_in(srey).get(f"/custody/groups/{turtles}/").content.decode().count(asked) == 1
    assert approve(pierre, asked) == 302
    assert there(turtles, state) == 3


def test_things_are_destroyed_and_what_lives_is_not(
    sok: User, chan: User, case: UUID, scene: UUID, turtles: UUID, quarantine: UUID
) -> None:
    assert "destruction" not in offered(chan, turtles)
    page, number = Page(chan, "plan", turtles, "destruction"), field(turtles, quarantine)
    assert list(page.refused(**{number: 1, "reason": "no"})) == [number]
    meat = new_id()
    seize(sok, case, scene, open_lot(meat, 5000, Unit.GRAM, subject=Subject.ITEM,
                                     item_type="meat"))  # fmt: skip
    assert set(ASKS) & set(offered(sok, meat)) == {"transfer", "authority", "order", "destruction"}
    sacks = new_id()
    seize(sok, case, scene, open_lot(sacks, 3, Unit.CONTAINER))
    assert "destruction" not in offered(sok, sacks), "nobody knows what is in them"
    unseen = Page(sok, "plan", sacks, "destruction")
    number = field(sacks, scene)
    assert list(unseen.refused(**{number: 1, "reason": "smell"})) == [number]
    asked = Page(sok, "plan", meat, "destruction").keep(
        **{field(meat, scene): 5000, "reason": "rotten"}
    )
    assert approve(chan, asked) == 302
    assert there(meat, State.DESTROYED) == 5000


def test_what_a_court_holds_is_not_offered_and_is_refused_at_its_number(
    maly: User, dara: User, sok: User, case: UUID, scene: UUID
) -> None:
    """The legal officer: a boat at the scene is given back by order, unless a court holds it."""
    cases.add_member(dara, case=case, user=maly.pk, reason="the file")
    boat = new_id()
    seize(sok, case, scene, open_lot(boat, 1, Unit.PIECE, subject=Subject.ITEM, item_type="boat"))
    assert {"order", "authority", "destruction", "hold"} <= set(offered(maly, boat))
    Page(maly, "hold", boat).keep(kind="court", reason="order 4/26")
    assert not set(ASKS) & set(offered(maly, boat))
    page = Page(maly, "plan", boat, "order")
    stale = {field(boat, scene): 1, "reason": "returned", "paper": "5/26"}
    assert list(page.refused(**stale)) == [field(boat, scene)]


def test_only_a_vet_asks_for_euthanasia(srey: User, turtles: UUID, quarantine: UUID) -> None:
    assert "euthanasia" not in offered(srey, turtles)
    page = Page(srey, "plan", turtles, "euthanasia")
    said = {field(turtles, quarantine): 1, "reason": "no"}
    assert list(page.refused(**said)) == ["__all__"]
    assert signed_in(srey).get(page.url.replace("euthanasia", "sale")).status_code == 404


def test_a_movement_is_taken_back_from_the_chain_of_custody(
    srey: User, chan: User, turtles: UUID, quarantine: UUID, enclosure: UUID
) -> None:
    moved = custody.move(
        srey, id=new_id(),
        lines=[Moved(lot=turtles, account=quarantine, to=enclosure, quantity=30)],
    )  # fmt: skip
    page = Page(srey, "reverse", moved)
    group = f"/custody/groups/{turtles}/"
    assert page.url in signed_in(srey).get(group).content.decode()
    received = Movement.objects.get(kind="receive").pk
    assert Page(srey, "reverse", received).url not in signed_in(srey).get(group).content.decode()
    assert list(Page(srey, "reverse", received).refused(reason="no")) == ["__all__"]
    assert list(page.refused()) == ["reason"]
    assert approve(chan, page.keep(reason="the wrong pond")) == 302
    assert there(turtles, quarantine) == 30
    assert page.url not in signed_in(srey).get(group).content.decode()


def test_what_escaped_comes_back_from_the_groups_page(
    srey: User, chan: User, turtles: UUID, quarantine: UUID
) -> None:
    assert "recapture" not in offered(srey, turtles)
    custody.record_fact(
        srey, id=new_id(), kind=custody.FactKind.ESCAPE, lines=gone(turtles, quarantine, 2)
    )
    assert "recapture" in offered(srey, turtles)
    page = Page(srey, "recapture", turtles)
    said = {"quantity": 2, "account": quarantine, "reason": "in the pond next door"}
    assert list(page.refused(**said | {"quantity": 3})) == ["quantity"]
    assert approve(chan, page.keep(**said)) == 302
    assert (there(turtles, quarantine), there(turtles, State.ESCAPED)) == (30, 0)
    assert Fact.objects.count() == 1


def test_old_papers_are_written_down_for_a_historical_case_only(
    lina: User, sok: User, case: UUID, scene: UUID
) -> None:
    new = new_id()
    seize(sok, case, scene, open_lot(new, 5))
    assert "past" not in offered(sok, new)
    said = {field(new, scene): 5, "outcome": "released"}
    assert list(Page(sok, "past", new).refused(**said)) == [field(new, scene)]
    old, lot = cases.open(lina, id=new_id(), title="2012", historical=True), new_id()
    then = custody.open_account(
        lina, id=new_id(), code="scene-2012", place=Place.SCENE, label="Market", case=old
    )
    seize(lina, old, then, open_lot(lot, 5))
    assert "past" in offered(lina, lot)
    Page(lina, "past", lot).keep(
        **{field(lot, then): 5, "outcome": "released", "ground": "report of 2012"}
    )
    assert there(lot, State.RELEASED) == 5
    assert {it.basis for it in Movement.objects.filter(case=old)} == {"historical"}


@pytest.mark.parametrize("who", ["stranger", "bopha", "rith", "kosal"])
def test_who_does_not_know_it_finds_no_page(
    who: str, turtles: UUID, request: pytest.FixtureRequest
) -> None:
    user = request.getfixturevalue(who)
    movement = Movement.objects.get(kind="take_in").pk
    assert Page(user, "reverse", movement).shut()
    for page in ("name", "recapture", "past"):
        assert Page(user, page, turtles).shut(), page
    for what in ASKS:
        assert Page(user, "plan", turtles, what).shut(), what
