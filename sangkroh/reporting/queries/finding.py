"""Cases found by what is written on something: a plate, a number in an agency's own books."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any
from uuid import UUID

from django.db.models import F, QuerySet, Value
from django.db.models.functions import Replace

from sangkroh.cases import policies as cases
from sangkroh.cases.models import AgencyNumber
from sangkroh.core.models import User
from sangkroh.core.text import arabic_digits
from sangkroh.network.queries import named
from sangkroh.seizures.models import Conveyance

SHORTEST = 3
"""Letters and digits of a number: fewer are on too many things."""
MOST = 10
BETWEEN = " -./"
"""What is written between the parts of a number, and as often left out."""


@dataclass(frozen=True)
class Found:
    """A case, and the number by which it was found."""

    case: UUID
    case_number: str
    number: str
    agency: str = ""


def by_number(reader: User, text: str) -> Iterator[Found]:
    """Cases that the reader sees of which something bears this number."""
    key = arabic_digits(text).casefold()
    for sign in BETWEEN:
        key = key.replace(sign, "")
    if len(key) < SHORTEST or not any(it.isdigit() for it in key):
        return
    seen = cases.visible(reader)
    numbers = AgencyNumber.objects.filter(case__in=seen).select_related("case", "agency")
    for it in _bearing(numbers, "number", key):
        agency = named(it.agency.name, it.agency.name_km)
        yield Found(it.case_id, it.case.number, it.number, agency)
    plates = Conveyance.objects.filter(scene__case__in=seen).select_related("scene__case")
    for it in _bearing(plates, "plate", key):
        yield Found(it.scene.case_id, it.scene.case.number, it.plate)


def _bearing(rows: QuerySet[Any], column: str, key: str) -> QuerySet[Any]:
    """The rows whose number holds this, whatever stands between its parts."""
    bare: Any = F(column)
    for sign in BETWEEN:
        bare = Replace(bare, Value(sign), Value(""))
    found: QuerySet[Any] = rows.exclude(**{column: ""}).alias(bare=bare)
    return found.filter(bare__icontains=key).order_by("-pk")[:MOST]
