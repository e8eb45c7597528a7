"""What may come in at all: refused by its announced length, before a byte of it is read."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from django.conf import settings
from django.core.files.uploadhandler import TemporaryFileUploadHandler
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render

from . import rules

Answer = Callable[[HttpRequest], HttpResponse]


def not_too_long(get_response: Answer) -> Answer:
    """A request longer than a form with its photos can be is refused unread (413).

    A body without a length reads as empty (WSGI), so there is no other way in. The API reads no
    JSON that is longer than it takes, and says so in its own form.
    """

    def middleware(request: HttpRequest) -> HttpResponse:
        try:
            length = int(request.META.get("CONTENT_LENGTH") or 0)
        except ValueError:
            length = 0
        if length <= settings.REQUEST_LIMIT or request.content_type == "application/json":
            return get_response(request)
        response = render(request, "413.html", status=413)
        response.headers["Connection"] = "close"
        return response

    return middleware


class StopsAtTheLimit(TemporaryFileUploadHandler):
    """Writes no more of a file than may be kept; counts the rest, so that it is refused."""

    def new_file(self, *args: Any, **kwargs: Any) -> None:
        super().new_file(*args, **kwargs)
        self.seen = 0

    def receive_data_chunk(self, raw_data: bytes, start: int) -> None:
        self.seen += len(raw_data)
        if self.seen <= rules.LARGEST:
            super().receive_data_chunk(raw_data, start)
