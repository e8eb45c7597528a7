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

from . import choices, policies
from .actions.decisions import ENDS, OUTCOME
from .models import Account, Freeze, Lot
from .queries import Whereabouts
from .rules import ALLOWED, CENTRE, FROZEN, LIVING, ONE_BY_ONE, Kind, State, Subject, Unit

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
    def open(self) -> bool:
        return self.lot.subject == Subject.OPEN

    @property
    def sealed(self) -> bool:
        return self.lot.unit == Unit.CONTAINER

    @property
    def living(self) -> bool:
        return Unit(self.lot.unit) in LIVING

    def may_leave(self, kind: Kind) -> bool:
        """From here to this outcome: allowed, and neither held back nor frozen."""
        fits = any((it, OUTCOME[kind]) in ALLOWED[kind] for it in self.states)
        return fits and self.free and not (self.frozen and kind in FROZEN)


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
    args: tuple[str, ...] = ()


WHAT, WHERE, ASKED, SAID = _("What it is"), _("Where it goes"), _("To ask for"), _("Numbers, holds")


def _plan(what: str, act: str, kind: Kind, label: Label, alive: bool | None = None) -> Step:
    """A planned outcome; `alive`: only of what lives, or only of what does not."""
    return Step(
        act, label, "plan", ASKED, args=(what,),
        when=lambda it: it.may_leave(kind) and (alive is None or alive == it.living)
        and not (it.sealed and kind in ENDS),
    )  # fmt: skip


PLANS = {
    "transfer": _plan("transfer", "plan_transfer", Kind.TRANSFER, _("Transfer to another holder")),
    "authority": _plan("authority", "hand_to_authority", Kind.HAND_TO_AUTHORITY,
                       _("Hand over to an authority")),
    "order": _plan("order", "return_by_order", Kind.RETURN_BY_ORDER, _("Give back by order")),
    "destruction": _plan("destruction", "plan_destruction", Kind.DESTROY, _("Destruction"),
                         alive=False),
    "euthanasia": _plan("euthanasia", "plan_euthanasia", Kind.EUTHANISE,
                        _("Euthanasia by the vet"), alive=True),
}  # fmt: skip
STEPS = (
    Step("identify", _("Say what it is"), "name", WHAT,
         lambda it: it.here and it.open and it.qualified, likely=lambda it: not it.sealed),
    Step("recapture", _("Caught again"), "recapture", WHERE,
         lambda it: bool(it.final & {State.ESCAPED, State.RELEASED}) and it.living,
         likely=lambda it: State.ESCAPED in it.final),
    Step("dispatch", _("Dispatch"), "dispatch-group", WHERE,
         lambda it: (it.at_scene or it.in_centre) and not it.frozen, likely=lambda it: it.at_scene),
    Step("record_past", _("Write down from old papers"), "past", ASKED,
         lambda it: it.here and it.lot.case.historical, likely=lambda it: True),
    Step("record_fact", _("Write down what was done"), "record-fact", WHERE, lambda it: it.here,
         likely=lambda it: it.at_scene),
    Step("move", _("Move"), "move", WHERE, lambda it: it.in_centre and it.places > 1,
         likely=lambda it: True),
    Step("hatch", _("Hatched"), "hatch", WHAT,
         lambda it: it.in_centre and it.lot.unit == Unit.EGG, likely=lambda it: True),
    Step("individualise", _("Mark one by one"), "marks", WHAT,
         lambda it: it.here and not it.lot.is_individual and it.lot.unit in ONE_BY_ONE
         and not it.sealed, likely=lambda it: it.in_centre and it.living),
    Step("split", _("Divide the group"), "split", WHAT,
         lambda it: it.most > 1 and not it.lot.is_individual and it.lot.declared is None),
    Step("birth", _("Young, or eggs"), "birth", WHAT,
         lambda it: it.in_centre and it.lot.unit == Unit.ANIMAL),
    Step("reidentify", _("Ask to identify anew"), "name", WHAT,
         lambda it: it.here and not it.open),
    *PLANS.values(),
    Step("correct_count", _("Correct a number"), "correct", SAID, lambda it: it.here),
    Step("place_hold", _("Place a hold"), "hold", SAID, lambda it: True),
)  # fmt: skip
"""In the order in which they are likely."""
Beside = Callable[[User, Situation], Iterator[Offer]]
BESIDE: list[Beside] = []
"""What rooms above offer for a group, before all else: care."""


def for_group(reader: User, lot: Lot, now: Whereabouts, *, free: bool) -> Offers:
    """What this reader may do now with a group that is there.

    free: no hold keeps it.
    """
    it = _situation(reader, lot, now, free)
    steps = [step for step in STEPS if may(reader, step.act) and step.when(it)]
    likely = [step for step in steps if step.likely(it)][:NEXT]
    under: dict[Label, list[Offer]] = {}
    for step in steps:
        if step not in likely:
            under.setdefault(step.under, []).append(_offer(step, lot.pk))
    beside = [offer for ask in BESIDE for offer in ask(reader, it)]
    return Offers(beside + [_offer(step, lot.pk) for step in likely], list(under.items()))


def for_place(reader: User, place: Account) -> list[Offer]:
    """What this reader may do with all that is in a place."""
    if not policies.may_act_on(reader, place) or State(place.state) not in CENTRE:
        return []
    return _of(
        reader, place.pk,
        head_count=(_("Stock-take"), "head-count", True),
        move=(_("Move"), "move-place", len(choices.place_options(reader)) > 1),
        dispatch=(_("Dispatch"), "dispatch-place", frozen(place.office_id) is None),
    )  # fmt: skip


def for_office(reader: User) -> list[Offer]:
    """What this reader may do with the places of their office."""
    office = network.office_id_of(reader)
    if office is None:
        return []
    return _of(
        reader, open_account=(_("Open a place"), "open-place", True),
        freeze=(_("Freeze this office"), "freeze", frozen(office) is None),
    )  # fmt: skip


def for_case(reader: User, case: UUID, *, held: bool) -> list[Offer]:
    """What this reader may do with the books of a case."""
    return _of(
        reader, case, dispatch=(_("Dispatch"), "dispatch", held),
        take_in=(_("Take something in"), "take-in", bool(choices.putting_options(reader, case))),
        open_account=(_("Open a scene"), "open-scene", True),
    )  # fmt: skip


def _of(reader: User, *ids: UUID, **acts: tuple[Label, str, bool]) -> list[Offer]:
    """By each act: its words, its page, and whether it makes sense now."""
    return [
        Offer(label, reverse(f"custody:{page}", args=ids))
        for act, (label, page, sensible) in acts.items()
        if sensible and may(reader, act)
    ]


def frozen(office: UUID | None) -> Freeze | None:
    """The freeze of an office for an outbreak, if there is one now."""
    now = Freeze.objects.filter(office=office, thaw__isnull=True, office__isnull=False)
    return now.select_related("by").first()


def may(reader: User, act: str) -> bool:
    """Whether the reader's role may do this act of the books at all."""
    return bool(REGISTRY[f"custody.{act}"].by & reader.roles)


def _offer(step: Step, lot: UUID) -> Offer:
    return Offer(step.label, reverse(f"custody:{step.page}", args=[lot, *step.args]))


def _situation(reader: User, lot: Lot, now: Whereabouts, free: bool) -> Situation:
    states = {State(it.state) for it in now.here}
    office = network.office_id_of(reader)
    return Situation(
        lot, frozenset(states), max((it.qty for it in now.here), default=0),
        now.final, len(choices.place_options(reader)),
        Role.VET in reader.roles or network.has_power(reader),
        free, bool(states & CENTRE) and frozen(office) is not None,
    )  # fmt: skip
