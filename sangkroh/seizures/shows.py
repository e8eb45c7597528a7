"""What seizures show on pages that are not their own."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any
from uuid import UUID

from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from sangkroh.core.models import User
from sangkroh.core.shows import NEEDS, PAGES, SAID, TELLINGS, Need, Panel, Urgency, panel

from . import queries, telling
from .actions.people import HELPERS, RECORDERS


def _needs(reader: User) -> Iterator[Need]:
    if reader.roles & HELPERS:
        for it in queries.lacking(reader):
            what = ", ".join(str(lacking) for lacking in it.missing)
            url = reverse("seizures:scene", args=[it.id])
            yield Need(_("The record of a scene lacks something"), url, Urgency.TODAY, detail=what)
    for scene, lines in queries.to_confirm(reader).items():
        url = reverse("seizures:regime", args=[scene])
        yield Need(_("Jurisdiction to confirm"), url, Urgency.TODAY, detail=str(lines))


def _panel(reader: User, case_id: UUID) -> dict[str, Any] | None:
    scenes = queries.of_case(reader, case_id)
    may_record = bool(reader.roles & RECORDERS)
    return {"case_id": case_id, "scenes": scenes, "may_record": may_record, "count": len(scenes)}


NEEDS.append(_needs)
TELLINGS.append(telling.tell)
PAGES["scene"] = "seizures:scene"
panel(Panel(40, "seizures", _("Seizures and finds"), "seizures/panel.html", _panel))

SAID |= {
    "seizures.record": _("What was found is recorded"),
    "seizures.add_consignment": _("Papers of the goods added"),
    "seizures.add_lines": _("Lines added"),
    "seizures.correct_scene": _("Place, time or circumstances said"),
    "seizures.correct_event": _("Kind of event corrected"),
    "seizures.add_ground": _("Ground of the seizure added"),
    "seizures.add_officer": _("Officer who exercised powers added"),
    "seizures.add_witness": _("Witness added"),
    "seizures.add_conveyance": _("Conveyance added"),
    "seizures.add_photos": _("Photos of the scene added"),
    "seizures.book_line": _("Line brought into the books"),
    "seizures.correct_line": _("Typing error of a line corrected"),
    "seizures.state": _("Statement added"),
    "seizures.reconcile": _("Figure reconciled"),
    "seizures.confirm_regime": _("Jurisdiction confirmed"),
}
