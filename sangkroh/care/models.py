"""What is known of animals in care. Rows are only added; the numbers are custody's."""

from __future__ import annotations

from django.db import models
from django.db.models import Q

from sangkroh.core.ids import new_id

from .rules import EnclosureKind, Finding


class Enclosure(models.Model):
    """A place inside a centre where animals are kept: an account of the ledger, and what it is."""

    account = models.OneToOneField(
        "custody.Account", models.PROTECT, primary_key=True, related_name="enclosure"
    )
    kind = models.CharField(max_length=16, choices=[(k.value, k.value) for k in EnclosureKind])
    room_for = models.PositiveIntegerField(null=True)

    def __str__(self) -> str:
        return str(self.account)


class AboutLot(models.Model):
    """Something said of so many animals of one group, in one place."""

    id = models.UUIDField(primary_key=True, default=new_id, editable=False)
    lot = models.ForeignKey("custody.Lot", models.PROTECT, related_name="+")
    account = models.ForeignKey("custody.Account", models.PROTECT, related_name="+")
    qty = models.PositiveIntegerField()
    entry = models.ForeignKey("core.Entry", models.PROTECT, related_name="+")

    class Meta:
        abstract = True
        ordering = ["-entry__seq"]


class Assessment(AboutLot):
    """What a vet found."""

    finding = models.CharField(max_length=16, choices=[(f.value, f.value) for f in Finding])
    reason = models.TextField(blank=True)

    class Meta(AboutLot.Meta):
        constraints = [models.CheckConstraint(name="assessed_some", condition=Q(qty__gt=0))]

    def __str__(self) -> str:
        return f"{self.qty} {self.finding}"


class Treatment(AboutLot):
    """What was given or done, by whom the entry says."""

    text = models.TextField()
    medicine = models.CharField(max_length=200, blank=True)
    dose = models.CharField(max_length=200, blank=True)

    def __str__(self) -> str:
        return f"treatment of {self.qty}"


class Observation(AboutLot):
    """What a keeper saw or weighed. `weight_g` is of all `qty` animals together, in grams."""

    text = models.TextField(blank=True)
    weight_g = models.PositiveBigIntegerField(null=True)

    class Meta(AboutLot.Meta):
        constraints = [
            models.CheckConstraint(
                name="observed_something", condition=~Q(text="") | Q(weight_g__isnull=False)
            )
        ]

    def __str__(self) -> str:
        return f"observation of {self.qty}"


class ReleasePlan(models.Model):
    """A release that a vet asks for: where, how, with which answers. Custody's request decides."""

    request = models.OneToOneField(
        "custody.Request", models.PROTECT, primary_key=True, related_name="release_plan"
    )
    site = models.ForeignKey("reference.Place", models.PROTECT, related_name="+")
    soft = models.BooleanField(default=False)
    answers = models.JSONField(default=dict)
    monitoring = models.TextField(blank=True)
    entry = models.ForeignKey("core.Entry", models.PROTECT, related_name="+")

    def __str__(self) -> str:
        return f"release at {self.site}"


class FollowUp(models.Model):
    """What was learned after a release: a sighting, a collar's signal, a death, a new seizure."""

    id = models.UUIDField(primary_key=True, default=new_id, editable=False)
    plan = models.ForeignKey(ReleasePlan, models.PROTECT, related_name="follow_ups")
    text = models.TextField()
    entry = models.ForeignKey("core.Entry", models.PROTECT, related_name="+")

    class Meta:
        ordering = ["entry__seq"]

    def __str__(self) -> str:
        return "follow-up"
