"""Seizures as pages show them. The modules are named by subject."""

from .choosing import (
    codes_to_choose,
    line_of,
    lines_to_choose,
    officers_to_choose,
    regimes_of,
    stands,
)
from .said import Dispute, Said
from .scenes import (
    DETECTION,
    WHY,
    LineShown,
    SceneShown,
    lacking,
    of_case,
    scene,
    to_confirm,
)

__all__ = [
    "DETECTION", "WHY", "Dispute", "LineShown", "Said", "SceneShown", "codes_to_choose", "lacking",
    "line_of", "lines_to_choose", "of_case", "officers_to_choose", "regimes_of", "scene",
    "stands", "to_confirm",
]  # fmt: skip
