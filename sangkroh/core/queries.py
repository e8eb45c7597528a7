"""What core's own pages read."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import datetime

from . import wording as words
from .errors import NotFound
from .models import User, Wording
from .text import tidy

LIMIT = 60
KHMER = "km"


@dataclass(frozen=True)
class Text:
    """A text of the product, its Khmer of today, and who stands for it."""

    key: str
    msgid: str
    context: str
    shipped: str
    text: str
    source: str = ""
    verified: bool = False
    by: User | None = None
    at: datetime | None = None


@dataclass(frozen=True)
class Found:
    texts: list[Text]
    total: int
    verified: int
    more: bool


def practice_people() -> list[User]:
    """The log-ins of a practice world, for the page that lets them in."""
    people = User.objects.filter(practice=True, is_active=True, kind=User.Kind.PERSON)
    return list(people.prefetch_related("grants").order_by("username"))


def wordings(asked: str, unverified_only: bool) -> Found:
    """Texts that hold what is asked for, in English or Khmer; at most `LIMIT` of them."""
    texts = list(_texts())
    wanted = tidy(asked).casefold()
    found = [
        it for it in texts
        if not (unverified_only and it.verified)
        and (wanted in it.msgid.casefold() or wanted in it.text.casefold())
    ]  # fmt: skip
    verified = sum(it.verified for it in texts)
    return Found(found[:LIMIT], len(texts), verified, len(found) > LIMIT)


def wording(key: str) -> Text:
    """One text by its short name. NotFound if the product has none such."""
    it = next((it for it in _texts() if it.key == key), None)
    if it is None:
        raise NotFound()
    return it


def _texts() -> Iterator[Text]:
    rows = Wording.objects.filter(language=KHMER).select_related("by")
    latest = {(it.context, it.msgid): it for it in rows}
    for at, was in sorted(words.shipped(KHMER).items(), key=lambda pair: pair[0][1].casefold()):
        now = latest.get(at)
        if now is None:
            yield Text(was.key, was.msgid, was.context, was.text, was.text)
        else:
            yield Text(
                was.key, was.msgid, was.context, was.text, now.text, now.source, now.verified,
                now.by, now.at,
            )  # fmt: skip
