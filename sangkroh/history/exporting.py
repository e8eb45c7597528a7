"""What a person may see of the record, out as the same rows that come in."""

from __future__ import annotations

import json
from collections import Counter
from collections.abc import Callable, Iterator
from decimal import Decimal
from pathlib import Path
from typing import Any

from sangkroh.core.models import User

from . import composing
from .codes import FIELDS, LISTS
from .files import limits, writing
from .found import OTHER, RECORD
from .labels import MEANINGS
from .mapping import LINE, LIST_SEPARATOR, TARGETS
from .rules import must

Progress = Callable[[str, int], None]


def export(reader: User, path: Path, progress: Progress = lambda what, done: None) -> int:
    """Write every case that the reader may see to a file. Returns how many.

    CannotRead: `history.no-such-kind`. Who told is there of one's own imports alone.
    """
    must(path.suffix.lower() in limits.KINDS, "history.no-such-kind")
    meanings = [(name, str(MEANINGS[name])) for name in (*TARGETS, RECORD, OTHER)]
    found = [(case.number, said) for case, said in _counted(composing.every_case(reader), progress)]
    if path.suffix.lower() == ".jsonl":
        writing.write_lines(path, (_as_line(number, said) for number, said in found), meanings)
    else:
        own = _own_columns(said for _, said in found)
        columns = [*TARGETS, RECORD, *own, OTHER]
        rows = (row for number, said in found for row in _as_rows(number, said, own))
        writing.write(path, columns, rows, meanings)
    return len(found)


def _counted(found: Iterator[Any], progress: Progress) -> Iterator[Any]:
    for n, it in enumerate(found, start=1):
        progress("read", n)
        yield it


def _as_line(number: str, said: dict[str, Any]) -> dict[str, Any]:
    """One case with its numbers as numbers."""
    line = {name: said[name] for name in FIELDS}
    line["dead_or_parts"] = [
        it | {"quantity": _number(it["quantity"])} for it in said["dead_or_parts"]
    ]
    if said["fine"]:
        line["fine"] = said["fine"] | {"amount": _number(said["fine"]["amount"])}
    own, rest = _parted(said, None)
    return line | own | ({OTHER: rest} if rest else {}) | {RECORD: number}


def _number(text: str | None) -> int | float | None:
    if text is None:
        return None
    number = Decimal(text)
    return int(number) if number == int(number) else float(number)


def _parted(said: dict[str, Any], own: list[str] | None) -> tuple[dict[str, str], str]:
    """Columns of the papers' own, and as JSON those that can be none: said twice, or like a field
    of ours."""
    times = Counter(name for name, _ in said["other"])
    ours = {*TARGETS, *FIELDS, RECORD, OTHER}
    is_column = {
        name for name, n in times.items()
        if n == 1 and name not in ours and (own is None or name in own)
    }  # fmt: skip
    rest = [[name, text] for name, text in said["other"] if name not in is_column]
    columns = {name: text for name, text in said["other"] if name in is_column}
    return columns, json.dumps(rest, ensure_ascii=False) if rest else ""


def _own_columns(cases: Iterator[dict[str, Any]]) -> list[str]:
    names = dict.fromkeys(name for said in cases for name in _parted(said, None)[0])
    return list(names)[: limits.COLUMNS - len(TARGETS) - 2]


def _as_rows(number: str, said: dict[str, Any], own: list[str]) -> Iterator[dict[str, Any]]:
    """A case as rows, one for each of its lines: what holds for all stands in the first."""
    columns, rest = _parted(said, own)
    first = {name: said[name] for name in FIELDS if name not in ("live", "dead_or_parts", "fine")}
    first |= {name: _listed(said[name]) for name in LISTS}
    if fine := said["fine"]:
        first |= {"fine.amount": Decimal(fine["amount"]), "fine.currency": fine["currency"]}
    first |= columns | {OTHER: rest, RECORD: number}
    lines = [
        dict(zip(LINE, _line(kind, it), strict=True))
        for kind in ("live", "dead_or_parts")
        for it in said[kind]
    ]
    for n, line in enumerate(lines or [{}]):
        yield (first if n == 0 else {"id": said["id"]}) | line


def _line(kind: str, it: dict[str, Any]) -> list[Any]:
    quantity = it.get("quantity")
    number = it["count"] if kind == "live" else None if quantity is None else Decimal(quantity)
    return [
        kind, it["name_as_reported"], it["scientific_name_guess"], number, it.get("unit"),
        it["note"],
    ]  # fmt: skip


def _listed(texts: list[str]) -> str:
    """A list in one cell; as JSON where a text holds the sign that parts them."""
    if any(LIST_SEPARATOR in it or it.startswith("[") for it in texts):
        return json.dumps(texts, ensure_ascii=False)
    return f"{LIST_SEPARATOR} ".join(texts)
