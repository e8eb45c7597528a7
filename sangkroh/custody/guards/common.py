"""What the guards of the books share: how one is written, and the lines that one looks at."""

from __future__ import annotations

from collections.abc import Iterable

from sangkroh.core.guards import Guard, refuse

LINES = (
    "SELECT 1 FROM custody_line l "
    "JOIN custody_account f ON f.id = l.from_account_id "
    "JOIN custody_account t ON t.id = l.to_account_id "
    "JOIN custody_lot a ON a.id = l.from_lot_id JOIN custody_lot b ON b.id = l.to_lot_id "
    "WHERE l.movement_id = NEW.id AND "
)
"""The lines of the movement that is being closed: `a` at `f` goes to `b` at `t`."""


def one_of(names: Iterable[str]) -> str:
    """The names as a list in SQL."""
    return "(" + ", ".join(sorted(f"'{name}'" for name in names)) + ")"


def insert(
    name: str, table: str, *, unless: str | None = None, when: str | None = None, of: str = "TRUE"
) -> Guard:
    """A guard before INSERT that refuses with its own name."""
    return Guard(name, table, "BEFORE INSERT", *refuse(name, unless, when=when, of=of))


def movement(
    name: str, *, unless: str | None = None, when: str | None = None, of: str = "TRUE"
) -> Guard:
    """A guard of a movement that is being closed."""
    return insert(f"custody_movement_{name}", "custody_movement", unless=unless, when=when, of=of)
