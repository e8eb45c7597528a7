"""The parts of what is said about a seizure."""

from __future__ import annotations

from typing import Annotated
from uuid import UUID

from pydantic import AwareDatetime, Field, StringConstraints

from sangkroh.core.times import Precision as TimePrecision
from sangkroh.core.types import (
    Code,
    Count,
    CountOrNone,
    Grams,
    Line,
    MaybeLine,
    MaybeWords,
    Money,
    Shape,
)
from sangkroh.custody.rules import Unit

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


Currency = Annotated[str, StringConstraints(pattern=r"^([A-Z]{3})?$")]
"""ISO 4217, or nothing where there is no amount."""


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


class ConsignmentPart(Shape):
    """Under which papers goods travelled; consignor and consignee are personal."""

    container: MaybeLine = ""
    waybill: MaybeLine = ""
    declaration: MaybeLine = ""
    hs_code: MaybeLine = ""
    consignor: MaybeLine = ""
    consignee: MaybeLine = ""


class WhenPart(Shape):
    """When something happened, as exactly as somebody says it and no more (core.times.Occurred)."""

    earliest: AwareDatetime | None = None
    latest: AwareDatetime | None = None
    precision: TimePrecision = TimePrecision.UNKNOWN
    words: MaybeLine = ""


class ConveyancePart(Shape):
    kind: ConveyanceKind
    plate: MaybeLine = ""
    description: MaybeLine = ""


class LinePart(Shape):
    """A line: what it is, and its number, or its sealed containers, or its weight.

    handling: taken or left; where it is not said, as the event of the scene says of all its lines.
    unit: of the count, for parts and things (pair, set, ml, mm). amount: of money, in riel or in
    cents. genuine: what the recorder says of it.
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
    unit: Unit | None = None
    amount: Money | None = None
    currency: Currency = ""
    genuine: bool | None = None


class PointPart(Shape):
    """A place on the way, in the order in which it was passed."""

    role: PointRole
    country: Country = ""
    words: MaybeLine = ""


class StatementPart(Shape):
    """What an account says of these lines; of the whole scene where no line is named.

    as_reported: what it calls them. value: what they are worth, in riel or cents; who says so
    valued them. happened: when, as this account has it.
    """

    lines: list[UUID] = []
    count: CountOrNone | None = None
    precision: Precision = Precision.EXACT
    weight_g: Grams | None = None
    weight_precision: Precision = Precision.EXACT
    life: Life | None = None
    genuine: bool | None = None
    people: CountOrNone | None = None
    as_reported: MaybeLine = ""
    value: Money | None = None
    currency: Currency = ""
    happened: WhenPart | None = None
    said_by: MaybeLine = ""
    said_when: MaybeLine = ""
    words: MaybeWords = ""
    points: list[PointPart] = Field(default=[], max_length=50)
