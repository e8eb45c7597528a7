"""What was already done when it is written down: kept always, reviewed by another person."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import timedelta
from enum import StrEnum
from uuid import UUID

from sangkroh.cases import policies as cases
from sangkroh.core.actors import by_a_person
from sangkroh.core.door import action, concerns, this_act
from sangkroh.core.errors import require
from sangkroh.core.models import User
from sangkroh.core.roles import Role
from sangkroh.core.types import Count, Grams, Line, MaybeLine, Shape
from sangkroh.evidence import policies as evidence
from sangkroh.evidence.actions import Photo, keep_beside

from .. import policies
from ..models import Account, Fact, FactDetail, MovementLine, Review
from ..rules import (
    CENTRE,
    REVIEW_DEATH_AT_CENTRE_WITHIN,
    REVIEW_FACT_WITHIN,
    Basis,
    Kind,
    State,
    other_person,
)
from .books import HANDLERS, Leg, account_of, entered, post, take_from


class FactKind(StrEnum):
    RELEASE = "release"
    DEATH = "death"
    DESTRUCTION = "destruction"
    ESCAPE = "escape"


POSTED = {
    FactKind.RELEASE: (Kind.RELEASE, State.RELEASED),
    FactKind.DEATH: (Kind.DIE, State.DIED),
    FactKind.DESTRUCTION: (Kind.DESTROY, State.DESTROYED),
    FactKind.ESCAPE: (Kind.ESCAPE, State.ESCAPED),
}


class Outcome(StrEnum):
    """Final outcomes as old papers tell them."""

    RELEASED = "released"
    DIED = "died"
    DESTROYED = "destroyed"
    ESCAPED = "escaped"
    TRANSFERRED = "transferred"
    OTHER_AUTHORITY = "other_authority"
    RETURNED_BY_ORDER = "returned_by_order"


PAST = {
    Outcome.RELEASED: Kind.RELEASE, Outcome.DIED: Kind.DIE, Outcome.DESTROYED: Kind.DESTROY,
    Outcome.ESCAPED: Kind.ESCAPE, Outcome.TRANSFERRED: Kind.TRANSFER,
    Outcome.OTHER_AUTHORITY: Kind.HAND_TO_AUTHORITY,
    Outcome.RETURNED_BY_ORDER: Kind.RETURN_BY_ORDER,
}  # fmt: skip


class Gone(Shape):
    lot: UUID
    account: UUID
    quantity: Count
    weight_g: Grams | None = None


@action(by=HANDLERS, personal={"witness", "photos"})
def record_fact(
    actor: User, /, *, id: UUID, kind: FactKind, lines: list[Gone], ground: MaybeLine = "",
    photo: UUID | None = None, witness: MaybeLine = "", photos: list[Photo] = [],  # noqa: B006
) -> UUID:  # fmt: skip
    """Keep what was already done: a release, a death, a destruction, an escape.

    Ground, photo and witness that are missing are asked for afterwards; another person reviews it
    within 72 hours, a death at a centre within 24. A release from a centre, or on the road from
    one, is a decision and no fact. `photo` is a file that is kept already, `photos` came along.
    `id` is the fact's.
    """
    return _keep(actor, id, kind, lines, ground, photo, witness, photos)


@action(by=HANDLERS)
def die(
    actor: User, /, *, id: UUID, lines: list[Gone], cause: Line, photo: UUID | None = None,
) -> UUID:  # fmt: skip
    """Deaths at a centre, one or many: number, cause, one photo; reviewed within 24 hours.

    `id` is the fact's.
    """
    within = REVIEW_DEATH_AT_CENTRE_WITHIN
    return _keep(actor, id, FactKind.DEATH, lines, cause, photo, "", [], within)


@action(by=HANDLERS, personal={"witness", "photos"})
def add_to_fact(
    actor: User, /, *, fact: UUID, ground: MaybeLine = "", photo: UUID | None = None,
    witness: MaybeLine = "", photos: list[Photo] = [],  # noqa: B006
) -> None:  # fmt: skip
    """Add what a fact lacked: its ground, a photo, a witness."""
    it = policies.get_fact(actor, fact)
    require(bool(ground or photo or witness or photos), "custody.nothing-said", "ground")
    _details(actor, it, ground, photo, witness, photos)
    concerns(it.movement.case_id)


@action(by=HANDLERS)
def review_fact(actor: User, /, *, fact: UUID, in_order: bool, note: MaybeLine = "") -> None:
    """Say, as another person, whether a fact is in order. What is not needs a note."""
    it = policies.get_fact_to_review(actor, fact)
    other_person(it.by.person_id, actor.person_id, "fact")
    by_a_person(actor)
    require(not hasattr(it, "review"), "custody.reviewed-already", "fact")
    require(in_order or bool(note), "core.missing", "note")
    Review(fact=it, in_order=in_order, note=note, **entered(actor)).save(force_insert=True)
    concerns(it.movement.case_id)


@action(by=HANDLERS | {Role.LEGAL_OFFICER})
def record_past(
    actor: User, /, *, id: UUID, outcome: Outcome, lines: list[Gone], ground: MaybeLine = ""
) -> UUID:  # fmt: skip
    """Write down, from old papers, what became of the lots of a historical case. Returns `id`.

    Without approval or photo, and marked so on every page; refused for a case opened here.
    """
    case, _, _ = take_from(actor, [(it.lot, it.account, it.quantity) for it in lines])
    require(cases.get(actor, case).historical, "custody.not-old-papers", "lines")
    kind, to = PAST[outcome], account_of(State(outcome.value))
    legs = [Leg(it.lot, it.account, to, it.quantity, it.weight_g) for it in lines]
    return post(kind, case, legs, id=id, basis=Basis.HISTORICAL, reason=ground).pk


def _keep(
    actor: User, id: UUID, kind: FactKind, lines: list[Gone], ground: str, photo: UUID | None,
    witness: str, photos: list[Photo], within: timedelta | None = None,
) -> UUID:  # fmt: skip
    case, _, accounts = take_from(actor, [(it.lot, it.account, it.quantity) for it in lines])
    if kind is FactKind.RELEASE:
        for n, it in enumerate(lines):
            field = not _of_a_centre(accounts[it.account])
            require(field, "custody.plan-the-release", f"lines.{n}.account")
    if within is None:
        within = _review_within(kind, accounts.values())
    posted, outcome = POSTED[kind]
    legs = [Leg(it.lot, it.account, account_of(outcome), it.quantity, it.weight_g) for it in lines]
    movement = post(posted, case, legs, basis=Basis.FACT)
    fact = Fact(
        id=id, movement=movement, ground=ground, review_due=this_act().received_at + within,
        **entered(actor),
    )  # fmt: skip
    fact.save(force_insert=True)
    _details(actor, fact, "", photo, witness, photos)
    return id


def _of_a_centre(place: Account) -> bool:
    """Whether what is here is in a centre, or on the road from one."""
    came_from = MovementLine.objects.filter(movement__handover__account=place)
    return State(place.state) in CENTRE or came_from.filter(from_account__state__in=CENTRE).exists()


def _review_within(kind: FactKind, accounts: Iterable[Account]) -> timedelta:
    """A death at a centre is looked over as soon, by whichever act it was written down."""
    at_centre = all(State(it.state) in CENTRE for it in accounts)
    dead = kind is FactKind.DEATH and at_centre
    return REVIEW_DEATH_AT_CENTRE_WITHIN if dead else REVIEW_FACT_WITHIN


def _details(
    actor: User, fact: Fact, ground: str, photo: UUID | None, witness: str, photos: list[Photo]
) -> None:
    if ground:
        FactDetail(fact=fact, what="ground", words=ground, **entered(actor)).save(force_insert=True)
    if photo:
        kept = evidence.get(actor, photo, "photo")
        require(kept.case_id == fact.movement.case_id, "core.not-found", "photo")
        FactDetail(fact=fact, what="photo", photo=kept, **entered(actor)).save(force_insert=True)
    case = fact.movement.case_id
    for it in keep_beside(actor, photos, case=case, about_kind="custody.Fact", about_id=fact.pk):
        FactDetail(fact=fact, what="photo", photo_id=it, **entered(actor)).save(force_insert=True)
    if witness:
        FactDetail(fact=fact, what="witness", words=witness, **entered(actor)).save(
            force_insert=True
        )
