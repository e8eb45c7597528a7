"""The tables of the books: accounts, lots and movements, and the way of a load."""

from .books import (
    Account,
    Alarm,
    Approval,
    Balance,
    Entered,
    Explanation,
    Fact,
    FactDetail,
    Freeze,
    Hold,
    HoldLift,
    Lot,
    Movement,
    MovementLine,
    Request,
    Review,
    Root,
    Thaw,
)
from .road import DeadExplained, Handover, Receipt, Rest, Stage, StageEnd

__all__ = [
    "Account", "Alarm", "Approval", "Balance", "DeadExplained", "Entered", "Explanation", "Fact",
    "FactDetail", "Freeze", "Handover", "Hold", "HoldLift", "Lot", "Movement", "MovementLine",
    "Receipt", "Request", "Rest", "Review", "Root", "Stage", "StageEnd", "Thaw",
]  # fmt: skip
