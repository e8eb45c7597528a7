"""When something happened, as exactly as it is known and no more.

`Occurred` is earliest, latest, precision and the words used; all may be unknown. Nothing ever
prints a day that was not said. Order never comes from here: it is the journal's `seq`.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from enum import StrEnum

from .errors import require
from .text import has_control_characters


class Precision(StrEnum):
    MINUTE = "minute"
    HOUR = "hour"
    DAY = "day"
    MONTH = "month"
    YEAR = "year"
    BETWEEN = "between"  # some time between earliest and latest
    DAY_NO_YEAR = "day_no_year"  # only the words are known, for example 4 June
    MONTH_NO_YEAR = "month_no_year"
    UNKNOWN = "unknown"


BOUNDLESS = {Precision.DAY_NO_YEAR, Precision.MONTH_NO_YEAR, Precision.UNKNOWN}
CLOCKS_DIFFER = timedelta(minutes=10)
"""How far a device's clock may run ahead before a time counts as in the future."""
WORDS = 200
"""The most letters of the words that were used of a time."""


@dataclass(frozen=True)
class Occurred:
    """When it happened. `earliest` and `latest` are aware times, or None where unknown."""

    earliest: datetime | None = None
    latest: datetime | None = None
    precision: Precision = Precision.UNKNOWN
    words: str = ""

    def __post_init__(self) -> None:
        known = self.precision not in BOUNDLESS
        for path, bound in (("earliest", self.earliest), ("latest", self.latest)):
            require((bound is not None) == known, "core.bad-time", f"occurred.{path}")
            require(bound is None or bound.tzinfo is not None, "core.bad-time", f"occurred.{path}")
        if self.earliest and self.latest:
            require(self.earliest <= self.latest, "core.latest-before-earliest", "occurred.latest")

    @classmethod
    def at(cls, moment: datetime, words: str = "") -> Occurred:
        """At a moment known to the minute."""
        start = moment.replace(second=0, microsecond=0)
        return cls(start, start + timedelta(seconds=59), Precision.MINUTE, words)

    def may_be_said(self, now: datetime) -> None:
        """Refuse a time that has not come, allowing for clocks that differ, and words that are
        more than a line."""
        kept = len(self.words) <= WORDS
        require(kept, "core.too-long", "occurred.words", limit=WORDS)
        printable = not has_control_characters(self.words)
        require(printable, "core.control-characters", "occurred.words")
        require("\n" not in self.words, "core.one-line", "occurred.words")
        if self.earliest:
            require(self.earliest <= now + CLOCKS_DIFFER, "core.in-the-future", "occurred")


def now() -> datetime:
    """The time now, aware, in UTC."""
    return datetime.now(UTC)
