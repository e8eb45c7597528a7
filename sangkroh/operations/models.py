"""Operations: who goes and when, the log, the result; and the hand-over of a shift."""

from __future__ import annotations

from django.db import models
from django.db.models import Q

from sangkroh.core.ids import new_id
from sangkroh.core.times import Precision

from .rules import HandOverAnswer, Kind, MomentKind, Reply


class Operation(models.Model):
    """One going-out in a case. As hidden as its case is."""

    id = models.UUIDField(primary_key=True, default=new_id, editable=False)
    case = models.ForeignKey("cases.Case", models.PROTECT, related_name="operations")
    kind = models.CharField(max_length=16, choices=[(it.value, it.value) for it in Kind])
    aim = models.CharField(max_length=200, blank=True)
    place = models.ForeignKey("reference.Place", models.PROTECT, null=True, related_name="+")
    planned_for = models.DateTimeField(null=True)
    planned_by = models.ForeignKey("core.User", models.PROTECT, related_name="+")
    planned_at = models.DateTimeField()

    class Meta:
        ordering = ["planned_at", "id"]

    def __str__(self) -> str:
        return self.kind


class Participant(models.Model):
    """Goes along: a user, or somebody without an account by name and agency."""

    id = models.UUIDField(primary_key=True, default=new_id, editable=False)
    operation = models.ForeignKey(Operation, models.PROTECT, related_name="participants")
    user = models.ForeignKey("core.User", models.PROTECT, null=True, related_name="+")
    name = models.CharField(max_length=200, blank=True)
    agency = models.ForeignKey("network.Agency", models.PROTECT, null=True, related_name="+")
    added_by = models.ForeignKey("core.User", models.PROTECT, related_name="+")
    added_at = models.DateTimeField()

    class Meta:
        ordering = ["added_at", "id"]
        constraints = [
            models.UniqueConstraint(
                name="user_once_in_an_operation", fields=["operation", "user"],
                condition=Q(user__isnull=False),
            ),
            models.CheckConstraint(
                name="participant_is_account_or_name",
                condition=Q(user__isnull=False, name="") | (Q(user__isnull=True) & ~Q(name="")),
            ),
        ]  # fmt: skip

    def __str__(self) -> str:
        return self.name or str(self.user)


class Told(models.Model):
    """When something happened, as exactly as it was said, and who wrote it down when."""

    earliest = models.DateTimeField(null=True)
    latest = models.DateTimeField(null=True)
    precision = models.CharField(max_length=16, choices=[(it.value, it.value) for it in Precision])
    words = models.CharField(max_length=200, blank=True)
    by = models.ForeignKey("core.User", models.PROTECT, related_name="+")
    at = models.DateTimeField()

    class Meta:
        abstract = True


class Moment(Told):
    """Called, answered, arrived or left; of each kind the last row counts."""

    id = models.UUIDField(primary_key=True, default=new_id, editable=False)
    participant = models.ForeignKey(Participant, models.PROTECT, related_name="moments")
    kind = models.CharField(max_length=16, choices=[(it.value, it.value) for it in MomentKind])
    reply = models.CharField(
        max_length=16, blank=True, choices=[(it.value, it.value) for it in Reply]
    )

    class Meta:
        ordering = ["at", "id"]
        constraints = [
            models.CheckConstraint(
                name="only_an_answer_has_a_reply",
                condition=Q(kind="answered") & ~Q(reply="") | ~Q(kind="answered") & Q(reply=""),
            ),
        ]

    def __str__(self) -> str:
        return f"{self.participant}: {self.kind}"


class LogLine(Told):
    """A line of the operation's log. Never changed."""

    id = models.UUIDField(primary_key=True, default=new_id, editable=False)
    operation = models.ForeignKey(Operation, models.PROTECT, related_name="lines")
    text = models.TextField()

    class Meta:
        ordering = ["at", "id"]

    def __str__(self) -> str:
        return f"log of {self.operation_id}"


class Result(Told):
    """How the operation ended: a code of the list `operation_result`."""

    id = models.UUIDField(primary_key=True, default=new_id, editable=False)
    operation = models.OneToOneField(Operation, models.PROTECT, related_name="result")
    code = models.CharField(max_length=64)

    def __str__(self) -> str:
        return self.code


class HandOver(models.Model):
    """The hand-over of a shift: who offers the open items to whom."""

    id = models.UUIDField(primary_key=True, default=new_id, editable=False)
    outgoing = models.ForeignKey("core.User", models.PROTECT, related_name="+")
    incoming = models.ForeignKey("core.User", models.PROTECT, related_name="+")
    offered_at = models.DateTimeField()

    class Meta:
        ordering = ["offered_at", "id"]

    def __str__(self) -> str:
        return f"{self.outgoing} to {self.incoming}"


class HandOverItem(models.Model):
    """One open item of a hand-over: a tip, or an operation."""

    id = models.UUIDField(primary_key=True, default=new_id, editable=False)
    hand_over = models.ForeignKey(HandOver, models.PROTECT, related_name="items")
    tip = models.ForeignKey("tips.Tip", models.PROTECT, null=True, related_name="+")
    operation = models.ForeignKey(Operation, models.PROTECT, null=True, related_name="+")
    answer = models.CharField(
        max_length=16, blank=True, choices=[(it.value, it.value) for it in HandOverAnswer]
    )
    answered_at = models.DateTimeField(null=True)

    class Meta:
        ordering = ["id"]
        constraints = [
            models.CheckConstraint(
                name="item_is_a_tip_or_an_operation",
                condition=Q(tip__isnull=False, operation__isnull=True)
                | Q(tip__isnull=True, operation__isnull=False),
            ),
            models.CheckConstraint(
                name="item_answered_at_a_time",
                condition=Q(answer="", answered_at__isnull=True)
                | ~Q(answer="") & Q(answered_at__isnull=False),
            ),
        ]

    def __str__(self) -> str:
        return f"item of {self.hand_over_id}"
