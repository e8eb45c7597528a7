"""Pages of people's coming and going. Links and keys are shown once, on the answer to the form."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any
from uuid import UUID

from django.contrib import messages
from django.contrib.auth import update_session_auth_hash
from django.contrib.auth.decorators import login_not_required
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.http import url_has_allowed_host_and_scheme
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from .. import actions
from ..actors import worker
from ..door import Act, doing
from ..errors import Refused
from ..forms import NEW, ActForm, actor_of, submit
from ..ids import new_id
from . import forms, queries, second_factor, tokens


def people(request: HttpRequest) -> HttpResponse:
    found = queries.people(actor_of(request))
    return render(request, "core/people/list.html", {"people": found})


def person(request: HttpRequest, user: UUID) -> HttpResponse:
    page = queries.person(actor_of(request), user)
    return render(request, "core/people/person.html", {"page": page})


def invite(request: HttpRequest) -> HttpResponse:
    queries.people(actor_of(request))
    form = forms.InviteForm(request.POST or None)
    return _with_link(request, form, actions.invite, _("Invite a person"), id=NEW)


def link(request: HttpRequest, user: UUID) -> HttpResponse:
    page = queries.person(actor_of(request), user)
    form = forms.ReasonForm(request.POST or None)
    act = actions.offer_link if page.person.is_active else actions.reactivate
    heading = _("New link") if page.person.is_active else _("Let in again")
    return _with_link(request, form, act, heading, user=user)


def grant(request: HttpRequest, user: UUID) -> HttpResponse:
    queries.person(actor_of(request), user)
    form = forms.GrantForm(request.POST or None)
    return _page(request, form, actions.grant_role, _("Give a role"), user, user=user)


def end_role(request: HttpRequest, user: UUID, grant: UUID) -> HttpResponse:
    queries.person(actor_of(request), user)
    form = forms.ReasonForm(request.POST or None)
    return _page(request, form, actions.end_role, _("End a role"), user, grant=grant)


def deactivate(request: HttpRequest, user: UUID) -> HttpResponse:
    queries.person(actor_of(request), user)
    form = forms.ReasonForm(request.POST or None)
    return _page(request, form, actions.deactivate, _("Shut out"), user, user=user)


def drop_second_factor(request: HttpRequest, user: UUID) -> HttpResponse:
    queries.person(actor_of(request), user)
    form = forms.ReasonForm(request.POST or None)
    heading = _("Take away the second factor")
    return _page(request, form, actions.drop_second_factor, heading, user, user=user)


@login_not_required
def open_link(request: HttpRequest, token: str) -> HttpResponse:
    """Take the token out of the address at once, so that it stays in no history or log."""
    request.session["link"] = token
    return redirect("core:come-in")


@login_not_required
def come_in(request: HttpRequest) -> HttpResponse:
    """Set one's password by the link; the log-in page comes next."""
    form = forms.NewPasswordForm(request.POST or None)
    if form.is_valid() and _take_link(request, form):
        messages.success(request, _("Your password is set. Log in with it."))
        return redirect("core:login")
    return _form(request, form, _("Choose your password"))


def me(request: HttpRequest) -> HttpResponse:
    user = actor_of(request)
    about = {"keys": queries.keys_of(user), "second_factor": second_factor.is_set_up(user)}
    return render(request, "core/people/me.html", about)


def password(request: HttpRequest) -> HttpResponse:
    user = actor_of(request)
    form = forms.OwnPasswordForm(request.POST or None, user=user)
    if submit(request, form, actions.set_password, user=user.pk):
        user.refresh_from_db(fields=["password"])
        update_session_auth_hash(request, user)
        messages.success(request, _("Your password is changed; other sessions have ended."))
        return redirect("core:me")
    return _form(request, form, _("Change password"))


def enrol(request: HttpRequest) -> HttpResponse:
    """Set up the second factor, or set it up anew once the present one has been shown."""
    user = actor_of(request)
    form = forms.CodeForm(request.POST or None)
    if form.is_valid():
        codes = second_factor.set_up(request, user, form.cleaned_data["code"])
        if codes:
            return render(request, "core/people/codes.html", {"codes": codes, **_next(request)})
        form.add_error("code", _("This code is wrong. Wait for the next one."))
    secret = second_factor.secret_of(second_factor.waiting(user))
    return _form(request, form, _("Second factor"), "core/people/enrol.html", secret=secret)


def verify(request: HttpRequest) -> HttpResponse:
    """The step between the password and the house."""
    form = forms.CodeForm(request.POST or None)
    if form.is_valid():
        if second_factor.show(request, actor_of(request), form.cleaned_data["code"]):
            return redirect(_next(request)["next"])
        form.add_error("code", _("This code is wrong. Wait for the next one."))
    return _form(request, form, _("Second factor"), "core/people/verify.html")


def new_key(request: HttpRequest) -> HttpResponse:
    form = forms.KeyForm(request.POST or None, held=actor_of(request).roles)
    token = tokens.token_for(request, _act_of(form))
    more = {"id": NEW, "digest": tokens.digest_of(token)}
    if submit(request, form, actions.issue_key, **more):
        return render(request, "core/people/shown_once.html", {"key": token})
    return _form(request, form, _("New key"))


def revoke_key(request: HttpRequest, key: UUID) -> HttpResponse:
    form = forms.ReasonForm(request.POST or None)
    if submit(request, form, actions.revoke_key, key=key):
        return redirect("core:me")
    return _form(request, form, _("End a key"))


def journal(request: HttpRequest) -> HttpResponse:
    form = forms.JournalForm(request.GET)
    wanted = form.cleaned_data if form.is_valid() else {}
    page = queries.entries(actor_of(request), **wanted)
    query = request.GET.copy()
    query["before"] = str(page.next)
    about = {"page": page, "form": form, "older": query.urlencode()}
    return render(request, "core/people/journal.html", about)


@require_POST
def check(request: HttpRequest) -> HttpResponse:
    books = queries.check(actor_of(request))
    return render(request, "core/people/check.html", {"books": books})


def forgetting(request: HttpRequest) -> HttpResponse:
    """What waits to be forgotten, and a form to propose more."""
    waiting = queries.forgettings(actor_of(request))
    form = forms.ForgetForm(request.POST or None)
    if submit(request, form, actions.propose_forgetting, id=NEW):
        return redirect("core:forgetting")
    return _form(request, form, _("Forgetting"), "core/people/forgetting.html", waiting=waiting)


@require_POST
def approve_forgetting(request: HttpRequest, forgetting: UUID) -> HttpResponse:
    actions.approve_forgetting(actor_of(request), forgetting=forgetting)
    return redirect("core:forgetting")


def aside(request: HttpRequest) -> HttpResponse:
    rows = queries.set_aside(actor_of(request))
    return render(request, "core/people/aside.html", {"rows": rows})


@require_POST
def again(request: HttpRequest, it: UUID) -> HttpResponse:
    actions.take_up_again(actor_of(request), it=it)
    return redirect("core:aside")


def _page(
    request: HttpRequest, form: ActForm, act: Callable[..., Any], heading: str, whose: UUID,
    **more: Any,
) -> HttpResponse:  # fmt: skip
    """A form about a person whose submit is one act; then that person's page."""
    if submit(request, form, act, **more):
        return redirect("core:person", whose)
    return _form(request, form, heading)


def _with_link(
    request: HttpRequest, form: ActForm, act: Callable[..., Any], heading: str, **more: Any
) -> HttpResponse:
    """The same for an act that gives out a one-time link."""
    token = tokens.token_for(request, _act_of(form))
    done = submit(request, form, act, link=tokens.digest_of(token), **more)
    if done:
        address = request.build_absolute_uri(reverse("core:open-link", args=[token]))
        return render(
            request, "core/people/shown_once.html", {"link": address, "user_id": done.value}
        )
    return _form(request, form, heading)


def _take_link(request: HttpRequest, form: forms.NewPasswordForm) -> bool:
    digest = tokens.digest_of(request.session.get("link", ""))
    try:
        with doing(Act(id=form.cleaned_data["act_id"] or new_id())):
            actions.take_link(worker(), link=digest, **form.arguments())
    except Refused as refused:
        form.refuse(refused)
        return False
    request.session.flush()
    return True


def _form(
    request: HttpRequest, form: Any, heading: str, template: str = "core/form.html", **more: Any
) -> HttpResponse:
    return render(request, template, {"heading": heading, "form": form, **_next(request), **more})


def _act_of(form: ActForm) -> UUID:
    """The id of the act that this form does: the same for a second click."""
    try:
        return UUID(str(form["act_id"].value()))
    except ValueError:  # the form itself refuses it
        return new_id()


def _next(request: HttpRequest) -> dict[str, str]:
    """Where the reader was going; only an address of this house."""
    wanted = request.POST.get("next") or request.GET.get("next") or "/"
    safe = url_has_allowed_host_and_scheme(wanted, allowed_hosts=None)
    return {"next": wanted if safe else "/"}
