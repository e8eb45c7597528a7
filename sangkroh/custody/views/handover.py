"""Dispatch and receive."""

from __future__ import annotations

from collections.abc import Sequence
from uuid import UUID

from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.utils.translation import gettext as _

from sangkroh.cases import policies as cases
from sangkroh.core.forms import NEW, actor_of, submit

from .. import actions, choices, policies, queries
from ..forms.handover import DispatchForm, ReceiveForm
from ..queries import Held
from .shared import form_page, kept_once


def receive(request: HttpRequest, handover: UUID) -> HttpResponse:
    actor = actor_of(request)
    lots, places = queries.on_the_road(actor, handover), choices.place_options(actor)
    form = ReceiveForm(request.POST or None, lots=lots, places=places)
    more = {"id": NEW, "handover": handover}
    if request.POST and submit(request, form, actions.receive, **more):
        return redirect("custody:account", form.cleaned_data["account"])
    return form_page(request, form, _("Receive"))


@kept_once("cases:case", "case")
def dispatch(request: HttpRequest, case: UUID) -> HttpResponse:
    """What is held of a case."""
    cases.get(actor_of(request), case)
    lots = queries.held_for_case(actor_of(request), case)
    return _dispatch(request, lots, "cases:case", case)


@kept_once("custody:lot", "lot")
def dispatch_group(request: HttpRequest, lot: UUID) -> HttpResponse:
    here = queries.group_here(actor_of(request), lot).here
    return _dispatch(request, here, "custody:lot", lot)


@kept_once("custody:account", "account")
def dispatch_place(request: HttpRequest, account: UUID) -> HttpResponse:
    actor = actor_of(request)
    policies.account_to_act_on(actor, account)
    return _dispatch(request, queries.held_in(actor, account), "custody:account", account)


def _dispatch(request: HttpRequest, lots: Sequence[Held], back: str, of: UUID) -> HttpResponse:
    actor = actor_of(request)
    form = DispatchForm(
        request.POST or None, lots=lots, carriers=choices.carrier_options(actor),
        offices=choices.office_options(actor),
    )  # fmt: skip
    if request.POST and submit(request, form, actions.dispatch, id=NEW, handover=NEW):
        return redirect(back, of)
    return form_page(request, form, _("Dispatch"))
