"""What reporting shows on pages that are not its own."""

from __future__ import annotations

from typing import Any
from uuid import UUID

from django.utils.translation import gettext_lazy as _

from sangkroh.core.models import User
from sangkroh.core.roles import EVERYONE
from sangkroh.core.shows import Panel, menu, panel

menu(15, _("How many?"), "reporting:how-many", EVERYONE)


def _panel(reader: User, case: UUID) -> dict[str, Any]:
    return {"case_id": case}


panel(Panel(45, "how-many", _("How many?"), "reporting/panel.html", _panel))
