"""The books on the screen: groups, places, hand-overs, counts and decisions."""

from __future__ import annotations

from uuid import UUID

from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_POST

from sangkroh.core.forms import NEW, ActForm, actor_of, submit

from . import actions, forms, policies, queries


@require_GET
def lot(request: HttpRequest, lot: UUID) -> HttpResponse:
    actor = actor_of(request)
    it = policies.get(actor, lot)
    return render(
        request, "custody/lot.html",
        {"lot": it, "label": queries.label_of(it), "held": queries.held_of(actor, lot),
         "steps": queries.history(actor, lot), "holds": queries.holds_of(actor, lot)},
    )  # fmt: skip


@require_GET
def places(request: HttpRequest) -> HttpResponse:
    actor = actor_of(request)
    held = [(it, queries.held_in(actor, it.id)) for it in queries.place_options(actor)]
    return render(request, "custody/places.html", {"places": held})


@require_GET
def place(request: HttpRequest, account: UUID) -> HttpResponse:
    actor = actor_of(request)
    it = policies.get_account(actor, account)
    held = queries.held_in(actor, account)
    named = {"id": account, "label": queries.place_of(it)}
    return render(request, "custody/place.html", {"place": named, "held": held})


def receive(request: HttpRequest, handover: UUID) -> HttpResponse:
    actor = actor_of(request)
    lots, places = queries.on_the_road(actor, handover), queries.place_options(actor)
    form = forms.ReceiveForm(request.POST or None, lots=lots, places=places)
    more = {"id": NEW, "handover": handover}
    if request.POST and submit(request, form, actions.receive, **more):
        return redirect("custody:account", form.cleaned_data["account"])
    return _form(request, form, _("Receive"))


def dispatch(request: HttpRequest, case: UUID) -> HttpResponse:
    actor = actor_of(request)
    form = forms.DispatchForm(
        request.POST or None, lots=queries.held_for_case(actor, case),
        carriers=queries.carrier_options(actor), offices=queries.office_options(actor),
    )  # fmt: skip
    if request.POST and submit(request, form, actions.dispatch, id=NEW, handover=NEW):
        return redirect("cases:case", case)
    return _form(request, form, _("Dispatch"))


def count(request: HttpRequest, lot: UUID, account: UUID) -> HttpResponse:
    it = policies.get(actor_of(request), lot)
    start = {"account": account, "as_reported": it.as_reported}
    form = forms.CountForm(request.POST or None, initial=start)
    if request.POST and (done := submit(request, form, actions.count, id=NEW, lot=lot)):
        return redirect("custody:request", done.value)
    return _form(request, form, _("Count what is in the containers"))


def head_count(request: HttpRequest, account: UUID) -> HttpResponse:
    held = queries.held_in(actor_of(request), account)
    form = forms.HeadCountForm(request.POST or None, lots=held)
    if request.POST and submit(request, form, actions.head_count, id=NEW, account=account):
        return redirect("custody:account", account)
    return _form(request, form, _("Stock-take"))


def request_page(request: HttpRequest, request_id: UUID) -> HttpResponse:
    form = forms.AnswerForm(request.POST or None, asked=request_id)
    if request.POST and submit(request, form, actions.approve):
        return redirect("custody:request", request_id)
    it = queries.request_line(actor_of(request), request_id)
    context = {"asked": it, "form": form, "heading": it.label}
    return render(request, "custody/request.html", context)


@require_POST
def decline(request: HttpRequest, request_id: UUID) -> HttpResponse:
    form = forms.AnswerForm(request.POST, asked=request_id)
    if submit(request, form, actions.decline):
        return redirect("custody:request", request_id)
    it = queries.request_line(actor_of(request), request_id)
    context = {"asked": it, "form": form, "heading": it.label}
    return render(request, "custody/request.html", context)


def explain(request: HttpRequest, alarm: UUID) -> HttpResponse:
    actor = actor_of(request)
    it = policies.get_alarm(actor, alarm)
    form = forms.ExplainForm(
        request.POST or None, kind=it.kind, places=queries.place_options(actor)
    )
    if request.POST and (done := submit(request, form, actions.explain, id=NEW, alarm=alarm)):
        return redirect("custody:request", done.value)
    return _form(request, form, f"{queries.label_of(it.lot)}: {it.qty}")


def hold(request: HttpRequest, lot: UUID) -> HttpResponse:
    policies.get(actor_of(request), lot)
    form = forms.HoldForm(request.POST or None)
    if request.POST and submit(request, form, actions.place_hold, id=NEW, lot=lot):
        return redirect("custody:lot", lot)
    return _form(request, form, _("Place a hold"))


def lift(request: HttpRequest, hold: UUID) -> HttpResponse:
    it = policies.get_hold(actor_of(request), hold)
    form = forms.LiftForm(request.POST or None)
    if request.POST and submit(request, form, actions.lift_hold, hold=hold):
        return redirect("custody:lot", it.lot_id)
    return _form(request, form, _("Lift the hold"))


def review(request: HttpRequest, fact: UUID) -> HttpResponse:
    it = queries.fact_line(actor_of(request), fact)
    form = forms.ReviewForm(request.POST or None)
    if request.POST and submit(request, form, actions.review_fact, fact=fact):
        return redirect("custody:lot", it.lot)
    context = {"fact": it, "form": form, "heading": it.label}
    return render(request, "custody/fact.html", context)


def _form(request: HttpRequest, form: ActForm, heading: str) -> HttpResponse:
    return render(request, "core/form.html", {"heading": heading, "form": form})
