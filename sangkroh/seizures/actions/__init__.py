"""Every change to what was seized. The modules are named by subject."""

from .accounts import confirm_regime, reconcile, state
from .record import (
    add_conveyance,
    add_ground,
    add_officer,
    add_photos,
    add_witness,
    book_line,
    correct_line,
    record,
)

__all__ = [
    "add_conveyance", "add_ground", "add_officer", "add_photos", "add_witness", "book_line",
    "confirm_regime", "correct_line", "reconcile", "record", "state",
]  # fmt: skip
