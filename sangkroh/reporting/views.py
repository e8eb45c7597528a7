"""How many, the rows behind each figure, and the figures of one case."""

from __future__ import annotations

import csv
from uuid import UUID

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse

from sangkroh.core.forms import actor_of, page_asked
from sangkroh.core.roles import EVERYONE
from sangkroh.reference.policies import require_one_of

from . import forms, queries, rules


def how_many(request: HttpRequest) -> HttpResponse:
    reader = actor_of(request)
    require_one_of(reader, EVERYONE)
    form = forms.Narrow(request.GET, years=queries.years(reader))
    wanted = form.wanted()
    context = {"form": form, "wanted": wanted, "page": queries.page(reader, wanted)}
    return render(request, "reporting/how-many.html", context)


def rows(request: HttpRequest, kind: str) -> HttpResponse:
    """The rows of one figure, which are those that it is a sum of."""
    reader = actor_of(request)
    require_one_of(reader, EVERYONE)
    wanted = forms.Narrow(request.GET, years=[]).wanted()
    found = queries.listing(reader, kind, wanted, page_asked(request))
    context = {"list": found, "page": found.page, "kind": kind, "of_case": wanted.case}
    return render(request, "reporting/rows.html", context)


def sheet(request: HttpRequest, kind: str) -> HttpResponse:
    """The same rows as a sheet (CSV) of which no cell is a formula."""
    reader = actor_of(request)
    require_one_of(reader, EVERYONE)
    wanted = forms.Narrow(request.GET, years=[]).wanted()
    answer = HttpResponse(content_type="text/csv; charset=utf-8")
    answer["Content-Disposition"] = f'attachment; filename="{kind}.csv"'
    answer.write("\ufeff")
    out = csv.writer(answer)
    for row in queries.sheet(reader, kind, wanted):
        out.writerow([rules.cell(it) for it in row])
    return answer


def case(request: HttpRequest, case: UUID) -> HttpResponse:
    found = queries.of_case(actor_of(request), case)
    back = reverse("cases:case", args=[case])
    return render(request, "reporting/case.html", {"it": found, "back": back})
