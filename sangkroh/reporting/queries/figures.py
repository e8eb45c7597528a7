"""How many: everything that was taken in, by kind of event, month, province, species, agency."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable
from dataclasses import dataclass
from enum import IntEnum
from typing import Any

from django.db.models import Count, Max, Min, Q, Sum
from django.utils import timezone
from django.utils.translation import gettext as _

from sangkroh.core import show
from sangkroh.core.models import User
from sangkroh.network.models import Agency
from sangkroh.network.queries import named
from sangkroh.prosecution.models import Step
from sangkroh.prosecution.queries import kind_label
from sangkroh.prosecution.rules import Kind as StepKind
from sangkroh.prosecution.rules import Precision
from sangkroh.reference import queries as reference
from sangkroh.reference.models import Place, Taxon
from sangkroh.reference.rules import Level
from sangkroh.seizures.labels import EVENT
from sangkroh.seizures.models import Scene

from .. import policies, rules, words
from ..rules import Wanted, What
from . import rows
from .rows import SCENE, Period
from .tables import Cell, Counted, Table, figure, page_url, plain, row, rows_url


@dataclass(frozen=True)
class Definition:
    """One of the four words, what it means here, and how many."""

    label: Any
    meaning: Any
    figures: list[Cell]


@dataclass(frozen=True)
class Page:
    """The answer. `beside`: what is in no sum, told beside it."""

    official: bool
    events: Cell
    cases: Cell
    old: Cell | None
    definitions: list[Definition]
    taken: list[tuple[Any, list[Cell]]]
    beside: list[tuple[Any, Cell]]
    tables: list[Table]
    people: list[tuple[Any, Cell]]


def years(reader: User) -> list[int]:
    """The years of which something is counted for this reader, the newest first."""
    seen = Scene.objects.filter(case__in=policies.visible(reader))
    span = seen.aggregate(first=Min("earliest"), last=Max("earliest"))
    if span["first"] is None:
        return []
    first, last = (timezone.localtime(it).year for it in (span["first"], span["last"]))
    return list(range(last, first - 1, -1))


def page(reader: User, wanted: Wanted) -> Page:
    found = rows.events(reader, wanted).aggregate(
        events=Count("pk"), cases=Count("case", distinct=True),
        old=Count("case", distinct=True, filter=Q(case__historical=True)),
    )  # fmt: skip
    books = _Books(reader, wanted)
    old = Cell(show.number(found["old"]), page_url(wanted.but(papers="old")))
    return Page(
        policies.counts_all(reader), Cell(show.number(found["events"]), rows_url(wanted, "events")),
        Cell(show.number(found["cases"]), rows_url(wanted, "cases")),
        old if found["old"] else None, books.definitions(), books.taken(),
        _beside(reader, wanted),
        [books.by_event(), books.by_state(), books.by_species(), books.by_time(),
         books.by_province(), books.by_agency()],
        people(reader, wanted),
    )  # fmt: skip


class _Key(IntEnum):
    """By what is counted: where it stands in a row of the books. Events have the first four."""

    EVENT, TIME, PLACE, AGENCY, STATE, TAXON = range(6)


class _Books:
    """The rows of the books and the events, each asked for once, by all that a table counts by:
    a query for each table took longer than adding up here."""

    def __init__(self, reader: User, wanted: Wanted) -> None:
        self.reader, self.wanted = reader, wanted
        self.monthly = wanted.year is not None
        by = (f"{SCENE}__event", self._period(f"{SCENE}__earliest"), f"{SCENE}__place",
              "lot__case__office__agency", "account__state", "lot__taxon", "what",
              "lot__unit")  # fmt: skip
        asked = rows.of_the_books(reader, wanted).values_list(*by).annotate(Sum("qty"))
        self.rows = [(event or "", *rest) for event, *rest in asked.order_by()]
        of_events = ("event", self._period("earliest"), "place", "case__office__agency")
        seen = rows.events(reader, wanted).values_list(*of_events).annotate(Count("pk"))
        self.events = list(seen.order_by())

    def _period(self, moment: str) -> Period:
        return Period(moment, month=self.monthly)

    def sums(self, events: Any = None, states: Any = None, what: Any = None) -> list[rules.Sum]:
        found: dict[tuple[str, str], int] = defaultdict(int)
        for event, *_others, state, _taxon, of, unit, n in self.rows:
            if (events is None or event in events) and (states is None or state in states):
                found[of, unit] += n if what in (None, of) else 0
        return rules.gather(found)

    def taken(self) -> list[tuple[Any, list[Cell]]]:
        sums = self.sums()
        return [
            (words.WHAT[what], cells)
            for what in rules.TAKEN
            if (cells := [figure(it, self.wanted) for it in sums if it.what is what])
        ]

    def definitions(self) -> list[Definition]:
        living, saved = What.LIVING, rules.SAVING
        return [
            self._defined("seized", self.sums(rules.SEIZING), event="seized"),
            self._defined("rescued", self.sums(rules.RESCUING, None, living), event="rescued"),
            self._defined("released", self.sums(rules.RESCUING, {rules.RELEASED}, living),
                          event="rescued", state=rules.RELEASED),
            self._defined("saved", self.sums(rules.RESCUING, saved, living), event="rescued",
                          state="saved"),
        ]  # fmt: skip

    def _defined(self, key: str, sums: list[rules.Sum], event: str, state: str = "") -> Definition:
        """It opens to its rows unless other kinds of event or outcome were asked for already."""
        asked = self.wanted
        fits = asked.event in ("", event, *rules.EVENTS[event])
        opens = fits and asked.state in ("", state, *rules.STATES.get(state, ()))
        wanted = asked.but(event=asked.event or event, state=asked.state or state)
        cells = [figure(it, wanted, opens=opens) for it in sums] or [Cell(show.number(0))]
        return Definition(words.DEFINED[key], words.DEFINITIONS[key], cells)

    def by_event(self) -> Table:
        counted = self._by(_Key.EVENT)
        found = [
            row(EVENT.get(key, _("Without a scene")), counted, key, self.wanted.but(event=key),
                opens=bool(key))
            for key in [*EVENT, ""] if key in counted.keys
        ]  # fmt: skip
        return Table("event", _("By kind of event"), _("Kind of event"), found)

    def by_state(self) -> Table:
        counted = self._by(_Key.STATE)
        found = [
            row(label, counted, key, self.wanted.but(state=key), events=False)
            for key, label in words.STATES.items() if key in counted.keys
        ]  # fmt: skip
        return Table("state", _("Where it is now, or what became of it"), _("Where"), found)

    def by_species(self) -> Table:
        counted = self._by(_Key.TAXON)
        taxa = Taxon.objects.filter(pk__in=[it for it in counted.keys if it])
        names = {it.pk: reference.in_language(reference.taxon_hit(it))
                 for it in taxa.prefetch_related("candidates")}  # fmt: skip
        order = sorted(names, key=lambda it: (-sum(counted.sums[it].values()), names[it]))
        found = [row(names[it], counted, it, self.wanted.but(taxon=it), events=False)
                 for it in order]  # fmt: skip
        if None in counted.keys:
            found.append(row(_("Not identified, or a thing"), counted, None, self.wanted,
                             opens=False, events=False))  # fmt: skip
        return Table("species", _("By species"), _("Species"), found)

    def by_time(self) -> Table:
        """By month where a year was asked for, else by year."""
        counted, found = self._by(_Key.TIME), []
        for key in sorted(filter(None, counted.keys)):
            more = {"month": key} if self.monthly else {"year": int(key)}
            label = show.figures(str(key))
            found.append(row(label, counted, key, self.wanted.but(**more)))
        if None in counted.keys:
            found.append(row(_("time not known"), counted, None, self.wanted, opens=False))
        title, about = (_("By month"), _("Month")) if self.monthly else (_("By year"), _("Year"))
        return Table("time", title, about, found)

    def by_province(self) -> Table:
        used = {it[_Key.PLACE] for it in (*self.rows, *self.events)} - {None}
        places = Place.objects.select_related("parent__parent__parent__parent").in_bulk(used)
        found = {key: province_of(it) for key, it in places.items()}
        counted = self._by(_Key.PLACE, {key: up.pk for key, up in found.items() if up}.get)
        labels = {it.pk: it for it in found.values() if it}
        table = [
            row(named(it.name, it.name_km), counted, it.pk, self.wanted.but(province=it.pk))
            for it in sorted(labels.values(), key=lambda it: it.name)
        ]
        if None in counted.keys:
            table.append(row(_("Province not known"), counted, None, self.wanted, opens=False))
        return Table("province", _("By province"), _("Province"), table)

    def by_agency(self) -> Table:
        """The agency of the case and those that play a part in it, each once for a case."""
        counted, parts = self._by(_Key.AGENCY), rows.parts_of_agencies()
        events = rows.events(self.reader, self.wanted).filter(case__parts__in=parts).order_by()
        counted.add_events(events.values_list("case__parts__agency").annotate(Count("pk")), plain)
        books = rows.of_the_books(self.reader, self.wanted).order_by()
        books = books.filter(lot__case__parts__in=parts)
        by = ("lot__case__parts__agency", "what", "lot__unit")
        counted.add_sums(books.values_list(*by).annotate(Sum("qty")), plain)
        agencies = Agency.objects.filter(pk__in=counted.keys).order_by("name")
        found = [row(named(it.name, it.name_km), counted, it.pk, self.wanted.but(agency=it.pk))
                 for it in agencies]  # fmt: skip
        note = _("Not to be added: a joint case counts once in all, and once for each agency.")
        return Table("agency", _("By agency"), _("Agency"), found, note)

    def _by(self, column: _Key, of: Callable[[Any], Any] = plain) -> Counted:
        counted = Counted()
        sums = len(_Key)
        counted.add_sums(((it[column], *it[sums:]) for it in self.rows), of)
        if column <= _Key.AGENCY:
            counted.add_events(((it[column], it[-1]) for it in self.events), of)
        return counted


def _beside(reader: User, wanted: Wanted) -> list[tuple[Any, Cell]]:
    """What no sum holds: lines without a number, left or passed on, events without a day."""
    weight = rows.weighed(reader, wanted).aggregate(n=Sum("weight_g"))["n"]
    found: list[tuple[Any, Cell]] = []
    if weight and not (wanted.state or wanted.taxon or wanted.what):
        found.append((_("Weighed beside their count when taken in"), Cell(show.weight(weight))))
    for kind, label, asked in (
        ("lines", _("Lines without a number"), rows.unnumbered),
        ("left", _("Lines looked at and left, or passed on"), rows.left),
        ("undated", _("Events that may be of another time"), rows.without_a_day),
    ):
        if (n := asked(reader, wanted).count()) and (kind != "undated" or wanted.year):
            found.append((label, Cell(show.number(n), rows_url(wanted, kind))))
    return found


def province_of(place: Place | None) -> Place | None:
    """The province that a place is or lies in; None: in none, or it is not known."""
    while place is not None and place.kind != Level.PROVINCE:
        place = place.parent
    return place


def people(reader: User, wanted: Wanted) -> list[tuple[Any, Cell]]:
    """People involved and what happened to them, as far as it stands. Nobody is named."""
    found = rows.people(reader, wanted)
    sums = found.aggregate(
        all=Sum("how_many"),
        about=Count("pk", filter=~Q(precision=Precision.EXACT) | Q(how_many=None)),
        minors=Sum("how_many", filter=Q(minor=True)),
    )  # fmt: skip
    if not sums["all"]:
        return [(_("People involved"), Cell(show.number(0)))]
    url = rows_url(wanted, "people")
    said = [(_("People involved"), Cell(show.number(sums["all"]), url))]
    if sums["about"]:
        said.append((_("Of these, numbers that are not exact"), Cell(show.number(sums["about"]))))
    if sums["minors"]:
        said.append((_("Of these, minors"), Cell(show.number(sums["minors"]))))
    steps = Step.objects.filter(person__in=found, reversed_by=None).exclude(kind=StepKind.REVERSED)
    many: dict[str, int] = defaultdict(int)
    for kind, _person, n in (
        steps.order_by().values_list("kind", "person", "person__how_many").distinct()
    ):
        many[kind] += n or 0  # of people whom nobody counted
    return said + [(kind_label(it), Cell(show.number(many[it]))) for it in StepKind if it in many]
