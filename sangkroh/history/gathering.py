"""Rows of a sheet that tell of one case, put together as the mapping says."""

from __future__ import annotations

import json
from contextlib import suppress
from datetime import date
from typing import Any

from sangkroh.core.text import tidy

from . import mapping as maps
from . import rules
from .checking import Check
from .codes import LISTS
from .files.cells import Cell, Row
from .found import Fault, Found
from .mapping import LINE, Mapping
from .rules import Unclear, Value


def as_text(value: object) -> str:
    if isinstance(value, float) and value == int(value):
        value = int(value)
    return tidy(str(value))


def listed(text: str, separator: str) -> list[str]:
    """The texts of a list in one cell: parted by a sign, or as JSON, as our own export writes."""
    if text.startswith("["):
        with suppress(ValueError):
            return [str(it) for it in json.loads(text)]
    return [it.strip() for it in text.split(separator) if it.strip()]


class Sheet:
    """The rows of one case."""

    def __init__(self, mapping: Mapping, key: str, row: int, today: date) -> None:
        self.mapping, self.key, self.today = mapping, key, today
        self.it = Found(row)
        self.case: dict[str, Any] = {"live": [], "dead_or_parts": []}
        self.fine: dict[str, Any] = {}
        self.at: dict[str, tuple[int, str]] = {}
        self.said: dict[tuple[str, str], tuple[object, str]] = {}
        self.unread: set[str] = set()

    def add(self, row: Row) -> None:
        """Read one row: what it says of the case, and its line."""
        targets = dict(self.mapping.columns)
        self.it.rows.append({n: _set_aside(c.value) for n, c in row.cells.items()})
        line: dict[str, Cell] = {}
        for name, cell in row.cells.items():
            if cell.fault:
                self._fault(row, cell, cell.fault)
            elif cell.value is None:
                continue
            elif name in self.mapping.animals:
                self._animal(row, name, cell)
            elif name not in targets:
                self.it.keep(name, as_text(cell.value))
            elif targets[name] in LINE:
                line[targets[name]] = cell
            else:
                self._field(row, name, targets[name], cell)
        for target, text in self.mapping.fixed.items():
            if target not in LINE:
                self._value(target, text, row.number, "")
            elif line:
                line.setdefault(target, Cell(text, ""))
        if line:
            self._line(row, line)

    def found(self, today: date) -> Found:
        """The case, when all of its rows have been read."""
        if self.fine and "fine" not in self.unread:
            self.case["fine"] = {"amount": None, "currency": None} | self.fine
        elif self.fine and self.mapping.unclear == "as_words":
            self.it.other += [(f"fine.{name}", str(it)) for name, it in self.fine.items()]
        for name in [it for it in self.at if it.startswith("fine.")]:
            self.at.setdefault("fine", self.at[name])
        Check(self.it, self.case, self.at, today).all()
        return self.it

    def _fault(
        self, row: Row, cell: Cell, code: str, values: dict[str, Value] | None = None
    ) -> None:
        self.it.faults.append(Fault(row.number, cell.at, code, values or {}))

    def _unclear(self, row: Row, name: str, cell: Cell, fault: Unclear) -> None:
        """Told, or kept as words where the person who made the mapping chose so."""
        if self.mapping.unclear == "as_words":
            self.it.other.append((name, as_text(cell.value)))
        else:
            self._fault(row, cell, fault.code, fault.values)

    def _field(self, row: Row, name: str, target: str, cell: Cell) -> None:
        try:
            value = self._read(target, cell.value)
        except Unclear as fault:
            self._unclear(row, name, cell, fault)
            self.unread.add(target.partition(".")[0])
            return
        before = self.said.setdefault((target, ""), (value, cell.at))
        if before[0] != value:
            self._fault(row, cell, "history.differs-within-case", {"cell": before[1]})
            return
        self._value(target, value, row.number, cell.at)

    def _value(self, target: str, value: Any, row: int, at: str) -> None:
        if target in self.at and not at:
            return
        self.at[target] = (row, at)
        if isinstance(value, rules.Dated):
            self.case |= {"date": value.text, "date_precision": value.precision.value}
        elif target.startswith("fine."):
            self.fine[target.removeprefix("fine.")] = value
        elif target in LISTS:
            self.case[target] = listed(str(value), self.mapping.list_separator)
        else:
            self.case[target] = value

    def _read(self, target: str, value: Any) -> Any:
        if target == "date":
            return rules.day(value, self.mapping.dates, self.today)
        if target in maps.CODES:
            return rules.choice(value, maps.CODES[target], self.mapping.words.get(target, {}))
        if target == "offenders_count":
            return rules.count(value)
        if target == "fine.amount":
            return rules.money(value, self.mapping.decimal)
        return as_text(value)

    def _animal(self, row: Row, name: str, cell: Cell) -> None:
        try:
            how_many = rules.count(cell.value)
        except Unclear as fault:
            self._unclear(row, name, cell, fault)
            return
        if how_many:
            self._append("live", row, cell.at, {
                "name_as_reported": self.mapping.animals[name], "count": how_many,
            })  # fmt: skip

    def _line(self, row: Row, line: dict[str, Cell]) -> None:
        kind = self._of_line(row, line, "line.kind")
        name = line.get("line.name_as_reported")
        at = name.at if name else next(iter(line.values())).at
        if name is None:
            self.it.faults.append(Fault(row.number, at, "history.line-without-name"))
            return
        if kind is None and "line.kind" in line:  # told already, or kept as words like the rest
            if self.mapping.unclear == "as_words":
                self.it.other += [
                    (k, as_text(v.value)) for k, v in line.items() if k != "line.kind"
                ]
            return
        if kind is None:
            self.it.faults.append(Fault(row.number, at, "history.line-without-kind"))
            return
        number = "count" if kind == "live" else "quantity"
        item = {
            "name_as_reported": as_text(name.value),
            "scientific_name_guess": self._of_line(row, line, "line.scientific_name_guess"),
            number: self._of_line(row, line, "line.quantity", kind),
            "note": self._of_line(row, line, "line.note"),
        }
        unit = self._of_line(row, line, "line.unit")
        if kind == "dead_or_parts":
            item["unit"] = unit
        elif unit not in (None, "individual"):
            self._fault(row, line["line.unit"], "history.living-by-weight")
        self._twice(row, at, kind, item, number)
        self._append(kind, row, at, item)

    def _of_line(self, row: Row, line: dict[str, Cell], target: str, kind: str = "") -> Any:
        cell = line.get(target)
        if cell is None:
            return None
        try:
            if target == "line.quantity":
                return (
                    rules.count(cell.value) if kind == "live"
                    else rules.quantity(cell.value, self.mapping.decimal)
                )  # fmt: skip
            if target in maps.CODES:
                words = self.mapping.words.get(target, {})
                return rules.choice(cell.value, maps.CODES[target], words)
        except Unclear as fault:
            self._unclear(row, target, cell, fault)
            return None
        return as_text(cell.value)

    def _twice(self, row: Row, at: str, kind: str, item: dict[str, Any], number: str) -> None:
        """The same line again: with the same number or another, it is for a person to say."""
        same = tuple(str(item.get(it)) for it in ("name_as_reported", "unit", "note"))
        key = (kind, "\0".join(same))
        before = self.said.get(key)
        if before is None:
            self.said[key] = (item[number], at)
        else:
            code = "history.line-twice" if before[0] == item[number] else "history.two-numbers"
            self.it.faults.append(Fault(row.number, at, code, {"cell": before[1]}))

    def _append(self, kind: str, row: Row, at: str, item: dict[str, Any]) -> None:
        self.at[f"{kind}.{len(self.case[kind])}"] = (row.number, at)
        self.case[kind].append(item)


def _set_aside(value: object) -> object:
    return value if isinstance(value, str | int | float | None) else str(value)
