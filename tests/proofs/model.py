"""The books as they should be: two dictionaries that know nothing of the database."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from uuid import UUID

from django.db import transaction


@contextmanager
def undone() -> Iterator[None]:
    """What is done inside is taken back; the acts inside still believe in their own commit."""
    block = transaction.atomic()
    block._from_testcase = True  # type: ignore[attr-defined]
    with block:
        yield
        transaction.set_rollback(True)


@dataclass
class Model:
    """The books as they should be."""

    held: Counter[tuple[UUID, UUID]] = field(default_factory=Counter)
    units: dict[UUID, str] = field(default_factory=dict)
    declared: dict[UUID, int] = field(default_factory=dict)
    counted: Counter[UUID] = field(default_factory=Counter)
    alarms: dict[UUID, tuple[str, UUID, int]] = field(default_factory=dict)

    def move(self, lot: UUID, source: UUID, to: UUID, qty: int, as_lot: UUID | None = None) -> None:
        if qty:
            self.held[source, lot] -= qty
            self.held[to, as_lot or lot] += qty

    def in_place(self, account: UUID, *, containers: bool = False) -> list[UUID]:
        return [
            lot for (where, lot), qty in self.held.items()
            if where == account and qty > 0 and (self.units[lot] == "container") == containers
        ]  # fmt: skip
