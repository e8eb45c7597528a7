"""`sangkroh network import FILE [--as NAME]`, `sangkroh network info`: roads and water."""

from __future__ import annotations

import re
import sys
from pathlib import Path
from typing import Any

from django.conf import settings
from django.core.management.base import BaseCommand, CommandError, CommandParser

from sangkroh.interception.graph import Kind
from sangkroh.interception.network import store
from sangkroh.interception.network.errors import CannotImport
from sangkroh.interception.network.networks import Network


class Command(BaseCommand):
    help = "Imports roads and water from a file of OpenStreetMap, or tells which ones are in use."

    def add_arguments(self, parser: CommandParser) -> None:
        wanted = parser.add_subparsers(dest="wanted", required=True)
        take = wanted.add_parser("import", help="put a .osm.pbf file in use")
        take.add_argument("file", type=Path, help="for example cambodia-latest.osm.pbf")
        take.add_argument("--as", dest="name", help="what to call it; the file's name if not given")
        wanted.add_parser("info", help="which network is in use, and how much of it is unverified")

    def handle(self, *args: Any, **options: Any) -> None:
        if options["wanted"] == "import":
            self._import(options["file"], options["name"])
        else:
            self._info(store.current(settings.HOME))

    def _import(self, file: Path, name: str | None) -> None:
        said = name if name is not None else _name_of(file)
        try:
            network = store.take_in(file, settings.HOME, said, _Progress(self))
        except CannotImport as refused:
            raise CommandError(f"Nothing was changed. {refused}") from None
        self._info(network)
        self.stdout.write("In use from now on; a running server takes it up when it is restarted.")

    def _info(self, network: Network) -> None:
        graph, notes = network.graph, network.notes
        if network.trouble:
            self.stderr.write(f"Not the newest one: {network.trouble}.")
        counts = graph.counts()
        ways = ", ".join(f"{name} {counts[name]:,}" for name in list(counts)[3:])
        exits, posts = (len(graph.nodes_of(it)) for it in (Kind.EXIT, Kind.POST))
        lines = {
            "In use": f"{network.name}: {graph.title}",
            "Size": f"{graph.n:,} nodes, {graph.m:,} links; as read "
            f"{notes['nodes read']:,} and {notes['links read']:,}",
            "Links": ways,
            "Places": f"{len(graph.specials):,}, of them {posts:,} posts and {exits:,} ways out",
            "Unverified": f"{counts['unverified']:,} of {graph.m:,} links",
            "Sources": "; ".join(_source(it.name, it.licence) for it in graph.sources),
            "While reading": ", ".join(f"{what} {count:,}" for what, count in notes.items()),
            "On disk": ", ".join(it.name for it in store.versions(settings.HOME)) or "none",
        }
        for what, text in lines.items():
            self.stdout.write(f"{what + ':':<15} {text}")


def _name_of(file: Path) -> str:
    return re.sub(r"[^A-Za-z0-9_-]+", "-", file.name.partition(".")[0]).strip("-")[:40]


def _source(name: str, licence: str) -> str:
    return f"{name} ({licence})" if licence else name


class _Progress:
    """One line for each step; on a terminal it counts up."""

    def __init__(self, command: BaseCommand) -> None:
        self.out, self.live = command.stdout, sys.stdout.isatty()

    def __call__(self, what: str, done: int, of: int) -> None:
        ready = done >= of
        if self.live or ready:
            line = f"{what}: {100 * done // max(of, 1)} %"
            self.out.write(f"\r{line}" if self.live else line, ending="\n" if ready else "")
            self.out.flush()
