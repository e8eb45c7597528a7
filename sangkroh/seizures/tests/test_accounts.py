"""What newspapers, Customs and the team say of one scene: side by side, disputed, reconciled."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta
from typing import Any
from uuid import UUID

import pytest
from django.test import Client
from django.utils import translation
from hypothesis import given
from hypothesis import strategies as st

from sangkroh.core.ids import new_id
from sangkroh.core.models import User
from sangkroh.core.times import Precision as TimePrecision
from sangkroh.custody.models import Lot
from sangkroh.reference import importers
from sangkroh.reference import queries as reference
from sangkroh.seizures import actions, queries, rules
from sangkroh.seizures.actions.parts import LinePart, StatementPart, WhenPart
from sangkroh.seizures.labels import ASPECT
from sangkroh.seizures.rules import Account, Aspect, Life, LineKind, Precision

from . import koh_thom


@pytest.fixture
def case(lina: User, vanna: User, sok: User) -> UUID:
    return koh_thom.opened(lina, vanna, sok)


def skins() -> list[LinePart]:
    return [
        LinePart(id=new_id(), kind=LineKind.PART, as_reported="tiger skin", count=2),
        LinePart(id=new_id(), kind=LineKind.PART, as_reported="leopard skin", count=3),
    ]


def recorded(by: User, case: UUID, lines: list[LinePart]) -> UUID:
    return actions.record(by, id=new_id(), case=case, lines=lines)


def says(by: User, scene: UUID, who: str, **said: Any) -> None:
    actions.state(by, id=new_id(), scene=scene, statement=StatementPart(said_by=who, **said))


def page(user: User, address: str) -> str:
    client = Client()
    client.force_login(user)
    return client.get(address).content.decode()


def test_one_two_or_three_people_are_disputed_until_one_figure_holds(
    lina: User, sok: User, case: UUID
) -> None:
    scene = recorded(sok, case, skins())
    for who, people in (("the team", 1), ("a newspaper", 2), ("another paper", 3)):
        says(sok, scene, who, people=people)
    [dispute] = queries.scene(sok, scene).disputes
    assert dispute.aspect == ASPECT[Aspect.PEOPLE]
    assert dispute.said == [("1", "the team"), ("2", "a newspaper"), ("3", "another paper")]
    assert not dispute.holds
    for address in (f"/seizures/{scene}/", f"/cases/{case}/"):
        assert "another paper" in page(sok, address)
    actions.reconcile(lina, id=new_id(), scene=scene, people=3, reason="three were fined")
    [dispute] = queries.scene(sok, scene).disputes
    assert (dispute.holds, dispute.reason) == ("3", "three were fined")
    assert "three were fined" in page(sok, f"/cases/{case}/")


def test_genuine_or_fake_is_said_of_a_line_and_shown(lina: User, sok: User, case: UUID) -> None:
    lines = skins()
    scene = recorded(sok, case, lines)
    tiger = [lines[0].id]
    says(sok, scene, "a newspaper", lines=tiger, genuine=True)
    assert not queries.scene(sok, scene).lines[0].fake
    says(sok, scene, "the laboratory", lines=tiger, genuine=False)
    shown = queries.scene(sok, scene)
    assert [it.aspect for it in shown.disputes] == [ASPECT[Aspect.GENUINE]]
    assert not shown.lines[0].fake, "while it is disputed, nothing is called fake"
    actions.reconcile(
        lina, id=new_id(), scene=scene, lines=tiger, genuine=False, reason="hair was dyed"
    )
    assert queries.scene(sok, scene).lines[0].fake
    fake = LinePart(id=new_id(), kind=LineKind.PART, as_reported="tusk", count=1, genuine=False)
    assert queries.scene(sok, recorded(sok, case, [fake])).lines[0].fake


def test_what_is_reported_under_two_names_and_two_days(sok: User, case: UUID) -> None:
    snakes = LinePart(id=new_id(), as_reported="Rat snake", containers=31)
    scene = recorded(sok, case, [snakes])
    start = datetime(2016, 6, 4, tzinfo=UTC)
    for who, name, day in (("Customs", "rat snakes", 0), ("a newspaper", "cobras", 2)):
        when = WhenPart(
            earliest=start + timedelta(days=day), latest=start + timedelta(days=day, hours=23),
            precision=TimePrecision.DAY,
        )  # fmt: skip
        says(sok, scene, who, lines=[snakes.id], as_reported=name, happened=when)
    aspects = [it.aspect for it in queries.scene(sok, scene).disputes]
    assert aspects == [ASPECT[Aspect.NAME], ASPECT[Aspect.WHEN]]
    shown = page(sok, f"/seizures/{scene}/")
    assert "cobras" in shown


def test_weights_of_a_group_of_lines_are_compared_with_each_other(
    lina: User, sok: User, case: UUID
) -> None:
    lines = skins()
    scene = recorded(sok, case, lines)
    both = [it.id for it in lines]
    says(sok, scene, "the team", lines=both, weight_g=43_000)
    says(sok, scene, "a newspaper", lines=both[::-1], weight_g=46_100)
    says(sok, scene, "somebody", weight_g=99_000)
    with translation.override("en"):
        [dispute] = queries.scene(sok, scene).disputes
    assert dispute.said == [("43 kg", "the team"), ("46.1 kg", "a newspaper")]
    actions.reconcile(
        lina, id=new_id(), scene=scene, lines=both, weight_g=43_000, reason="weighed at the court"
    )
    with translation.override("en"):
        assert queries.scene(sok, scene).disputes[0].holds == "43 kg"


def test_a_value_is_said_by_whoever_valued_it(sok: User, case: UUID) -> None:
    scene = recorded(sok, case, skins())
    says(sok, scene, "Customs", value=1_250_050, currency="USD")
    says(sok, scene, "the market", value=40_000_000, currency="KHR")
    shown = queries.scene(sok, scene)
    assert [it.value for it in shown.said if it.value] == ["12,500.50 USD", "40,000,000 KHR"]
    assert not shown.disputes


def test_a_name_that_stays_open_says_what_it_may_be(sok: User, case: UUID) -> None:
    snakes = LinePart(id=new_id(), taxon=reference.find_taxa("rat snake")[0].id, containers=3)
    scene = recorded(sok, case, [snakes])
    [line] = queries.scene(sok, scene).lines
    assert len(line.candidates) == 3
    assert any("Ptyas mucosa" in it for it in line.candidates)
    assert "Ptyas mucosa" in page(sok, f"/seizures/{scene}/")


def test_a_statement_is_written_on_its_page(sok: User, case: UUID) -> None:
    lines = skins()
    scene = recorded(sok, case, lines)
    client = Client()
    client.force_login(sok)
    said = {"lines": [str(lines[0].id)], "genuine": "no", "as_reported": "dyed goat",
            "value": "12.50", "currency": "USD", "said_by": "the laboratory",
            "happened-year": "2014", "happened-month": "10"}  # fmt: skip
    answer = client.post(f"/seizures/{scene}/state/", said)
    assert answer.status_code == 302, answer.context["form"].errors
    account = queries.scene(sok, scene).said[-1]
    assert (account.as_reported, account.value) == ("dyed goat", "12.50 USD")
    assert account.happened is not None
    assert account.happened.precision is TimePrecision.MONTH


accounts = st.builds(
    Account, name=st.sampled_from(["", "cobra", "Cobra", "rat snake"]),
    count=st.none() | st.integers(0, 3), precision=st.sampled_from(Precision),
    weight_g=st.none() | st.integers(1, 3), weight_precision=st.sampled_from(Precision),
    life=st.sampled_from(["", *Life]), genuine=st.none() | st.booleans(),
    people=st.none() | st.integers(0, 3),
)  # fmt: skip


@given(st.lists(accounts, max_size=5))
def test_whoever_says_the_same_contradicts_nobody(said: list[Account]) -> None:
    """Any account beside itself is no dispute, and an order of telling changes none."""
    for it in said:
        assert not rules.contradictions([it, it])
    assert set(rules.contradictions(said)) == set(rules.contradictions(said[::-1]))
    for which in rules.contradictions(said).values():
        assert len(which) > 1


def test_whoever_identifies_it_is_offered_what_it_may_be(sok: User, case: UUID) -> None:
    snakes = LinePart(id=new_id(), taxon=reference.find_taxa("rat snake")[0].id, count=3)
    recorded(sok, case, [snakes])
    client = Client()
    client.force_login(sok)
    url = f"/custody/groups/{snakes.id}/name/"
    form = client.get(url)
    assert "Ptyas mucosa" in form.content.decode()
    taxon = importers.taxon_id("Ptyas mucosa")
    here = form.context["form"].fields["account"].choices[0][0]
    name = {"taxon": "Rat snake", "taxon-of": "Rat snake", "taxon-pick": str(taxon)}
    assert client.post(url, name | {"account": here}).status_code == 302
    assert Lot.objects.filter(taxon=taxon, parent_lot=snakes.id).exists()
