"""`sangkroh migrate`: Django's own, with every guard taken down before and put up after.

On PostgreSQL it is run by the owner (DATABASE_OWNER_URL) and gives the serving role its rights:
it reads and adds, it changes only what may change, it owns nothing.
"""

from typing import Any

from django.conf import settings
from django.core.management.commands.migrate import Command as Migrate
from django.db import connection, connections

from sangkroh.core import guards
from sangkroh.core.wall import door_open
from sangkroh.project.databases import database


class Command(Migrate):
    def handle(self, *args: Any, **options: Any) -> None:
        if settings.DATABASE_OWNER_URL and connection.vendor == "postgresql":
            become_owner()
        with door_open(), guards.ledger_open():
            guards.take_down(connection)
            super().handle(*args, **options)
            guards.put_up(connection)
            if settings.DATABASE_OWNER_URL and connection.vendor == "postgresql":
                guards.give_rights(connection, database(settings.DATABASE_URL)["USER"])


def become_owner() -> None:
    """Go on as the role that owns the tables."""
    connection.close()
    connections["default"].settings_dict.update(
        {
            k: v
            for k, v in database(settings.DATABASE_OWNER_URL).items()
            if k in ("USER", "PASSWORD")
        }
    )
