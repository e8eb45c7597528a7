"""Nobody is two people: not by a key of one's own, nor by moving somebody to another agency."""

from __future__ import annotations

from datetime import timedelta
from uuid import UUID

from django.test import Client
from django.urls import reverse
from django.utils import timezone

from sangkroh.cases import actions as cases
from sangkroh.core import actions as house
from sangkroh.core.actors import worker as the_worker
from sangkroh.core.ids import new_id
from sangkroh.core.models import User
from sangkroh.core.people.tokens import digest_of
from sangkroh.core.roles import Role
from sangkroh.custody import actions as custody
from sangkroh.custody import policies, queries
from sangkroh.custody.actions import HoldKind
from sangkroh.custody.models import Fact, Lot
from sangkroh.custody.rules import Place, State
from sangkroh.network import actions as network
from sangkroh.network.queries import agency_id_of, office_id_of

from .cast import gone, leaving, open_lot, receive, refuses, seize, send, there


def key_of(lina: User) -> User:
    """A key that works as duty officer in Lina's name."""
    key = house.issue_key(
        lina, id=new_id(), name="hotline", digest=digest_of("t"), roles=[Role.DUTY_OFFICER],
        until=timezone.localdate() + timedelta(days=30), reason="hotline",
    )  # fmt: skip
    return User.objects.get(pk=key)


def test_a_key_is_no_second_person_beside_its_owner(lina: User, case: UUID, scene: UUID) -> None:
    lot, fact = new_id(), new_id()
    seize(lina, case, scene, open_lot(lot, 5))
    custody.die(lina, id=fact, lines=gone(lot, scene, 2), cause="heat")
    with refuses("custody.needs-another-person", "fact"):
        custody.review_fact(key_of(lina), fact=fact, in_order=True)
    assert not hasattr(Fact.objects.get(pk=fact), "review")


def test_where_two_people_decide_no_key_asks_answers_or_reviews(
    lina: User, sok: User, case: UUID, scene: UUID
) -> None:
    lot, fact, request, key = new_id(), new_id(), new_id(), key_of(lina)
    seize(sok, case, scene, open_lot(lot, 5))
    custody.die(sok, id=fact, lines=gone(lot, scene, 2), cause="heat")
    correct = {"account": scene, "lot": lot, "quantity": 4, "reason": "typed 4 as 3"}
    with refuses("core.not-by-a-key"):
        custody.correct_count(key, id=new_id(), **correct)
    custody.correct_count(sok, id=request, **correct)
    with refuses("core.not-by-a-key"):
        custody.approve(key, request=request)
    with refuses("core.not-by-a-key"):
        custody.decline(key, request=request, reason="no")
    with refuses("core.not-by-a-key"):
        custody.review_fact(key, fact=fact, in_order=True)
    assert there(lot, scene) == 3
    assert custody.approve(lina, request=request)


def test_a_key_that_asks_over_the_api_is_told_why_not(
    lina: User, sok: User, case: UUID, scene: UUID
) -> None:
    lot = new_id()
    seize(sok, case, scene, open_lot(lot, 5))
    key_of(lina)
    answer = Client().post(
        "/api/v1/do/custody.correct_count", content_type="application/json",
        headers={"Authorization": "Bearer t", "Accept-Language": "en"},
        data={"id": str(new_id()), "account": str(scene), "lot": str(lot), "quantity": 4,
              "reason": "typed 4 as 5"},
    )  # fmt: skip
    assert answer.status_code == 403
    assert [it["code"] for it in answer.json()["problems"]] == ["core.not-by-a-key"]


def test_what_a_key_handed_over_its_owner_does_not_receive(
    lina: User, sok: User, chan: User, srey: User, case: UUID, scene: UUID, centre: UUID,
    quarantine: UUID,
) -> None:  # fmt: skip
    lot = new_id()
    seize(lina, case, scene, open_lot(lot, 5))
    handover = send(key_of(lina), sok, centre, scene, {lot: 5})
    with refuses("custody.needs-another-person", "handover"):
        receive(moved_to_the_centre(lina, centre), handover, quarantine, {lot: 5})
    receive(srey, handover, quarantine, {lot: 5})


def test_whose_agency_is_shut_out_gives_no_word_in_the_case(
    vanna: User, sok: User, srey: User, chan: User, enclosure: UUID
) -> None:
    """They go on caring for the animals; what is decided of them is not theirs to say."""
    case = cases.open(vanna, id=new_id(), title="A ranger sold them")
    cases.set_lead(vanna, case=case, user=vanna.pk, reason="Customs found it")
    for user in (srey, chan):
        cases.add_member(vanna, case=case, user=user.pk, reason="the centre")
    lot, fact, request = new_id(), new_id(), new_id()
    seize(srey, case, enclosure, open_lot(lot, 5))
    custody.die(srey, id=fact, lines=gone(lot, enclosure, 1), cause="heat")
    correct = {"account": enclosure, "lot": lot, "quantity": 3, "reason": "typed 3 as 4"}
    custody.correct_count(srey, id=request, **correct)
    assert policies.visible_requests(chan).filter(pk=request).exists()
    cases.mark_one_of_ours(vanna, case=case, agency=agency_id_of(chan), reason="their ranger")
    assert policies.visible(chan).filter(pk=lot).exists()
    assert not policies.visible_requests(chan).filter(pk=request).exists()
    for act in (custody.approve, custody.decline):
        with refuses("core.not-found", "request"):
            act(chan, request=request, reason="so it is")
    with refuses("core.not-found", "fact"):
        custody.review_fact(chan, fact=fact, in_order=True)
    assert there(lot, enclosure) == 4
    cases.readmit(vanna, case=case, user=chan.pk, reason="known to be clean")
    custody.review_fact(chan, fact=fact, in_order=True)
    assert custody.approve(chan, request=request)
    assert there(lot, enclosure) == 3


def test_whose_agency_is_shut_out_reads_no_name_of_a_witness(
    vanna: User, srey: User, centre: UUID, quarantine: UUID
) -> None:
    """The centre cares for what its own rangers sold; who saw it is no business of the centre."""
    case, lot, fact = cases.open(vanna, id=new_id(), title="Sold"), new_id(), new_id()
    scene = custody.open_account(
        vanna, id=new_id(), code="post", place=Place.SCENE, label="Post", case=case
    )
    seize(vanna, case, scene, open_lot(lot, 5))
    custody.record_fact(
        vanna, id=fact, kind=custody.FactKind.DEATH, lines=gone(lot, scene, 1),
        ground="a ranger had packed them", witness="Phal of the village",
    )  # fmt: skip
    receive(srey, send(vanna, vanna, centre, scene, {lot: 4}), quarantine, {lot: 4})
    assert queries.fact_line(srey, fact).witnesses
    cases.mark_one_of_ours(vanna, case=case, agency=agency_id_of(srey), reason="their ranger")
    for page in ("custody:review", "custody:add-to-fact", "custody:lot"):
        client = Client()
        client.force_login(srey)
        html = client.get(reverse(page, args=[lot if page == "custody:lot" else fact])).text
        assert "turtles" in html
        assert "Phal" not in html
        assert "ranger" not in html


def test_who_once_carried_them_follows_them_no_further(
    vanna: User, sok: User, srey: User, centre: UUID, quarantine: UUID
) -> None:
    """Sok drove them to the centre; then it comes out that his own colleague sold them."""
    case, lot, fact = cases.open(vanna, id=new_id(), title="Sold"), new_id(), new_id()
    cases.set_lead(vanna, case=case, user=vanna.pk, reason="Customs found it")
    scene = custody.open_account(
        vanna, id=new_id(), code="post", place=Place.SCENE, label="Post", case=case
    )
    seize(vanna, case, scene, open_lot(lot, 5))
    road = send(vanna, sok, centre, scene, {lot: 5})
    assert policies.visible(sok).get().pk == lot
    custody.record_fact(
        sok, id=fact, kind=custody.FactKind.DEATH, lines=gone(lot, road, 1), ground="heat"
    )
    receive(srey, road, quarantine, {lot: 4})
    assert not policies.visible(sok).exists()
    assert not policies.may_see(sok, Lot.objects.get(pk=lot))
    assert queries.fact_line(sok, fact).lines, "what he wrote down himself he may complete"
    custody.add_to_fact(sok, fact=fact, witness="A village chief")
    cases.mark_one_of_ours(vanna, case=case, agency=agency_id_of(sok), reason="their ranger")
    assert not policies.visible_facts(sok).exists()
    assert policies.visible(srey).get().pk == lot, "the centre goes on caring for them"


def moved_to_the_centre(user: User, centre: UUID) -> User:
    network.place_person(the_worker(), user=user.pk, office=centre)
    return User.objects.get(pk=user.pk)


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


def test_a_courts_hold_is_lifted_by_nobody_outside_the_case(
    lina: User, sok: User, srey: User, rith: User, dara: User, maly: User, case: UUID,
    turtles: UUID, quarantine: UUID,
) -> None:  # fmt: skip
    """Lina once drove a turtle of this case, which she may not know any more."""
    hold = custody.place_hold(sok, id=new_id(), lot=turtles, kind=HoldKind.COURT, reason="order 15")
    send(srey, lina, office_id_of(rith), quarantine, {turtles: 1})
    assert [it.may_lift for it in queries.holds_of(lina, turtles)] == [True]
    cases.remove_member(dara, case=case, user=lina.pk, reason="leads another team")
    assert [it.may_lift for it in queries.holds_of(lina, turtles)] == [False]
    with refuses("custody.not-your-hold", "hold"):
        custody.lift_hold(lina, hold=hold, reason="no longer needed")
    cases.add_member(dara, case=case, user=maly.pk, reason="keeps the file")
    custody.lift_hold(maly, hold=hold, reason="order 16")
