"""From a file to cases, one after the other: nothing is held but the case that is read."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from datetime import date
from pathlib import Path

from sangkroh.core.text import tidy

from .checking import Check
from .codes import FIELDS
from .files import limits, lines, sheets
from .files.cells import Row
from .found import Fault, Found
from .gathering import Sheet, as_text
from .mapping import Mapping


def cases(path: Path, mapping: Mapping, today: date) -> Iterator[Found]:
    """Every case of a file, in its order. CannotRead: the file as a whole cannot be read."""
    kind = limits.look_at(path)
    if kind == ".jsonl":
        found = _of_lines(path, today)
    else:
        read = sheets.read_csv if kind == ".csv" else sheets.read_xlsx
        found = _of_sheet(read(path, mapping.how), mapping, today)
    yield from _each_once(found)


def _each_once(found: Iterable[Found]) -> Iterator[Found]:
    """No case twice: the second is told, whether it says the same or not."""
    seen: dict[str, int] = {}
    for it in found:
        if it.key and it.key in seen:
            it.faults.append(Fault(it.row, "", "history.case-twice", {"row": seen[it.key]}))
        else:
            seen[it.key] = it.row
        yield it


def _of_lines(path: Path, today: date) -> Iterator[Found]:
    for number, said, fault in lines.read_jsonl(path):
        if said is None:
            yield Found(number, faults=[Fault(number, "", fault)])
            continue
        it = Found(number, rows=[said])
        case = {k: v for k, v in said.items() if k in FIELDS}
        for name, value in said.items():
            if name not in FIELDS and value not in (None, "", []):
                it.keep(name, _verbatim(value))
        Check(it, case, {}, today).all()
        yield it


def _verbatim(value: object) -> str:
    return tidy(value if isinstance(value, str) else str(value))


def _of_sheet(rows: Iterable[Row], mapping: Mapping, today: date) -> Iterator[Found]:
    """Rows that follow each other and are of one case become one; a row without an id goes on."""
    reader: Sheet | None = None
    for row in rows:
        key = _key(row, mapping)
        if reader is None or (key and key != reader.key):
            if reader is not None:
                yield reader.found(today)
            reader = Sheet(mapping, key, row.number, today)
        reader.add(row)
    if reader is not None:
        yield reader.found(today)


def _key(row: Row, mapping: Mapping) -> str:
    column = next(name for name, target in mapping.columns.items() if target == "id")
    cell = row.cells.get(column)
    return "" if cell is None or cell.value is None else as_text(cell.value)
