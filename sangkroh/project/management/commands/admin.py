"""`sangkroh admin USERNAME NAME`: the first administrator of a machine that has none."""

from __future__ import annotations

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
        house = f"https://{settings.HOSTS[0]}" if settings.HOSTS else "http://127.0.0.1:8000"
        self.stdout.write(f"{house}{reverse('core:open-link', args=[token])}")
