"""One key for the many spellings of a name, so that Koh Thom finds Kaoh Thum.

Khmer names are written in Latin letters by ear. The key keeps what the ear keeps: consonants with
their aspiration dropped, vowels in a few classes. It is ours, measured on the gazetteer's names
and on spellings met in reports; two names with one key are a question for a person.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterable

LETTERS_AN_EDIT = 4
"""A misspelling is looked for from this many letters of a key on: one edit for each such many."""

KINDS = frozenset({
    "khet", "khett", "khaet", "province", "srok", "district", "khan", "khum", "commune", "sangkat",
    "phum", "phumi", "village", "krong", "city", "town", "municipality",
})  # fmt: skip
"""Words for the kind of place, left out of a key unless nothing else is there."""
KINDS_KM = ("រាជធានី", "ខេត្ត", "ស្រុក", "ខណ្ឌ", "សង្កាត់", "ឃុំ", "ភូមិ", "ក្រុង")

_WORDS = {"kompong": "kampong", "kompung": "kampong", "kampung": "kampong"}
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


def latin_key(text: str) -> str:
    """The key of a name in Latin letters; "" if it has none."""
    plain = unicodedata.normalize("NFKD", text.lower())
    words = re.findall(r"[a-z]+|[0-9]+", re.sub(r"['’`\u0300-\u036f]", "", plain))
    words = [_WORDS.get(it, it) for it in words]
    return "".join(_word_key(it) for it in ([w for w in words if w not in KINDS] or words))


def khmer_key(text: str) -> str:
    """The key of a name in Khmer letters: without blanks and without the word for its kind."""
    bare = re.sub(r"[^\u1780-\u17d3\u17e0-\u17e9]", "", text)
    for kind in KINDS_KM:
        if bare.startswith(kind) and len(bare) > len(kind) + 1:
            return bare.removeprefix(kind)
    return bare


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
    close = {it for it in keys if abs(len(it) - len(key)) <= most}
    found = [(edits(key, it), it) for it in close]
    return [it for n, it in sorted(found) if n <= most]


def edits(one: str, other: str) -> int:
    """Edits from one to the other (Damerau-Levenshtein, restricted: a letter is moved once)."""
    before: list[int] = []
    last = list(range(len(other) + 1))
    for i, a in enumerate(one, 1):
        row = [i]
        for j, b in enumerate(other, 1):
            row.append(min(row[-1] + 1, last[j] + 1, last[j - 1] + (a != b)))
            if i > 1 and j > 1 and a == other[j - 2] and one[i - 2] == b:
                row[j] = min(row[j], before[j - 2] + 1)
        before, last = last, row
    return last[-1]
