"""What the pages of cases show, each for one reader."""

from sangkroh.network.queries import Choices, named

from .case import (
    PARTS,
    CaseLine,
    Head,
    NoteLine,
    Wanted,
    case_choices,
    found,
    head,
    lines,
    listed,
    member_choices,
    notes,
    years,
)
from .meetings import (
    AtWork,
    Deconfliction,
    MatchLine,
    at_work,
    deconflict,
    hidden_spots_near,
    match,
    matches,
    meeting,
    place_near,
)
from .steps import Step, Timeline, timeline

__all__ = [
    "PARTS",
    "AtWork",
    "CaseLine",
    "Choices",
    "Deconfliction",
    "Head",
    "MatchLine",
    "NoteLine",
    "Step",
    "Timeline",
    "Wanted",
    "at_work",
    "case_choices",
    "deconflict",
    "found",
    "head",
    "hidden_spots_near",
    "lines",
    "listed",
    "match",
    "matches",
    "meeting",
    "member_choices",
    "named",
    "notes",
    "place_near",
    "timeline",
    "years",
]
