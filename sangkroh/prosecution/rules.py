"""What may become of a person involved, in which order, and the clocks that run meanwhile.

The team prepares cases; the prosecutor charges. A person is *involved* until a paid fine or a
conviction. A step records what happened: it is refused only where it contradicts what is
already recorded, so that the contradiction is put right and not hidden.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime, timedelta
from enum import StrEnum

from sangkroh.core.errors import require


class Kind(StrEnum):
    """What happened to a person involved."""

    FLED = "fled"
    NOT_KNOWN = "not_known"  # nobody was there, or nobody knows who it was
    IDENTIFIED = "identified"
    INSTRUCTED = "instructed"  # instructed and let go
    CONTRACT = "contract"  # signed a contract not to re-offend
    FINE = "fine"
    FINE_PAID = "fine_paid"
    FINE_REFUSED = "fine_refused"
    DETAINED = "detained"
    DETENTION_EXTENDED = "detention_extended"
    LET_GO = "let_go"  # detention ended without a charge so far
    TO_PROSECUTOR = "to_prosecutor"
    CHARGED = "charged"
    NOT_CHARGED = "not_charged"
    CONVICTED = "convicted"
    ACQUITTED = "acquitted"
    REVERSED = "reversed"  # an order undid an earlier step


class Precision(StrEnum):
    """How exactly a number of people is known."""

    EXACT = "exact"
    ABOUT = "about"
    AT_LEAST = "at_least"


class Currency(StrEnum):
    KHR = "KHR"
    USD = "USD"  # amounts in cents


class OrderKind(StrEnum):
    """What an order says of animals and exhibits."""

    KEEP = "keep"  # as evidence: places a hold
    FREE = "free"  # no longer needed as evidence: lifts the holds
    CONFISCATE = "confiscate"
    RETURN = "return"
    DESTROY = "destroy"


NEEDS_AMOUNT = {Kind.FINE, Kind.FINE_PAID}
NEEDS_ARTICLE = {Kind.CHARGED}
FINAL = {Kind.INSTRUCTED, Kind.CONTRACT, Kind.NOT_CHARGED, Kind.CONVICTED, Kind.ACQUITTED}
"""After one of these nothing is open for the person (a fine is open until it is paid)."""

DETENTION = timedelta(hours=48)
"""From arrival at the unit. Code of Criminal Procedure 2007, Art. 96, read in a secondary copy of
the law; the legal officer corrects and verifies it in the product (`prosecution.set_clock`)."""
EXTENSION = timedelta(hours=24)
"""One extension, for a felony, with the prosecutor's written permission; not for minors
(unverified). Same article."""


@dataclass(frozen=True)
class Step:
    """One step as the rules see it. `amount` is in the smallest unit; `end` a deadline."""

    id: object
    kind: Kind
    amount: int = 0
    currency: str = ""
    at: datetime | None = None


def standing(steps: Iterable[tuple[Step, object | None]]) -> list[Step]:
    """The steps that stand: without those that a later order reversed, and without the orders."""
    pairs = list(steps)
    undone = {reverses for step, reverses in pairs if step.kind == Kind.REVERSED}
    return [step for step, _ in pairs if step.kind != Kind.REVERSED and step.id not in undone]


def check_next(new: Kind, before: list[Step]) -> None:
    """Refuse a step that contradicts those that stand."""
    kinds = {step.kind for step in before}
    in_custody = is_detained(before)
    if new == Kind.FINE_PAID or new == Kind.FINE_REFUSED:
        require(Kind.FINE in kinds, "prosecution.no-fine", "kind")
    if new == Kind.DETAINED:
        require(not in_custody, "prosecution.already-detained", "kind")
    if new in (Kind.LET_GO, Kind.DETENTION_EXTENDED):
        require(in_custody, "prosecution.not-detained", "kind")
    if new == Kind.DETENTION_EXTENDED:
        require(new not in kinds, "prosecution.extended-already", "kind")
    if new in (Kind.CONVICTED, Kind.ACQUITTED):
        require(Kind.CHARGED in kinds, "prosecution.not-charged", "kind")
    if new in (Kind.INSTRUCTED, Kind.CONTRACT, Kind.DETAINED) and before:
        last = before[-1].kind
        require(last not in (Kind.FLED, Kind.NOT_KNOWN), "prosecution.not-there", "kind")


def is_detained(before: list[Step]) -> bool:
    """Whether the person is in detention after these steps."""
    held = False
    for step in before:
        if step.kind == Kind.DETAINED:
            held = True
        elif step.kind in (Kind.LET_GO, Kind.CHARGED, Kind.NOT_CHARGED, Kind.FLED):
            held = False
    return held


def detention_ends(
    before: list[Step], detention: timedelta, extension: timedelta
) -> datetime | None:
    """When detention must end, or None where nobody is detained or its hour is not known."""
    if not is_detained(before):
        return None
    since = next(step.at for step in reversed(before) if step.kind == Kind.DETAINED)
    extended = any(step.kind == Kind.DETENTION_EXTENDED for step in before)
    return since + detention + (extension if extended else timedelta()) if since else None


def owed(before: list[Step]) -> dict[str, int]:
    """What is still to be paid of the fines that stand, by currency."""
    rest: dict[str, int] = {}
    for step in before:
        sign = {Kind.FINE: 1, Kind.FINE_PAID: -1}.get(step.kind, 0)
        if sign:
            rest[step.currency] = rest.get(step.currency, 0) + sign * step.amount
    return {currency: amount for currency, amount in rest.items() if amount > 0}


def is_open(before: list[Step]) -> bool:
    """Whether anything is still to happen for the person."""
    if not before or owed(before) or is_detained(before):
        return True
    kinds = {step.kind for step in before}
    if Kind.FINE in kinds and not (kinds & {Kind.TO_PROSECUTOR, Kind.CHARGED}):
        return False
    return before[-1].kind not in FINAL


def is_offender(before: list[Step]) -> bool:
    """A person is an offender after a conviction or a fine paid in full, and not before."""
    kinds = {step.kind for step in before}
    paid = Kind.FINE in kinds and Kind.FINE_PAID in kinds and not owed(before)
    return paid or Kind.CONVICTED in kinds
