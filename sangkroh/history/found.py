"""What is found in a file: cases in our own fields, and faults that know their cell."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import Any

from .rules import Value


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
    faults: list[Fault] = field(default_factory=list)
    rows: list[dict[str, Any]] = field(default_factory=list)
    """What stood there, for the rows that are set aside."""

    @property
    def key(self) -> str:
        return str(self.case.get("id") or "")
