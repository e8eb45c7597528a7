"""What a seizure's lines mean for the books, what is missing, and who may stand for what."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Sequence
from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum

from sangkroh.core.errors import require

WITNESSES = 2
"""Witnesses asked for where the owner is absent: Code of Criminal Procedure 2007, art. 91,
as quoted by a secondary source; not verified against the text."""


class SceneKind(StrEnum):
    RIVER = "river"
    ROAD = "road"
    CHECKPOINT = "checkpoint"
    BORDER = "border"
    MARKET = "market"
    RESTAURANT = "restaurant"
    SHOP = "shop"
    HOUSE = "house"
    FARM = "farm"
    FOREST = "forest"
    AIRPORT = "airport"
    PORT = "port"
    POST = "post"
    OFFICE = "office"
    OTHER = "other"
    UNKNOWN = "unknown"


class Event(StrEnum):
    """What a scene was. Each has its own name in every figure; none is added to another."""

    SEIZURE = "seizure"
    HANDED_OVER = "handed_over"
    FOUND = "found"
    RESCUE = "rescue"
    ABROAD = "abroad"
    RELEASE = "release"
    EQUIPMENT = "equipment"
    NOTHING = "nothing"
    CHECKED = "checked"
    PASSED_ON = "passed_on"
    UNKNOWN = "unknown"  # old papers that do not say


class Handling(StrEnum):
    """What was done with a line at the scene. Only what was taken ever enters the books."""

    TAKEN = "taken"
    PAPERS = "papers"  # checked, and left because papers were shown
    LEFT = "left"  # checked, and left for another reason: a fake, a species nobody protects
    PASSED_ON = "passed_on"  # outside our scope: handed to whom it concerns


class SceneField(StrEnum):
    """What of a scene is said later or put right. What stood there before is kept."""

    EVENT = "event"
    KIND = "kind"
    PLACE = "place"
    PLACE_WORDS = "place_words"
    WHEN = "when"
    DETECTION = "detection"
    WHY = "why"
    CONCEALMENT = "concealment"
    NOTE = "note"


class GroundKind(StrEnum):
    """On what ground the officers acted. `none_yet` is said, and asked for until it changes."""

    PROSECUTOR = "prosecutor"
    CAUGHT_IN_ACT = "caught_in_act"
    OPEN_PLACE = "open_place"
    CONSENT = "consent"
    CUSTOMS_POWERS = "customs_powers"
    HANDED_OVER = "handed_over"
    NONE_YET = "none_yet"


class AuthorityForm(StrEnum):
    SPOKEN = "spoken"
    WRITTEN = "written"


class LineKind(StrEnum):
    ANIMAL = "animal"
    DEAD = "dead"
    EGG = "egg"
    PART = "part"
    MEAT = "meat"
    THING = "thing"


class Precision(StrEnum):
    EXACT = "exact"
    ABOUT = "about"
    AT_LEAST = "at_least"


class Life(StrEnum):
    ALIVE = "alive"
    DEAD = "dead"
    BOTH = "both"


class PointRole(StrEnum):
    ORIGIN = "origin"
    TRANSIT = "transit"
    DESTINATION = "destination"


class ConveyanceKind(StrEnum):
    BOAT = "boat"
    CAR = "car"
    MOTORBIKE = "motorbike"
    TRUCK = "truck"
    BUS = "bus"
    AIR = "air"
    CONTAINER = "container"
    PARCEL = "parcel"
    ON_FOOT = "on_foot"
    OTHER = "other"


class Aspect(StrEnum):
    """What accounts of the same lines, or of the whole scene, may contradict each other in."""

    NAME = "name"
    COUNT = "count"
    WEIGHT = "weight"
    LIFE = "life"
    GENUINE = "genuine"
    PEOPLE = "people"
    WHEN = "when"


class Correctable(StrEnum):
    """What of a line is put right by words. Numbers are custody's."""

    HANDLING = "handling"
    AS_REPORTED = "as_reported"
    AS_WRITTEN = "as_written"
    NOTE = "note"


class Missing(StrEnum):
    """What a record lacks: marked and asked for, never a reason to refuse the fact."""

    GROUND = "ground"
    OFFICER = "officer"
    WITNESS = "witness"
    PLACE = "place"
    LINES = "lines"
    NUMBER = "number"
    PHOTO = "photo"


ORIGIN_OF = {
    Event.SEIZURE: "origin_seizure", Event.HANDED_OVER: "origin_handed_over",
    Event.FOUND: "origin_found", Event.RESCUE: "origin_found", Event.ABROAD: "origin_abroad",
    Event.RELEASE: "origin_unknown", Event.EQUIPMENT: "origin_seizure",
    Event.NOTHING: "origin_seizure", Event.CHECKED: "origin_seizure",
    Event.PASSED_ON: "origin_seizure", Event.UNKNOWN: "origin_unknown",
}  # fmt: skip
"""The origin under which the books take in what was taken at such a scene. Animals collected
over time have no single one: their past is not known. What was taken all the same at an
inspection, or beside what was left or passed on, was seized."""
HANDLING_OF = {Event.CHECKED: Handling.PAPERS, Event.PASSED_ON: Handling.PASSED_ON}
"""What was done with a line where nobody said so; with all others: taken."""
WITH_POWERS = frozenset(
    {Event.SEIZURE, Event.EQUIPMENT, Event.NOTHING, Event.CHECKED, Event.PASSED_ON}
)
"""Events at which officers act under powers: their ground and their names are asked for."""
WITH_WITNESSES = frozenset({Event.SEIZURE, Event.EQUIPMENT, Event.NOTHING})
"""Events that are a search or a seizure: witnesses are asked for."""

UNITS_OF_PARTS = frozenset({"piece", "pair", "set", "ml", "mm"})
"""Units in which parts and things may be counted."""
MONEY = "money"
"""The kind of thing that has an amount."""
UNIT_OF = {
    LineKind.ANIMAL: "animal", LineKind.EGG: "egg", LineKind.DEAD: "piece",
    LineKind.PART: "piece", LineKind.THING: "piece", LineKind.MEAT: "g",
}  # fmt: skip
"""The unit in which the books carry a counted line of this kind."""


@dataclass(frozen=True)
class Booked:
    """What enters the books for a line."""

    unit: str
    quantity: int


def booked(
    kind: LineKind, count: int | None, containers: int | None, seals: int, weight_g: int | None,
    *, unit: str | None = None, money: bool = False,
) -> Booked | None:  # fmt: skip
    """How a line enters the books: counted, else by container, else by weight; None: not yet.

    unit: in which the count is, where it is not the usual one of this kind (pair, set, ml, mm). A
    number that nobody counted is never guessed, and living animals are never kept by weight. A sum
    of money is one set, whatever its notes.
    """
    if kind is LineKind.MEAT and weight_g:
        return Booked("g", weight_g)
    if count and kind is not LineKind.MEAT:
        return Booked(unit or UNIT_OF[kind], count)
    if containers or seals:
        return Booked("container", containers or seals)
    if weight_g and kind in (LineKind.DEAD, LineKind.PART):
        return Booked("g", weight_g)
    return Booked("set", 1) if money else None


def check_line(
    kind: LineKind, name: bool, count: int | None, containers: int | None, seals: int,
    declared: int | None, path: str,
) -> None:  # fmt: skip
    """Refuse a line without a name, with more seals than containers, or counted and declared."""
    require(name, "seizures.name-missing", f"{path}as_reported")
    require(
        not containers or seals <= containers, "seizures.more-seals-than-containers",
        f"{path}seal_numbers",
    )  # fmt: skip
    require(
        declared is None or (count is None and bool(containers or seals)),
        "seizures.declared-needs-containers", f"{path}declared",
    )  # fmt: skip


def check_measure(
    kind: LineKind, item_type: str | None, unit: str | None, amount: int | None, currency: str,
    path: str,
) -> None:  # fmt: skip
    """Another unit is for parts and things; an amount is for money, with its currency."""
    parts = kind in (LineKind.PART, LineKind.THING)
    require(unit is None or (parts and unit in UNITS_OF_PARTS), "seizures.unit-of-parts",
            f"{path}unit")  # fmt: skip
    money = kind is LineKind.THING and item_type == MONEY
    require(amount is None or money, "seizures.amount-of-money", f"{path}amount")
    require((amount is None) == (not currency), "seizures.amount-and-currency", f"{path}amount")


def handling_of(event: Event, said: Handling | None) -> Handling:
    """What was done with a line: what was said of it, else what the event says of all its lines."""
    return said or HANDLING_OF.get(event, Handling.TAKEN)


def check_event(event: Event, lines: Iterable[tuple[LineKind, Handling]], path: str) -> None:
    """Refuse lines that contradict the event: taken where nothing was found, animals where only
    equipment was. What was checked and left may be told of an inspection too."""
    for n, (kind, handling) in enumerate(lines):
        where = path.format(n=n)
        require(
            event is not Event.NOTHING or handling is not Handling.TAKEN,
            "seizures.nothing-was-found", where,
        )  # fmt: skip
        require(
            event is not Event.EQUIPMENT or kind is LineKind.THING, "seizures.only-things", where
        )


def check_ground(kind: GroundKind, name: str, path: str) -> None:
    """Only an authorisation has an authoriser."""
    require(kind is GroundKind.PROSECUTOR or not name, "seizures.nobody-authorised", path)


def check_witness(name: str, team: Collection[str], path: str) -> None:
    """No adviser and no officer who took part is a witness (art. 91, unverified)."""
    require(
        name.casefold() not in {it.casefold() for it in team}, "seizures.witness-of-the-team", path
    )


def says_something(*values: object) -> None:
    """A statement says at least one thing."""
    require(any(it is not None and it != "" for it in values), "seizures.says-nothing")


def missing(
    *, event: Event, ground: GroundKind | None, officers: int, witnesses: int, place: bool,
    lines: int, unbooked: int, photos: int,
) -> list[Missing]:  # fmt: skip
    """What is asked for, most pressing first. unbooked: lines taken that have no number."""
    powers, empty = event in WITH_POWERS, event is Event.NOTHING
    found = {
        Missing.GROUND: powers and ground in (None, GroundKind.NONE_YET),
        Missing.OFFICER: powers and not officers,
        Missing.WITNESS: event in WITH_WITNESSES and witnesses < WITNESSES,
        Missing.PLACE: not place,
        Missing.LINES: not lines and not empty,
        Missing.NUMBER: bool(unbooked),
        Missing.PHOTO: not photos and not empty,
    }
    return [it for it, lacking in found.items() if lacking]


@dataclass(frozen=True)
class Account:
    """What one account says of some lines, as far as accounts can contradict each other."""

    name: str = ""
    count: int | None = None
    precision: Precision = Precision.EXACT
    weight_g: int | None = None
    weight_precision: Precision = Precision.EXACT
    life: str = ""
    genuine: bool | None = None
    people: int | None = None
    earliest: datetime | None = None
    latest: datetime | None = None


def contradictions(accounts: Sequence[Account]) -> dict[Aspect, list[int]]:
    """In what accounts of the same thing contradict each other, and which of them say so."""
    numbers = {
        Aspect.COUNT: [(it.count, it.precision) for it in accounts],
        Aspect.WEIGHT: [(it.weight_g, it.weight_precision) for it in accounts],
        Aspect.PEOPLE: [(it.people, it.precision) for it in accounts],
    }
    words: dict[Aspect, list[str]] = {
        Aspect.NAME: [it.name.casefold() for it in accounts],
        Aspect.LIFE: [it.life for it in accounts],
        Aspect.GENUINE: ["" if it.genuine is None else str(it.genuine) for it in accounts],
    }
    found: dict[Aspect, list[int]] = {}
    for aspect, said in words.items():
        if len({it for it in said if it}) > 1:
            found[aspect] = [n for n, it in enumerate(said) if it]
    for aspect, pairs in numbers.items():
        if disputed([(value, how) for value, how in pairs if value is not None]):
            found[aspect] = [n for n, (value, _how) in enumerate(pairs) if value is not None]
    spans = [(it.earliest, it.latest) for it in accounts]
    if apart([(a, b) for a, b in spans if a and b]):
        found[Aspect.WHEN] = [n for n, (a, _b) in enumerate(spans) if a]
    return found


def apart(spans: Collection[tuple[datetime, datetime]]) -> bool:
    """Whether no moment lies in all of these spans: they tell of different times."""
    return bool(spans) and max(a for a, _b in spans) > min(b for _a, b in spans)


def disputed(values: Collection[tuple[int, Precision]]) -> bool:
    """Whether statements of one thing contradict each other: exact ones that differ, or an exact
    one below an "at least"."""
    exact = {value for value, how in values if how is Precision.EXACT}
    least = max((value for value, how in values if how is Precision.AT_LEAST), default=0)
    return len(exact) > 1 or any(value < least for value in exact)
