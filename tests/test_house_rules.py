"""House rules that every room keeps: acts, doors, files."""

from __future__ import annotations

import ast
import re
import typing
from enum import Enum
from pathlib import Path
from types import NoneType, UnionType
from typing import Any, get_args, get_origin

import pytest
from django.apps import apps
from django.conf import settings
from django.db import connection
from django.test import Client
from pydantic import BaseModel

from sangkroh.core import shows, wall
from sangkroh.core.door import REGISTRY
from sangkroh.core.models import User

from . import house

OPEN = {
    "health": "says ok or not ok, to monitoring",
    "core:login": "the way in",
    "core:language": "the language of the log-in page",
    "core:style": "the look of every page, the log-in page too",
    "core:open-link": "a one-time link: an invitation, or a new password",
    "core:come-in": "where that link leads",
}
"""Addresses open to a stranger, and why. Nothing else is."""
INNER_ACTS = {"custody.correct_origin", "core.forget", "core.forget_apart", "tips.take_over"}
"""Acts that nobody does by themselves: only as a part of another."""
LIMIT = 400


@pytest.mark.parametrize("name", sorted(REGISTRY))
def test_an_act_says_who_and_what(name: str) -> None:
    it = REGISTRY[name]
    assert it.by or name in INNER_ACTS, "no role may do it"
    assert (it.function.__doc__ or "").strip(), "no docstring"
    assert name in set(shows.SAID), "no words in core.shows.SAID"


def test_words_are_for_acts_that_exist() -> None:
    assert sorted(set(shows.SAID) - set(REGISTRY)) == []


@pytest.mark.parametrize("name", sorted(REGISTRY))
def test_an_argument_has_a_type_of_its_own(name: str) -> None:
    """A bare int, str or float takes anything; core/types.py says what may be said at all."""
    plain = [field for field, it in REGISTRY[name].shape.model_fields.items()
             if _is_plain(it.annotation, bool(it.metadata))]  # fmt: skip
    assert plain == []


def _is_plain(kind: Any, bounded: bool) -> bool:
    if get_origin(kind) is typing.Annotated:
        return _is_plain(get_args(kind)[0], True)
    if get_origin(kind) in (list, tuple, dict, frozenset, typing.Union, UnionType):
        return any(_is_plain(it, False) for it in get_args(kind) if it not in (NoneType, ...))
    if isinstance(kind, type) and issubclass(kind, BaseModel):
        return any(_is_plain(f.annotation, bool(f.metadata)) for f in kind.model_fields.values())
    if isinstance(kind, type) and issubclass(kind, Enum):
        return False
    return kind in (int, str, float, Any) and not bounded


@pytest.mark.parametrize("kind", [int, str, list[int], str | None])
def test_a_plain_type_would_be_found(kind: Any) -> None:
    assert _is_plain(kind, False)


def test_what_is_open_exists() -> None:
    assert set(OPEN) <= {name for name, _ in house.addresses()}


ADDRESSES = sorted(set(house.addresses()))


@pytest.mark.django_db
@pytest.mark.parametrize(("name", "path"), ADDRESSES)
def test_an_address_is_shut_to_strangers(name: str, path: str) -> None:
    if name in OPEN:
        return
    for method in ("get", "post"):
        answer = getattr(Client(), method)(path)
        shut = answer.status_code in (401, 403, 405) or (
            answer.status_code == 302 and answer["Location"].startswith("/log-in/")
        )
        assert shut, f"{method} {path}: {answer.status_code}"


@pytest.mark.parametrize(("name", "path"), ADDRESSES)
def test_no_address_breaks_for_somebody_without_a_role(
    name: str, path: str, stranger: User, client: Client
) -> None:
    client.force_login(stranger)
    assert client.get(path).status_code < 500


@pytest.mark.parametrize(("name", "see"), list(house.sights()))
def test_somebody_without_a_role_sees_nothing(name: str, see: Any, stranger: User) -> None:
    assert see(stranger).count() == 0


@pytest.mark.django_db
def test_the_tables_written_outside_the_door_exist_and_are_nobodys_records() -> None:
    there = set(connection.introspection.table_names())
    assert set(wall.OUTSIDE_THE_DOOR) <= there
    ours = {m._meta.db_table for room in settings.ROOMS
            for m in apps.get_app_config(room).get_models()}  # fmt: skip
    assert set(wall.OUTSIDE_THE_DOOR) & ours == {"core_cursor"}


def test_rules_are_plain_python() -> None:
    """What the import contract cannot see: an import inside a function of rules.py."""
    found = [
        path.relative_to(house.ROOT)
        for path in house.files("/rules.py")
        for node in ast.walk(ast.parse(path.read_text()))
        if isinstance(node, ast.Import | ast.ImportFrom) and "django" in ast.unparse(node)
    ]
    assert found == []


def _too_long(path: Path) -> bool:
    aside = {"migrations", "vendor", "locale"} & set(path.parts)
    return not aside and ".min." not in path.name and len(path.read_text().splitlines()) > LIMIT


def test_no_file_is_too_long() -> None:
    files = house.files(".py", ".js", ".css", ".html")
    assert files
    assert [str(it.relative_to(house.ROOT)) for it in files if _too_long(it)] == []


def test_nothing_names_the_machine_that_it_was_made_on() -> None:
    words = ("/wo{}rk/", "/ro{}ot/", "/op{}t/wheels", "--extra-in{}dex-url", "--in{}dex-url",
             "--find-li{}nks", "pythonho{}sted.org")  # fmt: skip
    machine = re.compile("|".join(re.escape(it.format("")) for it in words))
    found = []
    for path in house.files():
        try:
            if machine.search(path.read_text()):
                found.append(str(path.relative_to(house.ROOT)))
        except UnicodeDecodeError:
            continue
    assert found == []
