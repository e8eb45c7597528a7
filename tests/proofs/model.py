"""The books as they should be: two dictionaries that know nothing of the database."""

from __future__ import annotations

from collections import Counter, defaultdict
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
    deaths: int = 0
    found: dict[UUID, list[tuple[bool, int]]] = field(default_factory=lambda: defaultdict(list))
    """Of each lot, newest first: whether so many were found fit, or whether nobody knows."""
    released: Counter[UUID] = field(default_factory=Counter)

    def move(self, lot: UUID, source: UUID, to: UUID, qty: int, as_lot: UUID | None = None) -> None:
        if qty:
            self.held[source, lot] -= qty
            self.held[to, as_lot or lot] += qty

    def fit(self, lot: UUID, held: int) -> int:
        """How many of those held are fit: the newest findings count first, those that were
        released were fit, and what is found of more than there are reaches back no further."""
        fit, left = 0, held + self.released[lot]
        for is_fit, qty in self.found[lot]:
            fit += min(qty, left) if is_fit else 0
            left -= min(qty, left)
        return max(0, fit - self.released[lot])

    def part(self, lot: UUID, held: int, new: UUID, qty: int) -> None:
        """Which of a group part from it nobody says: those of which nobody knows go first."""
        unknown = min(held - self.fit(lot, held), qty)
        self.found[new] = [(False, unknown), (True, qty - unknown)]

    def in_places(
        self, accounts: list[UUID], *, containers: bool | None = False
    ) -> list[tuple[UUID, UUID]]:
        """What is held there, account by account and lot by lot; None: containers or not."""
        return sorted(
            (where, lot) for (where, lot), qty in self.held.items()
            if where in accounts and qty > 0
            and containers in (None, self.units[lot] == "container")
        )  # fmt: skip
