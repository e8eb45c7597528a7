"""Which places a text may mean: spelled by ear, renamed, with what lies above them, or misspelt.

Three steps, each taken only where the one before finds nothing: the name as it stands; the text
taken apart into a name and the names of what lies above it ("Koh Thom Kandal"); misspellings,
which are guesses and never taken for an answer.
"""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from typing import Any, NamedTuple
from uuid import UUID

from django.db.models import Q, QuerySet

from sangkroh.core.errors import NotFound
from sangkroh.core.text import arabic_digits, asked

from .. import spelling
from ..models import Place, PlaceName
from ..rules import ORDER, Level, PlaceKind
from .days import now_true

ANCESTORS = "parent__parent__parent__parent"
Ids = frozenset[UUID]
LONGEST = 100
"""Letters of a text that are looked at."""
ABROAD = 9
"""A country stands first when it is named, and last when its name only begins so."""
LEVELS = 3
"""Into how many names, one inside the other, a text without commas is taken apart."""


@dataclass(frozen=True)
class PlaceHit:
    """A place that a text may mean. The labels carry its parents, so that like names differ."""

    id: UUID
    label: str
    label_km: str
    kind: str
    code: str
    name: str
    name_km: str
    by: str = ""
    """The other or former name by which it was found; "" where it is its own."""


@dataclass(frozen=True)
class Said:
    """A name as it is searched: the column of its letters, its key there, its level if said."""

    text: str
    column: str
    key: str
    level: Level | None

    @classmethod
    def of(cls, text: str) -> Said:
        column, key = ("key_km", spelling.khmer_key(text)) if spelling.has_khmer(text) else (
            "key", spelling.latin_key(text))  # fmt: skip
        return cls(text, column, key, spelling.level_said(text))

    @property
    def how(self) -> str:
        """Two Khmer letters or three Latin ones are looked for anywhere; one is a name."""
        if len(self.key) == 1:
            return "exact"
        anywhere = self.column == "key_km" or len(self.key) > 2
        return "contains" if anywhere else "startswith"


class Found(NamedTuple):
    """Places in their order; `equal`: the first is called just so, not only in part."""

    hits: list[PlaceHit]
    equal: bool


def find_places(text: str, limit: int = 10, *, kinds: Sequence[PlaceKind] = ()) -> list[PlaceHit]:
    """Places that the text may mean, in Khmer or Latin letters, however spelled, or by code.

    Equal names first, then names that begin so, then names that hold it; a level that is said
    ("Pursat city") first, else the higher one. What lies above may be said too, after a comma,
    before it or without one: "Chrey Thum, Kandal", "កោះធំកណ្តាល".
    """
    here = _here(kinds)
    found: list[Found] = []
    for said, above in _readings(text):
        found.append(_look(here, said, tuple(map(_named, above)), limit))
        if found[-1].equal:
            return found[-1].hits
    return next((it.hits for it in found if it.hits), [])


def guess_places(text: str, limit: int = 10, *, kinds: Sequence[PlaceKind] = ()) -> list[PlaceHit]:
    """Places of whose name the text may be a misspelling, its first letter being nearly right.

    For a person to choose from; a guess is never taken for an answer. Those inside what was said
    to lie above come first.
    """
    (text, above), *_ = _readings(text)
    said = Said.of(text)
    if not spelling.edits_allowed(said.key):
        return []
    here, keys = _here(kinds), set[str]()
    for first in spelling.sounds_like(said.key[0]):
        own = here.filter(**{f"{said.column}__startswith": first})
        keys |= set(own.values_list(said.column, flat=True).distinct())
        keys |= set(_names(key__startswith=first).values_list("key", flat=True))
    near = spelling.near(said.key, keys)
    found = here.filter(**{f"{said.column}__in": near}).values_list("id", said.column)
    rank: dict[UUID, int] = {}
    for id, key in [*found, *_names(key__in=near).values_list("place_id", "key")]:
        rank[id] = min(rank.get(id, len(near)), near.index(key))
    within = _within(tuple(map(_named, filter(None, above))))
    inside = set(here.filter(within, id__in=rank).values_list("id", flat=True)) if above else set()
    rows = here.filter(id__in=rank).select_related(ANCESTORS)

    def nearest(it: Place) -> tuple[bool, int, bool, int, str]:
        return (
            it.pk not in inside, rank[it.pk], _unlike(it.order, said.level), it.order, it.code,
        )  # fmt: skip

    return [hit_of(it) for it in sorted(rows, key=nearest)[:limit]]


def _names(**match: Any) -> QuerySet[PlaceName]:
    return PlaceName.objects.filter(now_true(), **match)


def _here(kinds: Sequence[PlaceKind]) -> QuerySet[Place]:
    here = Place.objects.filter(now_true())
    return here.filter(named_kind__in=kinds) if kinds else here


def _readings(text: str) -> Iterator[tuple[str, list[str]]]:
    """A name and what is said to lie above it: the first or, as in an address, the last."""
    parts = [it.strip() for it in re.split("[,;]", asked(arabic_digits(text))[:LONGEST])]
    first, *others = [it for it in parts if it] or [""]
    yield first, others
    if others:
        yield others[-1], [first, *others[:-1]]


def _look(here: QuerySet[Place], text: str, inside: tuple[Ids, ...], most: int) -> Found:
    found = _ranked(here.filter(_within(inside)), Said.of(text), most)
    if not found.hits and len(inside) < LEVELS:
        for name, above in _taken_apart(text):
            if (found := _look(here, name, (above, *inside), most)).hits:
                break
    return found


def _taken_apart(text: str) -> Iterator[tuple[str, Ids]]:
    """A text without commas as a name and, after it, the known name of what lies above."""
    cuts = (
        range(2, len(text) - 1) if spelling.has_khmer(text)
        else [it.start() for it in re.finditer(r"(?<=\S) (?=\S)", text)]
    )  # fmt: skip
    pairs = [(text[:it].strip(), Said.of(text[it:].strip())) for it in cuts]
    known = _known({said.key for _, said in pairs if said.key})
    for name, said in pairs:
        if above := known.pop(said.key, None):  # with the word for its kind before it, not without
            yield name, frozenset(above)


def _known(keys: set[str]) -> dict[str, set[UUID]]:
    """The divisions above villages that have these keys for a name."""
    found: dict[str, set[UUID]] = defaultdict(set)
    divisions = Place.objects.filter(now_true(), order__lte=ORDER[Level.COMMUNE])
    rows = divisions.filter(Q(key__in=keys) | Q(key_km__in=keys)).values_list("id", "key", "key_km")
    for id, key, key_km in rows:
        found[key].add(id)
        found[key_km].add(id)
    names = _names(key__in=keys)
    for id, key in names.values_list("place_id", "key"):
        found[key].add(id)
    return found


def _named(text: str) -> Ids:
    """The divisions whose name begins so, former names too."""
    said = Said.of(text)
    if not said.key:
        return frozenset()
    divisions = Place.objects.filter(now_true(), order__lte=ORDER[Level.COMMUNE])
    names = _names(key__startswith=said.key)
    return frozenset(divisions.filter(**{f"{said.column}__startswith": said.key})
                     .values_list("id", flat=True)) | frozenset(
        names.values_list("place_id", flat=True))  # fmt: skip


def _within(inside: tuple[Ids, ...]) -> Q:
    """Below one of each of these."""
    match = Q()
    for ids in inside:
        match &= Q(parent__in=ids) | Q(parent__parent__in=ids) | Q(parent__parent__parent__in=ids)
    return match


def _ranked(here: QuerySet[Place], said: Said, most: int) -> Found:
    if len(said.text) < 2:
        return Found([], False)
    match, named = Q(code__iexact=said.text), defaultdict[UUID, dict[str, str]](dict)
    if said.key:
        match |= Q(**{f"{said.column}__{said.how}": said.key})
        names = _names(**{f"key__{said.how}": said.key})
        for id, key, text in names.values_list("place_id", "key", "text"):
            named[id][key] = text
    row = ("id", "code", said.column, "order")
    found = {it[0]: it for it in here.filter(match).values_list(*row)}
    if left := named.keys() - found.keys():
        found |= {it[0]: it for it in here.filter(id__in=left).values_list(*row)}

    def rank(it: tuple[UUID, str, str, int]) -> tuple[bool, bool, bool, int, int, str]:
        id, code, name, order = it
        keys = (name, *named.get(id, ()))
        unlike = _unlike(order, said.level)
        if code.lower() == said.text.lower() or said.key in keys:
            return False, unlike, False, order, 0, code
        begins = any(k.startswith(said.key) for k in keys)
        return not begins, unlike, True, order or ABROAD, len(name), code

    first = sorted(found.values(), key=rank)[:most]
    places = Place.objects.select_related(ANCESTORS).in_bulk([it[0] for it in first])
    hits = [hit_of(places[id], _by(said, key, named.get(id, {}))) for id, _, key, _ in first]
    return Found(hits, bool(first) and not rank(first[0])[2])


def _by(said: Said, own: str, others: dict[str, str]) -> str:
    if said.key in others and own != said.key:
        return others[said.key]
    return "" if said.key in own else next(iter(others.values()), "")


def _unlike(order: int, level: Level | None) -> bool:
    """Whether a place is of another level than was said."""
    return level is not None and order != ORDER[level]


def above(place: Place) -> Iterable[Place]:
    """What it lies in, the nearest first."""
    up = place.parent
    while up:
        yield up
        up = up.parent


def hit_of(place: Place, by: str = "") -> PlaceHit:
    over = [it for it in above(place) if it.kind != Level.COUNTRY]
    return PlaceHit(
        place.pk, ", ".join([place.name, *(it.name for it in over)]),
        ", ".join([place.name_km or place.name, *(it.name_km or it.name for it in over)]),
        place.named_kind or place.kind, place.code, place.name, place.name_km or place.name, by,
    )  # fmt: skip


def place(id: UUID) -> PlaceHit:
    """The place of this id, also one that has ended. NotFound if there is none."""
    found = Place.objects.select_related(ANCESTORS).filter(pk=id).first()
    if found is None:
        raise NotFound("place")
    return hit_of(found)
