"""Outcomes of real cases: several laws, several people, nobody counted, reversed by an order."""

from __future__ import annotations

from pathlib import Path
from typing import Any
from uuid import UUID

import pytest
from django.test import Client
from django.urls import reverse

from sangkroh.cases import actions as cases
from sangkroh.core.errors import Refused
from sangkroh.core.ids import new_id
from sangkroh.core.models import User
from sangkroh.evidence import policies as evidence
from sangkroh.evidence import store
from sangkroh.evidence.actions import Photo
from sangkroh.evidence.tests import files
from sangkroh.prosecution import actions, papers, queries
from sangkroh.prosecution.models import PersonInvolved
from sangkroh.prosecution.rules import Currency, Kind, OrderKind, Precision, Sum
from sangkroh.seizures import actions as seizures
from sangkroh.seizures.actions.parts import LinePart


@pytest.fixture(autouse=True)
def disk(settings: Any, tmp_path: Path) -> None:
    settings.EVIDENCE_ROOT = tmp_path


@pytest.fixture
def case(lina: User, maly: User, sok: User) -> UUID:
    it = cases.open(lina, id=new_id(), title="Market sweep")
    for user in (maly, sok):
        cases.add_member(lina, case=it, user=user.pk, reason="takes part")
    return it


def involve(actor: User, case: UUID, **more: Any) -> UUID:
    return actions.involve(actor, id=new_id(), case=case, **more)


def step(actor: User, person: UUID, kind: Kind, **more: Any) -> UUID:
    return actions.take_step(actor, id=new_id(), person=person, kind=kind, **more)


def a_file(by: User, shade: int = 90) -> list[Photo]:
    blob = store.receive(files.upload(files.photo(shade)), by.pk)
    return [Photo(id=new_id(), sha256=blob.sha256, name="order.jpg")]


def pages(user: User, *addresses: str) -> str:
    client = Client()
    client.force_login(user)
    return "".join(client.get(it).content.decode() for it in addresses)


def test_one_person_has_fines_under_two_laws_and_pays_in_parts(maly: User, case: UUID) -> None:
    trader = involve(maly, case, part="trader")
    two = [UUID(it) for it, _label in queries.article_choices(maly)[:2]]
    for article, amount in zip(two, (20_000_000, 9_999_650), strict=True):
        step(maly, trader, Kind.FINE, article=article, amount=amount, currency=Currency.KHR)
    shown = queries.person(maly, trader)
    assert len({it.article for it in shown.steps}) == 2
    assert shown.owed == {Sum("KHR"): 29_999_650}
    for part in (10_000_000, 19_999_650):
        assert queries.person(maly, trader).is_open
        step(maly, trader, Kind.FINE_PAID, amount=part, currency=Currency.KHR)
    assert not queries.person(maly, trader).is_open


def test_a_fine_for_each_of_people_whom_nobody_counted(maly: User, case: UUID) -> None:
    """Each restaurant paid the same; nobody wrote down how many, and some went to court."""
    paying = involve(maly, case, how_many=None, part="restaurants")
    refusing = involve(maly, case, how_many=None, part="restaurants that did not pay")
    each: dict[str, Any] = {"amount": 20_000, "currency": Currency.USD, "each": True}
    for people in (paying, refusing):
        step(maly, people, Kind.FINE, **each)
        assert queries.person(maly, people).owed == {Sum("USD", each=True): 20_000}
    with pytest.raises(Refused, match=r"prosecution\.overpaid"):
        step(maly, paying, Kind.FINE_PAID, amount=20_000, currency=Currency.USD)
    step(maly, paying, Kind.FINE_PAID, **each)
    step(maly, refusing, Kind.FINE_REFUSED)
    step(maly, refusing, Kind.TO_PROSECUTOR)
    shown = queries.people(maly, case)
    assert [(it.how_many, it.is_open, it.is_offender) for it in shown] == [
        (None, False, True), (None, True, False),
    ]  # fmt: skip
    assert "200.00 USD" in pages(maly, f"/cases/{case}/")


def test_a_fine_for_each_of_three_is_owed_by_three(maly: User, case: UUID) -> None:
    three = involve(maly, case, how_many=3)
    step(maly, three, Kind.FINE, amount=100, currency=Currency.KHR, each=True)
    step(maly, three, Kind.FINE_PAID, amount=250, currency=Currency.KHR)
    assert queries.person(maly, three).owed == {Sum("KHR"): 50}


def test_about_eight_unnamed_are_told_so(maly: User, case: UUID) -> None:
    involve(maly, case, how_many=8, precision=Precision.ABOUT, part="passengers")
    assert queries.people(maly, case)[0].how_many_words.endswith("8")


def test_who_was_convicted_in_absentia_and_appealed_is_no_offender_yet(
    maly: User, case: UUID
) -> None:
    article = UUID(queries.article_choices(maly)[0][0])
    gone = involve(maly, case)
    step(maly, gone, Kind.FLED)
    step(maly, gone, Kind.SUMMONED)
    step(maly, gone, Kind.CHARGED, article=article)
    step(maly, gone, Kind.ABSENTIA, text="three years")
    assert queries.person(maly, gone).is_offender
    step(maly, gone, Kind.APPEALED)
    pending = queries.person(maly, gone)
    assert (pending.is_offender, pending.is_open) == (False, True)
    step(maly, gone, Kind.ACQUITTED)
    done = queries.person(maly, gone)
    assert (done.is_offender, done.is_open) == (False, False)


def test_a_decision_is_reversed_by_an_order_that_is_attached(
    lina: User, maly: User, sok: User, case: UUID
) -> None:
    """The birds go back to the family, and so does the fine."""
    birds = LinePart(id=new_id(), as_reported="peafowl", count=6)
    seizures.record(sok, id=new_id(), case=case, lines=[birds])
    family = involve(maly, case, part="breeder")
    fine = step(maly, family, Kind.FINE, amount=400, currency=Currency.KHR)
    step(maly, family, Kind.FINE_PAID, amount=400, currency=Currency.KHR)
    order: dict[str, Any] = {"authority": "the government", "paper_number": "12"}
    undone = step(maly, family, Kind.REVERSED, reverses=fine, **order)
    reversed_ = queries.person(maly, family)
    assert reversed_.steps[-1].awaits_paper
    assert reversed_.to_return == {Sum("KHR"): 400}
    assert not reversed_.is_offender
    actions.add_papers(maly, step=undone, photos=a_file(maly))
    assert not queries.person(maly, family).steps[-1].awaits_paper
    with pytest.raises(Refused, match=r"prosecution\.more-than-paid"):
        step(maly, family, Kind.FINE_RETURNED, amount=401, currency=Currency.KHR)
    step(maly, family, Kind.FINE_RETURNED, amount=400, currency=Currency.KHR)
    assert not queries.person(maly, family).is_open
    actions.record_order(maly, id=new_id(), case=case, kind=OrderKind.RETURN, lots=[birds.id],
                         photos=a_file(maly, 30), **order)  # fmt: skip
    [shown] = queries.orders(maly, case)
    assert [label for _lot, label in shown.lots] == ["peafowl"]
    assert len(shown.files) == 1
    page = pages(maly, f"/cases/{case}/", f"/people-involved/{family}/")
    assert f"/custody/groups/{birds.id}/" in page
    assert page.count("/evidence/") >= 2


def test_a_minors_name_and_face_are_for_those_who_must_know(
    lina: User, maly: User, sok: User, case: UUID
) -> None:
    child = involve(sok, case, name="A Child", minor=True)
    actions.add_portrait(sok, person=child, photos=a_file(sok))
    paper = step(sok, child, Kind.CONTRACT, photos=a_file(sok, 30))
    face, contract = evidence.visible(maly).order_by("kept_at", "pk")
    assert {face.about_id, contract.about_id} == {child, paper}
    addresses = [reverse("prosecution:person", args=[child]), f"/cases/{case}/"]
    for reader, knows in ((lina, True), (maly, True), (sok, False)):
        person = pages(reader, addresses[0])
        assert ("A Child" in person) == knows
        assert "A Child" not in pages(reader, addresses[1])
        assert evidence.visible(reader).exists() == knows
        for file in (face, contract):
            assert (str(file.pk) in person) == knows
            client = Client()
            client.force_login(reader)
            found = client.get(reverse("evidence:file", args=[file.pk])).status_code
            assert found == (200 if knows else 404)
    assert PersonInvolved.objects.get(pk=child).name == "A Child"
    assert queries.person(maly, child).name == "", "nowhere but on the person's own page"
    assert papers.file_for_prosecutor(maly, case)


def test_the_form_records_a_step_with_its_paper(maly: User, case: UUID) -> None:
    client = Client()
    client.force_login(maly)
    client.post(f"/cases/{case}/people/new/", {"precision": "exact", "how_many": ""})
    [group] = queries.people(maly, case)
    assert group.how_many is None
    url = f"/people-involved/{group.id}/"
    said = {"kind": "fine", "amount": "200", "currency": "USD", "each": "on",
            "photos": files.upload(files.photo())}  # fmt: skip
    assert client.post(url, said).status_code == 302
    [fine] = queries.person(maly, group.id).steps
    assert len(fine.files) == 1
    for address in (f"/people-involved/steps/{fine.id}/paper/", f"{url}picture/"):
        assert client.get(address).status_code == 200
        again = {"act_id": str(new_id()), "photos": files.upload(files.photo(20))}
        assert client.post(address, again).status_code == 302
