"""Scenes, what was found there, and what each account says of it. Rows are added, not changed."""

from __future__ import annotations

from enum import StrEnum

from django.conf import settings
from django.db import models
from django.db.models import Q

from sangkroh.core.ids import new_id
from sangkroh.core.times import Occurred
from sangkroh.core.times import Precision as TimePrecision
from sangkroh.custody.rules import Unit
from sangkroh.network.rules import Regime

from .rules import (
    AuthorityForm,
    ConveyanceKind,
    Correctable,
    Event,
    GroundKind,
    Handling,
    Life,
    LineKind,
    PointRole,
    Precision,
    SceneField,
    SceneKind,
)


def _of(enum: type[StrEnum]) -> list[tuple[str, str]]:
    return [(it.value, it.value) for it in enum]


class Entered(models.Model):
    """A row that an act wrote: who, when it came in, and the act's entry."""

    id = models.UUIDField(primary_key=True, default=new_id, editable=False)
    by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, related_name="+")
    at = models.DateTimeField()
    entry_id = models.UUIDField()

    class Meta:
        abstract = True


class Scene(Entered):
    """One place and time: what was taken there, or looked at. A case has any number of them.

    It says what holds now; what stood there before is in its corrections.
    """

    case = models.ForeignKey("cases.Case", models.PROTECT, related_name="scenes")
    event = models.CharField(max_length=12, choices=_of(Event), default=Event.SEIZURE)
    kind = models.CharField(max_length=12, choices=_of(SceneKind))
    place = models.ForeignKey("reference.Place", models.PROTECT, null=True, related_name="+")
    place_words = models.CharField(max_length=200, blank=True)
    earliest = models.DateTimeField(null=True)
    latest = models.DateTimeField(null=True)
    precision = models.CharField(max_length=16, choices=_of(TimePrecision))
    words = models.CharField(max_length=200, blank=True)
    detection = models.CharField(max_length=200, blank=True)
    why = models.CharField(max_length=200, blank=True)
    concealment = models.CharField(max_length=200, blank=True)
    note = models.TextField(max_length=10_000, blank=True)
    account = models.ForeignKey("custody.Account", models.PROTECT, related_name="+")

    def __str__(self) -> str:
        return self.place_words or str(self.place or self.kind)

    @property
    def occurred(self) -> Occurred:
        """When it was, as exactly as it is known."""
        return Occurred(self.earliest, self.latest, TimePrecision(self.precision), self.words)


class SceneCorrection(Entered):
    """What of a scene was said later or put right: what stood there, and why it was changed."""

    scene = models.ForeignKey(Scene, models.PROTECT, related_name="corrections")
    field = models.CharField(max_length=12, choices=_of(SceneField))
    old = models.TextField(max_length=10_000, blank=True)
    new = models.TextField(max_length=10_000, blank=True)
    reason = models.CharField(max_length=200, blank=True)

    class Meta:
        ordering = ["id"]

    def __str__(self) -> str:
        return self.field


class Ground(Entered):
    """A ground on which the officers acted; added later too. The last one counts."""

    scene = models.ForeignKey(Scene, models.PROTECT, related_name="grounds")
    kind = models.CharField(max_length=16, choices=_of(GroundKind))
    authorised_by = models.CharField(max_length=200, blank=True)
    authorised_at = models.DateTimeField(null=True)
    form = models.CharField(max_length=8, choices=_of(AuthorityForm), blank=True)
    number = models.CharField(max_length=200, blank=True)
    note = models.CharField(max_length=200, blank=True)

    class Meta:
        ordering = ["id"]

    def __str__(self) -> str:
        return self.kind


class Officer(Entered):
    """Who exercised powers. Without an account: a name whose power nobody has checked."""

    scene = models.ForeignKey(Scene, models.PROTECT, related_name="officers")
    user = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, null=True, related_name="+")
    name = models.CharField(max_length=200, blank=True)

    def __str__(self) -> str:
        return self.user.name if self.user else self.name


class Witness(Entered):
    """Somebody outside the team who saw it."""

    scene = models.ForeignKey(Scene, models.PROTECT, related_name="witnesses")
    name = models.CharField(max_length=200)
    who = models.CharField(max_length=200, blank=True)

    def __str__(self) -> str:
        return self.name


class Line(Entered):
    """One kind of thing that was found. Its number is the ledger's: the lot has the line's id.

    What was left or passed on has no lot.
    """

    scene = models.ForeignKey(Scene, models.PROTECT, related_name="lines")
    ordinal = models.PositiveSmallIntegerField()
    kind = models.CharField(max_length=8, choices=_of(LineKind))
    handling = models.CharField(
        max_length=9, choices=_of(Handling), default=Handling.TAKEN
    )  # fmt: skip
    taxon = models.ForeignKey("reference.Taxon", models.PROTECT, null=True, related_name="+")
    item_type = models.CharField(max_length=64, blank=True)
    as_reported = models.CharField(max_length=200, blank=True)
    as_written = models.CharField(max_length=200, blank=True)
    note = models.CharField(max_length=200, blank=True)
    proposed = models.CharField(max_length=12, blank=True)
    lot = models.OneToOneField("custody.Lot", models.PROTECT, null=True, related_name="seized_as")
    unit = models.CharField(max_length=9, choices=_of(Unit), blank=True)
    quantity = models.PositiveIntegerField(null=True)
    amount = models.BigIntegerField(null=True)
    currency = models.CharField(max_length=3, blank=True)

    class Meta:
        ordering = ["scene", "ordinal"]
        constraints = [
            models.UniqueConstraint(name="line_in_its_order", fields=["scene", "ordinal"]),
            models.CheckConstraint(
                name="only_what_was_taken_is_in_the_books",
                condition=Q(handling=Handling.TAKEN) | Q(lot__isnull=True),
            ),
        ]

    def __str__(self) -> str:
        return self.as_reported or str(self.taxon or self.item_type)


class LineCorrection(Entered):
    """A typing error put right: what stood there, and why it was changed."""

    line = models.ForeignKey(Line, models.PROTECT, related_name="corrections")
    field = models.CharField(max_length=12, choices=_of(Correctable))
    old = models.CharField(max_length=200, blank=True)
    new = models.CharField(max_length=200, blank=True)
    reason = models.CharField(max_length=200)

    def __str__(self) -> str:
        return self.field


class RegimeConfirmation(Entered):
    """An officer of a regime says that a line falls under it."""

    line = models.ForeignKey(Line, models.PROTECT, related_name="regimes")
    regime = models.CharField(max_length=12, choices=_of(Regime))
    proposed = models.CharField(max_length=12, blank=True)
    note = models.CharField(max_length=200, blank=True)

    class Meta:
        constraints = [
            models.UniqueConstraint(name="regime_once_a_line", fields=["line", "regime"]),
        ]

    def __str__(self) -> str:
        return self.regime


class Statement(Entered):
    """What somebody says of a line, a group of lines, or the whole scene (no line)."""

    scene = models.ForeignKey(Scene, models.PROTECT, related_name="statements")
    lines = models.ManyToManyField(Line, through="StatementLine", related_name="statements")
    count = models.PositiveIntegerField(null=True)
    precision = models.CharField(max_length=8, choices=_of(Precision))
    weight_g = models.BigIntegerField(null=True)
    weight_precision = models.CharField(max_length=8, choices=_of(Precision))
    life = models.CharField(max_length=5, choices=_of(Life), blank=True)
    genuine = models.BooleanField(null=True)
    people = models.PositiveIntegerField(null=True)
    as_reported = models.CharField(max_length=200, blank=True)
    value = models.BigIntegerField(null=True)
    currency = models.CharField(max_length=3, blank=True)
    happened_earliest = models.DateTimeField(null=True)
    happened_latest = models.DateTimeField(null=True)
    happened_precision = models.CharField(
        max_length=16, choices=_of(TimePrecision), blank=True
    )  # fmt: skip
    happened_words = models.CharField(max_length=200, blank=True)
    said_by = models.CharField(max_length=200, blank=True)
    said_when = models.CharField(max_length=200, blank=True)
    words = models.TextField(max_length=10_000, blank=True)

    class Meta:
        ordering = ["id"]

    def __str__(self) -> str:
        return f"statement of {self.scene}"


class StatementLine(models.Model):
    """A line that a statement is about."""

    statement = models.ForeignKey(Statement, models.PROTECT)
    line = models.ForeignKey(Line, models.PROTECT)

    def __str__(self) -> str:
        return f"{self.statement_id} {self.line_id}"


class Point(models.Model):
    """A place on the way, as alleged in a statement: origin, transit in order, destination."""

    statement = models.ForeignKey(Statement, models.PROTECT, related_name="points")
    ordinal = models.PositiveSmallIntegerField()
    role = models.CharField(max_length=11, choices=_of(PointRole))
    country = models.CharField(max_length=2, blank=True)
    words = models.CharField(max_length=200, blank=True)

    class Meta:
        ordering = ["statement", "ordinal"]

    def __str__(self) -> str:
        return self.words or self.country


class Figure(Entered):
    """The reconciled figure of some lines (none: the scene), with its reason. The last counts."""

    scene = models.ForeignKey(Scene, models.PROTECT, related_name="figures")
    lines = models.ManyToManyField(Line, through="FigureLine", related_name="figures")
    count = models.PositiveIntegerField(null=True)
    weight_g = models.BigIntegerField(null=True)
    people = models.PositiveIntegerField(null=True)
    genuine = models.BooleanField(null=True)
    reason = models.CharField(max_length=200)

    class Meta:
        ordering = ["id"]

    def __str__(self) -> str:
        return self.reason


class FigureLine(models.Model):
    """A line that a reconciled figure is about."""

    figure = models.ForeignKey(Figure, models.PROTECT)
    line = models.ForeignKey(Line, models.PROTECT)

    def __str__(self) -> str:
        return f"{self.figure_id} {self.line_id}"


class Conveyance(Entered):
    """In or on what it was carried."""

    scene = models.ForeignKey(Scene, models.PROTECT, related_name="conveyances")
    kind = models.CharField(max_length=12, choices=_of(ConveyanceKind))
    plate = models.CharField(max_length=200, blank=True)
    description = models.CharField(max_length=200, blank=True)

    def __str__(self) -> str:
        return self.kind


class Consignment(Entered):
    """Under which papers goods travelled, and between whom; several, and added later too."""

    scene = models.ForeignKey(Scene, models.PROTECT, related_name="consignments")
    container = models.CharField(max_length=200, blank=True)
    waybill = models.CharField(max_length=200, blank=True)
    declaration = models.CharField(max_length=200, blank=True)
    hs_code = models.CharField(max_length=200, blank=True)
    consignor = models.CharField(max_length=200, blank=True)
    consignee = models.CharField(max_length=200, blank=True)

    class Meta:
        ordering = ["id"]

    def __str__(self) -> str:
        return self.container or self.waybill or self.declaration or self.hs_code
