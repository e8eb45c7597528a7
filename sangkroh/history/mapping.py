"""The mapping: a small text by which a person says what the columns of a sheet mean (TOML)."""

from __future__ import annotations

import re
import tomllib
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from . import codes, rules
from .codes import FIELDS, Currency, PartUnit
from .files.cells import How
from .rules import CannotRead, Unclear, must

LINE = tuple(
    f"line.{it}"
    for it in ("kind", "name_as_reported", "scientific_name_guess", "quantity", "unit", "note")
)
"""Fields of one line of a case, where each row of a sheet tells of one."""
FINE = ("fine.amount", "fine.currency")
TARGETS = (*(it for it in FIELDS if it not in ("live", "dead_or_parts", "fine")), *FINE, *LINE)
"""What a column can mean, and the columns of our own export, in this order."""
LIST_SEPARATOR = ";"
KINDS = ("live", "dead_or_parts")
CODES: dict[str, tuple[str, ...]] = {
    **{name: tuple(it.value for it in enum) for name, enum in codes.CODED.items()},
    "line.kind": KINDS, "line.unit": tuple(it.value for it in PartUnit),
    "fine.currency": tuple(it.value for it in Currency),
    "date_precision": tuple(it.value for it in codes.DatePrecision),
}  # fmt: skip
"""Fields of which the words are one of a list, and the list."""
CHOICES = {
    "merged": ("told", "repeat"), "formulas": ("told", "last_value"),
    "unclear": ("told", "as_words"), "decimal": (".", ","),
}  # fmt: skip
LARGEST = 100_000


@dataclass(frozen=True)
class Mapping:
    """What a person said of a sheet.

    columns: name of a column to what it means. animals: name of a column of numbers to the name of
    the living animals that it counts. fixed: what holds for every row. words: for a field, words
    to codes. agencies: an agency as written to its code in our network. dates: ways in which dates
    are written. unclear: a cell that cannot be read is "told", or kept "as_words" with its number
    or date unknown. book: of which register the rows are, so that case 7 of two registers are two.
    """

    how: How = field(default_factory=How)
    columns: dict[str, str] = field(default_factory=lambda: {it: it for it in TARGETS})
    animals: dict[str, str] = field(default_factory=dict)
    fixed: dict[str, str] = field(default_factory=dict)
    words: dict[str, dict[str, str]] = field(default_factory=dict)
    agencies: dict[str, str] = field(default_factory=dict)
    dates: tuple[str, ...] = ()
    decimal: str = "."
    unclear: str = "told"
    list_separator: str = LIST_SEPARATOR
    book: str = ""


def read(path: Path) -> Mapping:
    """The mapping of this file. CannotRead at the name that cannot be understood."""
    must(path.is_file(), "history.no-such-file", "mapping")
    must(path.stat().st_size <= LARGEST, "core.too-large", "mapping", limit=LARGEST)
    try:
        return understood(tomllib.loads(path.read_text(encoding="utf-8")))
    except (tomllib.TOMLDecodeError, UnicodeDecodeError):
        raise CannotRead("history.not-a-mapping", "mapping") from None


def understood(said: dict[str, Any]) -> Mapping:
    """A mapping out of what its text says."""
    _known(said, {
        "book", "sheet", "header", "encoding", "separator", "merged", "formulas", "dates",
        "decimal", "unclear", "list_separator", "columns", "animals", "fixed", "words", "agencies",
    }, "mapping")  # fmt: skip
    how = How(
        _text(said, "sheet", ""), _number(said, "header", 1), _text(said, "encoding", "utf-8"),
        _separator(said), _choice(said, "merged"), _choice(said, "formulas"),
    )  # fmt: skip
    dates = tuple(str(it) for it in said.get("dates", []))
    for form in dates:
        try:
            rules.pattern(form)
        except Unclear as fault:
            raise CannotRead(fault.code, "dates") from None
    it = Mapping(
        how, _columns(said), _texts(said, "animals"), _fixed(said), _words(said),
        _texts(said, "agencies"), dates, _choice(said, "decimal"), _choice(said, "unclear"),
        _text(said, "list_separator", LIST_SEPARATOR), _text(said, "book", ""),
    )  # fmt: skip
    must("id" in it.columns.values(), "history.no-column-for-id", "columns")
    return it


def _known(said: dict[str, Any], names: set[str], path: str) -> None:
    must(set(said) <= names, "core.unknown-field", path)


def _text(said: dict[str, Any], name: str, default: str) -> str:
    value = said.get(name, default)
    must(isinstance(value, str), "core.not-text", name)
    return str(value)


def _number(said: dict[str, Any], name: str, default: int) -> int:
    value = said.get(name, default)
    whole = isinstance(value, int) and not isinstance(value, bool) and value > 0
    must(whole, "core.whole-number", name)
    return int(value)


def _separator(said: dict[str, Any]) -> str:
    value = {"tab": "\t"}.get(_text(said, "separator", ","), _text(said, "separator", ","))
    must(len(value) == 1, "core.not-a-choice", "separator")
    return value


def _choice(said: dict[str, Any], name: str) -> str:
    value = _text(said, name, CHOICES[name][0])
    must(value in CHOICES[name], "core.not-a-choice", name)
    return value


def _texts(said: dict[str, Any], name: str) -> dict[str, str]:
    found = said.get(name, {})
    texts = isinstance(found, dict) and all(isinstance(it, str) for it in found.values())
    must(texts, "core.not-text", name)
    return {" ".join(key.split()): value for key, value in found.items()}


def _columns(said: dict[str, Any]) -> dict[str, str]:
    found = _texts(said, "columns") or {it: it for it in TARGETS}
    for name, target in found.items():
        must(target in TARGETS, "history.no-such-field", f"columns.{_quoted(name)}")
    targets = list(found.values())
    must(len(set(targets)) == len(targets), "history.field-twice", "columns")
    return found


def _fixed(said: dict[str, Any]) -> dict[str, str]:
    found = _texts(said, "fixed")
    for name in found:
        must(name in TARGETS and name != "id", "history.no-such-field", f"fixed.{_quoted(name)}")
    return found


def _words(said: dict[str, Any]) -> dict[str, dict[str, str]]:
    tables = said.get("words", {})
    must(isinstance(tables, dict), "core.not-a-list", "words")
    for name, table in tables.items():
        path = f"words.{_quoted(name)}"
        must(name in CODES, "history.no-such-field", path)
        for code in _texts(tables, name).values():
            must(code in CODES[name], "core.not-a-choice", path)
        must(bool(table), "core.missing", path)
    return {name: _texts(tables, name) for name in tables}


def _quoted(name: str) -> str:
    """A name of the mapping as a path says it: letters and digits of it alone."""
    return re.sub(r"\W+", "_", name)[:40]
