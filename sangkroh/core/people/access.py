"""What a log-in must pass beyond its password, at the door and on every page after it."""

from __future__ import annotations

import re
import time
from collections.abc import Callable
from datetime import timedelta
from ipaddress import IPv4Address, IPv6Address, ip_address, ip_network
from typing import Any
from urllib.parse import urlencode

from django.conf import settings
from django.contrib.auth import logout
from django.contrib.auth.backends import ModelBackend
from django.contrib.auth.views import redirect_to_login
from django.http import HttpRequest, HttpResponse
from django.http.request import split_domain_port
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django_otp import user_has_device

from ..models import User
from ..roles import NEEDS_SECOND_FACTOR

_PORT = re.compile(r"^(?:\[([^\]]*)\]|([0-9.]+))(?::\d+)?$")
LOOPBACK = {"127.0.0.1", "::1"}
OWN_NAMES = {"127.0.0.1", "localhost", "[::1]"}
FORWARDED = ("HTTP_FORWARDED", "HTTP_X_FORWARDED_FOR", "HTTP_X_FORWARDED_HOST", "HTTP_X_REAL_IP")
IDLE = timedelta(hours=2)
"""A session in which nothing is asked for so long is over."""
NOTED_EVERY = 60
"""How often, in seconds, the time of the last request is written down."""
STEPS = {"core:verify", "core:logout", "core:language"}
"""Pages that are open while the second factor is still to be shown."""
Answer = Callable[[HttpRequest], HttpResponse]


class Password(ModelBackend):
    """A name and a password; a practice log-in is known on this machine's own address only."""

    def authenticate(
        self, request: HttpRequest | None, username: str | None = None,
        password: str | None = None, **more: Any,
    ) -> User | None:  # fmt: skip
        user = super().authenticate(request, username, password, **more)
        if not isinstance(user, User) or (
            user.practice
            and not (request is not None and _on_this_machine(request) and _by_own_name(request))
        ):
            return None
        return user


def may_stay(user: User, request: HttpRequest) -> bool:
    """Whether this log-in may be used from where the request comes."""
    return not user.practice or _on_this_machine(request)


def lacks_second_factor(request: HttpRequest) -> bool:
    """Whether the reader must still show a code, or has yet to set one up."""
    user: Any = request.user
    if user.is_verified():
        return False
    return user_has_device(user) or (settings.HTTPS and bool(user.roles & NEEDS_SECOND_FACTOR))


def is_idle(request: HttpRequest) -> bool:
    """Whether the session slept too long; notes that it is awake."""
    at = int(time.time())
    seen = request.session.get("seen", 0)
    if seen and at - seen > IDLE.total_seconds():
        return True
    if at - seen >= NOTED_EVERY:
        request.session["seen"] = at
    return False


class Access:
    """Ends a session that may not go on, and asks for the second factor where one is due."""

    def __init__(self, get_response: Answer) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        return self.get_response(request)

    def process_view(
        self, request: HttpRequest, view: Any, args: object, kwargs: object
    ) -> HttpResponse | None:
        if not request.user.is_authenticated or not getattr(view, "login_required", True):
            return None
        if not may_stay(request.user, request) or is_idle(request):
            logout(request)
            return redirect_to_login(request.path)
        where = request.resolver_match.view_name if request.resolver_match else ""
        if where in STEPS or not lacks_second_factor(request):
            return None
        step = "core:verify" if user_has_device(request.user) else "core:enrol"
        if where == step:
            return None
        response = redirect(step)
        response["Location"] += "?" + urlencode({"next": request.path})
        return response


def address_of(request: HttpRequest) -> str:
    """Whose request it is: for lock-out, so that a stranger locks out himself and nobody else.

    What a proxy says (X-Forwarded-For) is believed of `settings.PROXIES` alone, from the last hop
    back to the first that is no proxy. Of IPv6 the network counts, whose addresses are one's own.
    """
    peer: str = request.META.get("REMOTE_ADDR", "")
    proxies = [ip_network(it) for it in settings.PROXIES]
    hops = [it.strip() for it in request.META.get("HTTP_X_FORWARDED_FOR", "").split(",")]
    here = _address(peer)
    while here and any(here in it for it in proxies) and any(hops):
        here = _address(hops.pop())
    if here is None:
        return peer
    return str(ip_network((here, 64), strict=False)[0] if here.version == 6 else here)


def _address(text: str) -> IPv4Address | IPv6Address | None:
    """The address of a hop, perhaps with a port; None where there is none to be read."""
    bare = _PORT.sub(r"\1\2", text)
    try:
        found = ip_address(bare)
    except ValueError:
        return None
    return (found.version == 6 and found.ipv4_mapped) or found


def locked_out(
    request: HttpRequest, original: HttpResponse | None = None, credentials: object = None
) -> HttpResponse:
    """The page after too many wrong passwords: the same whether or not the log-in exists."""
    words = [_("Too many wrong tries. Wait a quarter of an hour, or ask your administrator.")]
    return render(request, "core/refused.html", {"words": words}, status=429)


def _on_this_machine(request: HttpRequest) -> bool:
    """Practice is on, and nothing stands between the browser and this server."""
    return (
        settings.PRACTICE
        and request.META.get("REMOTE_ADDR") in LOOPBACK
        and not any(name in request.META for name in FORWARDED)
    )


def _by_own_name(request: HttpRequest) -> bool:
    name, _port = split_domain_port(request.META.get("HTTP_HOST", ""))
    return name in OWN_NAMES
