"""`sangkroh practice`: the practice world, on this machine only."""

from typing import Any

from django.conf import settings
from django.core.management.base import BaseCommand, CommandError, CommandParser

from sangkroh.project import people
from sangkroh.project.practice import koh_thom, old_papers

STORIES = (koh_thom.STORY,)
"""In the order in which they are told, after the cast has come."""


class Command(BaseCommand):
    help = "Makes the practice world: the cast and its stories. What is there already stays."

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument("--people-only", action="store_true", help="the cast and no stories")
        parser.add_argument("--old-papers", action="store_true", help="also cases of old papers")

    def handle(self, *args: Any, **options: Any) -> None:
        if not settings.PRACTICE:
            raise CommandError("set SANGKROH_PRACTICE=1: a practice world is for practice")
        people.bring_in()
        stories = [] if options["people_only"] else [*STORIES]
        stories += [old_papers.STORY] if options["old_papers"] else []
        for story in stories:
            if not story.is_told():
                self.stdout.write(f"Telling {story.name} …")
                self.stdout.flush()
                story.tell()
