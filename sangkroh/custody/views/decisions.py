"""What one person asks for and another approves, and what old papers tell."""

from __future__ import annotations

from collections.abc import Callable
from uuid import UUID

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.utils.translation import gettext as _

from sangkroh.core.forms import NEW, actor_of, submit

from .. import actions, choices, offers, policies, queries
from ..forms.decisions import PastForm, PlanForm, RecaptureForm
from ..forms.shared import Reason
from .shared import form_page, kept_once

PLANS: dict[str, tuple[Callable[..., UUID], bool | None]] = {
    "transfer": (actions.plan_transfer, False),
    "authority": (actions.hand_to_authority, False),
    "order": (actions.return_by_order, True),
    "destruction": (actions.plan_destruction, False),
    "euthanasia": (actions.plan_euthanasia, None),
}
"""The act of each page, and whether it asks for the number of a paper: must, may, does not."""


def plan(request: HttpRequest, lot: UUID, what: str) -> HttpResponse:
    if what not in PLANS:
        raise Http404
    it = queries.group_here(actor_of(request), lot)
    act, paper = PLANS[what]
    form = PlanForm(request.POST or None, lots=it.here, paper=paper)
    if request.POST and (done := submit(request, form, act, id=NEW)):
        return redirect("custody:request", done.value)
    return form_page(request, form, str(offers.PLANS[what].label), it.label)


def reverse(request: HttpRequest, movement: UUID) -> HttpResponse:
    it = queries.movement_text(actor_of(request), movement)
    form = Reason(request.POST or None)
    if request.POST and (done := submit(request, form, actions.reverse, id=NEW, movement=movement)):
        return redirect("custody:request", done.value)
    heading = _("Ask to take back")
    return form_page(
        request, form, heading, it.label, template="custody/movement.html", movement=it
    )


def recapture(request: HttpRequest, lot: UUID) -> HttpResponse:
    actor = actor_of(request)
    it = policies.get(actor, lot)
    form = RecaptureForm(
        request.POST or None, states=queries.whereabouts(actor, lot).final,
        places=choices.putting_options(actor, it.case_id),
    )  # fmt: skip
    if request.POST and (done := submit(request, form, actions.recapture, id=NEW, lot=lot)):
        return redirect("custody:request", done.value)
    return form_page(request, form, _("Caught again"), queries.label_of(it))


@kept_once("custody:lot", "lot")
def past(request: HttpRequest, lot: UUID) -> HttpResponse:
    it = queries.group_here(actor_of(request), lot)
    form = PastForm(request.POST or None, lots=it.here)
    if request.POST and submit(request, form, actions.record_past, id=NEW):
        return redirect("custody:lot", lot)
    return form_page(request, form, _("Write down from old papers"), it.label)
