"""What the database itself keeps of the books, by every door and by none.

Generated from the tables of rules.py, so that the rule a person is told and the rule that the
database keeps are the same rule. A movement is closed by its own row, after its lines: so what
depends on the kind is looked at there, line by line. Entries come last, so a row that names its
entry is signed by that entry's actor (`custody_signed_*`).
"""

from sangkroh.core.guards import GUARD_WRITTEN, append_only, register

from . import books, people

GUARD_WRITTEN.update({"custody_balance", "custody_root"})
APPEND_ONLY = (
    "custody_account", "custody_lot", "custody_request", "custody_approval", "custody_movement",
    "custody_line", "custody_handover", "custody_receipt", "custody_hold", "custody_hold_lift",
    "custody_freeze", "custody_thaw", "custody_alarm", "custody_explanation", "custody_fact",
    "custody_fact_detail", "custody_review", "custody_stage", "custody_stage_end", "custody_rest",
    "custody_dead_explained",
)  # fmt: skip

for table in APPEND_ONLY:
    register(append_only(table))
register(books.guards())
register(people.guards())
