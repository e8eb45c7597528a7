"""Who says that something stays."""

from __future__ import annotations

from uuid import UUID

from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.utils.translation import gettext as _

from sangkroh.core.forms import NEW, actor_of, submit

from .. import actions, policies
from ..forms.holds import HoldForm, LiftForm
from ..forms.shared import Reason
from .shared import form_page


def hold(request: HttpRequest, lot: UUID) -> HttpResponse:
    policies.get(actor_of(request), lot)
    form = HoldForm(request.POST or None)
    if request.POST and submit(request, form, actions.place_hold, id=NEW, lot=lot):
        return redirect("custody:lot", lot)
    return form_page(request, form, _("Place a hold"))


def lift(request: HttpRequest, hold: UUID) -> HttpResponse:
    it = policies.get_hold(actor_of(request), hold)
    form = LiftForm(request.POST or None)
    if request.POST and submit(request, form, actions.lift_hold, hold=hold):
        return redirect("custody:lot", it.lot_id)
    return form_page(request, form, _("Lift the hold"))


def freeze(request: HttpRequest) -> HttpResponse:
    form = Reason(request.POST or None)
    if request.POST and submit(request, form, actions.freeze, id=NEW):
        return redirect("custody:places")
    return form_page(request, form, _("Freeze this office: nothing leaves it"))


def unfreeze(request: HttpRequest, freeze: UUID) -> HttpResponse:
    policies.get_freeze(actor_of(request), freeze)
    form = Reason(request.POST or None)
    if request.POST and submit(request, form, actions.unfreeze, freeze=freeze):
        return redirect("custody:places")
    return form_page(request, form, _("End the freeze"))
