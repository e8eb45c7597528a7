"""What every page knows: its reader's menu and language."""

from typing import Any

from django.conf import settings
from django.http import HttpRequest

from .shows import menu_of


def page(request: HttpRequest) -> dict[str, Any]:
    user = getattr(request, "user", None)
    signed_in = user is not None and user.is_authenticated
    return {
        "menu": menu_of(user) if signed_in and user is not None else [],
        "languages": settings.LANGUAGES,
        "practice": settings.PRACTICE,
    }
