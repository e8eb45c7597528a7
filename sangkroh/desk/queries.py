"""What waits for a reader, and what a search finds: asked of every room, for this reader alone."""

from __future__ import annotations

from dataclasses import dataclass

from sangkroh.core import shows
from sangkroh.core.models import User
from sangkroh.core.shows import Hit, Need, Urgency
from sangkroh.core.text import asked

SHOWN = 50
"""Hits shown for one search; a search that finds more asks for more letters."""


@dataclass(frozen=True)
class Waiting:
    """What waits, in three lists by urgency."""

    now: list[Need]
    today: list[Need]
    watch: list[Need]

    @property
    def count(self) -> int:
        return len(self.now) + len(self.today) + len(self.watch)


def waiting(reader: User) -> Waiting:
    """All that waits for this reader."""
    found = shows.needs_of(reader)
    return Waiting(*([it for it in found if it.urgency == urgency] for urgency in Urgency))


@dataclass(frozen=True)
class Found:
    words: str
    hits: list[Hit]
    more: bool


def search(reader: User, words: str) -> Found:
    """Everything this reader may see that the words may mean, one letter being too little."""
    words = asked(words)[:200]
    if len(words) < 2 or not reader.roles:
        return Found(words, [], False)
    hits = [hit for ask in shows.SEARCHES for hit in ask(reader, words)]
    return Found(words, hits[:SHOWN], len(hits) > SHOWN)
