"""Fixtures: the session's database, and the people whom every story is told with."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import pytest
from django.db import connections

from sangkroh.core.actors import by_username
from sangkroh.core.actors import worker as the_worker
from sangkroh.core.models import User

from . import databases, pictures


@pytest.fixture(scope="session")
def django_db_setup(django_db_blocker: Any) -> Iterator[None]:
    """Each run works on its own copy of the template; a test is rolled back, never flushed."""
    with databases.own_database() as name:
        connect_to(name, django_db_blocker)
        yield
        with django_db_blocker.unblock():
            connections["default"].close()


def connect_to(name: str, django_db_blocker: Any) -> None:
    """From now on this process works on the test database of this name."""
    connection = connections["default"]
    with django_db_blocker.unblock():
        connection.close()
    connection.settings_dict["NAME"] = (
        name if databases.ON_POSTGRESQL else str(databases.file_of(name))
    )


@pytest.fixture(scope="session")
def _practice_world() -> Iterator[str]:
    with databases.own_database(databases.practice()) as name:
        yield name


@pytest.fixture(scope="module")
def practice_world(
    django_db_setup: None, django_db_blocker: Any, _practice_world: str
) -> Iterator[str]:
    """For one module: its tests begin with Koh Thom told, and each is rolled back."""
    before = connections["default"].settings_dict["NAME"]
    connect_to(_practice_world, django_db_blocker)
    yield _practice_world
    connect_to(Path(before).stem, django_db_blocker)


def _person(username: str) -> Any:
    @pytest.fixture(name=username)
    def person(db: None) -> User:
        return by_username(username)

    return person


@pytest.fixture
def worker(db: None) -> User:
    return the_worker()


dara = _person("dara")  # duty officer
sok = _person("sok")  # field officer with powers, Forestry
vanna = _person("vanna")  # Customs post, owner of the Koh Thom case
rith = _person("rith")  # Fisheries
srey = _person("srey")  # keeper, nights
chan = _person("chan")  # vet
maly = _person("maly")  # legal officer
pierre = _person("pierre")  # NGO adviser
bopha = _person("bopha")  # donor relations
kosal = _person("kosal")  # administrator and auditor
lina = _person("lina")  # lead of the team
stranger = _person("stranger")  # a log-in without any role


@pytest.fixture(scope="module")
def _live() -> Iterator[tuple[str, str, Any]]:
    """For one module: Playwright runs an event loop, and Django refuses the database beside it."""
    if not pictures.chromium():
        pytest.skip("no Chromium found (SANGKROH_CHROMIUM names one)")
    with databases.own_database() as name, pictures.server(name) as url, pictures.browser() as it:
        yield name, url, it


@pytest.fixture
def live(_live: tuple[str, str, Any]) -> str:
    """The address of a real server on a database of its own, shared by a module's tests."""
    return _live[1]


@pytest.fixture
def browser_page(_live: tuple[str, str, Any]) -> Iterator[Callable[..., Any]]:
    """Opens a page in a real browser: `browser_page("/style/", who="dara", width=1280)`."""
    name, url, browser = _live
    opened: list[Any] = []

    def visit(path: str, *, who: str = "", language: str = "km", width: int = 360) -> Any:
        session = pictures.session_of(who, name) if who else ""
        opened.append(
            pictures.visit(browser, url + path, session=session, language=language, width=width)
        )
        return opened[-1]

    yield visit
    for page in opened:
        page.context.close()
