"""`sangkroh practice`: the practice world, on this machine only."""

from typing import Any

from django.conf import settings
from django.core.management.base import BaseCommand, CommandError, CommandParser

from sangkroh.project import people


class Command(BaseCommand):
    help = "Fills an empty home with the practice world."

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument("--people-only", action="store_true", help="the cast and no cases")

    def handle(self, *args: Any, **options: Any) -> None:
        if not settings.PRACTICE:
            raise CommandError("set SANGKROH_PRACTICE=1: a practice world is for practice")
        people.bring_in()
