"""`sangkroh serve`: serve this home, or say why not."""

from __future__ import annotations

import os
from typing import Any

from django.conf import settings
from django.core.management import call_command
from django.core.management.base import BaseCommand, CommandError, CommandParser
from django.db import connection, connections

from sangkroh.project import readiness
from sangkroh.project.server import Server, Serving

UNUSED = ["ext"]
"""Extensions of htmx 4 in django-htmx: they import by a bare name, which hashing cannot follow."""


class Command(BaseCommand):
    help = "Serves this home. Refuses when a guard, a migration or the administrator is missing."

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument("--host", default="127.0.0.1", help="the address to listen on")
        parser.add_argument("--port", type=int, default=int(os.environ.get("PORT", "8000")))
        parser.add_argument("--processes", type=int, default=1, help="PostgreSQL only")
        parser.add_argument("--certificate", default="", help="PEM, to serve HTTPS itself")
        parser.add_argument("--key", default="", help="PEM, the key of the certificate")

    def handle(self, *args: Any, **options: Any) -> None:
        serving = Serving(*(options[it] for it in
                            ("host", "port", "processes", "certificate", "key")))  # fmt: skip
        if found := [*of_address(serving), *readiness.faults()]:
            raise CommandError("\n".join(["This home may not be served.", *found]))
        call_command("collectstatic", interactive=False, verbosity=0, ignore_patterns=UNUSED)
        connections.close_all()
        if settings.HOSTS and not serving.certificate and not settings.PROXIES:
            self.stdout.write(
                "Behind a proxy that SANGKROH_PROXIES does not name, everybody has one address: "
                "wrong passwords of a stranger lock out whomever he names."
            )
        scheme = "https" if serving.certificate else "http"
        self.stdout.write(f"Serving on {scheme}://{serving.host}:{serving.port}/")
        self.stdout.flush()
        Server(serving).run()


def of_address(serving: Serving) -> list[str]:
    """Why it may not be served at this address."""
    found = []
    if connection.vendor == "sqlite" and serving.processes != 1:
        found.append("On SQLite one process serves, with threads.")
    if bool(serving.certificate) != bool(serving.key):
        found.append("Give both --certificate and --key.")
    if not serving.is_loopback():
        if not serving.certificate:
            found.append("Other machines are served over HTTPS only: put a reverse proxy before "
                         "127.0.0.1, or give --certificate and --key.")  # fmt: skip
        if not settings.HOSTS:
            found.append("Name the hosts that others call it by in SANGKROH_HOSTS.")
    return found
