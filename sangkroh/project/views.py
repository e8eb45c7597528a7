"""Health: open to monitoring, without figures; details for the administrator."""

from django.contrib.auth.decorators import login_not_required
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render

from sangkroh.core.errors import NotFound
from sangkroh.core.models import User
from sangkroh.core.roles import Role

from . import health as state


@login_not_required
def health(request: HttpRequest) -> HttpResponse:
    """200 and "ok", or 503 and "not ok"; nothing else is for strangers."""
    well = state.is_well()
    return HttpResponse("ok\n" if well else "not ok\n", "text/plain", 200 if well else 503)


def health_details(request: HttpRequest) -> HttpResponse:
    user = request.user
    if not (isinstance(user, User) and Role.ADMINISTRATOR in user.roles):
        raise NotFound()
    return render(request, "project/health.html", {"it": state.details()})
