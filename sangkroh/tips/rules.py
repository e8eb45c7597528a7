"""Clocks, grading scales, and how the words of a caller's name or number are noticed."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterable, Mapping
from datetime import datetime, timedelta
from enum import StrEnum
from uuid import UUID

from sangkroh.core.errors import Problem, Refused, require


class Urgency(StrEnum):
    NOW = "now"  # a boat or a bus is moving, animals are dying
    TODAY = "today"
    LATER = "later"


class SourceClass(StrEnum):
    """Where it comes from, as the team counts its calls; never who."""

    INFORMANT = "informant"
    AGENCY = "agency"
    PUBLIC = "public"
    OWN_PATROL = "own_patrol"
    ONLINE = "online"


class CallKind(StrEnum):
    """A call of which nothing is written down but that it came."""

    WRONG_NUMBER = "wrong_number"
    REPEAT = "repeat"
    EMPTY = "empty"


class AnswerKind(StrEnum):
    """How a tip is answered that becomes no case."""

    PASSED_ON = "passed_on"
    ALREADY_KNOWN = "already_known"
    NOTHING_FOUND = "nothing_found"
    NOT_WILDLIFE = "not_wildlife"
    TOO_LITTLE = "too_little"


class ForgetReason(StrEnum):
    """Why words are erased. A list and no free text, so that no reason names anybody."""

    SOURCE_ASKED = "source_asked"
    DANGER = "danger"
    NAMES_THE_SOURCE = "names_the_source"
    NO_LONGER_NEEDED = "no_longer_needed"


class WordKind(StrEnum):
    WHAT = "what"
    WHERE = "where"
    DETAILS = "details"
    CALL_BACK = "call_back"


class Scale(StrEnum):
    UK_3X5X2 = "3x5x2"
    UK_5X5X5 = "5x5x5"
    ADMIRALTY = "admiralty"


ANSWER_WITHIN = {
    Urgency.NOW: timedelta(minutes=15),
    Urgency.TODAY: timedelta(hours=4),
    Urgency.LATER: timedelta(hours=72),
}
"""How soon a tip is answered. Our own figures; no published standard was found."""
GRADE_WITHIN = timedelta(hours=24)
KEEP_CALL_BACK = timedelta(days=30)
ALIKE_WITHIN = timedelta(hours=48)
ALIKE_FROM = 0.4

SCALES: Mapping[Scale, tuple[str, str, str]] = {
    Scale.UK_3X5X2: ("123", "ABCDE", "PC"),
    Scale.UK_5X5X5: ("ABCDE", "12345", "12345"),
    Scale.ADMIRALTY: ("ABCDEF", "123456", "PC"),
}
"""Values for source, information and handling. Admiralty has no handling codes: those of 3x5x2."""


def answer_due(received_at: datetime, urgency: Urgency | None) -> datetime:
    """When the answer is due; a tip of unknown urgency waits no longer than one for today."""
    return received_at + ANSWER_WITHIN[urgency or Urgency.TODAY]


def check_grade(scale: Scale, source: str, information: str, handling: str) -> None:
    """Refuse values that the installation's scale does not have, each at its field."""
    said = {"source": source, "information": information, "handling": handling}
    wrong = [
        Problem("tips.not-on-the-scale", path)
        for (path, value), known in zip(said.items(), SCALES[scale], strict=True)
        if len(value) != 1 or value not in known
    ]
    if wrong:
        raise Refused.many(wrong)


def check_informant(code: str, source: SourceClass | None) -> None:
    """An informant is a code of letters and a short number, so that no name or telephone fits."""
    if code:
        require(bool(_CODE.match(code)), "tips.not-an-informant-code", "informant")
        require(source == SourceClass.INFORMANT, "tips.code-of-no-informant", "informant")


def check_call_back(number: str, source: SourceClass | None) -> None:
    """Only a member of the public is called back, and by a number that can be dialled."""
    require(source == SourceClass.PUBLIC, "tips.no-public-caller", "number")
    digits = sum(it.isdigit() for it in plain_digits(number))
    dialled = set(plain_digits(number)) <= set("0123456789+ -.()")
    require(6 <= digits <= 15 and dialled, "tips.not-a-telephone-number", "number")


def check_words(fields: Mapping[str, str], about_suspect: bool) -> None:
    """Refuse words that look like a name or number of the source, unless they are the suspect's."""
    if about_suspect:
        return
    found = [
        Problem("tips.looks-like-a-source", path)
        for path, text in fields.items()
        if looks_like_a_source(text)
    ]
    if found:
        raise Refused.many(found)


_CODE = re.compile(r"[A-Z]{1,4}-?[0-9]{1,5}\Z")
_GAP = r"[\s.\-–—/()_\u200c\u200d]{0,3}"
_NUMBER = re.compile(rf"\+?\d(?:{_GAP}\d){{7,14}}")
_NO_NUMBER = re.compile(
    r"\b(?:19|20)\d\d[-/.]\d{1,2}[-/.]\d{1,2}\b|\b\d{1,2}[-/.]\d{1,2}[-/.](?:19|20)\d\d\b"
    r"|\b1[0-4]\.\d{3,7}\W+10[2-7]\.\d{3,7}\b"
)
"""A date, and a pair of coordinates in Cambodia: they have as many digits as a telephone."""
_EMAIL = re.compile(r"[^\s@]+@[^\s@]+\.\w+")
_NAME_KM = re.compile(
    "ឈ្មោះ|(?:លោកស្រី|លោក|អ្នកស្រី|អ្នកនាង|កញ្ញា|ឧកញ៉ា|បងស្រី|បងប្រុស)[ \u200c\u200d]*(?=[\u1780-\u17b3A-Z])"
)
_NAME_SAID = re.compile(
    r"\bmy\s+name|\bname(?:\s+is|\s*:|d\s)|\bcall(?:s|ed)?\s+(?:him|her|me|back)\b"
    r"|\b(?:caller|informant|source)(?:'s|\s+is|\s*:)|\bi\s+am\s+(?:mr|mrs|ms|miss)\b"
    r"|\b(?:reach|ring|phone)\s+(?:him|her|me)\b",
    re.IGNORECASE,
)
_NAME_TITLE = re.compile(
    r"\b(?:mr|mrs|ms|miss|madame|mme|lok|lok\s+srey|neak\s+srey|oknha|bong|pu|ming)\b\.?\s+(?-i:[A-Z])\w",
    re.IGNORECASE,
)
_NAME_TOLD = re.compile(
    r"\b[A-Z][a-z]+\s+[A-Z][a-z]+\s+(?:called|rang|phoned|told|said|says|reports|reported|saw)\b"
)


def looks_like_a_source(text: str) -> bool:
    """Whether the text seems to hold a telephone number, an address of mail, or a person's name.

    It notices more than it must: a suspect's name is told apart by the person who types.
    """
    digits = _NO_NUMBER.sub(" ; ", plain_digits(text))
    return any(
        pattern.search(it)
        for pattern, it in (
            (_NUMBER, digits), (_EMAIL, text), (_NAME_KM, text), (_NAME_SAID, text),
            (_NAME_TITLE, text), (_NAME_TOLD, text),
        )
    )  # fmt: skip


def plain_digits(text: str) -> str:
    """Digits of every script (Khmer, full width) as 0 to 9; the rest unchanged."""
    return "".join(str(unicodedata.decimal(it)) if it.isdecimal() else it for it in text)


def alike(one: str, other: str) -> float:
    """How alike two texts are, 0 to 1: shared three-letter pieces over all (Jaccard).

    Pieces and not words, because Khmer is written without spaces.
    """
    first, second = _pieces(one), _pieces(other)
    return len(first & second) / len(first | second) if first and second else 0.0


def _pieces(text: str) -> set[str]:
    kept = "".join(it for it in text.casefold() if not it.isspace())
    return {kept[i : i + 3] for i in range(len(kept) - 2)}


def most_alike(text: str, others: Iterable[tuple[UUID, str]]) -> set[UUID]:
    """The keys of the texts that are alike enough to look at."""
    return {key for key, it in others if alike(text, it) >= ALIKE_FROM}
