# ruff: noqa: N999 (the name of the command)
"""`sangkroh export-cases FILE --as NAME`: what a person may see, as CSV, XLSX or JSONL."""

from __future__ import annotations

from pathlib import Path
from typing import Any

from django.conf import settings
from django.core.management.base import BaseCommand, CommandError, CommandParser
from django.utils import translation
from django.utils.translation import gettext as _

from sangkroh.core.actors import by_username
from sangkroh.core.errors import Refused
from sangkroh.core.words import say
from sangkroh.history import exporting
from sangkroh.history.faults import words
from sangkroh.history.rules import CannotRead


class Command(BaseCommand):
    help = "Writes the cases that a person may see to a file, with a dictionary of its fields."

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument("file", type=Path, help=".csv, .xlsx or .jsonl; see docs/import.md")
        parser.add_argument("--as", dest="actor", required=True, help="the log-in name")
        parser.add_argument("--language", choices=[code for code, _ in settings.LANGUAGES])

    def handle(self, *args: Any, **options: Any) -> None:
        try:
            reader = by_username(options["actor"])
            with translation.override(options["language"] or reader.language):
                count = exporting.export(reader, options["file"])
                self.stdout.write(_("%(cases)s cases written.") % {"cases": count})
        except CannotRead as fault:
            raise CommandError(words(fault.code, fault.values)) from None
        except Refused as refused:
            raise CommandError("\n".join(say(it) for it in refused.problems)) from None
