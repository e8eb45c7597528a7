"""A caller's name and number, typed into a tip: in the erasable table and in no other place."""

from __future__ import annotations

import logging
from collections.abc import Iterator
from uuid import UUID

import pytest
from django.db import connection
from django.test import Client
from django.urls import get_resolver, reverse

from sangkroh.cases import actions as cases
from sangkroh.core.actions import grant_role
from sangkroh.core.errors import Refused
from sangkroh.core.ids import new_id
from sangkroh.core.models import User
from sangkroh.core.roles import Role
from sangkroh.tips import actions
from sangkroh.tips.rules import ForgetReason
from sangkroh.tips.views import DOINGS
from tests import databases

NAME, NUMBER, PLACE = "Zorbaphal", "0978123456", "Quixotown"
CANARIES = (NAME, NUMBER, "978 123", PLACE)
WORDS = {
    "what": f"{NAME} saw a boat",
    "where": f"by the bridge of {PLACE}",
    "details": f"ring {NUMBER[:4]} 123 456",
    "source": "public",
    "call_back": NUMBER,
    "about_suspect": "on",
}


def rows_with(*texts: str) -> set[str]:
    """The tables in which any of the texts stands, in any column, as text or as bytes."""
    found = set()
    with connection.cursor() as cursor:
        for table in connection.introspection.table_names(cursor):
            cursor.execute(f'SELECT * FROM "{table}"')
            for row in cursor.fetchall():
                said = " ".join(
                    bytes(it).decode("latin-1") if isinstance(it, bytes | memoryview) else str(it)
                    for it in row
                )
                if any(text in said for text in texts):
                    found.add(table)
    return found


@pytest.fixture
def logged() -> Iterator[list[str]]:
    lines: list[str] = []

    class Keep(logging.Handler):
        def emit(self, record: logging.LogRecord) -> None:
            lines.append(self.format(record) + str(record.__dict__.get("args")))

    handler = Keep(logging.DEBUG)
    names = ["", *(n for n in logging.root.manager.loggerDict if n != "django.db.backends")]
    for name in names:
        logging.getLogger(name).addHandler(handler)
    yield lines
    for name in names:
        logging.getLogger(name).removeHandler(handler)


def browser(user: User) -> Client:
    client = Client()
    client.force_login(user)
    return client


def take_the_call(dara: User) -> tuple[Client, str]:
    client = browser(dara)
    first = client.post(reverse("tips:new"), {**WORDS, "about_suspect": ""})
    assert first.status_code == 200
    assert not rows_with(*CANARIES), "refused once, and nothing kept"
    kept = client.post(reverse("tips:new"), WORDS)
    assert kept.status_code == 302
    return client, kept.url


def test_the_caller_stands_in_no_table_but_the_erasable_one(dara: User, logged: list[str]) -> None:
    client, url = take_the_call(dara)
    assert rows_with(*CANARIES) == {"tips_words"}
    assert NAME in client.get(url).content.decode()
    assert not any(text in url for text in CANARIES)
    tip = url.rstrip("/").rpartition("/")[2]
    case = actions.open_case(dara, tip=_id(tip), case=new_id(), title="Boat")
    assert rows_with(*CANARIES) == {"tips_words"}
    with pytest.raises(Refused) as refused:
        actions.receive(dara, id=new_id(), what=WORDS["what"] + " 0978123456", where="x")
    assert not any(text in repr(refused.value.problems) for text in CANARIES)
    client.post(reverse("tips:new"), {**WORDS, "informant": NAME})
    client.get(f"/nowhere/{case}/")
    assert not [line for line in logged if any(text in line for text in CANARIES)]


def test_no_page_of_another_role_and_no_search_shows_it(
    dara: User, lina: User, sok: User, vanna: User, rith: User, srey: User, chan: User,
    maly: User, pierre: User, bopha: User, kosal: User, stranger: User,
) -> None:  # fmt: skip
    _client, url = take_the_call(dara)
    tip = _id(url.rstrip("/").rpartition("/")[2])
    case = actions.open_case(dara, tip=tip, case=new_id(), title="Boat")
    for other in (lina, sok, vanna, maly, pierre):
        cases.add_member(dara, case=case, user=other.pk, reason="team")
    plain = [*_plain_pages(), f"/cases/{case}/", url, *(f"{url}{it}/" for it in _doings())]
    for other in (lina, sok, vanna, rith, srey, chan, maly, pierre, bopha, kosal, stranger):
        client = browser(other)
        for page in plain:
            answer = client.get(page, {"q": NAME})
            body = b"".join(answer) if answer.streaming else answer.content
            said = body.decode("utf-8", "replace").replace(f'value="{NAME}"', "")
            assert not any(text in said for text in CANARIES[1:]), (other.username, page)
            assert f"{NAME} saw" not in said, (other.username, page)
            if str(tip) in page:
                assert answer.status_code == 404, (other.username, page)
            else:
                assert str(tip) not in said, (other.username, page)


def test_after_forgetting_it_is_nowhere(dara: User) -> None:
    _client, url = take_the_call(dara)
    tip = _id(url.rstrip("/").rpartition("/")[2])
    actions.forget_call_back(dara, tip=tip)
    assert rows_with(NUMBER) == set()
    assert rows_with(NAME) == {"tips_words"}
    actions.forget_words(dara, tip=tip, reason=ForgetReason.DANGER)
    assert rows_with(*CANARIES) == set()


def test_a_custodian_erases_and_does_not_read(dara: User, kosal: User, bopha: User) -> None:
    _client, url = take_the_call(dara)
    grant_role(kosal, user=bopha.pk, role=Role.SOURCE_CUSTODIAN, reason="custodian")
    client = browser(bopha)
    page = client.get(reverse("tips:tips")).content.decode()
    assert "T-" in page
    assert not any(text in page for text in CANARIES)
    assert client.get(url).status_code == 404
    assert client.get(f"{url}forget-words/").status_code == 200
    assert client.post(f"{url}forget-words/", {"reason": "danger"}).status_code == 302
    assert rows_with(*CANARIES) == set()


@pytest.mark.skipif(databases.ON_POSTGRESQL, reason="the file of SQLite")
def test_no_byte_of_it_is_left_in_the_file() -> None:
    """On a database of its own: written, forgotten, and the log written back as the worker does."""
    with databases.own_database() as name:
        path = databases.file_of(name)
        databases.run("shell", "-c", STORY.format(**{k: repr(v) for k, v in WORDS.items()}),
                      database=name)  # fmt: skip
        files = list(path.parent.glob(f"{path.name}*"))
        assert path in files
        for file in files:
            content = file.read_bytes()
            assert not [it for it in CANARIES if it.encode() in content], file.suffix


STORY = """
from django.db import connection
from sangkroh.core.actors import by_username, worker
from sangkroh.core.ids import new_id
from sangkroh.core.loop import Loop
from sangkroh.tips import actions
dara = by_username("dara")
tip = actions.receive(dara, id=new_id(), what={what}, where={where}, details={details},
    source=actions.SourceClass.PUBLIC, about_suspect=True)
actions.keep_call_back(dara, tip=tip, number={call_back})
path = connection.settings_dict["NAME"]
there = b"".join(open(path + end, "rb").read() for end in ("", "-wal"))
assert {where}.encode() in there and {call_back}.encode() in there
actions.forget_words(dara, tip=tip, reason=actions.ForgetReason.DANGER)
for turn in range(40):
    Loop().turn()
there = b"".join(open(path + end, "rb").read() for end in ("", "-wal"))
assert {where}.encode() not in there and {call_back}.encode() not in there
"""


def _id(text: str) -> UUID:
    return UUID(text)


def _doings() -> list[str]:
    return list(DOINGS)


def _plain_pages() -> list[str]:
    """Every address of the house that needs no id."""
    found = [str(it.pattern) for group in get_resolver().url_patterns
             for it in getattr(group, "url_patterns", [group])]  # fmt: skip
    return [f"/{it}" for it in found if "<" not in it and "^" not in it and "log" not in it]
