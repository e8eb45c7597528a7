"""Deconfliction: who else is at work at a place, as far as a reader may know it."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime
from uuid import UUID

from django.db.models import Q, QuerySet
from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from sangkroh.core.errors import NotFound
from sangkroh.core.models import User
from sangkroh.network.queries import named
from sangkroh.reference.models import Place
from sangkroh.reference.rules import Level

from .. import policies
from ..models import Spot
from ..rules import window
from .case import CaseLine, in_order, lines, name_of

DEPTH = 5
"""How many levels of places lie in each other, country to village."""
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
    spots = spots_near(place, first, last)
    cases = policies.visible(reader).filter(closed_at__isnull=True, spots__in=spots).distinct()
    if besides:
        cases = cases.exclude(pk=besides)
    only_yours = _("Only cases that you may see were compared.")
    return Deconfliction(lines(in_order(cases)[:20]), only_yours)


def spots_near(place: UUID, first: date | None, last: date | None) -> QuerySet[Spot]:
    """Spots of any case at the place, in it or around it, within the days that concern it.

    Not for a reader: it does not ask who may see the cases.
    """
    near = Q(place__in=_around(place))
    for up in range(1, DEPTH):
        near |= Q(**{"place" + "__parent" * up: place})
    if days := window(first, last):
        near &= Q(first__isnull=True) | Q(first__lte=days[1], last__gte=days[0])
    return Spot.objects.filter(near)


def _around(place: UUID) -> list[UUID]:
    """The place and what it lies in, up to the district: a province would meet everything."""
    found: list[UUID] = []
    at = Place.objects.filter(pk=place).select_related("parent__parent__parent__parent").first()
    while at and (at.pk == place or at.kind not in TOO_WIDE):
        found.append(at.pk)
        at = at.parent
    return found


@dataclass(frozen=True)
class MatchLine:
    """A silent match: with whom to speak, and nothing of the other case."""

    id: UUID
    case: str
    place: str
    lead: str
    office: str
    telephone: str
    at: datetime


def matches(reader: User) -> list[MatchLine]:
    """The matches that wait for this reader as a lead."""
    rows = policies.matches(reader).select_related(
        "case", "spot__place", "other__lead", "other__office"
    )
    return [
        MatchLine(
            it.pk, it.case.number, named(it.spot.place.name, it.spot.place.name_km),
            name_of(it.other.lead),
            named(it.other.office.name, it.other.office.name_km), it.other.office.duty_telephone,
            it.at,
        )
        for it in rows
    ]  # fmt: skip


def match(reader: User, match_id: UUID) -> MatchLine:
    """One match that waits for this reader. NotFound for everybody else."""
    for it in matches(reader):
        if it.id == match_id:
            return it
    raise NotFound()
