"""A hidden operation at a place: both leads are told of what comes near it, and the typist nothing.

Each story is told twice, in worlds that differ in one thing only: whether the hidden operation is
worked where the typist writes, or far away. All that the typist can get must be the same.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from datetime import date, datetime, timedelta
from itertools import count
from typing import Any
from uuid import UUID

import pytest
from django.db import connection, transaction
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from django.utils import timezone

from sangkroh.cases import actions as cases
from sangkroh.cases import policies
from sangkroh.cases import queries as case_pages
from sangkroh.cases.actions import record as opening
from sangkroh.cases.models import Match
from sangkroh.core import door, shows
from sangkroh.core.actors import by_username
from sangkroh.core.actors import worker as the_worker
from sangkroh.core.ids import new_id
from sangkroh.core.loop import AFTER, Loop
from sangkroh.core.models import Cursor, Entry, Head, User
from sangkroh.reference.actions import add_place
from sangkroh.reference.rules import Level
from sangkroh.tips import actions as tips

from .databases import ON_POSTGRESQL

TODAY = timezone.localdate()
NOW = timezone.make_aware(datetime.combine(TODAY, datetime.min.time())) + timedelta(minutes=1)


class World:
    """A commune, a place far from it, a hidden operation at one of them, and a case of others."""

    def __init__(self, *, near: bool, lead: str) -> None:
        lina = by_username("lina")

        def place(name: str, kind: Level, parent: UUID | None = None) -> UUID:
            return add_place(
                lina, id=new_id(), name=name, source="a test", kind=kind, parent=parent
            )

        province = place("Testal", Level.PROVINCE, place("Testland", Level.COUNTRY))
        self.here = place("Neartown", Level.COMMUNE, place("Near", Level.DISTRICT, province))
        far = place("Fartown", Level.COMMUNE, place("Far", Level.DISTRICT, province))
        self.hidden = cases.open(by_username("vanna"), id=new_id(), title="Quiet", hidden=True)
        leads = by_username("vanna")
        cases.set_lead(leads, case=self.hidden, user=leads.pk, reason="his")
        cases.mark_place(
            leads, id=new_id(), case=self.hidden, place=self.here if near else far, first=TODAY
        )
        opener = by_username(lead)
        self.case = cases.open(opener, id=new_id(), title="Boat")
        if lead != "lina":
            cases.set_lead(opener, case=self.case, user=opener.pk, reason="ours")
        for name in {"rith", "sok", "dara"} - {lead}:
            cases.add_member(opener, case=self.case, user=by_username(name).pk, reason="works")
        turn()


def turn() -> None:
    """The worker does all that is due."""
    Loop().turn()


def call(client: Client, world: World) -> Any:
    return client.post(reverse("tips:new"), {
        "act_id": new_id(), "what": "Boat with turtles", "where": "Neartown",
        "place": world.here,
    })  # fmt: skip


def call_told_later(client: Client, world: World) -> Any:
    tip = tips.receive(user_of(client), id=new_id(), what="Boat", where="Neartown")
    return client.post(reverse("tips:complete", args=[tip]), {
        "act_id": new_id(), "place": world.here})  # fmt: skip


def plan(client: Client, world: World) -> Any:
    return client.post(reverse("operations:plan", args=[world.case]), {
        "act_id": new_id(), "kind": "raid", "place": world.here,
        "planned_for": f"{TODAY}T04:00",
    })  # fmt: skip


def seize(client: Client, world: World) -> Any:
    return client.post(
        "/api/v1/do/seizures.record", content_type="application/json",
        data={"id": str(new_id()), "case": str(world.case), "place": str(world.here)},
    )  # fmt: skip


def place_again(client: Client, world: World) -> Any:
    return client.post(
        "/api/v1/do/cases.mark_place", content_type="application/json",
        data={"id": str(new_id()), "case": str(world.case), "place": str(world.here)},
    )  # fmt: skip


STORIES: dict[str, tuple[str, Callable[[Client, World], Any]]] = {
    "a call": ("dara", call), "a place told later": ("dara", call_told_later),
    "a plan": ("rith", plan), "a seizure": ("rith", seize), "a place": ("rith", place_again),
}  # fmt: skip


def user_of(client: Client) -> User:
    return User.objects.get(pk=client.session["_auth_user_id"])


def everything(client: Client, world: World) -> dict[str, str]:
    """Every page and list that the typist can open, what he finds, and how it was asked for."""
    reader = user_of(client)
    addresses = {it.url_name: reverse(it.url_name) for it in shows.menu_of(reader)} | {
        "desk": reverse("desk:desk"), "case": reverse("cases:case", args=[world.case]),
        "list": "/api/v1/cases", "hidden": reverse("cases:case", args=[world.hidden]),
        "hidden one": f"/api/v1/cases/{world.hidden}",
    }  # fmt: skip
    seen = {k: answer_of(lambda it=it: client.get(it)) for k, it in addresses.items()}
    search = reverse("desk:search")
    for words in ("Neartown", "Quiet", "Vanna"):
        seen[words] = answer_of(lambda words=words: client.post(search, {"words": words}))
    told = case_pages.deconflict(reader, place=world.here, first=TODAY)
    return seen | {"told": str([it.id for it in told.cases]), "end": str(Head.objects.get().seq)}


def answer_of(ask: Callable[[], Any]) -> str:
    """The whole answer, and how many queries it took."""
    with CaptureQueriesContext(connection) as asked:
        answer = ask()
    headers = {k: v for k, v in answer.items() if k != "Content-Length"}  # of the text below
    return f"{answer.status_code} {headers} {answer.text} {len(asked)} queries"


def plain(text: str) -> str:
    """Ids by the order in which they appear; without tokens and without the clock."""
    order: dict[str, str] = {}
    text = re.sub(r'(csrfmiddlewaretoken" value="|X-CSRFToken": ")\w+', r"\1", text)
    text = re.sub(r"\d\d:\d\d|\d+ (?=នាទី|ម៉ោង)", "", text)
    text = re.sub(r"T-[0-9A-F]{6}|need-[0-9a-f]+", "", text)  # drawn, or made from ids
    return re.sub(
        r"[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}",
        lambda it: order.setdefault(it[0], f"id {len(order)}"), text,
    )  # fmt: skip


@contextmanager
def forgotten() -> Iterator[None]:
    before = transaction.savepoint()
    yield
    transaction.savepoint_rollback(before)


@pytest.fixture(autouse=True)
def still(db: None, monkeypatch: pytest.MonkeyPatch) -> None:
    """The same clock and the same lots drawn in every world; the worker begins where it is."""
    monkeypatch.setattr(door, "now", lambda: NOW)
    end = Entry.objects.latest("seq").seq
    Cursor.objects.bulk_create(
        [Cursor(handler=it.name, seq=end) for it in AFTER], ignore_conflicts=True
    )


def told_to_typist(story: str, *, near: bool, lead: str) -> dict[str, str]:
    who, act = STORIES[story]
    client = Client()
    with forgotten():
        draws = count(1)
        opening.secrets.randbelow = lambda top: next(draws) % top  # type: ignore[assignment]
        world = World(near=near, lead=lead)
        client.force_login(by_username(who))
        said = {"answer": answer_of(lambda: act(client, world))}
        assert said["answer"][:3] in ("200", "302"), said["answer"]
        said |= {f"before {k}": v for k, v in everything(client, world).items()}
        turn()
        said |= {f"after {k}": v for k, v in everything(client, world).items()}
    return {k: plain(v) for k, v in said.items()}


@pytest.mark.parametrize("lead", ["lina"] if ON_POSTGRESQL else ["lina", "typist"])
@pytest.mark.parametrize("story", STORIES)
def test_the_typist_gets_the_same_whether_a_hidden_operation_is_near_or_not(
    story: str, lead: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(opening, "secrets", type("Lots", (), {})())
    leads = STORIES[story][0] if lead == "typist" else lead
    near = told_to_typist(story, near=True, lead=leads)
    far = told_to_typist(story, near=False, lead=leads)
    for k in near:
        assert near[k] == far[k], k


def test_the_comparison_notices_what_a_lead_who_types_would_be_told(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setattr(opening, "secrets", type("Lots", (), {})())
    monkeypatch.setattr(policies, "matches", lambda reader: Match.objects.filter(case__lead=reader))
    near = told_to_typist("a plan", near=True, lead="rith")
    far = told_to_typist("a plan", near=False, lead="rith")
    assert "after desk" in [k for k in near if near[k] != far[k]]


def needs(name: str) -> list[str]:
    return [str(it.label) for it in shows.needs_of(by_username(name)) if "/matches/" in it.url]


@pytest.mark.parametrize("story", STORIES)
def test_both_leads_are_told(story: str) -> None:
    who, act = STORIES[story]
    world = World(near=True, lead="lina")
    client = Client()
    client.force_login(by_username(who))
    act(client, world)
    assert needs("vanna") == needs("lina") == []
    turn()
    assert len(needs("vanna")) == len(needs("lina")) == 1
    for name in ("dara", "rith", "sok", "kosal", "maly"):
        assert needs(name) == []


def test_of_information_leads_learn_neither_place_nor_hour_nor_words(dara: User) -> None:
    world = World(near=True, lead="lina")
    client = Client()
    client.force_login(dara)
    call(client, world)
    turn()
    for name in ("vanna", "lina"):
        reader = by_username(name)
        [match] = case_pages.matches(reader)
        client.force_login(reader)
        html = client.get(reverse("cases:match", args=[match.id])).text
        body = html.partition("<main")[2].partition("</main>")[0]
        assert not re.search(r"turtles|\d\d:\d\d|T-[0-9A-F]{6}", body)
        assert ("Neartown" in body) == (name == "vanna"), "his own place, and he knows it"
    [match] = case_pages.matches(by_username("lina"))
    assert match.lead
    assert cases.settle_match(by_username("lina"), match=match.id)
    assert needs("lina") == []
    assert len(needs("vanna")) == 1


def test_a_call_before_the_hidden_operation_came_is_told_too(dara: User, vanna: User) -> None:
    world = World(near=False, lead="lina")
    client = Client()
    client.force_login(dara)
    call(client, world)
    turn()
    assert needs("vanna") == []
    mark = {"case": world.hidden, "place": world.here}
    cases.mark_place(vanna, id=new_id(), **mark, first=TODAY + timedelta(days=30))
    turn()
    assert needs("vanna") == []
    cases.mark_place(vanna, id=new_id(), **mark, first=TODAY)
    turn()
    assert len(needs("vanna")) == 1


def test_a_lead_of_the_accused_agency_is_not_told_of_information_against_it(
    dara: User, vanna: User
) -> None:
    world = World(near=False, lead="dara")
    client = Client()
    client.force_login(dara)
    call(client, world)
    tip = UUID(Entry.objects.filter(action="tips.receive").latest("seq").outcome)
    tips.attach(dara, tip=tip, case=world.case)
    agency = vanna.person.office.agency_id  # type: ignore[attr-defined]
    cases.mark_one_of_ours(dara, case=world.case, agency=agency, reason="he sells them")
    cases.mark_place(vanna, id=new_id(), case=world.hidden, place=world.here, first=TODAY)
    turn()
    assert needs("vanna") == []


def test_a_plan_writes_its_place_and_day_down(rith: User) -> None:
    world = World(near=False, lead="lina")
    client = Client()
    client.force_login(rith)
    page = plan(client, world).url
    assert "Neartown" in client.get(page).text
    parts = Entry.objects.filter(part_of__action="operations.plan").values_list("action", flat=True)
    assert list(parts) == ["cases.mark_place"]
    days = Entry.objects.get(action="cases.mark_place", part_of__isnull=False).arguments
    assert date.fromisoformat(days["first"]) == TODAY
    assert the_worker()
