"""The books as readers see them: where everything is now, what became of it, what waits."""

from .facts import FactLine, fact_line, facts_lacking, facts_of, missing_of
from .requests import RequestLine, asked_about, asked_lines, in_one, request_line
from .road import (
    Road,
    RoadLine,
    StageShown,
    happened,
    road,
    roads,
    stages_of,
    unfinished,
)
from .steps import HoldLine, MovementText, Step, history, holds_of, movement_text
from .waiting import (
    carried,
    counts_due,
    facts_to_review,
    open_alarms,
    to_receive,
    under_way,
    waiting,
)
from .where import (
    NOW,
    Band,
    Group,
    Held,
    Whereabouts,
    group_here,
    held_for_case,
    held_in,
    held_in_each,
    held_of,
    here,
    label_of,
    on_the_road,
    place_of,
    reported,
    where_now,
    whereabouts,
)

__all__ = [
    "NOW", "Band", "FactLine", "Group", "Held", "HoldLine", "MovementText", "RequestLine", "Road",
    "RoadLine", "StageShown", "Step", "Whereabouts", "asked_about", "asked_lines", "carried",
    "counts_due", "fact_line", "facts_lacking", "facts_of", "facts_to_review",
    "group_here", "happened", "held_for_case", "held_in", "held_in_each", "held_of", "here",
    "history", "holds_of", "in_one", "label_of", "missing_of", "movement_text", "on_the_road",
    "open_alarms", "place_of", "reported", "request_line", "road", "roads", "stages_of",
    "to_receive",
    "under_way", "unfinished", "waiting", "where_now", "whereabouts",
]  # fmt: skip
