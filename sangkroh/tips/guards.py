"""What the database itself keeps of tips. `tips_words` is in no list: it is there to be erased."""

from sangkroh.core.guards import append_only, register

for table in (
    "tips_handler", "tips_scalechoice", "tips_grade", "tips_incase", "tips_answer", "tips_call",
):  # fmt: skip
    register(append_only(table))
