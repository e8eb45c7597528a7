"""The rows behind a figure, as a page of a table and as a sheet."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass
from typing import Any
from uuid import UUID

from django.core.paginator import Page, Paginator
from django.db.models import QuerySet, Sum
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from sangkroh.cases import policies as cases
from sangkroh.cases.models import Case
from sangkroh.core import show
from sangkroh.core.errors import NotFound
from sangkroh.core.models import User
from sangkroh.core.times import Occurred, Precision
from sangkroh.custody.models import Balance
from sangkroh.custody.queries import label_of
from sangkroh.network.queries import named
from sangkroh.prosecution.models import PersonInvolved
from sangkroh.reference import queries as reference
from sangkroh.seizures import labels as seizures
from sangkroh.seizures.models import Line, Scene

from .. import policies, words
from ..rules import Wanted, What, gather
from . import rows
from .figures import province_of
from .rows import LEVELS
from .tables import Cell

PAGE = 50
SHEET = 50_000
"""Rows of a sheet at most; a longer one is asked for year by year."""
PLACES = LEVELS[-1].removeprefix("__")
OF_ROW = "lot__rooted__root__seized_as__scene"


@dataclass(frozen=True)
class Kind:
    """A kind of rows: what they are, their columns, where they come from, what each says."""

    title: Any
    columns: Callable[[], list[Any]]
    asked: Callable[[User, Wanted], QuerySet[Any]]
    related: tuple[str, ...]
    beside: tuple[str, ...]
    say: Callable[[_Sight, Any], list[Cell]]


@dataclass(frozen=True)
class Listing:
    """Some rows, and how much all of them are together."""

    title: Any
    columns: list[Any]
    rows: list[list[Cell]]
    page: Page[Any]
    total: list[str]
    official: bool


@dataclass(frozen=True)
class _Sight:
    """Which cases a reader sees, beside counting them."""

    known: frozenset[UUID]

    @classmethod
    def of(cls, reader: User, about: Iterable[UUID]) -> _Sight:
        seen = cases.visible(reader).filter(pk__in=set(about))
        return cls(frozenset(seen.values_list("pk", flat=True)))

    def case(self, it: Case) -> list[Cell]:
        url = reverse("cases:case", args=[it.pk]) if it.pk in self.known else ""
        return [Cell(it.number, url), Cell(str(words.PAPERS["old" if it.historical else "own"]))]

    def scene(self, it: Scene | None) -> list[Cell]:
        """Kind, time and place of an event; the province alone where the case is not seen."""
        if it is None:
            return [Cell(_("Without a scene")), Cell(_("time not known")), Cell("–")]
        knows = it.case_id in self.known
        province = province_of(it.place)
        place = named(province.name, province.name_km) if province else "–"
        if knows and (it.place or it.place_words):
            known = reference.in_language(reference.hit_of(it.place)) if it.place else ""
            place = ", ".join(filter(None, (it.place_words, known)))
        when = show.when(Occurred(it.earliest, it.latest, Precision(it.precision), it.words if knows
                                  else ""))  # fmt: skip
        url = reverse("seizures:scene", args=[it.pk]) if knows else ""
        return [Cell(str(seizures.EVENT[it.event]), url), Cell(when), Cell(place)]


def _of_the_books(sight: _Sight, it: Balance) -> list[Cell]:
    line: Line | None = getattr(it.lot.rooted.root, "seized_as", None)
    what = What(it.what)  # type: ignore[attr-defined]
    url = reverse("custody:lot", args=[it.lot_id]) if it.lot.case_id in sight.known else ""
    return [
        *sight.case(it.lot.case), *sight.scene(line.scene if line else None),
        Cell(str(words.WHAT[what])), Cell(label_of(it.lot), url),
        Cell(it.lot.taxon.scientific_name if it.lot.taxon else "–"),
        Cell(words.amount(it.lot.unit, it.qty)), Cell(str(words.STATES[it.account.state])),
    ]  # fmt: skip


def _case(sight: _Sight, it: Case) -> list[Cell]:
    title = it.title if it.pk in sight.known else ""
    return [*sight.case(it), Cell(title or "–"), Cell(show.day(timezone.localdate(it.opened_at)))]


def _event(sight: _Sight, it: Scene) -> list[Cell]:
    return [*sight.case(it.case), *sight.scene(it)]


def _line(sight: _Sight, it: Line) -> list[Cell]:
    taxon = reference.in_language(reference.taxon_hit(it.taxon)) if it.taxon else "–"
    stated = {row.weight_g for row in it.statements.all() if row.weight_g is not None}
    weight = " / ".join(show.weight(n) for n in sorted(stated)) or "–"
    much = words.amount(it.unit, it.quantity) if it.quantity else "–"
    return [
        *sight.case(it.scene.case), *sight.scene(it.scene),
        Cell(str(seizures.HANDLING[it.handling])), Cell(it.as_reported or taxon), Cell(taxon),
        Cell(much), Cell(weight),
    ]  # fmt: skip


def _person(sight: _Sight, it: PersonInvolved) -> list[Cell]:
    url = reverse("prosecution:person", args=[it.pk]) if it.case_id in sight.known else ""
    return [*sight.case(it.case), Cell(str(it), url),
            Cell("–" if it.how_many is None else show.number(it.how_many)),
            Cell(it.nationality or "–")]  # fmt: skip


def _case_columns() -> list[Any]:
    return [_("Case number"), _("From where")]


def _event_columns() -> list[Any]:
    return [*_case_columns(), _("Kind of event"), _("When"), _("Place")]


def _line_columns() -> list[Any]:
    return [*_event_columns(), _("What was done"), _("As reported"), _("Species"), _("How many"),
            _("Weight as stated")]  # fmt: skip


SCENE_OF = ("case", f"place__{PLACES}")
LINE_OF = ("taxon", *(f"scene__{it}" for it in SCENE_OF))
KINDS = {
    "books": Kind(
        gettext_lazy("Rows of the books"),
        lambda: [*_event_columns(), _("What"), _("Group"), _("Scientific name"), _("How many"),
                 _("Where")],
        rows.taken,
        ("lot__case", "lot__taxon", "account", f"{OF_ROW}__place__{PLACES}"), (), _of_the_books,
    ),
    "cases": Kind(
        gettext_lazy("Cases"), lambda: [*_case_columns(), _("Title"), _("Opened")], rows.cases,
        (), (), _case,
    ),
    "events": Kind(gettext_lazy("Events"), _event_columns, rows.events, SCENE_OF, (), _event),
    "undated": Kind(gettext_lazy("Events that may be of another time"), _event_columns,
                    rows.without_a_day, SCENE_OF, (), _event),
    "lines": Kind(gettext_lazy("Lines without a number"), _line_columns, rows.unnumbered,
                  LINE_OF, ("taxon__candidates", "statements"), _line),
    "left": Kind(gettext_lazy("Lines looked at and left, or passed on"), _line_columns, rows.left,
                 LINE_OF, ("taxon__candidates", "statements"), _line),
    "people": Kind(
        gettext_lazy("People involved"),
        lambda: [*_case_columns(), _("Person"), _("How many people"), _("Nationality, as told")],
        rows.people, ("case",), (), _person,
    ),
}  # fmt: skip


def listing(reader: User, kind: str, wanted: Wanted, number: int = 1) -> Listing:
    """A page of the rows of a figure. NotFound where there are no such rows."""
    of = _kind(kind)
    asked = of.asked(reader, wanted)
    page = Paginator(_with_all(of, asked), PAGE).get_page(number)
    sight = _Sight.of(reader, (_case_of(it) for it in page))
    return Listing(of.title, of.columns(), [of.say(sight, it) for it in page], page,
                   _total(kind, asked), policies.counts_all(reader))  # fmt: skip


def sheet(reader: User, kind: str, wanted: Wanted) -> Iterator[list[str]]:
    """The same rows with their heading, as plain words."""
    of = _kind(kind)
    found = list(_with_all(of, of.asked(reader, wanted))[:SHEET])
    sight = _Sight.of(reader, (_case_of(it) for it in found))
    yield [str(it) for it in of.columns()]
    yield from ([cell.text for cell in of.say(sight, it)] for it in found)


def _kind(kind: str) -> Kind:
    if kind not in KINDS:
        raise NotFound()
    return KINDS[kind]


def _with_all(of: Kind, asked: QuerySet[Any]) -> QuerySet[Any]:
    return asked.select_related(*of.related).prefetch_related(*of.beside).order_by("-pk")


def _case_of(it: Any) -> UUID:
    if isinstance(it, Balance):
        return it.lot.case_id
    if isinstance(it, Case):
        return it.pk
    return it.scene.case_id if isinstance(it, Line) else it.case_id


def _total(kind: str, asked: QuerySet[Any]) -> list[str]:
    """What the figure itself said."""
    if kind == "books":
        sums = asked.order_by().values_list("what", "lot__unit").annotate(Sum("qty"))
        found = gather({(what, unit): n for what, unit, n in sums})
        return [f"{words.WHAT[it.what]}: {words.amount(it.unit, it.quantity)}" for it in found]
    if kind == "people":
        return [show.number(asked.aggregate(n=Sum("how_many"))["n"] or 0)]
    return [show.number(asked.count())]
