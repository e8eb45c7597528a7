"""A network before it is contracted: every bend a node, every link a length of a sort."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field

import numpy as np
import numpy.typing as npt

from ..graph import Bytes, Floats, Ints, Source, Special, Way
from .speeds import NAMES, pace


@dataclass(frozen=True)
class Sort:
    """What links of one sort share. Only links of one sort are merged."""

    way: Way
    source: int = 0
    against: bool = False
    """Up the river."""


@dataclass(frozen=True, eq=False)
class Raw:
    """n nodes and m arcs as they were read, in any order."""

    lon: Floats
    lat: Floats
    layer: Bytes
    tail: Ints
    head: Ints
    sort: Ints
    """(m,) index into `sorts`."""
    length: Ints
    """(m,) millimetres, at least 1."""
    sorts: tuple[Sort, ...]
    sources: tuple[Source, ...]
    specials: tuple[Special, ...]
    title: str = ""
    notes: Mapping[str, int] = field(default_factory=dict)
    """What was found and what was left out while reading."""

    @property
    def n(self) -> int:
        return len(self.lon)

    def paces(self) -> Floats:
        """(sorts, 6) milliseconds a millimetre, by conveyance; inf for who cannot go there."""
        both = [pace(it.against)[it.way] for it in self.sorts]
        return np.array(both).reshape(-1, len(NAMES))

    def kept(self) -> npt.NDArray[np.bool_]:
        """(n,) nodes that contraction may not remove."""
        keep = np.zeros(self.n, bool)
        keep[[it.node for it in self.specials]] = True
        return keep
