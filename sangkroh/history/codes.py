"""Our own fields of a case, and the words of which each coded one is one (docs/import.md)."""

from __future__ import annotations

from enum import StrEnum

from sangkroh.seizures.rules import Event

FIELDS = (
    "id", "date", "date_precision", "date_as_reported", "province", "district", "place",
    "information_source", "information_note", "requesting_agency", "agencies", "conveyance",
    "conveyance_note", "origin", "destination", "live", "dead_or_parts", "offenders_count",
    "offenders_nationality", "offender_outcome", "fine", "sentence", "transported_to", "disposal",
    "release_site", "source_url", "other_urls", "source_date", "inferred_fields", "notes", "event",
)  # fmt: skip
"""Fields of a case as it is handed from house to house, in their order (docs/import.md)."""
SEALED = ("information_source", "information_note")
"""Who told, which nobody reads but whoever brought it in."""
LISTS = ("agencies", "other_urls", "inferred_fields")
TEXTS = (
    "date_as_reported", "province", "district", "place", "information_note", "requesting_agency",
    "conveyance_note", "origin", "destination", "offenders_nationality", "sentence",
    "transported_to", "release_site", "source_url", "source_date", "notes",
)  # fmt: skip


class Source(StrEnum):
    """From whom the information came, by class; never who."""

    INFORMANT = "informant"
    PUBLIC = "public"
    FORESTRY_ADMINISTRATION = "forestry_administration"
    CUSTOMS = "customs"
    MILITARY_POLICE = "military_police"
    LOCAL_AUTHORITY = "local_authority"
    NGO = "ngo"
    OWN_PATROL = "own_patrol"
    ONLINE = "online"
    UNKNOWN = "unknown"


class Setting(StrEnum):
    """In what it was carried, or where it was kept."""

    BOAT = "boat"
    CAR = "car"
    MOTORBIKE = "motorbike"
    TRUCK = "truck"
    BUS = "bus"
    AIR = "air"
    POST = "post"
    HOUSE = "house"
    MARKET = "market"
    RESTAURANT = "restaurant"
    FARM = "farm"
    FOREST = "forest"
    ONLINE = "online"
    OTHER = "other"
    UNKNOWN = "unknown"


class Outcome(StrEnum):
    """What became of the people, as one word for the case."""

    ESCAPED = "escaped"
    ARRESTED = "arrested"
    FINED = "fined"
    EDUCATED = "educated"
    CONTRACT_SIGNED = "contract_signed"
    CHARGED = "charged"
    CONVICTED = "convicted"
    RELEASED = "released"
    UNKNOWN = "unknown"


class Disposal(StrEnum):
    """What became of animals or goods, as one word for the case."""

    RELEASED = "released"
    RESCUE_CENTRE = "rescue_centre"
    DESTROYED = "destroyed"
    BURIED = "buried"
    UNKNOWN = "unknown"


class PartUnit(StrEnum):
    """Units of dead animals and parts, as written."""

    INDIVIDUAL = "individual"
    KG = "kg"
    PIECE = "piece"
    PAIR = "pair"
    LITRE = "litre"
    METRE = "metre"
    SET = "set"
    POUND = "pound"


class Currency(StrEnum):
    USD = "USD"
    KHR = "KHR"


class DatePrecision(StrEnum):
    DAY = "day"
    MONTH = "month"
    YEAR = "year"
    DAY_NO_YEAR = "day_no_year"
    MONTH_NO_YEAR = "month_no_year"


CODED: dict[str, type[StrEnum]] = {
    "information_source": Source, "conveyance": Setting, "offender_outcome": Outcome,
    "disposal": Disposal, "event": Event,
}  # fmt: skip
