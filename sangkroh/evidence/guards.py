"""What is kept as evidence stays as it was written."""

from sangkroh.core.guards import append_only, register

for table in ("evidence_file", "evidence_pending", "evidence_givenup", "evidence_check"):
    register(append_only(table))
