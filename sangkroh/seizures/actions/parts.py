"""The parts of what is said about a seizure."""

from __future__ import annotations

from typing import Annotated
from uuid import UUID

from pydantic import AwareDatetime, Field, StringConstraints

from sangkroh.core.types import (
    Code,
    Count,
    CountOrNone,
    Grams,
    Line,
    MaybeLine,
    MaybeWords,
    Shape,
)

from ..rules import (
    AuthorityForm,
    ConveyanceKind,
    GroundKind,
    Handling,
    Life,
    LineKind,
    PointRole,
    Precision,
)

Country = Annotated[str, StringConstraints(pattern=r"^([A-Z]{2})?$")]
"""ISO 3166-1 alpha-2, or nothing where only words are known."""


class GroundPart(Shape):
    """On what ground, and for an authorisation: by whom, when, spoken or written, its number."""

    kind: GroundKind
    authorised_by: MaybeLine = ""
    authorised_at: AwareDatetime | None = None
    form: AuthorityForm | None = None
    number: MaybeLine = ""
    note: MaybeLine = ""


class OfficerPart(Shape):
    """Who exercised powers: a user, or the name of somebody without an account."""

    user: UUID | None = None
    name: MaybeLine = ""


class WitnessPart(Shape):
    name: Line
    who: MaybeLine = ""


class ConveyancePart(Shape):
    kind: ConveyanceKind
    plate: MaybeLine = ""
    description: MaybeLine = ""


class LinePart(Shape):
    """A line: what it is, and its number, or its sealed containers, or its weight.

    handling: taken or left; where it is not said, as the event of the scene says of all its lines.
    """

    id: UUID
    kind: LineKind = LineKind.ANIMAL
    handling: Handling | None = None
    taxon: UUID | None = None
    item_type: Code | None = None
    as_reported: MaybeLine = ""
    as_written: MaybeLine = ""
    count: Count | None = None
    containers: Count | None = None
    seal_numbers: list[Line] = Field(default=[], max_length=2000)
    declared: Count | None = None
    declared_precision: Precision = Precision.EXACT
    weight_g: Grams | None = None
    note: MaybeLine = ""


class PointPart(Shape):
    """A place on the way, in the order in which it was passed."""

    role: PointRole
    country: Country = ""
    words: MaybeLine = ""


class StatementPart(Shape):
    """What an account says of these lines; of the whole scene where no line is named."""

    lines: list[UUID] = []
    count: CountOrNone | None = None
    precision: Precision = Precision.EXACT
    weight_g: Grams | None = None
    weight_precision: Precision = Precision.EXACT
    life: Life | None = None
    genuine: bool | None = None
    people: CountOrNone | None = None
    said_by: MaybeLine = ""
    said_when: MaybeLine = ""
    words: MaybeWords = ""
    points: list[PointPart] = Field(default=[], max_length=50)
