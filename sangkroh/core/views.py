"""Coming in and going out."""

from django.conf import settings
from django.contrib.auth.decorators import login_not_required
from django.contrib.auth.views import LoginView, LogoutView
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.views.decorators.http import require_POST

from .middleware import LANGUAGE_COOKIE


class LogIn(LoginView):
    template_name = "core/login.html"
    redirect_authenticated_user = True


class LogOut(LogoutView):
    http_method_names = ["post"]


@login_not_required
@require_POST
def language(request: HttpRequest) -> HttpResponse:
    """Choose the language of this device before log-in."""
    chosen = request.POST.get("language", "")
    response = redirect("core:login")
    if chosen in dict(settings.LANGUAGES):
        response.set_cookie(LANGUAGE_COOKIE, chosen, max_age=31_536_000, samesite="Lax")
    return response
