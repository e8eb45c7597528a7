"""`sangkroh reference`: loads all reference data that ships; a second time changes nothing."""

from collections.abc import Callable, Iterator
from typing import Any
from uuid import uuid5

from django.core.management.base import BaseCommand

from sangkroh.core.actors import worker
from sangkroh.core.door import Act, doing
from sangkroh.core.models import Entry
from sangkroh.reference import actions
from sangkroh.reference.importers import (
    OURS,
    CodeSet,
    LawSet,
    PlaceSet,
    Set,
    SpeciesSet,
    edition,
)  # fmt: skip


class Command(BaseCommand):
    help = "Loads places, species, law and code lists that ship with this version."

    def handle(self, *args: Any, **options: Any) -> None:
        who = worker()
        for load, dataset in self.datasets():
            version, sha256 = edition(dataset)
            # The id comes from what is loaded, so the same file is loaded once.
            act = Act(id=uuid5(OURS, f"load:{dataset}:{version}:{sha256}"))
            there = Entry.objects.filter(pk=act.id).exists()
            with doing(act):
                done = load(who, dataset=dataset, version=version, sha256=sha256)
            if options["verbosity"]:
                self.stdout.write(
                    f"{dataset} ({version}): {'there already' if there else self.say(done)}"
                )

    @staticmethod
    def datasets() -> Iterator[tuple[Callable[..., Any], Set]]:
        """In the order in which one needs the other."""
        yield from ((actions.load_places, it) for it in PlaceSet)
        yield from ((actions.load_species, it) for it in SpeciesSet)
        yield from ((actions.load_codes, it) for it in CodeSet)
        yield from ((actions.load_law, it) for it in LawSet)

    @staticmethod
    def say(done: Any) -> str:
        counts = ", ".join(
            f"{getattr(done, it)} {it}" for it in ("added", "changed", "ended", "same")
            if getattr(done, it)
        )  # fmt: skip
        rows = sum(it.rows for it in done.problems)
        return counts + (f"; {rows} rows to look at" if rows else "")
