"""What a reader may do now with a group or a place: the acts that its page offers, and no others.

Only what helps to choose stands here. Whether an act is done is the act's to say, and it looks
again: an offer that is followed too late is refused there.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from uuid import UUID

from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from sangkroh.core.door import REGISTRY
from sangkroh.core.models import User
from sangkroh.core.roles import Role
from sangkroh.core.shows import Label
from sangkroh.network import queries as network

from . import choices, policies, queries
from .actions.decisions import OUTCOME
from .models import Account, Freeze, Lot
from .rules import ALLOWED, CENTRE, LIVING, ONE_BY_ONE, Kind, State, Unit

NEXT = 3
"""How many steps stand as buttons; the others are one tap away."""


@dataclass(frozen=True)
class Offer:
    label: Label
    url: str


@dataclass(frozen=True)
class Offers:
    """The likely next steps, and the others under their headings."""

    next: list[Offer]
    more: list[tuple[Label, list[Offer]]]


@dataclass(frozen=True)
class Situation:
    """A group as it stands for this reader: in which states where they may act on it, how many in
    the largest place, and in which final outcomes some of it is."""

    lot: Lot
    states: frozenset[State]
    most: int
    final: frozenset[State]
    places: int
    qualified: bool
    free: bool
    frozen: bool

    @property
    def here(self) -> bool:
        return bool(self.states)

    @property
    def at_scene(self) -> bool:
        return State.SCENE in self.states

    @property
    def in_centre(self) -> bool:
        return bool(self.states & CENTRE)

    @property
    def living(self) -> bool:
        return Unit(self.lot.unit) in LIVING

    def may_leave(self, kind: Kind) -> bool:
        """From here to this outcome: allowed, and neither held back nor frozen."""
        fits = any((it, OUTCOME[kind]) in ALLOWED[kind] for it in self.states)
        return fits and self.free and not self.frozen


When = Callable[[Situation], bool]


@dataclass(frozen=True)
class Step:
    """A step that may be offered: the act that it ends in, its page, and when it makes sense."""

    act: str
    label: Label
    page: str
    under: Label
    when: When
    likely: When = lambda it: False


WHAT, WHERE, HELD = _("What it is"), _("Where it goes"), _("Holds")
STEPS = (
    Step("dispatch", _("Dispatch"), "dispatch-group", WHERE,
         lambda it: (it.at_scene or it.in_centre) and not it.frozen, likely=lambda it: it.at_scene),
    Step("move", _("Move"), "move", WHERE, lambda it: it.in_centre and it.places > 1,
         likely=lambda it: True),
    Step("individualise", _("Mark one by one"), "marks", WHAT,
         lambda it: it.here and not it.lot.is_individual and it.lot.unit in ONE_BY_ONE
         and it.lot.unit != Unit.CONTAINER, likely=lambda it: it.in_centre and it.living),
    Step("split", _("Divide the group"), "split", WHAT,
         lambda it: it.most > 1 and not it.lot.is_individual and it.lot.declared is None),
    Step("correct_count", _("Correct a number"), "correct", WHAT, lambda it: it.here),
    Step("place_hold", _("Place a hold"), "hold", HELD, lambda it: True),
)  # fmt: skip
"""In the order in which they are likely."""
Beside = Callable[[User, Lot], Iterator[Offer]]
BESIDE: list[Beside] = []
"""What rooms above offer for a group, before all else: care."""


def for_group(reader: User, lot: Lot) -> Offers:
    """What this reader may do now with a group."""
    it = _situation(reader, lot)
    steps = [step for step in STEPS if _may(reader, step.act) and step.when(it)]
    likely = [step for step in steps if step.likely(it)][:NEXT]
    under: dict[Label, list[Offer]] = {}
    for step in steps:
        if step not in likely:
            under.setdefault(step.under, []).append(_offer(step, lot.pk))
    beside = [offer for ask in BESIDE for offer in ask(reader, lot)]
    return Offers(beside + [_offer(step, lot.pk) for step in likely], list(under.items()))


def for_place(reader: User, place: Account) -> list[Offer]:
    """What this reader may do with all that is in a place."""
    if not policies.may_act_on(reader, place) or State(place.state) not in CENTRE:
        return []
    frozen = is_frozen(place.office_id)
    wanted = [
        ("head_count", _("Stock-take"), "head-count", True),
        ("move", _("Move"), "move-place", len(choices.place_options(reader)) > 1),
        ("dispatch", _("Dispatch"), "dispatch-place", not frozen),
    ]
    return [
        Offer(label, reverse(f"custody:{page}", args=[place.pk]))
        for act, label, page, sensible in wanted
        if sensible and _may(reader, act)
    ]


def is_frozen(office: UUID | None) -> bool:
    return Freeze.objects.filter(office=office, thaw__isnull=True, office__isnull=False).exists()


def _may(reader: User, act: str) -> bool:
    return bool(REGISTRY[f"custody.{act}"].by & reader.roles)


def _offer(step: Step, lot: UUID) -> Offer:
    return Offer(step.label, reverse(f"custody:{step.page}", args=[lot]))


def _situation(reader: User, lot: Lot) -> Situation:
    here = queries.here(reader, lot.pk)
    states = {State(it.state) for it in here}
    office = network.office_id_of(reader)
    return Situation(
        lot, frozenset(states), max((it.qty for it in here), default=0),
        frozenset(queries.final_states(lot)), len(choices.place_options(reader)),
        Role.VET in reader.roles or network.has_power(reader),
        not queries.holds_of(reader, lot.pk), bool(states & CENTRE) and is_frozen(office),
    )  # fmt: skip
