"""CSV and XLSX, row by row: nothing is held but the row that is read."""

from __future__ import annotations

import csv
import re
import zipfile
from collections.abc import Iterator
from pathlib import Path
from typing import Any
from xml.etree.ElementTree import ParseError

from openpyxl import load_workbook
from openpyxl.utils import get_column_letter, range_boundaries
from openpyxl.utils.exceptions import InvalidFileException

from ..rules import CannotRead, must
from .cells import Cell, How, Row
from .limits import COLUMNS, LONGEST
from .writing import plain

ENCODINGS = {"windows-874": "cp874", "utf-8": "utf-8-sig"}
"""Names that people know an encoding by; any other is Python's."""
Values = list[Cell]


def read_csv(path: Path, how: How) -> Iterator[Row]:
    """The rows of a CSV file. CannotRead: bytes that are not of this encoding, or no CSV."""
    encoding = ENCODINGS.get(how.encoding.lower(), how.encoding)
    try:
        with path.open(encoding=encoding, newline="") as file:
            rows = csv.reader(file, delimiter=how.separator, strict=True)
            yield from _rows(_cells_of_csv(rows), how)
    except (UnicodeError, LookupError):
        raise CannotRead("history.not-this-encoding") from None
    except csv.Error:
        raise CannotRead("history.not-a-csv") from None


def _cells_of_csv(rows: Iterator[list[str]]) -> Iterator[tuple[int, Values]]:
    for number, values in enumerate(rows, start=1):
        yield (
            number,
            [
                Cell(
                    plain(text.strip()) or None, f"{get_column_letter(n)}{number}", _too_long(text)
                )
                for n, text in enumerate(values, start=1)
            ],
        )


def read_xlsx(path: Path, how: How) -> Iterator[Row]:
    """The rows of a sheet. Formulas, merged cells and cells in error are marked, not read."""
    try:
        book = load_workbook(path, read_only=True, data_only=how.formulas == "last_value")
    except (
        InvalidFileException, zipfile.BadZipFile, KeyError, ValueError, OSError, ParseError,
    ):  # fmt: skip
        raise CannotRead("history.not-a-workbook") from None
    try:
        must(not how.sheet or how.sheet in book.sheetnames, "history.no-such-sheet")
        sheet: Any = book[how.sheet] if how.sheet else book.worksheets[0]
        sheet.reset_dimensions()
        merged = _merged(path, sheet)
        yield from _rows(_cells_of_sheet(sheet, merged, how), how)
    except (zipfile.BadZipFile, KeyError, ValueError, ParseError):
        raise CannotRead("history.not-a-workbook") from None
    finally:
        book.close()


def _cells_of_sheet(
    sheet: Any, merged: dict[tuple[int, int], tuple[int, int]], how: How
) -> Iterator[tuple[int, Values]]:
    first: dict[tuple[int, int], Any] = {}
    anchors = set(merged.values())
    for number, row in enumerate(sheet.iter_rows(), start=1):
        values = []
        for column, cell in enumerate(row, start=1):
            at, place = f"{get_column_letter(column)}{number}", (number, column)
            value, fault = cell.value, ""
            if place in anchors:
                first[place] = value
            if place in merged and place != merged[place]:
                repeated = first.get(merged[place])
                value, fault = (repeated, "") if how.merged == "repeat" else (
                    None, "history.merged-cell" if repeated is not None else ""
                )  # fmt: skip
            elif value is not None and cell.data_type == "f":
                fault = "history.formula-cell"
            elif value is not None and cell.data_type == "e":
                value, fault = None, "history.cell-in-error"
            if isinstance(value, str):
                fault = fault or _too_long(value)
                value = value.strip() or None
            values.append(Cell(value, at, fault))
        yield number, values


def _too_long(text: str) -> str:
    return "history.cell-too-long" if len(text) > LONGEST else ""


_MERGE = re.compile(rb'<(?:\w+:)?mergeCell\s[^>]*?ref="([A-Z]+[0-9]+:[A-Z]+[0-9]+)"')


def _merged(path: Path, sheet: Any) -> dict[tuple[int, int], tuple[int, int]]:
    """Of each cell that is merged with others, the first of them: (row, column).

    openpyxl tells of merged cells only after it has read all of a sheet into memory.
    """
    found: dict[tuple[int, int], tuple[int, int]] = {}
    rest = b""
    with zipfile.ZipFile(path) as book, book.open(sheet._worksheet_path.lstrip("/")) as part:
        while piece := part.read(1 << 20):
            piece = rest + piece
            for match in _MERGE.finditer(piece):
                left, top, right, bottom = range_boundaries(match[1].decode())
                if None in (left, top, right, bottom) or (bottom - top) * (right - left) > 10**6:
                    raise CannotRead("history.not-a-workbook")
                for row in range(top, bottom + 1):
                    for column in range(left, right + 1):
                        found[row, column] = (top, left)
            rest = piece[-200:] if b"mergeCell" in piece[-200:] else piece[-40:]
    return found


def _rows(cells: Iterator[tuple[int, Values]], how: How) -> Iterator[Row]:
    """Rows by the names of their columns; rows in which nothing stands are passed over."""
    names: list[str] | None = None
    for number, values in cells:
        if number < how.header:
            continue
        if names is None:
            names = _names(values)
            continue
        beyond = [it for it in values[len(names) :] if it.value is not None or it.fault]
        if all(it.value is None and not it.fault for it in values):
            continue
        row = {name: it for name, it in zip(names, values, strict=False) if name}
        row |= {
            it.at: Cell(it.value, it.at, "history.no-column-name")
            for it in [*(v for n, v in zip(names, values, strict=False)
                         if not n and v.value is not None), *beyond]
        }  # fmt: skip
        yield Row(number, row)
    must(names is not None, "history.no-columns")


def _names(values: Values) -> list[str]:
    names = ["" if it.value is None else " ".join(str(it.value).split()) for it in values]
    while names and not names[-1]:
        names.pop()
    must(bool(names), "history.no-columns")
    must(len(names) <= COLUMNS, "history.too-many-columns", limit=COLUMNS)
    said = [it for it in names if it]
    must(len(set(said)) == len(said), "history.column-name-twice")
    return names
