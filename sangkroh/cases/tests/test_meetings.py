"""Deconfliction: what a typist is told, and who is told silently."""

from __future__ import annotations

from datetime import date
from typing import Any
from uuid import UUID

import pytest
from django.test import Client

from sangkroh.cases import actions, news, queries
from sangkroh.core import shows
from sangkroh.core.actors import by_username
from sangkroh.core.errors import Refused
from sangkroh.core.ids import new_id
from sangkroh.core.models import Entry, User
from sangkroh.reference.actions import add_place
from sangkroh.reference.models import Place
from sangkroh.reference.rules import Level

DAY = date(2026, 6, 4)


def place(name: str, kind: Level, parent: UUID | None = None) -> UUID:
    return add_place(
        by_username("lina"), id=new_id(), name=name, source="a test", kind=kind, parent=parent
    )


@pytest.fixture
def commune(lina: User) -> UUID:
    province = place("kandal", Level.PROVINCE, place("cambodia", Level.COUNTRY))
    return place("commune", Level.COMMUNE, place("koh thom", Level.DISTRICT, province))


def at(
    by: User, where: UUID, day: date | None = DAY, *, typist: User | None = None, **more: Any
) -> UUID:  # fmt: skip
    """A case that one leads, at work at a place, as the typist (or the lead) wrote down."""
    case = actions.open(by, id=new_id(), title="Boat", **more)
    if by.username != "lina":
        actions.set_lead(by, case=case, user=by.pk, reason="ours")
    if typist:
        actions.add_member(by, case=case, user=typist.pk, reason="writes it down")
    actions.mark_place(typist or by, id=new_id(), case=case, place=where, first=day)
    return case


def tell(worker: User) -> None:
    for entry in Entry.objects.filter(action="cases.mark_place").order_by("seq"):
        news.tell_both_leads(worker, entry)


def test_the_typist_is_told_of_visible_cases_only(
    commune: UUID, lina: User, dara: User, rith: User
) -> None:
    hidden, mine = at(lina, commune, hidden=True), at(rith, commune)
    answer = queries.deconflict(rith, place=commune, first=DAY)
    assert [it.id for it in answer.cases] == [mine]
    assert str(answer.only_yours)
    assert [it.id for it in queries.deconflict(lina, place=commune, first=DAY).cases] == [hidden]
    assert queries.deconflict(dara, place=commune, first=DAY).cases == []
    assert queries.deconflict(rith, place=commune, first=DAY, besides=mine).cases == []


def test_a_cases_page_of_places_shows_who_else_works_there_of_cases_that_the_reader_may_see(
    commune: UUID, lina: User, rith: User, vanna: User
) -> None:
    hidden, known = at(lina, commune, hidden=True), at(rith, commune, typist=vanna)
    mine = actions.open(vanna, id=new_id(), title="Boat")
    client = Client()
    client.force_login(vanna)
    url = f"/cases/{mine}/place/"
    chosen = {"place": "commune", "place-of": "commune", "place-pick": str(commune)}
    typed = {**chosen, "first": DAY.isoformat()}
    assert client.post(url, {"id": new_id(), **typed}).status_code == 302
    page = client.get(url)
    assert [it.place for it in page.context["it"].spots] == ["commune, koh thom, kandal"]
    assert [it.id for it in page.context["it"].met.cases] == [known]
    assert str(hidden) not in page.text
    assert str(page.context["it"].met.only_yours) in page.text
    client.force_login(rith)
    assert client.get(url).status_code == 404


def test_places_meet_in_each_other_up_to_the_district_and_days_within_three(
    commune: UUID, lina: User
) -> None:
    district = Place.objects.get(pk=commune).parent
    assert district
    assert district.parent
    village = place("village", Level.VILLAGE, commune)
    at(lina, commune)

    def met(where: UUID, day: date | None) -> bool:
        return bool(queries.deconflict(lina, place=where, first=day).cases)

    assert met(village, DAY)
    assert met(district.pk, DAY)
    assert met(commune, date(2026, 6, 7))
    assert met(commune, None)
    assert not met(commune, date(2026, 6, 8))
    assert not met(place("elsewhere", Level.COMMUNE, district.pk), DAY)
    at(lina, district.parent.pk)
    assert len(queries.deconflict(lina, place=commune, first=DAY).cases) == 1


def test_both_leads_are_told_silently_once_and_learn_nothing_of_the_case(
    commune: UUID, lina: User, rith: User, dara: User, vanna: User, worker: User
) -> None:
    first, second = at(lina, commune, hidden=True), at(rith, commune, typist=vanna)
    actions.add_member(lina, case=first, user=dara.pk, reason="duty")
    tell(worker)
    tell(worker)
    for lead, other in ((lina, rith), (rith, lina)):
        [told] = queries.matches(lead)
        assert told.lead == queries.named(other.name, other.name_km)
        assert f"/cases/matches/{told.id}/" in [it.url for it in shows.needs_of(lead)]
    assert queries.matches(dara) == queries.matches(vanna) == []
    [told] = queries.matches(rith)
    number = queries.head(lina, first).case.number
    client = Client()
    client.force_login(rith)
    html = client.get(f"/cases/matches/{told.id}/").content.decode()
    assert number not in html
    assert str(first) not in html
    for reader, case in ((lina, first), (rith, second), (dara, first)):
        said = [str(it.said) for it in queries.timeline(reader, case).steps]
        assert str(shows.SAID["cases.tell_leads"]) not in said


def test_the_address_of_an_alert_tells_no_hour(
    commune: UUID, lina: User, rith: User, worker: User
) -> None:
    """An id of ours begins with the millisecond of its making: here, with that of a call."""
    at(lina, commune, hidden=True)
    at(rith, commune)
    tell(worker)
    [told] = queries.matches(lina)
    assert told.id.version == 4, "drawn by lot, all of it"


def test_whoever_leads_and_types_himself_learns_of_no_hidden_operation(
    commune: UUID, lina: User, rith: User, worker: User
) -> None:
    """Else he could write down one place after another, and see which of them answers."""
    hidden = at(lina, commune, hidden=True)
    at(rith, commune)
    tell(worker)
    assert queries.matches(rith) == []
    [told] = queries.matches(lina)
    assert told.lead == queries.named(rith.name, rith.name_km)
    actions.unhide(lina, case=hidden, reason="over")
    assert len(queries.matches(rith)) == 1


def test_the_journal_is_as_long_whether_anybody_meets_or_not(
    commune: UUID, lina: User, rith: User, worker: User
) -> None:
    def added(where: UUID) -> int:
        case = at(rith, where)
        before = Entry.objects.count()
        mark = Entry.objects.get(action="cases.mark_place", case_id=case)
        news.tell_both_leads(worker, mark)
        return Entry.objects.count() - before

    at(lina, commune, hidden=True)
    province = Place.objects.get(name="kandal")
    elsewhere = place("elsewhere", Level.COMMUNE, place("far", Level.DISTRICT, province.pk))
    assert added(commune) == added(elsewhere) == 1
    assert len(queries.matches(lina)) == 1


def test_a_lead_settles_his_own_alert(
    commune: UUID, lina: User, rith: User, dara: User, worker: User
) -> None:
    at(lina, commune)
    case = at(rith, commune)
    tell(worker)
    [told] = queries.matches(rith)
    for other in (lina, dara):
        with pytest.raises(Refused, match=r"core\.not-found"):
            actions.settle_match(other, match=told.id)
        client = Client()
        client.force_login(other)
        assert client.get(f"/cases/matches/{told.id}/").status_code == 404
    client = Client()
    client.force_login(rith)
    assert client.post(f"/cases/matches/{told.id}/", {"act_id": new_id()}).status_code == 302
    assert queries.matches(rith) == []
    assert len(queries.matches(lina)) == 1
    timeline = queries.timeline(rith, case)
    assert str(shows.SAID["cases.settle_match"]) not in [str(it.said) for it in timeline.steps]


def test_a_lead_who_is_one_of_ours_is_not_told_and_the_other_is(
    commune: UUID, lina: User, rith: User, worker: User
) -> None:
    against = at(lina, commune, hidden=True)
    at(rith, commune)
    agency = rith.person.office.agency_id  # type: ignore[attr-defined]
    actions.mark_one_of_ours(lina, case=against, agency=agency, reason="he sells them")
    tell(worker)
    assert queries.matches(rith) == []
    assert len(queries.matches(lina)) == 1


def test_closed_cases_and_cases_of_one_lead_raise_no_alert(
    commune: UUID, lina: User, rith: User, worker: User
) -> None:
    at(lina, commune)
    at(lina, commune)
    closed = at(rith, commune)
    actions.close(rith, case=closed, reason="nothing there")
    tell(worker)
    assert queries.matches(lina) == []


def test_bad_places_and_days_are_refused(commune: UUID, lina: User, worker: User) -> None:
    mark = {"case": at(lina, commune), "place": commune}
    for change, code in (
        ({"place": new_id()}, "core.not-found"),
        ({"last": DAY}, "core.missing"),
        ({"first": DAY, "last": date(2026, 6, 3)}, "core.latest-before-earliest"),
    ):
        with pytest.raises(Refused, match=code):
            actions.mark_place(lina, id=new_id(), **(mark | change))
    with pytest.raises(Refused, match=r"core\.not-allowed"):
        actions.tell_leads(lina, spot=new_id())
    with pytest.raises(Refused, match=r"core\.not-allowed"):
        actions.tell_of_information(lina, touched=[])
