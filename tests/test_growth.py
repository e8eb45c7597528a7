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

from . import budgets, databases, growing

FEW, MANY = 1, 3
Pages = dict[tuple[str, str], str]
"""By reader and name of the page: its address."""
OF_ONE = {
    "lina": {"cases:case": "case", "custody:lot": "lot", "operations:operation": "operation"},
    "sok": {"cases:case": "case", "cases:place": "case", "seizures:record": "case",
            "seizures:scene": "scene", "papers:case": "case", "papers:paper": "paper"},
    "srey": {"custody:account": "account", "custody:lot": "lot", "care:group": "lot"},
    "chan": {"cases:case": "case", "custody:lot": "lot"},
    "maly": {"cases:case": "case", "reporting:case": "case"},
}  # fmt: skip
"""Who looks at which page of one thing, and what it is about."""


def menu() -> Iterator[tuple[str, str]]:
    """Each page of the menu with the first of the cast who has it there; the desk with everybody,
    for it asks every room what waits for them."""
    for name in sorted({it.url_name for it in MENU}):
        roles = frozenset().union(*(it.roles for it in MENU if it.url_name == name))
        readers = [who.username for who in CAST if roles & set(who.roles)]
        yield from ((who, name) for who in readers[: None if name == "desk:desk" else 1])


def pages(newest: dict[str, UUID]) -> Pages:
    found = {(who, name): reverse(name) for who, name in menu()}
    return found | {
        (who, name): reverse(name, args=[newest[of]])
        for who, them in OF_ONE.items()
        for name, of in them.items()
    }


def asked(pages: Pages) -> dict[tuple[str, str], list[str]]:
    """What each page asks the database of a reader who has come in already."""
    found, clients = {}, dict[str, Client]()
    for (who, name), url in pages.items():
        if who not in clients:
            clients[who] = Client()
            clients[who].force_login(by_username(who))
            clients[who].get(reverse("core:me"))
        with CaptureQueriesContext(connection) as queries:
            answer: Any = clients[who].get(url)
        assert answer.status_code == 200, (who, url, answer.status_code)
        found[who, name] = [it["sql"] for it in queries.captured_queries]
    return found


@pytest.mark.skipif(databases.ON_POSTGRESQL, reason="pages ask alike on both databases")
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
