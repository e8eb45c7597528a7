"""What was already done when it is written down."""

from __future__ import annotations

from uuid import UUID

from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.utils.translation import gettext as _

from sangkroh.core.forms import NEW, actor_of, submit

from .. import actions, choices, queries
from ..forms.facts import AddToFactForm, FactForm, ReviewForm
from .shared import form_page, kept_once


@kept_once("custody:lot", "lot")
def record(request: HttpRequest, lot: UUID) -> HttpResponse:
    actor = actor_of(request)
    it = queries.group_here(actor, lot)
    form = FactForm(
        request.POST or None, request.FILES or None, actor=actor, lots=it.here,
        kinds=choices.fact_kinds(it),
    )  # fmt: skip
    if request.POST and submit(request, form, actions.record_fact, id=NEW):
        return redirect("custody:lot", lot)
    return form_page(request, form, _("Write down what was done"), it.label)


def add(request: HttpRequest, fact: UUID) -> HttpResponse:
    actor = actor_of(request)
    it = queries.fact_line(actor, fact)
    form = AddToFactForm(request.POST or None, request.FILES or None, actor=actor)
    if request.POST and submit(request, form, actions.add_to_fact, fact=fact):
        return redirect("custody:lot", it.lot)
    heading = _("Add what is missing")
    return form_page(request, form, heading, it.label, template="custody/fact.html", fact=it)


def review(request: HttpRequest, fact: UUID) -> HttpResponse:
    it = queries.fact_line(actor_of(request), fact)
    form = ReviewForm(request.POST or None)
    if request.POST and submit(request, form, actions.review_fact, fact=fact):
        return redirect("custody:lot", it.lot)
    return form_page(request, form, it.label, template="custody/fact.html", fact=it)
