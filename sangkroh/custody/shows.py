"""The books on other rooms' pages: where everything is now, what waits, the words of each act."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any
from uuid import UUID

from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from sangkroh.core.models import User
from sangkroh.core.roles import Role
from sangkroh.core.shows import NEEDS, PAGES, SAID, TELLINGS, Need, Panel, Urgency, menu, panel

from . import offers, picture, queries, telling
from .words import ALARMS, ASKED, KINDS, MISSING

PAGES |= {"account": "custody:account", "handover": "custody:road", "lot": "custody:lot"}
menu(
    40,
    pgettext_lazy("kept", "Places"),
    "custody:places",
    {Role.KEEPER, Role.VET, Role.FIELD_OFFICER},
)


def _needs(reader: User) -> Iterator[Need]:
    now = timezone.now()
    for receipt, it in queries.counts_due(reader):
        late = receipt.count_due is not None and receipt.count_due < now
        url = reverse("custody:count", args=[it.lot, it.account])
        yield Need(_("Count what is in the containers"), url,
                   Urgency.NOW if late else Urgency.TODAY, receipt.count_due, it.label)  # fmt: skip
    to_receive = queries.to_receive(reader)
    for handover in to_receive:
        url = reverse("custody:receive", args=[handover.pk])
        detail = queries.carried(handover)
        yield Need(_("Receive what was dispatched"), url, Urgency.NOW, handover.due, detail)
    under_way, dead_differ = queries.unfinished(reader)
    for handover in under_way:
        if handover.due < now and handover not in to_receive:
            url = reverse("custody:account", args=[handover.account_id])
            yield Need(_("Dispatched and not received yet"), url, Urgency.NOW, handover.due)
    for handover in dead_differ:
        url = reverse("custody:road", args=[handover.pk])
        yield Need(_("Dead on arrival: not as written down on the way"), url, Urgency.TODAY)
    waiting = queries.waiting(reader)
    asked = queries.asked_lines(waiting)
    for request in waiting:
        url = reverse("custody:request", args=[request.pk])
        detail = f"{ASKED[request.kind]}: {queries.in_one(asked[request.pk])}"
        yield Need(_("Waits for a second person"), url, Urgency.TODAY, detail=detail)
    for alarm, left in queries.open_alarms(reader):
        url = reverse("custody:explain", args=[alarm.pk])
        detail = f"{queries.label_of(alarm.lot)}: {left}"
        yield Need(ALARMS[alarm.kind], url, Urgency.NOW, detail=detail)
    for fact, lacks in queries.facts_lacking(reader):
        url = reverse("custody:add-to-fact", args=[fact.pk])
        missing = ", ".join(str(MISSING[it]) for it in lacks)
        yield Need(_("Add what is missing"), url, Urgency.WATCH,
                   detail=f"{KINDS[fact.movement.kind]}: {missing}")  # fmt: skip
    for fact in queries.facts_to_review(reader):
        url = reverse("custody:review", args=[fact.pk])
        yield Need(_("Look over what was done"), url, Urgency.TODAY, fact.review_due,
                   str(KINDS[fact.movement.kind]))  # fmt: skip


def _panel(reader: User, case: UUID) -> dict[str, Any] | None:
    bands = queries.where_now(reader, case)
    steps = offers.for_case(reader, case, held=bool(queries.held_for_case(reader, case)))
    roads = queries.roads(reader, case)
    if not bands and not steps:
        return None
    return {
        "bands": bands, "flow": picture.flow(bands), "totals": picture.totals(bands),
        "all": picture.amount(bands), "count": len(bands), "steps": steps, "open": True,
        "roads": roads,
    }  # fmt: skip


NEEDS.append(_needs)
panel(Panel(5, "custody", _("Where they are now"), "custody/panel.html", _panel))

TELLINGS.append(telling.tell)
SAID |= {f"custody.{kind}": KINDS[kind] for kind in (
    "take_in", "birth", "hatch", "move", "split", "individualise", "identify",
    "dispatch", "receive", "head_count",
)}  # fmt: skip
SAID |= {
    "custody.correct_origin": KINDS["origin_correction"],
    "custody.open_account": _("Place opened"),
    "custody.reidentify": _("Asked to identify anew"),
    "custody.count": _("Counted, waits for a second person"),
    "custody.correct_count": _("Asked to correct a number"),
    "custody.explain": _("Explained, waits for a second person"),
    "custody.approve": _("Approved"),
    "custody.decline": _("Declined"),
    "custody.place_hold": _("Hold placed"),
    "custody.lift_hold": _("Hold lifted"),
    "custody.freeze": _("Office frozen: nothing leaves"),
    "custody.unfreeze": _("Office no longer frozen"),
    "custody.record_fact": _("Written down: done already"),
    "custody.record_past": _("Written down from old papers"),
    "custody.add_to_fact": _("Added to what was done"),
    "custody.review_fact": _("Looked over by a second person"),
    "custody.die": _("Deaths written down"),
    "custody.plan_release": _("Release asked for"),
    "custody.plan_transfer": _("Transfer asked for"),
    "custody.plan_destruction": _("Destruction asked for"),
    "custody.plan_euthanasia": _("Euthanasia asked for"),
    "custody.return_by_order": _("Return by order asked for"),
    "custody.hand_to_authority": _("Hand-over to an authority asked for"),
    "custody.leave": _("Left with the load"),
    "custody.arrive": _("Came in with the load"),
    "custody.rest": _("Care on the way"),
    "custody.explain_dead": _("Dead on arrival explained"),
    "custody.reverse": _("Asked to take a movement back"),
    "custody.recapture": _("Asked to take in what was caught again"),
}
