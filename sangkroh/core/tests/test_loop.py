"""The worker loop: in order, once, and never stopped by one bad entry."""

from __future__ import annotations

import os
import threading
import time
from collections.abc import Iterator
from datetime import timedelta
from itertools import pairwise
from uuid import UUID

import pytest
from django.db import connection, connections

from sangkroh.core import actions, loop
from sangkroh.core.door import Act, doing
from sangkroh.core.errors import Refused
from sangkroh.core.ids import new_id
from sangkroh.core.models import Cursor, Entry, SetAside, User
from sangkroh.core.roles import Role
from tests.databases import ON_POSTGRESQL, file_of, own_database


@pytest.fixture(autouse=True)
def no_handlers(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(loop, "AFTER", [])
    monkeypatch.setattr(loop, "EVERY", [])


class Time:
    now = 0.0

    def __call__(self) -> float:
        return self.now


def invited(kosal: User, name: str) -> UUID:
    return actions.invite(kosal, id=new_id(), username=name, name=name.title())


def from_here() -> None:
    """Handlers of this test begin at the journal's present end."""
    end = Entry.objects.latest("seq").seq
    for it in loop.AFTER:
        Cursor.objects.create(pk=it.name, seq=end)


def test_entries_come_in_order_and_once(kosal: User) -> None:
    seen: list[UUID] = []

    @loop.after("core.invite")
    def note(worker: User, entry: Entry) -> None:
        seen.append(entry.pk)

    from_here()
    runner = loop.Loop()
    for name in ("phal", "phalla"):
        invited(kosal, name)
    runner.turn()
    runner.turn()
    loop.Loop().turn()
    assert (
        seen
        == list(
            Entry.objects.filter(action="core.invite")
            .order_by("-seq")
            .values_list("pk", flat=True)[:2]
        )[::-1]
    )


def test_what_a_handler_does_is_done_once_even_when_it_is_run_again(kosal: User) -> None:
    @loop.after("core.invite")
    def give(worker: User, entry: Entry) -> None:
        actions.grant_role(worker, user=UUID(entry.outcome), role=Role.KEEPER, reason="new")
        actions.grant_role(worker, user=UUID(entry.outcome), role=Role.VET, reason="new")

    from_here()
    before = Entry.objects.latest("seq").seq
    person = invited(kosal, "phal")
    loop.Loop().turn()
    Cursor.objects.filter(pk=loop.AFTER[0].name).update(seq=before)  # the cursor is lost
    loop.Loop().turn()
    assert sorted(User.objects.get(pk=person).current_roles()) == [Role.KEEPER, Role.VET]
    assert User.objects.get(pk=person).grants.count() == 2


def test_nobody_stops_the_worker_by_taking_the_id_of_what_it_will_do(
    kosal: User, dara: User
) -> None:
    """Its ids can be computed by whoever knows an entry's: so they are the worker's alone."""

    @loop.after("core.invite")
    def give(worker: User, entry: Entry) -> None:
        actions.grant_role(worker, user=UUID(entry.outcome), role=Role.KEEPER, reason="new")

    from_here()
    about = Act()
    name = loop.AFTER[0].name
    for made in (
        loop.made_from(name, about.id, "core.grant_role", 1),
        loop.made_from(name, about.id, "set aside"),
    ):
        taken = pytest.raises(Refused, match=r"core\.bad-id")
        with taken, doing(Act(id=made)):
            actions.choose_language(dara, language=actions.Language.EN)
    with doing(about):
        person = invited(kosal, "phal")
    loop.Loop().turn()
    assert User.objects.get(pk=person).current_roles() == {Role.KEEPER}
    [given] = Entry.objects.filter(action="core.grant_role", arguments__user=str(person))
    assert given.pk == loop.made_from(name, about.id, "core.grant_role", 1)


def test_a_bad_entry_is_tried_with_growing_waits_then_laid_aside(
    kosal: User, dara: User, caplog: pytest.LogCaptureFixture
) -> None:
    tried: list[UUID] = []
    good: list[UUID] = []
    mended = False

    @loop.after("core.invite")
    def stumble(worker: User, entry: Entry) -> None:
        tried.append(entry.pk)
        if entry.pk == bad.id and not mended:
            raise ValueError("0123456789 is a call-back number")

    @loop.after("core.invite")
    def walk(worker: User, entry: Entry) -> None:
        good.append(entry.pk)

    from_here()
    bad, clock = Act(), Time()
    runner = loop.Loop(clock)
    with doing(bad):
        invited(kosal, "phal")
    invited(kosal, "phalla")
    waits = []
    while not SetAside.objects.exists():
        before = len(tried)
        runner.turn()
        if len(tried) > before:
            waits.append(clock.now)
        clock.now += 1
    assert [b - a for a, b in pairwise(waits)] == [2, 4, 8, 16]
    assert len(good) == 2
    assert tried.count(bad.id) == loop.TRIES
    assert tried[-1] != bad.id
    row = SetAside.objects.get()
    assert (row.entry_id, row.fault) == (bad.id, "ValueError")
    with pytest.raises(Refused, match="not-allowed"):
        actions.take_up_again(dara, it=row.pk)
    actions.take_up_again(kosal, it=row.pk)
    runner.turn()
    row.refresh_from_db()
    assert (row.again, row.done_at) == (False, None)
    mended = True
    actions.take_up_again(kosal, it=row.pk)
    runner.turn()
    row.refresh_from_db()
    assert row.done_at is not None
    with pytest.raises(Refused, match="not-found"):
        actions.take_up_again(kosal, it=row.pk)


def test_a_refusal_in_a_handler_is_laid_aside_by_its_code(kosal: User) -> None:
    @loop.after("core.invite")
    def refuse(worker: User, entry: Entry) -> None:
        actions.grant_role(worker, user=new_id(), role=Role.VET, reason="nobody")

    from_here()
    invited(kosal, "phal")
    clock = Time()
    runner = loop.Loop(clock)
    for _ in range(loop.TRIES):
        runner.turn()
        clock.now += loop.LONGEST_WAIT
    assert SetAside.objects.get().fault == "core.not-found"


def test_a_clock_strikes_once_in_each_period_also_after_a_restart(
    worker: User, monkeypatch: pytest.MonkeyPatch
) -> None:
    strikes = []

    @loop.every(timedelta(hours=1))
    def strike(worker: User) -> None:
        strikes.append(moment)
        if len(strikes) == 2:
            raise ValueError

    start = loop.now().replace(minute=0)
    moment, clock = start, Time()
    monkeypatch.setattr(loop, "now", lambda: moment)
    runner = loop.Loop(clock)
    runner.turn()
    runner.turn()
    loop.Loop().turn()
    assert len(strikes) == 1
    moment = start + timedelta(hours=1)
    runner.turn()
    runner.turn()
    assert len(strikes) == 2
    clock.now += 2
    runner.turn()
    runner.turn()
    assert strikes == [start, moment, moment]


@pytest.fixture
def own(django_db_blocker: object) -> Iterator[str]:
    """A database of this test's own, whose changes other threads see."""
    with own_database() as name, django_db_blocker.unblock():  # type: ignore[attr-defined]
        settings = connections["default"].settings_dict
        before = settings["NAME"]
        connection.close()
        settings["NAME"] = name if ON_POSTGRESQL else str(file_of(name))
        yield name
        connection.close()
        settings["NAME"] = before


def test_threads_write_while_the_loop_follows(own: str) -> None:
    seen: list[UUID] = []

    @loop.after("core.invite")
    def note(worker: User, entry: Entry) -> None:
        seen.append(entry.pk)

    kosal = User.objects.get(username="kosal")
    from_here()
    start = Entry.objects.latest("seq").seq
    stop = threading.Event()
    runners = [
        threading.Thread(target=loop.run_until, args=(stop, 0.01))
        for _ in range(2 if ON_POSTGRESQL else 1)
    ]

    def write(letter: str) -> None:
        for i in range(10):
            invited(kosal, f"{letter}{i:02}")
        connection.close()

    writers = [threading.Thread(target=write, args=(letter,)) for letter in "abcd"]
    for it in runners + writers:
        it.start()
    for it in writers:
        it.join()
    for _ in range(500):
        if len(seen) >= 40:
            break
        time.sleep(0.02)
    stop.set()
    for it in runners:
        it.join(10)
    written = Entry.objects.filter(action="core.invite", seq__gt=start).order_by("seq")
    assert seen == list(written.values_list("pk", flat=True))
    assert len(seen) == 40


@pytest.mark.skipif(not ON_POSTGRESQL, reason="on SQLite one process serves")
def test_one_runner_at_a_time(own: str) -> None:
    import psycopg

    url = os.environ["SANGKROH_TEST_POSTGRESQL"].rpartition("/")[0]
    with psycopg.connect(f"{url}/{own}", autocommit=True) as other:
        other.execute("SELECT pg_advisory_lock(%s)", [loop.ONE_RUNNER])
        with loop._alone() as alone:
            assert not alone
        other.execute("SELECT pg_advisory_unlock(%s)", [loop.ONE_RUNNER])
        with loop._alone() as alone:
            assert alone
        with loop._alone() as alone:
            assert alone
