"""How a value is shown to a reader: numbers, weights and times, in one place.

What is not known is said to be unknown; a day that nobody said is never printed.
"""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from contextvars import ContextVar
from datetime import date, datetime

from django.utils import formats, timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from .roles import Role
from .text import khmer_digits
from .times import Occurred, Precision

ROLES = {
    Role.DUTY_OFFICER: gettext_lazy("duty officer"),
    Role.FIELD_OFFICER: gettext_lazy("field officer"),
    Role.LEAD: gettext_lazy("lead"),
    Role.KEEPER: gettext_lazy("keeper"),
    Role.VET: gettext_lazy("vet"),
    Role.LEGAL_OFFICER: gettext_lazy("legal officer"),
    Role.ANALYST: gettext_lazy("analyst"),
    Role.PARTNER: gettext_lazy("partner"),
    Role.DONOR_RELATIONS: gettext_lazy("donor relations"),
    Role.SOURCE_CUSTODIAN: gettext_lazy("source custodian"),
    Role.AUDITOR: gettext_lazy("auditor"),
    Role.ADMINISTRATOR: gettext_lazy("administrator"),
    Role.WORKER: gettext_lazy("the system itself"),
}
"""What each role is called on a page."""

_in_khmer: ContextVar[bool] = ContextVar("digits_in_khmer", default=False)


@contextmanager
def digits(*, khmer: bool) -> Iterator[None]:
    """Show numbers in Khmer digits, or in 0 to 9, while a page is made."""
    token = _in_khmer.set(khmer)
    try:
        yield
    finally:
        _in_khmer.reset(token)


def figures(text: str) -> str:
    """The text with its digits as the reader wants them."""
    return khmer_digits(text) if _in_khmer.get() else text


def number(value: int) -> str:
    """A whole number with its thousands apart."""
    return figures(f"{value:,}")


def weight(grams: int) -> str:
    """Grams as kilograms, exactly; below a kilogram as grams."""
    if abs(grams) < 1000:
        return _("%(number)s g") % {"number": number(grams)}
    whole, rest = divmod(grams, 1000)
    decimals = f".{rest:03}".rstrip("0") if rest else ""
    return _("%(number)s kg") % {"number": number(whole) + figures(decimals)}


def money(amount: int, currency: str) -> str:
    """An amount in riel, or in cents of another currency, as it is read."""
    if currency == "KHR":
        return f"{number(amount)} KHR"
    return f"{number(amount // 100)}{figures(f'.{amount % 100:02}')} {currency}"


def day(value: date) -> str:
    return figures(formats.date_format(value, "DATE_FORMAT"))


def moment(value: datetime) -> str:
    """A day and a time of the house's own time zone."""
    return _("%(day)s, %(time)s") % {"day": day(_local(value).date()), "time": _time(value)}


def left(due: datetime) -> str:
    """How long there is until then, or how long it is past: minutes below two hours, then hours,
    and from two days on days."""
    seconds = (due - timezone.now()).total_seconds()
    minutes = int(abs(seconds) // 60)
    if minutes < 120:
        size = _("%(n)s min") % {"n": number(minutes)}
    elif minutes < 48 * 60:
        size = _("%(n)s h") % {"n": number(minutes // 60)}
    else:
        size = _("%(n)s days") % {"n": number(minutes // (24 * 60))}
    return (_("in %(time)s") if seconds >= 0 else _("%(time)s late")) % {"time": size}


def when(it: Occurred) -> str:
    """When it happened, as exactly as it is known, with the words that were used."""
    said = _span(it)
    if it.precision in (Precision.DAY_NO_YEAR, Precision.MONTH_NO_YEAR):
        return _("%(words)s, year not known") % {"words": it.words}
    return f"{said} (“{it.words}”)" if it.words else said


def _span(it: Occurred) -> str:
    if it.earliest is None or it.latest is None:
        return _("time not known")
    start = _local(it.earliest)
    middle = start + (it.latest - it.earliest) / 2
    match it.precision:
        case Precision.MINUTE:
            return moment(it.earliest)
        case Precision.HOUR:
            return _("%(day)s, about %(time)s") % {
                "day": day(middle.date()), "time": _time(middle)}  # fmt: skip
        case Precision.DAY:
            return day(start.date())
        case Precision.MONTH:
            return figures(formats.date_format(start.date(), "YEAR_MONTH_FORMAT"))
        case Precision.YEAR:
            return figures(str(start.year))
    return _between(start, _local(it.latest))


def _between(start: datetime, end: datetime) -> str:
    if start.date() == end.date():
        return _("%(day)s, between %(start)s and %(end)s") % {
            "day": day(start.date()), "start": _time(start), "end": _time(end)}  # fmt: skip
    return _("between %(start)s and %(end)s") % {"start": moment(start), "end": moment(end)}


def _local(value: datetime) -> datetime:
    return timezone.localtime(value)


def _time(value: datetime) -> str:
    return figures(f"{_local(value):%H:%M}")
