"""Acts of a case: who decides what, what is refused, and what the database itself keeps."""

from __future__ import annotations

from typing import Any
from uuid import UUID

import pytest
from django.db import DatabaseError, connection

from sangkroh.cases import actions, policies, rules
from sangkroh.cases.models import Case, Title
from sangkroh.cases.rules import PartKind
from sangkroh.core.actors import worker as the_worker
from sangkroh.core.errors import Refused
from sangkroh.core.ids import new_id
from sangkroh.core.models import Entry, User
from sangkroh.core.wall import door_open


def opened(by: User, **more: Any) -> UUID:
    return actions.open(by, id=new_id(), **({"title": "Boat at Koh Thom"} | more))


def agency(user: User) -> UUID:
    found: UUID = user.person.office.agency_id  # type: ignore[attr-defined]
    return found


def refused(code: str) -> Any:
    return pytest.raises(Refused, match=f"^{code}$")


@pytest.fixture
def case(lina: User, dara: User, vanna: User) -> UUID:
    case = opened(lina)
    for user in (dara, vanna):
        actions.add_member(lina, case=case, user=user.pk, reason="at the scene")
    return case


def test_a_number_has_the_office_the_year_and_four_digits(lina: User) -> None:
    it = Case.objects.get(pk=opened(lina))
    assert it.number.rpartition("-")[0] == f"FA-WRRT-{it.opened_at.year}"
    assert it.number[-4:].isdigit()


def test_numbers_are_drawn_and_serials_have_no_gap(lina: User, rith: User) -> None:
    ours = [Case.objects.get(pk=opened(lina)) for _ in range(5)]
    theirs = Case.objects.get(pk=opened(rith))
    assert [it.serial for it in ours] == [1, 2, 3, 4, 5]
    assert theirs.serial == 1
    assert len({it.number for it in ours}) == 5
    with refused("cases.no-office"):
        opened(the_user_without_an_office())
    assert Case.objects.get(pk=opened(lina)).serial == 6


def the_user_without_an_office() -> User:
    from sangkroh.core.actions import grant_role, invite
    from sangkroh.core.roles import Role

    host = the_worker()
    user = invite(host, id=new_id(), username="phal", name="Phal")
    grant_role(host, user=user, role=Role.DUTY_OFFICER, reason="new")
    return User.objects.get(pk=user)


def test_a_taken_number_is_drawn_again_and_a_fifth_digit_comes_in() -> None:
    draws = iter([7, 7, 8])
    assert rules.number_of("X", 2026, 2, {"X-2026-0007"}, lambda _: next(draws)) == "X-2026-0008"
    assert rules.number_of("X", 2026, 5000, (), lambda top: top - 1) == "X-2026-9999"
    assert rules.number_of("X", 2026, 5001, (), lambda top: top - 1) == "X-2026-99999"


def test_the_lead_or_a_duty_officer_lets_people_in(
    case: UUID, dara: User, vanna: User, rith: User, sok: User
) -> None:
    with refused("cases.not-your-decision"):
        actions.add_member(vanna, case=case, user=rith.pk, reason="fish")
    actions.add_member(dara, case=case, user=rith.pk, reason="fish")
    assert policies.may_see(rith, case)
    with refused("core.not-found"):
        actions.add_member(sok, case=case, user=sok.pk, reason="curious")
    with refused("cases.already-a-member"):
        actions.add_member(dara, case=case, user=rith.pk, reason="again")


def test_nobody_without_a_role_is_let_in(case: UUID, lina: User, stranger: User) -> None:
    for user in (stranger.pk, the_worker().pk, new_id()):
        with refused("core.not-found"):
            actions.add_member(lina, case=case, user=user, reason="help")


def test_in_a_hidden_operation_the_lead_alone_lets_people_in(
    case: UUID, lina: User, dara: User, rith: User
) -> None:
    actions.hide(lina, case=case, reason="surveillance")
    with refused("cases.not-your-decision"):
        actions.add_member(dara, case=case, user=rith.pk, reason="fish")
    with refused("cases.not-your-decision"):
        actions.unhide(dara, case=case, reason="curious")
    with refused("cases.as-it-is"):
        actions.hide(lina, case=case, reason="again")
    actions.unhide(lina, case=case, reason="executed")
    actions.add_member(dara, case=case, user=rith.pk, reason="fish")


def test_a_removed_member_sees_nothing_and_can_come_back(
    case: UUID, lina: User, dara: User, vanna: User
) -> None:
    actions.remove_member(dara, case=case, user=vanna.pk, reason="moved on")
    assert not policies.may_see(vanna, case)
    with refused("core.not-found"):
        actions.remove_member(dara, case=case, user=vanna.pk, reason="again")
    with refused("cases.lead-must-stay"):
        actions.remove_member(dara, case=case, user=lina.pk, reason="coup")
    actions.add_member(lina, case=case, user=vanna.pk, reason="back")
    assert policies.may_see(vanna, case)


def test_the_lead_is_handed_over_by_the_lead(
    case: UUID, lina: User, dara: User, rith: User, pierre: User
) -> None:
    with refused("cases.not-your-decision"):
        actions.set_lead(dara, case=case, user=dara.pk, reason="coup")
    with refused("cases.not-a-member"):
        actions.set_lead(lina, case=case, user=rith.pk, reason="fish")
    actions.add_member(lina, case=case, user=pierre.pk, reason="advice")
    with refused("cases.cannot-lead"):
        actions.set_lead(lina, case=case, user=pierre.pk, reason="advice")
    actions.set_lead(lina, case=case, user=dara.pk, reason="night shift")
    assert Case.objects.get(pk=case).lead == dara


def test_a_case_without_a_lead_gets_one_from_its_members(vanna: User, rith: User) -> None:
    case = opened(vanna)
    assert Case.objects.get(pk=case).lead is None
    actions.add_member(vanna, case=case, user=rith.pk, reason="fish")
    actions.set_lead(rith, case=case, user=vanna.pk, reason="owner of the case")
    assert Case.objects.get(pk=case).lead == vanna


def test_parts_of_agencies(case: UUID, lina: User, vanna: User) -> None:
    part = {"case": case, "agency": agency(vanna), "part": PartKind.OWNER}
    with refused("core.not-found"):
        actions.set_part(lina, **part, ended=True)
    actions.set_part(lina, **part)
    with refused("cases.part-set-already"):
        actions.set_part(lina, **part)
    actions.set_part(lina, **part, ended=True)
    actions.set_part(lina, **part)
    with refused("core.not-found"):
        actions.set_part(lina, **(part | {"agency": new_id()}))


def test_one_of_ours_shuts_the_whole_agency_out_at_once(
    case: UUID, lina: User, dara: User, vanna: User
) -> None:
    actions.mark_one_of_ours(dara, case=case, agency=agency(vanna), reason="the driver")
    assert [policies.may_see(it, case) for it in (lina, dara, vanna)] == [True, True, False]
    with refused("core.not-found"):
        actions.note(vanna, id=new_id(), case=case, text="hello?")
    with refused("cases.shut-out-already"):
        actions.mark_one_of_ours(lina, case=case, agency=agency(vanna), reason="again")


def test_somebody_who_moved_away_after_the_shut_out_stays_out(
    case: UUID, lina: User, vanna: User, rith: User, worker: User
) -> None:
    from sangkroh.network.actions import place_person

    actions.mark_one_of_ours(lina, case=case, agency=agency(vanna), reason="the driver")
    place_person(worker, user=vanna.pk, office=rith.person.office_id)  # type: ignore[attr-defined]
    assert not policies.may_see(vanna, case)


def test_somebody_who_left_before_is_not_shut_out(
    case: UUID, lina: User, vanna: User, rith: User, worker: User
) -> None:
    from sangkroh.network.actions import place_person

    customs = agency(vanna)
    place_person(worker, user=vanna.pk, office=rith.person.office_id)  # type: ignore[attr-defined]
    actions.mark_one_of_ours(lina, case=case, agency=customs, reason="the driver")
    assert policies.may_see(vanna, case)


def test_only_the_lead_lets_named_people_in_again(
    case: UUID, lina: User, dara: User, vanna: User
) -> None:
    actions.mark_one_of_ours(lina, case=case, agency=agency(vanna), reason="the driver")
    with refused("cases.not-your-decision"):
        actions.readmit(dara, case=case, user=vanna.pk, reason="known")
    with refused("cases.already-a-member"):
        actions.add_member(dara, case=case, user=vanna.pk, reason="around the lead")
    actions.remove_member(lina, case=case, user=vanna.pk, reason="tidy")
    with refused("cases.is-shut-out"):
        actions.add_member(dara, case=case, user=vanna.pk, reason="around the lead")
    with refused("cases.not-shut-out"):
        actions.readmit(lina, case=case, user=dara.pk, reason="known")
    actions.readmit(lina, case=case, user=vanna.pk, reason="known")
    assert policies.may_see(vanna, case)


def test_a_lead_who_serves_there_must_be_replaced(
    case: UUID, lina: User, dara: User, vanna: User, rith: User
) -> None:
    mark = {"case": case, "agency": agency(lina), "reason": "a ranger sold them"}
    actions.add_member(lina, case=case, user=rith.pk, reason="fish")
    with refused("cases.lead-is-theirs"):
        actions.mark_one_of_ours(vanna, **mark)
    with refused("cases.not-a-member"):
        actions.mark_one_of_ours(vanna, **mark, new_lead=dara.pk)
    assert policies.may_see(lina, case)
    actions.mark_one_of_ours(vanna, **mark, new_lead=rith.pk)
    assert [policies.may_see(it, case) for it in (lina, dara, vanna)] == [False, False, True]
    actions.readmit(rith, case=case, user=dara.pk, reason="clean")
    assert policies.may_see(dara, case)


def test_a_stale_title_is_refused_and_both_are_told(case: UUID, lina: User, dara: User) -> None:
    actions.retitle(dara, case=case, title="Boat with snakes", version=1)
    with refused("cases.title-changed") as told:
        actions.retitle(lina, case=case, title="Mine", version=1)
    assert told.value.problems[0].values == {"seen": "Boat at Koh Thom", "now": "Boat with snakes"}
    actions.retitle(lina, case=case, title="Mine", version=2)
    assert list(Title.objects.filter(case=case).values_list("version", "text")) == [
        (1, "Boat at Koh Thom"), (2, "Boat with snakes"), (3, "Mine"),
    ]  # fmt: skip


def test_a_case_is_closed_and_opened_again_with_a_reason(
    case: UUID, lina: User, vanna: User
) -> None:
    with refused("cases.not-your-decision"):
        actions.close(vanna, case=case, reason="done")
    with refused("cases.as-it-is"):
        actions.reopen(lina, case=case, reason="not closed")
    actions.close(lina, case=case, reason="verdict")
    assert Case.objects.get(pk=case).closed_at
    actions.reopen(lina, case=case, reason="appeal")
    assert Case.objects.get(pk=case).closed_at is None
    entry = Entry.objects.filter(action="cases.reopen").latest("seq")
    assert entry.case_id == case
    assert entry.secret.personal == {"reason": "appeal"}


def test_cases_are_linked_once_by_somebody_who_sees_both(
    case: UUID, lina: User, dara: User, rith: User
) -> None:
    other, theirs = opened(lina), opened(rith)
    with refused("core.not-found"):
        actions.link(lina, id=new_id(), case=case, other=theirs, reason="same boat")
    with refused("cases.linked-to-itself"):
        actions.link(lina, id=new_id(), case=case, other=case, reason="same boat")
    actions.link(lina, id=new_id(), case=case, other=other, reason="same boat")
    with refused("cases.linked-already"):
        actions.link(lina, id=new_id(), case=other, other=case, reason="same boat")


def test_who_reads_but_takes_no_decisions(case: UUID, lina: User, pierre: User, srey: User) -> None:
    for user in (pierre, srey):
        actions.add_member(lina, case=case, user=user.pk, reason="advice and care")
        actions.note(user, id=new_id(), case=case, text="Seen.")
        with refused("core.not-allowed"):
            actions.set_part(user, case=case, agency=agency(user), part=PartKind.CARING)
        with refused("core.not-allowed"):
            opened(user)
    actions.set_agency_number(pierre, case=case, agency=agency(pierre), number="WA 12")


@pytest.mark.parametrize(
    "sql",
    [
        "UPDATE cases_case SET number = 'X'",
        "UPDATE cases_case SET serial = serial + 10",
        "DELETE FROM cases_case",
        "UPDATE cases_member SET since = since, user_id = added_by_id, case_id = NULL",
        "DELETE FROM cases_member",
        "DELETE FROM cases_shutout",
        "DELETE FROM cases_readmission",
        "DELETE FROM cases_note",
        "UPDATE cases_title SET version = version + 5",
    ],
)
def test_the_database_keeps_numbers_and_memory(
    case: UUID, lina: User, vanna: User, sql: str
) -> None:
    actions.note(lina, id=new_id(), case=case, text="Seen.")
    actions.mark_one_of_ours(lina, case=case, agency=agency(vanna), reason="the driver")
    actions.readmit(lina, case=case, user=vanna.pk, reason="known")
    with (
        pytest.raises(DatabaseError, match=r"guard|permission denied"),
        door_open(), connection.cursor() as cursor,
    ):  # fmt: skip
        cursor.execute(sql)


def test_the_database_refuses_a_gap(case: UUID) -> None:
    it = Case.objects.get(pk=case)
    it.pk, it.number, it.serial = new_id(), "FA-WRRT-2026-X", it.serial + 2
    with pytest.raises(DatabaseError, match="guard serial"), door_open():
        it.save(force_insert=True)
