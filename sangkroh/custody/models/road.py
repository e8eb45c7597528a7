"""From hand to hand: dispatch and receipt, the way between them, and the dead on arrival.

When each of these happened is its entry's to say, as exactly as it is known.
"""

from __future__ import annotations

from django.conf import settings
from django.db import models

from .books import Account, Entered, Movement, choices


class Handover(Entered):
    """A dispatch under way: who carries what to which office, by when."""

    case = models.ForeignKey("cases.Case", models.PROTECT, related_name="handovers")
    movement = models.OneToOneField(Movement, models.PROTECT, related_name="handover")
    account = models.OneToOneField(Account, models.PROTECT, related_name="handover")
    carrier = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, related_name="+")
    to_office = models.ForeignKey("network.Office", models.PROTECT, related_name="+")
    due = models.DateTimeField()

    class Meta:
        db_table = "custody_handover"

    def __str__(self) -> str:
        return str(self.account)


class Receipt(Entered):
    """The other person's half of a hand-over."""

    handover = models.OneToOneField(Handover, models.PROTECT, related_name="receipt")
    movement = models.OneToOneField(Movement, models.PROTECT, related_name="receipt")
    account = models.ForeignKey(Account, models.PROTECT, related_name="+")
    accepted_by = models.CharField(max_length=9, choices=choices(["container", "count"]))
    broken_seals = models.JSONField(default=list)
    dead_seen = models.PositiveIntegerField(null=True)
    count_due = models.DateTimeField(null=True)

    class Meta:
        db_table = "custody_receipt"

    def __str__(self) -> str:
        return self.accepted_by


class Stage(Entered):
    """A part of the way in one vehicle. It began when its entry happened."""

    handover = models.ForeignKey(Handover, models.PROTECT, related_name="stages")
    vehicle = models.CharField(max_length=200, blank=True)
    plate = models.CharField(max_length=200, blank=True)
    driver = models.CharField(max_length=200, blank=True)
    conditions = models.CharField(max_length=200, blank=True)

    class Meta:
        db_table = "custody_stage"
        ordering = ["id"]

    def __str__(self) -> str:
        return self.plate or self.vehicle or self.driver


class StageEnd(Entered):
    """A part of the way is over: where it ended, and in what state the load was."""

    stage = models.OneToOneField(Stage, models.PROTECT, related_name="end")
    place = models.CharField(max_length=200, blank=True)
    conditions = models.CharField(max_length=200, blank=True)

    class Meta:
        db_table = "custody_stage_end"

    def __str__(self) -> str:
        return self.place


class Rest(Entered):
    """Care on the way: where, and whether the animals had food and water."""

    handover = models.ForeignKey(Handover, models.PROTECT, related_name="rests")
    place = models.CharField(max_length=200)
    fed = models.CharField(max_length=200, blank=True)
    watered = models.CharField(max_length=200, blank=True)
    note = models.CharField(max_length=200, blank=True)

    class Meta:
        db_table = "custody_rest"
        ordering = ["id"]

    def __str__(self) -> str:
        return self.place


class DeadExplained(Entered):
    """Why the dead that were seen on arrival are not those written down on the way."""

    receipt = models.OneToOneField(Receipt, models.PROTECT, related_name="dead_explained")
    reason = models.CharField(max_length=200)

    class Meta:
        db_table = "custody_dead_explained"

    def __str__(self) -> str:
        return self.reason
