"""What kind of event a scene was: what enters the books then, what is asked for."""

from __future__ import annotations

from typing import Any
from uuid import UUID

import pytest
from django.db import DatabaseError, connection
from django.test import Client
from django.utils import translation

from sangkroh.cases import actions as cases
from sangkroh.core import shows
from sangkroh.core.errors import Refused
from sangkroh.core.ids import new_id
from sangkroh.core.models import Entry, User
from sangkroh.core.shows import needs_of
from sangkroh.core.wall import door_open
from sangkroh.custody import checking
from sangkroh.custody.models import Balance, MovementLine
from sangkroh.seizures import actions, queries
from sangkroh.seizures.actions.parts import LinePart
from sangkroh.seizures.labels import EVENT, HANDLING
from sangkroh.seizures.models import Scene
from sangkroh.seizures.rules import ORIGIN_OF, Event, Handling, LineKind, Missing

from . import koh_thom


@pytest.fixture
def case(lina: User, vanna: User, sok: User) -> UUID:
    return koh_thom.opened(lina, vanna, sok)


def an_owl(**changes: Any) -> LinePart:
    return LinePart(id=new_id(), as_reported="owl", count=2, **changes)


def recorded(by: User, case: UUID, event: Event, *lines: LinePart) -> UUID:
    return actions.record(by, id=new_id(), case=case, event=event, lines=list(lines))


def browser(user: User) -> Client:
    client = Client()
    client.force_login(user)
    return client


@pytest.mark.parametrize(
    ("event", "origin"),
    [
        (Event.SEIZURE, "origin_seizure"), (Event.HANDED_OVER, "origin_handed_over"),
        (Event.FOUND, "origin_found"), (Event.RESCUE, "origin_found"),
        (Event.ABROAD, "origin_abroad"), (Event.RELEASE, "origin_unknown"),
    ],
)  # fmt: skip
def test_the_books_take_it_in_under_the_origin_of_the_event(
    sok: User, case: UUID, event: Event, origin: str
) -> None:
    owls = an_owl()
    scene = recorded(sok, case, event, owls)
    came = MovementLine.objects.get(to_lot=owls.id)
    assert came.from_account.state == origin
    assert Balance.objects.get(account__scene=scene).qty == 2
    assert queries.scene(sok, scene).event == EVENT[event]


def test_every_event_has_an_origin_and_a_name_of_its_own() -> None:
    assert set(ORIGIN_OF) == set(Event) == set(EVENT)
    for language in ("en", "km"):
        with translation.override(language):
            assert len({str(it) for it in EVENT.values()}) == len(Event)
            assert len({str(it) for it in HANDLING.values()}) == len(Handling)


@pytest.mark.parametrize("event", [Event.CHECKED, Event.PASSED_ON])
def test_what_was_left_or_passed_on_never_enters_the_books(
    sok: User, case: UUID, event: Event
) -> None:
    owls = an_owl()
    scene = recorded(sok, case, event, owls)
    assert not Balance.objects.filter(account__scene=scene).exists()
    [line] = queries.scene(sok, scene).lines
    assert not line.taken
    assert Missing.NUMBER not in queries.scene(sok, scene).lacking
    with pytest.raises(Refused, match=r"seizures\.not-taken"):
        actions.book_line(sok, line=owls.id, count=2)


def test_an_eagle_with_papers_is_left_beside_owls_that_are_seized(sok: User, case: UUID) -> None:
    eagle = LinePart(id=new_id(), as_reported="imperial eagle", count=1, handling=Handling.PAPERS)
    scene = recorded(sok, case, Event.SEIZURE, an_owl(), eagle)
    assert Balance.objects.get(account__scene=scene).qty == 2
    assert [it.taken for it in queries.scene(sok, scene).lines] == [True, False]
    page = browser(sok).get(f"/seizures/{scene}/").content.decode()
    assert str(HANDLING["papers"]) in page
    assert "imperial eagle" in browser(sok).get(f"/cases/{case}/").content.decode()


def test_an_inspection_that_finds_nothing_is_a_complete_record(sok: User, case: UUID) -> None:
    scene = recorded(sok, case, Event.NOTHING)
    assert queries.scene(sok, scene).lacking == [
        Missing.GROUND, Missing.OFFICER, Missing.WITNESS, Missing.PLACE,
    ]  # fmt: skip
    with pytest.raises(Refused, match=r"seizures\.nothing-was-found"):
        recorded(sok, case, Event.NOTHING, an_owl())
    fake = an_owl(kind=LineKind.PART, handling=Handling.LEFT)
    assert queries.scene(sok, recorded(sok, case, Event.NOTHING, fake)).lines


def test_of_a_hand_over_no_powers_are_asked_for(sok: User, case: UUID) -> None:
    scene = recorded(sok, case, Event.HANDED_OVER, an_owl())
    assert queries.scene(sok, scene).lacking == [Missing.PLACE, Missing.PHOTO]


def test_of_equipment_only_there_are_only_things(sok: User, case: UUID) -> None:
    snares = LinePart(id=new_id(), kind=LineKind.THING, item_type="snare", count=40)
    scene = recorded(sok, case, Event.EQUIPMENT, snares)
    assert Balance.objects.get(account__scene=scene).qty == 40
    with pytest.raises(Refused, match=r"seizures\.only-things"):
        recorded(sok, case, Event.EQUIPMENT, snares.model_copy(update={"id": new_id()}), an_owl())


def test_a_kind_of_event_is_put_right_and_the_former_stays(sok: User, case: UUID) -> None:
    owls = an_owl()
    scene = recorded(sok, case, Event.CHECKED, owls)
    actions.correct_event(sok, scene=scene, event=Event.HANDED_OVER, reason="no papers came")
    shown = queries.scene(sok, scene)
    assert shown.event == EVENT[Event.HANDED_OVER]
    [row] = shown.corrections
    assert (row.old, row.reason) == (str(EVENT[Event.CHECKED]), "no papers came")
    assert Missing.NUMBER in shown.lacking, "taken now, and not yet in the books"
    actions.book_line(sok, line=owls.id, count=2)
    came = MovementLine.objects.get(to_lot=owls.id)
    assert came.from_account.state == "origin_handed_over"


def test_the_books_follow_a_kind_of_event_that_is_put_right(sok: User, case: UUID) -> None:
    """It was handed over after all: the origin changes, and nothing that is held."""
    owls = an_owl()
    scene = recorded(sok, case, Event.SEIZURE, owls)
    for event in (Event.HANDED_OVER, Event.FOUND):
        actions.correct_event(sok, scene=scene, event=event, reason="brought by its owner")
    held = Balance.objects.filter(lot=owls.id).exclude(qty=0)
    assert dict(held.values_list("account__state", "qty")) == {"origin_found": -2, "scene": 2}
    moved = MovementLine.objects.filter(movement__kind="origin_correction")
    assert moved.count() == 2
    assert not checking.check_books()
    actions.correct_event(sok, scene=scene, event=Event.RESCUE, reason="it stayed in its tree")
    assert moved.count() == 2, "of the same origin: the books have nothing to put right"


def test_what_is_in_the_books_is_not_talked_out_of_them(sok: User, case: UUID) -> None:
    scene = recorded(sok, case, Event.SEIZURE, an_owl())
    for event in (Event.CHECKED, Event.NOTHING, Event.PASSED_ON):
        with pytest.raises(Refused, match=r"seizures\.(in-the-books|nothing-was-found)"):
            actions.correct_event(sok, scene=scene, event=event, reason="x")
    assert Scene.objects.get(pk=scene).event == Event.SEIZURE
    with pytest.raises(Refused, match=r"seizures\.same-event"):
        actions.correct_event(sok, scene=scene, event=Event.SEIZURE, reason="x")


def test_a_form_without_a_kind_of_event_is_a_seizure(sok: User, case: UUID) -> None:
    client, url = browser(sok), f"/seizures/of/{case}/record/"
    client.post(url, {"rows": "1", "line0_name": "owl", "line0_count": "1"})
    assert Scene.objects.get().event == Event.SEIZURE
    said = {"event": "found", "rows": "2", "line0_name": "loris", "line0_count": "1",
            "line1_name": "eagle", "line1_count": "1", "line1_handling": "papers"}  # fmt: skip
    assert client.post(url, said).status_code == 302
    scene = Scene.objects.order_by("pk").last()
    assert scene is not None
    assert scene.event == Event.FOUND
    assert list(scene.lines.values_list("handling", flat=True)) == ["taken", "papers"]
    nothing = {"event": "nothing", "rows": "1", "line0_name": "owl", "line0_count": "1"}
    assert list(client.post(url, nothing).context["form"].errors) == ["line0_kind"]
    page = f"/seizures/{scene.pk}/event/"
    assert client.get(page).context["form"]["event"].initial == "found"
    answer = client.post(page, {"event": "rescue", "reason": "it stayed in its tree"})
    assert answer.status_code == 302
    assert "it stayed in its tree" in client.get(f"/seizures/{scene.pk}/").content.decode()


@pytest.mark.parametrize("language", ["km", "en"])
def test_the_timeline_says_what_kind_of_event_it_was(sok: User, case: UUID, language: str) -> None:
    scene = recorded(sok, case, Event.ABROAD)
    actions.correct_event(sok, scene=scene, event=Event.FOUND, reason="it crossed by itself")
    acts = Entry.objects.filter(action__startswith="seizures.").order_by("seq")
    with translation.override(language):
        told = shows.told(sok, list(acts))
        said = [str(EVENT[it]) for it in (Event.ABROAD, Event.FOUND)]
    assert [told[it.pk] for it in acts] == said


def test_of_old_papers_nothing_is_asked_for(lina: User, case: UUID) -> None:
    old = cases.open(lina, id=new_id(), title="From an old book", historical=True)
    scenes = [recorded(lina, it, Event.SEIZURE) for it in (case, old)]
    asked = {it.url for it in needs_of(lina)}
    assert [f"/seizures/{it}/" in asked for it in scenes] == [True, False]


@pytest.mark.parametrize(
    "sql",
    [
        "UPDATE seizures_scene SET event = 'found'", "DELETE FROM seizures_scene",
        "UPDATE seizures_scene SET by_id = NULL", "DELETE FROM seizures_scenecorrection",
        "UPDATE seizures_line SET handling = 'left'",
    ],
)  # fmt: skip
def test_the_database_keeps_what_it_was(sok: User, case: UUID, sql: str) -> None:
    recorded(sok, case, Event.SEIZURE, an_owl())
    empty = recorded(sok, case, Event.CHECKED)
    actions.correct_event(sok, scene=empty, event=Event.PASSED_ON, reason="for Customs")
    with (
        pytest.raises(DatabaseError, match=r"guard|permission denied|only_what_was_taken"),
        door_open(),
        connection.cursor() as cursor,
    ):
        cursor.execute(sql)
