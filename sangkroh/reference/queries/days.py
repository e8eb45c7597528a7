"""Which rows hold on a day."""

from __future__ import annotations

from datetime import date

from django.db.models import Q
from django.utils import timezone


def today() -> date:
    return timezone.localdate()


def now_true(day: date | None = None) -> Q:
    """Rows that hold on the day (today)."""
    on = day or today()
    return (Q(since__isnull=True) | Q(since__lte=on)) & (Q(until__isnull=True) | Q(until__gt=on))
