"""One key for the many spellings of a name, so that Koh Thom finds Kaoh Thum.

Khmer names are written in Latin letters by ear. The key keeps what the ear keeps: consonants with
their aspiration dropped, vowels in a few classes. It is ours, measured on the gazetteer's names
and on spellings met in reports; two names with one key are a question for a person.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterable

from .rules import Level

LETTERS_AN_EDIT = 4
"""A misspelling is looked for from this many letters of a key on: one edit for each such many."""

KINDS = {
    "khet": Level.PROVINCE, "khett": Level.PROVINCE, "khaet": Level.PROVINCE,
    "province": Level.PROVINCE, "srok": Level.DISTRICT, "district": Level.DISTRICT,
    "khan": Level.DISTRICT, "krong": Level.DISTRICT, "city": Level.DISTRICT,
    "town": Level.DISTRICT, "municipality": Level.DISTRICT, "khum": Level.COMMUNE,
    "commune": Level.COMMUNE, "sangkat": Level.COMMUNE, "phum": Level.VILLAGE,
    "phumi": Level.VILLAGE, "village": Level.VILLAGE,
}  # fmt: skip
"""Words for the kind of place and its level: left out of a key unless nothing else is there.
A city or town is the district that is its province's seat."""
KINDS_KM = {
    "រាជធានី": Level.PROVINCE, "ខេត្ត": Level.PROVINCE, "ស្រុក": Level.DISTRICT,
    "ខណ្ឌ": Level.DISTRICT, "ក្រុង": Level.DISTRICT, "សង្កាត់": Level.COMMUNE,
    "ឃុំ": Level.COMMUNE, "ភូមិ": Level.VILLAGE,
}  # fmt: skip

_WORDS = {"kompong": "kampong", "kompung": "kampong", "kampung": "kampong", "prampir": "prampi"}
_ORDINALS = ("ti", "lekh", "leik", "no", "number")
_NUMBERS = {
    "muoy": "1", "mouy": "1", "muy": "1", "pir": "2", "pi": "2", "bei": "3", "bey": "3",
    "buon": "4", "pram": "5", "prammuoy": "6",
}  # fmt: skip
_ROMAN = {"i": "1", "ii": "2", "iii": "3", "iv": "4", "v": "5", "vi": "6", "vii": "7"}
_NUMBERS_KM = (("មួយ", "១"), ("ពីរ", "២"), ("បី", "៣"), ("បួន", "៤"))
_KM = str.maketrans("0123456789", "០១២៣៤៥៦៧៨៩", "\u17ca\u17cb\u17cc\u17cd\u17d0")
"""What a key of Khmer letters does not tell apart: digits, and the signs that shift, shorten or
silence."""
_SAME_KM = (
    (re.compile("\u17d2\u178a"), "\u17d2\u178f"),  # below a letter da and ta are written alike
    (re.compile("\u17bb(?=[\u17b7-\u17ba])"), ""),  # u typed for the shifter that looks like it
    (re.compile("\u17c6\u17b6"), "\u17b6\u17c6"),
    (re.compile("(?<!ប)\u17c9"), ""),  # with it ប is another letter
    (re.compile("(?:ទី|លេខ)(?=[០-៩])"), ""),
)

_CONSONANTS = (
    ("chh", "c"), ("ch", "c"), ("kh", "k"), ("gh", "g"), ("ph", "p"), ("th", "t"), ("dh", "d"),
    ("bh", "b"), ("sh", "s"), ("nh", "n"), ("ck", "k"), ("q", "k"), ("w", "v"), ("x", "s"),
)  # fmt: skip
_VOWELS = (
    (re.compile(r"(?:ae|ea|e)[ovw](?![aeiou])"), "E"),  # Keo, Kaev
    (re.compile(r"(?:ao|oa|ou|o|u)[iy]"), "Y"),  # Poi, Paoy
    (re.compile(r"oe|[ou]e|eu|aeu|oeu|ao|oa|ou|oo|uo|au|o|u"), "O"),  # Koh, Kaoh; Thom, Thum
    (re.compile(r"eay|ei|ey|ie|ia|ae|ea|ee|e"), "I"),  # Prey, Prei; Paet, Pet
    (re.compile(r"a+[iy]"), "J"),  # Svay, Svai
    (re.compile(r"a+"), "A"),
    (re.compile(r"i|(?<!^)y(?![AEIOJY])"), "I"),
)
_FINAL = (("tr", "t"), ("b", "p"), ("d", "t"), ("g", "k"))


_TWINS = ("bp", "dt", "gk", "cj")


def latin_key(text: str) -> str:
    """The key of a name in Latin letters; "" if it has none. A number has one key in letters,
    Roman and Arabic: "Ti Bei", "III", "3"."""
    words = _numbered([_WORDS.get(it, it) for it in _words(text)])
    return "".join(_word_key(it) for it in ([w for w in words if w not in KINDS] or words))


def _words(text: str) -> list[str]:
    plain = unicodedata.normalize("NFKD", text.lower())
    return re.findall(r"[a-z]+|[0-9]+", re.sub(r"['’`\u0300-\u036f]", "", plain))


def _numbered(words: list[str]) -> list[str]:
    if len(words) > 2 and words[-2] in _ORDINALS and (words[-1] in _NUMBERS or words[-1].isdigit()):
        return [*words[:-2], _NUMBERS.get(words[-1], words[-1])]
    if len(words) > 1 and words[-1] in _ROMAN:
        return [*words[:-1], _ROMAN[words[-1]]]
    return words


def khmer_key(text: str) -> str:
    """The key of a name in Khmer letters: without blanks and without the word for its kind."""
    bare = re.sub(r"[^\u1780-\u17d3\u17e0-\u17e9]", "", text.translate(_KM))
    for word, digit in _NUMBERS_KM:
        bare = bare.replace("ទី" + word, digit)
    for written, meant in _SAME_KM:
        bare = written.sub(meant, bare)
    for kind in (it.translate(_KM) for it in KINDS_KM):
        if bare.startswith(kind) and len(bare) > len(kind) + 1:
            return bare.removeprefix(kind)
    return bare


def level_said(text: str) -> Level | None:
    """The level that a name says of itself: "Pursat city", "Srok Koh Thom", "ស្រុកកោះធំ"."""
    if has_khmer(text):
        return next((KINDS_KM[it] for it in KINDS_KM if text.startswith(it)), None)
    words = _words(text)
    ends = [words[-1], words[0]] if len(words) > 1 else []
    return next((KINDS[it] for it in ends if it in KINDS), None)


def sounds_like(first: str) -> str:
    """The letters with one of which a misspelt key may begin instead."""
    return next((it for it in _TWINS if first in it), first)


def place_key(text: str) -> str:
    """The key of a place's name in either letters."""
    return khmer_key(text) if has_khmer(text) else latin_key(text)


def has_khmer(text: str) -> bool:
    return any("\u1780" <= it <= "\u17ff" for it in text)


def _word_key(word: str) -> str:
    if word.isdigit():
        return word
    for spelled, sound in _CONSONANTS:
        word = word.replace(spelled, sound)
    word = word.removesuffix("h")
    for pattern, sound in _VOWELS:
        word = pattern.sub(sound, word)
    word = word.replace("h", "") if len(word) > 2 and word[0] != "h" else word
    word = re.sub(r"(.)\1+", r"\1", word)
    word = re.sub(r"(?<=[A-Z])r$", "", word)
    for spoken, written in _FINAL:
        if word.endswith(spoken):
            word = word[: -len(spoken)] + written
    return word.lower()


def name_key(text: str) -> str:
    """The key of a species' name: lower case, letters only, each word in the singular."""
    if has_khmer(text):
        return khmer_key(text)
    return "".join(_singular(it) for it in re.findall(r"[a-z]+", text.lower().replace("'s", "s")))


def _singular(word: str) -> str:
    if word.endswith("ies") and len(word) > 4:
        return word[:-3] + "y"
    if word.endswith(("ches", "shes", "xes")):
        return word[:-2]
    if word.endswith("s") and not word.endswith(("ss", "us", "is")):
        return word[:-1]
    return word


def edits_allowed(key: str) -> int:
    """How many letters of a key may be wrong, missing, too many or exchanged with the next."""
    return min(2, len(key) // LETTERS_AN_EDIT)


def near(key: str, keys: Iterable[str]) -> list[str]:
    """Those of the keys that are this one misspelled, the nearest first."""
    most = edits_allowed(key)
    if not most:
        return []
    letters = set(key)
    close = {it for it in keys if abs(len(it) - len(key)) <= most
             and len(letters.symmetric_difference(it)) <= 2 * most}  # fmt: skip
    found = [(edits(key, it, most), it) for it in close]
    return [it for n, it in sorted(found) if n <= most]


def edits(one: str, other: str, most: int = 99) -> int:
    """Edits from one to the other (Damerau-Levenshtein, restricted: a letter is moved once).

    Beyond `most` it is not counted on: the answer is then only known to be more.
    """
    before: list[int] = []
    last = list(range(len(other) + 1))
    for i, a in enumerate(one, 1):
        row = [i]
        for j, b in enumerate(other, 1):
            row.append(min(row[-1] + 1, last[j] + 1, last[j - 1] + (a != b)))
            if i > 1 and j > 1 and a == other[j - 2] and one[i - 2] == b:
                row[j] = min(row[j], before[j - 2] + 1)
        if min(row) > most and min(last) > most:
            return most + 1
        before, last = last, row
    return last[-1]
