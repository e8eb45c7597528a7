"""What is searched for and asked for in addresses: signs of SQL, of patterns, of pages."""

from __future__ import annotations

from typing import Any
from urllib.parse import urlencode

import pytest
from django.test import Client
from django.urls import reverse

from .doors import kept
from .refusals import user
from .refusals import world as w

pytestmark = pytest.mark.usefixtures("practice_world", "db")
SIGNS = (
    "%%", "__", "\\\\", "' OR '1'='1", "x'; DROP TABLE cases_case; --", '"" OR 1', "* *", "NEAR(a",
    "a AND", "\0\0", "\ud7ff\ufffd", "\u202e\u202e", "<script>alert(1)</script>", "9" * 5_000,
    "-1", "²", "[[", "(?:", "9999-12", "0000-01", "0", "٣",
)  # fmt: skip
LISTS = (
    ("lina", "cases:cases", {}, ("state", "agency", "year", "page", "mine")),
    ("lina", "cases:case", {"case": "case"}, ("newest", "who", "what", "page")),
    ("lina", "papers:register", {}, ("office", "year", "kind", "state", "page")),
    ("lina", "reporting:how-many", {},
     ("year", "month", "event", "province", "agency", "what", "state", "papers", "taxon", "case")),
    ("lina", "reporting:how-many", {}, ("month",)),
    ("bopha", "reporting:how-many", {}, ("year",)),
    ("maly", "reference:places", {}, ("q",)),
    ("maly", "reference:taxa", {}, ("q",)),
    ("maly", "core:wordings", {}, ("text", "only")),
    ("kosal", "core:journal", {}, ("action", "username", "since", "until", "before")),
)  # fmt: skip
"""Who looks, at which page, and what its address may say."""


def client_of(name: str) -> Client:
    client = Client()
    client.force_login(user(name))
    return client


@pytest.mark.parametrize("sign", SIGNS)
def test_no_search_breaks_or_finds_what_was_not_asked_for(sign: str) -> None:
    dara, before = client_of("dara"), kept()
    answer = dara.post(reverse("desk:search"), {"words": sign})
    assert answer.status_code == 200
    assert answer.context["found"].hits == [] or any(map(str.isalnum, sign))
    assert "<script>alert" not in answer.text
    for name in ("find-places", "find-taxa"):
        picked = dara.post(reverse(f"reference:{name}"), {"find": "place", "place": sign})
        assert picked.status_code == 200
        assert "<script>alert" not in picked.text
    assert kept() == before


@pytest.mark.parametrize(("who", "name", "about", "parts"), LISTS)
def test_no_address_breaks_a_list(
    who: str, name: str, about: dict[str, str], parts: tuple[str, ...]
) -> None:
    client, before = client_of(who), kept()
    url = reverse(name, kwargs={it: getattr(w, of)() for it, of in about.items()})
    for sign in SIGNS:
        answer = client.get(f"{url}?{urlencode(dict.fromkeys(parts, sign))}")
        assert answer.status_code == 200, sign
        assert "<script>alert" not in answer.text
    assert kept() == before


@pytest.mark.parametrize("part", ["limit", "before"])
def test_no_address_breaks_the_api(part: str) -> None:
    client = client_of("dara")
    for sign in SIGNS:
        answer: Any = client.get("/api/v1/cases", {part: sign})
        assert answer.status_code == 422
        assert [it["path"] for it in answer.json()["problems"]] == [part]
        assert sign not in answer.text


def test_a_search_still_finds_what_is_there() -> None:
    found = client_of("dara").post(reverse("desk:search"), {"words": "Koh Thom"})
    assert found.context["found"].hits
