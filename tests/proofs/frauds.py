"""The numbered frauds. New ones come at the end; none is ever renumbered.

Each names the guards that stop it. The proof tries it by the ORM and by raw SQL, sees it refused,
then removes just those guards and sees it succeed: so every guard is shown to be what stops it.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass

from sangkroh.core.ids import new_id
from sangkroh.custody.models import (
    Account,
    Balance,
    Lot,
    Movement,
    MovementLine,
    Root,
)
from sangkroh.custody.rules import State

from .fraud_world import Forger, Leg

Attempt = Callable[[Forger], None]


@dataclass(frozen=True)
class Fraud:
    """guards: triggers to remove. checks: CHECK constraints or indexes to remove, by table.

    only: the database on which it can be tried at all. kept: a UNIQUE of the table itself, which
    SQLite cannot give up, so that its removal is shown on PostgreSQL.
    """

    number: int
    title: str
    attempt: Attempt
    guards: tuple[str, ...] = ()
    checks: tuple[tuple[str, str], ...] = ()
    tables: tuple[str, ...] = ()
    only: str = ""
    kept: bool = False
    by: tuple[str, ...] = ("orm", "sql")


FRAUDS: list[Fraud] = []


def fraud(number: int, title: str, **more: object) -> Callable[[Attempt], Attempt]:
    def mark(attempt: Attempt) -> Attempt:
        FRAUDS.append(Fraud(number, title, attempt, **more))  # type: ignore[arg-type]
        return attempt

    return mark


def leg(f: Forger, qty: int = 1, **changes: object) -> Leg:
    """Some tortoises from pen to pen, changed."""
    w = f.world
    it = {"source": w.pens[0], "lot": w.tortoises, "to": w.pens[1], "as_lot": w.tortoises}
    it |= changes  # type: ignore[assignment]
    if "lot" in changes and "as_lot" not in changes:
        it["as_lot"] = it["lot"]
    return it["source"], it["lot"], it["to"], it["as_lot"], qty


BELOW_0 = (("custody_balance", "balance_not_below_0"),)


@fraud(1, "move more than is held", guards=("custody_line_of_what_is_there",), checks=BELOW_0)
def f1(f: Forger) -> None:
    f.post("move", leg(f, 105))


@fraud(2, "the same with the conflict ignored", only="sqlite", by=("sql",), checks=BELOW_0,
       guards=("custody_line_apply", "custody_line_of_what_is_there"))  # fmt: skip
def f2(f: Forger) -> None:
    f.post("move", leg(f, 105), verb="INSERT OR IGNORE")


@fraud(3, "a line of nothing", checks=(("custody_line", "line_moves_something"),))
def f3(f: Forger) -> None:
    f.post("move", leg(f, 0))


@fraud(4, "one chip seized twice", kept=True, checks=(("custody_lot", "*mark*"),))
def f4(f: Forger) -> None:
    f.lot(is_individual=True, mark="CHIP-1")


@fraud(5, "one chipped animal seized twice", guards=("custody_movement_brings_in_new_lots",
       "custody_line_of_one_in_one_place"),
       checks=(("custody_balance", "individual_in_one_place"),
               ("custody_balance", "balance_of_an_individual")))  # fmt: skip
def f5(f: Forger) -> None:
    w = f.world
    f.post("take_in", leg(f, lot=w.chipped, source=f.state(State.ORIGIN_FOUND), to=w.pens[1]))


@fraud(6, "an individual back into its batch", guards=("custody_line_keeps_subject",
       "custody_movement_from_lot_to_lot"))  # fmt: skip
def f6(f: Forger) -> None:
    w = f.world
    f.post("split", leg(f, lot=w.chipped, as_lot=w.tortoises, to=w.pens[0]))


@fraud(7, "another species by splitting", guards=("custody_line_keeps_subject",))
def f7(f: Forger) -> None:
    part = f.lot(subject="open", taxon_id=None, as_reported="cobras",
                 parent_lot_id=f.world.tortoises)  # fmt: skip
    f.post("split", leg(f, as_lot=part, to=f.world.pens[0]))


def changed(model: type, table: str, column: str, value: object) -> Attempt:
    def attempt(f: Forger) -> None:
        if f.by == "orm":
            model.objects.update(**{column: value})  # type: ignore[attr-defined]
        else:
            f.run(f"UPDATE {table} SET {column} = %s", [value])

    return attempt


def removed(model: type, table: str) -> Attempt:
    def attempt(f: Forger) -> None:
        if f.by == "orm":
            rows = model.objects.all()  # type: ignore[attr-defined]
            rows._raw_delete(rows.db)
        else:
            f.run(f"DELETE FROM {table}")

    return attempt


fraud(8, "remove lines", guards=("custody_line_no_delete",), tables=("custody_line",))(
    removed(MovementLine, "custody_line")
)
fraud(8, "change a line", guards=("custody_line_no_update",), tables=("custody_line",))(
    changed(MovementLine, "custody_line", "weight_g", 5)
)
fraud(8, "change a movement", guards=("custody_movement_no_update",),
      tables=("custody_movement",))(
    changed(Movement, "custody_movement", "reason", "another")
)  # fmt: skip


@fraud(9, "truncate the lines", guards=("custody_line_no_truncate",), tables=("custody_line",),
       only="postgresql", by=("sql",))  # fmt: skip
def f9(f: Forger) -> None:
    f.run("TRUNCATE custody_line")


@fraud(10, "replace a line", guards=("custody_line_no_delete", "custody_line_into_closed_movement",
       "custody_line_of_what_is_there", "custody_line_of_one_in_one_place"),
       checks=BELOW_0, only="sqlite", by=("sql",))  # fmt: skip
def f10(f: Forger) -> None:
    line = MovementLine.objects.filter(from_lot=f.world.tortoises).latest("pk")
    f.insert(
        MovementLine, verb="INSERT OR REPLACE", id=line.pk, movement_id=line.movement_id,
        ordinal=line.ordinal, from_account_id=line.from_account_id, from_lot_id=line.from_lot_id,
        to_account_id=line.to_account_id, to_lot_id=line.to_lot_id, qty=line.qty,
    )  # fmt: skip


fraud(11, "write a balance", guards=(),
      tables=("custody_balance",))(
    changed(Balance, "custody_balance", "qty", 0)
)  # fmt: skip
fraud(12, "let an account go below nothing", guards=("custody_account_no_update",),
      tables=("custody_account",))(
    changed(Account, "custody_account", "may_go_below_0", True)
)  # fmt: skip
fraud(13, "change what lots are of", guards=("custody_lot_no_update",), tables=("custody_lot",))(
    changed(Lot, "custody_lot", "as_reported", "something else")
)


@fraud(46, "say that lots are parts of another", tables=("custody_root",))
def f46(f: Forger) -> None:
    if f.by == "orm":
        Root.objects.update(root=f.world.tortoises)
    else:
        f.run("UPDATE custody_root SET root_id = (SELECT l.id FROM custody_lot l LIMIT 1)")


@fraud(14, "a movement that says more lines than it has", guards=("custody_movement_whole",))
def f14(f: Forger) -> None:
    f.post("move", leg(f), line_count=2)


@fraud(15, "a line added to a closed movement", guards=("custody_line_into_closed_movement",))
def f15(f: Forger) -> None:
    source, lot, to, as_lot, qty = leg(f)
    f.insert(
        MovementLine, movement_id=f.world.death, ordinal=2, from_account_id=source,
        from_lot_id=lot, to_account_id=to, to_lot_id=as_lot, qty=qty,
    )  # fmt: skip


@fraud(16, "lines without a movement", checks=(("custody_line", "*movement_id*fk*"),))
def f16(f: Forger) -> None:
    source, lot, to, as_lot, qty = leg(f)
    f.insert(
        MovementLine, movement_id=new_id(), ordinal=1, from_account_id=source, from_lot_id=lot,
        to_account_id=to, to_lot_id=as_lot, qty=qty,
    )  # fmt: skip


@fraud(16, "a movement without an entry", checks=(("custody_movement", "*entry_id*fk*"),))
def f16b(f: Forger) -> None:
    f.post("move", leg(f), written=False)


def back(f: Forger) -> Leg:
    w = f.world
    return leg(f, lot=w.dead, source=f.state(State.DIED), to=w.pens[0])


@fraud(17, "bring the dead back", guards=("custody_movement_out_of_final",
       "custody_movement_by_a_rule", "custody_movement_stays_in_its_office"))  # fmt: skip
def f17(f: Forger) -> None:
    f.post("move", back(f))


@fraud(18, "bring the dead back as a reversal nobody approved", guards=(
       "custody_movement_out_of_final", "custody_movement_approved"))  # fmt: skip
def f18(f: Forger) -> None:
    f.post("reversal", back(f), reverses=f.world.death)


@fraud(19, "take one movement back twice", kept=True, checks=(("custody_movement", "*reverses*"),),
       guards=("custody_movement_out_of_final", "custody_movement_approved"))  # fmt: skip
def f19(f: Forger) -> None:
    w = f.world
    there = leg(f, lot=w.dead, source=w.pens[0], to=f.state(State.DIED))
    f.post("reversal", back(f), reverses=w.death)
    f.post("die", there, basis="fact")
    f.post("reversal", back(f), reverses=w.death)


@fraud(20, "a reversal that is not the opposite", guards=(
       "custody_movement_reverses_line_for_line", "custody_movement_approved"))  # fmt: skip
def f20(f: Forger) -> None:
    f.post("reversal", leg(f), reverses=f.world.death)
