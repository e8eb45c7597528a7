"""`sangkroh acts`: every act, who may do it and what it is; docs/acts.md is made from this."""

from __future__ import annotations

import inspect
from collections.abc import Iterator
from itertools import groupby
from typing import Any

from django.conf import settings
from django.core.management.base import BaseCommand

from sangkroh.core.door import REGISTRY, Action
from sangkroh.core.roles import EVERYONE

HEAD = """# Acts

Everything that can change the record, by room, lowest first. An act has the same name, arguments
and refusals on a page, at `POST /api/v1/do/NAME` and with `sangkroh do NAME`. A role gives the act
and each room's policies decide for which rows. Made by `sangkroh acts > docs/acts.md`.
"""


class Command(BaseCommand):
    help = "Prints every act, who may do it and what it does, as docs/acts.md has it."

    def handle(self, *args: Any, **options: Any) -> None:
        self.stdout.write(page())


def page() -> str:
    """The page docs/acts.md, without its last line end."""
    return "\n".join([HEAD, *_rooms()]).rstrip()


def _rooms() -> Iterator[str]:
    acts = sorted(REGISTRY.values(), key=lambda it: (settings.ROOMS.index(_room(it)), it.name))
    for room, its in groupby(acts, key=_room):
        yield f"## {room}\n\n| act | who may | what it does |\n|---|---|---|"
        yield from (f"| `{it.name}` | {_who(it)} | {_what(it)} |" for it in its)
        yield ""


def _room(it: Action) -> str:
    return it.name.partition(".")[0]


def _who(it: Action) -> str:
    if not it.by:
        return "only as a part of another act"
    if it.by == EVERYONE:
        return "every role"
    return ", ".join(sorted(role.value.replace("_", " ") for role in it.by))


def _what(it: Action) -> str:
    """The first paragraph's first line: what a sentence more would say stands in the code."""
    return (inspect.getdoc(it.function) or "").partition("\n")[0].replace("|", "\\|")
