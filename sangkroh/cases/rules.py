"""Who may do what in a case, and how its number is made."""

from __future__ import annotations

from collections.abc import Callable, Collection
from datetime import date, timedelta
from enum import StrEnum

from sangkroh.core.errors import require
from sangkroh.core.roles import Role

NEAR_DAYS = timedelta(days=3)
"""How many days apart two teams at one place still concern each other (our own choice)."""


class PartKind(StrEnum):
    OWNER = "owner"
    SEIZING = "seizing"
    IDENTIFYING = "identifying"
    CARING = "caring"
    RELEASING = "releasing"
    SUPPORTING = "supporting"


OPENERS = frozenset({Role.DUTY_OFFICER, Role.LEAD, Role.FIELD_OFFICER, Role.LEGAL_OFFICER})
"""Who may open a case, and whom a case may have as its lead: whoever takes decisions in cases."""
WRITERS = OPENERS | {Role.KEEPER, Role.VET, Role.ANALYST, Role.PARTNER}
"""Who may write in a case of which he or she is a member."""


def number_of(
    office: str, year: int, serial: int, taken: Collection[str], draw: Callable[[int], int]
) -> str:
    """A number for the case: office, year and four digits drawn by lot among those not taken.

    Consecutive numbers would tell every reader how many cases he may not see; drawn ones tell
    nothing. Where half of the four-digit numbers are in use a fifth digit comes in.

    draw: gives a whole number from 0 up to and without its argument (secrets.randbelow).
    """
    digits = 4
    while serial * 2 > 10**digits:
        digits += 1
    while True:
        number = f"{office}-{year}-{draw(10**digits):0{digits}}"
        if number not in taken:
            return number


def may_decide(*, actor_leads: bool) -> None:
    """What the lead alone decides."""
    require(actor_leads, "cases.not-your-decision")


def changes_members(
    *, actor_leads: bool, has_lead: bool, roles: Collection[Role], hidden: bool
) -> bool:
    """The lead; a duty officer, unless it is a hidden operation; anybody while there is no lead.

    Anybody means: any member whose role may open cases, which the door asks.
    """
    return actor_leads or not has_lead or (Role.DUTY_OFFICER in roles and not hidden)


def may_lead(roles: Collection[Role], *, path: str) -> None:
    """Only somebody who takes decisions in cases leads one."""
    require(bool(OPENERS & set(roles)), "cases.cannot-lead", path)


def window(first: date | None, last: date | None) -> tuple[date, date] | None:
    """The days in which another team at the place would concern this one; None: any day."""
    if first is None:
        return None
    return first - NEAR_DAYS, (last or first) + NEAR_DAYS
