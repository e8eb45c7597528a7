"""What OpenStreetMap's tags say of a way: its class, and which way round it is used.

Meanings: https://wiki.openstreetmap.org/wiki/Map_features. Where no car may go, a way is a path.
Not read: turn restrictions, gates, bans of lorries or motorcycles only. `access=private` is no
barrier here: people who carry wildlife do not ask.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache

from ..graph import Way

HIGHWAYS = {
    "motorway": Way.TRUNK, "trunk": Way.TRUNK, "primary": Way.PRIMARY,
    "secondary": Way.SECONDARY, "tertiary": Way.TERTIARY, "unclassified": Way.LOCAL,
    "residential": Way.LOCAL, "living_street": Way.LOCAL, "road": Way.LOCAL,
    "service": Way.LOCAL, "track": Way.TRACK, "path": Way.PATH, "footway": Way.PATH,
    "bridleway": Way.PATH, "cycleway": Way.PATH, "pedestrian": Way.PATH, "steps": Way.PATH,
}  # fmt: skip
UNPAVED = frozenset({"unpaved", "dirt", "earth", "ground", "gravel", "fine_gravel", "sand", "mud",
                     "laterite", "compacted", "grass", "rock", "clay"})  # fmt: skip
NO = frozenset({"no", "0", "false"})
YES = frozenset({"yes", "true", "1", "designated", "permissive"})
CARS = ("access", "vehicle", "motor_vehicle", "motorcar")
FEET = ("access", "foot")
BOATS = ("access", "boat", "motorboat")
"""Keys from general to special; the last that says yes or no decides."""
READ = ("highway", "waterway", "route", "junction", "oneway", "surface", "intermittent",
        "seasonal", "tunnel", "area", *dict.fromkeys(CARS + FEET + BOATS))  # fmt: skip
"""Every key that is looked at."""


@dataclass(frozen=True)
class Use:
    """A class, and whether it is used as drawn, and against."""

    way: Way
    along: bool = True
    against: bool = True
    ferry: bool = False
    """One waits before it."""


def use(tags: Mapping[str, str]) -> Use | None:
    """None for what is no way to anywhere."""
    return _use(tuple((key, value) for key in READ if (value := tags.get(key)) is not None))


@cache
def _use(said: tuple[tuple[str, str], ...]) -> Use | None:
    tags = dict(said)
    if "highway" in tags:
        return _road(tags)
    if tags.get("route") == "ferry":
        return _by_class(Way.FERRY, tags, ferry=True)
    return _water(tags)


def _road(tags: dict[str, str]) -> Use | None:
    way = HIGHWAYS.get(tags["highway"].removesuffix("_link"))
    if way is None or tags.get("area") in YES:
        return None
    if way < Way.TERTIARY and tags.get("surface") in UNPAVED:
        way = Way.TERTIARY
    return _by_class(way, tags)


def _water(tags: dict[str, str]) -> Use | None:
    """Rivers unless said otherwise; other water only where boats are said to go."""
    kind = tags.get("waterway")
    asked = {tags.get("boat", ""), tags.get("motorboat", "")} & YES
    dry = tags.get("intermittent") in YES or tags.get("seasonal", "no") not in NO
    usual = kind == "fairway" or (kind == "river" and not dry)
    possible = usual or (asked and kind in ("river", "canal", "stream", "tidal_channel"))
    if not possible or tags.get("tunnel") == "culvert" or not _may(tags, BOATS):
        return None
    return Use(Way.RIVER)


def _may(tags: dict[str, str], keys: tuple[str, ...], may: bool = True) -> bool:
    for key in keys:
        value = tags.get(key)
        may = value in YES if value in YES | NO else may
    return may


def _by_class(way: Way, tags: dict[str, str], ferry: bool = False) -> Use | None:
    if way is Way.PATH or not _may(tags, CARS):
        return Use(Way.PATH, ferry=ferry) if _may(tags, FEET) else None
    along, against = _directions(tags)
    return Use(way, along, against, ferry)


def _directions(tags: dict[str, str]) -> tuple[bool, bool]:
    said = tags.get("oneway", "")
    if said in ("-1", "reverse"):
        return False, True
    circle = tags.get("junction") in ("roundabout", "circular")
    implied = circle or tags.get("highway", "").startswith("motorway")
    return True, not (said in YES or (implied and said not in NO))
