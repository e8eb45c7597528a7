"""The register of papers, what became of each, and how the forms read. Rows are only added."""

from __future__ import annotations

from django.conf import settings
from django.db import models

from sangkroh.core.ids import new_id

from .rules import Kind

KINDS = [(it.value, it.value) for it in Kind]


class Entered(models.Model):
    """A row that an act wrote: who, when it came in, and the act's entry."""

    id = models.UUIDField(primary_key=True, default=new_id, editable=False)
    by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, related_name="+")
    at = models.DateTimeField()
    entry_id = models.UUIDField()

    class Meta:
        abstract = True


class Paper(Entered):
    """A paper that took a number. `serial` has no gap within an office and a year.

    `subject` is the scene, hand-over, person, step or movement that it is filled from; `said` the
    SHA-256 of what it said; `file` the very bytes that were printed, kept as evidence.
    """

    office = models.ForeignKey("network.Office", models.PROTECT, related_name="+")
    year = models.PositiveSmallIntegerField()
    serial = models.PositiveIntegerField()
    number = models.CharField(max_length=80, unique=True)
    kind = models.CharField(max_length=12, choices=KINDS)
    case = models.ForeignKey("cases.Case", models.PROTECT, related_name="papers")
    subject = models.UUIDField()
    said = models.CharField(max_length=64)
    file = models.OneToOneField("evidence.File", models.PROTECT, related_name="+")

    class Meta:
        ordering = ["office", "-year", "-serial"]
        constraints = [
            models.UniqueConstraint(
                name="paper_once_in_the_register", fields=["office", "year", "serial"]
            ),
        ]

    def __str__(self) -> str:
        return self.number


class SignedCopy(Entered):
    """The paper as it was signed, photographed or scanned."""

    paper = models.ForeignKey(Paper, models.PROTECT, related_name="signed")
    file = models.OneToOneField("evidence.File", models.PROTECT, related_name="+")

    def __str__(self) -> str:
        return f"signed {self.paper_id}"


class Cancellation(Entered):
    """A spoilt paper: its number stays in the register, with the reason."""

    paper = models.OneToOneField(Paper, models.PROTECT, related_name="cancelled")
    reason = models.CharField(max_length=200)

    def __str__(self) -> str:
        return self.reason


class Letterhead(Entered):
    """What stands above the papers of an agency; the last row counts."""

    agency = models.ForeignKey("network.Agency", models.PROTECT, related_name="+")
    text_km = models.TextField(max_length=1000)
    text_en = models.TextField(max_length=1000, blank=True)

    class Meta:
        ordering = ["id"]

    def __str__(self) -> str:
        return self.text_km


class FormApproval(Entered):
    """A legal officer approves a form as it reads now. Any other wording is not approved."""

    kind = models.CharField(max_length=12, choices=KINDS)
    wording = models.CharField(max_length=64)
    source = models.CharField(max_length=200)

    def __str__(self) -> str:
        return f"{self.kind} {self.wording[:12]}"
