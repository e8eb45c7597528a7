"""Pages about papers: what of a case can be printed, one paper, the register, the forms."""

from __future__ import annotations

from typing import Any
from uuid import UUID

from django.http import FileResponse, HttpRequest, HttpResponse
from django.http.response import HttpResponseBase
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET

from sangkroh.cases import policies as cases
from sangkroh.core.errors import Refused
from sangkroh.core.forms import NEW, ActForm, actor_of, page_asked, submit
from sangkroh.core.roles import Role
from sangkroh.network import queries as network

from . import actions, forms, making, policies, queries
from .sheets import SHEETS, kind_of


def of_case(request: HttpRequest, case: UUID) -> HttpResponse:
    """What can be printed of a case; one press on a row takes a number and opens the paper."""
    actor = actor_of(request)
    of = cases.get(actor, case)
    form = forms.IssueForm(request.POST or None, auto_id=False)
    if request.POST and (done := submit(request, form, actions.issue, id=NEW, case=case)):
        return redirect("papers:print", done.value)
    context = {"case": of, "subjects": queries.offers(actor, case), "form": form,
               "new": forms.IssueForm(auto_id=False),
               "issues": bool(actor.roles & actions.ISSUERS)}  # fmt: skip
    return render(request, "papers/case.html", context)


@require_GET
def preview(request: HttpRequest, case: UUID, form: str, subject: UUID) -> HttpResponseBase:
    """The paper without a number: no act, and nothing is kept."""
    return _pdf(making.preview(actor_of(request), kind_of(form), case, subject).pdf, form)


@require_GET
def blank(request: HttpRequest, form: str) -> HttpResponseBase:
    if not actor_of(request).roles:
        raise Refused("core.not-allowed")
    return _pdf(making.blank(kind_of(form)).pdf, form)


def paper(request: HttpRequest, paper: UUID) -> HttpResponse:
    """One paper, and the form for its signed copies."""
    actor = actor_of(request)
    it = queries.paper(actor, paper)
    form = forms.SignedForm(request.POST or None, request.FILES or None, actor=actor)
    if request.method == "POST" and submit(request, form, actions.add_signed, paper=paper):
        return redirect("papers:paper", paper)
    context = {"it": it, "form": form, "issues": bool(actor.roles & actions.ISSUERS)}
    return render(request, "papers/paper.html", context)


@require_GET
def printed(request: HttpRequest, paper: UUID) -> HttpResponseBase:
    """The very bytes that were printed the first time."""
    number, content = queries.printed(actor_of(request), paper)
    if content is None:
        raise Refused("evidence.not-whole")
    response = FileResponse(content, content_type="application/pdf")
    return _inline(response, number)


def cancel(request: HttpRequest, paper: UUID) -> HttpResponse:
    policies.get(actor_of(request), paper)
    form = forms.CancelForm(request.POST or None)
    if request.POST and submit(request, form, actions.cancel, paper=paper):
        return redirect("papers:paper", paper)
    return _form(request, form, _("Cancel a paper"))


@require_GET
def register(request: HttpRequest) -> HttpResponse:
    """The register of papers, by office and year."""
    actor = actor_of(request)
    form = forms.RegisterForm(
        request.GET or None, offices=network.office_choices(), years=queries.years(actor)
    )
    asked = queries.Wanted(**form.cleaned_data) if form.is_valid() else queries.Wanted()
    page, rows = queries.register(actor, asked, page_asked(request))
    return render(request, "papers/register.html", {"form": form, "page": page, "rows": rows})


@require_GET
def all_forms(request: HttpRequest) -> HttpResponse:
    """Our forms, which of them a legal officer approved, and the letterheads."""
    actor = actor_of(request)
    words = bool(actor.roles & {Role.LEGAL_OFFICER, Role.LEAD})
    context = {"forms": queries.forms(), "agencies": network.agencies() if words else [],
               "approves": Role.LEGAL_OFFICER in actor.roles, "words": words}  # fmt: skip
    return render(request, "papers/forms.html", context)


def approve(request: HttpRequest, form: str) -> HttpResponse:
    which = kind_of(form)
    it = forms.ApproveForm(request.POST or None, initial={"wording": queries.wording(which)})
    if request.POST and submit(request, it, actions.approve_form, id=NEW, kind=which):
        return redirect("papers:forms")
    heading = _("Approve a form")
    return _form(request, it, f"{heading}: {SHEETS[which].title}", reverse("papers:forms"))


def letterhead(request: HttpRequest, agency: UUID) -> HttpResponse:
    name, now = queries.letterhead(actor_of(request), agency)
    form = forms.LetterheadForm(request.POST or None, initial=now)
    if request.POST and submit(request, form, actions.set_letterhead, id=NEW, agency=agency):
        return redirect("papers:forms")
    heading = _("Letterhead")
    return _form(request, form, f"{heading}: {name}", reverse("papers:forms"))


def _form(request: HttpRequest, form: ActForm, heading: str, back: str = "") -> HttpResponse:
    context: dict[str, Any] = {"heading": heading, "form": form} | ({"back": back} if back else {})
    return render(request, "core/form.html", context)


def _pdf(content: bytes, name: str) -> HttpResponseBase:
    return _inline(HttpResponse(content, content_type="application/pdf"), name)


def _inline(response: HttpResponseBase, name: str) -> HttpResponseBase:
    """Opened in the browser to be printed; no copy stays behind."""
    response.headers["Content-Disposition"] = f'inline; filename="{name}.pdf"'
    response.headers["Cache-Control"] = "no-store"
    return response
