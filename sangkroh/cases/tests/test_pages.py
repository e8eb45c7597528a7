"""The pages of cases, for those who may see them and for everybody else."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any
from uuid import UUID

import pytest
from django.test import Client

from sangkroh.cases import actions, policies, queries
from sangkroh.cases.rules import PartKind
from sangkroh.core import shows
from sangkroh.core.door import Act, doing
from sangkroh.core.ids import new_id
from sangkroh.core.models import Entry, User
from sangkroh.core.times import Occurred, Precision


def opened(by: User, **more: Any) -> UUID:
    return actions.open(by, id=new_id(), **({"title": "Boat at Koh Thom"} | more))


def page(reader: User, case: UUID, query: str = "", what: str = "") -> Any:
    client = Client()
    client.force_login(reader)
    return client.get(f"/cases/{case}/{what}{query}")


@pytest.fixture
def case(lina: User, dara: User, vanna: User) -> UUID:
    case = opened(lina)
    for user in (dara, vanna):
        actions.add_member(lina, case=case, user=user.pk, reason="at the scene")
    return case


def test_members_see_the_page_and_all_others_the_same_nothing(
    case: UUID, lina: User, dara: User, vanna: User, rith: User, kosal: User, stranger: User
) -> None:
    actions.remove_member(lina, case=case, user=dara.pk, reason="moved on")
    actions.mark_one_of_ours(
        lina, case=case, agency=vanna.person.office.agency_id, reason="his brother"
    )
    assert page(lina, case).status_code == 200
    nowhere = page(rith, new_id())
    for reader in (dara, vanna, rith, kosal, stranger):
        for answer in (page(reader, case), page(reader, case, what="note/")):
            assert answer.status_code == nowhere.status_code == 404
            assert b"Koh Thom" not in answer.content
            assert b"KOHTHOM" not in answer.content


def test_every_form_of_the_page_opens(case: UUID, lina: User) -> None:
    from sangkroh.cases.views import FORMS

    for what in FORMS:
        assert page(lina, case, what=f"{what}/").status_code == 200


def test_a_note_is_written_on_its_page_once(case: UUID, vanna: User) -> None:
    client = Client()
    client.force_login(vanna)
    values = {"act_id": new_id(), "id": new_id(), "text": "The boat is blue."}
    for _ in range(2):
        assert client.post(f"/cases/{case}/note/", values).status_code == 302
    assert [it.text for it in queries.notes(vanna, case)] == ["The boat is blue."]
    assert b"The boat is blue." in page(vanna, case).content


def test_a_new_case_is_opened_on_its_page(dara: User, pierre: User) -> None:
    client = Client()
    client.force_login(dara)
    answer = client.post("/cases/new/", {"id": new_id(), "title": "Parcel"})
    assert answer.status_code == 302
    assert "Parcel" in client.get(answer["Location"]).content.decode()
    client.force_login(pierre)
    assert client.post("/cases/new/", {"id": new_id(), "title": "Parcel"}).status_code == 200
    assert policies.visible(pierre).count() == 0


def test_who_shuts_out_his_own_agency_is_led_away(case: UUID, vanna: User) -> None:
    client = Client()
    client.force_login(vanna)
    values = {"agency": vanna.person.office.agency_id, "reason": "a colleague"}
    answer = client.post(f"/cases/{case}/one-of-ours/", values)
    assert (answer.status_code, answer["Location"]) == (302, "/cases/")


def test_a_stale_title_tells_both_values(case: UUID, lina: User, dara: User) -> None:
    client = Client()
    client.force_login(lina)
    actions.retitle(dara, case=case, title="Boat with snakes", version=1)
    answer = client.post(f"/cases/{case}/title/", {"title": "My title", "version": 1})
    assert answer.status_code == 200
    assert "Boat at Koh Thom" in answer.content.decode()
    assert "Boat with snakes" in answer.content.decode()


def test_the_list_shows_and_counts_only_what_the_reader_may_see(
    case: UUID, lina: User, vanna: User, rith: User, stranger: User
) -> None:
    mine = opened(rith, title="Nets")
    assert [it.id for it in queries.lines(queries.listed(rith, queries.Wanted()))] == [mine]
    assert queries.listed(vanna, queries.Wanted()).paginator.count == 1
    assert queries.listed(stranger, queries.Wanted()).paginator.count == 0
    assert queries.years(stranger) == []
    for query in ("", "?state=open&mine=on&page=999999999", "?year=x&agency=y&state=z"):
        client = Client()
        client.force_login(rith)
        answer = client.get(f"/cases/{query}")
        assert answer.status_code == 200
        assert b"Koh Thom" not in answer.content


def test_the_list_is_narrowed(case: UUID, lina: User, dara: User, vanna: User) -> None:
    closed = opened(lina, title="Old")
    actions.close(lina, case=closed, reason="done")
    agency = vanna.person.office.agency_id

    def narrowed(**wanted: Any) -> set[UUID]:
        return {it.id for it in queries.lines(queries.listed(lina, queries.Wanted(**wanted)))}

    assert narrowed(state="open") == {case}
    assert narrowed(state="closed") == {closed}
    assert narrowed(agency=agency) == set()
    actions.set_part(lina, case=case, agency=agency, part=PartKind.OWNER)
    assert narrowed(agency=agency) == {case}
    assert narrowed(mine=True) == {case, closed}
    assert narrowed(year=1999) == set()


def test_the_list_costs_the_same_for_one_case_and_for_many(
    lina: User, django_assert_max_num_queries: Any
) -> None:
    for _ in range(6):
        opened(lina)
    with django_assert_max_num_queries(3):
        queries.lines(queries.listed(lina, queries.Wanted()))


def test_search_finds_by_number_and_title_what_the_reader_may_see(
    case: UUID, lina: User, rith: User
) -> None:
    number = policies.get(lina, case).number
    for text in (number, number[-4:], "koh thom"):
        assert [it.id for it in queries.found(lina, text)] == [case]
        assert queries.found(rith, text) == []
    hits = [hit for search in shows.SEARCHES for hit in search(lina, number)]
    assert f"/cases/{case}/" in [hit.url for hit in hits]


def test_the_timeline_says_who_and_when_and_never_the_words(
    case: UUID, lina: User, dara: User
) -> None:
    happened = Occurred(words="4 June", precision=Precision.DAY_NO_YEAR)
    with doing(Act(occurred=happened)):
        actions.note(dara, id=new_id(), case=case, text="A canary of free text")
    timeline = queries.timeline(lina, case)
    last = timeline.steps[-1]
    assert last.said == shows.SAID["cases.note"]
    assert (last.who, last.happened) == (queries.named(dara.name, dara.name_km), happened)
    assert "canary" not in repr(timeline)
    newest = queries.timeline(lina, case, newest=True)
    assert newest.steps == timeline.steps[::-1]
    assert timeline.steps[0].happened is None


def test_the_timeline_is_narrowed_by_person_and_act(case: UUID, lina: User, dara: User) -> None:
    actions.note(dara, id=new_id(), case=case, text="One")
    assert len(queries.timeline(lina, case, who=dara.pk).steps) == 1
    assert len(queries.timeline(lina, case, what="cases.add_member").steps) == 2
    answer = page(lina, case, f"?newest=on&who={dara.pk}&what=cases.note")
    assert answer.status_code == 200
    assert page(lina, case, "?who=nobody&what=nothing&page=-1").status_code == 200


@contextmanager
def sealed_to_all_but(reader: User) -> Iterator[None]:
    shows.SEALED["cases.note"] = lambda who, entry: who != reader
    try:
        yield
    finally:
        del shows.SEALED["cases.note"]


def test_a_sealed_act_reads_information_received_and_nothing_else(
    case: UUID, lina: User, dara: User, vanna: User
) -> None:
    actions.note(vanna, id=new_id(), case=case, text="A call")
    with sealed_to_all_but(vanna):
        for query in ({}, {"newest": True}, {"who": vanna.pk}, {"what": "cases.note"}):
            timeline = queries.timeline(dara, case, **query)
            assert timeline.sealed
            assert str(shows.SAID["cases.note"]) not in [str(it.said) for it in timeline.steps]
            assert (str(vanna.pk) in dict(timeline.people)) is False
            assert "cases.note" not in dict(timeline.acts)
        assert not queries.timeline(vanna, case).sealed
        assert "cases.note" in dict(queries.timeline(vanna, case).acts)
        entry = Entry.objects.get(action="cases.note", case_id=case)
        html = page(dara, case).content.decode()
        assert str(entry.pk) not in html


def test_a_panel_is_shown_where_its_room_has_something_to_say(case: UUID, lina: User) -> None:
    html = page(lina, case).content.decode()
    assert html.index('href="#notes"') < html.index('id="notes"') < html.index('id="timeline"')
    for missing in ("link/", "hide/"):
        assert f"/cases/{case}/{missing}" in html


def test_a_page_offers_no_more_than_its_reader_may_do(case: UUID, vanna: User) -> None:
    html = page(vanna, case).content.decode()
    for shut in ("add-member", "close", "hide", "readmit", "lead"):
        assert f"/cases/{case}/{shut}/" not in html
    assert f"/cases/{case}/note/" in html
