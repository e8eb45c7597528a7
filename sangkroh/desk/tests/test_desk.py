"""The desk shows each reader what waits for them, and nothing of anybody else's."""

from __future__ import annotations

import pytest
from django.test import Client
from django.urls import reverse

from sangkroh.cases import actions as cases
from sangkroh.core.ids import new_id
from sangkroh.core.models import User
from sangkroh.desk import queries

TITLE = "Boat at Koh Thom"


@pytest.fixture
def number(lina: User) -> str:
    case = cases.open(lina, id=new_id(), title=TITLE)
    from sangkroh.cases.policies import get

    return get(lina, case).number


def page(reader: User, url: str, **body: str) -> str:
    client = Client()
    client.force_login(reader)
    answer = client.post(url, body) if body else client.get(url)
    assert answer.status_code == 200
    return answer.content.decode()


def test_every_role_has_a_desk(dara: User, srey: User, maly: User, bopha: User) -> None:
    for reader in (dara, srey, maly, bopha):
        assert "<h1>" in page(reader, reverse("desk:desk"))


def test_a_member_finds_the_case_by_number_and_by_title(lina: User, number: str) -> None:
    for words in (number, "Koh Thom"):
        assert TITLE in page(lina, reverse("desk:search"), words=words)


def test_nobody_else_finds_it(
    number: str, dara: User, vanna: User, stranger: User, kosal: User
) -> None:
    for other in (dara, vanna, stranger, kosal):
        for words in (number, "Koh Thom"):
            assert TITLE not in page(other, reverse("desk:search"), words=words)


def test_one_letter_is_too_little(lina: User, number: str) -> None:
    assert queries.search(lina, "K").hits == []


def test_what_is_searched_for_stands_in_no_address(lina: User) -> None:
    client = Client()
    client.force_login(lina)
    answer = client.post(reverse("desk:search"), {"words": "Koh Thom"})
    assert "Koh" not in answer.request["PATH_INFO"] + answer.request["QUERY_STRING"]
    assert answer["Cache-Control"] == "no-store"
