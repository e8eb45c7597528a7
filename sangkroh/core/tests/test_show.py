"""What people type, and how it is shown: never more exactly than it is known."""

from __future__ import annotations

from datetime import UTC, datetime
from typing import Any

import pytest
from django.utils import translation

from sangkroh.core import show
from sangkroh.core.fields import CountField, GramsField, OccurredField, _parts_of
from sangkroh.core.forms import ActForm
from sangkroh.core.times import Occurred, Precision


class Form(ActForm):
    count = CountField(required=False)
    weight = GramsField(required=False)
    occurred = OccurredField(required=False)


def typed(**data: str) -> Form:
    form = Form(data)
    form.is_valid()
    return form


@pytest.mark.parametrize(("text", "number"), [("12", 12), ("១២", 12), (" 7 ", 7), ("", None)])
def test_a_count_is_typed_in_either_digits(text: str, number: int | None) -> None:
    assert typed(count=text).cleaned_data["count"] == number


@pytest.mark.parametrize("text", ["0", "-1", "3.0", "1,000", "many", "10000001", "²"])
def test_what_is_no_count_is_refused(text: str) -> None:
    assert "count" in typed(count=text).errors


@pytest.mark.parametrize(
    ("text", "grams"),
    [("43", 43_000), ("43.5", 43_500), ("០.២៥", 250), ("0.001", 1), ("1.25", 1_250), ("", None)],
)
def test_kilograms_become_whole_grams(text: str, grams: int | None) -> None:
    assert typed(weight=text).cleaned_data["weight"] == grams


@pytest.mark.parametrize("text", ["0", "1,5", "1,250", "0.0001", "-2", "2 kg", "1000001"])
def test_a_weight_that_could_be_misread_is_refused(text: str) -> None:
    assert "weight" in typed(weight=text).errors


TIMES: list[tuple[dict[str, str], Precision, str]] = [
    ({"day": "4", "month": "6", "year": "2026", "time": "14:30"}, Precision.MINUTE,
     "June 4, 2026, 14:30"),
    ({"day": "4", "month": "6", "year": "2026", "time": "14:30", "about": "on"}, Precision.HOUR,
     "June 4, 2026, about 14:30"),
    ({"day": "៤", "month": "6", "year": "២០២៦"}, Precision.DAY, "June 4, 2026"),
    ({"month": "6", "year": "2026"}, Precision.MONTH, "June 2026"),
    ({"year": "2026"}, Precision.YEAR, "2026"),
    ({"day": "4", "month": "6"}, Precision.DAY_NO_YEAR, "June 4, year not known"),
    ({"month": "6"}, Precision.MONTH_NO_YEAR, "June, year not known"),
    ({"unknown": "on"}, Precision.UNKNOWN, "time not known"),
    ({"year": "2026", "words": "in the dry season"}, Precision.YEAR, "2026 (“in the dry season”)"),
]  # fmt: skip


@pytest.mark.parametrize(("said", "precision", "shown"), TIMES)
def test_a_time_is_shown_as_it_was_said(
    said: dict[str, str], precision: Precision, shown: str
) -> None:
    with translation.override("en"):
        it = typed(**{f"occurred-{k}": v for k, v in said.items()}).cleaned_data["occurred"]
        assert it.precision is precision
        assert show.when(it) == shown


@pytest.mark.parametrize(("said", "precision", "shown"), TIMES)
def test_a_time_comes_back_as_it_was_typed(
    said: dict[str, str], precision: Precision, shown: str
) -> None:
    once = typed(**{f"occurred-{k}": v for k, v in said.items()}).cleaned_data["occurred"]
    if precision not in (Precision.DAY_NO_YEAR, Precision.MONTH_NO_YEAR):
        again = {f"occurred-{k}": v for k, v in _parts_of(once).items()}
        assert typed(**again).cleaned_data["occurred"] == once


@pytest.mark.parametrize(
    "said",
    [
        {"day": "31", "month": "6", "year": "2026"}, {"day": "4"}, {"day": "4", "year": "2026"},
        {"time": "14:30"}, {"month": "13", "year": "2026"}, {"year": "26"}, {"year": "x"},
        {"day": "4", "month": "6", "year": "2026", "time": "25:00"}, {"words": "once"},
    ],
)  # fmt: skip
def test_a_time_that_cannot_be_is_refused(said: dict[str, str]) -> None:
    assert "occurred" in typed(**{f"occurred-{k}": v for k, v in said.items()}).errors


def test_when_the_act_happened_is_about_the_act_and_no_argument() -> None:
    form = typed(**{"occurred-year": "2026", "count": "3"})
    assert "occurred" not in form.arguments()
    assert form.about().occurred == form.cleaned_data["occurred"]
    assert typed(count="3").about().occurred is None


@pytest.mark.parametrize(
    ("grams", "shown"),
    [(250, "250 g"), (1000, "1 kg"), (43_500, "43.5 kg"), (1_318_020, "1,318.02 kg")],
)
def test_a_weight_is_shown_exactly(grams: int, shown: str) -> None:
    with translation.override("en"):
        assert show.weight(grams) == shown


def test_digits_are_khmer_for_whoever_wants_them() -> None:
    with translation.override("km"), show.digits(khmer=True):
        assert show.number(1318) == "១,៣១៨"
        assert "២០២៦" in show.when(Occurred.at(datetime(2026, 6, 4, tzinfo=UTC)))
    assert show.number(1318) == "1,318"


def test_a_day_that_was_not_said_is_never_printed() -> None:
    start, end = datetime(2026, 6, 3, 17, tzinfo=UTC), datetime(2026, 6, 30, 16, tzinfo=UTC)
    shown: dict[Any, str] = {}
    with translation.override("en"):
        for precision in (Precision.MONTH, Precision.YEAR):
            shown[precision] = show.when(Occurred(start, end, precision))
    assert shown == {Precision.MONTH: "June 2026", Precision.YEAR: "2026"}
