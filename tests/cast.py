"""Fixtures: the session's database, and the people whom every story is told with."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

import pytest
from django.db import connections

from sangkroh.core.actors import by_username
from sangkroh.core.actors import worker as the_worker
from sangkroh.core.models import User

from . import databases


@pytest.fixture(scope="session")
def django_db_setup(django_db_blocker: Any) -> Iterator[None]:
    """Each run works on its own copy of the template; a test is rolled back, never flushed."""
    with databases.own_database() as name:
        connection = connections["default"]
        connection.settings_dict["NAME"] = (
            name if databases.ON_POSTGRESQL else str(databases.file_of(name))
        )
        yield
        with django_db_blocker.unblock():
            connection.close()


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
