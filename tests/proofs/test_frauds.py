"""Every numbered fraud is refused by the database, and succeeds once its guard is gone."""

from __future__ import annotations

import fnmatch
import subprocess
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any

import pytest
from django.db import DatabaseError, connection, transaction

from sangkroh.core import guards
from sangkroh.core.wall import door_open
from tests import databases
from tests.proofs.figures import keep
from tests.proofs.fraud_world import Forger, World
from tests.proofs.frauds import Fraud
from tests.proofs.frauds_of_keys import FRAUDS

VENDOR = "postgresql" if databases.ON_POSTGRESQL else "sqlite"
TRIED = [
    (it, by) for it in FRAUDS if it.only in ("", VENDOR)
    for by in it.by
]  # fmt: skip
NAMES = [f"{it.number}-{it.title.replace(' ', '-')}-{by}" for it, by in TRIED]
REFUSED = r"guard |constraint|permission denied|invalid foreign key|not authorized|prohibited"
BUILD = """
import django; django.setup()
from tests.proofs.fraud_world import build
print(build().as_json())
"""


@pytest.fixture(scope="module")
def made() -> Iterator[tuple[str, World]]:
    """A database with the fraud world committed, and what is in it."""
    with databases.own_database() as name:
        environment = databases.environment(name) | {
            "DJANGO_SETTINGS_MODULE": "sangkroh.project.settings"
        }
        done = subprocess.run(
            [sys.executable, "-c", BUILD], cwd=databases.ROOT, env=environment,
            capture_output=True, text=True, check=False,
        )  # fmt: skip
        assert done.returncode == 0, done.stderr
        yield name, World.from_json(done.stdout.splitlines()[-1])


@contextmanager
def taken_back(*, look: bool = True) -> Iterator[None]:
    """Try inside a transaction, look at what is checked at its end, and take it back."""
    with transaction.atomic(), door_open():
        yield
        if look:
            connection.check_constraints()
        transaction.set_rollback(True)


@pytest.mark.proof
@pytest.mark.parametrize(
    ("fraud", "by"),
    TRIED,
    ids=[f"{it.number}-{it.title.replace(' ', '-')}-{by}" for it, by in TRIED],
)
def test_the_fraud_is_refused(
    fraud: Fraud, by: str, made: tuple[str, World], django_db_blocker: Any
) -> None:
    name, world = made
    refused = pytest.raises(DatabaseError, match=REFUSED)
    with databases.connected(name, django_db_blocker), refused, taken_back():
        fraud.attempt(Forger(world, by))
    keep("frauds", ways_refused=1)


@pytest.mark.proof
@pytest.mark.parametrize(
    ("fraud", "by"),
    TRIED,
    ids=[f"{it.number}-{it.title.replace(' ', '-')}-{by}" for it, by in TRIED],
)
def test_it_succeeds_with_its_guard_removed(
    fraud: Fraud, by: str, made: tuple[str, World], django_db_blocker: Any
) -> None:
    if fraud.kept and VENDOR == "sqlite":
        pytest.skip("a UNIQUE of the table itself: its removal is shown on PostgreSQL")
    name, world = made
    own = databases.copy_of(name)
    try:
        unguard(own, fraud)
        with databases.connected(own, django_db_blocker):
            with guards.ledger_open():
                loosen(fraud)
            with guards.ledger_open(), taken_back(look=not orphans(fraud)):
                fraud.attempt(Forger(world, by))
    finally:
        databases.drop(own)
    keep("frauds", shown_without_their_guard=1)


def unguard(name: str, fraud: Fraud) -> None:
    """Remove the fraud's guards, as whoever owns the database could."""
    if databases.ON_POSTGRESQL:
        return _unguard_postgresql(name, fraud)
    import sqlite3

    with sqlite3.connect(databases.file_of(name)) as own:
        for guard in fraud.guards:
            own.execute(f"DROP TRIGGER IF EXISTS {guard}")
        for table, pattern in fraud.checks:
            indexes = own.execute(
                "SELECT name FROM sqlite_master WHERE type = 'index' AND tbl_name = ? "
                "AND sql IS NOT NULL", [table],
            ).fetchall()  # fmt: skip
            for (index,) in indexes:
                if fnmatch.fnmatch(index, pattern):
                    own.execute(f"DROP INDEX {index}")


def _unguard_postgresql(name: str, fraud: Fraud) -> None:
    import psycopg

    with psycopg.connect(databases.url_of(name, databases.OWNER), autocommit=True) as own:
        for guard in fraud.guards:
            if known := guards.GUARDS.get(guard):
                own.execute(f"DROP TRIGGER {guard} ON {known.table}")
        for table, pattern in fraud.checks:
            rows = own.execute(
                "SELECT conname FROM pg_constraint WHERE conrelid = %s::regclass", [table]
            ).fetchall()
            for (constraint,) in rows:
                if fnmatch.fnmatch(constraint, pattern):
                    own.execute(f'ALTER TABLE {table} DROP CONSTRAINT "{constraint}"')
            indexes = own.execute(
                "SELECT indexname FROM pg_indexes WHERE tablename = %s", [table]
            ).fetchall()
            for (index,) in indexes:
                if fnmatch.fnmatch(index, pattern):
                    own.execute(f'DROP INDEX IF EXISTS "{index}"')
        for table in fraud.tables:
            own.execute(f"GRANT ALL ON {table} TO {databases.SERVER}")


def loosen(fraud: Fraud) -> None:
    """SQLite: CHECK and foreign keys are switched off where the fraud is stopped by one."""
    if VENDOR == "sqlite" and fraud.checks:
        with connection.cursor() as cursor:
            cursor.execute("PRAGMA ignore_check_constraints = ON")
            if orphans(fraud):
                cursor.execute("PRAGMA foreign_keys = OFF")


def orphans(fraud: Fraud) -> bool:
    """Whether it is a foreign key that stops it."""
    return any("fk" in pattern for _, pattern in fraud.checks)


@pytest.mark.proof
def test_every_number_of_the_list_is_tried() -> None:
    numbers = {it.number for it in FRAUDS}
    assert len(numbers) >= 20
    assert set(range(1, 32)) <= numbers
    keep("frauds", frauds=len(numbers))
