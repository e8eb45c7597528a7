"""A home that is not sound is not served."""

from __future__ import annotations

import sqlite3
from contextlib import closing
from pathlib import Path
from typing import Any

import pytest
from django.db import connection, transaction

from sangkroh.core import guards
from sangkroh.core.models import RoleGrant
from sangkroh.core.roles import Role
from sangkroh.core.wall import door_open
from sangkroh.project import readiness, sqlite
from sangkroh.project.management.commands.admin import house
from sangkroh.project.management.commands.serve import of_address
from sangkroh.project.server import Serving, without_request

from . import databases

NAMES = sorted(g.name for g in guards.GUARDS.values()
               if (g.postgresql if databases.ON_POSTGRESQL else g.sqlite) is not None)  # fmt: skip


@pytest.mark.django_db
def test_the_practice_world_may_be_served() -> None:
    assert readiness.faults() == []


@pytest.mark.skipif(databases.ON_POSTGRESQL, reason="the tests' role may not drop a trigger there")
@pytest.mark.django_db
def test_each_guard_that_is_removed_is_missed() -> None:
    for name in NAMES:
        with guards.ledger_open(), transaction.atomic(), connection.cursor() as cursor:
            cursor.execute(f"DROP TRIGGER {name}")
            assert guards.faults(connection) == [name]
            transaction.set_rollback(True)


@pytest.mark.skipif(not databases.ON_POSTGRESQL, reason="PostgreSQL has owners and roles")
def test_each_guard_that_its_owner_switched_off_is_missed(django_db_blocker: Any) -> None:
    with databases.own_database() as name, django_db_blocker.unblock():
        other = connection.copy()
        other.settings_dict = connection.settings_dict | {"NAME": name, "USER": databases.OWNER,
                                                          "PASSWORD": databases.OWNER}  # fmt: skip
        for guard in NAMES:
            table = guards.GUARDS[guard].table
            with other.cursor() as cursor:
                cursor.execute(f"ALTER TABLE {table} DISABLE TRIGGER {guard}")
                assert guards.faults(other) == [guard]
                cursor.execute(f"ALTER TABLE {table} ENABLE TRIGGER {guard}")
        other.close()


def test_the_server_refuses_a_removed_guard() -> None:
    guard, table = NAMES[0], guards.GUARDS[NAMES[0]].table
    with databases.own_database() as name:
        if databases.ON_POSTGRESQL:
            import psycopg

            with psycopg.connect(databases.url_of(name, databases.OWNER)) as it:
                it.execute(f"ALTER TABLE {table} DISABLE TRIGGER {guard}")
        else:
            with closing(sqlite3.connect(databases.file_of(name))) as it:
                it.execute(f"DROP TRIGGER {guard}")
        assert f"The guard {guard} " in databases.refused("serve", database=name)


@pytest.mark.skipif(not databases.ON_POSTGRESQL, reason="PostgreSQL has owners and roles")
@pytest.mark.parametrize(("user", "what"), [(databases.OWNER, "owner"), ("postgres", "superuser")])
def test_an_owner_or_superuser_does_not_serve(user: str, what: str) -> None:
    with databases.own_database() as name:
        said = databases.refused("serve", database=name, user=user)
        assert f"The role that serves is {what}" in said


def test_an_empty_database_is_not_served(tmp_path: Path) -> None:
    name = databases.empty_database()
    try:
        assert "not of this release" in databases.refused("serve", database=name)
    finally:
        databases.drop(name)


@pytest.mark.django_db
def test_without_an_administrator_nothing_is_served() -> None:
    with door_open():
        RoleGrant.objects.filter(role=Role.ADMINISTRATOR).update(until="2020-01-01",
                                                                 since="2020-01-01")  # fmt: skip
    assert [it for it in readiness.faults() if "administrator" in it]


@pytest.mark.django_db
def test_a_practice_world_is_for_this_machine(settings: object) -> None:
    settings.PRACTICE, settings.HOSTS = True, ["team.example"]
    assert [it for it in readiness.faults() if "practice" in it]


@pytest.mark.parametrize(
    ("hosts", "given", "variable", "said"),
    [([], None, "", "http://127.0.0.1:8000"), ([], None, "8050", "http://127.0.0.1:8050"),
     ([], 8051, "8050", "http://127.0.0.1:8051"),
     (["team.example"], None, "8050", "https://team.example"),
     (["192.168.1.20"], 8443, "", "https://192.168.1.20:8443")],
)  # fmt: skip
def test_the_first_administrators_link_opens(
    hosts: list[str], given: int | None, variable: str, said: str, settings: object,
    monkeypatch: pytest.MonkeyPatch,
) -> None:  # fmt: skip
    settings.HOSTS = hosts  # type: ignore[attr-defined]
    monkeypatch.setenv("PORT", variable)
    assert house(given) == said


@pytest.mark.django_db
def test_a_proxy_is_named_by_its_address(settings: object) -> None:
    settings.PROXIES = ["127.0.0.1", "10.0.0.0/8", "proxy.example.org"]  # type: ignore[attr-defined]
    assert ["SANGKROH_PROXIES" in it for it in readiness.faults()] == [True]


@pytest.mark.parametrize(
    ("version", "mended"),
    [((3, 44, 5), False), ((3, 44, 6), True), ((3, 45, 0), False), ((3, 50, 6), False),
     ((3, 50, 7), True), ((3, 51, 2), False), ((3, 51, 3), True), ((3, 53, 4), True)],
)  # fmt: skip
def test_a_damaging_sqlite_is_known(version: tuple[int, ...], mended: bool) -> None:
    assert sqlite.is_mended(version) is mended


@pytest.mark.parametrize(
    ("serving", "problems"),
    [(Serving("127.0.0.1", 8000), 0), (Serving("::1", 8000), 0), (Serving("0.0.0.0", 8000), 2),  # noqa: S104
     (Serving("10.0.0.5", 443, certificate="c", key="k"), 1),
     (Serving("127.0.0.1", 8000, certificate="c"), 1)],
)  # fmt: skip
def test_others_are_served_over_https_only(serving: Serving, problems: int) -> None:
    assert len(of_address(serving)) == problems


@pytest.mark.skipif(databases.ON_POSTGRESQL, reason="several may serve there")
def test_on_sqlite_one_process_serves() -> None:
    assert len(of_address(Serving("127.0.0.1", 8000, processes=2))) == 1


def test_a_log_line_repeats_nothing_of_a_request() -> None:
    import logging

    record = logging.LogRecord(
        "gunicorn.error", logging.WARNING, "", 0, "Invalid request from ip=%s: %s",
        ("127.0.0.1", "GET /cases/secret"), None,
    )  # fmt: skip
    without_request(record)
    assert record.getMessage() == "Invalid request from ip=127.0.0.1"
