"""Moves, names, marks, holds, facts and taking back: what is done, and what is refused."""

from __future__ import annotations

from uuid import UUID

import pytest

from sangkroh.cases import actions as cases
from sangkroh.core.ids import new_id
from sangkroh.core.models import User
from sangkroh.custody import actions as custody
from sangkroh.custody import queries
from sangkroh.custody.actions import HoldKind
from sangkroh.custody.actions.facts import FactKind
from sangkroh.custody.actions.handover import Sent
from sangkroh.custody.actions.moving import Moved, One, Part
from sangkroh.custody.checking import check_books
from sangkroh.custody.models import Fact, Movement
from sangkroh.custody.rules import Place, State, Subject, Unit
from sangkroh.network import queries as network

from .cast import bags, gone, leaving, open_lot, receive, refuses, seize, send, there


@pytest.fixture
def turtles(sok: User, srey: User, case: UUID, scene: UUID, centre: UUID, quarantine: UUID) -> UUID:
    lot = new_id()
    seize(sok, case, scene, open_lot(lot, 10))
    receive(srey, send(sok, sok, centre, scene, {lot: 10}), quarantine, {lot: 10})
    return lot


def test_a_group_is_divided_and_marked_and_stays_ten(
    srey: User, turtles: UUID, quarantine: UUID, enclosure: UUID
) -> None:
    part, one = new_id(), new_id()
    custody.split(
        srey, id=new_id(), account=quarantine, lot=turtles, parts=[Part(lot=part, quantity=4)]
    )
    custody.individualise(
        srey, id=new_id(), account=quarantine, lot=part, individuals=[One(lot=one, mark="chip-1")]
    )
    custody.move(
        srey, id=new_id(), lines=[Moved(lot=one, account=quarantine, to=enclosure, quantity=1)]
    )
    assert [there(it, quarantine) for it in (turtles, part, one)] == [6, 3, 0]
    assert there(one, enclosure) == 1
    with refuses("custody.mark-taken"):
        custody.individualise(
            srey, id=new_id(), account=quarantine, lot=part,
            individuals=[One(lot=new_id(), mark="chip-1")],
        )  # fmt: skip
    with refuses("custody.already-single"):
        custody.split(
            srey, id=new_id(), account=enclosure, lot=one, parts=[Part(lot=new_id(), quantity=1)]
        )
    with refuses("custody.goes-nowhere"):
        custody.move(
            srey, id=new_id(),
            lines=[Moved(lot=turtles, account=quarantine, to=quarantine, quantity=1)],
        )  # fmt: skip
    assert check_books() == []


def test_what_is_seized_says_what_it_is(sok: User, case: UUID, scene: UUID) -> None:
    for code, changes in {
        "custody.taxon-missing": {"subject": Subject.TAXON},
        "custody.taxon-too-many": {"taxon": new_id()},
        "custody.item-type-missing": {"subject": Subject.ITEM},
        "custody.item-type-too-many": {"item_type": "boat"},
        "custody.words-missing": {"as_reported": ""},
        "custody.individual-is-one": {"individual": True},
        "custody.mark-needs-individual": {"mark": "chip-2"},
        "custody.declared-needs-container": {"declared": 5},
    }.items():
        with refuses(code):
            seize(sok, case, scene, open_lot(new_id(), 2, **changes))
    with refuses("custody.no-single-ones"):
        seize(sok, case, scene, open_lot(new_id(), 1, Unit.GRAM, individual=True))
    with refuses("core.not-found", "lines.0.taxon"):
        seize(sok, case, scene, open_lot(new_id(), 1, subject=Subject.TAXON, taxon=new_id()))
    with refuses("custody.nothing-said"):
        seize(sok, case, scene)
    twice = open_lot(new_id(), 1)
    with refuses("custody.said-twice"):
        seize(sok, case, scene, twice, twice)


def test_an_open_group_is_named_by_a_qualified_person_and_renamed_by_two(
    srey: User, chan: User, turtles: UUID, quarantine: UUID
) -> None:
    named, again = new_id(), new_id()
    said = {"account": quarantine, "lot": turtles, "to_lot": named, "item_type": "shell"}
    with refuses("custody.not-qualified"):
        custody.identify(srey, id=new_id(), **said)
    with refuses("custody.not-named-yet"):
        custody.reidentify(chan, id=new_id(), reason="no", **said)
    with refuses("custody.name-one"):
        custody.identify(chan, id=new_id(), **(said | {"item_type": None}))
    custody.identify(chan, id=new_id(), **said)
    assert (there(turtles, quarantine), there(named, quarantine)) == (0, 10)
    said |= {"lot": named, "to_lot": again}
    with refuses("custody.already-named"):
        custody.identify(chan, id=new_id(), **said)
    with refuses("custody.same-name"):
        custody.reidentify(chan, id=new_id(), reason="no", **said)
    said |= {"item_type": "scale"}
    asked = custody.reidentify(chan, id=new_id(), reason="looked again", **said)
    assert there(again, quarantine) == 0
    custody.approve(srey, request=asked)
    assert (there(named, quarantine), there(again, quarantine)) == (0, 10)
    with refuses("custody.nothing-here"):
        custody.reidentify(
            chan, id=new_id(), reason="no", **(said | {"to_lot": new_id(), "item_type": "meat"})
        )
    assert [s.qty for s in queries.history(chan, again)].count(10) == 7
    assert check_books() == []


def test_a_movement_is_taken_back_once_and_by_two(
    srey: User, chan: User, turtles: UUID, quarantine: UUID
) -> None:
    fact = custody.die(srey, id=new_id(), lines=gone(turtles, quarantine, 3), cause="typo")
    movement = Fact.objects.get(pk=fact).movement_id
    asked = [custody.reverse(srey, id=new_id(), movement=movement, reason="typo") for _ in "12"]
    with refuses("custody.needs-another-person"):
        custody.approve(srey, request=asked[0])
    custody.approve(chan, request=asked[0])
    assert (there(turtles, quarantine), there(turtles, State.DIED)) == (10, 0)
    with refuses("custody.reversed-already"):
        custody.approve(chan, request=asked[1])
    received = Movement.objects.get(kind="receive")
    with refuses("custody.not-reversible"):
        custody.reverse(srey, id=new_id(), movement=received.pk, reason="no")
    assert check_books() == []


def test_facts_are_kept_completed_and_looked_over(
    srey: User, chan: User, turtles: UUID, quarantine: UUID
) -> None:
    fact = custody.die(srey, id=new_id(), lines=gone(turtles, quarantine, 2), cause="heat")
    it = Fact.objects.get(pk=fact)
    assert queries.missing_of(it) == ["photo", "witness"]
    assert (it.review_due - it.at).total_seconds() == 24 * 3600
    custody.add_to_fact(srey, fact=fact, witness="the night guard")
    assert queries.missing_of(it) == ["photo"]
    with refuses("custody.nothing-said"):
        custody.add_to_fact(srey, fact=fact)
    with refuses("core.not-found", "photo"):
        custody.add_to_fact(srey, fact=fact, photo=new_id())
    with refuses("custody.needs-another-person"):
        custody.review_fact(srey, fact=fact, in_order=True)
    with refuses("core.missing", "note"):
        custody.review_fact(chan, fact=fact, in_order=False)
    custody.review_fact(chan, fact=fact, in_order=True)
    with refuses("custody.reviewed-already"):
        custody.review_fact(chan, fact=fact, in_order=True)


def test_a_frozen_office_lets_nothing_leave(
    srey: User, chan: User, sok: User, turtles: UUID, quarantine: UUID
) -> None:
    frozen = custody.freeze(srey, id=new_id(), reason="salmonella")
    with refuses("custody.frozen"):
        custody.freeze(srey, id=new_id(), reason="again")
    to = network.office_id_of(sok)
    with refuses("custody.frozen", "lines.0.account"):
        send(srey, srey, to, quarantine, {turtles: 1})
    with refuses("custody.frozen"):
        custody.plan_release(srey, id=new_id(), lines=leaving(turtles, quarantine, 1), reason="fit")
    custody.unfreeze(chan, freeze=frozen, reason="clear")
    with refuses("custody.lifted-already"):
        custody.unfreeze(chan, freeze=frozen, reason="clear")
    send(srey, srey, to, quarantine, {turtles: 1})


def test_a_stock_take_does_not_say_how_many_and_finds_what_is_missing(
    srey: User, chan: User, turtles: UUID, quarantine: UUID
) -> None:
    from sangkroh.custody.actions.counting import Found

    def found(n: int) -> UUID | None:
        return custody.head_count(
            srey, id=new_id(), account=quarantine, lines=[Found(lot=turtles, quantity=n)]
        )

    assert found(10) is None
    assert found(9)
    assert (there(turtles, quarantine), there(turtles, State.MISSING)) == (9, 1)
    [(alarm, left)] = queries.open_alarms(chan)
    assert (alarm.kind, left) == ("shortfall", 1)
    with refuses("custody.same-number"):
        custody.correct_count(
            srey, id=new_id(), account=quarantine, lot=turtles, quantity=9, reason="typo"
        )
    assert check_books() == []


def test_what_escaped_and_was_caught_again_comes_back_by_two(
    srey: User, chan: User, sok: User, case: UUID, scene: UUID, turtles: UUID, quarantine: UUID
) -> None:
    custody.record_fact(
        srey, id=new_id(), kind=custody.FactKind.ESCAPE, lines=gone(turtles, quarantine, 1)
    )
    asked = custody.recapture(
        srey, id=new_id(), lot=turtles, escaped=True, quantity=1, account=quarantine, reason="pond"
    )
    assert there(turtles, State.ESCAPED) == 1
    custody.approve(chan, request=asked)
    assert (there(turtles, quarantine), there(turtles, State.ESCAPED)) == (10, 0)


def test_the_living_are_not_destroyed_and_things_need_no_vet(
    srey: User, chan: User, sok: User, case: UUID, scene: UUID, turtles: UUID, quarantine: UUID
) -> None:
    with refuses("custody.living-is-not-destroyed"):
        custody.plan_destruction(
            srey, id=new_id(), lines=leaving(turtles, quarantine, 1), reason="no"
        )
    meat = new_id()
    seize(sok, case, scene, open_lot(meat, 5000, Unit.GRAM, subject=Subject.ITEM,
                                     item_type="meat"))  # fmt: skip
    asked = custody.plan_destruction(
        sok, id=new_id(), lines=leaving(meat, scene, 5000), reason="rotten"
    )
    custody.approve(chan, request=asked)
    assert there(meat, State.DESTROYED) == 5000


def test_young_have_a_dam_and_no_more_hatch_than_eggs_were_opened(
    srey: User, turtles: UUID, quarantine: UUID, enclosure: UUID
) -> None:
    eggs, young = new_id(), new_id()
    said = {"account": quarantine, "dam": turtles, "lot": eggs, "quantity": 6}
    with refuses("custody.born-or-laid"):
        custody.birth(srey, id=new_id(), unit=Unit.GRAM, **said)
    custody.birth(srey, id=new_id(), unit=Unit.EGG, **said)
    with refuses("custody.dam-is-an-animal"):
        custody.birth(srey, id=new_id(), unit=Unit.EGG, **(said | {"dam": eggs, "lot": new_id()}))
    hatched = {"account": quarantine, "eggs": eggs, "opened": 5, "lot": young}
    with refuses("custody.more-than-hatched", "quantity"):
        custody.hatch(srey, id=new_id(), quantity=6, **hatched)
    with refuses("custody.not-eggs"):
        custody.hatch(srey, id=new_id(), quantity=4, **(hatched | {"eggs": turtles}))
    custody.hatch(srey, id=new_id(), quantity=4, **hatched)
    assert (there(eggs, quarantine), there(young, quarantine)) == (1, 4)
    assert check_books() == []


def test_no_egg_vanishes_as_another_hatches(
    srey: User, chan: User, turtles: UUID, quarantine: UUID, case: UUID
) -> None:
    """Srey sold ninety-nine of a hundred eggs, and writes that one has hatched."""
    eggs, young = new_id(), new_id()
    custody.birth(
        srey, id=new_id(), account=quarantine, dam=turtles, lot=eggs, unit=Unit.EGG, quantity=100
    )
    custody.hatch(
        srey, id=new_id(), account=quarantine, eggs=eggs, opened=100, lot=young, quantity=1
    )
    assert there(eggs, State.DIED) == 99
    where = {(it.unit, it.state): it.qty for it in queries.where_now(chan, case)}
    assert where["egg", "died"] == 99
    [fact] = queries.facts_to_review(chan)
    custody.review_fact(chan, fact=fact.pk, in_order=False, note="no shells were left")
    assert check_books() == []


def test_a_release_from_the_centre_is_no_fact_on_the_road_either(
    sok: User, srey: User, lina: User, case: UUID, scene: UUID, turtles: UUID, quarantine: UUID,
    rith: User,
) -> None:  # fmt: skip
    """Srey drives two of them out of the gate herself, and then they are free, she says."""
    custody.place_hold(lina, id=new_id(), lot=turtles, kind=HoldKind.COURT, reason="order 15")
    office = network.office_id_of(rith)
    road = send(srey, srey, office, quarantine, {turtles: 2})
    with refuses("custody.plan-the-release", "lines.0.account"):
        custody.record_fact(srey, id=new_id(), kind=FactKind.RELEASE, lines=gone(turtles, road, 2))
    lot = new_id()
    seize(sok, case, scene, open_lot(lot, 5))
    road = send(sok, sok, office, scene, {lot: 5})
    custody.record_fact(sok, id=new_id(), kind=FactKind.RELEASE, lines=gone(lot, road, 5))
    assert there(lot, State.RELEASED) == 5, "freed on the way from the field: a fact, reviewed"


def test_declared_bags_stay_one_group(sok: User, case: UUID, scene: UUID) -> None:
    lot, plain = new_id(), new_id()
    seize(sok, case, scene, bags(lot), bags(plain, 2, declared=None))
    with refuses("custody.declared-stays-whole"):
        custody.split(
            sok, id=new_id(), account=scene, lot=lot, parts=[Part(lot=new_id(), quantity=3)]
        )
    with refuses("custody.other-seals"):
        custody.split(
            sok, id=new_id(), account=scene, lot=plain,
            parts=[Part(lot=new_id(), quantity=1, seal_numbers=["Z9"])],
        )  # fmt: skip
    with refuses("custody.no-single-ones"):
        custody.individualise(
            sok, id=new_id(), account=scene, lot=plain, individuals=[One(lot=new_id())]
        )
    inner = [open_lot(new_id(), 3, Unit.CONTAINER)]
    with refuses("custody.count-the-content"):
        custody.count(sok, id=new_id(), account=scene, lot=plain, containers=1, content=inner)
    turtle = new_id()
    seize(sok, case, scene, open_lot(turtle, 1))
    with refuses("custody.not-containers"):
        custody.count(sok, id=new_id(), account=scene, lot=turtle, containers=1, content=[])


def test_places_are_opened_where_one_serves(
    sok: User, srey: User, case: UUID, centre: UUID, quarantine: UUID
) -> None:
    def open_(actor: User, place: Place, **more: object) -> UUID:
        return custody.open_account(
            actor, id=new_id(), code="new-place", place=place, label="x", **more
        )

    with refuses("custody.scene-needs-case"):
        open_(sok, Place.SCENE)
    with refuses("custody.scene-has-no-office"):
        open_(sok, Place.SCENE, case=case, office=centre)
    with refuses("custody.place-has-no-case"):
        open_(srey, Place.CARE, case=case, office=centre)
    with refuses("custody.not-your-office"):
        open_(sok, Place.CARE, office=centre)
    with refuses("core.not-found", "case"):
        open_(srey, Place.SCENE, case=case)
    open_(srey, Place.CARE, office=centre, parent=quarantine)
    with refuses("custody.code-taken"):
        open_(srey, Place.CARE, office=centre)


def test_only_what_is_of_one_case_goes_together(
    dara: User, sok: User, case: UUID, scene: UUID, centre: UUID
) -> None:
    other = cases.open(dara, id=new_id(), title="Another")
    cases.add_member(dara, case=other, user=sok.pk, reason="works on it")
    there_ = custody.open_account(
        sok, id=new_id(), code="scene-2", place=Place.SCENE, label="y", case=other
    )
    one, two = new_id(), new_id()
    seize(sok, case, scene, open_lot(one, 1))
    seize(sok, other, there_, open_lot(two, 1))
    with refuses("custody.one-case"):
        custody.dispatch(
            sok, id=new_id(), handover=new_id(), carrier=sok.pk, to_office=centre,
            lines=[Sent(lot=one, account=scene, quantity=1),
                   Sent(lot=two, account=there_, quantity=1)],
        )  # fmt: skip


def test_old_papers_are_marked_and_only_of_their_case(
    lina: User, sok: User, case: UUID, scene: UUID
) -> None:
    lot = new_id()
    seize(sok, case, scene, open_lot(lot, 5))
    said = {"outcome": custody.Outcome.RELEASED, "ground": "report of 2012"}
    with refuses("custody.not-old-papers"):
        custody.record_past(sok, id=new_id(), lines=gone(lot, scene, 5), **said)
    with refuses("core.not-allowed", "historical"):
        cases.open(sok, id=new_id(), title="2012", historical=True)
    old = cases.open(lina, id=new_id(), title="2012", historical=True)
    then = custody.open_account(
        lina, id=new_id(), code="scene-2012", place=Place.SCENE, label="z", case=old
    )
    past = new_id()
    seize(lina, old, then, open_lot(past, 5))
    custody.record_past(lina, id=new_id(), lines=gone(past, then, 5), **said)
    assert {m.basis for m in Movement.objects.filter(case=old)} == {"historical"}
    assert there(past, State.RELEASED) == 5


@pytest.mark.parametrize("who", ["stranger", "bopha", "kosal", "pierre", "rith", "maly"])
def test_who_does_not_hold_it_moves_nothing(
    who: str, request: pytest.FixtureRequest, case: UUID, scene: UUID, sok: User, centre: UUID
) -> None:
    lot = new_id()
    seize(sok, case, scene, open_lot(lot, 5))
    with refuses("core.not-found" if who == "rith" else "core.not-allowed"):
        send(request.getfixturevalue(who), sok, centre, scene, {lot: 1})
    assert there(lot, scene) == 5


def test_who_carries_to_his_own_office_puts_nothing_off_the_road_or_on_it(
    sok: User, srey: User, case: UUID, scene: UUID, centre: UUID, quarantine: UUID, turtles: UUID
) -> None:
    """Srey drives: another keeper receives what she brings."""
    lot = new_id()
    seize(sok, case, scene, open_lot(lot, 5))
    road = send(sok, srey, centre, scene, {lot: 5})
    off = Moved(lot=lot, account=road, to=quarantine, quantity=5)
    on = Moved(lot=turtles, account=quarantine, to=road, quantity=5)
    for line, path in ((off, "lines.0.account"), (on, "lines.0.to")):
        with refuses("custody.not-a-place", path):
            custody.move(srey, id=new_id(), lines=[line])
    assert (there(lot, road), there(turtles, quarantine)) == (5, 10)
