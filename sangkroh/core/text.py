"""Text as it is kept: NFC, without invisible breaks, Khmer marks in their standard order.

Done once on input and never afterwards, because stored text is hashed as it stands.
"""

import re
import unicodedata

_INVISIBLE = dict.fromkeys(map(ord, "\u200b\u2060\ufeff"), None)
_MARKS = re.compile("(?:\u17d2[\u1780-\u17b3]|[\u17b6-\u17c5\u17c9\u17ca])+")
_MARK = re.compile("\u17d2[\u1780-\u17b3]|.")
_CONTROL = re.compile("[\x00-\x08\x0b-\x1f\x7f-\x9f\u202a-\u202e\u2066-\u2069]")
_DIGITS = ("០១២៣៤៥៦៧៨៩", "0123456789")
KHMER_DIGITS = str.maketrans(*_DIGITS)
_TO_KHMER = str.maketrans(*reversed(_DIGITS))


def tidy(text: str) -> str:
    """The text in the form in which it is stored, compared and hashed."""
    text = unicodedata.normalize("NFC", text).translate(_INVISIBLE).replace("\r\n", "\n")
    text = _MARKS.sub(_in_order, text)
    return text.strip()


def asked(text: str) -> str:
    """What somebody searches for: tidy, and nothing in it that no keyboard types."""
    return tidy(_CONTROL.sub("", text))


def has_control_characters(text: str) -> bool:
    """Whether it holds characters that no keyboard types: controls, direction overrides."""
    return bool(_CONTROL.search(text))


def arabic_digits(text: str) -> str:
    """Khmer digits written as 0 to 9; the rest unchanged."""
    return text.translate(KHMER_DIGITS)


def _in_order(marks: re.Match[str]) -> str:
    return "".join(sorted(_MARK.findall(marks[0]), key=_place))


def _place(mark: str) -> int:
    """Subscripts, subscript ro last of them, then register shifters, then vowels."""
    if mark[0] == "\u17d2":
        return 1 if mark[1] == "\u179a" else 0
    return 2 if mark in "\u17c9\u17ca" else 3


def khmer_digits(text: str) -> str:
    """0 to 9 written as Khmer digits; the rest unchanged."""
    return text.translate(_TO_KHMER)
