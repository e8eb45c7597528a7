"""What a cell says, read strictly: one meaning or none."""

from __future__ import annotations

from collections.abc import Callable
from contextlib import suppress
from datetime import date, datetime
from decimal import Decimal
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from sangkroh.core.text import khmer_digits
from sangkroh.history import rules
from sangkroh.history.codes import DatePrecision
from sangkroh.history.rules import Dated, Unclear

TODAY = date(2026, 11, 26)
ALL = ("day/month/year", "month/day/year", "day month year", "month/year")


@pytest.mark.parametrize(
    ("value", "number"),
    [(3, 3), (3.0, 3), ("3", 3), ("៤៦៨", 468), ("1,068", 1068), ("1 068", 1068), (0, 0),
     (None, None), ("", None)],
)  # fmt: skip
def test_a_number_of_animals_is_read(value: object, number: int | None) -> None:
    assert rules.count(value) == number


@pytest.mark.parametrize(
    ("value", "code"),
    [("2-3 bears", "history.a-range"), ("2 or 3", "history.a-range"), ("2–3", "history.a-range"),
     ("about 20", "history.number-with-words"), ("many", "history.not-a-number"),
     (-1, "history.less-than-none"), (2.5, "core.whole-number"), (True, "history.not-a-number"),
     (float("nan"), "history.not-a-number"), (10**9, "core.too-large-number")],
)  # fmt: skip
def test_what_is_no_number_of_animals_is_told(value: object, code: str) -> None:
    with pytest.raises(Unclear) as told:
        rules.count(value)
    assert told.value.code == code


@given(st.integers(0, rules.MOST))
def test_every_number_is_read_as_written_in_either_script(number: int) -> None:
    assert rules.count(str(number)) == rules.count(khmer_digits(str(number))) == number
    assert rules.count(f"{number:,}") == number


@given(st.text())
def test_a_number_is_read_or_told_and_never_guessed(text: str) -> None:
    """Whatever is typed: what is read says again what stood there."""
    try:
        found = rules.count(text)
    except Unclear:
        return
    plain = rules.digits(text).replace(",", "").replace(" ", "")
    assert found is None or int(plain) == found


@given(st.decimals(0, 10**6, places=4))
def test_a_weight_is_read_with_a_point_or_a_comma(weight: Decimal) -> None:
    text = rules.written(weight)
    assert rules.quantity(text) == weight
    assert rules.quantity(text.replace(".", ","), ",") == weight


@pytest.mark.parametrize(
    ("text", "said"),
    [
        ("2016-06-04", ("2016-06-04", "day")),
        ("--12-09", ("--12-09", "day_no_year")),
        ("2013", ("2013", "year")),
        ("2014-11", ("2014-11", "month")),
        ("--11", ("--11", "month_no_year")),
        ("4/6/2016", None),
        ("24/6/2016", ("2016-06-24", "day")),
        ("៤ មិថុនា ២០១៦", ("2016-06-04", "day")),
        ("4 June 2016", ("2016-06-04", "day")),
        ("11/2014", ("2014-11", "month")),
    ],
)
def test_a_date_is_as_exact_as_it_is_known(text: str, said: tuple[str, str] | None) -> None:
    if said is None:
        with pytest.raises(Unclear, match="two-dates"):
            rules.day(text, ALL, TODAY)
    else:
        assert rules.day(text, ALL, TODAY) == Dated(said[0], DatePrecision(said[1]))


@pytest.mark.parametrize(
    ("text", "code"),
    [("31/02/2016", "history.no-such-day"), ("next week", "history.not-a-date"),
     ("4/6/16", "history.not-a-date"), ("2030-01-01", "core.in-the-future"),
     ("2559-06-04", "core.in-the-future"), ("1800", "history.not-a-date"),
     ("--02-31", "history.no-such-day")],
)  # fmt: skip
def test_what_is_no_date_is_told(text: str, code: str) -> None:
    with pytest.raises(Unclear) as told:
        rules.day(text, ("day/month/year",), TODAY)
    assert told.value.code == code


@given(st.dates(date(1900, 1, 1), TODAY))
def test_a_day_is_the_same_day_in_every_way_of_writing(day: date) -> None:
    said = Dated(day.isoformat(), DatePrecision.DAY)
    assert rules.day(datetime(day.year, day.month, day.day), (), TODAY) == said  # noqa: DTZ001
    assert rules.day(f"{day:%d/%m/%Y}", ("day/month/year",), TODAY) == said
    assert rules.day(khmer_digits(f"{day:%d.%m.%Y}"), ("day.month.year",), TODAY) == said
    assert rules.span(said.text, said.precision) == (day, day)


@given(st.text(max_size=20), st.sampled_from([rules.count, rules.quantity, rules.money]))
def test_nothing_breaks_a_reader(text: str, read: Callable[[str], Any]) -> None:
    for it in (lambda: read(text), lambda: rules.day(text, ALL, TODAY)):
        with suppress(Unclear):
            it()


@pytest.mark.parametrize("form", ["", "day", "hour/minute", "day/day", "day/month/week"])
def test_a_way_to_write_dates_names_its_parts(form: str) -> None:
    if form == "day":
        with pytest.raises(Unclear):
            rules.day("4", (form,), TODAY)
    else:
        with pytest.raises(Unclear, match="not-a-way"):
            rules.pattern(form)
