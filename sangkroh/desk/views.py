"""The desk and the search."""

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render

from sangkroh.core.forms import actor_of

from . import queries


def desk(request: HttpRequest) -> HttpResponse:
    """What needs me now. The list alone where htmx asks for it."""
    page = "desk/desk.html#waiting" if getattr(request, "htmx", False) else "desk/desk.html"
    return render(request, page, {"waiting": queries.waiting(actor_of(request))})


def search(request: HttpRequest) -> HttpResponse:
    """One search over everything this reader may see. The words travel in the body, never in
    the address: addresses are written into logs and histories."""
    words = request.POST.get("words", "")
    found = queries.search(actor_of(request), words)
    return render(request, "desk/search.html", {"found": found})
