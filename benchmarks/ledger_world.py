"""A centre with two pens and enough groups of animals to move between them."""

from __future__ import annotations

import itertools
import threading

from sangkroh.care import actions as care
from sangkroh.care.rules import EnclosureKind
from sangkroh.cases import actions as cases
from sangkroh.core.actors import by_username
from sangkroh.core.ids import new_id
from sangkroh.custody import actions as custody
from sangkroh.custody.actions.intake import NewLot
from sangkroh.custody.actions.moving import Moved
from sangkroh.custody.rules import Origin, Subject, Unit
from sangkroh.reference import queries as reference

LOTS, EACH = 500, 1_000_000


class World:
    """Lots of a million animals each, so that no number of moves empties one."""

    def __init__(self) -> None:
        lina, self.srey = by_username("lina"), by_username("srey")
        self.case, self.pens = new_id(), [new_id(), new_id()]
        cases.open(lina, id=self.case, title="benchmark")
        cases.add_member(lina, case=self.case, user=self.srey.pk, reason="benchmark")
        for n, pen in enumerate(self.pens):
            care.open_enclosure(
                self.srey, id=pen, code=f"PEN-{n}", kind=EnclosureKind.ENCLOSURE, label=f"Pen {n}"
            )
        taxon = reference.find_taxa("elongated tortoise")[0].id
        self.lots = [new_id() for _ in range(LOTS)]
        custody.take_in(
            self.srey, id=new_id(), case=self.case, account=self.pens[0], origin=Origin.FOUND,
            lines=[
                NewLot(lot=lot, subject=Subject.TAXON, taxon=taxon, unit=Unit.ANIMAL, quantity=EACH)
                for lot in self.lots
            ],
        )  # fmt: skip
        self.next = itertools.cycle(self.lots)
        self.lock = threading.Lock()

    def move(self, quantity: int) -> None:
        """One act: so many of one group from pen to pen."""
        with self.lock:
            lot = next(self.next)
        custody.move(self.srey, id=new_id(), lines=[self._line(lot, quantity)])

    def move_in_bulk(self, lots: int) -> None:
        """One act with a line for each of so many groups."""
        custody.move(self.srey, id=new_id(), lines=[self._line(it, 1) for it in self.lots[:lots]])

    def _line(self, lot: object, quantity: int) -> Moved:
        return Moved(lot=lot, account=self.pens[0], to=self.pens[1], quantity=quantity)  # type: ignore[arg-type]
