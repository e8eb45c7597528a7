"""Nothing writes outside the door: a statement that changes a row is refused unless an act is done.

The few tables that may be written without an act are listed here with their reason, and a test
reads the list. It guards against a forgotten door, not against somebody with the database's key.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from contextvars import ContextVar
from typing import Any

from django.db.backends.base.base import BaseDatabaseWrapper
from django.db.backends.signals import connection_created

OUTSIDE_THE_DOOR = {
    "django_session": "log-in sessions",
    "axes_accessattempt": "lock-out after wrong passwords",
    "axes_accessattemptexpiration": "lock-out after wrong passwords",
    "axes_accesslog": "lock-out after wrong passwords",
    "axes_accessfailurelog": "lock-out after wrong passwords",
    "otp_totp_totpdevice": "second factor: throttling and drift",
    "otp_static_staticdevice": "second factor: throttling, new recovery codes",
    "otp_static_statictoken": "second factor: a recovery code is used up",
    "core_cursor": "how far the worker has read; its acts are done once by their id",
}

_WRITES = re.compile(
    r"""^\s*(?:INSERT\s+(?:OR\s+\w+\s+)?INTO|REPLACE\s+INTO|UPDATE|DELETE\s+FROM|TRUNCATE(?:\s+TABLE)?)
        \s+(?:ONLY\s+)?"?(?P<table>\w+)""",
    re.IGNORECASE | re.VERBOSE,
)
_open: ContextVar[bool] = ContextVar("door_open", default=False)


class WroteOutsideTheDoor(RuntimeError):
    """A programming error: something changed a row without an act."""


@contextmanager
def door_open() -> Iterator[None]:
    """While an act is done, and while migrations run. Nothing else opens the door."""
    token = _open.set(True)
    try:
        yield
    finally:
        _open.reset(token)


def _watch(execute: Callable[..., Any], sql: str, params: Any, many: bool, context: Any) -> Any:
    if not _open.get():
        writes = _WRITES.match(sql)
        if writes and writes["table"] not in OUTSIDE_THE_DOOR:
            raise WroteOutsideTheDoor(writes["table"])
    return execute(sql, params, many, context)


def watch(connection: BaseDatabaseWrapper, **_: object) -> None:
    if _watch not in connection.execute_wrappers:
        connection.execute_wrappers.append(_watch)


connection_created.connect(watch)
