"""What a request of the API passes before it is an act: who asks, how often, in what form."""

from __future__ import annotations

import time
from collections.abc import Callable
from datetime import datetime
from functools import wraps
from typing import Any, ParamSpec
from urllib.parse import unquote
from uuid import UUID

from django.http import HttpRequest, HttpResponse, JsonResponse
from django.middleware.csrf import CsrfViewMiddleware
from django.utils import translation
from django.views.decorators.csrf import csrf_exempt

from sangkroh.core.actors import by_key
from sangkroh.core.door import Act
from sangkroh.core.errors import Problem, Refused, require
from sangkroh.core.forms import actor_of
from sangkroh.core.ids import new_id
from sangkroh.core.parsing import LARGEST
from sangkroh.core.people import access
from sangkroh.core.people.tokens import digest_of
from sangkroh.core.times import Occurred, Precision
from sangkroh.core.words import say

P = ParamSpec("P")
A_MINUTE = 600
"""Requests that one reader may make in a minute."""
CHALLENGE = 'Bearer realm="sangkroh"'
_made: dict[UUID, tuple[int, int]] = {}


class Csrf(CsrfViewMiddleware):
    """Django's own check, telling its verdict instead of answering with a page."""

    def _reject(self, request: HttpRequest, reason: str) -> Any:
        return reason


def api(view: Callable[P, Any]) -> Callable[P, HttpResponse]:
    """Answer in JSON, in the language asked for; refusals with their codes, paths and words."""

    @wraps(view)
    def run(*args: P.args, **kwargs: P.kwargs) -> HttpResponse:
        request: Any = args[0]
        with translation.override(_language(request)):
            try:
                come_in(request)
                answer = view(*args, **kwargs)
            except Refused as refused:
                answer = refusal(refused)
        if isinstance(answer, HttpResponse):
            return answer
        return JsonResponse(answer, json_dumps_params={"ensure_ascii": False})

    run.login_required = False  # type: ignore[attr-defined]
    return csrf_exempt(run)


def refusal(refused: Refused) -> JsonResponse:
    """The one form of every refusal."""
    problems = [{**it.as_json(), "words": say(it)} for it in refused.problems]
    answer = JsonResponse(
        {"problems": problems}, status=refused.status, json_dumps_params={"ensure_ascii": False}
    )
    if refused.status == 401:
        answer["WWW-Authenticate"] = CHALLENGE
    return answer


def come_in(request: HttpRequest) -> None:
    """Find who asks: by the key, or by the session of a page. Refuses everybody else."""
    scheme, _, token = request.headers.get("Authorization", "").partition(" ")
    if scheme:
        user = by_key(digest_of(token.strip())) if scheme.lower() == "bearer" else None
        if user is None or not access.may_stay(user, request):
            raise Refused("core.log-in-first")
        request.user = user
    else:
        _by_session(request)
    _count(actor_of(request).pk)


def _by_session(request: HttpRequest) -> None:
    require(request.user.is_authenticated, "core.log-in-first")
    stays = access.may_stay(actor_of(request), request) and not access.is_idle(request)
    require(stays, "core.log-in-first")
    require(not access.lacks_second_factor(request), "core.second-factor-first")
    wrong = Csrf(lambda _: HttpResponse()).process_view(request, lambda _: HttpResponse(), (), {})
    require(wrong is None, "core.csrf")


def _count(user: UUID) -> None:
    """A simple limit: so many in each minute of the clock, counted in this process."""
    minute = int(time.time() // 60)
    then, made = _made.get(user, (minute, 0))
    made = made + 1 if then == minute else 1
    _made[user] = (minute, made)
    require(made <= A_MINUTE, "core.too-many")


def body(request: HttpRequest) -> bytes:
    """The body, if it is JSON of a bearable size. A longer one is not read."""
    require(request.content_type == "application/json", "core.only-json")
    length = request.META.get("CONTENT_LENGTH") or "0"
    require(
        length.isascii() and length.isdigit() and int(length) <= LARGEST,
        "core.too-large",
        limit=LARGEST,
    )
    raw = request.read(LARGEST + 1)
    require(len(raw) <= LARGEST, "core.too-large", limit=LARGEST)
    return raw


def envelope(request: HttpRequest) -> Act:
    """What is about the act and not in it, from the headers."""
    headers = request.headers
    problems: list[Problem] = []

    def read(header: str, parse: Callable[[str], Any], code: str) -> Any:
        said = headers.get(header)
        try:
            return parse(said) if said else None
        except ValueError:
            problems.append(Problem(code, header))
            return None

    act_id = read("Idempotency-Key", UUID, "core.bad-id")
    recorded_at = read("Recorded-At", _moment, "core.bad-time")
    earliest = read("Occurred-Earliest", _moment, "core.bad-time")
    latest = read("Occurred-Latest", _moment, "core.bad-time")
    precision = read("Occurred-Precision", Precision, "core.not-a-choice")
    words = read("Occurred-Words", _words, "core.bad-input")
    if problems:
        raise Refused.many(problems)
    said = earliest or latest or precision or words
    occurred = Occurred(earliest, latest, precision or Precision.UNKNOWN, words or "")
    return Act(act_id or new_id(), occurred if said else None, recorded_at)


def _moment(text: str) -> datetime:
    it = datetime.fromisoformat(text)
    if it.tzinfo is None or not 1900 <= it.year <= 9000:
        raise ValueError(text)
    return it


def _words(text: str) -> str:
    words = unquote(text, errors="strict")
    if len(words) > 200 or not words.isprintable():
        raise ValueError(text)
    return words


def _language(request: HttpRequest) -> str:
    if request.headers.get("Accept-Language"):
        return translation.get_language_from_request(request)
    return translation.get_language() or "km"
