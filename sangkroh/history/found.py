"""What is found in a file: cases in our own fields, and faults that know their cell."""

from __future__ import annotations

import json
from dataclasses import dataclass, field
from typing import Any

from .rules import Value

RECORD, OTHER = "record", "other"
"""Of our own export: the number of the case in the record, and columns that can be none."""


@dataclass(frozen=True)
class Fault:
    """What is wrong in a cell (`at`: C17, or the path of a field; "" for the row)."""

    row: int
    at: str
    code: str
    values: dict[str, Value] = field(default_factory=dict)


@dataclass
class Found:
    """A case as a file tells it: our own fields, and `other` columns word for word."""

    row: int
    case: dict[str, Any] = field(default_factory=dict)
    other: list[tuple[str, str]] = field(default_factory=list)
    record: str = ""
    """The number that our own export wrote: of which case of the record this is said."""
    faults: list[Fault] = field(default_factory=list)
    rows: list[dict[str, Any]] = field(default_factory=list)
    """What stood there, for the rows that are set aside."""

    def keep(self, column: str, text: str) -> None:
        """Keep a column for which there is no field; two are our own export's."""
        if column == RECORD:
            self.record = text
        elif column == OTHER and (pairs := _pairs(text)) is not None:
            self.other += pairs
        else:
            self.other.append((column, text))

    @property
    def key(self) -> str:
        return str(self.case.get("id") or "")


def _pairs(text: str) -> list[tuple[str, str]] | None:
    """Columns and texts as our own export writes them; None: somebody's own words."""
    try:
        found = json.loads(text)
    except ValueError:
        return None
    if not isinstance(found, list) or not all(
        isinstance(it, list) and len(it) == 2 for it in found
    ):
        return None
    return [(str(column), str(words)) for column, words in found]
