"""What the database itself keeps of the books, by every door and by none.

Generated from the tables of rules.py, so that the rule a person is told and the rule that the
database keeps are the same rule. A movement is closed by its own row, after its lines: so what
depends on the kind is looked at there, line by line.
"""

from __future__ import annotations

from collections.abc import Iterator

from sangkroh.core.guards import GUARD_WRITTEN, Guard, append_only, register

GUARD_WRITTEN.add("custody_balance")
APPEND_ONLY = (
    "custody_account", "custody_lot", "custody_request", "custody_approval", "custody_movement",
    "custody_line", "custody_handover", "custody_receipt", "custody_hold", "custody_hold_lift",
    "custody_freeze", "custody_thaw", "custody_alarm", "custody_explanation", "custody_fact",
    "custody_fact_detail", "custody_review",
)  # fmt: skip


def _open_balance(side: str) -> str:
    return (
        "INSERT INTO custody_balance (account_id, lot_id, qty, may_go_below_0, is_individual) "
        f"SELECT a.id, l.id, 0, a.may_go_below_0, l.is_individual "
        f"FROM custody_account a, custody_lot l "
        f"WHERE a.id = NEW.{side}_account_id AND l.id = NEW.{side}_lot_id "
        "AND NOT EXISTS (SELECT 1 FROM custody_balance b "
        f"WHERE b.account_id = NEW.{side}_account_id AND b.lot_id = NEW.{side}_lot_id);"
    )


def _apply(side: str, sign: str) -> str:
    return (
        f"UPDATE custody_balance SET qty = qty {sign} NEW.qty "
        f"WHERE account_id = NEW.{side}_account_id AND lot_id = NEW.{side}_lot_id;"
    )


def _line_apply() -> Guard:
    """Balances follow every line. A conflict clause of the statement (OR IGNORE) overrides a
    trigger's own, so each update must be seen to have changed one row."""
    sides = (("from", "-"), ("to", "+"))
    seen = "SELECT RAISE(ABORT, 'guard balance') WHERE changes() <> 1;"
    sqlite = " ".join(f"{_open_balance(s)} {_apply(s, sign)} {seen}" for s, sign in sides)
    missed = (
        "IF NOT FOUND THEN RAISE EXCEPTION 'guard balance' "
        "USING ERRCODE = 'integrity_constraint_violation'; END IF;"
    )
    postgresql = " ".join(f"{_open_balance(s)} {_apply(s, sign)} {missed}" for s, sign in sides)
    return Guard(
        "custody_line_apply", "custody_line", "AFTER INSERT", sqlite,
        f"BEGIN {postgresql} RETURN NULL; END", definer=True,
    )  # fmt: skip


def _guards() -> Iterator[Guard]:
    for table in APPEND_ONLY:
        yield from append_only(table)
    yield _line_apply()


register(_guards())
