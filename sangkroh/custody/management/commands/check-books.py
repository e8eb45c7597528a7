# ruff: noqa: N999 (the name of the command)
"""`sangkroh check-books [--json]`: the books recomputed from their lines; exit 1 on any fault."""

import json
import sys
from typing import Any

from django.core.management.base import BaseCommand, CommandParser
from django.utils.translation import gettext as _

from sangkroh.custody.checking import CHECKS, check_books


class Command(BaseCommand):
    help = "Recomputes the books from their lines and says every fault."

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument("--json", action="store_true", help="for machines")

    def handle(self, *args: Any, **options: Any) -> None:
        faults = check_books()
        if options["json"]:
            rows = [{"what": it.what, "where": it.where} for it in faults]
            self.stdout.write(json.dumps({"checks": list(CHECKS), "faults": rows}))
        else:
            for it in faults:
                self.stdout.write(f"{it.what}: {it.where}")
            if not faults:
                self.stdout.write(_("The books are in order."))
        if faults:
            sys.exit(1)
