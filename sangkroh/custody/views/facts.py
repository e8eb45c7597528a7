"""What was already done when it is written down."""

from __future__ import annotations

from uuid import UUID

from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect

from sangkroh.core.forms import actor_of, submit

from .. import actions, queries
from ..forms.facts import ReviewForm
from .shared import form_page


def review(request: HttpRequest, fact: UUID) -> HttpResponse:
    it = queries.fact_line(actor_of(request), fact)
    form = ReviewForm(request.POST or None)
    if request.POST and submit(request, form, actions.review_fact, fact=fact):
        return redirect("custody:lot", it.lot)
    return form_page(request, form, it.label, "custody/fact.html", fact=it)
