"""Our own fields out to a file: CSV, XLSX or JSONL, with a dictionary of what they mean."""

from __future__ import annotations

import csv
import json
import re
from collections.abc import Iterable, Iterator
from decimal import Decimal
from pathlib import Path
from typing import Any

from openpyxl import Workbook
from openpyxl.cell import WriteOnlyCell

FORMULA = re.compile(r"'*[=+\-@\t\r]")
"""A text with which a spreadsheet would begin to reckon. One apostrophe before it stops that."""
Rows = Iterable[dict[str, Any]]


def write(path: Path, columns: list[str], rows: Rows, meanings: list[tuple[str, str]]) -> None:
    """Write rows by the kind of the file's name; meanings: each field, and what it means."""
    kind = path.suffix.lower()
    if kind == ".xlsx":
        _xlsx(path, columns, rows, meanings)
        return
    with path.open("w", encoding="utf-8-sig", newline="") as file:
        out = csv.writer(file)
        out.writerow([neutral(it) for it in columns])
        out.writerows([neutral(row.get(it)) for it in columns] for row in rows)
    dictionary(path, meanings)


def write_lines(path: Path, cases: Rows, meanings: list[tuple[str, str]]) -> None:
    """Write one case a line, as it is handed from house to house."""
    with path.open("w", encoding="utf-8") as file:
        file.writelines(json.dumps(it, ensure_ascii=False) + "\n" for it in cases)
    dictionary(path, meanings)


def dictionary(path: Path, meanings: list[tuple[str, str]]) -> None:
    """The dictionary beside the file, `cases.fields.csv` beside `cases.csv`."""
    beside = path.with_name(f"{path.stem}.fields.csv")
    with beside.open("w", encoding="utf-8-sig", newline="") as file:
        csv.writer(file).writerows([("field", "meaning"), *meanings])


def neutral(value: Any) -> Any:
    """A cell of a CSV in which no formula begins; `plain` takes it back."""
    if isinstance(value, str) and FORMULA.match(value):
        return f"'{value}"
    return "" if value is None else value


def plain(text: str) -> str:
    """A cell of a CSV as it was before `neutral`."""
    return text[1:] if text.startswith("'") and FORMULA.match(text) else text


def _xlsx(path: Path, columns: list[str], rows: Rows, meanings: list[tuple[str, str]]) -> None:
    book = Workbook(write_only=True)
    sheet: Any = book.create_sheet("cases")
    sheet.freeze_panes = "B2"
    sheet.append(columns)
    for row in rows:
        sheet.append(list(_cells(sheet, [row.get(it) for it in columns])))
    words: Any = book.create_sheet("fields")
    words.append(["field", "meaning"])
    for line in meanings:
        words.append(line)
    book.save(path)


def _cells(sheet: Any, values: list[Any]) -> Iterator[Any]:
    """Numbers as numbers, and every text as text: never a formula."""
    for value in values:
        cell = WriteOnlyCell(sheet, float(value) if isinstance(value, Decimal) else value)
        if isinstance(value, str):
            cell.data_type = "s"
        yield cell
