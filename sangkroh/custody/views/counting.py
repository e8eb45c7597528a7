"""Counts, stock-takes, corrections, and what a difference was."""

from __future__ import annotations

from uuid import UUID

from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.urls import reverse
from django.utils.translation import gettext as _

from sangkroh.core.forms import NEW, actor_of, submit

from .. import actions, choices, policies, queries
from ..forms.counting import CorrectForm, CountForm, ExplainForm, HeadCountForm
from ..words import ALARMS
from .shared import form_page


def count(request: HttpRequest, lot: UUID, account: UUID) -> HttpResponse:
    it = policies.get(actor_of(request), lot)
    name = queries.label_of(it)
    known = {name: choices.meant_of(it)}
    start = {"account": account, "row0_name": name}
    if "more" in request.POST:
        form = CountForm.with_more(request.POST, known=known, initial=start)
    else:
        form = CountForm(request.POST or None, known=known, initial=start)
        if request.POST and (done := submit(request, form, actions.count, id=NEW, lot=lot)):
            return redirect("custody:request", done.value)
    return form_page(
        request, form, _("Count what is in the containers"), template="custody/rows.html"
    )


def head_count(request: HttpRequest, account: UUID) -> HttpResponse:
    policies.account_to_act_on(actor_of(request), account)
    held = queries.held_in(actor_of(request), account)
    form = HeadCountForm(request.POST or None, lots=held)
    if request.POST and submit(request, form, actions.head_count, id=NEW, account=account):
        return redirect("custody:account", account)
    return form_page(request, form, _("Stock-take"))


def correct(request: HttpRequest, lot: UUID) -> HttpResponse:
    it = queries.group_here(actor_of(request), lot)
    form = CorrectForm(request.POST or None, here=it.here)
    if request.POST and (done := submit(request, form, actions.correct_count, id=NEW, lot=lot)):
        return redirect("custody:request", done.value)
    return form_page(request, form, _("Correct a number"), it.label)


def explain(request: HttpRequest, alarm: UUID) -> HttpResponse:
    actor = actor_of(request)
    it = policies.get_alarm(actor, alarm)
    form = ExplainForm(request.POST or None, kind=it.kind, places=choices.place_options(actor))
    if request.POST and (done := submit(request, form, actions.explain, id=NEW, alarm=alarm)):
        return redirect("custody:request", done.value)
    of, back = f"{queries.label_of(it.lot)}, {it.qty}", reverse("custody:lot", args=[it.lot_id])
    return form_page(request, form, str(ALARMS[it.kind]), of, back=back)
