"""Places, species and their legal status over time, law, code lists: dated, each with its source.

Nothing is overwritten. A value that changes ends, and a new row begins; a place keeps its id,
because every other room points at it, and what it was before is kept in `PlacePast`. A value is
verified only when a named person has confirmed it against a source.
"""

from __future__ import annotations

from datetime import date
from typing import Any

from django.conf import settings
from django.db import models
from django.db.models import F, Q

from sangkroh.core.ids import new_id

from .rules import (
    Authority,
    Cites,
    Confidence,
    Iucn,
    Level,
    NameLanguage,
    National,
    PlaceKind,
    Rank,
    Scheme,
)  # fmt: skip


def _choices(kind: Any) -> list[tuple[Any, str]]:
    return [(it.value, str(it.value)) for it in kind]


class Sourced(models.Model):
    """Where a value comes from, how sure it is, and who has confirmed it against what."""

    source = models.TextField(blank=True)
    confidence = models.CharField(
        max_length=32, choices=_choices(Confidence), default=Confidence.STATED
    )
    verified = models.BooleanField(default=False)
    verified_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.PROTECT, null=True, related_name="+"
    )
    verified_at = models.DateTimeField(null=True)
    verified_against = models.CharField(max_length=200, blank=True)

    class Meta:
        abstract = True
        constraints = [
            models.CheckConstraint(
                name="%(class)s_verified_by_somebody",
                condition=Q(verified=False, verified_by__isnull=True, verified_at__isnull=True)
                | (
                    Q(verified=True, verified_by__isnull=False, verified_at__isnull=False)
                    & ~Q(verified_against="")
                ),
            ),
        ]


class Dated(models.Model):
    """True from a day (None: since ever, or not known) until the day before another."""

    since = models.DateField(null=True)
    until = models.DateField(null=True)

    class Meta:
        abstract = True
        constraints = [
            models.CheckConstraint(
                name="%(class)s_ends_after_it_begins",
                condition=Q(since__isnull=True) | Q(until__isnull=True) | Q(until__gte=F("since")),
            ),
        ]

    def holds_on(self, day: date) -> bool:
        return (self.since is None or self.since <= day) and (
            self.until is None or day < self.until
        )


class Place(Sourced, Dated):
    """A country, a division of Cambodia down to the village, or a named place of our own list.

    `code` is the gazetteer's (2, 4, 6 or 8 digits), the country's ISO code or our own; among
    villages it is not unique. `key` and `key_km` are its names as they are searched.
    """

    id = models.UUIDField(primary_key=True, default=new_id, editable=False)
    code = models.CharField(max_length=40, db_index=True)
    kind = models.CharField(max_length=8, choices=_choices(Level))
    named_kind = models.CharField(max_length=16, choices=_choices(PlaceKind), blank=True)
    """What a named place is; empty for a country or a division."""
    name = models.CharField(max_length=200)
    name_km = models.CharField(max_length=200, blank=True)
    key = models.CharField(max_length=200)
    key_km = models.CharField(max_length=200, blank=True)
    order = models.PositiveSmallIntegerField()
    """Where its level comes in a search: the higher level first."""
    parent = models.ForeignKey("self", models.PROTECT, null=True, related_name="parts")
    latitude = models.DecimalField(max_digits=9, decimal_places=6, null=True)
    longitude = models.DecimalField(max_digits=9, decimal_places=6, null=True)
    data_year = models.PositiveSmallIntegerField(null=True)
    dataset = models.CharField(max_length=20, blank=True)
    """The dataset that keeps it up to date; empty once a person has added or corrected it."""
    note = models.TextField(blank=True)

    class Meta(Sourced.Meta):
        abstract = False
        constraints = [
            *Sourced.Meta.constraints,
            *Dated.Meta.constraints,
            models.CheckConstraint(
                name="place_has_both_coordinates_or_none",
                condition=Q(latitude__isnull=True, longitude__isnull=True)
                | Q(latitude__isnull=False, longitude__isnull=False),
            ),
        ]

    def __str__(self) -> str:
        return f"{self.name} ({self.code})"


class PlacePast(models.Model):
    """A place as it was before a correction, kept as it stood."""

    id = models.UUIDField(primary_key=True, default=new_id, editable=False)
    place = models.ForeignKey(Place, models.PROTECT, related_name="past")
    was = models.JSONField()
    reason = models.TextField()
    changed_at = models.DateTimeField()
    changed_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, related_name="+")

    def __str__(self) -> str:
        return f"{self.place} until {self.changed_at}"


class PlaceName(Sourced, Dated):
    """Another name or spelling of a place."""

    id = models.UUIDField(primary_key=True, default=new_id, editable=False)
    place = models.ForeignKey(Place, models.PROTECT, related_name="names")
    text = models.CharField(max_length=200)
    key = models.CharField(max_length=200)

    class Meta(Sourced.Meta):
        abstract = False
        constraints = [
            *Sourced.Meta.constraints,
            *Dated.Meta.constraints,
            models.UniqueConstraint(name="placename_once", fields=["place", "text"]),
        ]

    def __str__(self) -> str:
        return self.text


class Taxon(Sourced):
    """A species, a genus, or a name as reported that may be any of several (`rank` reported).

    A reported name such as "rat snake" stays open until somebody qualified identifies the animal;
    its candidates are rows of `Candidate`. The English and Khmer names are the ones in use; all
    names, with their dates and sources, are rows of `TaxonName`.
    """

    id = models.UUIDField(primary_key=True, default=new_id, editable=False)
    scientific_name = models.CharField(max_length=200, unique=True)
    rank = models.CharField(max_length=12, choices=_choices(Rank))
    group = models.CharField(max_length=40)
    english_name = models.CharField(max_length=200, blank=True)
    khmer_name = models.CharField(max_length=200, blank=True)
    khmer_name_verified = models.BooleanField(default=False)
    origin_in_cambodia = models.CharField(max_length=200, blank=True)
    habitat = models.TextField(blank=True)
    note = models.TextField(blank=True)
    unsure = models.TextField(blank=True)
    """What in the row nobody has checked, in the words of the dataset."""

    class Meta(Sourced.Meta):
        abstract = False

    def __str__(self) -> str:
        return self.scientific_name

    @property
    def is_open(self) -> bool:
        return self.rank == Rank.REPORTED


class Candidate(models.Model):
    """One of the taxa that a reported name may mean."""

    id = models.UUIDField(primary_key=True, default=new_id, editable=False)
    reported = models.ForeignKey(Taxon, models.PROTECT, related_name="candidates")
    taxon = models.ForeignKey(Taxon, models.PROTECT, related_name="reported_as")
    source = models.TextField(blank=True)

    class Meta:
        constraints = [
            models.UniqueConstraint(name="candidate_once", fields=["reported", "taxon"]),
            models.CheckConstraint(name="candidate_is_another", condition=~Q(reported=F("taxon"))),
        ]

    def __str__(self) -> str:
        return f"{self.reported}: {self.taxon}"


class TaxonName(Sourced, Dated):
    """A name by which a taxon is known. `preferred` marks the one in use in its language."""

    id = models.UUIDField(primary_key=True, default=new_id, editable=False)
    taxon = models.ForeignKey(Taxon, models.PROTECT, related_name="names")
    language = models.CharField(max_length=8, choices=_choices(NameLanguage))
    text = models.CharField(max_length=200)
    key = models.CharField(max_length=200)
    preferred = models.BooleanField(default=False)

    class Meta(Sourced.Meta):
        abstract = False
        constraints = [
            *Sourced.Meta.constraints,
            *Dated.Meta.constraints,
            models.UniqueConstraint(
                name="taxonname_one_preferred", fields=["taxon", "language"],
                condition=Q(preferred=True, until__isnull=True),
            ),
        ]  # fmt: skip

    def __str__(self) -> str:
        return self.text


class LegalStatus(Sourced, Dated):
    """What a scheme says of a taxon from a day to a day. `as_written` keeps the source's words."""

    id = models.UUIDField(primary_key=True, default=new_id, editable=False)
    taxon = models.ForeignKey(Taxon, models.PROTECT, related_name="statuses")
    scheme = models.CharField(max_length=12, choices=_choices(Scheme))
    value = models.CharField(
        max_length=12,
        choices=sorted(
            {it for kind in (Cites, Iucn, National, Authority) for it in _choices(kind)}
        ),
    )
    as_written = models.CharField(max_length=200, blank=True)
    note = models.TextField(blank=True)

    class Meta(Sourced.Meta):
        abstract = False
        constraints = [
            *Sourced.Meta.constraints,
            *Dated.Meta.constraints,
            models.UniqueConstraint(
                name="legalstatus_one_now", fields=["taxon", "scheme"],
                condition=Q(until__isnull=True),
            ),
        ]  # fmt: skip

    def __str__(self) -> str:
        return f"{self.taxon} {self.scheme} {self.value}"


class Law(Sourced):
    """A law, a sub-decree, a prakas or a treaty."""

    id = models.UUIDField(primary_key=True, default=new_id, editable=False)
    code = models.CharField(max_length=40, unique=True)
    title = models.CharField(max_length=200)
    title_km = models.CharField(max_length=200, blank=True)
    number = models.CharField(max_length=200, blank=True)
    dated = models.CharField(max_length=200, blank=True)
    """When it was made or came into force, in the words of the source."""

    class Meta(Sourced.Meta):
        abstract = False

    def __str__(self) -> str:
        return self.title


class Article(Sourced, Dated):
    """An article of a law as it stood from a day to a day."""

    id = models.UUIDField(primary_key=True, default=new_id, editable=False)
    law = models.ForeignKey(Law, models.PROTECT, related_name="articles")
    number = models.CharField(max_length=40)
    text = models.TextField(blank=True)
    penalty = models.TextField(blank=True)

    class Meta(Sourced.Meta):
        abstract = False
        constraints = [
            *Sourced.Meta.constraints,
            *Dated.Meta.constraints,
            models.UniqueConstraint(
                name="article_one_now", fields=["law", "number"], condition=Q(until__isnull=True)
            ),
        ]

    def __str__(self) -> str:
        return f"{self.law} {self.number}"


class Code(Sourced, Dated):
    """A row of a code list; `version` is the list's."""

    id = models.UUIDField(primary_key=True, default=new_id, editable=False)
    list = models.CharField(max_length=40)
    code = models.CharField(max_length=100)
    label = models.CharField(max_length=200)
    label_km = models.CharField(max_length=200, blank=True)
    version = models.CharField(max_length=40, blank=True)
    order = models.PositiveSmallIntegerField(default=0)

    class Meta(Sourced.Meta):
        abstract = False
        constraints = [
            *Sourced.Meta.constraints,
            *Dated.Meta.constraints,
            models.UniqueConstraint(
                name="code_one_now", fields=["list", "code"], condition=Q(until__isnull=True)
            ),
        ]

    def __str__(self) -> str:
        return f"{self.list} {self.code}"


class JurisdictionRule(Sourced, Dated):
    """Which regime a line item falls under, as a proposal; the first rule that fits counts.

    `taxa` is "*", "group:…", "genus:…" or "taxon:…"; `in_protected_area` asks where it was found.
    """

    id = models.UUIDField(primary_key=True, default=new_id, editable=False)
    order = models.PositiveSmallIntegerField()
    taxa = models.CharField(max_length=100)
    in_protected_area = models.BooleanField(default=False)
    regime = models.CharField(max_length=12, choices=_choices(Authority))
    reason = models.TextField()
    reason_km = models.TextField(blank=True)

    class Meta(Sourced.Meta):
        abstract = False
        constraints = [
            *Sourced.Meta.constraints,
            *Dated.Meta.constraints,
            models.UniqueConstraint(
                name="jurisdictionrule_one_now", fields=["order"], condition=Q(until__isnull=True)
            ),
        ]

    def __str__(self) -> str:
        return f"{self.order} {self.taxa}: {self.regime}"
