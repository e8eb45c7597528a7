"""A person's own papers, and a minor's name on no other."""

from __future__ import annotations

import json
from typing import Any
from uuid import UUID

import pytest
from django.test import Client
from django.urls import reverse

from sangkroh.core.errors import NotFound, Refused
from sangkroh.core.ids import new_id
from sangkroh.core.models import User
from sangkroh.evidence import queries as evidence
from sangkroh.evidence import store
from sangkroh.evidence.actions import Photo
from sangkroh.evidence.tests import files
from sangkroh.papers import actions, making, queries
from sangkroh.papers.rules import OF_ONE_PERSON, Kind
from sangkroh.papers.sheets import SHEETS
from sangkroh.prosecution import actions as prosecution
from sangkroh.prosecution.rules import Currency
from sangkroh.prosecution.rules import Kind as StepKind

CHILD = "A Child Of Somebody"


def step(actor: User, person: UUID, kind: StepKind, amount: int | None = None) -> UUID:
    return prosecution.take_step(
        actor, id=new_id(), person=person, kind=kind, amount=amount,
        currency=Currency.KHR if amount else None,
    )  # fmt: skip


@pytest.fixture
def child(case: UUID, sok: User) -> UUID:
    """A minor whom sok wrote down, who signed a contract and was fined."""
    it = prosecution.involve(sok, id=new_id(), case=case, name=CHILD, minor=True, part="seller")
    step(sok, it, StepKind.CONTRACT)
    step(sok, it, StepKind.FINE, 40_000)
    return it


def test_a_fine_says_what_was_paid_since(maly: User, case: UUID, printed: list[Any]) -> None:
    seller = prosecution.involve(maly, id=new_id(), case=case, name="Phal", part="stall keeper")
    fine = step(maly, seller, StepKind.FINE, 790_000)
    step(maly, seller, StepKind.FINE_PAID, 290_000)
    making.preview(maly, Kind.FINE, case, fine)
    told = json.dumps(printed[-1]["blocks"], ensure_ascii=False)
    missing = [it for it in ("Phal", "790,000 KHR", "៧៩០,០០០", "290,000 KHR", "500,000 KHR")
               if it not in told]  # fmt: skip
    assert missing == []
    undone = prosecution.take_step(
        maly, id=new_id(), person=seller, kind=StepKind.REVERSED, reverses=fine
    )
    assert SHEETS[Kind.FINE].offers(maly, case) == []
    with pytest.raises(NotFound):
        making.preview(maly, Kind.FINE, case, undone)


def test_a_minors_name_is_on_no_paper_but_their_own(
    sok: User, maly: User, dara: User, case: UUID, scene: UUID, child: UUID, printed: list[Any]
) -> None:
    """On their own it is printed for who wrote it down and for the legal officer."""
    named = set()
    for reader in (sok, maly, dara):
        for kind, sheet in SHEETS.items():
            for about, label in sheet.offers(reader, case):
                assert CHILD not in label
                making.preview(reader, kind, case, about)
                if CHILD in json.dumps(printed[-1]):
                    named.add((reader.username, kind))
    assert named == {(who, kind) for who in ("sok", "maly") for kind in OF_ONE_PERSON}


def test_a_minors_own_paper_is_opened_by_its_issuer_and_the_legal_officer(
    sok: User, maly: User, dara: User, case: UUID, child: UUID
) -> None:
    paper = actions.issue(sok, id=new_id(), case=case, kind=Kind.CONTRACT, subject=child)
    sha256 = store.receive(files.upload(files.photo()), sok.pk).sha256
    actions.add_signed(sok, paper=paper, photos=[Photo(id=new_id(), sha256=sha256)])
    [signed] = queries.paper(sok, paper).signed
    for reader in (sok, maly):
        assert queries.printed(reader, paper)[1] is not None
        assert evidence.small(reader, signed.id) is not None
    with pytest.raises(Refused, match=r"evidence\.may-betray"):
        queries.printed(dara, paper)
    assert evidence.small(dara, signed.id) is None
    client = Client()
    client.force_login(dara)
    for url in (reverse("papers:print", args=[paper]), reverse("papers:paper", args=[paper]),
                reverse("papers:case", args=[case])):  # fmt: skip
        assert CHILD.encode() not in b"".join(client.get(url))


def test_a_contract_of_several_nobody_named_has_lines_to_write_on(
    sok: User, case: UUID, printed: list[Any]
) -> None:
    crew = prosecution.involve(sok, id=new_id(), case=case, how_many=2, part="crew")
    making.preview(sok, Kind.CONTRACT, case, crew)
    person = printed[-1]["blocks"][1]["rows"]
    assert [said for label, said in person if label["en"] == "Name"] == [[]]
