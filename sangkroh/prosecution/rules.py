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
    WARNED = "warned"  # by word or by a letter
    CONTRACT = "contract"  # signed a contract not to re-offend
    DONATED = "donated"  # gave it up, or gave money, of their own will
    FINE = "fine"
    FINE_PAID = "fine_paid"  # whole, or an instalment
    FINE_REFUSED = "fine_refused"
    FINE_RETURNED = "fine_returned"  # paid back after an order
    CONFISCATED = "confiscated"  # a vehicle or other things of theirs
    SUMMONED = "summoned"  # to court
    DETAINED = "detained"
    DETENTION_EXTENDED = "detention_extended"
    LET_GO = "let_go"  # detention ended without a charge so far
    TO_PROSECUTOR = "to_prosecutor"
    CHARGED = "charged"
    NOT_CHARGED = "not_charged"
    PRE_TRIAL = "pre_trial"  # detention ordered by a judge
    CONVICTED = "convicted"
    ABSENTIA = "absentia"  # convicted in absentia
    ACQUITTED = "acquitted"
    APPEALED = "appealed"
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


NEEDS_AMOUNT = {Kind.FINE, Kind.FINE_PAID, Kind.FINE_RETURNED}
MAY_HAVE_AMOUNT = NEEDS_AMOUNT | {Kind.DONATED}
NEEDS_ARTICLE = {Kind.CHARGED}
GUILTY = {Kind.CONVICTED, Kind.ABSENTIA}
VERDICTS = GUILTY | {Kind.ACQUITTED}
FINAL = VERDICTS | {
    Kind.INSTRUCTED, Kind.WARNED, Kind.CONTRACT, Kind.DONATED, Kind.NOT_CHARGED,
    Kind.FINE_RETURNED,
}  # fmt: skip
"""After one of these nothing is open for the person (a fine is open until it is paid)."""

DETENTION = timedelta(hours=48)
"""From arrival at the unit. Code of Criminal Procedure 2007, Art. 96, read in a secondary copy of
the law; the legal officer corrects and verifies it in the product (`prosecution.set_clock`)."""
EXTENSION = timedelta(hours=24)
"""One extension, for a felony, with the prosecutor's written permission; not for minors
(unverified). Same article."""


@dataclass(frozen=True)
class Step:
    """One step as the rules see it. `amount` is in the smallest unit; `each`: for each person."""

    id: object
    kind: Kind
    amount: int = 0
    currency: str = ""
    at: datetime | None = None
    each: bool = False


@dataclass(frozen=True)
class Sum:
    """What amounts are counted in: a currency, in all, or for each of people nobody counted."""

    currency: str
    each: bool = False


def standing(steps: Iterable[tuple[Step, object | None]]) -> list[Step]:
    """The steps that stand: without those that a later order reversed, and without the orders."""
    pairs = list(steps)
    undone = {reverses for step, reverses in pairs if step.kind == Kind.REVERSED}
    return [step for step, _ in pairs if step.kind != Kind.REVERSED and step.id not in undone]


def check_next(new: Kind, before: list[Step]) -> None:
    """Refuse a step that contradicts those that stand."""
    kinds = {step.kind for step in before}
    in_custody = is_detained(before)
    if new in (Kind.FINE_PAID, Kind.FINE_REFUSED):
        require(Kind.FINE in kinds, "prosecution.no-fine", "kind")
    if new == Kind.FINE_RETURNED:
        require(Kind.FINE_PAID in kinds, "prosecution.nothing-paid", "kind")
    if new == Kind.APPEALED:
        require(bool(kinds & VERDICTS), "prosecution.no-verdict", "kind")
    if new == Kind.DETAINED:
        require(not in_custody, "prosecution.already-detained", "kind")
    if new in (Kind.LET_GO, Kind.DETENTION_EXTENDED):
        require(in_custody, "prosecution.not-detained", "kind")
    if new == Kind.DETENTION_EXTENDED:
        require(new not in kinds, "prosecution.extended-already", "kind")
    if new in VERDICTS:
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
        elif step.kind in (
            Kind.LET_GO, Kind.CHARGED, Kind.NOT_CHARGED, Kind.PRE_TRIAL, Kind.FLED,
        ):  # fmt: skip
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


def owed(before: list[Step], people: int | None = 1) -> dict[Sum, int]:
    """What is still to be paid of the fines that stand.

    people: how many they are, None where nobody counted them: what each owes is told apart then.
    """
    return {key: amount for key, amount in _balance(before, people).items() if amount > 0}


def to_return(before: list[Step], people: int | None = 1) -> dict[Sum, int]:
    """What was paid of fines that an order has reversed, and not paid back yet."""
    return {key: -amount for key, amount in _balance(before, people).items() if amount < 0}


def paid(before: list[Step], key: Sum, people: int | None = 1) -> int:
    """What was paid and not paid back."""
    sign = {Kind.FINE_PAID: 1, Kind.FINE_RETURNED: -1}
    return sum(sign.get(it.kind, 0) * it.amount * times(it.each, people)
               for it in before if counted_in(it.currency, it.each, people) == key)  # fmt: skip


def counted_in(currency: str, each: bool, people: int | None) -> Sum:
    """An amount for each of people who were counted counts in all."""
    return Sum(currency, each and people is None)


def times(each: bool, people: int | None) -> int:
    return people if each and people else 1


def _balance(before: list[Step], people: int | None) -> dict[Sum, int]:
    """Fines less payments, and what was paid back, by what they are counted in."""
    rest: dict[Sum, int] = {}
    signs = {Kind.FINE: 1, Kind.FINE_PAID: -1, Kind.FINE_RETURNED: 1}
    for step in before:
        if sign := signs.get(step.kind):
            key = counted_in(step.currency, step.each, people)
            rest[key] = rest.get(key, 0) + sign * step.amount * times(step.each, people)
    return rest


def is_open(before: list[Step], people: int | None = 1) -> bool:
    """Whether anything is still to happen for the person."""
    if not before or owed(before, people) or to_return(before, people) or is_detained(before):
        return True
    kinds = {step.kind for step in before}
    to_court = {Kind.TO_PROSECUTOR, Kind.SUMMONED, Kind.CHARGED}
    if Kind.FINE in kinds and not kinds & to_court:
        return False
    return before[-1].kind not in FINAL


def is_offender(before: list[Step], people: int | None = 1) -> bool:
    """A person is an offender after a fine paid in full, or a conviction without a pending appeal,
    and not before."""
    kinds = {step.kind for step in before}
    settled = Kind.FINE in kinds and Kind.FINE_PAID in kinds and not owed(before, people)
    decided = [it.kind for it in before if it.kind in VERDICTS | {Kind.APPEALED}]
    return settled or (bool(decided) and decided[-1] in GUILTY)
