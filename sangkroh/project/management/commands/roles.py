"""`sangkroh roles [NAME]`: which role may do which acts, or what one person may do."""

from __future__ import annotations

from typing import Any

from django.core.management.base import BaseCommand, CommandError, CommandParser

from sangkroh.core.actors import by_username
from sangkroh.core.door import REGISTRY
from sangkroh.core.errors import NotFound
from sangkroh.core.roles import Role


class Command(BaseCommand):
    help = "Lists the roles and the acts that each may do."

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument("name", nargs="?", help="a role or a log-in name")

    def handle(self, *args: Any, **options: Any) -> None:
        for role in _asked(options["name"]):
            self.stdout.write(role.value)
            for name in sorted(REGISTRY):
                if role in REGISTRY[name].by:
                    self.stdout.write(f"  {name}")


def _asked(name: str | None) -> list[Role]:
    if name is None:
        return list(Role)
    if name in set(Role):
        return [Role(name)]
    try:
        return sorted(by_username(name).current_roles())
    except NotFound:
        raise CommandError("no such role and no such log-in") from None
