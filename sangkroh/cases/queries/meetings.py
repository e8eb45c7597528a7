"""Deconfliction: who else is at work at a place, as far as a reader may know it."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from uuid import UUID

from django.db.models import Q, QuerySet
from django.utils import timezone
from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from sangkroh.core.errors import NotFound
from sangkroh.core.models import User
from sangkroh.network.queries import named
from sangkroh.reference.models import Place
from sangkroh.reference.queries import hit_of, in_language
from sangkroh.reference.rules import Level

from .. import policies
from ..models import Match, Spot
from ..rules import window
from .case import CaseLine, in_order, lines, name_of

DEPTH = 5
"""How many levels of places lie in each other, country to village."""
ABOVE = "parent__parent__parent__parent"
TOO_WIDE = {Level.COUNTRY, Level.PROVINCE}


@dataclass(frozen=True)
class Deconfliction:
    """Cases at the place in those days, of those the reader may see: `only_yours` says so."""

    cases: list[CaseLine]
    only_yours: Promise


def deconflict(
    reader: User, *, place: UUID, first: date | None = None, last: date | None = None,
    besides: UUID | None = None,
) -> Deconfliction:  # fmt: skip
    """The open cases that are worked at the place (or in it, or around it) in those days."""
    return _compared(reader, spots_near(place, first, last), besides)


def _compared(reader: User, spots: QuerySet[Spot], besides: UUID | None) -> Deconfliction:
    cases = policies.visible(reader).filter(closed_at__isnull=True, spots__in=spots).distinct()
    if besides:
        cases = cases.exclude(pk=besides)
    only_yours = _("Only cases that you may see were compared.")
    return Deconfliction(lines(in_order(cases)[:20]), only_yours)


@dataclass(frozen=True)
class SpotLine:
    """Where and on which days a case is worked, as somebody wrote it down."""

    place: str
    first: date | None
    last: date | None
    by: str


@dataclass(frozen=True)
class AtWork:
    """Where a case is worked, and the cases that meet it there, of those the reader may see."""

    number: str
    spots: list[SpotLine]
    met: Deconfliction


def at_work(reader: User, case_id: UUID) -> AtWork:
    """Where a case is worked, for whoever may see it. NotFound for anybody else."""
    case, near = policies.get(reader, case_id, ""), Q(pk__in=[])
    spots = case.spots.select_related("by", f"place__{ABOVE}")
    for it in spots:
        near |= _near(it.place, it.first, it.last)
    shown = [SpotLine(in_language(hit_of(it.place)), it.first, it.last, name_of(it.by))
             for it in spots]  # fmt: skip
    return AtWork(case.number, shown, _compared(reader, Spot.objects.filter(near), case.pk))


def spots_near(place: UUID, first: date | None, last: date | None) -> QuerySet[Spot]:
    """Spots of any case at the place, in it or around it, within the days that concern it.

    Not for a reader: it does not ask who may see the cases.
    """
    return Spot.objects.filter(_near(_place(place), first, last))


def _near(place: Place, first: date | None, last: date | None) -> Q:
    near = _at_or_around(place)
    if days := window(first, last):
        near &= Q(first__isnull=True) | Q(first__lte=days[1], last__gte=days[0])
    return near


def place_near(place: UUID) -> Q:
    """Rows whose `place` is this place, lies in it, or has it within, up to the district."""
    return _at_or_around(_place(place))


def _at_or_around(place: Place) -> Q:
    near = Q(place__in=_around(place))
    for up in range(1, DEPTH):
        near |= Q(**{"place" + "__parent" * up: place.pk})
    return near


def _place(place: UUID) -> Place:
    return Place.objects.select_related(ABOVE).get(pk=place)


def meeting(spot: Spot) -> list[Spot]:
    """Of each open case that is worked where and when this one is, the last spot to be written.

    Not for a reader. Who leads both cases needs not be told.
    """
    if spot.case.closed_at:
        return []
    near = spots_near(spot.place_id, spot.first, spot.last).select_related("case", "by")
    others = near.filter(case__closed_at__isnull=True).exclude(case=spot.case_id)
    last = {it.case_id: it for it in others.order_by("at", "id")}
    lead = spot.case.lead_id
    return [it for it in last.values() if it.case.lead_id is None or it.case.lead_id != lead]


def hidden_spots_near(place: UUID, day: date) -> list[Spot]:
    """Where hidden operations are worked near this place and day. Not for a reader."""
    near = spots_near(place, day, day)
    near = near.filter(case__hidden=True, case__closed_at__isnull=True)
    return list(near.select_related("case__lead"))


def _around(place: Place) -> list[UUID]:
    """The place and what it lies in, up to the district: a province would meet everything."""
    found: list[UUID] = []
    at: Place | None = place
    while at and (at == place or at.kind not in TOO_WIDE):
        found.append(at.pk)
        at = at.parent
    return found


@dataclass(frozen=True)
class MatchLine:
    """A silent match: with whom to speak, and nothing of the other case.

    `case` and `place` are empty where it is told of information: its place is the tip's handlers'.
    `lead` is empty where one speaks to a duty officer. Of information only the day is told.
    """

    id: UUID
    case: str
    place: str
    lead: str
    office: str
    telephone: str
    day: date
    of_information: bool


def matches(reader: User) -> list[MatchLine]:
    """The matches that wait for this reader as a lead."""
    rows = policies.matches(reader).select_related(
        "case", "office", "spot__place", "other__lead", "other__office"
    )
    return [_line(it) for it in rows]


def _line(it: Match) -> MatchLine:
    office = it.other.office if it.other else it.office
    place = it.spot.place if it.case else None
    return MatchLine(
        it.pk, it.case.number if it.case else "", named(place.name, place.name_km) if place else "",
        name_of(it.other.lead if it.other else None),
        named(office.name, office.name_km) if office else "",
        office.duty_telephone if office else "", timezone.localdate(it.at),
        of_information=it.case is None or it.other is None,
    )  # fmt: skip


def match(reader: User, match_id: UUID) -> MatchLine:
    """One match that waits for this reader. NotFound for everybody else."""
    for it in matches(reader):
        if it.id == match_id:
            return it
    raise NotFound()
