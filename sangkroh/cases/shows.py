"""What cases show on pages that are not their own."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any
from uuid import UUID

from django.urls import reverse
from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from sangkroh.core.models import User
from sangkroh.core.roles import EVERYONE
from sangkroh.core.shows import (
    NEEDS,
    PAGES,
    SAID,
    SEALED,
    SEARCHES,
    TELLINGS,
    Hit,
    Need,
    Panel,
    Urgency,
    menu,
    panel,
)

from . import queries, reads, telling  # noqa: F401

TELLINGS.append(telling.tell)
SAID |= {
    "cases.open": _("Case opened"),
    "cases.add_member": _("Member added"),
    "cases.remove_member": _("Member removed"),
    "cases.set_lead": _("Lead handed over"),
    "cases.set_part": _("Part of an agency set"),
    "cases.set_agency_number": _("Number of an agency written down"),
    "cases.note": _("Note written"),
    "cases.mark_one_of_ours": _("An agency was shut out: one of ours"),
    "cases.readmit": _("Person let in again"),
    "cases.hide": _("Made a hidden operation"),
    "cases.unhide": _("No longer a hidden operation"),
    "cases.close": _("Case closed"),
    "cases.reopen": _("Case opened again"),
    "cases.retitle": _("Title changed"),
    "cases.link": _("Linked to another case"),
    "cases.mark_place": _("Place of work written down"),
    "cases.tell_leads": _("Leads told of each other"),
    "cases.tell_of_information": _("Leads told of information"),
    "cases.settle_match": _("Leads have spoken to each other"),
}

PAGES["case"] = "cases:case"
menu(10, _("Cases"), "cases:cases", EVERYONE)


def _notes(reader: User, case: UUID) -> dict[str, Any]:
    notes = queries.notes(reader, case)
    return {"notes": notes, "count": len(notes)}


panel(Panel(90, "notes", _("Notes"), "cases/notes.html", _notes))


def _search(reader: User, text: str) -> Iterator[Hit]:
    for it in queries.found(reader, text):
        yield Hit(it.number, reverse("cases:case", args=[it.id]), _("Case"), it.title)


SEARCHES.append(_search)


SEALED |= dict.fromkeys(
    ("cases.tell_leads", "cases.tell_of_information", "cases.settle_match"), lambda *_: True
)


def _needs(reader: User) -> Iterator[Need]:
    for it in queries.matches(reader):
        detail = ", ".join(filter(None, (it.place, it.lead, it.office, it.telephone)))
        url = reverse("cases:match", args=[it.id])
        yield Need(_told(it), url, Urgency.NOW, None, detail)


def _told(it: queries.MatchLine) -> Promise:
    if it.of_information and it.case:
        return _("Information received concerns your operation: speak to the duty officer")
    if it.of_information:
        return _("Information received concerns another team's operation: speak to its lead")
    return _("Another team works here: speak to its lead")


NEEDS.append(_needs)
