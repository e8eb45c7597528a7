"""A case of the record in our own fields: one opened here, or one of old papers as they told it."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from decimal import Decimal
from typing import Any

from django.db.models import QuerySet
from django.utils import timezone

from sangkroh.cases import policies as cases
from sangkroh.cases.models import Case, Part
from sangkroh.core.models import User
from sangkroh.core.times import Precision as When
from sangkroh.custody.rules import Unit
from sangkroh.prosecution import policies as people
from sangkroh.prosecution.models import PersonInvolved, Step
from sangkroh.prosecution.rules import Kind
from sangkroh.reference import queries as reference
from sangkroh.reference.models import Place
from sangkroh.reference.rules import Level
from sangkroh.seizures import policies as scenes
from sangkroh.seizures.models import Conveyance, Line, Scene
from sangkroh.seizures.rules import LineKind

from . import policies
from .checking import EMPTY
from .codes import DatePrecision, Outcome
from .meaning import CONVEYANCES
from .models import Information, Row
from .rules import written

TOGETHER = 200
"""How many cases are read at a time."""
UNITS = {
    Unit.GRAM.value: ("kg", 1000), Unit.PIECE.value: ("piece", 1), Unit.PAIR.value: ("pair", 1),
    Unit.SET.value: ("set", 1), Unit.MILLILITRE.value: ("litre", 1000),
    Unit.MILLIMETRE.value: ("metre", 1000),
}  # fmt: skip
"""Units of the books in those of the papers, and how many of the first make one."""
SETTINGS = {kind.value: setting.value for setting, kind in CONVEYANCES.items()}
OUTCOMES = {
    Kind.FLED: Outcome.ESCAPED, Kind.DETAINED: Outcome.ARRESTED, Kind.FINE: Outcome.FINED,
    Kind.INSTRUCTED: Outcome.EDUCATED, Kind.CONTRACT: Outcome.CONTRACT_SIGNED,
    Kind.CHARGED: Outcome.CHARGED, Kind.CONVICTED: Outcome.CONVICTED,
    Kind.LET_GO: Outcome.RELEASED,
}  # fmt: skip
DATES = {
    When.MINUTE: DatePrecision.DAY, When.HOUR: DatePrecision.DAY, When.DAY: DatePrecision.DAY,
    When.MONTH: DatePrecision.MONTH, When.YEAR: DatePrecision.YEAR,
}  # fmt: skip
LETTERS = {DatePrecision.DAY: 10, DatePrecision.MONTH: 7, DatePrecision.YEAR: 4}


def every_case(reader: User) -> Iterator[tuple[Case, dict[str, Any]]]:
    """Every case that the reader may see, in the order of their numbers."""
    seen = cases.visible(reader).order_by("number")
    ids = list(seen.values_list("pk", flat=True))
    for n in range(0, len(ids), TOGETHER):
        some = seen.filter(pk__in=ids[n : n + TOGETHER])
        yield from told(reader, some)


def told(reader: User, some: QuerySet[Case]) -> Iterator[tuple[Case, dict[str, Any]]]:
    """These cases in our own fields, with `other` columns as pairs."""
    rows = {it.case_id: it for it in policies.visible(reader).filter(case__in=some)}
    informed = {it.case_id: it for it in policies.visible_information(reader).filter(case__in=some)}
    parts = _parts(some)
    places = _by_case(
        scenes.visible(reader).filter(case__in=some).order_by("pk").prefetch_related(
            "lines__taxon__candidates", "conveyances"
        ).select_related("place__parent__parent__parent__parent")
    )  # fmt: skip
    involved = _by_case(
        people.visible(reader).filter(case__in=some).order_by("number").prefetch_related("steps")
    )
    for case in some:
        row = rows.get(case.pk)
        if row:
            yield case, _of_papers(row, informed.get(case.pk))
        else:
            yield (
                case,
                _opened_here(
                    case, places.get(case.pk, []), involved.get(case.pk, []), parts.get(case.pk, [])
                ),
            )


def _by_case(rows: Iterable[Any]) -> dict[Any, list[Any]]:
    found: dict[Any, list[Any]] = {}
    for it in rows:
        found.setdefault(it.case_id, []).append(it)
    return found


def _parts(some: QuerySet[Case]) -> dict[Any, list[str]]:
    rows = Part.objects.filter(case__in=some, until__isnull=True).select_related("agency")
    return {case: [it.agency.name for it in its] for case, its in _by_case(rows).items()}


def _of_papers(row: Row, informed: Information | None) -> dict[str, Any]:
    case: dict[str, Any] = EMPTY | row.told
    if informed:
        case |= {"information_source": informed.source, "information_note": informed.note or None}
    case["other"] = [(it["column"], it["text"]) for it in row.told["other"]]
    return case


def _opened_here(
    case: Case, found: list[Scene], involved: list[PersonInvolved], parts: list[str]
) -> dict[str, Any]:
    """What our fields can hold of a case; the first scene says when and where."""
    said: dict[str, Any] = EMPTY | {
        "id": case.number, "agencies": list(dict.fromkeys(parts)), "live": [], "dead_or_parts": [],
        "other_urls": [], "inferred_fields": [], "notes": case.title or None, "other": [],
    }  # fmt: skip
    if found:
        said |= _scene(found[0])
    for scene in found:
        for line in scene.lines.all():
            kind = "live" if line.kind == LineKind.ANIMAL else "dead_or_parts"
            said[kind].append(_line(line))
    return said | _people(involved)


def _scene(it: Scene) -> dict[str, Any]:
    precision = DATES.get(When(it.precision))
    said: dict[str, Any] = {
        "event": it.event, "place": it.place_words or None, "date_as_reported": it.words or None,
        **_above(it.place), **_conveyance(list(it.conveyances.all())),
    }  # fmt: skip
    if precision and it.earliest:
        text = timezone.localdate(it.earliest).isoformat()[: LETTERS[precision]]
        said |= {"date": text, "date_precision": precision.value}
    return said


def _above(place: Place | None) -> dict[str, Any]:
    found = {}
    while place is not None:
        if place.kind in (Level.PROVINCE, Level.DISTRICT):
            found[str(place.kind)] = place.name
        place = place.parent
    return found


def _conveyance(rows: list[Conveyance]) -> dict[str, Any]:
    kinds = {SETTINGS.get(it.kind, "other") for it in rows}
    words = "; ".join(it.description for it in rows if it.description)
    setting = kinds.pop() if len(kinds) == 1 else "unknown" if not kinds else "other"
    return {"conveyance": setting, "conveyance_note": words or None}


def _line(it: Line) -> dict[str, Any]:
    taxon = reference.taxon_hit(it.taxon).label if it.taxon else ""
    said: dict[str, Any] = {
        "name_as_reported": it.as_reported or taxon or it.item_type,
        "scientific_name_guess": None, "note": it.note or None,
    }  # fmt: skip
    if it.kind == LineKind.ANIMAL:
        return said | {"count": it.quantity if it.unit == Unit.ANIMAL else None}
    unit, parts = UNITS.get(it.unit, (None, 1))
    if it.kind == LineKind.DEAD and unit == "piece":
        unit = "individual"
    if it.kind == LineKind.THING:
        said["note"] = ", ".join(filter(None, ["equipment", it.note]))
    number = Decimal(it.quantity) / parts if unit and it.quantity else None
    return said | {"quantity": None if number is None else written(number), "unit": unit}


def _people(involved: list[PersonInvolved]) -> dict[str, Any]:
    """How many, of which nation, and what happened, where one word holds for all."""
    nations = {it.nationality for it in involved}
    steps = [step for it in involved for step in it.steps.all() if step.kind != Kind.REVERSED]
    outcomes = {OUTCOMES[Kind(it.kind)].value for it in steps if it.kind in OUTCOMES}
    fines = [it for it in steps if it.kind == Kind.FINE]
    return {
        "offenders_count": _how_many(involved),
        "offenders_nationality": (nations.pop() or None) if len(nations) == 1 else None,
        "offender_outcome": outcomes.pop() if len(outcomes) == 1 else "unknown",
        "fine": _fine(fines[0]) if len(fines) == 1 else None,
    }  # fmt: skip


def _how_many(involved: list[PersonInvolved]) -> int | None:
    """None where nobody counted some of them: the others are not all."""
    counted = [it.how_many for it in involved if it.how_many is not None]
    return sum(counted) if counted and len(counted) == len(involved) else None


def _fine(it: Step) -> dict[str, str]:
    amount = Decimal(it.amount or 0) / (100 if it.currency == "USD" else 1)
    return {"amount": written(amount), "currency": it.currency}
