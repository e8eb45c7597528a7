"""A case: its number, who may know, which agency plays which part, who is shut out."""

from __future__ import annotations

from django.db import models
from django.db.models import F, Q

from sangkroh.core.ids import new_id

from .rules import PartKind


class Case(models.Model):
    """One file number.

    `serial` counts the cases of an office in a year without a gap and is never shown; `number`
    is what people say and tells nothing of how many cases there are. `title` and `version` are
    those of the last `Title`. `hidden`: a hidden operation. `historical`: from old papers.
    """

    id = models.UUIDField(primary_key=True, default=new_id, editable=False)
    number = models.CharField(max_length=80, unique=True)
    year = models.PositiveSmallIntegerField()
    serial = models.PositiveIntegerField()
    title = models.CharField(max_length=200, blank=True)
    version = models.PositiveIntegerField(default=1)
    office = models.ForeignKey("network.Office", models.PROTECT, related_name="+")
    lead = models.ForeignKey("core.User", models.PROTECT, null=True, related_name="+")
    opened_by = models.ForeignKey("core.User", models.PROTECT, related_name="+")
    opened_at = models.DateTimeField()
    closed_at = models.DateTimeField(null=True, blank=True)
    historical = models.BooleanField(default=False)
    hidden = models.BooleanField(default=False)

    class Meta:
        ordering = ["-opened_at"]
        constraints = [
            models.UniqueConstraint(
                name="serial_once_per_office_and_year", fields=["office", "year", "serial"]
            ),
        ]

    def __str__(self) -> str:
        return self.number


class Title(models.Model):
    """A title that a case had: what the writer of a stale form had before his eyes."""

    id = models.UUIDField(primary_key=True, default=new_id, editable=False)
    case = models.ForeignKey(Case, models.PROTECT, related_name="titles")
    version = models.PositiveIntegerField()
    text = models.CharField(max_length=200, blank=True)
    by = models.ForeignKey("core.User", models.PROTECT, related_name="+")
    at = models.DateTimeField()

    class Meta:
        ordering = ["version"]
        constraints = [
            models.UniqueConstraint(name="title_once_per_version", fields=["case", "version"]),
        ]

    def __str__(self) -> str:
        return self.text


class Member(models.Model):
    """May know a case, from a moment to a moment."""

    id = models.UUIDField(primary_key=True, default=new_id, editable=False)
    case = models.ForeignKey(Case, models.PROTECT, related_name="members")
    user = models.ForeignKey("core.User", models.PROTECT, related_name="+")
    since = models.DateTimeField()
    until = models.DateTimeField(null=True, blank=True)
    added_by = models.ForeignKey("core.User", models.PROTECT, related_name="+")
    reason = models.CharField(max_length=200, blank=True)
    removed_by = models.ForeignKey("core.User", models.PROTECT, null=True, related_name="+")
    removed_reason = models.CharField(max_length=200, blank=True)

    class Meta:
        ordering = ["since", "id"]
        constraints = [
            models.UniqueConstraint(
                name="member_once_at_a_time", fields=["case", "user"],
                condition=Q(until__isnull=True),
            ),
            models.CheckConstraint(
                name="membership_ends_after_it_begins",
                condition=Q(until__isnull=True) | Q(until__gte=F("since")),
            ),
        ]  # fmt: skip

    def __str__(self) -> str:
        return f"{self.user}: {self.case}"


class Part(models.Model):
    """The part that an agency plays in a case."""

    id = models.UUIDField(primary_key=True, default=new_id, editable=False)
    case = models.ForeignKey(Case, models.PROTECT, related_name="parts")
    agency = models.ForeignKey("network.Agency", models.PROTECT, related_name="+")
    part = models.CharField(max_length=16, choices=[(p.value, p.value) for p in PartKind])
    since = models.DateTimeField()
    until = models.DateTimeField(null=True, blank=True)

    class Meta:
        ordering = ["since", "id"]
        constraints = [
            models.UniqueConstraint(
                name="part_once_at_a_time", fields=["case", "agency", "part"],
                condition=Q(until__isnull=True),
            ),
        ]  # fmt: skip

    def __str__(self) -> str:
        return f"{self.agency}: {self.part}"


class AgencyNumber(models.Model):
    """The number under which an agency keeps the case in its own books; the last row counts."""

    id = models.UUIDField(primary_key=True, default=new_id, editable=False)
    case = models.ForeignKey(Case, models.PROTECT, related_name="agency_numbers")
    agency = models.ForeignKey("network.Agency", models.PROTECT, related_name="+")
    number = models.CharField(max_length=200, blank=True)
    since = models.DateTimeField()

    class Meta:
        ordering = ["since", "id"]

    def __str__(self) -> str:
        return self.number


class Note(models.Model):
    """What a member wanted the others to know."""

    id = models.UUIDField(primary_key=True, default=new_id, editable=False)
    case = models.ForeignKey(Case, models.PROTECT, related_name="notes")
    text = models.TextField(max_length=10_000)
    by = models.ForeignKey("core.User", models.PROTECT, related_name="+")
    at = models.DateTimeField()

    class Meta:
        ordering = ["at", "id"]

    def __str__(self) -> str:
        return f"note of {self.case}"


class ShutOut(models.Model):
    """One of ours: a person involved serves in this agency; none of its accounts sees the case.

    `lead`: who led the case until then; a case that had one and has none lost it by this.
    """

    id = models.UUIDField(primary_key=True, default=new_id, editable=False)
    case = models.ForeignKey(Case, models.PROTECT, related_name="shut_outs")
    agency = models.ForeignKey("network.Agency", models.PROTECT, related_name="+")
    reason = models.CharField(max_length=200)
    by = models.ForeignKey("core.User", models.PROTECT, related_name="+")
    since = models.DateTimeField()
    lead = models.ForeignKey("core.User", models.PROTECT, null=True, related_name="+")

    class Meta:
        ordering = ["since", "id"]
        constraints = [
            models.UniqueConstraint(name="agency_shut_out_once", fields=["case", "agency"]),
        ]

    def __str__(self) -> str:
        return f"{self.agency} shut out of {self.case}"


class Readmission(models.Model):
    """A named person whom the lead lets in although the agency is shut out."""

    id = models.UUIDField(primary_key=True, default=new_id, editable=False)
    shut_out = models.ForeignKey(ShutOut, models.PROTECT, related_name="readmissions")
    user = models.ForeignKey("core.User", models.PROTECT, related_name="+")
    by = models.ForeignKey("core.User", models.PROTECT, related_name="+")
    reason = models.CharField(max_length=200)
    at = models.DateTimeField()

    class Meta:
        ordering = ["at", "id"]
        constraints = [
            models.UniqueConstraint(name="readmitted_once", fields=["shut_out", "user"]),
        ]

    def __str__(self) -> str:
        return f"{self.user} readmitted"


class Link(models.Model):
    """Two cases that belong together, and why."""

    id = models.UUIDField(primary_key=True, default=new_id, editable=False)
    case = models.ForeignKey(Case, models.PROTECT, related_name="links_from")
    other = models.ForeignKey(Case, models.PROTECT, related_name="links_to")
    reason = models.CharField(max_length=200)
    by = models.ForeignKey("core.User", models.PROTECT, related_name="+")
    at = models.DateTimeField()

    class Meta:
        ordering = ["at", "id"]
        constraints = [
            models.UniqueConstraint(name="linked_once", fields=["case", "other"]),
            models.CheckConstraint(
                name="no_case_is_linked_to_itself", condition=~Q(case=F("other"))
            ),
        ]

    def __str__(self) -> str:
        return f"{self.case} and {self.other}"


class Spot(models.Model):
    """Where, and on which days, a case is being worked: by this two teams learn of each other.

    A day that nobody knows is empty, and such a spot meets any other day.
    """

    id = models.UUIDField(primary_key=True, default=new_id, editable=False)
    case = models.ForeignKey(Case, models.PROTECT, related_name="spots")
    place = models.ForeignKey("reference.Place", models.PROTECT, related_name="+")
    first = models.DateField(null=True, blank=True)
    last = models.DateField(null=True, blank=True)
    by = models.ForeignKey("core.User", models.PROTECT, related_name="+")
    at = models.DateTimeField()

    class Meta:
        ordering = ["at", "id"]
        constraints = [
            models.CheckConstraint(
                name="spot_has_both_days_or_none",
                condition=Q(first__isnull=True, last__isnull=True)
                | Q(first__isnull=False, last__gte=F("first")),
            ),
        ]

    def __str__(self) -> str:
        return f"{self.case} at {self.place}"


class Match(models.Model):
    """Two teams meet somewhere: whom to tell of it silently, and with whom to speak.

    The lead of `case` is told, and speaks to the lead of `other`; there is a row for each of the
    two. Information that belongs to no case is an office's: then `case` or `other` is empty, and
    it is the leads of `office` who are told, or its duty officer with whom to speak.
    `settled_at`: they have spoken.
    """

    id = models.UUIDField(primary_key=True, default=new_id, editable=False)
    case = models.ForeignKey(Case, models.PROTECT, null=True, related_name="matches")
    other = models.ForeignKey(Case, models.PROTECT, null=True, related_name="+")
    office = models.ForeignKey("network.Office", models.PROTECT, null=True, related_name="+")
    spot = models.ForeignKey(Spot, models.PROTECT, related_name="+")
    """What brought it to light; of either case."""
    typed_by = models.ForeignKey("core.User", models.PROTECT, null=True, related_name="+")
    """Whose words brought it to light: the later ones. Of a hidden operation he is told nothing."""
    at = models.DateTimeField()
    settled_at = models.DateTimeField(null=True, blank=True)
    settled_by = models.ForeignKey("core.User", models.PROTECT, null=True, related_name="+")

    class Meta:
        ordering = ["at", "id"]
        constraints = [
            models.UniqueConstraint(
                name="match_told_once_for_a_spot", fields=["case", "other", "spot"]
            ),
            models.CheckConstraint(
                name="match_is_told_to_somebody",
                condition=Q(case__isnull=False) | Q(office__isnull=False, other__isnull=False),
            ),
        ]

    def __str__(self) -> str:
        return f"match of {self.case}"
