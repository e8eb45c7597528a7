"""The SQLite that this process uses: one without the WAL-reset fault, set for durability.

Before 3.51.3 two connections that write and checkpoint at the same moment can damage the file
(https://sqlite.org/wal.html#walresetbug; mended also in 3.50.7 and 3.44.6). The wheel of pysqlite3
brings a mended one; where it is not to be had, Python's own must be new enough.
"""

import importlib
import sys

PRAGMAS = """
    PRAGMA journal_mode=WAL;
    PRAGMA synchronous=FULL;
    PRAGMA foreign_keys=ON;
    PRAGMA recursive_triggers=ON;
    PRAGMA busy_timeout=30000;
    PRAGMA trusted_schema=OFF;
    PRAGMA secure_delete=ON;
"""


def use_mended_sqlite() -> None:
    """Put pysqlite3 in the place of sqlite3, before Django loads its backend."""
    try:
        mended = importlib.import_module("pysqlite3")
    except ImportError:
        return
    sys.modules["sqlite3"] = mended
    sys.modules["sqlite3.dbapi2"] = importlib.import_module("pysqlite3.dbapi2")


def is_mended(version: tuple[int, ...]) -> bool:
    """Whether this SQLite may be used in WAL mode."""
    return (
        version >= (3, 51, 3) or (3, 50, 7) <= version < (3, 51) or (3, 44, 6) <= version < (3, 45)
    )
