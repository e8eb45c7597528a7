"""A tip from the call to the case: who reads it, what it becomes, what is refused."""

from __future__ import annotations

from datetime import timedelta
from typing import Any
from uuid import UUID

import pytest
from django.db import DatabaseError, connection

from sangkroh.cases import actions as cases
from sangkroh.core import journal, shows
from sangkroh.core.door import Act, doing
from sangkroh.core.errors import Refused
from sangkroh.core.ids import new_id
from sangkroh.core.models import Entry, Secret, User
from sangkroh.core.wall import door_open
from sangkroh.network import queries as network
from sangkroh.tips import actions, policies, queries, rules
from sangkroh.tips import shows as tip_shows
from sangkroh.tips.models import Words
from sangkroh.tips.rules import AnswerKind, CallKind, ForgetReason, Scale, SourceClass, Urgency

BOAT: dict[str, Any] = {"what": "Boat with turtles and snakes", "where": "Bak Nam, Koh Thom"}


def receive(actor: User, **more: Any) -> UUID:
    return actions.receive(actor, id=new_id(), **BOAT | more)


def refusal(*args: Any, **kwargs: Any) -> Refused:
    act, *rest = args
    with pytest.raises(Refused) as refused:
        act(*rest, **kwargs)
    return refused.value


def test_two_fields_are_enough(dara: User) -> None:
    tip = receive(dara)
    page = queries.page(dara, tip)
    assert [it.text for it in page.said] == [BOAT["what"], BOAT["where"]]
    assert page.line.answer_due
    assert page.line.grade_due
    assert [it.id for it in queries.waiting(dara)] == [tip]


def test_what_is_missing_is_told(dara: User) -> None:
    refused = refusal(actions.receive, dara, id=new_id(), what=" ", where="")
    assert [p.path for p in refused.problems] == ["what", "where"]


def test_nobody_but_its_handlers_reads_a_tip(
    dara: User, lina: User, sok: User, vanna: User, kosal: User, pierre: User, maly: User,
    stranger: User,
) -> None:  # fmt: skip
    tip = receive(dara)
    for other in (lina, sok, vanna, kosal, pierre, maly, stranger):
        assert not policies.visible(other).exists()
        assert refusal(queries.page, other, tip).code == "core.not-found"
        assert not queries.search(other, "turtles")
    assert [it.id for it in queries.search(dara, "turtles")] == [tip]
    for other in (lina, sok):
        assert refusal(actions.answer, other, tip=tip, kind=AnswerKind.PASSED_ON).code == (
            "core.not-found"
        )


def test_who_may_not_write_down_a_call(
    pierre: User, srey: User, kosal: User, bopha: User, stranger: User
) -> None:
    for other in (pierre, srey, kosal, bopha, stranger):
        assert refusal(receive, other).code == "core.not-allowed"


def test_the_source_is_noticed_before_saving(dara: User) -> None:
    refused = refusal(receive, dara, what="call 012 345 678", details="លោក សុខា")
    assert [(p.code, p.path) for p in refused.problems] == [
        ("tips.looks-like-a-source", "what"), ("tips.looks-like-a-source", "details"),
    ]  # fmt: skip
    assert not Words.objects.exists()
    receive(dara, what="The trader's number is 012 345 678", about_suspect=True)
    tip = receive(dara)
    assert refusal(actions.complete, dara, tip=tip, details="012345678").code == (
        "tips.looks-like-a-source"
    )
    refused = refusal(actions.open_case, dara, tip=tip, case=new_id(), title="ឈ្មោះ សុខា")
    assert refused.problems[0].path == "title"


def test_the_journal_keeps_only_digests_of_the_words(dara: User) -> None:
    receive(dara, details="grey boat", source=SourceClass.INFORMANT, informant="K-17")
    entry = Entry.objects.latest("seq")
    said = str(entry.arguments)
    for text in (*BOAT.values(), "grey boat", "K-17"):
        assert text not in said
    assert set(entry.secret.personal) == {"source", "informant", "agency", "place"}
    assert set(entry.arguments["what"]) == {"apart"}
    assert list(journal.verify()) == []


def test_the_same_call_sent_twice_is_one_tip(dara: User) -> None:
    about, tip = Act(), new_id()
    for _ in range(2):
        with doing(about):
            actions.receive(dara, id=tip, **BOAT)
    assert policies.visible(dara).count() == 1


def test_more_is_told_later(dara: User) -> None:
    tip = receive(dara)
    assert refusal(actions.complete, dara, tip=tip).code == "tips.nothing-to-change"
    customs = next(it.id for it in network.agencies() if it.regime == "customs")
    actions.complete(
        dara, tip=tip, urgency=Urgency.NOW, source=SourceClass.INFORMANT, informant="K-17",
        agency=customs, details="two men on board",
    )  # fmt: skip
    page = queries.page(dara, tip)
    assert page.line.urgent
    assert page.informant == "K-17"
    assert page.agency
    actions.complete(dara, tip=tip, source=SourceClass.AGENCY)
    assert queries.page(dara, tip).informant == ""
    wrong = refusal(actions.complete, dara, tip=tip, informant="K-17")
    assert wrong.code == "tips.code-of-no-informant"
    wrong = refusal(receive, dara, source=SourceClass.INFORMANT, informant="SOKHA")
    assert wrong.code == "tips.not-an-informant-code"


def test_a_sheet_is_kept_whole_or_each_row_is_told(dara: User) -> None:
    rows = [actions.CallRow(id=new_id(), **BOAT) for _ in range(3)]
    bad = actions.CallRow(id=new_id(), what="ring 012345678", where="លោក សុខា")
    refused = refusal(actions.receive_sheet, dara, rows=[rows[0], bad])
    assert [p.path for p in refused.problems] == ["rows.1.what", "rows.1.where"]
    assert not policies.visible(dara).exists()
    actions.receive_sheet(dara, rows=rows)
    assert policies.visible(dara).count() == 3
    assert BOAT["what"] not in str(list(Entry.objects.values_list("arguments", "outcome")))


def test_a_tip_is_graded_on_the_scale_of_the_house(dara: User, kosal: User, sok: User) -> None:
    tip = receive(dara)
    actions.grade(dara, id=new_id(), tip=tip, source="2", information="C", handling="P")
    wrong = refusal(actions.grade, dara, id=new_id(), tip=tip, source="B", information="2",
                    handling="P")  # fmt: skip
    assert [p.code for p in wrong.problems] == ["tips.not-on-the-scale"] * 2
    assert refusal(actions.choose_scale, sok, scale=Scale.ADMIRALTY).code == "core.not-allowed"
    actions.choose_scale(kosal, scale=Scale.ADMIRALTY)
    actions.grade(dara, id=new_id(), tip=tip, source="B", information="2", handling="P")
    assert [it.scale for it in queries.page(dara, tip).grades] == ["admiralty", "3x5x2"]
    assert queries.page(dara, tip).line.grade_due is None


def test_an_answer_stops_the_clock_once(dara: User) -> None:
    tip = receive(dara)
    actions.answer(dara, tip=tip, kind=AnswerKind.NOTHING_FOUND)
    assert queries.page(dara, tip).line.answer_due is None
    again = refusal(actions.answer, dara, tip=tip, kind=AnswerKind.PASSED_ON)
    assert again.code == "tips.answered-already"


def test_a_call_is_counted_in_one_tap(dara: User) -> None:
    actions.log_call(dara, id=new_id(), kind=CallKind.WRONG_NUMBER)
    assert queries.calls_today(dara) == 1


def test_a_case_from_a_tip_tells_others_that_it_came(dara: User, sok: User) -> None:
    tip = receive(dara)
    case = actions.open_case(dara, tip=tip, case=new_id(), title="Boat at Koh Thom")
    cases.add_member(dara, case=case, user=sok.pk, reason="field team")
    again = refusal(actions.attach, dara, tip=tip, case=case)
    assert again.code == "tips.in-this-case-already"
    entry = Entry.objects.get(action="tips.open_case")
    assert entry.case_id == case
    assert (shows.sealed(dara, entry), shows.sealed(sok, entry)) == (False, True)
    mine, theirs = tip_shows.of_case(dara, case), tip_shows.of_case(sok, case)
    assert mine
    assert [it.id for it in mine["mine"]] == [tip]
    assert theirs == {"mine": [], "others": 1}
    assert queries.page(dara, tip).line.answer_due is None


def test_a_tip_is_put_only_to_a_case_one_sees(dara: User, lina: User, pierre: User) -> None:
    tip, case = receive(dara), cases.open(lina, id=new_id())
    assert refusal(actions.attach, dara, tip=tip, case=case).problems[0].path == "case"
    assert tip_shows.of_case(pierre, case) is None
    cases.add_member(lina, case=case, user=dara.pk, reason="tip")
    actions.attach(dara, tip=tip, case=case)
    assert [it.id for it in queries.page(dara, tip).cases] == [case]


def test_one_of_ours_shuts_a_handler_out_of_the_tip(vanna: User) -> None:
    tip = receive(vanna)
    case = actions.open_case(vanna, tip=tip, case=new_id())
    customs = network.agency_id_of(vanna)
    assert customs
    cases.mark_one_of_ours(vanna, case=case, agency=customs, reason="brother of the skipper")
    assert not policies.visible(vanna).exists()


def test_a_tip_is_handed_on_to_a_duty_officer(dara: User, lina: User, sok: User) -> None:
    tip = receive(sok)
    assert refusal(actions.hand_on, sok, tip=tip, user=sok.pk).code == "tips.not-on-duty"
    actions.hand_on(sok, tip=tip, user=dara.pk)
    assert [it.id for it in queries.waiting(dara)] == [tip]
    again = refusal(actions.hand_on, sok, tip=tip, user=dara.pk)
    assert again.code == "tips.handles-it-already"
    assert refusal(actions.take_over, lina, tip=tip, offered_by=sok.pk).code == "core.not-allowed"


def test_alike_tips_are_shown_among_ones_own_only(dara: User, lina: User) -> None:
    first, hers = receive(dara), receive(lina)
    second = receive(dara, what="boat with snakes and turtles")
    assert [it.id for it in queries.page(dara, second).alike] == [first]
    assert not queries.page(lina, hers).alike


def test_a_call_back_number_is_of_the_public_only(dara: User) -> None:
    tip = receive(dara)
    act = actions.keep_call_back
    assert refusal(act, dara, tip=tip, number="012345678").code == "tips.no-public-caller"
    actions.complete(dara, tip=tip, source=SourceClass.PUBLIC)
    wrong = refusal(act, dara, tip=tip, number="Sokha")
    assert wrong.code == "tips.not-a-telephone-number"
    act(dara, tip=tip, number="០១២ ៣៤៥ ៦៧៨")
    assert refusal(act, dara, tip=tip, number="012345678").code == "tips.call-back-kept-already"
    actions.complete(dara, tip=tip, source=SourceClass.INFORMANT)
    assert queries.page(dara, tip).call_back_until is None


def test_a_number_is_forgotten_on_demand_with_what_could_confirm_it(dara: User, lina: User) -> None:
    tip = receive(dara, source=SourceClass.PUBLIC)
    actions.keep_call_back(dara, tip=tip, number="012345678")
    kept = Entry.objects.get(action="tips.keep_call_back")
    assert refusal(actions.forget_call_back, lina, tip=tip).code == "core.not-found"
    actions.forget_call_back(dara, tip=tip)
    assert not Words.objects.filter(kind="call_back").exists()
    assert not Secret.objects.filter(entry=kept).exists()
    assert list(journal.verify()) == []
    assert refusal(actions.forget_call_back, dara, tip=tip).code == "tips.nothing-to-forget"


def test_a_number_is_gone_after_thirty_days(
    dara: User, worker: User, monkeypatch: pytest.MonkeyPatch
) -> None:
    tip = receive(dara, source=SourceClass.PUBLIC)
    actions.keep_call_back(dara, tip=tip, number="012345678")
    assert actions.forget_old_call_backs(worker) == 0
    monkeypatch.setattr(rules, "KEEP_CALL_BACK", timedelta(0))
    assert actions.forget_old_call_backs(worker) == 1
    assert not Words.objects.filter(kind="call_back").exists()
    assert [it.text for it in queries.page(dara, tip).said] == list(BOAT.values())


def test_all_words_can_be_erased_and_the_tip_stays(dara: User) -> None:
    tip = receive(dara)
    actions.forget_words(dara, tip=tip, reason=ForgetReason.SOURCE_ASKED)
    assert queries.page(dara, tip).said == []
    assert list(journal.verify()) == []


@pytest.mark.parametrize("table", ["tips_grade", "tips_handler", "tips_call", "tips_answer"])
def test_the_database_keeps_what_was_done(dara: User, table: str) -> None:
    tip = receive(dara)
    actions.grade(dara, id=new_id(), tip=tip, source="2", information="C", handling="P")
    actions.log_call(dara, id=new_id(), kind=CallKind.EMPTY)
    actions.answer(dara, tip=tip, kind=AnswerKind.PASSED_ON)
    with (
        pytest.raises(DatabaseError, match=r"guard|permission denied"),
        door_open(),
        connection.cursor() as cursor,
    ):
        cursor.execute(f"DELETE FROM {table}")


def test_needs_carry_no_word_of_the_tip(dara: User, lina: User) -> None:
    tip = receive(dara, urgency=Urgency.NOW)
    (need,) = tip_shows.needs(dara)
    assert need.urgency == shows.Urgency.NOW
    assert need.url == f"/tips/{tip}/"
    assert "turtles" not in need.detail
    assert list(tip_shows.needs(lina)) == []
