"""Coming in and going out, one's own way of reading, and what is not a page of any room."""

from typing import Any

from django.conf import settings
from django.contrib.auth.decorators import login_not_required
from django.contrib.auth.views import LoginView, LogoutView
from django.core.exceptions import RequestDataTooBig, TooManyFieldsSent, TooManyFilesSent
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import NoReverseMatch, reverse
from django.utils.http import url_has_allowed_host_and_scheme
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from . import actions, queries, samples
from .door import Act, doing
from .forms import NEW, ActForm, Done, actor_of, submit
from .middleware import LANGUAGE_COOKIE
from .people.forms import LogInForm
from .reading import CorrectForm, ReadingForm, VerifyForm

TOO_LARGE = (RequestDataTooBig, TooManyFieldsSent, TooManyFilesSent)


class LogIn(LoginView):
    template_name = "core/login.html"
    authentication_form = LogInForm
    redirect_authenticated_user = True

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        cast = queries.practice_people() if settings.PRACTICE else []
        return super().get_context_data(**kwargs) | {"cast": cast}


class LogOut(LogoutView):
    http_method_names = ["post"]


@login_not_required
@require_POST
def language(request: HttpRequest) -> HttpResponse:
    """Choose one's own language; before log-in, the language of this device."""
    chosen = request.POST.get("language", "")
    response = redirect(_back(request))
    if chosen not in dict(settings.LANGUAGES):
        return response
    response.set_cookie(
        LANGUAGE_COOKIE, chosen, max_age=31_536_000, samesite="Lax", httponly=True,
        secure=settings.HTTPS,
    )  # fmt: skip
    if request.user.is_authenticated:
        with doing(Act()):
            actions.choose_language(actor_of(request), language=actions.Language(chosen))
    return response


def _back(request: HttpRequest) -> str:
    url = request.POST.get("next", "")
    here = url_has_allowed_host_and_scheme(url, {request.get_host()}, request.is_secure())
    return url if here else "/"


def start(request: HttpRequest) -> HttpResponse:
    """The first page: the duty desk, or the menu where a house has no desk."""
    try:
        return redirect(reverse("desk:desk"))
    except NoReverseMatch:
        return render(request, "core/start.html")


def reading(request: HttpRequest) -> HttpResponse:
    """One's own language and digits."""
    me = actor_of(request)
    form = ReadingForm(
        request.POST or None, initial={"language": me.language, "khmer_digits": me.khmer_digits}
    )
    if request.method == "POST" and submit(request, form, actions.choose_language):
        return redirect("core:reading")
    context = {"form": form, "heading": _("How you read"), "user": me}
    return render(request, "core/reading.html", context)


def wordings(request: HttpRequest) -> HttpResponse:
    """Every text of the product in Khmer, to search, put right and verify."""
    asked = request.GET.get("text", "")[:200]
    found = queries.wordings(asked, request.GET.get("only") == "unverified")
    return render(request, "core/wordings.html", {"found": found, "asked": asked})


def wording(request: HttpRequest, key: str) -> HttpResponse:
    """One text: what it says, who says so, and two ways to go on."""
    it = queries.wording(key)
    verifying = "verify" in request.POST
    data = request.POST or None
    correct = CorrectForm(None if verifying else data, initial={"text": it.text})
    verify = VerifyForm(
        data if verifying else None, initial={"text": it.text}, auto_id="id_verify_%s"
    )
    if request.method == "POST":
        done = _say(request, verify, actions.verify_wording, it) if verifying else (
            _say(request, correct, actions.correct_wording, it))  # fmt: skip
        if done:
            return redirect("core:wording", key)
    return render(request, "core/wording.html", {"it": it, "correct": correct, "verify": verify})


def _say(request: HttpRequest, form: ActForm, act: Any, it: queries.Text) -> Done | None:
    return submit(
        request,
        form,
        act,
        id=NEW,
        language=actions.Language.KM,
        msgid=it.msgid,
        context=it.context,
    )


def style(request: HttpRequest) -> HttpResponse:
    """Every part that a page is made of, for whoever makes one."""
    form = samples.SampleForm(request.POST or None)
    return render(request, "core/style.html", samples.context() | {"form": form})


def bad_request(request: HttpRequest, exception: Exception) -> HttpResponse:
    """What could not be read, or was too large to be: without any detail."""
    too_large = isinstance(exception, TOO_LARGE)
    name, status = ("413.html", 413) if too_large else ("400.html", 400)
    return render(request, name, status=status)
