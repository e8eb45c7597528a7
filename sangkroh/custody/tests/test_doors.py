"""One refusal, the same words by page, API and console; and how much a group's page asks for."""

from __future__ import annotations

import json
from collections.abc import Callable
from typing import Any
from uuid import UUID

import pytest
from django.core.management import CommandError, call_command
from django.urls import reverse

from sangkroh.core import actions as core
from sangkroh.core.actions.people import Language
from sangkroh.core.ids import new_id
from sangkroh.core.models import Entry, User
from sangkroh.custody import actions as custody
from sangkroh.custody.actions.moving import One
from sangkroh.custody.models import Account
from tests import budgets

from .cast import gone, there
from .pages import Page, field, signed_in


def split(lot: UUID, at: UUID) -> tuple[str, dict[str, Any], str, dict[str, Any]]:
    said = {"account": at, "lot": lot, "parts": [{"lot": new_id(), "quantity": 31}]}
    return "split", said, "part0_quantity", {"part0_quantity": 31}


def individualise(lot: UUID, at: UUID) -> tuple[str, dict[str, Any], str, dict[str, Any]]:
    ones = [{"lot": new_id(), "mark": "x" * 65}]
    return "individualise", {"account": at, "lot": lot, "individuals": ones}, "marks", {
        "marks": "x" * 65
    }  # fmt: skip


def move(lot: UUID, at: UUID) -> tuple[str, dict[str, Any], str, dict[str, Any]]:
    elsewhere = Account.objects.get(code="ptwrc-pond").pk
    lines = [{"lot": lot, "account": at, "to": elsewhere, "quantity": 31}]
    return "move", {"lines": lines}, field(lot, at), {field(lot, at): 31, "to": elsewhere}


def correct_count(lot: UUID, at: UUID) -> tuple[str, dict[str, Any], str, dict[str, Any]]:
    said = {"account": at, "lot": lot, "quantity": 30, "reason": "typo"}
    return "correct_count", said, "quantity", {"quantity": 30, "reason": "typo"}


def record_fact(lot: UUID, at: UUID) -> tuple[str, dict[str, Any], str, dict[str, Any]]:
    said = {"kind": "death", "lines": [{"lot": lot, "account": at, "quantity": 31}]}
    return "record_fact", said, field(lot, at), {"kind": "death", field(lot, at): 31}


def plan_transfer(lot: UUID, at: UUID) -> tuple[str, dict[str, Any], str, dict[str, Any]]:
    said = {"reason": "<b>", "lines": [{"lot": lot, "account": at, "quantity": 3}]}
    return "plan_transfer", said, "reason", {"reason": "<b>", field(lot, at): 3}


PAGES = {
    "split": "split", "individualise": "marks", "move": "move", "correct_count": "correct",
    "record_fact": "record-fact", "plan_transfer": "plan",
}  # fmt: skip


@pytest.mark.parametrize("language", list(Language))
@pytest.mark.parametrize(
    "asked", [split, individualise, move, correct_count, record_fact, plan_transfer]
)
def test_a_refusal_is_the_same_by_every_door(
    asked: Callable[..., Any], language: Language, srey: User, turtles: UUID, quarantine: UUID
) -> None:
    core.choose_language(srey, language=language)
    act, said, at, typed = asked(turtles, quarantine)
    said |= {"id": new_id()}
    raw, before = json.dumps(said, default=str), Entry.objects.count()
    ids = (turtles, "transfer") if act == "plan_transfer" else (turtles,)
    [on_the_page] = Page(srey, PAGES[act], *ids).refused(**typed)[at]
    api = signed_in(srey).post(
        f"/api/v1/do/custody.{act}", raw, content_type="application/json",
        headers={"Accept-Language": language.value},
    )  # fmt: skip
    [problem] = api.json()["problems"]
    assert str(on_the_page).endswith(problem["words"])
    with pytest.raises(CommandError) as console:
        call_command("do", f"custody.{act}", raw, actor="srey", language=language.value)
    assert str(console.value) == f"{problem['code']} {problem['path']}: {problem['words']}"
    assert Entry.objects.count() == before
    assert there(turtles, quarantine) == 30


def test_a_groups_page_asks_as_much_for_many_parts_as_for_few(
    srey: User, turtles: UUID, quarantine: UUID
) -> None:
    """Marks, facts, requests: the page of a group with all of them keeps its budget."""
    custody.individualise(
        srey, id=new_id(), account=quarantine, lot=turtles,
        individuals=[One(lot=new_id(), mark=f"chip-{n}") for n in range(20)],
    )  # fmt: skip
    custody.die(srey, id=new_id(), lines=gone(turtles, quarantine, 1), cause="heat")
    custody.correct_count(
        srey, id=new_id(), account=quarantine, lot=turtles, quantity=8, reason="typo"
    )
    client = signed_in(srey)
    for name, of in (("custody:lot", turtles), ("custody:account", quarantine)):
        url = reverse(name, args=[of])
        client.get(url)
        budgets.get(client, name, url)
