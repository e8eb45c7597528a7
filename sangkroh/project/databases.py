"""The database settings, from a URL: sqlite:///PATH or postgresql://user:password@host:port/name."""

from __future__ import annotations

from pathlib import Path
from typing import Any
from urllib.parse import unquote, urlsplit

from .sqlite import PRAGMAS

POSTGRESQL = {
    "server_side_binding": True, "prepare_threshold": 3,
    "options": "-c random_page_cost=1.1 -c jit=off",
}  # fmt: skip
"""Statements are prepared once for each connection, so it must reach the server itself and no
pooler of transactions. All queries are small: plans by index, nothing compiled at run time."""


def database(url: str) -> dict[str, Any]:
    """Django's settings for the database of this URL. ValueError for any other kind."""
    parts = urlsplit(url)
    if parts.scheme == "sqlite":
        return sqlite(Path(unquote(parts.path)))
    if parts.scheme in ("postgres", "postgresql"):
        return {
            "ENGINE": "django.db.backends.postgresql",
            "NAME": unquote(parts.path.lstrip("/")),
            "USER": unquote(parts.username or ""),
            "PASSWORD": unquote(parts.password or ""),
            "HOST": parts.hostname or "",
            "PORT": str(parts.port or ""),
            "CONN_MAX_AGE": 60,
            "CONN_HEALTH_CHECKS": True,
            "OPTIONS": dict(POSTGRESQL),
        }
    raise ValueError("DATABASE_URL begins with sqlite:/// or postgresql://")


def sqlite(path: Path) -> dict[str, Any]:
    return {
        "ENGINE": "django.db.backends.sqlite3",
        "NAME": str(path),
        "OPTIONS": {"transaction_mode": "IMMEDIATE", "init_command": PRAGMAS, "timeout": 30},
    }
