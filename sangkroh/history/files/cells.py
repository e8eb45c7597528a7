"""What a file is made of, whichever kind it is: rows of cells that know where they stand."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any


@dataclass(frozen=True)
class Cell:
    """What stands in a cell, and where: `C17`, or the path of a field.

    fault: why what stands there cannot be taken as it is ("" where it can).
    """

    value: Any
    at: str
    fault: str = ""


@dataclass(frozen=True)
class Row:
    """A row of a sheet by its columns' names; `number` is the sheet's own."""

    number: int
    cells: dict[str, Cell]


@dataclass(frozen=True)
class How:
    """How a file is to be read, as the mapping says.

    merged, formulas: "told" makes each such cell a problem; "repeat" takes what the merged cells
    say for each of them, "last_value" what a formula last came to.
    """

    sheet: str = ""
    header: int = 1
    encoding: str = "utf-8"
    separator: str = ","
    merged: str = "told"
    formulas: str = "told"
