"""Who decides: another person, a vet, another organisation; and the name under which rows stand."""

from __future__ import annotations

from collections.abc import Iterator

from sangkroh.core.guards import Guard, person
from sangkroh.network.rules import STILL_OF_IT

from ..rules import (
    CENTRE,
    COURT_ASKS,
    FROZEN,
    LIVING,
    NEEDS_APPROVAL,
    NEEDS_NO_HOLD,
    NEEDS_VET,
    OUT_OF_FINAL,
)
from .common import LINES, insert, movement, one_of

SIGNED = (
    "custody_request", "custody_approval", "custody_handover", "custody_receipt", "custody_hold",
    "custody_hold_lift", "custody_review", "custody_fact", "custody_stage", "custody_stage_end",
    "custody_rest", "custody_dead_explained",
)  # fmt: skip
"""Tables whose rows name who did it: the entry's actor and nobody else."""
APPROVED = (
    "EXISTS (SELECT 1 FROM custody_request r JOIN custody_approval v ON v.request_id = r.id "
    "WHERE r.id = NEW.request_id AND r.kind = NEW.kind AND r.basis = NEW.basis "
    "AND r.case_id = NEW.case_id AND v.approves "
    f"AND {person('v.by_id')} <> {person('r.by_id')}) "
    "AND NOT EXISTS (SELECT 1 FROM custody_approval v "
    "WHERE v.request_id = NEW.request_id AND NOT v.approves)"
)


def _said_as(what: str) -> str:
    """SQL: who asked, or one who approved, did so as a vet (as_vet) or legal officer (as_legal)."""
    return (
        f"EXISTS (SELECT 1 FROM custody_request r WHERE r.id = NEW.request_id AND (r.{what} OR "
        "EXISTS (SELECT 1 FROM custody_approval v WHERE v.request_id = r.id AND v.approves "
        f"AND v.{what})))"
    )


_SINCE = f"DAYS_BEFORE({STILL_OF_IT.days}, r.at)"
TOGETHER = (
    "SELECT 1 FROM network_person one JOIN network_placement p ON p.person_id = one.id "
    "JOIN network_office here ON here.id = p.office_id "
    "JOIN network_office there ON there.agency_id = here.agency_id "
    "JOIN network_placement q ON q.office_id = there.id "
    "JOIN network_person two ON two.id = q.person_id "
    f"WHERE one.user_id = {person('r.by_id')} AND two.user_id = {person('v.by_id')} "
    f"AND (p.ended_at IS NULL OR p.ended_at >= {_SINCE}) "
    f"AND (q.ended_at IS NULL OR q.ended_at >= {_SINCE})"
)
"""Who asked and who approved served in one agency, then or in the 90 days before."""
OTHER_AGENCY = (
    "EXISTS (SELECT 1 FROM custody_request r JOIN custody_approval v ON v.request_id = r.id "
    "WHERE r.id = NEW.request_id AND v.approves AND v.agency_id IS NOT NULL "
    f"AND v.agency_id IS DISTINCT FROM r.agency_id AND NOT EXISTS ({TOGETHER}))"
)
MAY_BE_LISTED = (
    "(a.subject = 'open' OR a.taxon_id IS NOT NULL AND NOT EXISTS (SELECT 1 FROM "
    "reference_legalstatus s WHERE s.taxon_id = a.taxon_id AND s.scheme = 'cites' "
    "AND s.value = 'none' AND s.verified AND s.until IS NULL) AND NOT EXISTS (SELECT 1 FROM "
    "reference_candidate c WHERE c.reported_id = a.taxon_id))"
)
"""Not known by a verified row of today to be unlisted. A reported name is left to the act, which
looks at all its candidates."""


def _held(kind: str = "") -> str:
    """SQL: an open hold (of this kind) on a lot of the movement, or on one that it came out of."""
    only = f"h.kind = '{kind}' AND " if kind else ""
    return (
        "EXISTS (WITH RECURSIVE line_of(id) AS (SELECT l.from_lot_id FROM custody_line l "
        "WHERE l.movement_id = NEW.id UNION SELECT o.parent_lot_id FROM custody_lot o "
        "JOIN line_of ON line_of.id = o.id WHERE o.parent_lot_id IS NOT NULL) "
        f"SELECT 1 FROM custody_hold h JOIN line_of ON line_of.id = h.lot_id WHERE {only}"
        "NOT EXISTS (SELECT 1 FROM custody_hold_lift x WHERE x.hold_id = h.id))"
    )


def _decided() -> Iterator[Guard]:
    """What needs another person's act has it; a final outcome is left by approval alone."""
    yield movement(
        "approved",
        of=f"NEW.kind IN {one_of(NEEDS_APPROVAL)} OR NEW.basis = 'planned'",
        when=f"NOT ({APPROVED})",
    )
    yield movement(
        "out_of_final",
        when=f"EXISTS ({LINES} f.is_final) AND NOT (NEW.kind IN {one_of(OUT_OF_FINAL)} "
        f"AND {APPROVED})",
    )
    living = f"EXISTS ({LINES} a.unit IN {one_of(LIVING)})"
    yield movement(
        "with_a_vet",
        of=f"NEW.basis = 'planned' AND NEW.kind IN {one_of(NEEDS_VET)}",
        when=f"{living} AND NOT {_said_as('as_vet')}",
    )
    yield movement(
        "with_another_agency",
        of=f"NEW.basis = 'planned' AND NEW.kind IN {one_of(NEEDS_NO_HOLD)}",
        when=f"(EXISTS ({LINES} {MAY_BE_LISTED}) OR EXISTS (SELECT 1 FROM custody_request r "
        f"WHERE r.id = NEW.request_id AND r.needs_other_agency)) AND NOT {OTHER_AGENCY}",
    )
    yield movement(
        "not_held_back",
        of=f"NEW.basis = 'planned' AND NEW.kind IN {one_of(NEEDS_NO_HOLD)}",
        when=_held(),
    )
    yield movement(
        "asked_where_a_court_keeps",
        of=f"NEW.kind IN {one_of(COURT_ASKS)}",
        when=f"{_held('court')} AND NOT ({OTHER_AGENCY} OR {_said_as('as_legal')})",
    )
    yield movement(
        "not_frozen",
        of=f"NEW.kind IN {one_of(FROZEN)} AND NEW.basis IN ('move', 'planned')",
        when=f"EXISTS ({LINES} EXISTS (SELECT 1 FROM custody_freeze z "
        "WHERE z.office_id = f.office_id AND NOT EXISTS (SELECT 1 FROM custody_thaw w "
        "WHERE w.freeze_id = z.id)))",
    )
    yield movement(
        "released_from_a_centre_by_plan",
        of="NEW.kind = 'release' AND NEW.basis = 'fact'",
        when=f"EXISTS ({LINES} (f.state IN {one_of(CENTRE)} OR EXISTS "
        "(SELECT 1 FROM custody_handover h JOIN custody_line d ON d.movement_id = h.movement_id "
        "JOIN custody_account c ON c.id = d.from_account_id "
        f"WHERE h.account_id = f.id AND c.state IN {one_of(CENTRE)})))",
    )
    yield movement(
        "historical_of_old_papers",
        of="NEW.basis = 'historical'",
        when="NOT EXISTS (SELECT 1 FROM cases_case c WHERE c.id = NEW.case_id AND c.historical)",
    )


def _people() -> Iterator[Guard]:
    """Two people, two log-ins; the name on a row is its entry's actor."""
    yield insert(
        "custody_approval_by_another", "custody_approval",
        when="EXISTS (SELECT 1 FROM custody_request r WHERE r.id = NEW.request_id "
        f"AND {person('r.by_id')} = {person('NEW.by_id')})",
    )  # fmt: skip
    yield insert(
        "custody_approval_of_what_is_open", "custody_approval",
        when="EXISTS (SELECT 1 FROM custody_movement m WHERE m.request_id = NEW.request_id) "
        "OR EXISTS (SELECT 1 FROM custody_approval v WHERE v.request_id = NEW.request_id "
        "AND NOT v.approves)",
    )  # fmt: skip
    for table in ("custody_request", "custody_approval"):
        for role, column in (("vet", "as_vet"), ("legal_officer", "as_legal")):
            yield insert(
                f"{table}_as_a_{role}", table,
                of=f"NEW.{column}",
                when="NOT EXISTS (SELECT 1 FROM core_rolegrant g "
                f"WHERE g.user_id = NEW.by_id AND g.role = '{role}' "
                "AND (g.until IS NULL OR g.until >= CURRENT_DATE))",
            )  # fmt: skip
        yield insert(
            f"{table}_for_its_agency", table,
            unless="NEW.agency_id IS NOT DISTINCT FROM (SELECT o.agency_id FROM network_person p "
            f"JOIN network_office o ON o.id = p.office_id WHERE p.user_id = {person('NEW.by_id')})",
        )  # fmt: skip
    yield insert(
        "custody_receipt_by_another", "custody_receipt",
        when="EXISTS (SELECT 1 FROM custody_handover h WHERE h.id = NEW.handover_id "
        f"AND {person('NEW.by_id')} IN ({person('h.by_id')}, {person('h.carrier_id')}))",
    )  # fmt: skip
    yield insert(
        "custody_receipt_of_everything", "custody_receipt",
        when="EXISTS (SELECT 1 FROM custody_handover h JOIN custody_balance b "
        "ON b.account_id = h.account_id WHERE h.id = NEW.handover_id AND b.qty <> 0)",
    )  # fmt: skip
    yield insert(
        "custody_review_by_another", "custody_review",
        when="EXISTS (SELECT 1 FROM custody_fact f WHERE f.id = NEW.fact_id "
        f"AND {person('f.by_id')} = {person('NEW.by_id')})",
    )  # fmt: skip
    for table in ("custody_request", "custody_approval", "custody_review"):
        yield insert(
            f"{table}_by_a_person", table,
            unless="EXISTS (SELECT 1 FROM core_user u WHERE u.id = NEW.by_id "
            "AND u.kind = 'person')",
        )  # fmt: skip
    for table in SIGNED:
        yield insert(
            f"{table}_before_its_entry", table,
            when="EXISTS (SELECT 1 FROM journal_entry e WHERE e.id = NEW.entry_id)",
        )  # fmt: skip
        yield insert(
            f"custody_signed_{table.removeprefix('custody_')}", "journal_entry",
            when=f"EXISTS (SELECT 1 FROM {table} s WHERE s.entry_id = NEW.id "
            "AND s.by_id <> NEW.actor_id)",
        )  # fmt: skip


def guards() -> Iterator[Guard]:
    yield from _decided()
    yield from _people()
