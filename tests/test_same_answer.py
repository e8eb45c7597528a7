"""The same answer to what is not there and to what is not theirs; and to what is sent twice."""

from __future__ import annotations

import io
import json
import re
from typing import Any

import pytest
from django.test import Client
from django.urls import reverse

from sangkroh.api import door as api
from sangkroh.care.models import Observation
from sangkroh.core.door import Act
from sangkroh.core.ids import new_id
from sangkroh.core.models import Entry

from .doors import by_api, by_console, by_page, kept
from .pages import OF_THE_CASE, addresses, ids
from .refusals import Asked, Typed, ask, do, user
from .refusals import world as w
from .refusals.world import TORTOISES, at

pytestmark = pytest.mark.usefixtures("practice_world", "db")
CHANGES = re.compile(r"\b[A-Za-z0-9]{64}\b|<footer.*?</footer>", re.DOTALL)
"""Tokens of forms, and the minute of a print."""
OF_ANOTHER = (
    ("cases.note", {"case": "case"}, {"text": "boat seen"}),
    ("cases.add_member", {"case": "case"}, {"user": "rith", "reason": "works on it"}),
    ("cases.link", {"case": "case", "other": "case"}, {"reason": "the same boat"}),
    ("operations.plan", {"case": "case"}, {"kind": "raid"}),
    ("operations.log", {"operation": "operation"}, {"text": "boat seen"}),
    ("operations.arrived", {"participant": "participant"}, {}),
    ("tips.answer", {"tip": "tip"}, {"kind": "passed_on"}),
    ("tips.attach", {"tip": "tip", "case": "case"}, {}),
    ("seizures.record", {"case": "case"}, {}),
    ("seizures.add_witness", {"scene": "scene"}, {"witness": {"name": "Phal"}}),
    ("seizures.correct_line", {"line": "line"}, {"field": "note", "value": "x", "reason": "x"}),
    ("custody.place_hold", {"lot": "lot"}, {"kind": "evidence", "reason": "x"}),
    ("custody.lift_hold", {"hold": "hold"}, {"reason": "x"}),
    ("custody.approve", {"request": "plan"}, {}),
    ("custody.explain", {"alarm": "alarm"}, {"what": "died", "quantity": 1, "reason": "x"}),
    ("custody.review_fact", {"fact": "fact"}, {"in_order": True}),
    ("custody.correct_count", {"lot": "lot", "account": "account"},
     {"quantity": 1, "reason": "x"}),
    ("care.follow_up", {"plan": "plan"}, {"text": "seen"}),
    ("prosecution.involve", {"case": "case"}, {}),
    ("prosecution.take_step", {"person": "person"}, {"kind": "identified"}),
    ("evidence.mark_pending", {"case": "case"}, {"what": "Photo"}),
    ("evidence.give_up", {"pending": "pending"}, {"reason": "x"}),
)  # fmt: skip
"""Acts of a field officer on what is another's: which arguments are ids, and all others."""


@pytest.fixture(autouse=True)
def fresh_count() -> None:
    api._made.clear()


@pytest.fixture
def known() -> dict[str, Any]:
    """Something real for every address, of a case that Fisheries is shut out of."""
    there = ids()
    shut = {"agency": w.agency("FIA"), "reason": "serves there"}
    do("vanna", "cases.mark_one_of_ours", case=w.case(), **shut)
    return there


def nothing(known: dict[str, Any]) -> dict[str, Any]:
    return known | {name: new_id() for name in OF_THE_CASE}


def test_a_page_of_another_is_as_a_page_of_nothing(known: dict[str, Any]) -> None:
    client = Client()
    client.force_login(user("rith"))
    names = {name: name for name in known}
    met, told = 0, []
    for url in addresses(names):
        if not OF_THE_CASE & set(url.strip("/").split("/")):
            continue
        met += 1
        answers = [client.get(_filled(url, it)) for it in (known, nothing(known))]
        theirs, none = [
            (it.status_code, CHANGES.sub("", it.text).replace(it.request["PATH_INFO"], "here"))
            for it in answers
        ]
        if theirs != none or theirs[0] not in (404, 405):
            told.append((url, theirs[0], none[0]))
    assert not told, "\n".join(map(str, told))
    assert met > 50


def _filled(url: str, known: dict[str, Any]) -> str:
    return "/".join(str(known.get(part, part)) if part in OF_THE_CASE else part
                    for part in url.split("/"))  # fmt: skip


@pytest.mark.parametrize(("act", "named", "said"), OF_ANOTHER, ids=[it[0] for it in OF_ANOTHER])
def test_an_act_on_what_is_anothers_is_as_on_nothing(
    act: str, named: dict[str, str], said: dict[str, Any], known: dict[str, Any]
) -> None:
    said = {k: user("rith").pk if v == "rith" else v for k, v in said.items()}
    theirs, none = (
        ask("rith", act, **said, **{k: it[v] for k, v in named.items()})
        for it in (known, nothing(known))
    )
    before = kept()
    status, problems = by_api(theirs, "en")
    assert status in (404, 409)
    assert {p.code for p in problems} <= {"core.not-found", "evidence.no-longer-awaited"}
    assert by_api(none, "en") == (status, problems)
    assert by_console(theirs, "en") == by_console(none, "en") == problems
    assert kept() == before


def test_a_double_click_does_it_once() -> None:
    it = at(TORTOISES)
    values = {"account": it["account"], "qty": "2", "text": "asleep", "act_id": new_id()}
    page = Typed("chan", reverse("care:observe", args=[it["lot"]]), values)
    assert [by_page(page).status_code for _ in range(2)] == [302, 302]
    assert Observation.objects.count() == 1


def test_an_act_sent_again_by_another_door_is_done_once() -> None:
    it = ask("chan", "care.observe", about=Act(), **at(TORTOISES), qty=2, text="asleep")
    out = io.StringIO()
    for _ in range(2):
        assert by_api(it, "en") == (200, [])
        assert by_console(it, "en", out) == []
    assert Observation.objects.count() == 1
    assert set(out.getvalue().split()) == {json.dumps(json.loads(it.raw)["id"])}
    other = Asked(it.who, it.act, it.raw.replace("asleep", "awake"), it.about)
    before = Entry.objects.count()
    assert by_api(other, "en")[1] == by_console(other, "en")
    assert Entry.objects.count() == before
