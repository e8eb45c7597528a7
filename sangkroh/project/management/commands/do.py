"""`sangkroh do ACTION JSON --as NAME`: one act from the console, by the same door."""

from __future__ import annotations

import json
import sys
from typing import Any
from uuid import UUID

from django.conf import settings
from django.core.management.base import BaseCommand, CommandError, CommandParser
from django.utils import translation

from sangkroh.core.actors import by_username
from sangkroh.core.door import Act, perform
from sangkroh.core.errors import Refused
from sangkroh.core.ids import new_id
from sangkroh.core.words import say


class Command(BaseCommand):
    help = "Does one act. Prints its answer; a refusal goes to stderr and ends with 1."

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument("action", help="for example core.invite; see sangkroh roles")
        parser.add_argument("arguments", help="JSON, or - to read it from the input")
        parser.add_argument("--as", dest="actor", required=True, help="the log-in name that acts")
        parser.add_argument("--id", type=UUID, help="the act's id: sent again, it is done once")
        parser.add_argument("--language", choices=[code for code, _ in settings.LANGUAGES])

    def handle(self, *args: Any, **options: Any) -> None:
        said = options["arguments"]
        raw = sys.stdin.read() if said == "-" else said
        about = Act(options["id"] or new_id())
        try:
            actor = by_username(options["actor"])
            with translation.override(options["language"] or actor.language):
                answer = perform(options["action"], actor, raw, about=about)
        except Refused as refused:
            with translation.override(options["language"] or "en"):
                raise CommandError("\n".join(
                    f"{it.code} {it.path}: {say(it)}" for it in refused.problems
                )) from None  # fmt: skip
        self.stdout.write(json.dumps(answer, ensure_ascii=False))
