"""Who may do what in a case, and how its number is made."""

from __future__ import annotations

from collections.abc import Callable, Collection, Container
from dataclasses import dataclass
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
    office: str, year: int, serial: int, taken: Container[str], draw: Callable[[int], int]
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


def may_decide(*, allowed: bool) -> None:
    """What the lead decides, and hardly anybody else."""
    require(allowed, "cases.not-your-decision")


@dataclass(frozen=True)
class Standing:
    """How somebody whose role may open cases stands to a case of which he or she is a member.

    vacated: the case has no lead since its lead was shut out as "one of ours".
    """

    leads: bool
    opened: bool
    on_duty: bool
    led: bool
    vacated: bool
    hidden: bool

    @property
    def adds_members(self) -> bool:
        """The lead; a duty officer, unless it is a hidden operation; anybody while nobody leads."""
        return self.leads or not self.led or (self.on_duty and not self.hidden)

    @property
    def removes_members(self) -> bool:
        """The same, but of those in a case without a lead only who opened it.

        Whoever had its lead shut out does not get rid of the others as well.
        """
        by_opener = self.opened and not self.led and not self.vacated
        return self.leads or by_opener or (self.on_duty and not self.hidden)


def may_name_lead(
    standing: Standing, *, oneself: bool, leads_teams: bool, are_apart: bool, path: str
) -> None:
    """The lead hands over to any member. Where nobody leads, any member names another.

    Oneself only who opened the case, or a lead of teams. Where the lead was shut out, named and
    namer are of two agencies: so nobody takes a case over by accusing the agency of its lead.
    """
    if standing.leads:
        return
    if standing.vacated:
        require(are_apart, "cases.named-by-another-agency", path)
    else:
        may_decide(allowed=not standing.led)
        require(not oneself or standing.opened or leads_teams, "core.not-for-oneself", path)


def may_lead(roles: Collection[Role], *, path: str) -> None:
    """Only somebody who takes decisions in cases leads one."""
    require(bool(OPENERS & set(roles)), "cases.cannot-lead", path)


def window(first: date | None, last: date | None) -> tuple[date, date] | None:
    """The days in which another team at the place would concern this one; None: any day."""
    if first is None:
        return None
    return first - NEAR_DAYS, (last or first) + NEAR_DAYS
