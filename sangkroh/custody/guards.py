"""What the database itself keeps of the books, by every door and by none.

Generated from the tables of rules.py, so that the rule a person is told and the rule that the
database keeps are the same rule. A movement is closed by its own row, after its lines: so what
depends on the kind is looked at there, line by line. Entries come last, so a row that names its
entry is signed by that entry's actor (`custody_signed_*`).
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from sangkroh.core.guards import GUARD_WRITTEN, Guard, append_only, refuse, register

from .rules import (
    ALLOWED,
    BASES,
    CENTRE,
    FROZEN,
    HOLDING,
    LIVING,
    NEEDS_APPROVAL,
    NEEDS_NO_HOLD,
    NEEDS_VET,
    OUT_OF_FINAL,
    REVERSIBLE,
)

GUARD_WRITTEN.add("custody_balance")
APPEND_ONLY = (
    "custody_account", "custody_lot", "custody_request", "custody_approval", "custody_movement",
    "custody_line", "custody_handover", "custody_receipt", "custody_hold", "custody_hold_lift",
    "custody_freeze", "custody_thaw", "custody_alarm", "custody_explanation", "custody_fact",
    "custody_fact_detail", "custody_review",
)  # fmt: skip
SIGNED = (
    "custody_request", "custody_approval", "custody_handover", "custody_receipt", "custody_hold",
    "custody_hold_lift", "custody_review", "custody_fact",
)  # fmt: skip
"""Tables whose rows name who did it: the entry's actor and nobody else."""


def _in(names: Iterable[str]) -> str:
    return "(" + ", ".join(sorted(f"'{name}'" for name in names)) + ")"


LINES = (
    "SELECT 1 FROM custody_line l "
    "JOIN custody_account f ON f.id = l.from_account_id "
    "JOIN custody_account t ON t.id = l.to_account_id "
    "JOIN custody_lot a ON a.id = l.from_lot_id JOIN custody_lot b ON b.id = l.to_lot_id "
    "WHERE l.movement_id = NEW.id AND "
)
"""The lines of the movement that is being closed: `a` at `f` goes to `b` at `t`."""
APPROVED = (
    "EXISTS (SELECT 1 FROM custody_request r JOIN custody_approval v ON v.request_id = r.id "
    "WHERE r.id = NEW.request_id AND r.kind = NEW.kind AND r.basis = NEW.basis "
    "AND r.case_id = NEW.case_id AND v.approves AND v.by_id <> r.by_id) "
    "AND NOT EXISTS (SELECT 1 FROM custody_approval v "
    "WHERE v.request_id = NEW.request_id AND NOT v.approves)"
)
VET = (
    "EXISTS (SELECT 1 FROM custody_request r WHERE r.id = NEW.request_id AND (r.as_vet OR EXISTS "
    "(SELECT 1 FROM custody_approval v WHERE v.request_id = r.id AND v.approves AND v.as_vet)))"
)
OTHER_AGENCY = (
    "EXISTS (SELECT 1 FROM custody_request r JOIN custody_approval v ON v.request_id = r.id "
    "WHERE r.id = NEW.request_id AND v.approves AND v.agency_id IS NOT NULL "
    "AND v.agency_id IS DISTINCT FROM r.agency_id)"
)
MAY_BE_LISTED = (
    "(a.subject = 'open' OR a.taxon_id IS NOT NULL AND NOT EXISTS (SELECT 1 FROM "
    "reference_legalstatus s WHERE s.taxon_id = a.taxon_id AND s.scheme = 'cites' "
    "AND s.value = 'none' AND s.verified AND s.until IS NULL) AND NOT EXISTS (SELECT 1 FROM "
    "reference_candidate c WHERE c.reported_id = a.taxon_id))"
)
"""Not known by a verified row of today to be unlisted. A reported name is left to the act, which
looks at all its candidates."""
HELD_BACK = (
    "EXISTS (WITH RECURSIVE line_of(id) AS (SELECT l.from_lot_id FROM custody_line l "
    "WHERE l.movement_id = NEW.id UNION SELECT o.parent_lot_id FROM custody_lot o "
    "JOIN line_of ON line_of.id = o.id WHERE o.parent_lot_id IS NOT NULL) "
    "SELECT 1 FROM custody_hold h JOIN line_of ON line_of.id = h.lot_id "
    "WHERE NOT EXISTS (SELECT 1 FROM custody_hold_lift x WHERE x.hold_id = h.id))"
)


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
    postgresql = " ".join(f"{_open_balance(s)} {_apply(s, sign)} {missed}" for s, sign in sides)
    return Guard(
        "custody_line_apply", "custody_line", "AFTER INSERT", sqlite,
        f"BEGIN {postgresql} RETURN NULL; END", definer=True,
    )  # fmt: skip


def _insert(name: str, table: str, *, unless: str | None = None, when: str | None = None) -> Guard:
    """A guard before INSERT that refuses with its own name."""
    return Guard(name, table, "BEFORE INSERT", *refuse(name, unless, when=when))


def _lines() -> Iterator[Guard]:
    """Looked at before the line is there: after OR FAIL it would stay with its balance undone."""
    yield _insert(
        "custody_line_into_closed_movement", "custody_line",
        when="EXISTS (SELECT 1 FROM custody_movement m WHERE m.id = NEW.movement_id)",
    )  # fmt: skip
    yield _insert(
        "custody_line_of_what_is_there", "custody_line",
        unless="EXISTS (SELECT 1 FROM custody_account a WHERE a.id = NEW.from_account_id "
        "AND (a.may_go_below_0 OR EXISTS (SELECT 1 FROM custody_balance b "
        "WHERE b.account_id = a.id AND b.lot_id = NEW.from_lot_id AND b.qty >= NEW.qty)))",
    )  # fmt: skip
    yield _insert(
        "custody_line_of_one_in_one_place", "custody_line",
        when="EXISTS (SELECT 1 FROM custody_lot l WHERE l.id = NEW.to_lot_id AND l.is_individual) "
        "AND (NEW.qty <> 1 OR EXISTS (SELECT 1 FROM custody_balance b "
        "WHERE b.lot_id = NEW.to_lot_id AND b.qty = 1 AND (b.account_id <> NEW.from_account_id "
        "OR NEW.from_lot_id <> NEW.to_lot_id)))",
    )  # fmt: skip
    yield _insert(
        "custody_line_keeps_subject", "custody_line",
        unless="NEW.from_lot_id = NEW.to_lot_id OR NEW.from_account_id = NEW.to_account_id "
        "AND EXISTS (SELECT 1 FROM custody_lot a JOIN custody_lot b ON b.id = NEW.to_lot_id "
        "WHERE a.id = NEW.from_lot_id AND a.case_id = b.case_id AND a.subject = b.subject "
        "AND a.taxon_id IS NOT DISTINCT FROM b.taxon_id AND a.item_type = b.item_type "
        "AND a.unit = b.unit AND NOT a.is_individual "
        "AND (b.parent_lot_id = a.id OR a.parent_lot_id = b.id AND NOT b.is_individual))",
    )  # fmt: skip


def _movement(name: str, *, unless: str | None = None, when: str | None = None) -> Guard:
    return _insert(f"custody_movement_{name}", "custody_movement", unless=unless, when=when)


def _whole() -> Iterator[Guard]:
    """A movement is closed with exactly its lines, of its case, by a rule, on a basis."""
    yield _movement(
        "whole",
        unless="NEW.line_count > 0 AND NEW.line_count = "
        "(SELECT COUNT(*) FROM custody_line l WHERE l.movement_id = NEW.id)",
    )
    yield _movement(
        "of_one_case",
        when=f"EXISTS ({LINES} (a.case_id <> NEW.case_id OR b.case_id <> NEW.case_id))",
    )
    triples = ", ".join(
        sorted(f"('{k}', '{a}', '{b}')" for k, pairs in ALLOWED.items() for a, b in pairs)
    )
    yield _movement(
        "by_a_rule",
        when=f"NEW.kind <> 'reversal' AND EXISTS ({LINES} "
        f"(NEW.kind, f.state, t.state) NOT IN (VALUES {triples}))",
    )
    bases = ", ".join(sorted(f"('{k}', '{b}')" for k, bs in BASES.items() for b in bs))
    yield _movement("on_a_basis", unless=f"(NEW.kind, NEW.basis) IN (VALUES {bases})")
    yield _movement(
        "from_lot_to_lot",
        when=f"NEW.kind <> 'reversal' AND EXISTS ({LINES} "
        "CASE NEW.kind WHEN 'split' THEN b.parent_lot_id IS DISTINCT FROM a.id OR b.is_individual "
        "WHEN 'individualise' THEN b.parent_lot_id IS DISTINCT FROM a.id OR NOT b.is_individual "
        "ELSE a.id <> b.id END)",
    )
    yield _movement(
        "brings_in_new_lots",
        when="NEW.kind IN ('take_in', 'birth') AND EXISTS "
        f"({LINES} EXISTS (SELECT 1 FROM custody_line o WHERE o.movement_id <> NEW.id "
        "AND (o.to_lot_id = l.to_lot_id OR o.from_lot_id = l.to_lot_id)))",
    )
    yield _movement(
        "stays_in_its_office",
        when=f"NEW.kind = 'move' AND EXISTS ({LINES} f.office_id IS DISTINCT FROM t.office_id)",
    )
    yield _movement(
        "goes_on_an_empty_road",
        when=f"NEW.kind = 'dispatch' AND EXISTS ({LINES} EXISTS (SELECT 1 FROM custody_handover h "
        "WHERE h.account_id = t.id))",
    )
    yield _insert(
        "custody_movement_before_its_entry", "custody_movement",
        when="EXISTS (SELECT 1 FROM journal_entry e WHERE e.id = NEW.entry_id)",
    )  # fmt: skip


def _decided() -> Iterator[Guard]:
    """What needs another person's act has it; a final outcome is left by approval alone."""
    yield _movement(
        "approved",
        when=f"(NEW.kind IN {_in(NEEDS_APPROVAL)} OR NEW.basis = 'planned') AND NOT ({APPROVED})",
    )
    yield _movement(
        "out_of_final",
        when=f"EXISTS ({LINES} f.is_final) AND NOT (NEW.kind IN {_in(OUT_OF_FINAL)} "
        f"AND {APPROVED})",
    )
    living = f"EXISTS ({LINES} a.unit IN {_in(LIVING)})"
    yield _movement(
        "with_a_vet",
        when=f"NEW.basis = 'planned' AND NEW.kind IN {_in(NEEDS_VET)} AND {living} AND NOT {VET}",
    )
    yield _movement(
        "with_another_agency",
        when=f"NEW.basis = 'planned' AND NEW.kind IN {_in(NEEDS_NO_HOLD)} "
        f"AND (EXISTS ({LINES} {MAY_BE_LISTED}) OR EXISTS (SELECT 1 FROM custody_request r "
        f"WHERE r.id = NEW.request_id AND r.needs_other_agency)) AND NOT {OTHER_AGENCY}",
    )
    yield _movement(
        "not_held_back",
        when=f"NEW.basis = 'planned' AND NEW.kind IN {_in(NEEDS_NO_HOLD)} AND {HELD_BACK}",
    )
    yield _movement(
        "not_frozen",
        when=f"NEW.kind IN {_in(FROZEN)} AND NEW.basis IN ('move', 'planned') AND EXISTS ({LINES} "
        "EXISTS (SELECT 1 FROM custody_freeze z WHERE z.office_id = f.office_id AND NOT EXISTS "
        "(SELECT 1 FROM custody_thaw w WHERE w.freeze_id = z.id)))",
    )
    yield _movement(
        "released_from_a_centre_by_plan",
        when="NEW.kind = 'release' AND NEW.basis = 'fact' "
        f"AND EXISTS ({LINES} f.state IN {_in(CENTRE)})",
    )
    yield _movement(
        "historical_of_old_papers",
        when="NEW.basis = 'historical' AND NOT EXISTS "
        "(SELECT 1 FROM cases_case c WHERE c.id = NEW.case_id AND c.historical)",
    )


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
    changes = "NEW.kind IN ('count', 'hatch', 'identify', 'reidentify')"
    yield _movement(
        "converts_what_went_in",
        when=f"{changes} AND (NOT EXISTS (SELECT 1 {ins}) OR EXISTS "
        f"({LINES} (f.state IN {through} OR f.state = 'surplus') AND NOT EXISTS "
        f"(SELECT 1 {ins} AND p.id = a.parent_lot_id)))",
    )
    yield _movement(
        "converts_the_unit",
        when=f"{changes} AND (EXISTS ({LINES} t.state IN {through} AND CASE NEW.kind "
        "WHEN 'count' THEN a.unit <> 'container' WHEN 'hatch' THEN a.unit <> 'egg' "
        "WHEN 'identify' THEN a.subject <> 'open' ELSE a.subject = 'open' END) "
        f"OR EXISTS ({LINES} f.state IN {through} AND CASE NEW.kind "
        "WHEN 'count' THEN a.unit = 'container' WHEN 'hatch' THEN a.unit <> 'animal' "
        "ELSE a.subject = 'open' OR NOT EXISTS (SELECT 1 FROM custody_lot q "
        "WHERE q.id = a.parent_lot_id AND q.unit = a.unit "
        "AND q.is_individual = a.is_individual) END))",
    )
    yield _movement(
        "converts_no_more",
        when=f"NEW.kind IN ('hatch', 'identify', 'reidentify') AND (COALESCE((SELECT SUM(o.qty) "
        f"{outs}), 0) > COALESCE((SELECT SUM(i.qty) {ins}), 0) OR NEW.kind <> 'hatch' AND "
        f"COALESCE((SELECT SUM(o.qty) {outs}), 0) <> COALESCE((SELECT SUM(i.qty) {ins}), 0))",
    )
    yield _movement(
        "born_of_a_dam", when=f"NEW.kind = 'birth' AND EXISTS ({LINES} b.dam_lot_id IS NULL)"
    )


def _reversals() -> Iterator[Guard]:
    yield _movement(
        "reverses_one",
        unless="(NEW.kind = 'reversal') = (NEW.reverses_id IS NOT NULL) AND (NEW.kind <> "
        "'reversal' OR EXISTS (SELECT 1 FROM custody_movement m WHERE m.id = NEW.reverses_id "
        f"AND m.case_id = NEW.case_id AND m.line_count = NEW.line_count "
        f"AND m.kind IN {_in(REVERSIBLE)}))",
    )
    yield _movement(
        "reverses_line_for_line",
        when="NEW.kind = 'reversal' AND EXISTS (SELECT 1 FROM custody_line o "
        "WHERE o.movement_id = NEW.reverses_id AND NOT EXISTS (SELECT 1 FROM custody_line r "
        "WHERE r.movement_id = NEW.id AND r.ordinal = o.ordinal AND r.qty = o.qty "
        "AND r.from_account_id = o.to_account_id AND r.from_lot_id = o.to_lot_id "
        "AND r.to_account_id = o.from_account_id AND r.to_lot_id = o.from_lot_id))",
    )


def _people() -> Iterator[Guard]:
    """Two people, two log-ins; the name on a row is its entry's actor."""
    yield _insert(
        "custody_approval_by_another", "custody_approval",
        when="EXISTS (SELECT 1 FROM custody_request r WHERE r.id = NEW.request_id "
        "AND r.by_id = NEW.by_id)",
    )  # fmt: skip
    yield _insert(
        "custody_approval_of_what_is_open", "custody_approval",
        when="EXISTS (SELECT 1 FROM custody_movement m WHERE m.request_id = NEW.request_id) "
        "OR EXISTS (SELECT 1 FROM custody_approval v WHERE v.request_id = NEW.request_id "
        "AND NOT v.approves)",
    )  # fmt: skip
    for table in ("custody_request", "custody_approval"):
        yield _insert(
            f"{table}_as_a_vet", table,
            when="NEW.as_vet AND NOT EXISTS (SELECT 1 FROM core_rolegrant g "
            "WHERE g.user_id = NEW.by_id AND g.role = 'vet' "
            "AND (g.until IS NULL OR g.until >= CURRENT_DATE))",
        )  # fmt: skip
        yield _insert(
            f"{table}_for_its_agency", table,
            unless="NEW.agency_id IS NOT DISTINCT FROM (SELECT o.agency_id FROM network_person p "
            "JOIN network_office o ON o.id = p.office_id WHERE p.user_id = NEW.by_id)",
        )  # fmt: skip
    yield _insert(
        "custody_receipt_by_another", "custody_receipt",
        when="EXISTS (SELECT 1 FROM custody_handover h WHERE h.id = NEW.handover_id "
        "AND (h.by_id = NEW.by_id OR h.carrier_id = NEW.by_id))",
    )  # fmt: skip
    yield _insert(
        "custody_receipt_of_everything", "custody_receipt",
        when="EXISTS (SELECT 1 FROM custody_handover h JOIN custody_balance b "
        "ON b.account_id = h.account_id WHERE h.id = NEW.handover_id AND b.qty <> 0)",
    )  # fmt: skip
    yield _insert(
        "custody_review_by_another", "custody_review",
        when="EXISTS (SELECT 1 FROM custody_fact f WHERE f.id = NEW.fact_id "
        "AND f.by_id = NEW.by_id)",
    )  # fmt: skip
    for table in SIGNED:
        yield _insert(
            f"{table}_before_its_entry", table,
            when="EXISTS (SELECT 1 FROM journal_entry e WHERE e.id = NEW.entry_id)",
        )  # fmt: skip
        yield _insert(
            f"custody_signed_{table.removeprefix('custody_')}", "journal_entry",
            when=f"EXISTS (SELECT 1 FROM {table} s WHERE s.entry_id = NEW.id "
            "AND s.by_id <> NEW.actor_id)",
        )  # fmt: skip


def _rows() -> Iterator[Guard]:
    yield _insert(
        "custody_account_of_people_holds", "custody_account",
        unless=f"NEW.state IN {_in(HOLDING)} AND NOT NEW.may_go_below_0 AND NOT NEW.is_final",
    )  # fmt: skip
    yield _insert(
        "custody_lot_of_its_family", "custody_lot",
        when="EXISTS (SELECT 1 FROM custody_lot p WHERE p.id IN (NEW.parent_lot_id, "
        "NEW.dam_lot_id) AND p.case_id <> NEW.case_id) OR NEW.id = NEW.parent_lot_id",
    )  # fmt: skip
    yield _insert(
        "custody_explanation_of_no_more", "custody_explanation",
        unless="NEW.qty + COALESCE((SELECT SUM(x.qty) FROM custody_explanation x "
        "WHERE x.alarm_id = NEW.alarm_id), 0) <= (SELECT q.qty FROM custody_alarm q "
        "WHERE q.id = NEW.alarm_id)",
    )  # fmt: skip


def _guards() -> Iterator[Guard]:
    for table in APPEND_ONLY:
        yield from append_only(table)
    yield _line_apply()
    yield from _lines()
    yield from _whole()
    yield from _decided()
    yield from _conversions()
    yield from _reversals()
    yield from _people()
    yield from _rows()


register(_guards())
