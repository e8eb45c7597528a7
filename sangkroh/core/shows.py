"""What a room shows on pages that are not its own: the menu, the desk, a case's page, search.

A lower page cannot import an upper room, so each room says in its own shows.py what it has for
others, and the pages ask here. Everything is asked for one reader and goes through that room's
policies.
"""

from __future__ import annotations

from collections.abc import Callable, Collection, Iterable, Sequence
from dataclasses import dataclass
from datetime import UTC, datetime
from enum import IntEnum
from typing import Any
from uuid import UUID
from zlib import crc32

from django.db.models import Q, QuerySet
from django.utils.functional import Promise
from pydantic import BaseModel

from .errors import NotFound
from .models import Entry, User
from .roles import Role
from .times import now

Label = str | Promise


@dataclass(frozen=True)
class Item:
    """A line of the menu, for these roles."""

    order: int
    label: Label
    url_name: str
    roles: frozenset[Role]


class Urgency(IntEnum):
    NOW = 0
    TODAY = 1
    WATCH = 2


@dataclass(frozen=True)
class Need:
    """Something that waits for this reader: what, where to go, and by when."""

    label: Label
    url: str
    urgency: Urgency
    due: datetime | None = None
    detail: str = ""

    @property
    def late(self) -> bool:
        return self.due is not None and self.due < now()

    @property
    def key(self) -> str:
        """The same in each answer, so that a list brought up to date keeps the reader's place."""
        return f"{crc32(f'{self.url} {self.label} {self.detail} {self.due}'.encode()):x}"


@dataclass(frozen=True)
class Panel:
    """A part of a case's page. `query(reader, case)` gives the template's context, None: nothing.

    `count`, when the context has it, is shown in the page's own table of contents. On a phone a
    part is folded; it stands open where the context has `open` true, or has nothing to count yet.
    """

    order: int
    key: str
    label: Label
    template: str
    query: Callable[[User, UUID], dict[str, Any] | None]


@dataclass(frozen=True)
class Asked:
    """What a room adds to something that waits for a second person, on the page that decides it.

    `query(reader, request)` gives the template's context, None: nothing.
    """

    template: str
    query: Callable[[User, UUID], dict[str, Any] | None]


@dataclass(frozen=True)
class Hit:
    """One result of a search that this reader may see."""

    label: Label
    url: str
    kind: Label
    detail: str = ""


FAR = datetime.max.replace(tzinfo=UTC)
Needs = Callable[[User], Iterable[Need]]
Search = Callable[[User, str], Iterable[Hit]]
MENU: list[Item] = []
NEEDS: list[Needs] = []
PANELS: list[Panel] = []
ASKED: list[Asked] = []
SEARCHES: list[Search] = []
PAGES: dict[str, str] = {}
"""Where what an address names is shown: `PAGES["case"] = "cases:case"`. From a form one goes back
there; of several that an address names, to the one that was told last: rooms tell from below up."""
SAID: dict[str, Label] = {}
"""Words for each act in a case's timeline: `SAID["tips.receive"] = _("Information received")`."""
SEALED: dict[str, Callable[[User, Entry], bool]] = {}
"""Acts of which not everybody who sees the case may know: True: for this reader it is sealed.

All that a timeline says of sealed entries is, once, "Information received": not who, not when. The
auditor's journal tells how many there were, of whom, on a day that is over, and of no single one.
"""

Telling = Callable[[User, Sequence[Entry]], dict[UUID, str]]
TELLINGS: list[Telling] = []
"""For some entries of a case that this reader sees, what exactly was done: whom, how many, where.

A room answers for its own acts only, for all entries of a page at once.
"""


@dataclass(frozen=True)
class Read:
    """Records that the API offers: what a reader may see of them, and what each says."""

    shape: type[BaseModel]
    visible: Callable[[User], QuerySet[Any]]
    say: Callable[[User, Any], BaseModel]

    def page(self, reader: User, before: UUID | None, limit: int) -> list[tuple[UUID, BaseModel]]:
        """Newest first, from the one after `before`: ids are in the order of their making."""
        rows = self.visible(reader).order_by("-pk")
        if before:
            rows = rows.filter(pk__lt=before)
        return [(row.pk, self.say(reader, row)) for row in rows[:limit]]

    def one(self, reader: User, pk: UUID) -> BaseModel:
        row = self.visible(reader).filter(pk=pk).first()
        if row is None:
            raise NotFound()
        return self.say(reader, row)


LINKS: dict[str, list[tuple[Label, Callable[[UUID, UUID], str]]]] = {}
"""Where a page about a thing of a case leads on to, in rooms above: by what the thing is, the words
and the address for (case, thing). `LINKS["scene"]`."""
READS: dict[str, Read] = {}
"""By the name in the address: `READS["cases"] = Read(CaseOut, policies.visible, say)`."""


def menu(order: int, label: Label, url_name: str, roles: Collection[Role]) -> None:
    MENU.append(Item(order, label, url_name, frozenset(roles)))
    MENU.sort(key=lambda it: it.order)


def panel(panel: Panel) -> None:
    PANELS.append(panel)
    PANELS.sort(key=lambda it: it.order)


def is_sealed() -> Q:
    """The entries that the journal's own page tells by the day alone: sealed acts, and their parts.

    A part would tell the hour of the act that it belongs to.
    """
    return Q(action__in=SEALED) | Q(part_of__action__in=SEALED)


def menu_of(reader: User) -> list[Item]:
    return [it for it in MENU if it.roles & reader.roles]


def needs_of(reader: User) -> list[Need]:
    """All that waits for this reader, most urgent first."""
    found = [need for ask in NEEDS for need in ask(reader)]
    return sorted(found, key=lambda it: (it.urgency, it.due or FAR))


def sealed(reader: User, entry: Entry) -> bool:
    """Whether a timeline keeps from this reader what the act was, who did it and when."""
    rule = SEALED.get(entry.action)
    return rule is not None and rule(reader, entry)


def told(reader: User, entries: Sequence[Entry]) -> dict[UUID, str]:
    """What exactly was done by these acts, as far as rooms have something to say of them."""
    return {pk: words for tell in TELLINGS for pk, words in tell(reader, entries).items()}
