"""What the engine is asked and what it answers: plain values, with times that know their zone."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import UTC, datetime, timedelta

from .calibration import Chance
from .graph import Place
from .particles import Clocks
from .profiles import DRIVERS, Profile


@dataclass(frozen=True)
class Settings:
    """Unknown for Cambodia, all of them: working figures with a sensitivity view beside."""

    theta: float = 1 / 120
    """Per second: how strongly a cheaper way is preferred. 1/60 to 1/600."""
    profiles: tuple[Profile, ...] = DRIVERS
    clocks: Clocks = field(default_factory=Clocks)
    team_sd: float = 0.2
    """Spread of a team's travel time, as in exp(N(0, sd^2))."""
    margin_s: float = 120.0
    """A team wants to be there this long before."""
    detection: float = 0.95
    """A held post notices a target that passes, unless the question says otherwise."""
    spread: float = 0.15
    """Share of the prior for destinations that the tip does not name."""
    hideouts: int = 8
    """Towns inside the country among those destinations."""
    particles: int = 10_000
    certified: int = 2_000
    """Targets in the exact model."""
    delta: float = 0.02
    """A running plan is changed only for more than this gain in chance."""
    simpler_by: float = 0.005
    """A simple rule that comes this near is proposed instead."""
    utc_offset_h: float = 7.0
    """Local time, for speeds by the hour. Cambodia has no summer time."""


@dataclass(frozen=True)
class Tip:
    """Where the target was, when it left, and where it may be heading."""

    place: Place
    earliest: datetime
    latest: datetime
    destinations: Mapping[str, float] = field(default_factory=dict)
    """Keys of special nodes with weights, as far as the tip tells; none: all alike."""
    conveyances: Mapping[str, float] = field(default_factory=lambda: {"any": 1.0})
    """Names in `ground.CONVEYANCES` with weights."""


@dataclass(frozen=True)
class Sighting:
    """`reliability`: the share of such reports that turn out right."""

    place: Place
    at: datetime
    reliability: float = 0.9
    within_s: float = 300.0


@dataclass(frozen=True)
class NothingPassed:
    """Somebody watched a post and nothing came. Only what was watched is evidence."""

    post: str
    begin: datetime
    end: datetime
    detection: float = 0.9


@dataclass(frozen=True)
class Team:
    """`posts`: keys of the posts it can serve and may act at; None is all that it can reach."""

    key: str
    place: Place
    ready: datetime
    conveyance: str = "car"
    posts: frozenset[str] | None = None


@dataclass(frozen=True)
class Question:
    tip: Tip
    teams: tuple[Team, ...]
    now: datetime
    news: tuple[Sighting | NothingPassed, ...] = ()
    most: int = 6
    """Teams that may go."""
    running: Mapping[str, str] = field(default_factory=dict)
    """Tasks under way: team key to post key."""
    detection: Mapping[str, float] = field(default_factory=dict)
    """By post key, where it differs from the settings'."""
    seed: int = 1


@dataclass(frozen=True)
class Task:
    """One line of the first screen: who, where, leave by; and why, one tap further."""

    team: str
    post: str
    leave_by: datetime
    """Leaving later loses more than a tenth of what this team is likely to meet."""
    arrives: datetime
    window: tuple[datetime, datetime]
    """Between these nine in ten of the targets pass that it is likely to meet."""
    hold_until: datetime
    """Not worth holding longer: 19 in 20 of them have passed."""
    chance: Chance
    """That the target passes and this team meets it, whatever the others do."""
    adds: float
    """Raw share that no other team of the plan would meet."""


@dataclass(frozen=True)
class Rival:
    """A simple rule on the same targets."""

    rule: str
    tasks: Mapping[str, str]
    chance: Chance


@dataclass(frozen=True)
class Assumed:
    """What the plan rests on."""

    destinations: Mapping[str, float]
    """Key of the destination to its weight now; "" gathers the nameless."""
    tip_age_s: float
    settings: Settings
    calibrated_on: str
    effective: float
    """Effective number of imaginary targets."""
    left_aside: tuple[int, ...]
    """Numbers of sightings that nobody could have made."""
    out_of_reach: float
    """Prior weight of destinations that no way leads to."""
    links: int
    """Links on the likely ways and on the teams' ways."""
    unverified_links: int
    """Those of them that nobody checked."""


@dataclass(frozen=True)
class Plan:
    """Advice: a person decides."""

    tasks: tuple[Task, ...]
    """By leave-by time."""
    chance: Chance
    gap: float
    """The best plan there is meets at most this share more, on the certified targets."""
    proved: bool
    """The exact model was solved to the end within its time."""
    rule: str
    """"model", or the simple rule that does as well."""
    rivals: tuple[Rival, ...]
    kept: bool
    """The running tasks were kept since a change would gain too little."""
    changed: tuple[str, ...]
    """Teams whose task differs from the running one."""
    assumed: Assumed


class Clock:
    """Seconds after the local midnight before a moment: what the engine counts in."""

    def __init__(self, moment: datetime, utc_offset_h: float) -> None:
        offset = timedelta(hours=utc_offset_h)
        local = moment.astimezone(UTC) + offset
        self.midnight = local.replace(hour=0, minute=0, second=0, microsecond=0) - offset

    def __call__(self, moment: datetime) -> float:
        return (moment - self.midnight).total_seconds()

    def moment(self, clock: float) -> datetime:
        return self.midnight + timedelta(seconds=float(clock))
