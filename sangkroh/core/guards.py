"""Guards: rules that the database itself keeps, on SQLite and on PostgreSQL.

Triggers are part of the release. An ordinary migration can remove one without a word, so every
guard's text is compared with the database at start, and the server refuses to serve on any
difference. A room lists its guards in guards.py; `migrate` takes all down before and puts all up
after.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from contextvars import ContextVar
from dataclasses import dataclass

from django.db.backends.base.base import BaseDatabaseWrapper
from django.db.backends.signals import connection_created


@dataclass(frozen=True)
class Guard:
    """One trigger. `sqlite` and `postgresql` are its bodies; None where that side needs none.

    event: for example "BEFORE INSERT". when: a condition for both databases, or "".
    definer: on PostgreSQL runs with the owner's rights (a table only guards may write).
    """

    name: str
    table: str
    event: str
    sqlite: str | None
    postgresql: str | None
    when: str = ""
    definer: bool = False
    statement: bool = False

    def sqlite_sql(self) -> str:
        when = f" WHEN {self.when}" if self.when else ""
        return (
            f"CREATE TRIGGER {self.name} {self.event} ON {self.table} "
            f"FOR EACH ROW{when} BEGIN {self.sqlite} END"
        )

    def postgresql_sql(self) -> str:
        when = f" WHEN ({self.when})" if self.when else ""
        each = "STATEMENT" if self.statement else "ROW"
        rights = " SECURITY DEFINER SET search_path = public, pg_temp" if self.definer else ""
        return (
            f"CREATE OR REPLACE FUNCTION {self.name}() RETURNS trigger LANGUAGE plpgsql{rights} "
            f"AS $guard${self.postgresql}$guard$; "
            f"CREATE TRIGGER {self.name} {self.event} ON {self.table} "
            f"FOR EACH {each}{when} EXECUTE FUNCTION {self.name}()"
        )


GUARDS: dict[str, Guard] = {}
APPEND_ONLY: set[str] = set()
"""Tables whose rows are never changed or removed."""
GUARD_WRITTEN: set[str] = set()
"""Tables that only a guard writes (balances)."""


def register(guards: Iterable[Guard]) -> None:
    for guard in guards:
        if GUARDS.setdefault(guard.name, guard) != guard:
            raise RuntimeError(f"two guards are named {guard.name}")


_DAYS_BEFORE = re.compile(r"DAYS_BEFORE\((\d+), ([\w.]+)\)")
"""A moment before another. SQLite keeps moments as text in UTC, to the microsecond."""


def person(user: str) -> str:
    """SQL: who answers for this user. A key and the person who owns it are one person."""
    return f"COALESCE((SELECT k.owner_id FROM core_user k WHERE k.id = {user}), {user})"


def refuse(
    code: str, unless: str | None = None, *, when: str | None = None, of: str = "TRUE"
) -> tuple[str, str]:
    """The two bodies of a guard that refuses with `code` unless (or when) a condition holds.

    The condition is SQL that both databases read, and may say DAYS_BEFORE(90, column); "" refuses
    always. of: which rows it looks at, told by the row's own columns alone; PostgreSQL then
    spares the others the query.
    """
    condition = f"NOT COALESCE(({unless}), FALSE)" if unless is not None else (when or "TRUE")
    sqlite = _DAYS_BEFORE.sub(
        r"(datetime(substr(\2, 1, 19), '-\1 days') || substr(\2, 20))", condition
    )
    sqlite = f"SELECT RAISE(ABORT, 'guard {code}') WHERE ({of}) AND ({sqlite});"
    interval = _DAYS_BEFORE.sub(r"(\2 - INTERVAL '\1 days')", condition)
    postgresql = (
        f"BEGIN IF ({of}) THEN IF ({interval}) THEN RAISE EXCEPTION 'guard {code}' "
        f"USING ERRCODE = 'integrity_constraint_violation'; END IF; END IF; "
        f"IF TG_OP = 'DELETE' THEN RETURN OLD; END IF; RETURN NEW; END"
    )
    return sqlite, postgresql


def append_only(table: str, *, deletable: bool = False) -> Iterator[Guard]:
    """Guards that keep a table's rows as they were written (`deletable`: may be forgotten)."""
    APPEND_ONLY.add(table)
    always = refuse(f"append-only {table}")
    events = ["UPDATE"] if deletable else ["UPDATE", "DELETE"]
    for event in events:
        yield Guard(f"{table}_no_{event.lower()}", table, f"BEFORE {event}", *always)
    yield Guard(f"{table}_no_truncate", table, "BEFORE TRUNCATE", None, always[1], statement=True)


def immutable(table: str, *columns: str) -> Guard:
    """A guard that refuses any change of these columns."""
    changed = " OR ".join(f"NEW.{c} IS DISTINCT FROM OLD.{c}" for c in columns)
    return Guard(f"{table}_fixed", table, "BEFORE UPDATE", *refuse(f"fixed {table}", when=changed))


def kept(table: str, *columns: str) -> Iterator[Guard]:
    """Guards that keep a table's rows from removal, and these columns as they were written."""
    yield immutable(table, *columns)
    yield Guard(f"{table}_no_delete", table, "BEFORE DELETE", *refuse(f"kept {table}"))


_WRITES = {"custody_line_apply", "custody_lot_rooted"}
"""Guards that write guarded tables."""
_KEEPS_GUARDS = {"recursive_triggers", "writable_schema", "ignore_check_constraints"}
_INSERT, _UPDATE, _DELETE, _PRAGMA, _ATTACH, _ALTER = 18, 23, 9, 19, 24, 26
_DROP_TABLE, _DROP_TRIGGER, _CREATE_TRIGGER = 11, 16, 7
_OK, _DENY = 0, 1
_open: ContextVar[bool] = ContextVar("ledger_open", default=False)


@contextmanager
def ledger_open() -> Iterator[None]:
    """While migrations run: the schema may change. Nothing that serves opens it."""
    token = _open.set(True)
    try:
        yield
    finally:
        _open.reset(token)


def _authorize(
    what: int, first: str | None, second: str | None, database: str | None, trigger: str | None
) -> int:
    """SQLite asks before it prepares a statement: what a trigger cannot keep is denied here.

    Balances are written from within their own guard alone, and no statement takes a guard away.
    """
    if _open.get():
        return _OK
    if what in (_INSERT, _UPDATE, _DELETE):
        return _DENY if first in GUARD_WRITTEN and trigger not in _WRITES else _OK
    if what in (_DROP_TABLE, _DROP_TRIGGER, _CREATE_TRIGGER, _ALTER, _ATTACH):
        return _DENY
    if what == _PRAGMA and first in _KEEPS_GUARDS and second is not None:
        return _DENY
    return _OK


def authorize(connection: BaseDatabaseWrapper, **_: object) -> None:
    """Set the authorizer on every new connection to SQLite."""
    if connection.vendor == "sqlite":
        connection.connection.set_authorizer(_authorize)


connection_created.connect(authorize)


def put_up(connection: BaseDatabaseWrapper) -> None:
    """Install every guard, and on PostgreSQL the rights of the role that serves."""
    with connection.cursor() as cursor:
        for guard in GUARDS.values():
            for sql in _create(guard, connection.vendor):
                cursor.execute(sql)


def take_down(connection: BaseDatabaseWrapper) -> None:
    """Remove every guard that is there (before migrations)."""
    with connection.cursor() as cursor:
        for name, table in _present(connection).items():
            if connection.vendor == "sqlite":
                cursor.execute(f"DROP TRIGGER {name}")
            else:
                cursor.execute(f"DROP TRIGGER {name} ON {table}")
                cursor.execute(f"DROP FUNCTION IF EXISTS {name}()")


def faults(connection: BaseDatabaseWrapper) -> list[str]:
    """Names of guards that are missing, changed, switched off or unknown. Empty: all is well."""
    wanted = {g.name: _text(g, connection.vendor) for g in GUARDS.values()
              if _text(g, connection.vendor) is not None}  # fmt: skip
    found = _texts(connection)
    return sorted(name for name in wanted.keys() | found.keys()
                  if wanted.get(name) != found.get(name))  # fmt: skip


def _create(guard: Guard, vendor: str) -> Iterator[str]:
    if vendor == "sqlite" and guard.sqlite is not None:
        yield guard.sqlite_sql()
    if vendor == "postgresql" and guard.postgresql is not None:
        yield guard.postgresql_sql()


def _text(guard: Guard, vendor: str) -> str | None:
    if vendor == "sqlite":
        return guard.sqlite_sql() if guard.sqlite is not None else None
    return guard.postgresql


def _texts(connection: BaseDatabaseWrapper) -> dict[str, str]:
    with connection.cursor() as cursor:
        if connection.vendor == "sqlite":
            cursor.execute("SELECT name, sql FROM sqlite_master WHERE type = 'trigger'")
        else:
            cursor.execute(
                "SELECT t.tgname, CASE WHEN t.tgenabled = 'O' THEN p.prosrc ELSE 'off' END "
                "FROM pg_trigger t JOIN pg_proc p ON p.oid = t.tgfoid "
                "JOIN pg_class c ON c.oid = t.tgrelid "
                "JOIN pg_namespace n ON n.oid = c.relnamespace "
                "WHERE NOT t.tgisinternal AND n.nspname = 'public'"
            )
        return dict(cursor.fetchall())


def _present(connection: BaseDatabaseWrapper) -> dict[str, str]:
    with connection.cursor() as cursor:
        if connection.vendor == "sqlite":
            cursor.execute("SELECT name, tbl_name FROM sqlite_master WHERE type = 'trigger'")
        else:
            cursor.execute(
                "SELECT t.tgname, c.relname FROM pg_trigger t "
                "JOIN pg_class c ON c.oid = t.tgrelid "
                "JOIN pg_namespace n ON n.oid = c.relnamespace "
                "WHERE NOT t.tgisinternal AND n.nspname = 'public'"
            )
        return dict(cursor.fetchall())


def _journal() -> Iterator[Guard]:
    yield from append_only("journal_entry")
    yield from append_only("journal_secret", deletable=True)
    yield Guard(
        "journal_entry_next", "journal_entry", "BEFORE INSERT",
        *refuse("seq", unless="NEW.seq = (SELECT seq + 1 FROM journal_head WHERE id = 1)"),
    )  # fmt: skip
    yield Guard(
        "journal_entry_moves_head", "journal_entry", "AFTER INSERT",
        "UPDATE journal_head SET seq = NEW.seq, chain = NEW.chain WHERE id = 1; "
        "SELECT RAISE(ABORT, 'guard head') WHERE changes() <> 1;",
        "BEGIN UPDATE journal_head SET seq = NEW.seq, chain = NEW.chain WHERE id = 1; "
        "RETURN NULL; END",
        definer=True,
    )  # fmt: skip
    yield Guard(
        "journal_head_follows", "journal_head", "BEFORE UPDATE",
        *refuse("head", unless=(
            "NEW.id = 1 AND NEW.seq = OLD.seq + 1 AND EXISTS (SELECT 1 FROM journal_entry e "
            "WHERE e.seq = NEW.seq AND e.chain = NEW.chain)"
        )),
    )  # fmt: skip
    yield Guard("journal_head_stays", "journal_head", "BEFORE DELETE", *refuse("head"))
    yield Guard(
        "journal_head_alone", "journal_head", "BEFORE INSERT",
        *refuse("head", when="EXISTS (SELECT 1 FROM journal_head)"),
    )  # fmt: skip


register(_journal())
register(append_only("core_wording"))
register([immutable("core_user", "kind", "owner_id")])


def give_rights(connection: BaseDatabaseWrapper, role: str) -> None:
    """PostgreSQL: what the serving role may do. It may never change what is append-only."""
    quoted = connection.ops.quote_name(role)
    with connection.cursor() as cursor:
        cursor.execute("REVOKE CREATE ON SCHEMA public FROM PUBLIC")
        cursor.execute(f"GRANT USAGE ON SCHEMA public TO {quoted}")
        cursor.execute(
            f"GRANT SELECT, INSERT, UPDATE, DELETE ON ALL TABLES IN SCHEMA public TO {quoted}"
        )
        cursor.execute(f"GRANT USAGE ON ALL SEQUENCES IN SCHEMA public TO {quoted}")
        for table in sorted(APPEND_ONLY - {"journal_secret"}):
            cursor.execute(f"REVOKE UPDATE, DELETE ON {table} FROM {quoted}")
        cursor.execute(f"REVOKE UPDATE ON journal_secret FROM {quoted}")
        cursor.execute(f"REVOKE INSERT, DELETE ON journal_head FROM {quoted}")
        for table in sorted(GUARD_WRITTEN):
            cursor.execute(f"REVOKE INSERT, UPDATE, DELETE ON {table} FROM {quoted}")


def role_faults(connection: BaseDatabaseWrapper) -> list[str]:
    """Why the connected role may not serve: a superuser or an owner walks past guards."""
    if connection.vendor != "postgresql":
        return []
    with connection.cursor() as cursor:
        cursor.execute(
            "SELECT rolsuper, EXISTS (SELECT 1 FROM pg_tables WHERE schemaname = 'public' "
            "AND tableowner = current_user) FROM pg_roles WHERE rolname = current_user"
        )
        superuser, owner = cursor.fetchone()
    return ["superuser"] * superuser + ["owner"] * owner
