"""The texts of each room and their translations, with Babel and without gettext.

A room's catalogue holds what the room says: strings in its Python and in its templates. It is
kept sorted and without dates or places in the code, so that a change shows only what changed.
"""

from __future__ import annotations

import os
from collections.abc import Iterator
from dataclasses import dataclass
from io import BytesIO
from pathlib import Path

from babel.messages.catalog import Catalog, Message
from babel.messages.extract import extract as babel_extract
from babel.messages.mofile import write_mo
from babel.messages.pofile import read_po, write_po
from django.utils.translation.template import templatize

from . import rules

ROOT = Path(__file__).parent.parent
LANGUAGE = "km"
KEYWORDS: dict[str, tuple[int | tuple[int, str], ...] | None] = {
    "_": None,
    "gettext": None,
    "gettext_lazy": None,
    "gettext_noop": None,
    "ngettext": (1, 2),
    "ngettext_lazy": (1, 2),
    "pgettext": ((1, "c"), 2),
    "pgettext_lazy": ((1, "c"), 2),
    "npgettext": ((1, "c"), 2, 3),
    "npgettext_lazy": ((1, "c"), 2, 3),
}
NOT_SHOWN = ("tests", "migrations", "locale")
HEAD = (
    'msgid ""\nmsgstr ""\n'
    '"Language: km\\n"\n'
    '"MIME-Version: 1.0\\n"\n'
    '"Content-Type: text/plain; charset=utf-8\\n"\n'
    '"Content-Transfer-Encoding: 8bit\\n"\n'
    '"Plural-Forms: nplurals=1; plural=0;\\n"\n\n'
)
SAME_IN_BOTH = frozenset(
    {"API", "CITES", "IUCN", "GPS", "PDF", "CSV", "–", ", ", "%(truncated_text)s…"}
)
"""Texts that Khmer writes as English does."""


@dataclass(frozen=True)
class Fault:
    """What is wrong with one text of a room's catalogue."""

    room: str
    kind: str
    msgid: str

    def __str__(self) -> str:
        return f"{self.room}: {self.kind}: {self.msgid}"


def rooms() -> list[str]:
    """Every room that is a package, by name."""
    return sorted(it.parent.name for it in ROOT.glob("*/__init__.py"))


def po_path(room: str) -> Path:
    return ROOT / room / "locale" / LANGUAGE / "LC_MESSAGES" / "django.po"


def extract(room: str) -> Catalog:
    """What the room says, in English."""
    found = Catalog(locale=LANGUAGE, charset="utf-8")
    for text in _python_of(room):
        for _line, said, _comments, context in babel_extract("python", BytesIO(text), KEYWORDS):
            found.add(said, context=context)
    return found


def read(room: str) -> Catalog:
    """The room's catalogue as it is kept; an empty one where there is none yet."""
    path = po_path(room)
    if not path.exists():
        return Catalog(locale=LANGUAGE, charset="utf-8")
    with path.open("rb") as file:
        return read_po(file, locale=LANGUAGE, abort_invalid=True)


def update(room: str) -> None:
    """Bring the room's catalogue in line with what it says; translations stay."""
    kept, new = read(room), Catalog(locale=LANGUAGE, charset="utf-8")
    for message in extract(room):
        if message.id:
            was = kept.get(message.id, message.context)
            new.add(message.id, was.string if was else "", context=message.context)
    path = po_path(room)
    if not len(new):
        path.unlink(missing_ok=True)
        return
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_text(_text_of(new), encoding="utf-8")


def compile_stale() -> list[str]:
    """Compile each catalogue that is newer than what was compiled of it. Returns their rooms."""
    done = []
    for room in rooms():
        po = po_path(room)
        mo = po.with_suffix(".mo")
        if not po.exists():
            mo.unlink(missing_ok=True)
        elif not mo.exists() or mo.stat().st_mtime_ns < po.stat().st_mtime_ns:
            _compile(room, mo)
            done.append(room)
    return done


def faults(room: str) -> Iterator[Fault]:
    """All that is missing from the room's catalogue, or wrong in it."""
    said, kept = extract(room), read(room)
    for message in said:
        if message.id and kept.get(message.id, message.context) is None:
            yield Fault(room, "not in the catalogue", _msgid(message))
    for message in kept:
        if message.id:
            if said.get(message.id, message.context) is None:
                yield Fault(room, "no longer said", _msgid(message))
            for kind in _faults_of(message):
                yield Fault(room, kind, _msgid(message))


def _faults_of(message: Message) -> Iterator[str]:
    text = _khmer(message)
    if not text:
        yield "not translated"
        return
    if message.fuzzy:
        yield "fuzzy"
    if text == _msgid(message) and text not in SAME_IN_BOTH:
        yield "left in English"
    if "\u200b" in text:
        yield "zero-width space"
    singular = [message.id] if isinstance(message.id, str) else list(message.id)
    if rules.placeholders(text) not in [rules.placeholders(it) for it in singular]:
        yield "other placeholders"


def _msgid(message: Message) -> str:
    return message.id if isinstance(message.id, str) else message.id[0]


def _khmer(message: Message) -> str:
    text = message.string
    return text if isinstance(text, str) else (text[0] if text else "")


def _text_of(catalogue: Catalog) -> str:
    out = BytesIO()
    write_po(out, catalogue, sort_output=True, no_location=True, omit_header=True, width=100)
    return HEAD + out.getvalue().decode().strip() + "\n"


def _compile(room: str, mo: Path) -> None:
    part = mo.with_suffix(f".{os.getpid()}.part")
    with part.open("wb") as file:
        write_mo(file, read(room))
    part.replace(mo)


def _python_of(room: str) -> Iterator[bytes]:
    """The room's Python, and its templates turned into Python by Django's own reading of them."""
    root = ROOT / room
    for path in sorted(root.rglob("*.py")):
        if not set(path.relative_to(root).parts) & set(NOT_SHOWN):
            yield path.read_bytes()
    for path in sorted((root / "templates").rglob("*.html")):
        said = templatize(path.read_text(encoding="utf-8"))
        yield "\n".join(line.strip() for line in said.splitlines()).encode()
