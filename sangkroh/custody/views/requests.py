"""What waits for a second person."""

from __future__ import annotations

from uuid import UUID

from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.template.loader import render_to_string
from django.views.decorators.http import require_POST

from sangkroh.core import shows
from sangkroh.core.forms import ActForm, actor_of, submit

from .. import actions, queries
from ..forms.requests import AnswerForm
from .shared import form_page


def request_page(request: HttpRequest, request_id: UUID) -> HttpResponse:
    form = AnswerForm(request.POST or None, asked=request_id)
    if request.POST and submit(request, form, actions.approve):
        return redirect("custody:request", request_id)
    return _asked(request, form, request_id)


@require_POST
def decline(request: HttpRequest, request_id: UUID) -> HttpResponse:
    form = AnswerForm(request.POST, asked=request_id)
    if submit(request, form, actions.decline):
        return redirect("custody:request", request_id)
    return _asked(request, form, request_id)


def _asked(request: HttpRequest, form: ActForm, request_id: UUID) -> HttpResponse:
    actor = actor_of(request)
    it = queries.request_line(actor, request_id)
    said = ((part.template, part.query(actor, request_id)) for part in shows.ASKED)
    parts = [render_to_string(name, context, request) for name, context in said if context]
    return form_page(
        request, form, it.label, template="custody/request.html", asked=it, parts=parts
    )
