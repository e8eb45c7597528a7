"""What the database itself keeps of a case: its number, its books without a gap, its memory."""

from sangkroh.core.guards import Guard, kept, refuse, register

NEXT = (
    "NEW.serial = 1 + COALESCE((SELECT MAX(c.serial) FROM cases_case c "
    "WHERE c.office_id = NEW.office_id AND c.year = NEW.year), 0)"
)

register(
    [
        *kept(
            "cases_case", "number", "year", "serial", "office_id", "opened_by_id", "opened_at",
            "historical",
        ),
        Guard("cases_case_next", "cases_case", "BEFORE INSERT", *refuse("serial", unless=NEXT)),
        *kept("cases_member", "case_id", "user_id", "since", "added_by_id"),
        *kept("cases_part", "case_id", "agency_id", "part", "since"),
        *kept("cases_agencynumber", "case_id", "agency_id", "number", "since"),
        *kept("cases_title", "case_id", "version", "by_id", "at"),
        *kept("cases_note", "case_id", "by_id", "at"),
        *kept("cases_shutout", "case_id", "agency_id", "by_id", "since", "lead_id"),
        *kept("cases_readmission", "shut_out_id", "user_id", "by_id", "at"),
        *kept("cases_spot", "case_id", "place_id", "first", "last", "by_id", "at"),
        *kept("cases_match", "case_id", "other_id", "office_id", "spot_id", "typed_by_id", "at"),
        *kept("cases_link", "case_id", "other_id", "by_id", "at"),
    ]
)  # fmt: skip
