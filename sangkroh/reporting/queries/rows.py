"""The rows that figures are sums of: of the books, of scenes, of people, each for one reader.

A row of the books is so much of a group in a place, or come to an outcome (`custody.Balance`); by
the root of its group it knows the line, and so the scene, under which it was taken in.
"""

from __future__ import annotations

from datetime import datetime
from typing import Any

from django.db.models import Case, CharField, Exists, F, Func, OuterRef, Q, QuerySet, Value, When
from django.utils import timezone

from sangkroh.cases.models import Case as File
from sangkroh.cases.models import Part
from sangkroh.core.models import User
from sangkroh.custody import policies as custody
from sangkroh.custody.models import Balance, MovementLine
from sangkroh.custody.queries import NOW
from sangkroh.custody.rules import Kind
from sangkroh.prosecution.models import PersonInvolved
from sangkroh.seizures.models import Line, Scene
from sangkroh.seizures.rules import Handling

from .. import policies
from ..rules import EVENTS, GEAR, STATES, Wanted, What

ROOT = "lot__rooted__root"
LINE = f"{ROOT}__seized_as"
SCENE = f"{LINE}__scene"
ZONE_HOURS = 7
"""Cambodia is seven hours ahead of UTC, all year."""
LEVELS = ("", "__parent", "__parent__parent", "__parent__parent__parent",
          "__parent__parent__parent__parent")  # fmt: skip


class Period(Func):
    """The month (2016-06) or year of a moment, in Cambodia, made by the database itself."""

    output_field = CharField()

    def __init__(self, moment: str, *, month: bool) -> None:
        super().__init__(F(moment))
        self.month = month

    def as_sqlite(self, compiler: Any, connection: Any, **more: Any) -> Any:
        letters = len("2016-06") if self.month else len("2016")
        template = f"substr(datetime(%(expressions)s, '+{ZONE_HOURS} hours'), 1, {letters})"
        return super().as_sql(compiler, connection, template=template, **more)

    def as_postgresql(self, compiler: Any, connection: Any, **more: Any) -> Any:
        shape = "YYYY-MM" if self.month else "YYYY"
        moment = f"(%(expressions)s AT TIME ZONE 'UTC' + interval '{ZONE_HOURS} hours')"
        return super().as_sql(
            compiler, connection, template=f"to_char({moment}, '{shape}')", **more
        )


def scenes(reader: User, wanted: Wanted) -> QuerySet[Scene]:
    """The events that were asked for. One that may lie outside the period is not in it."""
    found = Scene.objects.filter(case__in=policies.visible(reader))
    if wanted.case:
        found = found.filter(case=wanted.case)
    if wanted.event:
        found = found.filter(event__in=EVENTS.get(wanted.event, {wanted.event}))
    if span := _span(wanted):
        found = found.filter(earliest__gte=span[0], latest__lt=span[1])
    if wanted.papers:
        found = found.filter(case__historical=wanted.papers == "old")
    if wanted.province:
        there = Q()
        for up in LEVELS:
            there |= Q(**{f"place{up}": wanted.province})
        found = found.filter(there)
    if wanted.agency:
        plays = Part.objects.filter(case=OuterRef("case"), agency=wanted.agency, until=None)
        found = found.filter(Q(case__office__agency=wanted.agency) | Exists(plays))
    return found


def events(reader: User, wanted: Wanted) -> QuerySet[Scene]:
    """The events of the rows that were asked for: all in the period, or those of what is asked."""
    found = scenes(reader, wanted)
    if wanted.what or wanted.state or wanted.taxon:
        found = found.filter(pk__in=of_the_books(reader, wanted).values(SCENE))
    return found


def cases(reader: User, wanted: Wanted) -> QuerySet[File]:
    """The cases of these events."""
    return File.objects.filter(pk__in=events(reader, wanted).values("case"))


def _span(wanted: Wanted) -> tuple[datetime, datetime] | None:
    if wanted.month:
        year, month = map(int, wanted.month.split("-"))
        return _first(year, month), _first(year + month // 12, month % 12 + 1)
    return (_first(wanted.year, 1), _first(wanted.year + 1, 1)) if wanted.year else None


def _first(year: int, month: int) -> datetime:
    return datetime(year, month, 1, tzinfo=timezone.get_default_timezone())


def without_a_day(reader: User, wanted: Wanted) -> QuerySet[Scene]:
    """Events that may have been in the period: what is known of their time does not say."""
    span = _span(wanted)
    if span is None:
        return scenes(reader, wanted).filter(earliest=None)
    found = scenes(reader, wanted.but(year=None, month=""))
    inside = Q(earliest__gte=span[0], latest__lt=span[1])
    return found.filter(Q(earliest=None) | Q(earliest__lt=span[1], latest__gte=span[0]) & ~inside)


def of_the_books(reader: User, wanted: Wanted) -> QuerySet[Balance]:
    """The rows of the books that were asked for, each with its `what`."""
    found = Balance.objects.filter(qty__gt=0, account__state__in=NOW)
    if wanted.said().keys() - {"case", "what", "state", "taxon"}:
        found = found.filter(**{f"{SCENE}__in": scenes(reader, wanted)})
    elif wanted.case:
        found = found.filter(lot__case=wanted.case)
    found = found.filter(lot__case__in=policies.visible(reader))
    if wanted.state:
        found = found.filter(account__state__in=STATES.get(wanted.state, {wanted.state}))
    if wanted.taxon:
        found = found.filter(lot__taxon=wanted.taxon)
    found = found.exclude(account__handover__in=custody.untold(reader)).annotate(what=_what())
    return found.filter(what=wanted.what) if wanted.what else found


def taken(reader: User, wanted: Wanted) -> QuerySet[Balance]:
    """The same without what was born in care: what a sum of them counts (`rules.gather`)."""
    found = of_the_books(reader, wanted)
    return found if wanted.what else found.filter(~Q(what=What.BORN))


def _what() -> Case:
    """What a row is of: as its line says, else as its group does."""
    born = Exists(MovementLine.objects.filter(to_lot=OuterRef(ROOT), movement__kind=Kind.BIRTH))
    kind = f"{LINE}__kind"
    rules = (
        (Q(lot__unit="container"), What.SEALED),
        (Q(**{kind: "egg", "lot__unit": "animal"}), What.BORN),
        (Q(**{kind: "animal"}), What.LIVING), (Q(**{kind: "egg"}), What.EGGS),
        (Q(**{kind: "dead"}), What.DEAD), (Q(**{kind: "part"}), What.PARTS),
        (Q(**{kind: "meat"}), What.MEAT), (Q(**{kind: "thing"}), What.THINGS),
        (Q(born), What.BORN),
        (Q(lot__unit="animal"), What.LIVING), (Q(lot__unit="egg"), What.EGGS),
        (Q(lot__item_type__in=GEAR), What.THINGS),
    )  # fmt: skip
    return Case(
        *(When(rule, then=Value(str(what))) for rule, what in rules),
        default=Value(str(What.PARTS)), output_field=CharField(),
    )  # fmt: skip


def weighed(reader: User, wanted: Wanted) -> QuerySet[MovementLine]:
    """What was weighed beside its count when it was taken in."""
    line = "to_lot__seized_as"
    return MovementLine.objects.filter(
        movement__kind=Kind.TAKE_IN, weight_g__isnull=False,
        **{f"{line}__scene__in": scenes(reader, wanted)},
    ).exclude(to_lot__unit="g")  # fmt: skip


def unnumbered(reader: User, wanted: Wanted) -> QuerySet[Line]:
    """Lines that were taken and have no number in the books."""
    return _lines(reader, wanted).filter(lot=None, handling=Handling.TAKEN)


def left(reader: User, wanted: Wanted) -> QuerySet[Line]:
    """Lines that were looked at and left, or passed on: in no figure of what was taken."""
    return _lines(reader, wanted).exclude(handling=Handling.TAKEN)


def _lines(reader: User, wanted: Wanted) -> QuerySet[Line]:
    found = Line.objects.filter(scene__in=scenes(reader, wanted))
    return found.filter(taxon=wanted.taxon) if wanted.taxon else found


def people(reader: User, wanted: Wanted) -> QuerySet[PersonInvolved]:
    """The people involved in the cases of these events. Guilty of nothing by being counted."""
    return PersonInvolved.objects.filter(case__in=scenes(reader, wanted).values("case"))


def parts_of_agencies() -> QuerySet[Part]:
    """One part for each agency of a case beside the one whose case it is."""
    earlier = Part.objects.filter(
        case=OuterRef("case"), agency=OuterRef("agency"), until=None, pk__lt=OuterRef("pk")
    )
    return Part.objects.filter(~Exists(earlier), until=None).exclude(
        agency=F("case__office__agency")
    )
