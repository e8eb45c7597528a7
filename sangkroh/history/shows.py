"""What history shows on pages that are not its own: where a case came from, word for word."""

from __future__ import annotations

from typing import Any
from uuid import UUID

from django.utils.translation import gettext_lazy as _

from sangkroh.core.models import User
from sangkroh.core.shows import SAID, Panel, panel

from . import queries

SAID |= {
    "history.take_file": _("File of old papers taken"),
    "history.bring_in": _("Brought in from old papers"),
    "history.forget_information": _("Who told was forgotten"),
}


def _panel(reader: User, case: UUID) -> dict[str, Any] | None:
    paper = queries.of_case(reader, case)
    return {"paper": paper} if paper else None


panel(Panel(85, "old-papers", _("From old papers"), "history/panel.html", _panel))
