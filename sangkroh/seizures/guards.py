"""What was written of a scene stays; what holds now changes beside the correction of it."""

from collections.abc import Iterator

from sangkroh.core.guards import Guard, append_only, immutable, kept, refuse, register

from .rules import SceneField

FIXED = ("id", "case_id", "account_id", "by_id", "at", "entry_id")
COLUMNS = {
    SceneField.PLACE: ("place_id",), SceneField.WHEN: ("earliest", "latest", "precision", "words"),
}  # fmt: skip
"""Columns of what is more than one word: others are called as the field is."""


def _scene() -> Iterator[Guard]:
    """Nothing of a scene changes but within the act that writes down what stood there before."""
    yield from kept("seizures_scene", *FIXED)
    for field in SceneField:
        columns = COLUMNS.get(field, (field.value,))
        words = "" if field in COLUMNS else f"AND c.old = OLD.{field} AND c.new = NEW.{field} "
        yield Guard(
            f"seizures_scene_{field}_corrected", "seizures_scene", "BEFORE UPDATE",
            *refuse(
                f"{field} without its correction",
                of=" OR ".join(f"NEW.{it} IS DISTINCT FROM OLD.{it}" for it in columns),
                unless="EXISTS (SELECT 1 FROM seizures_scenecorrection c "
                f"WHERE c.scene_id = NEW.id AND c.field = '{field}' {words}AND NOT EXISTS "
                "(SELECT 1 FROM journal_entry e WHERE e.id = c.entry_id))",
            ),
        )  # fmt: skip


for name in (
    "scenecorrection", "ground", "officer", "witness", "linecorrection", "regimeconfirmation",
    "statement", "statementline", "point", "figure", "figureline", "conveyance", "consignment",
):  # fmt: skip
    register(append_only(f"seizures_{name}"))
register(_scene())
register([immutable("seizures_line", "id", "scene_id", "ordinal", "kind", "taxon_id", "by_id")])
