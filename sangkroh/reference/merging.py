"""How a row ends and another begins, and how a dataset is brought in, inside an act.

What is new is added, what changed ends and begins anew, and what a person has corrected or
verified stays as they left it.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import date
from typing import Any
from uuid import UUID

from django.db import models
from django.utils import timezone

from sangkroh.core.door import this_act
from sangkroh.core.errors import require
from sangkroh.core.models import User
from sangkroh.core.types import Shape

from . import policies
from .importers import PlaceSet, Reading, Trouble
from .models import (
    Article,
    Candidate,
    Code,
    Dated,
    JurisdictionRule,
    Law,
    LegalStatus,
    Place,
    PlaceName,
    PlacePast,
    Sourced,
    Taxon,
    TaxonName,
)  # fmt: skip
from .rules import Confidence

NEVER = date.min
"""The end of a row that turned out never to have been true: it holds on no day."""


@dataclass
class Merge:
    added: int = 0
    changed: int = 0
    ended: int = 0
    same: int = 0
    troubles: list[Trouble] = field(default_factory=list)


class Problem(Shape):
    """A row or rows of a dataset that a person should look at."""

    code: str
    which: str
    rows: int


class Loaded(Shape):
    """What loading a dataset did."""

    added: int
    changed: int
    ended: int
    same: int
    problems: list[Problem]


def loaded(done: Merge) -> Loaded:
    """The answer of a loading act."""
    return Loaded(
        added=done.added, changed=done.changed, ended=done.ended, same=done.same,
        problems=[Problem(code=it.code, which=it.which, rows=it.rows) for it in done.troubles],
    )  # fmt: skip


@dataclass(frozen=True)
class Identity:
    """By which fields a row is found again, and which it is compared by."""

    by: tuple[str, ...]
    same: tuple[str, ...]


IDENTITIES: dict[type[models.Model], Identity] = {
    PlaceName: Identity(("place_id", "text"), ()),
    Taxon: Identity(("pk",), ("group", "english_name", "origin_in_cambodia", "habitat", "note")),
    TaxonName: Identity(("taxon_id", "language", "text"), ()),
    Candidate: Identity(("reported_id", "taxon_id"), ()),
    LegalStatus: Identity(("taxon_id", "scheme"), ("value", "as_written", "note")),
    Law: Identity(("code",), ("title", "title_km", "number", "dated")),
    Article: Identity(("law_id", "number"), ("text", "penalty")),
    Code: Identity(("list", "code"), ("label", "label_km", "version")),
    JurisdictionRule: Identity(
        ("order",), ("taxa", "in_protected_area", "regime", "reason", "reason_km")
    ),
}
PLACE_FIELDS = (
    "code", "kind", "named_kind", "name", "name_km", "key", "key_km", "parent_id", "latitude",
    "longitude", "note", "source", "data_year",
)  # fmt: skip


def merge(reading: Reading) -> Merge:
    """Bring in rows of any kind but places."""
    done = Merge(troubles=list(reading.troubles))
    for kind in dict.fromkeys(type(it) for it in reading.rows):
        _merge_kind(kind, [it for it in reading.rows if type(it) is kind], done)
    return done


def _merge_kind(kind: type[models.Model], rows: list[Any], done: Merge) -> None:
    identity = IDENTITIES[kind]
    dated = issubclass(kind, Dated)
    current = kind._default_manager.filter(until__isnull=True) if dated else kind._default_manager
    there = {_values(it, identity.by): it for it in current.all()}
    preferred = {(it.taxon_id, it.language) for it in there.values()
                 if isinstance(it, TaxonName) and it.preferred}  # fmt: skip
    new = []
    for row in rows:
        old = there.get(_values(row, identity.by))
        if isinstance(row, TaxonName) and (row.taxon_id, row.language) in preferred:
            row.preferred = False
        if old is None:
            new.append(row)
        elif _values(old, identity.same) == _values(row, identity.same):
            done.same += 1
        elif isinstance(old, Sourced) and (old.verified or old.confidence == Confidence.STATED):
            done.same += 1
            done.troubles.append(Trouble("kept-as-corrected", str(row)[:80]))
        elif dated:
            end(old, timezone.localdate())
            row.since = timezone.localdate()
            new.append(row)
            done.changed += 1
        else:
            for name in identity.same:
                setattr(old, name, getattr(row, name))
            old.save()
            done.changed += 1
    kind._default_manager.bulk_create(new)
    done.added += len(new)


def end(row: Any, day: date | None) -> None:
    """The row held until the day before `day`; None: it turned out never to have been true."""
    row.until = day or row.since or NEVER
    if isinstance(row, TaxonName):
        row.preferred = False
    row.save()


def merge_places(actor: User, dataset: PlaceSet, reading: Reading) -> Merge:
    done = Merge(troubles=list(reading.troubles))
    there = Place.objects.in_bulk()
    new, wanted = [], set()
    for row in reading.rows:
        wanted.add(row.pk)
        old = there.get(row.pk)
        if old is None:
            new.append(row)
        elif _values(old, PLACE_FIELDS) == _values(row, PLACE_FIELDS):
            done.same += 1
        elif old.dataset != dataset:
            done.same += 1
            done.troubles.append(Trouble("kept-as-corrected", row.code))
        else:
            keep_past(actor, old, str(dataset))
            for name in PLACE_FIELDS:
                setattr(old, name, getattr(row, name))
            old.save()
            done.changed += 1
    Place.objects.bulk_create(new)
    done.added = len(new)
    for old in there.values():
        if old.dataset == dataset and old.until is None and old.pk not in wanted:
            end(old, timezone.localdate())
            done.ended += 1
    return done


def keep_past(actor: User, place: Place, reason: str) -> None:
    """Keep the place as it stands, before it is changed."""
    was = {name: _plain(getattr(place, name)) for name in
           (*PLACE_FIELDS, "since", "until", "verified", "verified_against")}  # fmt: skip
    PlacePast.objects.create(
        place=place, was=was, reason=reason, changed_at=this_act().received_at, changed_by=actor
    )


def _plain(value: Any) -> Any:
    return value if value is None or isinstance(value, bool | int) else str(value)


def _values(row: Any, names: tuple[str, ...]) -> tuple[Any, ...]:
    return tuple(getattr(row, name) for name in names)


def replace(former: Any, since: date | None) -> None:
    """End the row that holds now, from the day of the new one, or as never having been true."""
    old = former.filter(until__isnull=True).select_for_update().first()
    if old:
        later = since is None or old.since is None or since >= old.since
        require(later, "reference.before-the-former", "since")
        end(old, since)


def verify(actor: User, kind: type[Any], id: UUID, path: str, against: str) -> UUID:
    """Somebody authorised confirms the value against a source: who, when and which are kept."""
    it = policies.get(actor, kind, id, path)
    require(getattr(it, "until", None) is None, "reference.ended", path)
    require(not it.verified, "reference.verified-already", path)
    it.verified, it.verified_by, it.verified_against = True, actor, against
    it.verified_at = this_act().received_at
    it.save()
    return id
