"""The copy of one database, out and in: a file on SQLite, a dump on PostgreSQL."""

from __future__ import annotations

import os
import shutil
import sqlite3
import subprocess
from collections.abc import Iterator
from contextlib import closing, contextmanager
from pathlib import Path
from urllib.parse import quote, urlsplit, urlunsplit
from uuid import uuid4

from django.conf import settings
from django.db import connection, connections

from .databases import database

FILES = {"sqlite": "database.sqlite3", "postgresql": "database.dump"}


class Failed(Exception):
    """A step of a backup or restore that could not be done, in words for whoever runs it."""


def owner_url() -> str:
    """PostgreSQL: the database as its owner sees it."""
    return str(settings.DATABASE_OWNER_URL or settings.DATABASE_URL)


def dump(into: Path) -> Path:
    """A consistent copy of the database while it serves. Returns the file."""
    path = into / FILES[connection.vendor]
    if connection.vendor == "sqlite":
        with (
            closing(sqlite3.connect(sqlite_file())) as source,
            closing(sqlite3.connect(path)) as to,
        ):
            source.backup(to)
            to.execute("PRAGMA journal_mode=DELETE")
    else:
        _tool(
            "pg_dump", "--format=custom", "--no-owner", "--no-acl",
            "--exclude-schema=replaced_*", f"--file={path}", url=owner_url(),
        )  # fmt: skip
    return path


def sqlite_file() -> Path:
    return Path(str(connections["default"].settings_dict["NAME"]))


def is_empty() -> bool:
    """Whether nothing lives in the database yet."""
    if connection.vendor == "sqlite" and not sqlite_file().exists():
        return True
    return not connection.introspection.table_names()


def put_aside(name: str) -> None:
    """Keep the database that is there under another name, so that one may be put in."""
    connection.close()
    if connection.vendor == "sqlite":
        for ending in ("", "-wal", "-shm"):
            path = Path(f"{sqlite_file()}{ending}")
            if path.exists():
                path.rename(f"{sqlite_file()}.{name}{ending}")
    else:
        _execute(owner_url(), f"ALTER SCHEMA public RENAME TO {name}", "CREATE SCHEMA public")


def put_in(path: Path) -> None:
    """Fill the empty database from a copy."""
    connection.close()
    if connection.vendor == "sqlite":
        sqlite_file().parent.mkdir(parents=True, exist_ok=True)
        shutil.copyfile(path, sqlite_file())
        sqlite_file().chmod(0o600)
    else:
        _restore(path, owner_url())


@contextmanager
def tried_out(path: Path, place: Path) -> Iterator[str]:
    """The URL of a database made from the copy to look at it, gone afterwards."""
    if connection.vendor == "sqlite":
        copied = place / "tried.sqlite3"
        shutil.copyfile(path, copied)
        yield f"sqlite:///{copied}"
        return
    name = f"sangkroh_tried_{uuid4().hex[:12]}"
    parts = urlsplit(owner_url())
    url = urlunsplit(parts._replace(path=f"/{quote(name)}"))
    _execute(owner_url(), f"CREATE DATABASE {name}")
    try:
        _restore(path, url)
        yield url
    finally:
        _execute(owner_url(), f"DROP DATABASE IF EXISTS {name} WITH (FORCE)")


def _restore(path: Path, url: str) -> None:
    name = str(database(url)["NAME"])
    _tool(
        "pg_restore", "--no-owner", "--no-acl", "--exit-on-error", "--single-transaction",
        f"--dbname={name}", str(path), url=url,
    )  # fmt: skip


def _execute(url: str, *statements: str) -> None:
    import psycopg

    try:
        with psycopg.connect(url, autocommit=True) as it:
            for sql in statements:
                it.execute(sql.encode())
    except psycopg.Error as error:
        raise Failed(f"PostgreSQL, as the owner: {error}") from None


def _tool(name: str, *arguments: str, url: str) -> None:
    """Run one of PostgreSQL's own tools; the password travels in the environment."""
    it = database(url)
    about = {"PGHOST": it["HOST"], "PGPORT": it["PORT"], "PGUSER": it["USER"],
             "PGPASSWORD": it["PASSWORD"], "PGDATABASE": it["NAME"]}  # fmt: skip
    done = subprocess.run(  # noqa: S603  (our own list of words, no shell)
        [_path_of(name), *arguments], capture_output=True, text=True, check=False,
        env=os.environ | {k: v for k, v in about.items() if v},
    )  # fmt: skip
    if done.returncode:
        raise Failed(f"{name}: {done.stderr.strip()}")


def _path_of(name: str) -> str:
    """Debian's newest, since an older pg_dump refuses a newer server; else the one on the path."""
    found = sorted(
        Path("/usr/lib/postgresql").glob(f"*/bin/{name}"), key=lambda it: int(it.parts[-3])
    )
    at = str(found[-1]) if found else shutil.which(name)
    if at is None:
        raise Failed(f"{name} is not installed: install PostgreSQL's client tools.")
    return at
