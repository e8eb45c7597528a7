"""What became of the people of Koh Thom and of other cases, in the order in which it was told."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta
from typing import Any
from uuid import UUID

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from sangkroh.cases import actions as cases
from sangkroh.core.door import Act, doing
from sangkroh.core.errors import Refused
from sangkroh.core.ids import new_id
from sangkroh.core.models import Entry, User
from sangkroh.core.shows import needs_of
from sangkroh.core.times import Occurred
from sangkroh.network import queries as network
from sangkroh.prosecution import actions, policies, queries, shows
from sangkroh.prosecution.queries import ClockName
from sangkroh.prosecution.rules import Currency, Kind, Precision


@pytest.fixture
def case(lina: User, maly: User) -> UUID:
    it = cases.open(lina, id=new_id(), title="Koh Thom")
    cases.add_member(lina, case=it, user=maly.pk, reason="legal officer")
    return it


def involve(actor: User, case: UUID, **more: Any) -> UUID:
    return actions.involve(actor, id=new_id(), case=case, **more)


def step(actor: User, person: UUID, kind: Kind, **more: Any) -> UUID:
    return actions.take_step(actor, id=new_id(), person=person, kind=kind, **more)


def refused(code: str) -> Any:
    return pytest.raises(Refused, match=f"^prosecution.{code}$")


def test_the_crew_fled_and_the_case_says_so(lina: User, maly: User, case: UUID) -> None:
    crew = involve(lina, case, how_many=2, precision=Precision.ABOUT, part="boat crew")
    step(maly, crew, Kind.FLED)
    view = queries.people(maly, case)[0]
    assert (view.number, view.how_many, view.last and view.last.kind) == (1, 2, "fled")
    assert view.is_open
    assert not view.is_offender


def test_a_name_is_in_no_entry_that_cannot_be_forgotten(lina: User, case: UUID) -> None:
    involve(lina, case, name="Someone Suspected")
    entry = Entry.objects.latest("seq")
    assert "Suspected" not in str(entry.arguments)
    assert entry.secret.personal["name"] == "Someone Suspected"


def test_reading_a_persons_page_locks_no_row(lina: User, maly: User, case: UUID) -> None:
    """PostgreSQL refuses a lock outside a transaction, and a page is read outside of any."""
    person, client = involve(lina, case), Client()
    client.force_login(maly)
    with CaptureQueriesContext(connection) as asked:
        assert client.get(reverse("prosecution:person", args=[person])).status_code == 200
    assert not [it["sql"] for it in asked.captured_queries if "FOR UPDATE" in it["sql"]]


def test_who_is_no_member_knows_of_nobody(
    lina: User, case: UUID, dara: User, vanna: User, stranger: User, kosal: User
) -> None:
    person = involve(lina, case, name="Someone")
    for other in (dara, vanna, stranger, kosal):
        assert not policies.visible(other).exists()
        client = Client()
        client.force_login(other)
        assert client.get(reverse("prosecution:person", args=[person])).status_code == 404
    with pytest.raises(Refused) as absent:
        step(dara, person, Kind.FLED)
    with pytest.raises(Refused) as missing:
        step(dara, new_id(), Kind.FLED)
    assert absent.value.code == missing.value.code == "core.not-found"


def test_one_of_ours_shuts_his_agency_out_at_once(lina: User, vanna: User, case: UUID) -> None:
    cases.add_member(lina, case=case, user=vanna.pk, reason="owner")
    assert policies.visible(vanna).count() == 0
    involve(lina, case, serves_in=network.agency_id_of(vanna))
    assert queries.people(lina, case)
    assert not queries.people(vanna, case)


def test_the_48_hour_clock_is_on_the_desk(lina: User, maly: User, case: UUID) -> None:
    driver = involve(lina, case, part="driver")
    arrived = datetime.now(UTC) - timedelta(hours=3)
    with doing(Act(occurred=Occurred.at(arrived))):
        step(lina, driver, Kind.DETAINED)
    needs = [it for it in needs_of(maly) if it.due and str(driver) in it.url]
    assert len(needs) == 1
    assert needs[0].due
    assert abs(needs[0].due - arrived - timedelta(hours=48)) < timedelta(minutes=1)
    step(maly, driver, Kind.DETENTION_EXTENDED, paper_number="12")
    with refused("extended-already"):
        step(maly, driver, Kind.DETENTION_EXTENDED)
    step(maly, driver, Kind.LET_GO)
    assert not [it for it in needs_of(maly) if str(driver) in it.url]


def test_a_minors_detention_is_not_extended(lina: User, maly: User, case: UUID) -> None:
    child = involve(lina, case, minor=True)
    step(lina, child, Kind.DETAINED)
    with refused("no-extension-for-minors"):
        step(maly, child, Kind.DETENTION_EXTENDED)


def test_the_legal_officer_corrects_a_time_limit(maly: User, dara: User) -> None:
    shipped = queries.clock(ClockName.DETENTION)
    assert (shipped.limit, shipped.verified) == (timedelta(hours=48), False)
    with pytest.raises(Refused):
        actions.set_clock(dara, name=ClockName.DETENTION, hours=24, source="x")
    actions.set_clock(
        maly, name=ClockName.DETENTION, hours=72, source="Official gazette", verified=True
    )
    stated = queries.clock(ClockName.DETENTION)
    assert (stated.limit, stated.verified) == (timedelta(hours=72), True)


def test_a_fine_is_open_until_it_is_paid(lina: User, maly: User, case: UUID) -> None:
    seller = involve(lina, case, part="stall keeper")
    with refused("amount-needed"):
        step(maly, seller, Kind.FINE)
    step(maly, seller, Kind.FINE, amount=790_000, currency=Currency.KHR)
    step(maly, seller, Kind.FINE_PAID, amount=290_000, currency=Currency.KHR)
    with refused("overpaid"):
        step(maly, seller, Kind.FINE_PAID, amount=500_001, currency=Currency.KHR)
    with refused("overpaid"):
        step(maly, seller, Kind.FINE_PAID, amount=1, currency=Currency.USD)
    assert queries.person(maly, seller).owed_words == ["500,000 KHR"]
    step(maly, seller, Kind.FINE_PAID, amount=500_000, currency=Currency.KHR)
    view = queries.person(maly, seller)
    assert view.is_offender
    assert not view.is_open
    with refused("amount-not-here"):
        step(maly, seller, Kind.LET_GO, amount=1, currency=Currency.KHR)


def test_a_charge_names_its_article(lina: User, maly: User, case: UUID) -> None:
    person = involve(lina, case)
    with refused("article-needed"):
        step(maly, person, Kind.CHARGED)
    with pytest.raises(Refused, match="not-found"):
        step(maly, person, Kind.CHARGED, article=new_id())


def test_an_order_reverses_a_step_once(lina: User, maly: User, case: UUID) -> None:
    person = involve(lina, case)
    fine = step(maly, person, Kind.FINE, amount=100, currency=Currency.KHR)
    with refused("no-step-to-reverse"):
        step(maly, person, Kind.REVERSED)
    step(maly, person, Kind.REVERSED, reverses=fine, paper_number="Order 5")
    assert queries.person(maly, person).owed == {}
    assert [it.undone for it in queries.person(maly, person).steps] == [True, False]
    with refused("reversed-already"):
        step(maly, person, Kind.REVERSED, reverses=fine)


def test_several_nobody_named_have_no_name(lina: User, case: UUID) -> None:
    with refused("several-unnamed"):
        involve(lina, case, how_many=8, name="One of them")


def test_a_hearing_waits_for_its_result(lina: User, maly: User, case: UUID) -> None:
    due = datetime.now(UTC) + timedelta(days=2)
    hearing = actions.set_hearing(maly, id=new_id(), case=case, court="Kandal", due=due)
    assert any(it.due == due for it in shows.needs(maly))
    actions.tell_hearing(maly, hearing=hearing, text="Adjourned")
    assert not any(it.due == due for it in shows.needs(maly))
    with refused("result-already"):
        actions.tell_hearing(maly, hearing=hearing, text="Again")


def test_the_adviser_records_no_detention(lina: User, pierre: User, case: UUID) -> None:
    cases.add_member(lina, case=case, user=pierre.pk, reason="adviser")
    with pytest.raises(Refused, match="not-allowed"):
        involve(pierre, case)
