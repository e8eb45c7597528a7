"""What a seizure's lines mean for the books, what is missing, and who may stand for what."""

from __future__ import annotations

from collections.abc import Collection
from dataclasses import dataclass
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


class Correctable(StrEnum):
    """Words of a line in which a typing error is put right. Numbers are custody's."""

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
    kind: LineKind, count: int | None, containers: int | None, seals: int, weight_g: int | None
) -> Booked | None:
    """How a line enters the books: counted, else by container, else by weight; None: not yet.

    A number that nobody counted is never guessed, and living animals are never kept by weight.
    """
    if kind is LineKind.MEAT and weight_g:
        return Booked("g", weight_g)
    if count and kind is not LineKind.MEAT:
        return Booked(UNIT_OF[kind], count)
    if containers or seals:
        return Booked("container", containers or seals)
    if weight_g and kind in (LineKind.DEAD, LineKind.PART):
        return Booked("g", weight_g)
    return None


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
    *, ground: GroundKind | None, officers: int, witnesses: int, place: bool, lines: int,
    unbooked: int, photos: int,
) -> list[Missing]:  # fmt: skip
    """What is asked for, most pressing first."""
    found = {
        Missing.GROUND: ground in (None, GroundKind.NONE_YET),
        Missing.OFFICER: not officers,
        Missing.WITNESS: witnesses < WITNESSES,
        Missing.PLACE: not place,
        Missing.LINES: not lines,
        Missing.NUMBER: bool(unbooked),
        Missing.PHOTO: not photos,
    }
    return [it for it, lacking in found.items() if lacking]


def disputed(values: Collection[tuple[int, Precision]]) -> bool:
    """Whether statements of one thing contradict each other: exact ones that differ, or an exact
    one below an "at least"."""
    exact = {value for value, how in values if how is Precision.EXACT}
    least = max((value for value, how in values if how is Precision.AT_LEAST), default=0)
    return len(exact) > 1 or any(value < least for value in exact)
