"""What every paper of a case begins with."""

from __future__ import annotations

from uuid import UUID

from django.utils.translation import gettext as _

from sangkroh.cases import policies as cases
from sangkroh.cases import queries as case_pages
from sangkroh.core import show
from sangkroh.core.models import Entry, User
from sangkroh.custody import queries as books

from ..said import Block, Known, clean, facts


def of_case(reader: User, case_id: UUID) -> dict[str, list[str]]:
    """The case's number, and the numbers under which agencies keep it. Its title stays inside:
    it is the team's own, and may say more than a paper should."""
    head = case_pages.head(reader, case_id)
    numbers = [f"{it.name}: {it.number}" for it in head.agencies if it.number]
    return {"case": [cases.get(reader, case_id).number], "numbers": clean(numbers)}


def happened(entry: Entry) -> str:
    """When an act happened, as it was said, or else when it was written down."""
    return show.when(books.happened(entry))


def the_case(it: Known) -> Block:
    rows = [(_("Case"), it["case"])]
    if it["numbers"] or not it["case"]:
        rows.append((_("Number of an agency"), it["numbers"]))
    return facts("", *rows)
