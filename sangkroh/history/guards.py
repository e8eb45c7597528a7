"""What the papers said stays as it was brought in; who told may be forgotten, and not changed."""

from sangkroh.core.guards import append_only, immutable, register

for table in ("history_file", "history_row"):
    register(append_only(table))
register(
    [immutable("history_information", "id", "case_id", "source", "note", "keeper_id", "entry_id")]
)
