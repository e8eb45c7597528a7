"""Reading places, species, law and codes: read-only shapes for pickers, pages and other rooms."""

from __future__ import annotations

from datetime import date

from django.db.models import QuerySet
from django.utils.translation import get_language

from ..models import Code, Place
from ..rules import Level
from .days import now_true, today
from .places import PlaceHit, find_places, guess_places, hit_of, place
from .taxa import (
    Listing,
    Proposal,
    TaxonHit,
    candidates,
    find_taxa,
    guess_taxa,
    is_listed,
    regime_for,
    status_on,
    taxon,
    taxon_hit,
    taxon_named,
)

__all__ = [
    "Listing", "PlaceHit", "Proposal", "TaxonHit", "candidates", "code_label", "codes",
    "find_places", "find_taxa", "guess_places", "guess_taxa", "hit_of", "in_language",
    "is_listed", "now_true", "place", "provinces", "regime_for", "status_on", "taxon",
    "taxon_hit", "taxon_named", "today",
]  # fmt: skip


def in_language(hit: PlaceHit | TaxonHit) -> str:
    """The label in the reader's language."""
    return hit.label_km if get_language() == "km" else hit.label


def provinces() -> list[tuple[str, str]]:
    """The provinces to pick from, in the reader's language."""
    rows = Place.objects.filter(now_true(), kind=Level.PROVINCE).order_by("name")
    km = get_language() == "km"
    return [(str(it.pk), (km and it.name_km) or it.name) for it in rows]


def codes(list: str, day: date | None = None) -> QuerySet[Code]:
    """The codes of a list that hold on the day (today), in their order."""
    return Code.objects.filter(now_true(day), list=list).order_by("order", "code")


def code_label(code: Code) -> str:
    """What a code is called in the reader's language."""
    return (get_language() == "km" and code.label_km) or code.label
