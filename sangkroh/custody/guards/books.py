"""What a movement does: it conserves, goes by a rule, converts what went in, goes back whole."""

from __future__ import annotations

from collections.abc import Iterator

from sangkroh.core.guards import Guard

from ..rules import ALLOWED, BASES, HOLDING, REVERSIBLE
from .common import LINES, insert, movement, one_of


def _side(side: str) -> str:
    return f"account_id = NEW.{side}_account_id AND b.lot_id = NEW.{side}_lot_id"


def _open_balance(side: str) -> str:
    return (
        "INSERT INTO custody_balance (account_id, lot_id, qty, may_go_below_0, is_individual) "
        "SELECT a.id, l.id, 0, a.may_go_below_0, l.is_individual "
        "FROM custody_account a, custody_lot l "
        f"WHERE a.id = NEW.{side}_account_id AND l.id = NEW.{side}_lot_id "
        f"AND NOT EXISTS (SELECT 1 FROM custody_balance b WHERE b.{_side(side)});"
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
    postgresql = " ".join(
        f"{_apply(s, sign)} IF NOT FOUND THEN {_open_balance(s)} {_apply(s, sign)} {missed} END IF;"
        for s, sign in sides
    )
    return Guard(
        "custody_line_apply", "custody_line", "AFTER INSERT", sqlite,
        f"BEGIN {postgresql} RETURN NULL; END", definer=True,
    )  # fmt: skip


def _rooted() -> Guard:
    """A part is of what its parent is of; what was taken in is its own root."""
    sql = (
        "INSERT INTO custody_root (lot_id, root_id) SELECT NEW.id, COALESCE((SELECT r.root_id "
        "FROM custody_root r WHERE r.lot_id = NEW.parent_lot_id), NEW.id);"
    )
    return Guard(
        "custody_lot_rooted", "custody_lot", "AFTER INSERT", sql,
        f"BEGIN {sql} RETURN NULL; END", definer=True,
    )  # fmt: skip


def _lines() -> Iterator[Guard]:
    """Looked at before the line is there: after OR FAIL it would stay with its balance undone."""
    yield insert(
        "custody_line_into_closed_movement", "custody_line",
        when="EXISTS (SELECT 1 FROM custody_movement m WHERE m.id = NEW.movement_id)",
    )  # fmt: skip
    yield insert(
        "custody_line_of_what_is_there", "custody_line",
        unless="EXISTS (SELECT 1 FROM custody_account a WHERE a.id = NEW.from_account_id "
        "AND (a.may_go_below_0 OR EXISTS (SELECT 1 FROM custody_balance b "
        "WHERE b.account_id = a.id AND b.lot_id = NEW.from_lot_id AND b.qty >= NEW.qty)))",
    )  # fmt: skip
    yield insert(
        "custody_line_of_one_in_one_place", "custody_line",
        when="EXISTS (SELECT 1 FROM custody_lot l WHERE l.id = NEW.to_lot_id AND l.is_individual) "
        "AND (NEW.qty <> 1 OR EXISTS (SELECT 1 FROM custody_balance b "
        "WHERE b.lot_id = NEW.to_lot_id AND b.qty = 1 AND (b.account_id <> NEW.from_account_id "
        "OR NEW.from_lot_id <> NEW.to_lot_id)))",
    )  # fmt: skip
    yield insert(
        "custody_line_keeps_subject", "custody_line", of="NEW.from_lot_id <> NEW.to_lot_id",
        unless="NEW.from_account_id = NEW.to_account_id "
        "AND EXISTS (SELECT 1 FROM custody_lot a JOIN custody_lot b ON b.id = NEW.to_lot_id "
        "WHERE a.id = NEW.from_lot_id AND a.case_id = b.case_id AND a.subject = b.subject "
        "AND a.taxon_id IS NOT DISTINCT FROM b.taxon_id AND a.item_type = b.item_type "
        "AND a.unit = b.unit AND NOT a.is_individual "
        "AND (b.parent_lot_id = a.id OR a.parent_lot_id = b.id AND NOT b.is_individual))",
    )  # fmt: skip


def _whole() -> Iterator[Guard]:
    """A movement is closed with exactly its lines, of its case, by a rule, on a basis."""
    yield movement(
        "whole",
        unless="NEW.line_count > 0 AND NEW.line_count = "
        "(SELECT COUNT(*) FROM custody_line l WHERE l.movement_id = NEW.id)",
    )
    yield movement(
        "of_one_case",
        when=f"EXISTS ({LINES} (a.case_id <> NEW.case_id OR b.case_id <> NEW.case_id))",
    )
    triples = one_of(f"{k} {a} {b}" for k, pairs in ALLOWED.items() for a, b in pairs)
    yield movement(
        "by_a_rule",
        of="NEW.kind <> 'reversal'",
        when=f"EXISTS ({LINES} NEW.kind || ' ' || f.state || ' ' || t.state NOT IN {triples})",
    )
    bases = one_of(f"{k} {b}" for k, bs in BASES.items() for b in bs)
    yield movement("on_a_basis", unless=f"NEW.kind || ' ' || NEW.basis IN {bases}")
    yield movement(
        "from_lot_to_lot",
        of="NEW.kind <> 'reversal'",
        when=f"EXISTS ({LINES} "
        "CASE NEW.kind WHEN 'split' THEN b.parent_lot_id IS DISTINCT FROM a.id OR b.is_individual "
        "WHEN 'individualise' THEN b.parent_lot_id IS DISTINCT FROM a.id OR NOT b.is_individual "
        "ELSE a.id <> b.id END)",
    )
    yield movement(
        "brings_in_new_lots",
        of="NEW.kind IN ('take_in', 'birth')",
        when=f"EXISTS ({LINES} EXISTS (SELECT 1 FROM custody_line o WHERE o.movement_id <> NEW.id "
        "AND (o.to_lot_id = l.to_lot_id OR o.from_lot_id = l.to_lot_id)))",
    )
    yield movement(
        "stays_in_its_office",
        of="NEW.kind = 'move'",
        when=f"EXISTS ({LINES} f.office_id IS DISTINCT FROM t.office_id)",
    )
    yield movement(
        "goes_on_an_empty_road",
        of="NEW.kind = 'dispatch'",
        when=f"EXISTS ({LINES} EXISTS (SELECT 1 FROM custody_handover h "
        "WHERE h.account_id = t.id))",
    )
    yield insert(
        "custody_movement_before_its_entry", "custody_movement",
        when="EXISTS (SELECT 1 FROM journal_entry e WHERE e.id = NEW.entry_id)",
    )  # fmt: skip


def _conversions() -> Iterator[Guard]:
    """What comes out of a conversion came out of what went in: lot by lot, unit by unit."""
    through = "('count_conversion', 'hatch_conversion', 'identification', 'reidentification')"
    ins = (
        "FROM custody_line i JOIN custody_account c ON c.id = i.to_account_id "
        "JOIN custody_lot p ON p.id = i.from_lot_id "
        f"WHERE i.movement_id = NEW.id AND c.state IN {through}"
    )
    outs = (
        "FROM custody_line o JOIN custody_account d ON d.id = o.from_account_id "
        f"WHERE o.movement_id = NEW.id AND d.state IN {through}"
    )
    came_out = f"COALESCE((SELECT SUM(o.qty) {outs}), 0)"
    went_in = f"COALESCE((SELECT SUM(i.qty) {ins}), 0)"
    changes = "NEW.kind IN ('count', 'hatch', 'identify', 'reidentify')"
    yield movement(
        "converts_what_went_in",
        of=changes,
        when=f"NOT EXISTS (SELECT 1 {ins}) OR EXISTS "
        f"({LINES} (f.state IN {through} OR f.state = 'surplus') AND NOT EXISTS "
        f"(SELECT 1 {ins} AND p.id = a.parent_lot_id))",
    )
    yield movement(
        "converts_the_unit",
        of=changes,
        when=f"EXISTS ({LINES} t.state IN {through} AND CASE NEW.kind "
        "WHEN 'count' THEN a.unit <> 'container' WHEN 'hatch' THEN a.unit <> 'egg' "
        "WHEN 'identify' THEN a.subject <> 'open' ELSE a.subject = 'open' END) "
        f"OR EXISTS ({LINES} f.state IN {through} AND CASE NEW.kind "
        "WHEN 'count' THEN a.unit = 'container' WHEN 'hatch' THEN a.unit <> 'animal' "
        "ELSE a.subject = 'open' OR NOT EXISTS (SELECT 1 FROM custody_lot q "
        "WHERE q.id = a.parent_lot_id AND q.unit = a.unit "
        "AND q.is_individual = a.is_individual) END)",
    )
    yield movement(
        "converts_no_more",
        of="NEW.kind IN ('hatch', 'identify', 'reidentify')",
        when=f"{came_out} <> {went_in}",
    )
    yield movement(
        "born_of_a_dam", of="NEW.kind = 'birth'", when=f"EXISTS ({LINES} b.dam_lot_id IS NULL)"
    )


def _reversals() -> Iterator[Guard]:
    yield movement(
        "reverses_one",
        of="NEW.kind = 'reversal' OR NEW.reverses_id IS NOT NULL",
        unless="(NEW.kind = 'reversal') = (NEW.reverses_id IS NOT NULL) AND (NEW.kind <> "
        "'reversal' OR EXISTS (SELECT 1 FROM custody_movement m WHERE m.id = NEW.reverses_id "
        f"AND m.case_id = NEW.case_id AND m.line_count = NEW.line_count "
        f"AND m.kind IN {one_of(REVERSIBLE)}))",
    )
    yield movement(
        "reverses_line_for_line",
        of="NEW.kind = 'reversal'",
        when="EXISTS (SELECT 1 FROM custody_line o "
        "WHERE o.movement_id = NEW.reverses_id AND NOT EXISTS (SELECT 1 FROM custody_line r "
        "WHERE r.movement_id = NEW.id AND r.ordinal = o.ordinal AND r.qty = o.qty "
        "AND r.from_account_id = o.to_account_id AND r.from_lot_id = o.to_lot_id "
        "AND r.to_account_id = o.from_account_id AND r.to_lot_id = o.from_lot_id))",
    )


def _rows() -> Iterator[Guard]:
    yield insert(
        "custody_account_of_people_holds", "custody_account",
        unless=f"NEW.state IN {one_of(HOLDING)} AND NOT NEW.may_go_below_0 AND NOT NEW.is_final",
    )  # fmt: skip
    yield insert(
        "custody_lot_of_its_family", "custody_lot",
        when="EXISTS (SELECT 1 FROM custody_lot p WHERE p.id IN (NEW.parent_lot_id, "
        "NEW.dam_lot_id) AND p.case_id <> NEW.case_id) OR NEW.id = NEW.parent_lot_id",
    )  # fmt: skip
    yield insert(
        "custody_explanation_of_no_more", "custody_explanation",
        unless="NEW.qty + COALESCE((SELECT SUM(x.qty) FROM custody_explanation x "
        "WHERE x.alarm_id = NEW.alarm_id), 0) <= (SELECT q.qty FROM custody_alarm q "
        "WHERE q.id = NEW.alarm_id)",
    )  # fmt: skip


def guards() -> Iterator[Guard]:
    yield _line_apply()
    yield _rooted()
    yield from _lines()
    yield from _whole()
    yield from _conversions()
    yield from _reversals()
    yield from _rows()
