"""The words of what is wrong with a file, a mapping or a cell, in the reader's language.

None of it is refused by an act: no act is begun with what cannot be read.
"""

from __future__ import annotations

from django.utils.translation import gettext_lazy as _

from sangkroh.core.errors import Problem
from sangkroh.core.words import say

from .found import Fault
from .rules import Value

WORDS = {
    "history.no-such-file": _("There is no such file."),
    "history.no-such-kind": _("Give a file whose name ends with .csv, .xlsx or .jsonl."),
    "history.file-too-large": _("This file is too large; at most %(limit)s MB, also unpacked."),
    "history.not-a-workbook": _("This is no .xlsx file that can be read; save it anew."),
    "history.no-such-sheet": _("The file has no sheet of this name."),
    "history.not-this-encoding": _(
        "These letters are not written as the mapping says; name its encoding there, for example "
        "windows-874."
    ),
    "history.not-a-csv": _("This is no CSV file that can be read, or its separator is another."),
    "history.line-too-long": _("Line %(row)s is too long."),
    "history.no-columns": _("No row with the names of the columns was found."),
    "history.too-many-columns": _("Too many columns; at most %(limit)s."),
    "history.column-name-twice": _("Two columns have the same name."),
    "history.no-column-name": _("This column has no name."),
    "history.merged-cell": _(
        "This cell is merged with others; part them, or let the mapping repeat what they say."
    ),
    "history.formula-cell": _(
        "A formula stands here; write its value, or let the mapping take the last value."
    ),
    "history.cell-in-error": _("The sheet shows an error here."),
    "history.cell-too-long": _("Too long for one cell."),
    "history.not-a-mapping": _("This mapping cannot be read (TOML, in UTF-8)."),
    "history.no-such-field": _("There is no such field; docs/import.md lists them."),
    "history.field-twice": _("Two columns mean the same field."),
    "history.no-column-for-id": _("Say which column is the number of the case (id)."),
    "history.not-a-way-to-write-dates": _(
        "Write how dates look with the words day, month and year: day/month/year."
    ),
    "history.no-id": _("The case has no number (id)."),
    "history.case-twice": _("This case stands in row %(row)s already."),
    "history.line-twice": _("The same line stands in %(cell)s already."),
    "history.two-numbers": _("The same line has another number in %(cell)s."),
    "history.differs-within-case": _("Another row of this case says something else: %(cell)s."),
    "history.differs": _(
        "This case was brought in before and says something else now: %(fields)s. It was left as "
        "it is."
    ),
    "history.migrate-first": _("This database is of an older version: first run sangkroh migrate."),
    "history.say-who": _("Several people may bring papers in: say who does, with --as."),
    "history.line-without-name": _("What was found has no name."),
    "history.line-without-kind": _("Say whether it was living, or dead or a part."),
    "history.living-by-weight": _(
        "Living animals are counted in individuals; write a weight in the note of the line."
    ),
    "history.fine-in-part": _("A fine has an amount and a currency, USD or KHR."),
    "history.not-a-number": _("This is no number."),
    "history.number-with-words": _("Words stand beside the number; write them in a note."),
    "history.a-range": _("Two numbers stand here; which holds is for a person to say."),
    "history.less-than-none": _("This is less than nothing."),
    "history.too-many-places": _("Too many places after the point."),
    "history.not-a-date": _("This is no date in a way that the mapping names."),
    "history.two-dates": _("This may be two different days; let the mapping name one way."),
    "history.no-such-day": _("There is no such day."),
}


def words(code: str, values: dict[str, Value]) -> str:
    """What is wrong, in the language of this request. What stood there is never echoed."""
    found = WORDS.get(code)
    return say(Problem(code, "", values)) if found is None else str(found) % values


def words_of(fault: Fault) -> str:
    """What is wrong in a cell."""
    return words(fault.code, fault.values)
