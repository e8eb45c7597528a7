"""What operations show on pages that are not their own."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any
from uuid import UUID

from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from sangkroh.cases import policies as cases
from sangkroh.core.models import User
from sangkroh.core.roles import Role
from sangkroh.core.shows import NEEDS, PAGES, SAID, TELLINGS, Need, Panel, Urgency, menu, panel

from . import actions, queries, rules, telling

PAGES["operation"] = "operations:operation"
menu(30, _("Operations"), "operations:operations", actions.GOERS)
menu(35, _("Hand-over"), "operations:hand-over", {Role.DUTY_OFFICER, Role.LEAD})

TELLINGS.append(telling.tell)
SAID |= {
    "operations.plan": _("Operation planned"),
    "operations.call_out": _("Called out"),
    "operations.answer": _("Answer to a call-out"),
    "operations.arrived": _("Arrived"),
    "operations.left": _("Left"),
    "operations.log": _("Written in the log of an operation"),
    "operations.end": _("Operation ended"),
    "operations.offer_shift": _("Shift offered"),
    "operations.accept": _("Item of a shift accepted"),
    "operations.send_back": _("Item of a shift sent back"),
}


def needs(reader: User) -> Iterator[Need]:
    """A call to the reader; who was called and is late; a hand-over that nobody accepted yet."""
    calls = queries.awaited(reader)
    for operation, goer in calls:
        if goer.user == reader.pk:
            url = reverse("operations:operation", args=[operation.id])
            due = goer.called_at + rules.LATE_AFTER
            yield Need(_("You are called out"), url, Urgency.NOW, due, operation.kind)
    if actions.PLANNERS & reader.roles:
        for late, called_at in queries.late(calls):
            url = reverse("operations:operation", args=[late])
            due = called_at + rules.LATE_AFTER
            yield Need(_("Called and not there yet"), url, Urgency.NOW, due)
    url = reverse("operations:hand-over")
    rings = queries.ringing(reader)
    for it in rings:
        due = it.offered_at + rules.RINGS_AFTER
        yield Need(_("A hand-over has not been accepted"), url, Urgency.NOW, due)
    if not rings and queries.is_waiting_for(reader):
        yield Need(_("A shift is offered to you"), url, Urgency.TODAY)


def of_case(reader: User, case: UUID) -> dict[str, Any] | None:
    pages = queries.of_case(reader, case)
    may_plan = bool(actions.PLANNERS & reader.roles) and cases.may_see(reader, case)
    if not pages and not may_plan:
        return None
    under_way = not pages or any(it.line.under_way for it in pages)
    return {"pages": pages, "case_id": case, "may_plan": may_plan, "count": len(pages),
            "open": under_way}  # fmt: skip


NEEDS.append(needs)
panel(Panel(20, "operations", _("Operations"), "operations/panel.html", of_case))
