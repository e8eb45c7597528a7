"""Fourteen cases that fit no form: what the page of each shows, and what it must not claim."""

from __future__ import annotations

import html
import re
from pathlib import Path
from typing import Any

import pytest
from django.test import Client
from django.urls import reverse
from django.utils import translation

from sangkroh.core import actions as core
from sangkroh.core.actions.people import Language
from sangkroh.core.models import User
from sangkroh.custody.models import Movement
from sangkroh.history.models import Row
from sangkroh.prosecution.models import PersonInvolved, Step
from sangkroh.seizures.models import Line, Scene, Statement

from .papers import bring, lines, practice


@pytest.fixture
def page(lina: User, client: Client, tmp_path: Path) -> Any:
    """Bring one of the practice cases in and read its page in English, as plain text."""
    core.choose_language(lina, language=Language.EN)

    def read(key: str) -> str:
        report = bring(lina, lines(tmp_path / "case.jsonl", [practice()[key]]))
        assert report.faults == []
        client.force_login(lina)
        with translation.override("en"):
            answer = client.get(reverse("cases:case", args=[Row.objects.get().case_id]))
        text = html.unescape(re.sub(r"<[^>]+>", " ", answer.content.decode()))
        return " ".join(text.split())

    return read


def counts() -> dict[str, int | None]:
    return dict(Line.objects.values_list("as_reported", "quantity"))


def gone() -> list[str]:
    return list(Movement.objects.exclude(kind="take_in").values_list("kind", flat=True))


def steps() -> list[str]:
    return list(Step.objects.values_list("kind", flat=True))


def test_rc_001_seven_kinds_went_to_a_centre_and_a_release_is_only_planned(page: Any) -> None:
    shown = page("rc-001")
    assert "from old papers" in shown
    assert sum(filter(None, counts().values())) == 785
    assert "release_site: protected natural habitats once fit (planned)" in shown
    assert gone() == ["transfer"]
    assert (PersonInvolved.objects.get().how_many, steps()) == (None, ["fled"])
    assert "364 kg of turtles" in shown


def test_rc_002_tusks_have_a_number_and_a_weight_and_claws_a_weight_alone(page: Any) -> None:
    shown = page("rc-002")
    tusks, _tails, claws = Line.objects.all()
    assert (tusks.quantity, tusks.unit) == (15, "piece")
    assert Statement.objects.filter(lines=tusks, weight_g=43_000).exists()
    assert (claws.quantity, claws.unit, claws.as_written) == (200, "g", "0.2 kg")
    assert "46.1 kg of ivory where the first report has 43 kg" in shown
    assert "offender_outcome: charged" in shown
    assert steps() == []


def test_rc_012_skins_of_which_some_were_false_and_three_people_or_fewer(page: Any) -> None:
    shown = page("rc-012")
    assert Line.objects.count() == 12
    assert "later reported as fake" in shown
    assert PersonInvolved.objects.get().how_many == 3
    assert Step.objects.get().amount == 2_500_000
    assert "Accounts differ on the people (1, 2 or 3)" in shown


def test_rc_016_a_fine_in_riel_and_turtles_let_go(page: Any) -> None:
    shown = page("rc-016")
    step = Step.objects.get()
    assert (step.amount, step.currency) == (29_999_650, "KHR")
    assert step.occurred_earliest is None
    assert gone() == ["release"]
    assert "One fine under two laws, in dollars 7,499.91" in shown


def test_rc_069_a_release_that_was_only_planned_and_turtles_crushed(page: Any) -> None:
    shown = page("rc-069")
    assert gone() == []
    assert Scene.objects.get().precision == "unknown"
    dead = Line.objects.get(kind="dead")
    assert Statement.objects.filter(lines=dead, count=50, precision="about").exists()
    assert "release_site: Tonle Sap lake (planned)" in shown
    assert not PersonInvolved.objects.exists()


def test_rc_097_an_eagle_that_was_left_is_no_line(page: Any) -> None:
    shown = page("rc-097")
    assert counts() == {"shikra": 1, "eastern marsh harrier": 2, "Asian barred owl": 2}
    assert steps() == ["contract"]
    assert "An eagle at the same shop was left: papers were shown." in shown


def test_rc_107_a_day_without_a_year_and_a_fine_for_each_of_some(page: Any) -> None:
    shown = page("rc-107")
    scene = Scene.objects.get()
    assert (scene.precision, scene.words, scene.earliest) == ("day_no_year", "--12-09", None)
    assert PersonInvolved.objects.get().how_many is None
    assert (Step.objects.get().amount, gone()) == (20_000, ["destroy"])
    assert "how many is not told" in shown


def test_rc_127_weights_for_numbers_and_no_number_guessed(page: Any) -> None:
    shown = page("rc-127")
    assert set(counts().values()) == {None}
    weights = Statement.objects.filter(weight_g__isnull=False).values_list("weight_g", flat=True)
    assert sorted(weights) == [9_000, 10_000, 104_000]
    assert gone() == []
    assert "485 kg of living animals in all" in shown


def test_rc_141_animals_gathered_over_time(page: Any) -> None:
    shown = page("rc-141")
    assert (counts(), gone()) == ({"pythons": 62}, ["release"])
    assert "no single seizure" in shown
    assert "Information received" in shown


def test_rc_144_more_than_a_thousand_ducks_let_go_at_once(page: Any) -> None:
    shown = page("rc-144")
    assert (counts(), gone()) == ({"lesser whistling ducks": 1068}, ["release"])
    assert (PersonInvolved.objects.get().how_many, steps()) == (3, ["detained"])
    assert "Thailand via Siem Reap" in shown


def test_rc_164_a_second_look_found_only_false_tusks(page: Any) -> None:
    shown = page("rc-164")
    assert Scene.objects.get().precision == "year"
    assert counts() == {"fake elephant tusks (fibreglass, cement)": None}
    assert "inferred_fields: date" in shown
    assert "nothing found but fakes" in shown


def test_rc_184_let_go_the_next_day_and_one_was_a_child(page: Any) -> None:
    shown = page("rc-184")
    assert sum(filter(None, counts().values())) == 56
    assert gone() == ["release"]
    assert "offender_outcome: released" in shown
    assert "One of the three was 15 years old" in shown


def test_rc_194_a_turtle_sent_back_that_may_be_let_go_if_cured(page: Any) -> None:
    shown = page("rc-194")
    assert (Scene.objects.get().precision, counts()) == ("month", {"royal turtle": 1})
    assert gone() != ["release"]
    assert "release_site: Sre Ambel River if cured" in shown


def test_rc_198_birds_returned_by_an_order(page: Any) -> None:
    shown = page("rc-198")
    assert (counts(), gone()) == ({"peacocks": 6}, [])
    assert "an order had the birds returned to the family" in shown
