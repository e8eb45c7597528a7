"""Files by their hash, what is awaited, and every check that found something."""

from __future__ import annotations

from django.conf import settings
from django.db import models
from django.db.models import Q

from sangkroh.core.ids import new_id

from .rules import Origin, Outcome


class Pending(models.Model):
    """A file that was promised and is not there yet."""

    id = models.UUIDField(primary_key=True, default=new_id, editable=False)
    case = models.ForeignKey("cases.Case", models.PROTECT, related_name="+")
    what = models.CharField(max_length=200)
    sha256 = models.CharField(max_length=64, blank=True)
    about_kind = models.CharField(max_length=64, blank=True)
    about_id = models.UUIDField(null=True)
    marked_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, related_name="+")
    marked_at = models.DateTimeField()

    def __str__(self) -> str:
        return self.what


class GivenUp(models.Model):
    """Why an awaited file will not come."""

    pending = models.OneToOneField(Pending, models.PROTECT, related_name="given_up")
    reason = models.CharField(max_length=200)
    entry_id = models.UUIDField()

    def __str__(self) -> str:
        return self.reason


class File(models.Model):
    """A file kept in a case, perhaps about one thing in it. Never changed.

    `claimed_*` is what the camera or a person says, and no more than that.
    """

    id = models.UUIDField(primary_key=True, default=new_id, editable=False)
    case = models.ForeignKey("cases.Case", models.PROTECT, related_name="files")
    sha256 = models.CharField(max_length=64, db_index=True)
    size = models.BigIntegerField()
    media_type = models.CharField(max_length=64)
    name = models.CharField(max_length=200, blank=True)
    origin = models.CharField(max_length=16, choices=[(o.value, o.value) for o in Origin])
    taken_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.PROTECT, null=True, related_name="+"
    )
    taken_by_name = models.CharField(max_length=200, blank=True)
    claimed_time = models.CharField(max_length=32, blank=True)
    claimed_latitude = models.DecimalField(max_digits=9, decimal_places=6, null=True)
    claimed_longitude = models.DecimalField(max_digits=9, decimal_places=6, null=True)
    about_kind = models.CharField(max_length=64, blank=True)
    about_id = models.UUIDField(null=True)
    pending = models.ForeignKey(Pending, models.PROTECT, null=True, related_name="files")
    kept_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, related_name="+")
    kept_at = models.DateTimeField()
    entry_id = models.UUIDField()

    class Meta:
        indexes = [models.Index(fields=["about_kind", "about_id"], name="file_about")]
        constraints = [
            models.UniqueConstraint(
                name="file_once_about_one_thing",
                fields=["case", "sha256", "about_kind", "about_id"],
                condition=Q(about_id__isnull=False),
            ),
            models.UniqueConstraint(
                name="file_once_about_the_case", fields=["case", "sha256"],
                condition=Q(about_id__isnull=True),
            ),
            models.CheckConstraint(name="file_has_bytes", condition=Q(size__gt=0)),
        ]  # fmt: skip

    def __str__(self) -> str:
        return self.sha256[:12]


class Check(models.Model):
    """One reading of a file against its hash. The latest one holds."""

    id = models.UUIDField(primary_key=True, default=new_id, editable=False)
    file = models.ForeignKey(File, models.PROTECT, related_name="checks")
    outcome = models.CharField(max_length=8, choices=[(o.value, o.value) for o in Outcome])
    checked_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, related_name="+")
    checked_at = models.DateTimeField()

    class Meta:
        ordering = ["-id"]

    def __str__(self) -> str:
        return self.outcome
