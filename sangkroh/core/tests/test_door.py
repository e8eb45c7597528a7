"""The one door: allowed, parsed, atomic, done once, written down."""

from __future__ import annotations

import json
from datetime import date, datetime
from zoneinfo import ZoneInfo

import pytest
from django.db import DatabaseError, IntegrityError, connection

from sangkroh.core import actions, guards, journal
from sangkroh.core.door import Act, doing, perform
from sangkroh.core.errors import Refused
from sangkroh.core.ids import new_id
from sangkroh.core.models import Entry, Head, Secret, User
from sangkroh.core.roles import Role
from sangkroh.core.times import Occurred
from sangkroh.core.wall import WroteOutsideTheDoor, door_open


def invite(kosal: User, about: Act | None = None, **changes: object) -> object:
    values = {"id": new_id(), "username": "phal", "name": "Phal"} | changes
    with doing(about or Act()):
        return actions.invite(kosal, **values)


def test_an_act_leaves_one_complete_entry(kosal: User) -> None:
    before = Head.objects.get().seq
    user = invite(kosal)
    entry = Entry.objects.latest("seq")
    assert (entry.seq, entry.action, entry.actor) == (before + 1, "core.invite", kosal)
    assert entry.outcome == str(user)
    assert "Phal" not in json.dumps(entry.arguments)
    assert entry.secret.personal["name"] == "Phal"
    assert list(journal.verify()) == []


def test_the_same_act_again_gives_the_first_answer(kosal: User) -> None:
    about, person = Act(), new_id()
    first = invite(kosal, about, id=person)
    entries = Entry.objects.count()
    assert invite(kosal, about, id=person) == first
    assert Entry.objects.count() == entries


def test_the_same_id_with_other_arguments_is_refused(kosal: User) -> None:
    about, person = Act(), new_id()
    invite(kosal, about, id=person)
    for change in ({"username": "phalla"}, {"name": "Phalla"}):
        with pytest.raises(Refused) as refused:
            invite(kosal, about, id=person, **change)
        assert refused.value.code == "core.id-taken"


def test_a_role_without_power_is_refused_and_leaves_nothing(dara: User, stranger: User) -> None:
    entries = Entry.objects.count()
    for actor in (dara, stranger):
        with pytest.raises(Refused) as refused:
            invite(actor)
        assert refused.value.code == "core.not-allowed"
    assert Entry.objects.count() == entries


def test_a_role_ends_on_its_day(kosal: User, stranger: User) -> None:
    actions.grant_role(
        kosal, user=stranger.pk, role=Role.ADMINISTRATOR, reason="once",
        since=date(2020, 1, 1), until=date(2020, 2, 1),
    )  # fmt: skip
    with pytest.raises(Refused):
        invite(stranger)


def test_all_problems_are_told_at_once_and_nothing_is_echoed(kosal: User) -> None:
    raw = json.dumps({"id": "<b>no</b>", "username": "A B", "name": "x<script>", "extra": 1})
    with pytest.raises(Refused) as refused:
        perform("core.invite", kosal, raw)
    problems = {p.path: p.code for p in refused.value.problems}
    assert problems == {
        "id": "core.bad-id", "username": "core.bad-code", "name": "core.no-markup",
        "extra": "core.unknown-field",
    }  # fmt: skip
    assert "script" not in repr([p.as_json() for p in refused.value.problems])


def test_a_refused_act_saves_nothing(kosal: User) -> None:
    invite(kosal)
    entries = Entry.objects.count()
    with pytest.raises(Refused) as refused:
        invite(kosal)
    assert refused.value.code == "core.username-taken"
    assert Entry.objects.count() == entries


def test_a_field_fact_that_is_refused_is_kept(kosal: User) -> None:
    invite(kosal)
    about, person = Act(keep=True), new_id()
    for _ in range(2):
        with pytest.raises(Refused):
            invite(kosal, about, id=person)
    entry = Entry.objects.get(pk=about.id)
    assert entry.refused
    assert entry.outcome[0]["code"] == "core.username-taken"
    assert list(journal.verify()) == []


def test_nothing_writes_outside_the_door(kosal: User) -> None:
    with pytest.raises(WroteOutsideTheDoor):
        User.objects.filter(pk=kosal.pk).update(name="Somebody")


@pytest.mark.parametrize(
    "sql",
    [
        "UPDATE journal_entry SET action = 'x'",
        "DELETE FROM journal_entry",
        "UPDATE journal_secret SET personal = '{}'",
        "UPDATE journal_head SET seq = seq + 1",
        "DELETE FROM journal_head",
        "INSERT INTO journal_head (id, seq, chain) VALUES (2, 0, '')",
    ],
)
def test_the_database_keeps_the_journal(kosal: User, sql: str) -> None:
    invite(kosal)
    with (
        pytest.raises(DatabaseError, match=r"guard|permission denied"),
        door_open(),
        connection.cursor() as cursor,
    ):
        cursor.execute(sql)


def test_an_entry_put_in_between_is_refused(kosal: User) -> None:
    invite(kosal)
    entry = Entry.objects.latest("seq")
    entry.pk, entry.seq = new_id(), entry.seq + 5
    with pytest.raises(IntegrityError, match="guard seq"), door_open():
        entry.save(force_insert=True)


@pytest.mark.django_db
def test_every_guard_of_the_release_is_up() -> None:
    assert guards.faults(connection) == []


def test_a_time_said_in_local_time_is_the_same_when_read_back(kosal: User) -> None:
    night = datetime(2016, 6, 4, 1, 5, tzinfo=ZoneInfo("Asia/Phnom_Penh"))
    invite(kosal, Act(occurred=Occurred.at(night), recorded_at=night))
    assert list(journal.verify()) == []


def test_a_changed_record_is_found(kosal: User) -> None:
    invite(kosal)
    entry = Entry.objects.latest("seq")
    record = journal.record_of(entry, entry.secret.personal)
    salt = bytes(Secret.objects.get(entry=entry).salt)
    assert journal.commit(salt, record) == bytes(entry.entry)
    for key in record:
        assert journal.commit(salt, record | {key: "changed"}) != bytes(entry.entry)
