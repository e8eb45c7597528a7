"""Every change to the books. The modules are named by subject; the acts are `custody.<verb>`."""

from .counting import What, correct_count, count, explain, head_count
from .decisions import (
    hand_to_authority,
    plan_destruction,
    plan_euthanasia,
    plan_release,
    plan_transfer,
    recapture,
    return_by_order,
    reverse,
)
from .facts import FactKind, Outcome, add_to_fact, die, record_fact, record_past, review_fact
from .handover import dispatch, receive
from .holds import HoldKind, freeze, lift_hold, place_hold, unfreeze
from .intake import birth, correct_origin, hatch, open_account, take_in
from .moving import individualise, move, split
from .naming import identify, reidentify
from .requests import approve, decline
from .road import arrive, explain_dead, leave, rest

__all__ = [
    "FactKind", "HoldKind", "Outcome", "What", "add_to_fact", "approve", "arrive", "birth",
    "correct_count", "correct_origin", "count", "decline", "die", "dispatch", "explain",
    "explain_dead", "freeze", "hand_to_authority", "hatch", "head_count", "identify",
    "individualise", "leave", "lift_hold", "move", "open_account", "place_hold",
    "plan_destruction", "plan_euthanasia", "plan_release", "plan_transfer", "recapture",
    "receive", "record_fact", "record_past", "reidentify", "rest", "return_by_order", "reverse",
    "review_fact", "split", "take_in", "unfreeze",
]  # fmt: skip
