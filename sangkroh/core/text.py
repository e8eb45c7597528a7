"""Text as it is kept: NFC, without invisible breaks, Khmer marks in their standard order.

Done once on input and never afterwards, because stored text is hashed as it stands.
"""

import re
import unicodedata

_INVISIBLE = dict.fromkeys(map(ord, "\u200b\u2060\ufeff"), None)
_COENG_RO_FIRST = re.compile("(\u17d2\u179a)(\u17d2[\u1780-\u1799\u179b-\u17b3])")
"""Subscript ro typed before another subscript; the standard order puts ro last."""
_VOWEL_BEFORE_COENG = re.compile("([\u17b6-\u17c5])((?:\u17d2[\u1780-\u17b3])+)")
_VOWEL_BEFORE_SHIFTER = re.compile("([\u17b6-\u17c5])([\u17c9\u17ca])")
_CONTROL = re.compile("[\x00-\x08\x0b-\x1f\x7f-\x9f\u202a-\u202e\u2066-\u2069]")
KHMER_DIGITS = str.maketrans("០១២៣៤៥៦៧៨៩", "0123456789")


def tidy(text: str) -> str:
    """The text in the form in which it is stored, compared and hashed."""
    text = unicodedata.normalize("NFC", text).translate(_INVISIBLE).replace("\r\n", "\n")
    text = _COENG_RO_FIRST.sub(r"\2\1", text)
    text = _VOWEL_BEFORE_COENG.sub(r"\2\1", text)
    text = _VOWEL_BEFORE_SHIFTER.sub(r"\2\1", text)
    return text.strip()


def has_control_characters(text: str) -> bool:
    """Whether it holds characters that no keyboard types: controls, direction overrides."""
    return bool(_CONTROL.search(text))


def arabic_digits(text: str) -> str:
    """Khmer digits written as 0 to 9; the rest unchanged."""
    return text.translate(KHMER_DIGITS)
