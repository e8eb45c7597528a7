"""What reporting shows on pages that are not its own."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any
from uuid import UUID

from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from sangkroh.core.models import User
from sangkroh.core.roles import EVERYONE
from sangkroh.core.shows import SEARCHES, Hit, Panel, menu, panel

from . import queries

menu(15, _("How many?"), "reporting:how-many", EVERYONE)


def _panel(reader: User, case: UUID) -> dict[str, Any]:
    return {"case_id": case}


panel(Panel(45, "how-many", _("How many?"), "reporting/panel.html", _panel))


def _search(reader: User, text: str) -> Iterator[Hit]:
    """Cases by a plate or by their number in an agency's own books."""
    for it in queries.by_number(reader, text):
        kind = _("Number of an agency") if it.agency else _("Plate")
        url = reverse("cases:case", args=[it.case])
        yield Hit(it.case_number, url, kind, " · ".join(filter(None, (it.number, it.agency))))


SEARCHES.append(_search)
