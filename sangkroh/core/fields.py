"""Fields that people fill in as they speak: Khmer digits, kilograms, times known only in part."""

from __future__ import annotations

import re
from calendar import monthrange
from collections.abc import Mapping
from datetime import date, datetime, timedelta
from datetime import time as clock
from decimal import Decimal
from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.utils import formats, timezone
from django.utils.dates import MONTHS
from django.utils.translation import gettext_lazy as _

from .errors import Problem
from .text import arabic_digits, tidy
from .times import Occurred, Precision
from .words import say

_WHOLE = re.compile(r"-?\d{1,100}")
_KILOGRAMS = re.compile(r"(\d{1,7})(?:\.(\d{1,3}))?")
SAID = {
    "required": "core.missing", "max_length": "core.too-long", "min_value": "core.too-small",
    "max_value": "core.too-large-number", "null_characters_not_allowed": "core.control-characters",
    "invalid_choice": "core.not-a-choice", "invalid_list": "core.not-a-list",
}  # fmt: skip
"""Django's code of an error to ours."""
INVALID: dict[type[forms.Field], str] = {
    forms.UUIDField: "core.bad-id", forms.IntegerField: "core.whole-number",
    forms.DateField: "core.bad-time", forms.DateTimeField: "core.bad-time",
}  # fmt: skip
"""What "invalid" means of each kind of field."""
_CLOCK = re.compile(r"([01]?\d|2[0-3])[:.h]?([0-5]\d)")


class DigitsInput(forms.TextInput):
    """One line for a number, with the number keys of a phone."""

    def __init__(self, mode: str = "numeric", **attrs: object) -> None:
        super().__init__({"inputmode": mode, "autocomplete": "off", **attrs})


class Measured(DigitsInput):
    """A number with its unit behind it."""

    template_name = "core/parts/measured.html"

    def __init__(self, unit: Any, mode: str = "decimal") -> None:
        super().__init__(mode)
        self.unit = unit

    def get_context(self, name: str, value: Any, attrs: dict[str, Any] | None) -> dict[str, Any]:
        return super().get_context(name, value, attrs) | {"unit": self.unit}


class SealsField(forms.CharField):
    """The numbers of many seals, with commas; gives a list. Hundreds of them may be pasted."""

    def __init__(self, **kwargs: Any) -> None:
        label = _("Seal numbers, with commas")
        widget = forms.TextInput({"autocomplete": "off"})
        super().__init__(label=label, max_length=20_000, required=False, widget=widget, **kwargs)

    def clean(self, value: Any) -> list[str]:
        return [it.strip() for it in str(super().clean(value)).split(",") if it.strip()]


class CountField(forms.Field):
    """A whole number, in Khmer or Arabic digits. The value is an int, or None."""

    widget = DigitsInput

    def __init__(self, *, min_value: int = 1, max_value: int = 10_000_000, **kwargs: Any) -> None:
        super().__init__(**kwargs)
        self.min_value, self.max_value = min_value, max_value

    def to_python(self, value: Any) -> int | None:
        text = arabic_digits(str(value or "")).strip() if value != 0 else "0"
        if not text:
            return None
        if not _WHOLE.fullmatch(text):
            raise _wrong("core.whole-number")
        number = int(text)
        if number < self.min_value:
            raise _wrong("core.too-small", limit=self.min_value)
        if number > self.max_value:
            raise _wrong("core.too-large-number", limit=self.max_value)
        return number


class GramsField(forms.Field):
    """A weight typed in kilograms. The value is whole grams, or None.

    A comma is refused: in one habit it parts thousands, in another it begins the decimals.
    """

    def __init__(self, **kwargs: Any) -> None:
        kwargs.setdefault("widget", Measured(_("kg")))
        super().__init__(**kwargs)

    def to_python(self, value: Any) -> int | None:
        text = arabic_digits(str(value or "")).strip()
        if not text:
            return None
        found = _KILOGRAMS.fullmatch(text)
        if not found:
            raise _wrong("core.bad-kilograms")
        grams = int(found[1]) * 1000 + int((found[2] or "").ljust(3, "0"))
        if not 1 <= grams <= 1_000_000_000:
            raise _wrong("core.bad-kilograms")
        return grams

    def prepare_value(self, value: Any) -> Any:
        """Grams of the record as the kilograms that are typed."""
        if isinstance(value, int):
            return f"{(Decimal(value) / 1000).normalize():f}"
        return value


class OccurredInput(forms.Widget):
    """Day, month, year and hour, each as far as it is known; or not known at all.

    Of an act that may be without a time of its own, it says "now" until it is opened.
    """

    template_name = "core/parts/occurred.html"
    use_fieldset = True
    PARTS = ("day", "month", "year", "time", "about", "unknown", "words")

    def get_context(self, name: str, value: Any, attrs: dict[str, Any] | None) -> dict[str, Any]:
        said = _parts_of(value) if isinstance(value, Occurred) else value or {}
        context = super().get_context(name, None, attrs)
        return context | {
            "name": name, "auto": context["widget"]["attrs"].get("id", f"id_{name}"),
            "months": MONTHS.items(), "said": said, "said_any": any(said.values()),
            "now": name == "occurred" and not self.is_required,
        }  # fmt: skip

    def value_from_datadict(self, data: Any, files: Any, name: str) -> dict[str, str]:
        return {part: data.get(f"{name}-{part}", "") for part in self.PARTS}

    def value_omitted_from_data(self, data: Any, files: Any, name: str) -> bool:
        return not any(f"{name}-{part}" in data for part in self.PARTS)

    def id_for_label(self, id_: str | None) -> str:
        return f"{id_}-day" if id_ else ""


class OccurredField(forms.Field):
    """When it happened, as exactly as it is known: an `Occurred`. Left empty: None.

    In an ActForm the field named `occurred` says when the act itself happened.
    """

    widget = OccurredInput

    def __init__(self, **kwargs: Any) -> None:
        kwargs.setdefault("label", _("When it happened"))
        super().__init__(**kwargs)

    def clean(self, value: Any) -> Occurred | None:
        said = {k: tidy(arabic_digits(str(v or ""))) for k, v in (value or {}).items()}
        words = tidy(str((value or {}).get("words") or ""))
        if said.get("unknown"):
            return Occurred(words=words)
        if not any(said.get(it) for it in ("day", "month", "year", "time")):
            if self.required or words:
                raise _wrong("core.when-or-unknown")
            return None
        return _occurred(said, words)


def _occurred(said: Mapping[str, str], words: str) -> Occurred:
    day, month, year = (_whole(said.get(it, "")) for it in ("day", "month", "year"))
    time = _time(said.get("time", ""))
    if month is None and (day or time or not year):
        raise _wrong("core.bad-time")
    if (time and not (day and year)) or not 1 <= (month or 1) <= 12:
        raise _wrong("core.bad-time")
    if year is None:
        return _without_year(day, month or 1, words)
    if not 1900 <= year <= 2999 or (day is not None and not 1 <= day <= _last(year, month or 1)):
        raise _wrong("core.bad-time")
    if time and day:
        return _at(datetime.combine(date(year, month or 1, day), time), said, words)
    first = date(year, month or 1, day or 1)
    last = date(year, month or 12, day or _last(year, month or 12))
    precision = Precision.DAY if day else Precision.MONTH if month else Precision.YEAR
    end = _here(datetime.combine(last + timedelta(days=1), clock())) - timedelta(seconds=1)
    return Occurred(_here(datetime.combine(first, clock())), end, precision, words)


def _at(moment: datetime, said: Mapping[str, str], words: str) -> Occurred:
    if not said.get("about"):
        return Occurred.at(_here(moment), words)
    half = timedelta(minutes=30)
    return Occurred(_here(moment) - half, _here(moment) + half, Precision.HOUR, words)


def _without_year(day: int | None, month: int, words: str) -> Occurred:
    if day is not None and not 1 <= day <= _last(2000, month):
        raise _wrong("core.bad-time")
    said = str(MONTHS[month]) if day is None else formats.date_format(
        date(2000, month, day), "MONTH_DAY_FORMAT")  # fmt: skip
    precision = Precision.MONTH_NO_YEAR if day is None else Precision.DAY_NO_YEAR
    return Occurred(None, None, precision, words or said)


def _parts_of(it: Occurred) -> dict[str, str]:
    """An `Occurred` as it would have been typed; a span of days only by its words."""
    if it.precision is Precision.UNKNOWN:
        return {"unknown": "on", "words": it.words}
    if it.earliest is None or it.latest is None or it.precision is Precision.BETWEEN:
        return {"words": it.words}
    start = timezone.localtime(it.earliest)
    found = {"words": it.words, "year": str(start.year)}
    if it.precision is not Precision.YEAR:
        found["month"] = str(start.month)
    if it.precision in (Precision.DAY, Precision.HOUR, Precision.MINUTE):
        found["day"] = str(start.day)
    if it.precision is Precision.MINUTE:
        found["time"] = f"{start:%H:%M}"
    if it.precision is Precision.HOUR:
        found |= {"time": f"{start + (it.latest - it.earliest) / 2:%H:%M}", "about": "on"}
    return found


def _whole(text: str) -> int | None:
    if not text:
        return None
    if not re.fullmatch(r"\d{1,4}", text):
        raise _wrong("core.bad-time")
    return int(text)


def _time(text: str) -> clock | None:
    if not text:
        return None
    found = _CLOCK.fullmatch(text)
    if not found:
        raise _wrong("core.bad-time")
    return clock(int(found[1]), int(found[2]))


def _last(year: int, month: int) -> int:
    return monthrange(year, month)[1]


def _here(moment: datetime) -> datetime:
    return timezone.make_aware(moment)


def _wrong(code: str, **values: int) -> ValidationError:
    return ValidationError(say(Problem(code, "", dict(values))))


def in_our_words(field: forms.Field | None, error: Any) -> Any:
    """What Django says of a field, as the other doors say it."""
    if not isinstance(error, ValidationError) or hasattr(error, "error_dict"):
        return error
    return ValidationError([_translated(field, it) for it in error.error_list])


def _translated(field: forms.Field | None, error: ValidationError) -> ValidationError:
    code = SAID.get(str(error.code))
    if error.code == "invalid":
        code = next((it for kind, it in INVALID.items() if isinstance(field, kind)), None)
    if code is None:
        return error
    limit = (error.params or {}).get("limit_value")
    values = {} if limit is None else {"limit": limit}
    return ValidationError(say(Problem(code, "", values)), code=error.code)
