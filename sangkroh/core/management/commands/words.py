"""`sangkroh words`: the texts of every room and their translations."""

from typing import Any

from django.core.management.base import BaseCommand, CommandError, CommandParser

from sangkroh.core import catalog


class Command(BaseCommand):
    help = "Checks, updates or compiles the translations of every room."
    requires_system_checks = []

    def add_arguments(self, parser: CommandParser) -> None:
        what = parser.add_mutually_exclusive_group()
        what.add_argument("--check", action="store_true", help="say what is missing or wrong")
        what.add_argument(
            "--update",
            action="store_true",
            help="take up new texts, drop old ones (so it does unasked)",
        )
        what.add_argument("--compile", action="store_true", help="make the files that are read")
        parser.add_argument("rooms", nargs="*", help="only these rooms")

    def handle(self, *args: Any, **options: Any) -> None:
        rooms = options["rooms"] or catalog.rooms()
        if options["check"]:
            found = [str(fault) for room in rooms for fault in catalog.faults(room)]
            if found:
                raise CommandError("\n".join(found))
            return
        if not options["compile"]:
            for room in rooms:
                catalog.update(room)
        catalog.compile_stale()
