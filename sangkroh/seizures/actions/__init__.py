"""Every change to what was seized or found. The modules are named by subject."""

from .accounts import confirm_regime, reconcile, state
from .corrections import correct_event, correct_scene
from .lines import add_lines, book_line, correct_line
from .people import (
    add_consignment,
    add_conveyance,
    add_ground,
    add_officer,
    add_photos,
    add_witness,
)
from .record import record

__all__ = [
    "add_consignment", "add_conveyance", "add_ground", "add_lines", "add_officer", "add_photos",
    "add_witness", "book_line", "confirm_regime", "correct_event", "correct_line",
    "correct_scene", "reconcile", "record", "state",
]  # fmt: skip
