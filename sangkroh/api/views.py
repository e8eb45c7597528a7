"""Acts by name, records by address, and the description of both."""

from __future__ import annotations

from typing import Any
from uuid import UUID

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_POST, require_safe

from sangkroh.core.door import perform
from sangkroh.core.errors import NotFound, Refused, require
from sangkroh.core.forms import actor_of
from sangkroh.core.shows import READS, SAID

from . import openapi
from .door import api, body, envelope

PAGE, LONGEST = 50, 100


@api
@require_POST
def do(request: HttpRequest, name: str) -> dict[str, Any]:
    """Do the act with the body as its arguments."""
    require(name not in openapi.ONLY_PAGES, "core.only-pages")
    about = envelope(request)
    return {"answer": perform(name, actor_of(request), body(request), about=about)}


@api
@require_safe
def many(request: HttpRequest, name: str) -> dict[str, Any]:
    """A page of the records that the reader may see; `next` is the cursor of the following one."""
    read = READS.get(name)
    if read is None:
        raise NotFound()
    limit = _limit(request.GET.get("limit", str(PAGE)))
    rows = read.page(actor_of(request), _cursor(request.GET.get("before")), limit + 1)
    more = str(rows[limit - 1][0]) if len(rows) > limit else None
    return {"items": [it.model_dump(mode="json") for _, it in rows[:limit]], "next": more}


@api
@require_safe
def one(request: HttpRequest, name: str, pk: UUID) -> dict[str, Any]:
    """One record."""
    read = READS.get(name)
    if read is None:
        raise NotFound()
    return read.one(actor_of(request), pk).model_dump(mode="json")


@api
@require_safe
def describe(request: HttpRequest) -> dict[str, Any]:
    return openapi.document()


@require_safe
def front(request: HttpRequest) -> HttpResponse:
    """The page for people: what can be asked, by whom."""
    acts = [(it.name, SAID.get(it.name, ""), sorted(it.by)) for it in openapi.acts()]
    return render(request, "api/front.html", {"acts": acts, "reads": sorted(READS)})


def _limit(text: str) -> int:
    if not (text.isascii() and text.isdigit()):
        raise Refused("core.whole-number", "limit")
    number = int(text) if len(text) < 6 else LONGEST + 1
    require(number >= 1, "core.too-small", "limit", limit=1)
    require(number <= LONGEST, "core.too-large-number", "limit", limit=LONGEST)
    return number


def _cursor(text: str | None) -> UUID | None:
    try:
        return UUID(text) if text else None
    except ValueError:
        raise Refused("core.bad-id", "before") from None
