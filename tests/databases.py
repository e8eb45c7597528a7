"""Databases for tests: made once as a template with its guards up, then copied.

The guards stay on in tests, and a flush would meet them; so whoever needs a database of its own
(a browser, threads, a process to kill) starts from a copy. On PostgreSQL the tests connect as a
role that owns nothing, as the server does. The processes of one run share one template: the first
to need it makes it, under a lock, and the run removes it at its end.
"""

from __future__ import annotations

import atexit
import fcntl
import os
import shutil
import subprocess
import sys
import tempfile
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from functools import cache
from pathlib import Path
from typing import Any
from urllib.parse import urlsplit, urlunsplit
from uuid import uuid4

ADMIN_URL = os.environ.get("SANGKROH_TEST_POSTGRESQL", "")
"""A PostgreSQL to make databases on, as a role that may (CI). Empty: tests run on SQLite."""
ON_POSTGRESQL = bool(ADMIN_URL)
ROOT = Path(__file__).parent.parent
OWNER, SERVER = "sangkroh_test_owner", "sangkroh_test_server"


RUN = "SANGKROH_TEST_RUN"
"""Names the directory of this run, for the processes that run it together."""


@cache
def ground() -> Path:
    """The directory of this run: its databases and its homes. Removed by whoever made it."""
    if RUN not in os.environ:
        os.environ[RUN] = tempfile.mkdtemp(prefix="sangkroh-test-")
        atexit.register(_clear, Path(os.environ[RUN]))
    return Path(os.environ[RUN])


def _clear(path: Path) -> None:
    for note in ("practice", "template"):
        if ON_POSTGRESQL and (path / note).exists():
            drop((path / note).read_text())
    shutil.rmtree(path, ignore_errors=True)


@cache
def home() -> Path:
    """The SANGKROH_HOME of this process."""
    path = ground() / os.environ.get("PYTEST_XDIST_WORKER", "main")
    path.mkdir(exist_ok=True)
    return path


def url_of(name: str, user: str = SERVER) -> str:
    """The DATABASE_URL of the test database of this name."""
    if not ON_POSTGRESQL:
        return f"sqlite:///{file_of(name)}"
    host = urlsplit(ADMIN_URL).netloc.rpartition("@")[2]
    return urlunsplit(("postgresql", f"{user}:{user}@{host}", f"/{name}", "", ""))


def file_of(name: str) -> Path:
    """The file of the SQLite test database of this name."""
    return ground() / f"{name}.sqlite3"


def environment(name: str, at: Path | None = None) -> dict[str, str]:
    """The environment of a process that is to use this test database, in a home (ours)."""
    return os.environ | {
        "SANGKROH_HOME": str(at or home()), "DATABASE_URL": url_of(name),
        "DATABASE_OWNER_URL": url_of(name, OWNER) if ON_POSTGRESQL else "",
        "SANGKROH_PRACTICE": "1", "PYTHONPATH": str(ROOT),
    }  # fmt: skip


@cache
def template() -> str:
    """The template: migrated, guarded, with the reference data and the cast. Made once a run."""
    return _made_once("template", _make_template)


@cache
def practice() -> str:
    """The practice world: the template with every story told on it. Made once a run."""
    source = template()
    return _made_once("practice", lambda: _make_practice(source))


def _made_once(kind: str, make: Callable[[], str]) -> str:
    note = ground() / kind
    with (ground() / "lock").open("w") as lock:
        fcntl.flock(lock, fcntl.LOCK_EX)
        if not note.exists():
            note.write_text(make())
    return note.read_text()


def _make_practice(source: str) -> str:
    name = copy_of(source)
    run("practice", database=name)
    return name


def _make_template() -> str:
    name = f"sangkroh_{uuid4().hex[:12]}"
    if ON_POSTGRESQL:
        _make_roles()
        _admin(f"CREATE DATABASE {name} OWNER {OWNER}")
    run("migrate", "--verbosity", "0", database=name)
    run("reference", "--verbosity", "0", database=name)
    run("practice", "--people-only", database=name)
    return name


def run(*command: str, database: str) -> None:
    """Run a console command on a test database; its words appear when it fails."""
    done = subprocess.run(
        [sys.executable, "-m", "sangkroh", *command], cwd=ROOT, env=environment(database),
        capture_output=True, text=True, check=False,
    )  # fmt: skip
    if done.returncode:
        raise RuntimeError(f"{command}: {done.stdout}{done.stderr}")


def refused(*command: str, database: str, user: str = SERVER) -> str:
    """Run a console command that is to be refused; returns what it says."""
    at = environment(database) | {"DATABASE_URL": url_of(database, user)}
    done = subprocess.run(
        [sys.executable, "-m", "sangkroh", *command], cwd=ROOT, env=at, capture_output=True,
        text=True, check=False, timeout=60,
    )  # fmt: skip
    if not done.returncode:
        raise RuntimeError(f"{command} was not refused: {done.stdout}")
    return done.stderr


def copy_of(source: str) -> str:
    """A new database, a copy of another that nobody is using. Returns its name."""
    name = f"{template()}_{uuid4().hex[:8]}"
    if ON_POSTGRESQL:
        _admin(f"CREATE DATABASE {name} OWNER {OWNER} TEMPLATE {source}")
    else:
        shutil.copy(file_of(source), file_of(name))
    return name


def empty_database() -> str:
    """A new database with nothing in it. Returns its name; `drop` removes it."""
    name = f"sangkroh_{uuid4().hex[:12]}"
    if ON_POSTGRESQL:
        _admin(f"CREATE DATABASE {name} OWNER {OWNER}")
    return name


def drop(name: str) -> None:
    if ON_POSTGRESQL:
        _admin(f"DROP DATABASE IF EXISTS {name} WITH (FORCE)")
    else:
        for path in ground().glob(f"{name}.sqlite3*"):
            path.unlink()


@contextmanager
def own_database(source: str = "") -> Iterator[str]:
    """A database of one's own, copied from the template (or `source`), removed afterwards."""
    name = copy_of(source or template())
    try:
        yield name
    finally:
        drop(name)


@contextmanager
def connected(name: str, blocker: Any) -> Iterator[None]:
    """Inside, Django's connection goes to this database; `blocker` is pytest-django's."""
    from django.db import connections

    connection = connections["default"]
    settings = connection.settings_dict
    before = settings["NAME"]
    with blocker.unblock():
        connection.close()
        settings["NAME"] = name if ON_POSTGRESQL else str(file_of(name))
        try:
            yield
        finally:
            connection.close()
            settings["NAME"] = before


def _admin(*statements: str) -> None:
    import psycopg

    with psycopg.connect(ADMIN_URL, autocommit=True) as connection:
        for sql in statements:
            connection.execute(sql)


def _make_roles() -> None:
    for role in (OWNER, SERVER):
        _admin(
            f"DO $$ BEGIN IF NOT EXISTS (SELECT FROM pg_roles WHERE rolname = '{role}') THEN "
            f"CREATE ROLE {role} LOGIN PASSWORD '{role}'; END IF; "
            f"EXCEPTION WHEN duplicate_object THEN NULL; END $$"
        )
    _admin(f"ALTER ROLE {OWNER} CREATEDB")
