"""People involved, the steps taken with each, hearings, orders of a court. Rows are only added."""

from __future__ import annotations

from enum import StrEnum

from django.db import models
from django.db.models import Q

from sangkroh.core.ids import new_id
from sangkroh.core.times import Precision as TimePrecision

from .rules import Currency, Kind, OrderKind, Precision


def _choices(kind: type[StrEnum]) -> list[tuple[str, str]]:
    return [(it.value, it.value) for it in kind]


class Happened(models.Model):
    """When it happened, as exactly as it is known (core.times.Occurred)."""

    occurred_earliest = models.DateTimeField(null=True)
    occurred_latest = models.DateTimeField(null=True)
    occurred_precision = models.CharField(max_length=16, choices=_choices(TimePrecision))
    occurred_words = models.CharField(max_length=200, blank=True)

    class Meta:
        abstract = True


class PersonInvolved(models.Model):
    """Somebody, or several nobody named, whom a case concerns. Guilty of nothing by being here.

    how_many: None where nobody knows.
    """

    id = models.UUIDField(primary_key=True, default=new_id, editable=False)
    case = models.ForeignKey("cases.Case", models.PROTECT, related_name="+")
    number = models.PositiveSmallIntegerField()
    how_many = models.PositiveIntegerField(default=1, null=True)
    precision = models.CharField(max_length=8, choices=_choices(Precision), default=Precision.EXACT)
    name = models.CharField(max_length=200, blank=True)
    nationality = models.CharField(max_length=200, blank=True)
    part = models.CharField(max_length=200, blank=True)
    minor = models.BooleanField(default=False)
    entry = models.ForeignKey("core.Entry", models.PROTECT, related_name="+")

    class Meta:
        ordering = ["case", "number"]
        constraints = [
            models.UniqueConstraint(fields=["case", "number"], name="person_number_in_case"),
            models.CheckConstraint(name="some_people", condition=Q(how_many__gt=0)),
            models.CheckConstraint(
                name="several_have_no_name", condition=Q(how_many=1) | Q(name="")
            ),
        ]

    def __str__(self) -> str:
        return f"P{self.number}"

    @property
    def counted(self) -> int | None:
        """How many they are, if somebody counted them exactly."""
        return self.how_many if self.precision == Precision.EXACT else None


class Step(Happened):
    """Something that happened to a person involved."""

    id = models.UUIDField(primary_key=True, default=new_id, editable=False)
    person = models.ForeignKey(PersonInvolved, models.PROTECT, related_name="steps")
    kind = models.CharField(max_length=20, choices=_choices(Kind))
    article = models.ForeignKey("reference.Article", models.PROTECT, null=True, related_name="+")
    amount = models.BigIntegerField(null=True)
    currency = models.CharField(max_length=3, choices=_choices(Currency), blank=True)
    each = models.BooleanField(default=False)
    authority = models.CharField(max_length=200, blank=True)
    paper_number = models.CharField(max_length=200, blank=True)
    text = models.TextField(blank=True)
    reverses = models.OneToOneField("self", models.PROTECT, null=True, related_name="reversed_by")
    entry = models.ForeignKey("core.Entry", models.PROTECT, related_name="+")

    class Meta:
        ordering = ["entry__seq"]
        constraints = [
            models.CheckConstraint(
                name="step_amount_with_currency",
                condition=Q(amount__isnull=True, currency="") | (Q(amount__gt=0) & ~Q(currency="")),
            ),
        ]

    def __str__(self) -> str:
        return self.kind


class Hearing(models.Model):
    """A day before a court, and what came of it once it is told."""

    id = models.UUIDField(primary_key=True, default=new_id, editable=False)
    case = models.ForeignKey("cases.Case", models.PROTECT, related_name="+")
    court = models.CharField(max_length=200)
    due = models.DateTimeField()
    entry = models.ForeignKey("core.Entry", models.PROTECT, related_name="+")

    class Meta:
        ordering = ["due"]

    def __str__(self) -> str:
        return f"hearing {self.due:%Y-%m-%d}"


class HearingResult(models.Model):
    """What came of a hearing: told once, by a row of its own."""

    hearing = models.OneToOneField(Hearing, models.PROTECT, primary_key=True, related_name="result")
    text = models.TextField()
    entry = models.ForeignKey("core.Entry", models.PROTECT, related_name="+")

    def __str__(self) -> str:
        return f"result of {self.hearing}"


class Order(Happened):
    """An order of a court or prosecutor about exhibits of a case."""

    id = models.UUIDField(primary_key=True, default=new_id, editable=False)
    case = models.ForeignKey("cases.Case", models.PROTECT, related_name="+")
    kind = models.CharField(max_length=12, choices=_choices(OrderKind))
    authority = models.CharField(max_length=200)
    paper_number = models.CharField(max_length=200, blank=True)
    text = models.TextField(blank=True)
    lots = models.ManyToManyField("custody.Lot", related_name="+")
    entry = models.ForeignKey("core.Entry", models.PROTECT, related_name="+")

    def __str__(self) -> str:
        return self.kind


class ClockRule(models.Model):
    """A legal time limit as the legal officer states it, with its source; the newest holds."""

    id = models.UUIDField(primary_key=True, default=new_id, editable=False)
    name = models.CharField(max_length=20)
    hours = models.PositiveIntegerField()
    source = models.CharField(max_length=200)
    verified = models.BooleanField(default=False)
    entry = models.ForeignKey("core.Entry", models.PROTECT, related_name="+")

    def __str__(self) -> str:
        return f"{self.name}: {self.hours} h"
