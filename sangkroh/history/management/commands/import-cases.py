# ruff: noqa: N999 (the name of the command)
"""`sangkroh import-cases FILE`: cases of old papers, from CSV, XLSX or JSONL, by acts."""

from __future__ import annotations

import json
import sys
from pathlib import Path
from typing import Any

from django.conf import settings
from django.core.management.base import BaseCommand, CommandError, CommandParser
from django.utils import timezone, translation
from django.utils.translation import gettext as _

from sangkroh.core.errors import Refused
from sangkroh.core.words import say
from sangkroh.history import aside, importing, mapping, preparing
from sangkroh.history.faults import words
from sangkroh.history.importing import Import, Report
from sangkroh.history.rules import CannotRead


class Command(BaseCommand):
    help = "Brings cases of old papers in. The same file twice changes nothing."

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument("file", type=Path, help=".csv, .xlsx or .jsonl; see docs/import.md")
        parser.add_argument("--mapping", type=Path, help="what the columns mean (TOML)")
        parser.add_argument("--dry-run", action="store_true", help="say what would come of it")
        parser.add_argument(
            "--set-aside", type=Path, metavar="FILE",
            help="bring the good rows in, and write those with a problem here",
        )  # fmt: skip
        parser.add_argument("--as", dest="actor", help="the log-in name of a lead")
        parser.add_argument("--json", action="store_true", help="the last line is for machines")
        parser.add_argument("--language", choices=[code for code, _ in settings.LANGUAGES])

    def handle(self, *args: Any, **options: Any) -> None:
        language = options["language"] or "en"
        try:
            preparing.make_ready()
            actor = preparing.importer(options["actor"])
            language = options["language"] or actor.language
            with translation.override(language):
                self.stderr.write(_("As %(name)s.") % {"name": actor.username})
                said = options["mapping"]
                the_import = Import(
                    actor, options["file"], mapping.read(said) if said else mapping.Mapping(),
                    timezone.localdate(),
                )  # fmt: skip
                report = importing.run(
                    the_import, dry_run=options["dry_run"], set_aside=bool(options["set_aside"]),
                    progress=_Progress(self),
                )  # fmt: skip
                self._tell(report, options)
        except CannotRead as fault:
            with translation.override(language):
                raise CommandError(
                    f"{fault.at} {words(fault.code, fault.values)}".strip()
                ) from None
        except Refused as refused:
            with translation.override(language):
                said = "\n".join(say(it) for it in refused.problems)
            raise CommandError(said) from None
        if report.refused:
            sys.exit(1)

    def _tell(self, report: Report, options: dict[str, Any]) -> None:
        for line in aside.lines(options["file"].name, report):
            self.stderr.write(line)
        if options["set_aside"] and report.aside and not options["dry_run"]:
            aside.write(options["set_aside"], report)
        counts = report.counts.as_json()
        if options["json"]:
            self.stdout.write(json.dumps(counts | {"problems": len(report.faults)}))
            return
        self.stdout.write(_summary(report, dry_run=options["dry_run"]))


def _summary(report: Report, *, dry_run: bool) -> str:
    if report.refused:
        return _("Nothing was brought in: put this right, or choose --set-aside.")
    words = (
        _("%(cases)s cases can be read, %(new)s of them new.") if dry_run
        else _("%(cases)s cases are in the record, %(new)s of them new.")
    )  # fmt: skip
    return words % report.counts.as_json()


class _Progress:
    """On a terminal one line counts up."""

    def __init__(self, command: BaseCommand) -> None:
        self.out, self.live = command.stderr, sys.stderr.isatty()

    def __call__(self, what: str, done: int) -> None:
        if self.live and done % 10 == 0:
            self.out.write(f"\r{what}: {done:,}", ending="")
            self.out.flush()
