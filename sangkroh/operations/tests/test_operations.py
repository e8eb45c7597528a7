"""Koh Thom on the river: who was called, who came, how it ended; and the shift handed over."""

from __future__ import annotations

import re
from datetime import timedelta
from typing import Any
from uuid import UUID

import pytest
from django.db import DatabaseError, connection
from django.test import Client
from django.urls import reverse

from sangkroh.cases import actions as cases
from sangkroh.core.door import Act, doing
from sangkroh.core.errors import Refused
from sangkroh.core.ids import new_id
from sangkroh.core.models import Entry, User
from sangkroh.core.shows import Urgency
from sangkroh.core.times import Occurred, now
from sangkroh.core.wall import door_open
from sangkroh.network import queries as network
from sangkroh.operations import actions, policies, queries, rules, shows
from sangkroh.operations.labels import REPLIES
from sangkroh.operations.rules import Kind, MomentKind, Reply
from sangkroh.tips import actions as tips
from sangkroh.tips import queries as tip_queries


def refusal(act: Any, *args: Any, **kwargs: Any) -> Refused:
    with pytest.raises(Refused) as refused:
        act(*args, **kwargs)
    return refused.value


def plan(actor: User, **more: Any) -> UUID:
    case = more.pop("case", None) or cases.open(actor, id=new_id(), title="Boat at Koh Thom")
    return actions.plan(actor, id=new_id(), case=case, kind=Kind.BOAT_CHASE, **more)


def call(actor: User, operation: UUID, **whom: Any) -> UUID:
    return actions.call_out(actor, id=new_id(), operation=operation, **whom)


def browser(user: User) -> Client:
    client = Client()
    client.force_login(user)
    return client


def test_from_the_plan_to_the_result(dara: User, vanna: User) -> None:
    operation = plan(dara, aim="Stop the boat")
    before = queries.page(dara, operation).line
    assert not before.under_way
    assert not before.ended
    goer = call(dara, operation, user=vanna.pk)
    assert queries.page(dara, operation).line.under_way
    actions.answer(dara, participant=goer, reply=Reply.COMING)
    at = Occurred.at(now() - timedelta(hours=2))
    with doing(Act(occurred=at)):
        actions.arrived(vanna, participant=goer)
    actions.log(vanna, id=new_id(), operation=operation, text="Boat on the bank, crew gone")
    actions.end(dara, operation=operation, result="boat-found-crew-fled")
    page = queries.page(dara, operation)
    (it,) = page.goers
    assert it.reply
    assert it.arrived
    assert not it.awaited
    assert page.line.ended
    assert page.line.result
    assert [line.text for line in page.log] == ["Boat on the bank, crew gone"]


def test_a_fact_may_be_told_after_the_end(dara: User, vanna: User) -> None:
    operation = plan(dara)
    goer = call(dara, operation, user=vanna.pk)
    actions.end(dara, operation=operation, result="nothing-found")
    actions.arrived(dara, participant=goer)
    actions.left(dara, participant=goer)
    actions.log(dara, id=new_id(), operation=operation, text="Came by 2 a.m.")
    assert refusal(call, dara, operation, name="Phal").code == "operations.ended"
    again = refusal(actions.end, dara, operation=operation, result="nothing-found")
    assert again.code == "operations.ended"


def test_somebody_without_a_log_in_goes_by_name_and_agency(dara: User, rith: User) -> None:
    operation, fisheries = plan(dara), network.agency_id_of(rith)
    goer = call(dara, operation, name="Phal", agency=fisheries)
    actions.answer(dara, participant=goer, reply=Reply.TOLD_NOTHING)
    (it,) = queries.page(dara, operation).goers
    assert (it.name, bool(it.agency), it.awaited) == ("Phal", True, False)
    assert "Phal" not in str(Entry.objects.get(action="operations.call_out").arguments)
    for whom in ({}, {"user": rith.pk, "name": "Phal"}):
        assert refusal(call, dara, operation, **whom).code == "operations.account-or-name"


def test_who_is_called_sees_the_operation_and_not_the_case(
    dara: User, vanna: User, rith: User
) -> None:
    operation = plan(dara)
    call(dara, operation, user=vanna.pk)
    page = queries.page(vanna, operation)
    assert (page.case, page.case_number) == (None, "")
    assert queries.page(dara, operation).case
    assert refusal(queries.page, rith, operation).code == "core.not-found"
    assert refusal(call, dara, operation, user=vanna.pk).code == "operations.called-already"


def test_whose_sight_of_the_case_was_ended_sees_no_operation_of_it(
    dara: User, vanna: User, rith: User
) -> None:
    """Vanna talks to the smugglers. Called to tonight's operation, she watched its log till now."""
    case = cases.open(dara, id=new_id(), title="Boat at Koh Thom")
    cases.add_member(dara, case=case, user=vanna.pk, reason="the post")
    tonight, later = plan(dara, case=case), plan(dara, case=case)
    goer = call(dara, tonight, user=vanna.pk)
    cases.remove_member(dara, case=case, user=vanna.pk, reason="she talks")
    assert refusal(queries.page, vanna, tonight).code == "core.not-found"
    assert queries.operations(vanna) == []
    assert refusal(actions.arrived, vanna, participant=goer).code == "core.not-found"
    call(dara, later, user=vanna.pk)
    assert queries.page(vanna, later), "whoever calls her afterwards knows what was said of her"


def test_who_is_only_called_does_not_call_others(
    dara: User, vanna: User, rith: User, lina: User
) -> None:
    """Being called lets one know the operation; who else may know it, the case's members decide."""
    operation = plan(dara)
    goer = call(dara, operation, user=vanna.pk)
    for whom in ({"user": rith.pk}, {"name": "Phal"}):
        assert refusal(call, vanna, operation, **whom).code == "operations.only-called"
    assert refusal(queries.page, rith, operation).code == "core.not-found"
    assert refusal(call, rith, operation, name="Phal").code == "core.not-found"
    form = reverse("operations:call-out", args=[operation])
    page = reverse("operations:operation", args=[operation])
    assert form not in browser(vanna).get(page).text
    assert form in browser(dara).get(page).text
    assert browser(vanna).get(form).status_code == 409
    posted = browser(vanna).post(form, {"act_id": new_id(), "name": "Phal"})
    assert posted.status_code == 409
    assert len(queries.page(dara, operation).goers) == 1
    actions.answer(vanna, participant=goer, reply=Reply.COMING)
    actions.arrived(vanna, participant=goer)
    actions.log(vanna, id=new_id(), operation=operation, text="Nobody here")
    cases.add_member(dara, case=queries.page(dara, operation).case, user=vanna.pk, reason="leads")
    call(vanna, operation, user=rith.pk)


def test_nobody_else_sees_or_changes_it(
    dara: User, lina: User, sok: User, rith: User, srey: User, kosal: User, bopha: User,
    stranger: User,
) -> None:  # fmt: skip
    operation = plan(dara)
    goer = call(dara, operation, name="Phal")
    for other in (lina, sok, rith, srey, kosal, bopha, stranger):
        assert not policies.visible(other).exists()
        for act in (actions.arrived, actions.left):
            code = refusal(act, other, participant=goer).code
            assert code in ("core.not-found", "core.not-allowed")
    for other in (srey, kosal, bopha, stranger):
        assert refusal(call, other, operation, name="x").code == "core.not-allowed"
    assert refusal(plan, sok, case=Entry.objects.latest("seq").case_id).problems[0].path == "case"


def test_one_of_ours_sees_nothing_though_called(dara: User, vanna: User, kosal: User) -> None:
    operation = plan(dara)
    call(dara, operation, user=vanna.pk)
    case = queries.page(dara, operation).case
    cases.mark_one_of_ours(
        dara, case=case, agency=network.agency_id_of(vanna), reason="the skipper's brother"
    )
    assert not policies.visible(vanna).exists()
    other = plan(dara, case=case)
    refused = refusal(call, dara, other, user=vanna.pk)
    assert refused.code == "operations.may-not-be-called"
    assert refusal(call, dara, other, user=kosal.pk).problems[0].path == "user"


def test_a_result_is_one_of_the_list(dara: User) -> None:
    operation = plan(dara)
    refused = refusal(actions.end, dara, operation=operation, result="victory")
    assert refused.code == "operations.no-such-result"


def test_called_and_not_there_rings(
    dara: User, vanna: User, monkeypatch: pytest.MonkeyPatch
) -> None:
    operation = plan(dara)
    goer = call(dara, operation, user=vanna.pk)
    assert list(shows.needs(dara)) == []
    monkeypatch.setattr(rules, "LATE_AFTER", timedelta(0))
    assert [it.urgency for it in shows.needs(dara)] == [Urgency.NOW]
    actions.answer(dara, participant=goer, reply=Reply.CANNOT)
    assert list(shows.needs(dara)) == []


def test_a_call_waits_on_the_desk_of_whoever_is_called(dara: User, vanna: User) -> None:
    """Who is called need not know the case, and finds the operation nowhere else."""
    operation = plan(dara)
    assert list(shows.needs(vanna)) == []
    goer = call(dara, operation, user=vanna.pk)
    waits = next(iter(shows.needs(vanna)))
    assert waits.url == reverse("operations:operation", args=[operation])
    assert waits.urgency is Urgency.NOW
    assert list(shows.needs(dara)) == []
    actions.arrived(vanna, participant=goer)
    assert list(shows.needs(vanna)) == []


def test_rules_of_waiting_and_ringing() -> None:
    called = {MomentKind.CALLED}
    assert rules.is_awaited(called, None)
    assert rules.is_awaited(called | {MomentKind.ANSWERED}, Reply.COMING)
    assert not rules.is_awaited(called, Reply.CANNOT)
    assert not rules.is_awaited(called | {MomentKind.ARRIVED}, Reply.COMING)
    assert not rules.is_awaited(set(), None)
    assert rules.state_of(called=False, ended=False) == "planned"
    assert rules.state_of(called=True, ended=False) == "under_way"
    assert rules.state_of(called=True, ended=True) == "ended"


def test_the_shift_is_handed_over_item_by_item(dara: User, lina: User, sok: User) -> None:
    tip = tips.receive(dara, id=new_id(), what="Boat with turtles", where="Koh Thom")
    operation = plan(dara)
    case = queries.page(dara, operation).case
    cases.add_member(dara, case=case, user=lina.pk, reason="next shift")
    assert refusal(actions.offer_shift, dara, id=new_id(), to=sok.pk).code == (
        "operations.not-on-duty"
    )
    assert refusal(actions.offer_shift, lina, id=new_id(), to=dara.pk).code == (
        "operations.nothing-open"
    )
    actions.offer_shift(dara, id=new_id(), to=lina.pk)
    waiting = refusal(actions.offer_shift, dara, id=new_id(), to=lina.pk)
    assert waiting.code == "operations.offered-already"
    assert refusal(tip_queries.page, lina, tip).code == "core.not-found"
    (page,) = queries.hand_overs(lina)
    first, second = page.items
    assert "turtles" not in first.label
    assert refusal(actions.accept, dara, item=first.id).code == "core.not-found"
    actions.accept(lina, item=first.id)
    assert tip_queries.page(lina, tip).said
    assert refusal(actions.accept, lina, item=first.id).code == "core.not-found"
    assert [it.pk for it in queries.open_of(dara)] == [operation]
    actions.accept(lina, item=second.id)
    assert [it.pk for it in queries.open_of(lina)] == [operation]
    assert queries.open_of(dara) == []


def test_what_the_next_officer_may_not_see_stays(dara: User, lina: User) -> None:
    operation = plan(dara)
    assert refusal(actions.offer_shift, dara, id=new_id(), to=lina.pk).code == (
        "operations.nothing-open"
    )
    tips.receive(dara, id=new_id(), what="Boat", where="Koh Thom")
    actions.offer_shift(dara, id=new_id(), to=lina.pk)
    (page,) = queries.hand_overs(lina)
    assert len(page.items) == 1
    actions.send_back(lina, item=page.items[0].id)
    assert [it.pk for it in queries.open_of(dara)] == [operation]
    assert len(tip_queries.waiting(dara)) == 1


def test_an_item_that_nobody_accepts_rings(
    dara: User, lina: User, sok: User, vanna: User, monkeypatch: pytest.MonkeyPatch
) -> None:
    tips.receive(dara, id=new_id(), what="Boat", where="Koh Thom")
    actions.offer_shift(dara, id=new_id(), to=lina.pk)
    assert [it.urgency for it in shows.needs(lina)] == [Urgency.TODAY]
    assert list(shows.needs(dara)) == []
    monkeypatch.setattr(rules, "RINGS_AFTER", timedelta(0))
    for who in (dara, lina):
        assert [it.urgency for it in shows.needs(who)] == [Urgency.NOW]
    for other in (sok, vanna):
        assert list(shows.needs(other)) == []
    (page,) = queries.hand_overs(lina)
    actions.accept(lina, item=page.items[0].id)
    assert list(shows.needs(dara)) == []


@pytest.mark.parametrize("table", ["operations_moment", "operations_logline", "operations_result"])
def test_the_database_keeps_the_facts(dara: User, table: str) -> None:
    operation = plan(dara)
    call(dara, operation, name="Phal")
    actions.log(dara, id=new_id(), operation=operation, text="x")
    actions.end(dara, operation=operation, result="nothing-found")
    with (
        pytest.raises(DatabaseError, match=r"guard|permission denied"),
        door_open(),
        connection.cursor() as cursor,
    ):
        cursor.execute(f"DELETE FROM {table}")


def test_the_pages(dara: User, vanna: User, rith: User, stranger: User, lina: User) -> None:
    client = browser(dara)
    case = cases.open(dara, id=new_id(), title="Boat")
    made = client.post(reverse("operations:plan", args=[case]), {"kind": "boat_chase"})
    assert made.status_code == 302
    url = made.url
    assert client.post(f"{url}call-out/", {"user": str(vanna.pk)}).status_code == 302
    (goer,) = queries.page(dara, _id(url)).goers
    arrived = reverse("operations:arrived", args=[goer.id])
    act = str(new_id())
    for _ in range(2):
        assert browser(vanna).post(arrived, {"act_id": act}).status_code == 302
    assert Entry.objects.filter(action="operations.arrived").count() == 1
    assert client.post(f"{url}log/", {"text": "Boat on the bank"}).status_code == 302
    page = browser(vanna).get(url).content.decode()
    assert "Boat on the bank" in page
    assert str(case) not in page
    assert browser(rith).get(url).status_code == 404
    assert browser(rith).get(arrived).status_code == 404
    for address in ("/operations/", "/hand-over/", f"{url}end/"):
        assert client.get(address).status_code == 200
    assert client.post(f"{url}end/", {"result": "nothing-found"}).status_code == 302
    tips.receive(dara, id=new_id(), what="Boat", where="Koh Thom")
    assert client.post("/hand-over/", {"to": str(lina.pk)}).status_code == 302
    (offer,) = queries.hand_overs(lina)
    accept = reverse("operations:accept", args=[offer.items[0].id])
    browser(rith).post(accept)
    assert queries.hand_overs(lina)[0].items[0].answer == ""
    assert browser(lina).post(accept).status_code == 302
    assert queries.hand_overs(lina)[0].items[0].answer == "accepted"
    shown = shows.of_case(dara, case)
    assert shown
    assert shown["count"] == 1
    assert shows.of_case(stranger, case) is None


def test_an_answer_is_one_tap_and_nobody_is_called_twice(dara: User, vanna: User) -> None:
    client, operation = browser(dara), plan(dara)
    url = reverse("operations:operation", args=[operation])
    option = f'<option value="{vanna.pk}">'
    before = client.get(url).content.decode()
    assert option in before
    call_id = re.search(r'name="act_id" value="([^"]+)"', before)
    assert call_id
    for _ in range(2):  # a double tap
        called = {"user": str(vanna.pk), "act_id": call_id[1]}
        assert client.post(f"{url}call-out/", called).status_code == 302
    after = client.get(url).content.decode()
    assert option not in after
    (goer,) = queries.page(dara, operation).goers
    answer = reverse("operations:answer", args=[goer.id])
    assert after.count('name="reply"') == 3
    assert client.post(answer, {"reply": "cannot", "act_id": str(new_id())}).status_code == 302
    (goer,) = queries.page(dara, operation).goers
    assert goer.reply == REPLIES[Reply.CANNOT]
    assert 'name="reply"' not in client.get(url).content.decode()


def _id(url: str) -> UUID:
    return UUID(url.strip("/").rpartition("/")[2])


def test_a_time_is_kept_as_exactly_as_it_was_said(dara: User) -> None:
    operation = plan(dara)
    goer = call(dara, operation, name="Phal")
    with doing(Act(occurred=Occurred(words="some time after midnight"))):
        actions.arrived(dara, participant=goer)
    (it,) = queries.page(dara, operation).goers
    assert "some time after midnight" in it.arrived
    assert str(now().year) not in it.arrived
