"""Pages of operations, and the hand-over of a shift."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any
from uuid import UUID

from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _
from django.views.decorators.http import require_POST

from sangkroh.core.forms import NEW, ActForm, actor_of, submit
from sangkroh.core.models import User

from . import actions, forms, queries


@dataclass(frozen=True)
class Doing:
    """A page on which one act is done: its form, its heading, the record it makes."""

    form: type[ActForm]
    act: Callable[..., Any]
    heading: Promise
    makes: bool = False
    open_to: Callable[[User, UUID], UUID] = queries.seen


DOINGS = {
    "call-out": Doing(
        forms.CallOut, actions.call_out, _("Call somebody out"), True, queries.to_call_out
    ),
    "log": Doing(forms.Log, actions.log, _("Write in the log"), makes=True),
    "end": Doing(forms.End, actions.end, _("End the operation")),
}
OF_PARTICIPANT = {
    "answer": Doing(forms.Answer, actions.answer, _("Answer to the call")),
    "arrived": Doing(forms.Fact, actions.arrived, _("Arrived")),
    "left": Doing(forms.Fact, actions.left, _("Left")),
}


def operations(request: HttpRequest) -> HttpResponse:
    found = queries.operations(actor_of(request))
    return render(request, "operations/operations.html", {"operations": found})


def operation(request: HttpRequest, operation: UUID) -> HttpResponse:
    page, call = queries.page(actor_of(request), operation), forms.CallOut()
    call.leave_out([it.user for it in page.goers])
    context = {"page": page, "call": call, "answers": forms.ANSWERS}
    return render(request, "operations/operation.html", context)


def plan(request: HttpRequest, case: UUID) -> HttpResponse:
    queries.sees_case(actor_of(request), case)
    form = forms.Plan(request.POST or None)
    if request.method == "POST" and (
        done := submit(request, form, actions.plan, id=NEW, case=case)
    ):
        return redirect("operations:operation", done.value)
    context = {"heading": _("Plan an operation"), "form": form,
               "back": reverse("cases:case", args=[case])}  # fmt: skip
    return render(request, "core/form.html", context)


def act(request: HttpRequest, operation: UUID, what: str) -> HttpResponse:
    it, form = DOINGS[what], DOINGS[what].form(request.POST or None)
    it.open_to(actor_of(request), operation)
    made = {"id": NEW} if it.makes else {}
    if request.method == "POST" and submit(request, form, it.act, operation=operation, **made):
        return redirect("operations:operation", operation)
    return _of(request, it.heading, form, operation)


def participant(request: HttpRequest, participant: UUID, what: str) -> HttpResponse:
    operation = queries.of_participant(actor_of(request), participant)
    it, form = OF_PARTICIPANT[what], OF_PARTICIPANT[what].form(request.POST or None)
    if request.method == "POST" and submit(request, form, it.act, participant=participant):
        return redirect("operations:operation", operation)
    return _of(request, it.heading, form, operation, participant)


def hand_over(request: HttpRequest) -> HttpResponse:
    actor, form = actor_of(request), forms.OfferShift(request.POST or None)
    form.for_reader(actor)
    if request.method == "POST" and submit(request, form, actions.offer_shift, id=NEW):
        return redirect("operations:hand-over")
    page = {
        "form": form, "hand_overs": queries.hand_overs(actor), "ringing": queries.ringing(actor),
        "button": _("Offer everything open"), "may_offer": queries.is_on_duty(actor),
    }  # fmt: skip
    return render(request, "operations/hand_over.html", page)


@require_POST
def answer_item(request: HttpRequest, item: UUID, what: str) -> HttpResponse:
    form = ActForm(request.POST)
    act = actions.accept if what == "accept" else actions.send_back
    if submit(request, form, act, item=item):
        return redirect("operations:hand-over")
    return _page(request, _("Hand-over of the shift"), form)


def _of(
    request: HttpRequest, heading: Promise, form: ActForm, operation: UUID,
    participant: UUID | None = None,
) -> HttpResponse:  # fmt: skip
    """The form of an act to an operation, or to one who goes along, who is named."""
    page = queries.page(actor_of(request), operation)
    who = next((f": {it.name}" for it in page.goers if it.id == participant), "")
    context = {"heading": f"{heading}{who}", "form": form, "of": page.line.kind,
               "back": reverse("operations:operation", args=[operation])}  # fmt: skip
    return render(request, "core/form.html", context)


def _page(request: HttpRequest, heading: Promise, form: ActForm) -> HttpResponse:
    return render(request, "core/form.html", {"heading": heading, "form": form})
