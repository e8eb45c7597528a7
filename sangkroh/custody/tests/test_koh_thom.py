"""The boat at Koh Thom: 31 sealed bags of snakes, turtles and pythons counted, to the centre."""

from __future__ import annotations

from uuid import UUID

import pytest

from sangkroh.core.ids import new_id
from sangkroh.core.models import User
from sangkroh.custody import actions as custody
from sangkroh.custody import policies
from sangkroh.custody.actions.requests import OBJECTIONS
from sangkroh.custody.models import Alarm, Receipt, Request
from sangkroh.custody.rules import Kind, State, Unit

from .cast import bags, gone, leaving, open_lot, receive, refuses, seize, send, there


@pytest.fixture
def arrived(
    sok: User, srey: User, chan: User, case: UUID, scene: UUID, quarantine: UUID, centre: UUID
) -> dict[str, UUID]:
    """31 bags, 104 tortoises and 2 pythons, received at night by number."""
    lots = {"snakes": new_id(), "tortoises": new_id(), "pythons": new_id()}
    seize(
        sok, case, scene, bags(lots["snakes"]), open_lot(lots["tortoises"], 104),
        open_lot(lots["pythons"], 2, as_reported="pythons"),
    )  # fmt: skip
    everything = {lots["snakes"]: 31, lots["tortoises"]: 104, lots["pythons"]: 2}
    handover = send(sok, sok, centre, scene, everything)
    receive(srey, handover, quarantine, everything)
    return lots


def count(actor: User, place: UUID, bag: UUID, containers: int, animals: int) -> tuple[UUID, UUID]:
    snakes = new_id()
    content = [open_lot(snakes, animals, as_reported="rat snakes")] if animals else []
    request = custody.count(
        actor, id=new_id(), account=place, lot=bag, containers=containers, content=content
    )
    return request, snakes


def test_bags_are_received_by_number_and_a_count_is_due(
    arrived: dict[str, UUID], quarantine: UUID
) -> None:
    assert there(arrived["snakes"], quarantine) == 31
    assert there(arrived["tortoises"], quarantine) == 104
    receipt = Receipt.objects.get()
    assert (receipt.accepted_by, receipt.count_due.hour) == ("container", 5)  # noon there, UTC
    assert not Alarm.objects.exists()


def test_a_count_is_of_two_people(
    srey: User, chan: User, arrived: dict[str, UUID], quarantine: UUID
) -> None:
    request, snakes = count(srey, quarantine, arrived["snakes"], 31, 468)
    assert there(arrived["snakes"], quarantine) == 31
    with refuses("custody.needs-another-person", "request"):
        custody.approve(srey, request=request)
    custody.approve(chan, request=request)
    assert (there(arrived["snakes"], quarantine), there(snakes, quarantine)) == (0, 468)
    assert there(snakes, State.COUNT_CONVERSION) == -468
    assert not Alarm.objects.exists()


def test_two_snakes_too_few_are_missing_until_two_people_explain(
    srey: User, chan: User, arrived: dict[str, UUID], quarantine: UUID
) -> None:
    request, snakes = count(srey, quarantine, arrived["snakes"], 31, 466)
    custody.approve(chan, request=request)
    assert (there(snakes, quarantine), there(snakes, State.MISSING)) == (466, 2)
    alarm = Alarm.objects.get()
    assert (alarm.kind, alarm.qty) == ("shortfall", 2)

    def explain(what: custody.What, n: int, place: UUID | None = None) -> UUID:
        return custody.explain(
            srey, id=new_id(), alarm=alarm.pk, what=what, quantity=n, account=place, reason="bag 7"
        )  # fmt: skip

    with refuses("custody.more-than-alarm", "quantity"):
        explain(custody.What.DIED, 3)
    with refuses("custody.other-explanation", "what"):
        explain(custody.What.CAME_ALONG, 1)
    with refuses("custody.say-the-place", "account"):
        explain(custody.What.FOUND, 1)
    both = explain(custody.What.FOUND, 1, quarantine), explain(custody.What.DIED, 1)
    with refuses("custody.needs-another-person"):
        custody.approve(srey, request=both[0])
    for it in both:
        custody.approve(chan, request=it)
    assert [there(snakes, s) for s in (quarantine, State.MISSING, State.DIED)] == [467, 0, 1]


def test_two_snakes_too_many_come_out_of_surplus(
    srey: User, chan: User, arrived: dict[str, UUID], quarantine: UUID
) -> None:
    request, snakes = count(srey, quarantine, arrived["snakes"], 31, 470)
    custody.approve(chan, request=request)
    assert (there(snakes, quarantine), there(snakes, State.SURPLUS)) == (470, -2)
    alarm = Alarm.objects.get()
    assert (alarm.kind, alarm.qty) == ("surplus", 2)
    for what in (custody.What.CAME_ALONG, custody.What.MISCOUNTED):
        it = custody.explain(
            chan, id=new_id(), alarm=alarm.pk, what=what, quantity=1, reason="stated too few"
        )
        custody.approve(srey, request=it)
    assert there(snakes, State.SURPLUS) == 0
    assert there(snakes, State.ORIGIN_SEIZURE) == -1
    assert there(snakes, State.COUNT_CORRECTION) == -1


def test_a_keeper_explains_what_was_missing_from_the_first(
    sok: User, srey: User, chan: User, pierre: User, case: UUID, scene: UUID, quarantine: UUID,
    centre: UUID,
) -> None:  # fmt: skip
    """Nothing of it ever came to the centre, and still its people say what became of it."""
    sent, empty = new_id(), new_id()
    seize(sok, case, scene, open_lot(sent, 3), bags(empty, 1, declared=5))
    receive(srey, send(sok, sok, centre, scene, {sent: 3}), quarantine, {sent: 0})
    receive(srey, send(sok, sok, centre, scene, {empty: 1}), quarantine, {empty: 1})
    request, _ = count(srey, quarantine, empty, 1, 0)
    custody.approve(chan, request=request)
    assert {(a.kind, a.qty) for a in Alarm.objects.all()} == {("shortfall", 3), ("shortfall", 5)}
    assert set(policies.visible_alarms(srey)) == set(Alarm.objects.all())
    assert not policies.visible_alarms(pierre)
    for alarm in Alarm.objects.all():
        found = custody.explain(
            srey, id=new_id(), alarm=alarm.pk, what=custody.What.FOUND, quantity=alarm.qty,
            account=quarantine, reason="under the boards",
        )  # fmt: skip
        custody.approve(chan, request=found)
        assert there(alarm.lot_id, quarantine) == alarm.qty


def test_two_pieces_of_rope_do_not_make_up_for_two_snakes(
    srey: User, chan: User, arrived: dict[str, UUID], quarantine: UUID
) -> None:
    snakes, rope = new_id(), new_id()
    request = custody.count(
        srey, id=new_id(), account=quarantine, lot=arrived["snakes"], containers=31,
        content=[open_lot(snakes, 466, as_reported="rat snakes"),
                 open_lot(rope, 2, Unit.PIECE, as_reported="rope")],
    )  # fmt: skip
    custody.approve(chan, request=request)
    alarm = Alarm.objects.get()
    assert (alarm.kind, alarm.lot_id, alarm.qty) == ("shortfall", snakes, 2)
    assert (there(snakes, quarantine), there(rope, quarantine)) == (466, 2)


def test_some_bags_today_and_the_rest_tomorrow_is_two_counts(
    srey: User, chan: User, arrived: dict[str, UUID], quarantine: UUID
) -> None:
    request, first = count(srey, quarantine, arrived["snakes"], 20, 300)
    custody.approve(chan, request=request)
    assert not Alarm.objects.exists()
    request, second = count(srey, quarantine, arrived["snakes"], 11, 165)
    custody.approve(chan, request=request)
    assert (there(first, quarantine), there(second, quarantine)) == (300, 165)
    assert there(second, State.MISSING) == 3


def test_469_of_468_is_refused_for_a_move(sok: User, case: UUID, scene: UUID, centre: UUID) -> None:
    snakes = new_id()
    seize(sok, case, scene, open_lot(snakes, 468))
    with refuses("custody.more-than-held", "lines.0.quantity"):
        send(sok, sok, centre, scene, {snakes: 469})
    assert there(snakes, scene) == 468


def test_fewer_and_more_than_dispatched_are_alarms(
    sok: User, srey: User, case: UUID, scene: UUID, quarantine: UUID, centre: UUID
) -> None:
    few, many = new_id(), new_id()
    seize(sok, case, scene, open_lot(few, 10), open_lot(many, 10))
    handover = send(sok, sok, centre, scene, {few: 10, many: 10})
    with refuses("custody.say-every-lot", "lines"):
        receive(srey, handover, quarantine, {few: 8})
    receive(srey, handover, quarantine, {few: 8, many: 12})
    assert (there(few, quarantine), there(few, State.MISSING)) == (8, 2)
    assert (there(many, quarantine), there(many, State.SURPLUS)) == (12, -2)
    assert {a.kind for a in Alarm.objects.all()} == {"shortfall", "surplus"}
    with refuses("custody.received-already"):
        receive(srey, handover, quarantine, {few: 8, many: 12})


def test_nobody_receives_what_they_sent_or_carried(
    sok: User, srey: User, chan: User, case: UUID, scene: UUID, quarantine: UUID,
    enclosure: UUID, centre: UUID,
) -> None:  # fmt: skip
    lot = new_id()
    seize(sok, case, scene, open_lot(lot, 4))
    handover = send(sok, srey, centre, scene, {lot: 4})
    with refuses("custody.needs-another-person", "handover"):
        receive(srey, handover, quarantine, {lot: 4})
    with refuses("core.not-found", "account"):
        receive(sok, handover, quarantine, {lot: 4})
    receive(chan, handover, quarantine, {lot: 4})
    assert there(lot, quarantine) == 4


def test_a_death_on_the_road_is_no_shortfall(
    sok: User, srey: User, case: UUID, scene: UUID, quarantine: UUID, centre: UUID
) -> None:
    lot = new_id()
    seize(sok, case, scene, open_lot(lot, 4))
    road = send(sok, sok, centre, scene, {lot: 4})
    custody.record_fact(sok, id=new_id(), kind=custody.FactKind.DEATH, lines=gone(lot, road, 1))
    receive(srey, road, quarantine, {lot: 3})
    assert (there(lot, quarantine), there(lot, State.DIED)) == (3, 1)
    assert not Alarm.objects.exists()


def test_a_release_from_the_centre_wants_a_vet_another_agency_and_no_hold(
    srey: User, chan: User, lina: User, dara: User, pierre: User, maly: User, case: UUID,
    arrived: dict[str, UUID], quarantine: UUID, monkeypatch: pytest.MonkeyPatch,
) -> None:  # fmt: skip
    from sangkroh.cases import actions as cases

    monkeypatch.setitem(OBJECTIONS, Kind.RELEASE, [])  # care asks for its check-list besides

    lot = arrived["tortoises"]
    for user in (pierre, maly):
        cases.add_member(dara, case=case, user=user.pk, reason="advises")
    with refuses("custody.plan-the-release"):
        custody.record_fact(
            srey, id=new_id(), kind=custody.FactKind.RELEASE, lines=gone(lot, quarantine, 104)
        )
    with refuses("custody.count-first"):
        custody.plan_release(
            srey, id=new_id(), lines=leaving(arrived["snakes"], quarantine, 31), reason="fit"
        )
    hold = custody.place_hold(
        maly, id=new_id(), lot=lot, kind=custody.HoldKind.COURT, reason="order 12"
    )

    def plan() -> UUID:
        return custody.plan_release(
            srey, id=new_id(), lines=leaving(lot, quarantine, 104), reason="fit"
        )

    with refuses("custody.on-hold"):
        plan()
    with refuses("custody.not-your-hold"):
        custody.lift_hold(chan, hold=hold, reason="no")
    custody.lift_hold(maly, hold=hold, reason="order 15")
    request = plan()
    assert custody.approve(pierre, request=request) is None, "no vet yet"
    assert there(lot, quarantine) == 104
    with refuses("custody.said-already"):
        custody.approve(pierre, request=request)
    assert custody.approve(chan, request=request)
    assert (there(lot, quarantine), there(lot, State.RELEASED)) == (0, 104)
    with refuses("custody.decided-already"):
        custody.approve(lina, request=request)


def test_one_agency_alone_does_not_release_what_may_be_listed(
    srey: User, chan: User, lina: User, arrived: dict[str, UUID], quarantine: UUID
) -> None:
    request = custody.plan_release(
        srey, id=new_id(), lines=leaving(arrived["pythons"], quarantine, 2), reason="fit"
    )
    assert custody.approve(chan, request=request) is None
    assert custody.approve(lina, request=request) is None
    assert there(arrived["pythons"], quarantine) == 2


def test_a_declined_request_moves_nothing(
    srey: User, chan: User, lina: User, arrived: dict[str, UUID], quarantine: UUID
) -> None:
    request = custody.correct_count(
        srey, id=new_id(), account=quarantine, lot=arrived["tortoises"], quantity=100, reason="typo"
    )
    custody.decline(chan, request=request, reason="I counted 104")
    with refuses("custody.decided-already"):
        custody.approve(lina, request=request)
    assert there(arrived["tortoises"], quarantine) == 104
    assert not hasattr(Request.objects.get(pk=request), "movement")
