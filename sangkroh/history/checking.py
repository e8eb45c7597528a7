"""One case of our own fields, looked at field by field: every fault told, nothing dropped."""

from __future__ import annotations

import re
from datetime import date
from decimal import Decimal
from typing import Any

from sangkroh.core.text import has_control_characters, tidy

from . import codes, rules
from .codes import FIELDS, LISTS, TEXTS, DatePrecision, PartUnit
from .files import limits
from .found import Fault, Found
from .rules import Unclear, Value

LINE_WORDS = 200
"""The most letters of a name: that of a line on a page."""
ITEM = {
    "live": ("name_as_reported", "scientific_name_guess", "count", "note"),
    "dead_or_parts": ("name_as_reported", "scientific_name_guess", "quantity", "unit", "note"),
}
EMPTY: dict[str, Any] = {
    **dict.fromkeys(FIELDS), "information_source": "unknown", "conveyance": "unknown",
    "offender_outcome": "unknown", "disposal": "unknown", "event": "unknown",
}  # fmt: skip


class Check:
    """One case of our own fields, looked at field by field; `it.case` is what was understood.

    at: where each field stood, for a sheet; a file of lines says the path itself.
    """

    def __init__(
        self, it: Found, said: dict[str, Any], at: dict[str, tuple[int, str]], today: date
    ) -> None:
        self.it, self.said, self.at, self.today = it, said, at, today

    def all(self) -> None:
        """Every field, each fault told."""
        case: dict[str, Any] = dict(EMPTY)
        case["id"] = self._id()
        self._dates(case)
        for name in TEXTS:
            case[name] = self._text(name, self.said.get(name))
        for name, enum in codes.CODED.items():
            value = self.said.get(name)
            case[name] = "unknown" if value is None else value
            if value is not None and value not in {it.value for it in enum}:
                self._fault(name, "core.not-a-choice")
        for name in LISTS:
            case[name] = self._list(name)
        for kind in ITEM:
            case[kind] = self._items(kind)
        case["offenders_count"] = self._number("offenders_count", rules.count)
        case["fine"] = self._fine()
        self.it.case = case

    def _fault(self, path: str, code: str, values: dict[str, Value] | None = None) -> None:
        row, at = self._where(path)
        self.it.faults.append(Fault(row, at, code, values or {}))

    def _where(self, path: str) -> tuple[int, str]:
        """The cell of a field, or that of the line that it is of; a path where there are none."""
        while path and path not in self.at and self.at:
            path = path.rpartition(".")[0]
        return self.at.get(path, (self.it.row, path))

    def _id(self) -> str:
        value = self.said.get("id")
        if not isinstance(value, str) or not value.strip():
            self._fault("id", "history.no-id")
            return ""
        return self._text("id", value, LINE_WORDS) or ""

    def _dates(self, case: dict[str, Any]) -> None:
        text, precision = self.said.get("date"), self.said.get("date_precision")
        if text is None and precision is None:
            return
        try:
            if not isinstance(text, str):
                raise Unclear("history.not-a-date")
            it = (
                rules.day(text, (), self.today) if precision is None
                else rules.check_day(text, DatePrecision(precision), self.today)
            )  # fmt: skip
        except Unclear as fault:
            self._fault("date", fault.code, fault.values)
        except ValueError:
            self._fault("date_precision", "core.not-a-choice")
        else:
            if it:
                case |= {"date": it.text, "date_precision": it.precision.value}

    def _text(self, path: str, value: object, most: int = limits.LONGEST) -> str | None:
        if value is None or value == "":
            return None
        if not isinstance(value, str):
            self._fault(path, "core.not-text")
            return None
        text = tidy(value)
        if has_control_characters(text):
            self._fault(path, "core.control-characters")
        elif len(text) > most:
            self._fault(path, "core.too-long", {"limit": most})
        elif most == LINE_WORDS and "\n" in text:
            self._fault(path, "core.one-line")
        elif most == LINE_WORDS and re.search("[<>]", text):
            self._fault(path, "core.no-markup")
        return text or None

    def _list(self, name: str) -> list[str]:
        value = self.said.get(name)
        if value is None:
            return []
        if not isinstance(value, list):
            self._fault(name, "core.not-a-list")
            return []
        texts = [self._text(f"{name}.{n}", it) for n, it in enumerate(value)]
        return [it for it in texts if it]

    def _items(self, kind: str) -> list[dict[str, Any]]:
        value = self.said.get(kind)
        if value is None:
            return []
        if not isinstance(value, list):
            self._fault(kind, "core.not-a-list")
            return []
        return [self._item(kind, f"{kind}.{n}", it) for n, it in enumerate(value)]

    def _item(self, kind: str, path: str, said: Any) -> dict[str, Any]:
        if not isinstance(said, dict) or not set(said) <= set(ITEM[kind]):
            self._fault(path, "core.unknown-field")
            return dict.fromkeys(ITEM[kind])
        name = said.get("name_as_reported")
        if not name:
            self._fault(path, "history.line-without-name")
        item: dict[str, Any] = {
            "name_as_reported": self._text(f"{path}.name_as_reported", name, LINE_WORDS),
            "scientific_name_guess": self._text(
                f"{path}.scientific_name_guess", said.get("scientific_name_guess"), LINE_WORDS
            ),
        }
        if kind == "live":
            item["count"] = self._number(f"{path}.count", rules.count, said.get("count"))
        else:
            number = self._number(f"{path}.quantity", rules.quantity, said.get("quantity"))
            item["quantity"] = None if number is None else rules.written(number)
            unit = item["unit"] = said.get("unit")
            if unit is not None and unit not in {it.value for it in PartUnit}:
                self._fault(f"{path}.unit", "core.not-a-choice")
        item["note"] = self._text(f"{path}.note", said.get("note"))
        return item

    def _number(self, path: str, read: Any, value: object = ...) -> Any:
        value = self.said.get(path) if value is ... else value
        if isinstance(value, str):
            self._fault(path, "history.not-a-number")
            return None
        try:
            return read(value)
        except Unclear as fault:
            self._fault(path, fault.code, fault.values)
            return None

    def _fine(self) -> dict[str, str] | None:
        value = self.said.get("fine")
        if value is None:
            return None
        if not isinstance(value, dict) or set(value) != {"amount", "currency"}:
            self._fault("fine", "history.fine-in-part")
            return None
        amount = self._number("fine.amount", rules.money, value["amount"])
        currency = value["currency"]
        if currency not in {it.value for it in codes.Currency} or amount is None:
            self._fault("fine", "history.fine-in-part")
            return None
        if amount != round(amount, 2 if currency == "USD" else 0):
            self._fault("fine.amount", "history.too-many-places")
        return {"amount": rules.written(Decimal(amount)), "currency": currency}
