"""`sangkroh run`: the practice world, made and served on this machine with one command."""

from __future__ import annotations

import os
import socket
from typing import Any

from django.conf import settings
from django.core.management import call_command, get_commands
from django.core.management.base import BaseCommand, CommandError

from sangkroh.project import people

HOST, FIRST_PORT, PORTS = "127.0.0.1", 8000, 50


class Command(BaseCommand):
    help = "Makes the practice world where there is none yet, and serves it on this machine."

    def handle(self, *args: Any, **options: Any) -> None:
        if not settings.PRACTICE:
            raise CommandError("run serves a practice world: leave SANGKROH_PRACTICE unset, or 1")
        for step, words, more in (
            ("migrate", "The database", {}), ("reference", "Places, species and codes", {}),
            ("practice", "The practice world", {"old_papers": True}),
        ):  # fmt: skip
            if step in get_commands():
                self.stdout.write(f"{words} …")
                self.stdout.flush()
                call_command(step, verbosity=0, **more)
        port = int(os.environ.get("PORT") or free_port())
        self.stdout.write(log_ins(port))
        call_command("serve", host=HOST, port=port)


def free_port() -> int:
    """The first port from 8000 that nobody listens on."""
    for port in range(FIRST_PORT, FIRST_PORT + PORTS):
        with socket.socket() as it:
            it.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
            try:
                it.bind((HOST, port))
            except OSError:
                continue
            return port
    raise CommandError(f"no free port from {FIRST_PORT}: set PORT")


def log_ins(port: int) -> str:
    """The address, and who may come in."""
    lines = [
        f"  {it.username:<10} practice-{it.username:<10} "
        f"{', '.join(r.value.replace('_', ' ') for r in it.roles) or 'no role'}"
        for it in people.CAST
    ]
    return "\n".join(
        ["", f"Open http://{HOST}:{port}/ and log in (name, password, roles):", *lines, ""]
    )
