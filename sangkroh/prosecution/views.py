"""Pages about people involved, hearings, orders, legal time limits, and the prosecutor's file."""

from __future__ import annotations

from typing import Any
from uuid import UUID

from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _

from sangkroh.cases import policies as cases
from sangkroh.core.forms import NEW, ActForm, actor_of, submit
from sangkroh.custody import queries as custody
from sangkroh.network import queries as network

from . import actions, forms, papers, policies, queries


def involve(request: HttpRequest, case: UUID) -> HttpResponse:
    cases.get(actor_of(request), case)
    agencies = network.agency_choices()
    form = forms.PersonForm(request.POST or None, agencies=agencies)
    if request.POST and (done := submit(request, form, actions.involve, id=NEW, case=case)):
        return redirect("prosecution:person", done.value)
    return _form(request, form, _("A person involved"), case)


def person(request: HttpRequest, person: UUID) -> HttpResponse:
    """One person involved: what happened so far, and the form for what happened next."""
    it = queries.person(actor_of(request), person)
    form = forms.StepForm(
        request.POST or None, request.FILES or None, actor=actor_of(request),
        articles=queries.article_choices(actor_of(request)),
        steps=[(str(s.id), s.label) for s in it.steps if not s.undone],
    )  # fmt: skip
    if request.POST and submit(request, form, actions.take_step, id=NEW, person=person):
        return redirect("prosecution:person", person)
    return render(request, "prosecution/person.html", {"person": it, "form": form})


def papers_of(request: HttpRequest, step: UUID) -> HttpResponse:
    person = queries.person_of_step(actor_of(request), step)
    form = forms.PapersForm(request.POST or None, request.FILES or None, actor=actor_of(request))
    if request.POST and submit(request, form, actions.add_papers, step=step):
        return redirect("prosecution:person", person)
    return _about_person(request, form, _("Add the paper"), person)


def portrait(request: HttpRequest, person: UUID) -> HttpResponse:
    queries.person(actor_of(request), person)
    form = forms.PortraitForm(request.POST or None, request.FILES or None, actor=actor_of(request))
    if request.POST and submit(request, form, actions.add_portrait, person=person):
        return redirect("prosecution:person", person)
    return _about_person(request, form, _("Picture of the person"), person)


def hearing(request: HttpRequest, case: UUID) -> HttpResponse:
    cases.get(actor_of(request), case)
    form = forms.HearingForm(request.POST or None)
    if request.POST and submit(request, form, actions.set_hearing, id=NEW, case=case):
        return redirect("cases:case", case)
    return _form(request, form, _("A hearing"), case)


def result(request: HttpRequest, case: UUID, hearing: UUID) -> HttpResponse:
    policies.get_hearing(actor_of(request), hearing)
    form = forms.ResultForm(request.POST or None)
    if request.POST and submit(request, form, actions.tell_hearing, hearing=hearing):
        return redirect("cases:case", case)
    return _form(request, form, _("What came of the hearing"), case)


def order(request: HttpRequest, case: UUID) -> HttpResponse:
    cases.get(actor_of(request), case)
    held = custody.held_for_case(actor_of(request), case)
    lots = {str(it.lot): it.label for it in held}
    form = forms.OrderForm(
        request.POST or None, request.FILES or None, actor=actor_of(request),
        lots=list(lots.items()),
    )  # fmt: skip
    if request.POST and submit(request, form, actions.record_order, id=NEW, case=case):
        return redirect("cases:case", case)
    return _form(request, form, _("An order about exhibits"), case)


def clocks(request: HttpRequest) -> HttpResponse:
    return render(request, "prosecution/clocks.html", {"clocks": queries.clocks()})


def clock(request: HttpRequest, name: str) -> HttpResponse:
    form = forms.ClockForm(request.POST or None)
    known = queries.clock_name(name)
    if request.POST and submit(request, form, actions.set_clock, name=known):
        return redirect("prosecution:clocks")
    return render(request, "core/form.html", {"heading": _("A legal time limit"), "form": form})


def file_for_prosecutor(request: HttpRequest, case: UUID) -> HttpResponse:
    """The file for the prosecutor as PDF, in both languages, in one press."""
    pdf = papers.file_for_prosecutor(actor_of(request), case)
    response = HttpResponse(pdf, content_type="application/pdf")
    response["Content-Disposition"] = 'inline; filename="file.pdf"'
    return response


def _form(request: HttpRequest, form: ActForm, heading: str, case: UUID) -> HttpResponse:
    context: dict[str, Any] = {"heading": heading, "form": form, "case": case}
    return render(request, "core/form.html", context)


def _about_person(request: HttpRequest, form: ActForm, heading: str, person: UUID) -> HttpResponse:
    back = reverse("prosecution:person", args=[person])
    return render(request, "core/form.html", {"heading": heading, "form": form, "back": back})
