"""`sangkroh admin USERNAME NAME`: the first administrator of a machine that has none."""

from __future__ import annotations

import os
import secrets
from typing import Any

from django.conf import settings
from django.core.management.base import BaseCommand, CommandError, CommandParser
from django.urls import reverse

from sangkroh.core import actions
from sangkroh.core.actors import has_administrator, worker
from sangkroh.core.errors import Refused
from sangkroh.core.ids import new_id
from sangkroh.core.people.tokens import digest_of
from sangkroh.core.roles import Role
from sangkroh.core.words import say


class Command(BaseCommand):
    help = "Makes the first administrator and prints the one-time link for a password."

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument("username")
        parser.add_argument("name")
        parser.add_argument("--port", type=int, help="of the link: as `serve --port`")

    def handle(self, *args: Any, **options: Any) -> None:
        if has_administrator():
            raise CommandError("there is an administrator already, who invites the others")
        token = secrets.token_urlsafe(32)
        try:
            user = actions.invite(
                worker(), id=new_id(), username=options["username"], name=options["name"],
                link=digest_of(token),
            )  # fmt: skip
            actions.grant_role(
                worker(), user=user, role=Role.ADMINISTRATOR, reason="first administrator"
            )
        except Refused as refused:
            raise CommandError("\n".join(say(it) for it in refused.problems)) from None
        self.stdout.write(f"{house(options['port'])}{reverse('core:open-link', args=[token])}")


def house(port: int | None) -> str:
    """Where the link is opened. With hosts it is served over HTTPS: by a proxy, on the port that
    browsers try by themselves, unless a trial serves it on a port of its own."""
    if settings.HOSTS:
        return f"https://{settings.HOSTS[0]}{f':{port}' if port else ''}"
    return f"http://127.0.0.1:{port or os.environ.get('PORT') or 8000}"
