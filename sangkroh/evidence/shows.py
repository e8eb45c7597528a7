"""Files on other rooms' pages."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any
from uuid import UUID

from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from sangkroh.core.models import User
from sangkroh.core.shows import NEEDS, SAID, Need, Panel, Urgency, panel

from . import queries


def _needs(reader: User) -> Iterator[Need]:
    for it in queries.wrong(reader):
        url = reverse("evidence:file", args=[it.id])
        yield Need(_("ALARM: a file is not what was kept"), url, Urgency.NOW, detail=it.sha256[:16])
    for awaited in queries.awaited(reader):
        url = reverse("evidence:bring", args=[awaited.id])
        yield Need(_("A promised file is not there yet"), url, Urgency.WATCH, detail=awaited.what)


def _panel(reader: User, case_id: UUID) -> dict[str, Any] | None:
    files = queries.of_case(reader, case_id)
    awaited = queries.awaited(reader, case_id)
    return {"case_id": case_id, "files": files, "awaited": awaited, "count": len(files)}


NEEDS.append(_needs)
panel(Panel(70, "evidence", _("Photos and files"), "evidence/panel.html", _panel))

SAID["evidence.keep"] = _("File kept")
SAID["evidence.keep_many"] = _("Files kept")
SAID["evidence.mark_pending"] = _("File promised")
SAID["evidence.give_up"] = _("File no longer awaited")
SAID["evidence.check"] = _("File checked against its hash")
