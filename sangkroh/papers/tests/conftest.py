"""Koh Thom as far as papers need it: a tip, a scene, two people, a hand-over under way."""

from __future__ import annotations

from collections.abc import Callable
from datetime import UTC, datetime
from typing import Any
from uuid import UUID

import pytest

from sangkroh.cases import actions as cases
from sangkroh.core.door import Act, doing
from sangkroh.core.ids import new_id
from sangkroh.core.models import User
from sangkroh.core.times import Occurred
from sangkroh.papers import making
from sangkroh.seizures import actions as seizures
from sangkroh.seizures.actions.parts import GroundPart, LinePart, OfficerPart, WitnessPart
from sangkroh.seizures.rules import GroundKind, LineKind
from sangkroh.tips import actions as tips
from sangkroh.tips.rules import SourceClass

NUMBER, INFORMANT, WHAT, WHERE = "012 345 987", "INF-77", "snakes under rice", "Wat Secret landing"
TITLE = "Told by the ferryman"
CALLED = datetime(2015, 6, 3, 17, 17, tzinfo=UTC)
DAY = (f", {CALLED.year}", "២០១៥")
"""How its year would be written. Nothing else happens in that year."""


@pytest.fixture
def case(dara: User, sok: User, maly: User, vanna: User, lina: User) -> UUID:
    """A case opened from an informant's call."""
    public, tip, case = new_id(), new_id(), new_id()
    with doing(Act(occurred=Occurred.at(CALLED))):
        tips.receive(dara, id=public, what=WHAT, where=WHERE, source=SourceClass.PUBLIC)
    with doing(Act(occurred=Occurred.at(CALLED))):
        tips.receive(
            dara, id=tip, what=WHAT, where=WHERE, source=SourceClass.INFORMANT, informant=INFORMANT
        )
    tips.keep_call_back(dara, tip=public, number=NUMBER)
    tips.open_case(dara, tip=tip, case=case, title=TITLE)
    tips.attach(dara, tip=public, case=case)
    for user in (sok, maly, vanna):
        cases.add_member(dara, case=case, user=user.pk, reason="works on it")
    return case


@pytest.fixture
def scene(case: UUID, sok: User) -> UUID:
    """The bank: 104 turtles, and 31 sealed sacks said to hold 468 snakes."""
    when = Occurred.at(datetime(2016, 6, 3, 18, 30, tzinfo=UTC))
    with doing(Act(occurred=when)):
        return seizures.record(
            sok, id=new_id(), case=case, place_words="River bank",
            ground=GroundPart(kind=GroundKind.CUSTOMS_POWERS),
            officers=[OfficerPart(user=sok.pk)], witnesses=[WitnessPart(name="Witness One")],
            lines=[
                LinePart(id=new_id(), kind=LineKind.ANIMAL, as_reported="turtles", count=104),
                LinePart(id=new_id(), kind=LineKind.ANIMAL, as_reported="rat snakes",
                         containers=31, declared=468,
                         seal_numbers=[f"KT-{n:04}" for n in range(1, 32)]),
            ],
        )  # fmt: skip


@pytest.fixture
def printed(monkeypatch: pytest.MonkeyPatch) -> list[Any]:
    """The data of every paper that is made from now on."""
    said: list[Any] = []
    make: Callable[..., bytes] = making.papers.pdf

    def pdf(template: Any, data: dict[str, Any], made: datetime) -> bytes:
        said.append(data)
        return make(template, data, made)

    monkeypatch.setattr(making.papers, "pdf", pdf)
    return said
