"""The words that readers of a language have put right, laid over those that shipped.

All servers of one home look at the same stamp; a correction reaches every thread of them with
their next request.
"""

from __future__ import annotations

import gettext
from dataclasses import dataclass
from functools import cache
from hashlib import sha256
from importlib.util import find_spec
from pathlib import Path

from django.conf import settings
from django.db import transaction
from django.utils.translation import trans_real

from .models import Wording

_CONTEXT = "\x04"
_seen: int | None = None


@dataclass(frozen=True)
class Shipped:
    """A text of the product and what it says in a language, as it came with the release."""

    msgid: str
    context: str
    text: str
    plural: bool

    @property
    def key(self) -> str:
        """A short name of the text, for addresses."""
        return sha256(f"{self.context}{_CONTEXT}{self.msgid}".encode()).hexdigest()[:16]

    @property
    def of_catalogue(self) -> str | tuple[str, int]:
        msgid = f"{self.context}{_CONTEXT}{self.msgid}" if self.context else self.msgid
        return (msgid, 0) if self.plural else msgid


@cache
def shipped(language: str) -> dict[tuple[str, str], Shipped]:
    """Every text of every room by context and English; lower rooms' words win, as on a page."""
    found = {}
    for room in reversed(settings.ROOMS):
        for key, text in _catalogue(room, language).items():
            whole, plural = (key[0], True) if isinstance(key, tuple) else (key, False)
            context, _, msgid = whole.rpartition(_CONTEXT)
            if msgid:
                found[context, msgid] = Shipped(msgid, context, text, plural)
    return found


def load() -> None:
    """Lay the latest wording of each text over the shipped ones."""
    latest = {(it.language, it.context, it.msgid): it.text for it in Wording.objects.all()}
    for language, _name in settings.LANGUAGES:
        over = {
            it.of_catalogue: latest[language, it.context, it.msgid]
            for it in shipped(language).values()
            if (language, it.context, it.msgid) in latest
        }
        _lay(language, over)


def refresh() -> None:
    """Load again if any server of this home has taken a correction since."""
    global _seen
    try:
        now = _stamp().stat().st_mtime_ns
    except FileNotFoundError:
        return
    if now != _seen:
        load()
        _seen = now


def changed() -> None:
    """Say, once the act is kept, that there is a new wording."""
    transaction.on_commit(_stamp().touch)


def _lay(language: str, over: dict[str | tuple[str, int], str]) -> None:
    catalogue = trans_real.translation(language)._catalog  # type: ignore[attr-defined]
    catalogues, plurals = catalogue._catalogs, catalogue._plurals
    if isinstance(catalogues[0], _Overlay):
        catalogues[0] = _Overlay(over)
    else:
        plurals.insert(0, plurals[0])
        catalogues.insert(0, _Overlay(over))


class _Overlay(dict[str | tuple[str, int], str]):
    pass


def _stamp() -> Path:
    return Path(settings.HOME) / "wording"


def _catalogue(room: str, language: str) -> dict[str | tuple[str, int], str]:
    spec = find_spec(f"sangkroh.{room}")
    root = Path(spec.origin or "").parent if spec else Path()
    path = root / "locale" / language / "LC_MESSAGES" / "django.mo"
    if not path.exists():
        return {}
    with path.open("rb") as file:
        return dict(gettext.GNUTranslations(file)._catalog)  # type: ignore[attr-defined]
