"""Agencies, their offices, who serves where since when, and who may exercise powers."""

from __future__ import annotations

from django.db import models
from django.db.models import F, Q

from sangkroh.core.ids import new_id

from .rules import AgencyKind, OfficeKind, Regime


def _choices(kinds: type[Regime] | type[AgencyKind] | type[OfficeKind]) -> list[tuple[str, str]]:
    return [(it.value, it.value) for it in kinds]


class Agency(models.Model):
    """An authority, a court or an organisation that takes part in cases."""

    id = models.UUIDField(primary_key=True, default=new_id, editable=False)
    code = models.CharField(max_length=64, unique=True)
    name = models.CharField(max_length=200)
    name_km = models.CharField(max_length=200, blank=True)
    kind = models.CharField(max_length=16, choices=_choices(AgencyKind))
    regime = models.CharField(max_length=16, choices=_choices(Regime), default=Regime.NONE)

    class Meta:
        ordering = ["code"]

    def __str__(self) -> str:
        return self.name


class Office(models.Model):
    """Where an agency works: an office, a post, a rescue centre, a store of exhibits, a court.

    `code` is the first part of the numbers of its cases and never changes.
    """

    id = models.UUIDField(primary_key=True, default=new_id, editable=False)
    code = models.CharField(max_length=64, unique=True)
    agency = models.ForeignKey(Agency, models.PROTECT, related_name="offices")
    kind = models.CharField(max_length=16, choices=_choices(OfficeKind))
    name = models.CharField(max_length=200)
    name_km = models.CharField(max_length=200, blank=True)
    place = models.ForeignKey("reference.Place", models.PROTECT, null=True, related_name="+")
    duty_telephone = models.CharField(max_length=200, blank=True)
    """Answered at night by whoever is on duty; an office's number, never a source's."""

    class Meta:
        ordering = ["code"]

    def __str__(self) -> str:
        return self.name


class Person(models.Model):
    """What a user is in the network: the office where he or she serves now, and the title."""

    id = models.UUIDField(primary_key=True, default=new_id, editable=False)
    user = models.OneToOneField("core.User", models.PROTECT, related_name="person")
    office = models.ForeignKey(Office, models.PROTECT, related_name="people")
    title = models.CharField(max_length=200, blank=True)

    class Meta:
        ordering = ["user__name"]

    def __str__(self) -> str:
        return str(self.user)


class Placement(models.Model):
    """Served in an office from a day to a day: the history behind `Person.office`.

    `ended_at` is the moment at which the move was written: a case that shuts an agency out asks
    who served there at that moment, and a day is too coarse for that.
    """

    id = models.UUIDField(primary_key=True, default=new_id, editable=False)
    person = models.ForeignKey(Person, models.PROTECT, related_name="placements")
    office = models.ForeignKey(Office, models.PROTECT, related_name="placements")
    title = models.CharField(max_length=200, blank=True)
    since = models.DateField()
    until = models.DateField(null=True, blank=True)
    ended_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        ordering = ["since", "id"]
        constraints = [
            models.UniqueConstraint(
                name="person_serves_in_one_office", fields=["person"],
                condition=Q(ended_at__isnull=True),
            ),
            models.CheckConstraint(
                name="placement_ends_after_it_begins",
                condition=Q(until__isnull=True, ended_at__isnull=True)
                | Q(until__gte=F("since"), ended_at__isnull=False),
            ),
        ]  # fmt: skip

    def __str__(self) -> str:
        return f"{self.person}: {self.office}"


class Power(models.Model):
    """May exercise the powers of a regime (search, seize, detain), from a day to a day.

    No role gives this. `basis` names the appointment; `ended_*` are written when it is taken.
    """

    id = models.UUIDField(primary_key=True, default=new_id, editable=False)
    person = models.ForeignKey(Person, models.PROTECT, related_name="powers")
    regime = models.CharField(max_length=16, choices=_choices(Regime))
    since = models.DateField()
    until = models.DateField(null=True, blank=True)
    basis = models.CharField(max_length=200)
    given_by = models.ForeignKey("core.User", models.PROTECT, related_name="+")
    ended_by = models.ForeignKey("core.User", models.PROTECT, null=True, related_name="+")
    ended_reason = models.CharField(max_length=200, blank=True)

    class Meta:
        ordering = ["since", "id"]
        constraints = [
            models.CheckConstraint(
                name="power_ends_after_it_begins",
                condition=Q(until__isnull=True) | Q(until__gte=F("since")),
            ),
            models.CheckConstraint(name="power_has_a_regime", condition=~Q(regime=Regime.NONE)),
        ]

    def __str__(self) -> str:
        return f"{self.person}: {self.regime}"
