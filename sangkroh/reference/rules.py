"""What the schemes may say, how the seed's free text is read, which status counts. Plain Python."""

from __future__ import annotations

import re
from collections.abc import Collection
from dataclasses import dataclass
from enum import StrEnum


class Level(StrEnum):
    COUNTRY = "country"
    PROVINCE = "province"
    DISTRICT = "district"
    COMMUNE = "commune"
    VILLAGE = "village"
    NAMED = "named"


ORDER = {
    Level.COUNTRY: 0, Level.PROVINCE: 1, Level.DISTRICT: 2, Level.NAMED: 3, Level.COMMUNE: 4,
    Level.VILLAGE: 5,
}  # fmt: skip
"""In a search the higher level comes first; our own named places before communes."""


class PlaceKind(StrEnum):
    RESCUE_CENTRE = "rescue_centre"
    BORDER_GATE = "border_gate"
    RELEASE_SITE = "release_site"
    PROTECTED_AREA = "protected_area"
    MARKET = "market"
    COURT_SEAT = "court_seat"
    PORT = "port"
    WATER = "water"
    OTHER = "other"


class Rank(StrEnum):
    SPECIES = "species"
    GENUS = "genus"
    REPORTED = "reported"  # a name as reported that may be any of several taxa


class NameLanguage(StrEnum):
    ENGLISH = "en"
    KHMER = "km"
    ROMANISED = "km-Latn"
    SCIENTIFIC = "la"


class Confidence(StrEnum):
    """How sure the seed was of a value. It never makes a value verified: a person does."""

    HIGH = "high"
    MEDIUM = "medium"
    LOW = "low"
    STATED = "stated"  # entered here by a person, with the source named


class Scheme(StrEnum):
    CITES = "cites"
    IUCN = "iucn"
    NATIONAL = "national"  # class under the prakas on the classification of wildlife
    AUTHORITY = "authority"  # the regime by the taxon rule


class Cites(StrEnum):
    I = "I"  # noqa: E741 - the appendix is called so
    II = "II"
    III = "III"
    NONE = "none"
    UNCLEAR = "unclear"


class Iucn(StrEnum):
    LC = "LC"
    NT = "NT"
    VU = "VU"
    EN = "EN"
    CR = "CR"
    EW = "EW"
    EX = "EX"
    DD = "DD"
    NE = "NE"
    UNCLEAR = "unclear"


class National(StrEnum):
    ENDANGERED = "endangered"
    RARE = "rare"
    COMMON = "common"
    LISTED = "listed"  # on the list, class not stated
    UNCLEAR = "unclear"


class Authority(StrEnum):
    """The regimes that may own a line; the words are those of `network.Regime`."""

    FORESTRY = "forestry"
    FISHERIES = "fisheries"
    ENVIRONMENT = "environment"
    ASK = "ask"


VALUES: dict[Scheme, frozenset[str]] = {
    Scheme.CITES: frozenset(Cites), Scheme.IUCN: frozenset(Iucn),
    Scheme.NATIONAL: frozenset(National), Scheme.AUTHORITY: frozenset(Authority),
}  # fmt: skip


@dataclass(frozen=True)
class Written:
    """A value of the seed, read: the scheme's own value, and whether it was clear."""

    value: str
    clear: bool


_DOUBT = re.compile(r"verif|unclear|unchecked|uncertain|doubt|\?|not found|others|some|range|split")
_CITES = re.compile(r"^(none|III|II|I)\b")
_IUCN = re.compile(r"^(LC|NT|VU|EN|CR|EW|EX|DD|NE)\b")
NATIONAL_WORDS = {
    "endangered": National.ENDANGERED, "rare": National.RARE, "common": National.COMMON,
    "listed 2018": National.LISTED, "listed 2018 (class not stated)": National.LISTED,
    "listed 2018 (African elephants)": National.LISTED,
}  # fmt: skip


def read_cites(text: str) -> Written:
    """`none`, `I`, `II`, `III (country)`; a split listing or a doubt is unclear, never a guess."""
    found = _CITES.match(text)
    rest = text[found.end() :].strip() if found else text
    simple = found is not None and (not rest or (found[1] == "III" and ";" not in rest))
    if not simple or _DOUBT.search(text):
        return Written(Cites.UNCLEAR, False)
    return Written(found[1] if found else Cites.UNCLEAR, True)


def read_iucn(text: str) -> Written:
    """A category; with remarks that change it (another date, another form of the name) unclear."""
    found = _IUCN.match(text)
    if not found or _DOUBT.search(text) or " or " in text or "older" in text or "s.l." in text:
        return Written(Iucn.UNCLEAR, False)
    return Written(found[1], True)


def read_national(text: str) -> Written | None:
    """The class under the prakas; None where nothing was found, unclear where the press said so."""
    if text in ("", "not found"):
        return None
    value = NATIONAL_WORDS.get(text, National.UNCLEAR)
    return Written(value, value is not National.UNCLEAR)


def read_authority(text: str) -> Written:
    """The regime by the taxon rule; any doubt is a question for a person."""
    if "?" in text or "unclear" in text or "none clear" in text:
        return Written(Authority.ASK, False)
    regime = Authority.FORESTRY if text.startswith("FA /") else Authority.FISHERIES
    return Written(regime, True)


@dataclass(frozen=True)
class Names:
    """An English name as the seed writes it, taken apart."""

    main: str
    others: tuple[str, ...]
    remark: str


def read_names(text: str) -> Names:
    """`A / B (remark)`: the main name in the singular of the field, other names, the remark."""
    remark = "; ".join(re.findall(r"\(([^)]*)\)", text))
    bare = " ".join(re.sub(r"\([^)]*\)", " ", text).split())
    bare, _, tail = bare.partition(";")
    names = [it.strip() for it in bare.split("/") if it.strip()]
    return Names(names[0], tuple(names[1:]), "; ".join(filter(None, (tail.strip(), remark))))


class Listed(StrEnum):
    YES = "yes"
    NO = "no"
    ASK = "ask"


def listed(rows: Collection[tuple[str, bool]]) -> Listed:
    """Whether a taxon is in the Appendices, from its (value, verified) rows of that day.

    An unverified or missing value is a question for a person, never a silent no.
    """
    if not rows or any(value == Cites.UNCLEAR or not verified for value, verified in rows):
        return Listed.ASK
    said = {value != Cites.NONE for value, _ in rows}
    if len(said) > 1:
        return Listed.ASK
    return Listed.YES if said.pop() else Listed.NO


def rule_fits(taxa: str, scientific_name: str, group: str) -> bool:
    """Whether a jurisdiction rule's `taxa` speaks of this taxon."""
    what, _, which = taxa.partition(":")
    if what == "group":
        return group == which
    if what == "genus":
        return scientific_name.split(" ")[0] == which
    return taxa == "*" or (what == "taxon" and scientific_name == which)


def is_taxa(taxa: str) -> bool:
    """Whether this says of which taxa a jurisdiction rule speaks."""
    what, _, which = taxa.partition(":")
    return taxa == "*" or (what in ("group", "genus", "taxon") and bool(which))
