"""The timeline of a case tells the whole story: not only that something was done, but what."""

from __future__ import annotations

import pytest
from django.utils.translation import override

from sangkroh.cases import queries as cases
from sangkroh.cases.models import Case
from sangkroh.core.ids import new_id
from sangkroh.core.models import User
from sangkroh.project.practice import koh_thom
from sangkroh.prosecution import actions as prosecution


@pytest.fixture
def case(db: None) -> Case:
    koh_thom.tell()
    return Case.objects.get(title=koh_thom.TITLE)


def story(reader: User, case: Case) -> dict[str, list[str]]:
    """What the timeline says of each kind of act."""
    found: dict[str, list[str]] = {}
    with override("en"):
        for step in cases.timeline(reader, case.pk).steps:
            found.setdefault(str(step.said), []).extend(step.told)
    return found


def test_each_step_says_whom_how_many_and_where_to(case: Case, lina: User) -> None:
    said = story(lina, case)
    assert "Sok" in said["Member added"]
    assert said["Operation ended"] == ["Boat found, crew fled"]
    assert said["Called out"] == ["Sok", "Vanna"]
    assert said["Answer to a call-out"] == ["Sok: Coming", "Vanna: Coming"]
    assert said["Written in the log of an operation"][0].startswith("Boat found at the bank")
    event, taken = said["What was found is recorded"]
    assert event == "Seizure"
    assert taken.startswith("31 containers Rat snake")
    assert "178 animals Asian leaf turtle" in taken
    assert "→ Quarantine 1" in said["Received"][0]
    assert said["Approved"] == [
        "466 animals Rat snake → Quarantine 1; 2 animals Rat snake → Missing"
    ]
    assert said["Examined by a vet"][0] == "104 Elongated tortoise: Fit for release"
    assert said["What happened to a person recorded"] == ["P1: Fled"]


def test_a_person_is_a_number_in_the_timeline(case: Case, maly: User) -> None:
    prosecution.involve(maly, id=new_id(), case=case.pk, name="Somebody Young", minor=True)
    words = " ".join(part for told in story(maly, case).values() for part in told)
    assert "P2" in words
    assert "Somebody" not in words
