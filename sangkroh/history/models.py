"""Where a case from old papers came from, in which words, and who told: rows are only added."""

from __future__ import annotations

from django.db import models

from sangkroh.core.ids import new_id

from .codes import Source


class File(models.Model):
    """A file of old papers: its name, what it holds (SHA-256), and of which register it is."""

    id = models.UUIDField(primary_key=True, default=new_id, editable=False)
    name = models.CharField(max_length=200)
    sha256 = models.CharField(max_length=64)
    book = models.CharField(max_length=200, blank=True)
    by = models.ForeignKey("core.User", models.PROTECT, related_name="+")
    at = models.DateTimeField()
    entry_id = models.UUIDField()

    class Meta:
        constraints = [
            models.UniqueConstraint(
                name="history_file_once_by_a_person", fields=["sha256", "book", "by"]
            ),
        ]

    def __str__(self) -> str:
        return self.name


class Row(models.Model):
    """One case as its row told it, word for word; `key` is its number in the papers."""

    id = models.UUIDField(primary_key=True, default=new_id, editable=False)
    file = models.ForeignKey(File, models.PROTECT, related_name="rows")
    case = models.OneToOneField("cases.Case", models.PROTECT, related_name="+")
    book = models.CharField(max_length=200, blank=True)
    key = models.CharField(max_length=200)
    number = models.PositiveIntegerField()
    told = models.JSONField()
    digest = models.CharField(max_length=64)
    entry_id = models.UUIDField()

    class Meta:
        constraints = [
            models.UniqueConstraint(name="history_case_once_in_a_book", fields=["book", "key"]),
        ]

    def __str__(self) -> str:
        return self.key


class Information(models.Model):
    """Who told, by class, and what was said of it. Only who brought it in reads it; erasable."""

    id = models.UUIDField(primary_key=True, default=new_id, editable=False)
    case = models.OneToOneField("cases.Case", models.PROTECT, related_name="+")
    source = models.CharField(max_length=24, choices=[(it.value, it.value) for it in Source])
    note = models.TextField(max_length=10_000, blank=True)
    keeper = models.ForeignKey("core.User", models.PROTECT, related_name="+")
    entry_id = models.UUIDField()

    def __str__(self) -> str:
        return "information received"
