"""What the database itself keeps of operations: facts are added, never changed."""

from sangkroh.core.guards import append_only, register

for table in (
    "operations_operation", "operations_participant", "operations_moment", "operations_logline",
    "operations_result", "operations_handover",
):  # fmt: skip
    register(append_only(table))
