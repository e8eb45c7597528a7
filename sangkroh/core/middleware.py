"""What every request passes: the reader's language, privacy of answers, refusals as pages."""

from __future__ import annotations

from collections.abc import Callable

from django.conf import settings
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils import translation

from . import show, wording
from .asking import page_read
from .errors import Refused
from .words import say

Answer = Callable[[HttpRequest], HttpResponse]
LANGUAGE_COOKIE = "language"


def language(get_response: Answer) -> Answer:
    """The reader's own language; before log-in the one last chosen on this device."""
    known = {code for code, _ in settings.LANGUAGES}

    def middleware(request: HttpRequest) -> HttpResponse:
        user = request.user
        chosen = (
            user.language if user.is_authenticated else request.COOKIES.get(LANGUAGE_COOKIE, "")
        )
        wording.refresh()
        with (
            translation.override(chosen if chosen in known else settings.LANGUAGE_CODE),
            show.digits(khmer=user.is_authenticated and user.khmer_digits),
        ):
            return get_response(request)

    return middleware


def private(get_response: Answer) -> Answer:
    """Nothing of what a page says stays in a shared cache or on the disk of the next reader."""

    def middleware(request: HttpRequest) -> HttpResponse:
        response = get_response(request)
        response.headers.setdefault("Cache-Control", "no-store")
        return response

    return middleware


def reading(get_response: Answer) -> Answer:
    """While a page is only read, what its parts ask alike is asked of the database once."""

    def middleware(request: HttpRequest) -> HttpResponse:
        if request.method not in ("GET", "HEAD"):
            return get_response(request)
        with page_read():
            return get_response(request)

    return middleware


class Refusals:
    """A refusal that no form caught becomes a page with its words and the right status."""

    def __init__(self, get_response: Answer) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        return self.get_response(request)

    def process_exception(self, request: HttpRequest, error: Exception) -> HttpResponse | None:
        if not isinstance(error, Refused):
            return None
        words = [say(problem) for problem in error.problems]
        return render(request, "core/refused.html", {"words": words}, status=error.status)
