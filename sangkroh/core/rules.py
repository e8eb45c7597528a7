"""Rules of the house itself: values in, values out."""

from __future__ import annotations

import re

from .errors import require

_MARKUP = '<>"'
_ELEMENT = re.compile(r"<[A-Za-z/!?]")
_PLACEHOLDER = re.compile(r"%\(\w+\)[sd]|%%|%[sd]|\{\w*\}")


def placeholders(text: str) -> list[str]:
    """What a text leaves open for values: `%(limit)s`, `%s`, `{name}`, in order of the alphabet."""
    return sorted(_PLACEHOLDER.findall(text))


def may_say(msgid: str, text: str) -> None:
    """Refuse a wording that would lose a value of the text it stands for, or ask for another.

    And one that is more than words: a page takes it as its own, within attributes too.
    """
    require(placeholders(msgid) == placeholders(text), "core.other-placeholders", "text")
    more = any(text.count(it) > msgid.count(it) for it in _MARKUP)
    require(not more and not _ELEMENT.search(text), "core.plain-words", "text")
