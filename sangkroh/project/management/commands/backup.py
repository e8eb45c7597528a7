"""`sangkroh backup [DIR]`: a backup, verified by restoring it."""

from pathlib import Path
from typing import Any

from django.conf import settings
from django.core.management.base import BaseCommand, CommandError, CommandParser

from sangkroh.project import backups
from sangkroh.project.dumps import Failed


class Command(BaseCommand):
    help = "Backs up the database and the evidence, and verifies it by restoring it elsewhere."

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument("dir", nargs="?", type=Path, default=settings.BACKUPS)
        parser.add_argument("--verify", action="store_true", help="DIR is a backup: verify it")

    def handle(self, *args: Any, **options: Any) -> None:
        where: Path = options["dir"].resolve()
        try:
            if options["verify"]:
                backups.verify(where, self.stdout.write)
            else:
                where = backups.make(where, self.stdout.write)
        except Failed as failed:
            raise CommandError(f"This backup counts as none. {failed}") from None
        self.stdout.write(f"Verified: {where}")
