"""`sangkroh verify`: read everything and say what is not whole."""

import json
import sys
from typing import Any

from django.core.management.base import BaseCommand, CommandParser

from sangkroh.project import soundness


class Command(BaseCommand):
    help = "Checks the database, its guards and the whole journal. Ends with 1 if not whole."

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument("--json", action="store_true", help="the answer as JSON only")

    def handle(self, *args: Any, **options: Any) -> None:
        quiet = options["json"]
        found = list(soundness.faults((lambda _: None) if quiet else self.stdout.write))
        seq, chain = soundness.head()
        if quiet:
            said = {"faults": found, "seq": seq, "chain": chain}
            self.stdout.write(json.dumps(said))
        else:
            self.stdout.write("\n".join(found) or f"Whole: {seq} entries, chain {chain}")
        if found:
            sys.exit(1)
