"""What a cell of old papers says: dates, numbers and words, read strictly and never guessed.

Values in, values out, or `Unclear`. A cell that can be read in two ways says neither.
"""

from __future__ import annotations

import re
from collections.abc import Collection, Iterable
from dataclasses import dataclass
from datetime import date, datetime
from decimal import Decimal, InvalidOperation

from .codes import DatePrecision

Value = str | int

WRITTEN: dict[DatePrecision, str] = {
    DatePrecision.DAY: r"\d{4}-\d\d-\d\d", DatePrecision.MONTH: r"\d{4}-\d\d",
    DatePrecision.YEAR: r"\d{4}", DatePrecision.DAY_NO_YEAR: r"--\d\d-\d\d",
    DatePrecision.MONTH_NO_YEAR: r"--\d\d",
}  # fmt: skip
"""How a date of each precision is written."""
EARLIEST_YEAR = 1900
MOST = 10_000_000
"""The largest number of animals or things that a cell may say."""
MOST_MONEY = 9_999_999_999
"""The largest fine, in riel or dollars."""


class Unclear(Exception):
    """A cell that says nothing, or more than one thing. `code` has words in faults.py."""

    def __init__(self, code: str, **values: Value) -> None:
        self.code, self.values = code, values
        super().__init__(code)


class CannotRead(Exception):
    """A file or a mapping that cannot be read at all. `code` has words in faults.py."""

    def __init__(self, code: str, at: str = "", **values: Value) -> None:
        self.code, self.at, self.values = code, at, values
        super().__init__(code)


def must(condition: bool, code: str, at: str = "", **values: Value) -> None:
    """A file or a mapping that cannot be read, unless the condition holds."""
    if not condition:
        raise CannotRead(code, at, **values)


@dataclass(frozen=True)
class Dated:
    """A date as exactly as it is known."""

    text: str
    precision: DatePrecision


def digits(text: str) -> str:
    """Digits of every script as 0 to 9, and the dashes of typesetters as -."""
    text = "".join(str(int(it)) if it.isdecimal() else it for it in text)
    return re.sub("[\u2010-\u2015\u2212]", "-", text).replace("\xa0", " ").strip()


_RANGE = re.compile(r"\d\s*(?:-|/|to|or|រឺ|ឬ|ទៅ)\s*\d")
_GROUPED = re.compile(r"\d{1,3}(?:[, ]\d{3})+")


def count(value: object) -> int | None:
    """How many: a whole number from 0, None where nothing stands.

    Unclear: a range ("2-3 bears"), less than none, a number with words, no whole number.
    """
    if value is None or value == "":
        return None
    if isinstance(value, bool):
        raise Unclear("history.not-a-number")
    if isinstance(value, int | float | Decimal):
        return _whole(Decimal(str(value)))
    text = digits(str(value))
    if _RANGE.search(text):
        raise Unclear("history.a-range")
    if _GROUPED.fullmatch(text):
        text = re.sub("[, ]", "", text)
    return _whole(_decimal(text))


def quantity(value: object, decimal: str = ".", most: int = MOST) -> Decimal | None:
    """How much: a number from 0, with at most four places.

    decimal: the sign before the places; the other of . and , parts thousands.
    """
    if value is None or value == "":
        return None
    if isinstance(value, bool):
        raise Unclear("history.not-a-number")
    if isinstance(value, int | float | Decimal):
        found = Decimal(str(value))
    else:
        text = digits(str(value))
        if _RANGE.search(text):
            raise Unclear("history.a-range")
        found = _decimal(_plain(text, decimal))
    return _some(found, most)


def money(value: object, decimal: str = ".") -> Decimal | None:
    """An amount of money."""
    return quantity(value, decimal, MOST_MONEY)


def _plain(text: str, decimal: str) -> str:
    """A number with its thousands together and a point before its places."""
    other = "," if decimal == "." else "."
    whole, point, places = text.partition(decimal)
    if re.fullmatch(rf"-?\d{{1,3}}(?:[{other} ]\d{{3}})+", whole):
        whole = re.sub(rf"[{other} ]", "", whole)
    return f"{whole}.{places}" if point else whole


def _decimal(text: str) -> Decimal:
    if not re.fullmatch(r"-?\d+(?:\.\d+)?", text):
        with_words = bool(re.search(r"\d", text))
        raise Unclear("history.number-with-words" if with_words else "history.not-a-number")
    try:
        return Decimal(text)
    except InvalidOperation:
        raise Unclear("history.not-a-number") from None


def _some(found: Decimal, most: int = MOST) -> Decimal:
    if not found.is_finite():
        raise Unclear("history.not-a-number")
    if found < 0:
        raise Unclear("history.less-than-none")
    if found > most:
        raise Unclear("core.too-large-number", limit=most)
    if found != round(found, 4):
        raise Unclear("history.too-many-places")
    return found


def _whole(found: Decimal) -> int:
    found = _some(found)
    if found != int(found):
        raise Unclear("core.whole-number")
    return int(found)


def written(number: Decimal) -> str:
    """A number as text, without noughts at its end: 43, 6.58."""
    text = format(number.normalize(), "f")
    return text if text != "-0" else "0"


MONTHS = {
    name: n
    for n, names in enumerate(
        (
            "january jan មករា", "february feb កុម្ភៈ កុម្ភ:", "march mar មីនា មិនា", "april apr មេសា",
            "may ឧសភា", "june jun មិថុនា", "july jul កក្កដា", "august aug សីហា",
            "september sep sept កញ្ញា", "october oct តុលា", "november nov វិច្ឆិកា", "december dec ធ្នូ",
        ),
        start=1,
    )
    for name in names.split()
}  # fmt: skip
"""Months by their English and Khmer names."""
_TOKENS = {
    "day": r"(?P<day>\d{1,2})", "month": r"(?P<month>\d{1,2}|[^\W\d_]+[:\u1780-\u17ff]*)",
    "year": r"(?P<year>\d{4})",
}  # fmt: skip


def pattern(form: str) -> re.Pattern[str]:
    """The pattern of a way to write dates: "day/month/year", "day month year", "year-month".

    Unclear: a way that names no day, month or year, or one of them twice.
    """
    parts = re.split(r"(day|month|year)", form.strip().lower())
    names = parts[1::2]
    if not names or len(set(names)) != len(names) or re.search(r"\w", "".join(parts[::2])):
        raise Unclear("history.not-a-way-to-write-dates")
    marks = [re.escape(it).replace(r"\ ", r"[ ,.]+") for it in parts[::2]]
    body = marks[0] + "".join(
        _TOKENS[name] + mark for name, mark in zip(names, marks[1:], strict=True)
    )
    return re.compile(body)


def day(value: object, forms: Iterable[str], today: date) -> Dated | None:
    """The date in a cell, written in one of these ways, or as our own text (2016-06-04, --12-09).

    A cell of a spreadsheet that is a date needs no way. Unclear: none fits, two of them fit and
    give different days, no such day, or one that has not come.
    """
    if value is None or value == "":
        return None
    if isinstance(value, datetime | date):
        it = value.date() if isinstance(value, datetime) else value
        return _dated(it.year, it.month, it.day, today)
    text = digits(str(value)).lower()
    for precision, form in WRITTEN.items():
        if re.fullmatch(form, text):
            return check_day(text, precision, today)
    found: set[Dated] = set()
    faults: list[Unclear] = []
    for form in forms:
        if match := pattern(form).fullmatch(text):
            said = match.groupdict()
            try:
                found.add(_dated(_number(said, "year"), _month(said), _number(said, "day"), today))
            except Unclear as fault:
                faults.append(fault)
    if len(found) == 1:
        return found.pop()
    if not found and faults:
        raise faults[0]
    raise Unclear("history.two-dates" if found else "history.not-a-date")


def _number(said: dict[str, str | None], name: str) -> int | None:
    text = said.get(name)
    return int(text) if text else None


def _month(said: dict[str, str | None]) -> int | None:
    text = said.get("month")
    if not text:
        return None
    found = int(text) if text.isdigit() else MONTHS.get(text)
    if found is None:
        raise Unclear("history.not-a-date")
    return found


def _dated(year: int | None, month: int | None, of_month: int | None, today: date) -> Dated:
    text = f"{year:04}" if year is not None else "-"
    precision = DatePrecision.YEAR
    if month is not None:
        text += f"-{month:02}"
        precision = DatePrecision.MONTH if year is not None else DatePrecision.MONTH_NO_YEAR
    if of_month is not None:
        if month is None:
            raise Unclear("history.not-a-date")
        text += f"-{of_month:02}"
        precision = DatePrecision.DAY if year is not None else DatePrecision.DAY_NO_YEAR
    if year is None and month is None:
        raise Unclear("history.not-a-date")
    return check_day(text, precision, today)


def check_day(text: str, precision: DatePrecision, today: date) -> Dated:
    """The date, if it is written so and there is such a day, not before 1900 and not to come."""
    if not re.fullmatch(WRITTEN[precision], text):
        raise Unclear("history.not-a-date")
    earliest, _ = span(text, precision)
    if earliest and earliest.year < EARLIEST_YEAR:
        raise Unclear("history.not-a-date")
    if earliest and earliest > today:
        raise Unclear("core.in-the-future")
    return Dated(text, precision)


def span(text: str, precision: DatePrecision) -> tuple[date | None, date | None]:
    """The first and the last day that a date may mean; None where the year is not known."""
    numbers = [int(it) for it in re.findall(r"\d+", text)]
    try:
        if precision in (DatePrecision.DAY_NO_YEAR, DatePrecision.MONTH_NO_YEAR):
            date(2000, *(numbers if len(numbers) == 2 else [*numbers, 1]))
            return None, None
        if precision is DatePrecision.DAY:
            return date(*numbers), date(*numbers)
        if precision is DatePrecision.MONTH:
            year, month = numbers
            following = date(year + month // 12, month % 12 + 1, 1)
            return date(year, month, 1), date.fromordinal(following.toordinal() - 1)
        return date(numbers[0], 1, 1), date(numbers[0], 12, 31)
    except (ValueError, TypeError):
        raise Unclear("history.no-such-day") from None


def choice(value: object, codes: Collection[str], words: dict[str, str]) -> str | None:
    """A code: as it stands, or by the words of the mapping, whatever the case of the letters."""
    if value is None or value == "":
        return None
    text = str(value).strip()
    known = {it.casefold(): it for it in codes} | {k.casefold(): v for k, v in words.items()}
    found = known.get(text.casefold())
    if found is None:
        raise Unclear("core.not-a-choice")
    return found
