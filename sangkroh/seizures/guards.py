"""What was written of a seizure stays; a line's words change only beside their correction."""

from sangkroh.core.guards import append_only, immutable, register

for name in (
    "scene", "ground", "officer", "witness", "linecorrection", "regimeconfirmation", "statement",
    "statementline", "point", "figure", "figureline", "conveyance",
):  # fmt: skip
    register(append_only(f"seizures_{name}"))
register([immutable("seizures_line", "id", "scene_id", "ordinal", "kind", "taxon_id", "by_id")])
