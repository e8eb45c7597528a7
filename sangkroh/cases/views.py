"""Pages of cases: the list, the page of one case, and a form for each act."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any
from uuid import UUID

from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.template.loader import render_to_string
from django.urls import reverse
from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from sangkroh.core import shows
from sangkroh.core.forms import actor_of, page_asked, submit

from . import actions, forms, policies, queries, rules

FORMS: dict[str, tuple[Promise, Any, Callable[..., Any]]] = {
    "add-member": (_("Add a member"), forms.AddMember, actions.add_member),
    "remove-member": (_("Remove a member"), forms.RemoveMember, actions.remove_member),
    "lead": (_("Hand over the lead"), forms.SetLead, actions.set_lead),
    "part": (_("Part of an agency"), forms.SetPart, actions.set_part),
    "number": (_("Number of an agency"), forms.SetNumber, actions.set_agency_number),
    "note": (_("Write a note"), forms.WriteNote, actions.note),
    "one-of-ours": (_("One of ours"), forms.OneOfOurs, actions.mark_one_of_ours),
    "readmit": (_("Let a person in again"), forms.Readmit, actions.readmit),
    "hide": (_("Make it a hidden operation"), forms.Reason, actions.hide),
    "unhide": (_("The hidden operation is over"), forms.Reason, actions.unhide),
    "close": (_("Close the case"), forms.Reason, actions.close),
    "reopen": (_("Open the case again"), forms.Reason, actions.reopen),
    "title": (_("Change the title"), forms.Retitle, actions.retitle),
    "link": (_("Link to another case"), forms.LinkCases, actions.link),
}
"""The acts of a case's page, by the last part of their address."""

SECTIONS = {"note": "#notes"} | dict.fromkeys(
    ("add-member", "remove-member", "lead", "one-of-ours", "readmit"), "#who"
)
"""Where an act is shown afterwards: that section opens, though a phone folds them all."""


def cases(request: HttpRequest) -> HttpResponse:
    reader = actor_of(request)
    form = forms.Narrow(request.GET, years=queries.years(reader))
    page = queries.listed(reader, form.wanted(), page_asked(request))
    return render(request, "cases/cases.html", {
        "form": form, "page": page, "cases": queries.lines(page),
        "opens": bool(reader.roles & rules.OPENERS),
    })  # fmt: skip


def new(request: HttpRequest) -> HttpResponse:
    form = forms.NewCase(request.POST or None)
    if request.method == "POST" and (done := submit(request, form, actions.open)):
        return redirect("cases:case", done.value)
    return render(request, "core/form.html", {"heading": _("New case"), "form": form})


def case(request: HttpRequest, case: UUID) -> HttpResponse:
    reader = actor_of(request)
    head = queries.head(reader, case)
    form, timeline = _timeline(request, case)
    return render(request, "cases/case.html", {
        "head": head, "case": head.case, "panels": _panels(request, head),
        "timeline": timeline, "form": form,
    })  # fmt: skip


def act(request: HttpRequest, case: UUID, what: str) -> HttpResponse:
    heading, kind, action = FORMS[what]
    it = policies.get(actor_of(request), case, "")
    form = kind(request.POST or None)
    form.fill(actor_of(request), case)
    if request.method == "POST" and submit(request, form, action, case=case):
        if not policies.may_see(actor_of(request), case):
            return redirect("cases:cases")
        return redirect(reverse("cases:case", args=[case]) + SECTIONS.get(what, ""))
    context = {"heading": heading, "form": form, "back": reverse("cases:case", args=[case]),
               "of": it.number}  # fmt: skip
    return render(request, "core/form.html", context)


def place(request: HttpRequest, case: UUID) -> HttpResponse:
    """Where the case is worked, and which other cases of this reader are worked there too."""
    reader, form = actor_of(request), forms.MarkPlace(request.POST or None)
    it = queries.at_work(reader, case)
    if request.method == "POST" and submit(request, form, actions.mark_place, case=case):
        return redirect("cases:place", case)
    return render(request, "cases/place.html", {
        "heading": _("Where it is worked"), "form": form, "it": it,
        "writes": bool(reader.roles & rules.WRITERS), "of": it.number,
        "back": reverse("cases:case", args=[case]),
    })  # fmt: skip


def match(request: HttpRequest, match: UUID) -> HttpResponse:
    form, it = forms.Settle(request.POST or None), queries.match(actor_of(request), match)
    if request.method == "POST" and submit(request, form, actions.settle_match, match=match):
        return redirect("cases:cases")
    return render(request, "cases/match.html", {"match": it, "form": form})


def _panels(request: HttpRequest, head: queries.Head) -> list[dict[str, Any]]:
    """What each room has to say of this case to this reader."""
    asked = ((it, it.query(actor_of(request), head.case.id)) for it in shows.PANELS)
    return [
        {
            "key": it.key, "label": it.label, "count": said.get("count"),
            "open": said.get("open", not said.get("count")),
            "html": render_to_string(it.template, {"case": head.case, **said}, request),
        }
        for it, said in asked
        if said is not None
    ]  # fmt: skip


def _timeline(request: HttpRequest, case: UUID) -> tuple[forms.NarrowSteps, queries.Timeline]:
    reader, page = actor_of(request), page_asked(request)
    whole = queries.timeline(reader, case, page=page)
    form = forms.NarrowSteps(request.GET, whole)
    form.is_valid()
    if not any(form.cleaned_data.values()):
        return form, whole
    return form, queries.timeline(reader, case, page=page, **form.cleaned_data)
