"""The file for the prosecutor: one press, the case's own rows, and nothing of who called."""

from __future__ import annotations

import json
import zlib
from datetime import datetime
from pathlib import Path
from typing import Any
from zoneinfo import ZoneInfo

import pytest
from django.test import Client
from django.urls import reverse

from sangkroh.cases import actions as cases
from sangkroh.core import papers as core_papers
from sangkroh.core.door import Act, doing
from sangkroh.core.ids import new_id
from sangkroh.core.models import User
from sangkroh.core.times import Occurred
from sangkroh.prosecution import actions, papers
from sangkroh.prosecution.rules import Kind
from sangkroh.tips import actions as tips
from sangkroh.tips.rules import SourceClass

NUMBER, INFORMANT, WHAT, WHERE = "012 345 987", "INF-77", "snakes under rice", "Wat Secret landing"
CALLED = datetime(2016, 6, 4, 0, 17, tzinfo=ZoneInfo("Asia/Phnom_Penh"))


@pytest.fixture
def case(dara: User, maly: User, lina: User) -> Any:
    """A case opened from a public call and an informant's, with a person who fled."""
    public, informant, case = new_id(), new_id(), new_id()
    with doing(Act(occurred=Occurred.at(CALLED))):
        tips.receive(dara, id=public, what=WHAT, where=WHERE, source=SourceClass.PUBLIC)
    tips.keep_call_back(dara, tip=public, number=NUMBER)
    with doing(Act(occurred=Occurred.at(CALLED))):
        tips.receive(
            dara, id=informant, what=WHAT, where=WHERE, source=SourceClass.INFORMANT,
            informant=INFORMANT,
        )  # fmt: skip
    tips.open_case(dara, tip=public, case=case, title="Koh Thom")
    tips.attach(dara, tip=informant, case=case)
    cases.add_member(dara, case=case, user=maly.pk, reason="legal officer")
    crew = actions.involve(maly, id=new_id(), case=case, how_many=2, part="crew")
    actions.take_step(maly, id=new_id(), person=crew, kind=Kind.FLED)
    return case


def test_it_prints_in_one_press_for_whoever_may_see_the_case(
    case: Any, maly: User, vanna: User, stranger: User
) -> None:
    client = Client()
    client.force_login(maly)
    answer = client.get(reverse("prosecution:file", args=[case]))
    assert answer["Content-Type"] == "application/pdf"
    assert answer.content.startswith(b"%PDF")
    for other in (vanna, stranger):
        client.force_login(other)
        assert client.get(reverse("prosecution:file", args=[case])).status_code == 404


def test_nothing_of_who_called_is_in_it(
    case: Any, maly: User, dara: User, monkeypatch: pytest.MonkeyPatch
) -> None:
    said: list[dict[str, Any]] = []
    make = core_papers.pdf

    def pdf(template: Path, data: dict[str, Any], made: datetime) -> bytes:
        said.append(data)
        return make(template, data, made)

    monkeypatch.setattr(papers.papers, "pdf", pdf)
    for reader in (maly, dara):  # dara even handles the tips
        made = papers.file_for_prosecutor(reader, case)
        text = json.dumps(said[-1], ensure_ascii=False) + inflated(made)
        assert "fled" in text.lower() or "រត់គេច" in text
        for secret in (NUMBER, NUMBER.replace(" ", ""), INFORMANT, WHAT, WHERE, str(CALLED.year)):
            assert secret not in text


def inflated(pdf: bytes) -> str:
    """All that a search of the paper's bytes could find, its streams unpacked."""
    found = [pdf]
    for part in pdf.split(b"stream\n")[1:]:
        try:
            found.append(zlib.decompress(part.split(b"\nendstream")[0]))
        except zlib.error:
            continue
    return b"".join(found).decode("latin-1")
