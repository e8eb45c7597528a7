"""Thirty-four real cases, told in our own words: what old papers look like in the record.

Facts of public reports, each with its source and `verified: no`; no name of a person or business.
"""

from __future__ import annotations

from pathlib import Path

from django.utils import timezone

import sangkroh.history
from sangkroh.core.actors import by_username
from sangkroh.history import importing
from sangkroh.history.importing import Import
from sangkroh.history.mapping import Mapping
from sangkroh.history.models import Row

from .story import Story

FILE = Path(sangkroh.history.__file__).parent / "data" / "practice_cases.jsonl"


def told() -> bool:
    return Row.objects.exists()


def tell() -> None:
    """The lead brings them in, as she would bring in a register of her own."""
    importing.run(Import(by_username("lina"), FILE, Mapping(), timezone.localdate()))


STORY = Story("Old papers", told, tell)
