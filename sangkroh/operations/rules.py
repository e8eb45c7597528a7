"""The states of an operation and of those who go."""

from __future__ import annotations

from collections.abc import Collection
from datetime import timedelta
from enum import StrEnum

from sangkroh.core.errors import require


class Kind(StrEnum):
    RAID = "raid"
    CHECKPOINT = "checkpoint"
    BOAT_CHASE = "boat_chase"
    MARKET_SWEEP = "market_sweep"
    SURVEILLANCE = "surveillance"
    RESCUE = "rescue"  # an injured or stray animal
    COLLECTION = "collection"  # a hand-over by an owner or another agency
    PATROL = "patrol"


class State(StrEnum):
    PLANNED = "planned"
    UNDER_WAY = "under_way"
    ENDED = "ended"


class MomentKind(StrEnum):
    CALLED = "called"
    ANSWERED = "answered"
    ARRIVED = "arrived"
    LEFT = "left"


class Reply(StrEnum):
    COMING = "coming"
    CANNOT = "cannot"
    NO_ANSWER = "no_answer"
    TOLD_NOTHING = "told_nothing"  # deliberately not informed


class HandOverAnswer(StrEnum):
    ACCEPTED = "accepted"
    SENT_BACK = "sent_back"


RINGS_AFTER = timedelta(minutes=15)
"""An item of a hand-over that nobody accepted rings after this long."""
LATE_AFTER = timedelta(minutes=30)
"""Called and neither arrived nor excused for this long: somebody rings again. Our own figure."""


def state_of(*, called: bool, ended: bool) -> State:
    """Planned until the first is called; ended when its result is told."""
    if ended:
        return State.ENDED
    return State.UNDER_WAY if called else State.PLANNED


def still_open(ended: bool) -> None:
    require(not ended, "operations.ended")


def one_of_account_or_name(*, account: bool, name: bool) -> None:
    """Who is called is somebody with a log-in, or somebody typed by name: one of the two."""
    require(account != name, "operations.account-or-name", "name")


def is_awaited(kinds: Collection[MomentKind], reply: Reply | None) -> bool:
    """Whether somebody who was called is still expected to arrive."""
    if MomentKind.ARRIVED in kinds or MomentKind.LEFT in kinds or MomentKind.CALLED not in kinds:
        return False
    return reply in (None, Reply.COMING, Reply.NO_ANSWER)
