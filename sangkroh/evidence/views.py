"""Files: adding, looking at, taking the original out."""

from __future__ import annotations

from uuid import UUID

from django.http import FileResponse, Http404, HttpRequest, HttpResponse
from django.http.response import HttpResponseBase
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_POST

from sangkroh.cases import policies as cases
from sangkroh.core.errors import Refused
from sangkroh.core.forms import actor_of, submit

from . import actions, queries
from .forms import GiveUpForm, KeepForm

LOCKED_DOWN = "default-src 'none'; sandbox"


def add(request: HttpRequest, case: UUID) -> HttpResponse:
    cases.get(actor_of(request), case)
    form = KeepForm(request.POST or None, request.FILES or None, actor=actor_of(request))
    if request.method == "POST" and submit(request, form, actions.keep_many, case=case):
        return _on_the_case(case)
    return render(request, "core/form.html", {"heading": _("Add photos and files"), "form": form})


@require_GET
def file(request: HttpRequest, file: UUID) -> HttpResponse:
    it = queries.file(actor_of(request), file)
    return render(request, "evidence/file.html", {"file": it})


@require_GET
def small(request: HttpRequest, file: UUID) -> HttpResponseBase:
    picture = queries.small(actor_of(request), file)
    if picture is None:
        raise Http404
    response = FileResponse(picture, content_type="image/jpeg")
    response.headers["Content-Disposition"] = "inline"
    return _guarded(response)


@require_GET
def original(request: HttpRequest, file: UUID) -> HttpResponseBase:
    shown, content = queries.original(actor_of(request), file)
    if content is None:
        actions.check(actor_of(request), file=file)
        raise Refused("evidence.not-whole")
    return _guarded(
        FileResponse(
            content, content_type=shown.media_type, as_attachment=True,
            filename=f"{shown.sha256[:16]}.{shown.extension}",
        )
    )  # fmt: skip


@require_POST
def check(request: HttpRequest, file: UUID) -> HttpResponse:
    actions.check(actor_of(request), file=file)
    return redirect("evidence:file", file)


def bring(request: HttpRequest, pending: UUID) -> HttpResponse:
    it = queries.awaited_one(actor_of(request), pending)
    form = KeepForm(request.POST or None, request.FILES or None, actor=actor_of(request))
    more = {"case": it.case, "pending": pending}
    if request.method == "POST" and submit(request, form, actions.keep_many, **more):
        return _on_the_case(it.case)
    return render(request, "core/form.html", {"heading": it.what, "form": form})


def give_up(request: HttpRequest, pending: UUID) -> HttpResponse:
    it = queries.awaited_one(actor_of(request), pending)
    form = GiveUpForm(request.POST or None)
    if request.method == "POST" and submit(request, form, actions.give_up, pending=pending):
        return _on_the_case(it.case)
    return render(request, "core/form.html", {"heading": _("It will not come"), "form": form})


def _on_the_case(case: UUID) -> HttpResponse:
    """The case's page with its files open, though a phone folds its sections."""
    return redirect(reverse("cases:case", args=[case]) + "#evidence")


def _guarded(response: FileResponse) -> FileResponse:
    """Nothing in a file runs, and no copy stays behind."""
    response.headers["X-Content-Type-Options"] = "nosniff"
    response.headers["Content-Security-Policy"] = LOCKED_DOWN
    response.headers["Cache-Control"] = "no-store"
    return response
