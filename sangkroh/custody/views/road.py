"""The way of a load: one page for all that was told of it, and the forms that tell it."""

from __future__ import annotations

from uuid import UUID

from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET

from sangkroh.core.forms import NEW, actor_of, submit

from .. import actions, offers, policies, queries
from ..forms.road import ArriveForm, LeaveForm, RestForm
from ..forms.shared import Reason
from .shared import form_page


@require_GET
def road(request: HttpRequest, handover: UUID) -> HttpResponse:
    actor = actor_of(request)
    context = {"it": queries.road(actor, handover), "writes": offers.may(actor, "leave")}
    return render(request, "custody/road.html", context)


def leave(request: HttpRequest, handover: UUID) -> HttpResponse:
    policies.get_handover(actor_of(request), handover)
    form = LeaveForm(request.POST or None)
    if request.POST and submit(request, form, actions.leave, id=NEW, handover=handover):
        return redirect("custody:road", handover)
    return form_page(request, form, _("The load has left"))


def arrive(request: HttpRequest, stage: UUID) -> HttpResponse:
    it = policies.get_stage(actor_of(request), stage)
    form = ArriveForm(request.POST or None)
    if request.POST and submit(request, form, actions.arrive, stage=stage):
        return redirect("custody:road", it.handover_id)
    return form_page(request, form, _("The load has come in"))


def rest(request: HttpRequest, handover: UUID) -> HttpResponse:
    policies.get_handover(actor_of(request), handover)
    form = RestForm(request.POST or None)
    if request.POST and submit(request, form, actions.rest, id=NEW, handover=handover):
        return redirect("custody:road", handover)
    return form_page(request, form, _("Care on the way"))


def explain_dead(request: HttpRequest, handover: UUID) -> HttpResponse:
    policies.get_handover(actor_of(request), handover)
    form = Reason(request.POST or None)
    if request.POST and submit(request, form, actions.explain_dead, handover=handover):
        return redirect("custody:road", handover)
    return form_page(request, form, _("Why the dead seen are not those written down"))
