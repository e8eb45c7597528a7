"""What every page knows: its reader's menu and language."""

from dataclasses import dataclass
from typing import Any

from django.conf import settings
from django.http import HttpRequest
from django.urls import reverse
from django.utils import timezone

from .shows import Label, menu_of


@dataclass(frozen=True)
class Line:
    """A line of the menu as a page shows it."""

    label: Label
    url: str
    current: bool


def page(request: HttpRequest) -> dict[str, Any]:
    user = getattr(request, "user", None)
    signed_in = user is not None and user.is_authenticated
    items = menu_of(user) if signed_in and user is not None else []
    return {
        "menu": _lines(request.path, [(it.label, reverse(it.url_name)) for it in items]),
        "languages": settings.LANGUAGES,
        "practice": settings.PRACTICE,
        "moment": timezone.now(),
    }


def _lines(path: str, items: list[tuple[Label, str]]) -> list[Line]:
    """The menu; current is the line whose address begins this page's, the longest of them."""
    above = [url for _, url in items if path.startswith(url) and (url != "/" or path == "/")]
    here = max(above, key=len, default="")
    return [Line(label, url, url == here) for label, url in items]
