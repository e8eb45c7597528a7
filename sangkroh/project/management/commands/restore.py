"""`sangkroh restore ARCHIVE`: put a backup in. Stop the server first."""

from pathlib import Path
from typing import Any

from django.conf import settings
from django.core.management.base import BaseCommand, CommandError, CommandParser

from sangkroh.project import restoring
from sangkroh.project.dumps import Failed


class Command(BaseCommand):
    help = "Restores a backup into an empty home. Stop the server first."

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument("archive", type=Path, help="the directory of one backup")
        parser.add_argument("--replace", action="store_true", help="in the place of what is there")

    def handle(self, *args: Any, **options: Any) -> None:
        if not restoring.is_empty():
            if not options["replace"]:
                raise CommandError("This home is not empty. To put the backup in its place: "
                                   "--replace")  # fmt: skip
            self._confirm()
        try:
            restoring.restore(options["archive"], self.stdout.write)
        except Failed as failed:
            raise CommandError(str(failed)) from None
        self.stdout.write("Restored. It is noted in the journal.")

    def _confirm(self) -> None:
        words = f"replace {settings.HOME.name}"
        self.stdout.write(f"All that was recorded since that backup will no longer be served.\n"
                          f"Type `{words}` to go on:")  # fmt: skip
        try:
            typed = input().strip()
        except EOFError:
            typed = ""
        if typed != words:
            raise CommandError("Nothing was changed.")
