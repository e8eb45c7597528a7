"""Rules of the house itself: values in, values out."""

from __future__ import annotations

import re

from .errors import require

_PLACEHOLDER = re.compile(r"%\(\w+\)[sd]|%%|%[sd]|\{\w*\}")


def placeholders(text: str) -> list[str]:
    """What a text leaves open for values: `%(limit)s`, `%s`, `{name}`, in order of the alphabet."""
    return sorted(_PLACEHOLDER.findall(text))


def may_say(msgid: str, text: str) -> None:
    """Refuse a wording that would lose a value of the text it stands for, or ask for another."""
    require(placeholders(msgid) == placeholders(text), "core.other-placeholders", "text")
