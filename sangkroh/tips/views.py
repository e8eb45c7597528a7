"""Pages of the tips: the waiting list, the call form, the sheet, one tip."""

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

from sangkroh.core.door import Act, doing
from sangkroh.core.forms import NEW, ActForm, actor_of, submit
from sangkroh.core.ids import made_with
from sangkroh.core.models import User

from . import actions, forms, queries
from .labels import CALLS


@dataclass(frozen=True)
class Doing:
    """A page on which one act is done to a tip, and who may open it."""

    form: type[ActForm]
    act: Callable[..., Any]
    heading: Promise
    open_to: Callable[[User, UUID], str] = queries.code_of
    makes: str = ""


DOINGS = {
    "complete": Doing(forms.Complete, actions.complete, _("Add to the tip")),
    "grade": Doing(forms.Grade, actions.grade, _("Grade"), makes="id"),
    "answer": Doing(forms.Answer, actions.answer, _("Answered without a case")),
    "open-case": Doing(forms.OpenCase, actions.open_case, _("Open a case"), makes="case"),
    "attach": Doing(forms.Attach, actions.attach, _("Put to a case")),
    "hand-on": Doing(forms.HandOn, actions.hand_on, _("Hand to a duty officer")),
    "call-back": Doing(forms.CallBack, actions.keep_call_back, _("Keep a call-back number")),
    "forget-call-back": Doing(
        ActForm, actions.forget_call_back, _("Forget the call-back number"), queries.code_to_erase
    ),
    "forget-words": Doing(
        forms.ForgetWords, actions.forget_words, _("Erase all words"), queries.code_to_erase
    ),
}


def tips(request: HttpRequest) -> HttpResponse:
    actor = actor_of(request)
    page = {
        "waiting": queries.waiting(actor), "settled": queries.settled(actor),
        "kept": queries.kept(actor), "calls": queries.calls_today(actor),
        "log": forms.LogCall(), "kinds": CALLS.items(),
    }  # fmt: skip
    return render(request, "tips/tips.html", page)


def new(request: HttpRequest) -> HttpResponse:
    form = forms.TakeCall(request.POST or None)
    if request.method == "POST" and (done := submit(request, form, actions.receive, id=NEW)):
        number = form.cleaned_data["call_back"]
        if number:
            with doing(Act(id=made_with(form.about().id, "call back"))):
                actions.keep_call_back(actor_of(request), tip=done.value, number=number)
        return redirect("tips:tip", done.value)
    return render(request, "tips/new.html", {"form": form})


def sheet(request: HttpRequest) -> HttpResponse:
    form = forms.Sheet(request.POST or None)
    if request.method == "POST" and submit(request, form, actions.receive_sheet):
        return redirect("tips:tips")
    return render(request, "tips/sheet.html", {"form": form})


@require_POST
def log_call(request: HttpRequest) -> HttpResponse:
    form = forms.LogCall(request.POST)
    if submit(request, form, actions.log_call, id=NEW):
        return redirect("tips:tips")
    return render(request, "core/form.html", {"heading": _("Call"), "form": form}, status=422)


def tip(request: HttpRequest, tip: UUID) -> HttpResponse:
    page = queries.page(actor_of(request), tip)
    return render(request, "tips/tip.html", {"page": page, "line": page.line})


def act(request: HttpRequest, tip: UUID, what: str) -> HttpResponse:
    """Do one act to a tip. GET shows its form, to those only who may open it."""
    it, actor = DOINGS[what], actor_of(request)
    code, form = it.open_to(actor, tip), it.form(request.POST or None)
    if isinstance(form, forms.Attach | forms.HandOn):
        form.for_reader(actor)
    made = {it.makes: NEW} if it.makes else {}
    if request.method == "POST" and submit(request, form, it.act, tip=tip, **made):
        return redirect("tips:tips") if "forget" in what else redirect("tips:tip", tip)
    back = reverse("tips:tips") if "forget" in what else reverse("tips:tip", args=[tip])
    context = {"heading": it.heading, "form": form, "back": back, "of": code}
    return render(request, "core/form.html", context)


def scale(request: HttpRequest) -> HttpResponse:
    form = forms.ChooseScale(request.POST or None, initial={"scale": queries.current_scale()})
    if request.method == "POST" and submit(request, form, actions.choose_scale):
        return redirect("tips:scale")
    return render(request, "core/form.html", {"heading": _("Grading scale"), "form": form})
