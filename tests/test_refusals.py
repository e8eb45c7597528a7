"""Every refusal is raised by somebody, names its field, and is said in Khmer and in English."""

from __future__ import annotations

import re
from collections.abc import Iterator
from importlib import import_module
from pathlib import Path
from pkgutil import iter_modules
from typing import Any
from unittest import mock

import pytest
from django.conf import settings
from django.core.files.base import File
from django.middleware.csrf import CSRF_SECRET_LENGTH
from django.test import Client
from django.utils import translation
from django.utils.crypto import get_random_string

from sangkroh.api import door as api
from sangkroh.core import rules
from sangkroh.core.door import REGISTRY, perform
from sangkroh.core.errors import Problem, Refused
from sangkroh.core.models import Entry
from sangkroh.core.words import WORDS, say

from . import refusals
from .refusals import Asked, Requested, Told, Typed, do, user

pytestmark = pytest.mark.usefixtures("practice_world", "db")
TABLE: tuple[Told, ...] = tuple(
    told
    for it in iter_modules(refusals.__path__)
    for told in getattr(import_module(f"{refusals.__name__}.{it.name}"), "REFUSALS", ())
)
LANGUAGES = ("km", "en")


@pytest.fixture(autouse=True)
def own_ground(settings: Any, tmp_path: Path) -> Iterator[None]:
    settings.EVIDENCE_ROOT = tmp_path
    api._made.clear()
    yield
    api._made.clear()
    mock.patch.stopall()


def test_the_table_holds_every_refusal_once() -> None:
    """A refusal that nobody can raise is dead, and its words with it."""
    assert sorted(it.code for it in TABLE) == sorted(WORDS)


@pytest.mark.parametrize("told", TABLE, ids=lambda it: it.code)
def test_a_refusal_is_raised_and_said_in_both_languages(told: Told) -> None:
    it = told.story()
    if isinstance(it, Asked):
        said = _asked(it, told)
    elif isinstance(it, Requested):
        said = {language: _requested(it, told, language) for language in LANGUAGES}
    else:
        said = {language: _typed(it, told, language) for language in LANGUAGES}
    assert said["km"] != said["en"]
    assert re.search("[\u1780-\u17ff]", said["km"])
    assert not re.search("[\u1780-\u17ff]", said["en"])
    signs = {sign for words in said.values() for sign in rules.placeholders(words)}
    assert not signs or told.code == "core.other-placeholders"  # which shows what it means


def _asked(it: Asked, told: Told) -> dict[str, str]:
    """Through the door: nothing is written, and the path is that of an argument."""
    before = Entry.objects.count()
    with pytest.raises(Refused) as raised:
        perform(it.act, user(it.who), it.raw, about=it.about)
    assert Entry.objects.count() == before
    problem = next(p for p in raised.value.problems if (p.code, p.path) == (told.code, told.path))
    shape = REGISTRY[it.act].shape.model_fields if it.act in REGISTRY else {}
    named = told.path.partition(".")[0] in {"", "occurred", *shape}
    assert named or told.code == "core.unknown-field"
    return {language: _in(language, problem) for language in LANGUAGES}


def _in(language: str, problem: Problem) -> str:
    with translation.override(language):
        return say(problem)


def _requested(it: Requested, told: Told, language: str) -> str:
    client = Client(enforce_csrf_checks=True)
    if it.who:
        client.force_login(user(it.who))
    token = get_random_string(CSRF_SECRET_LENGTH) if it.csrf else ""
    client.cookies[settings.CSRF_COOKIE_NAME] = token
    answer = client.post(
        it.path, it.body, content_type=it.content_type,
        headers={**it.headers, "Accept-Language": language, "X-CSRFToken": token},
    )  # fmt: skip
    problems = answer.json()["problems"]
    [problem] = [it for it in problems if (it["code"], it["path"]) == (told.code, told.path)]
    return str(problem["words"])


def _typed(it: Typed, told: Told, language: str) -> str:
    """On a page: the words stand at the field, and the page shows them."""
    do(it.who, "core.choose_language", language=language)
    client = Client()
    client.force_login(user(it.who))
    for value in it.values.values():
        if isinstance(value, File):
            value.seek(0)
    answer = client.post(it.url, it.values)
    assert answer.status_code == 200
    [words] = answer.context["form"].errors[told.path]
    assert str(words) in answer.text
    assert _pattern(told.code, language).fullmatch(str(words))
    return str(words)


def _pattern(code: str, language: str) -> re.Pattern[str]:
    """The words of the code, whatever their values."""
    with translation.override(language):
        return re.compile(re.sub(r"%\\\(\w+\\\)s", ".+", re.escape(str(WORDS[code]))))
