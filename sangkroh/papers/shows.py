"""What papers show on other rooms' pages: the case's panel, links, the menu, words of the acts."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import Any
from uuid import UUID

from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from sangkroh.core import shows
from sangkroh.core.models import Entry, User
from sangkroh.evidence import policies as evidence

from . import policies, queries
from .actions import ISSUERS
from .sheets import label_of


def _panel(reader: User, case_id: UUID) -> dict[str, Any]:
    rows = queries.of_case(reader, case_id)
    return {"case_id": case_id, "rows": rows, "count": len(rows), "open": True}


def _search(reader: User, text: str) -> Iterator[shows.Hit]:
    for it in queries.found(reader, text):
        url = reverse("papers:paper", args=[it.id])
        yield shows.Hit(it.number, url, _("Paper"), f"{it.kind} · {it.case_number}")


def _to_print(case: UUID, thing: UUID) -> str:
    """What can be printed of the case, at the row of this thing."""
    return f"{reverse('papers:case', args=[case])}#{thing}"


def tell(reader: User, entries: Sequence[Entry]) -> dict[UUID, str]:
    """Which paper: its number, and what it is."""
    names = {it.pk: it.arguments.get("paper") or it.arguments.get("id") for it in entries
             if it.action in ("papers.issue", "papers.add_signed", "papers.cancel")}  # fmt: skip
    found = policies.visible(reader).in_bulk({UUID(it) for it in names.values()}) if names else {}
    return {
        entry: f"{it.number}: {label_of(it.kind)}"
        for entry, paper in names.items()
        if (it := found.get(UUID(paper)))
    }


shows.panel(shows.Panel(75, "papers", _("Papers"), "papers/panel.html", _panel))
shows.menu(75, _("Papers"), "papers:register", ISSUERS)
evidence.LEGIBLE.add("papers.Paper")
for it in ("scene", "handover"):
    shows.LINKS.setdefault(it, []).append((_("Print a paper"), _to_print))
shows.SEARCHES.append(_search)
shows.PAGES["paper"] = "papers:paper"
shows.TELLINGS.append(tell)
shows.SAID |= {
    "papers.issue": _("Paper issued"),
    "papers.add_signed": _("Signed copy of a paper kept"),
    "papers.cancel": _("Paper cancelled"),
    "papers.set_letterhead": _("Letterhead written"),
    "papers.approve_form": _("Form approved by a legal officer"),
}
