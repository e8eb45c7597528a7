"""The worker: `@after(action)` reads the journal as an outbox, `@every(period)` keeps clocks.

What they change they change by acts, done once by an id made from the handler and the entry.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from datetime import timedelta

from .models import Entry, User

Handler = Callable[[User, Entry], None]
Clock = Callable[[User], None]


@dataclass(frozen=True)
class After:
    name: str
    action: str
    run: Handler


@dataclass(frozen=True)
class Every:
    name: str
    period: timedelta
    run: Clock


AFTER: list[After] = []
EVERY: list[Every] = []


def after(action: str) -> Callable[[Handler], Handler]:
    """Call the function with the worker and each entry of this action, at least once, in order."""

    def mark(handler: Handler) -> Handler:
        AFTER.append(After(f"{handler.__module__}.{handler.__name__}", action, handler))
        return handler

    return mark


def every(period: timedelta) -> Callable[[Clock], Clock]:
    """Call the function with the worker once in each period."""

    def mark(clock: Clock) -> Clock:
        EVERY.append(Every(f"{clock.__module__}.{clock.__name__}", period, clock))
        return clock

    return mark
