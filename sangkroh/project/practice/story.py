"""What a story of the practice world is."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass


@dataclass(frozen=True)
class Story:
    """One story told once: `is_told` says whether it is there already."""

    name: str
    is_told: Callable[[], bool]
    tell: Callable[[], None]
