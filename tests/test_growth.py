"""No page asks the database more for many rows than for few, nor more than its budget."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any
from uuid import UUID

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from sangkroh.core.actors import by_username
from sangkroh.core.shows import MENU
from sangkroh.project.people import CAST

from . import budgets, growing

FEW, MANY = 2, 6
Pages = dict[tuple[str, str], str]
"""By reader and name of the page: its address."""


def menu() -> Iterator[tuple[str, str]]:
    """Each page of the menu with each of the cast who has it there."""
    for who in CAST:
        for it in MENU:
            if it.roles & set(who.roles):
                yield who.username, it.url_name


def pages(newest: dict[str, UUID]) -> Pages:
    found = {(who, name): reverse(name) for who, name in menu()}
    for who in ("lina", "dara", "sok", "vanna", "chan", "maly", "pierre"):
        for name, of in (
            ("cases:case", "case"), ("operations:operation", "operation"),
            ("seizures:scene", "scene"), ("custody:lot", "lot"), ("cases:place", "case"),
        ):  # fmt: skip
            found[who, name] = reverse(name, args=[newest[of]])
    found["sok", "seizures:record"] = reverse("seizures:record", args=[newest["case"]])
    for who in ("srey", "chan"):
        for name, of in (
            ("custody:account", "account"), ("custody:lot", "lot"), ("care:group", "lot"),
        ):  # fmt: skip
            found[who, name] = reverse(name, args=[newest[of]])
    return found


def asked(pages: Pages) -> dict[tuple[str, str], list[str]]:
    """What each page asks the database, when it is opened the second time."""
    found = {}
    for (who, name), url in pages.items():
        client = Client()
        client.force_login(by_username(who))
        client.get(url)
        with CaptureQueriesContext(connection) as queries:
            answer: Any = client.get(url)
        assert answer.status_code == 200, (who, url, answer.status_code)
        found[who, name] = [it["sql"] for it in queries.captured_queries]
    return found


@pytest.mark.usefixtures("practice_world")
@pytest.mark.django_db
def test_no_page_asks_more_for_many_rows_than_for_few_nor_more_than_its_budget() -> None:
    for n in range(FEW):
        newest = growing.one_more(n)
    few = asked(pages(newest))
    for n in range(FEW, MANY):
        newest = growing.one_more(n)
    many = asked(pages(newest))
    grew = {it: (len(few[it]), len(many[it])) for it in few if len(many[it]) > len(few[it])}
    assert grew == {}
    over = {it: len(many[it]) for it in many if len(many[it]) > budgets.of(it[1])}
    assert over == {}
