"""What is recorded of people and of court orders. The prosecutor has no account: he gets paper."""

from __future__ import annotations

from datetime import datetime
from typing import Any
from uuid import UUID

from sangkroh.cases import actions as case_actions
from sangkroh.cases import policies as cases
from sangkroh.core.door import action, concerns, occurred_at, this_act
from sangkroh.core.errors import NotFound, Refused, require
from sangkroh.core.models import User
from sangkroh.core.roles import Role
from sangkroh.core.types import Count, Line, MaybeLine, MaybeWords, Money, Words
from sangkroh.custody import actions as custody
from sangkroh.custody import policies as books
from sangkroh.custody.actions import HoldKind
from sangkroh.custody.models import Lot
from sangkroh.evidence import actions as evidence
from sangkroh.evidence.actions import Photo
from sangkroh.evidence.rules import Origin
from sangkroh.reference import policies as reference
from sangkroh.reference.models import Article

from . import policies, queries, rules
from .models import ClockRule, Hearing, HearingResult, Order, PersonInvolved, Step
from .rules import Currency, Kind, OrderKind, Precision

OFFICERS = frozenset({Role.FIELD_OFFICER, Role.DUTY_OFFICER, Role.LEAD, Role.LEGAL_OFFICER})


@action(by=OFFICERS, personal={"name", "part"})
def involve(
    actor: User, /, *, id: UUID, case: UUID, how_many: Count | None = 1,
    precision: Precision = Precision.EXACT, name: MaybeLine = "", nationality: MaybeLine = "",
    part: MaybeLine = "", minor: bool = False, serves_in: UUID | None = None,
    new_lead: UUID | None = None,
) -> UUID:  # fmt: skip
    """Record a person involved in a case, or several whom nobody named or counted (how_many None).

    serves_in: the agency in which the person serves; all its accounts lose sight of the case at
    once, until the lead readmits named people (one of ours). new_lead: takes over where the lead
    serves there.
    """
    it = cases.get(actor, case)
    require(how_many == 1 or not name, "prosecution.several-unnamed", "name")
    PersonInvolved.objects.create(
        id=id, case=it, number=PersonInvolved.objects.filter(case=it).count() + 1,
        how_many=how_many, precision=precision, name=name, nationality=nationality, part=part,
        minor=minor, entry_id=this_act().id,
    )  # fmt: skip
    concerns(it.pk)
    if serves_in:
        case_actions.mark_one_of_ours(
            actor, case=case, agency=serves_in, reason="person involved", new_lead=new_lead
        )
    return id


@action(by=OFFICERS, personal={"text", "authority", "photos"})
def take_step(
    actor: User, /, *, id: UUID, person: UUID, kind: Kind, article: UUID | None = None,
    amount: Money | None = None, currency: Currency | None = None, authority: MaybeLine = "",
    paper_number: MaybeLine = "", text: MaybeWords = "", reverses: UUID | None = None,
    each: bool = False, photos: list[Photo] = [],  # noqa: B006
) -> UUID:  # fmt: skip
    """Record what happened to a person involved; when, is said by the act's own time.

    amount: riel, or US cents; each: for each of several people. article: needed for a charge, and
    for each fine under its own law. reverses: with kind `reversed`, the step that an order undid.
    photos: the paper itself, an order or a contract.
    """
    it = policies.get(actor, person)
    before = queries.standing(it)
    _check_values(kind, article, amount, currency)
    rules.check_next(kind, before)
    _check_sum(kind, before, it.counted, (amount or 0, str(currency), each))
    if kind == Kind.DETENTION_EXTENDED:
        require(not it.minor, "prosecution.no-extension-for-minors", "kind")
    if article:
        reference.get(actor, Article, article, "article")
    when = occurred_at()
    Step.objects.create(
        id=id, person=it, kind=kind, article_id=article, amount=amount, currency=currency or "",
        each=each and amount is not None, authority=authority, paper_number=paper_number,
        text=text, reverses=_reversed_step(it, kind, reverses), entry_id=this_act().id,
        **_happened(when),
    )  # fmt: skip
    _keep(actor, photos, it.case_id, policies.STEP, id)
    concerns(it.case_id)
    return id


@action(by=OFFICERS, personal={"photos"})
def add_papers(actor: User, /, *, step: UUID, photos: list[Photo]) -> UUID:
    """Add the paper of something that was recorded of a person: the order, the contract."""
    it = policies.get_step(actor, step)
    require(bool(photos), "core.missing", "photos")
    _keep(actor, photos, it.person.case_id, policies.STEP, step)
    concerns(it.person.case_id)
    return step


@action(by=OFFICERS, personal={"photos"})
def add_portrait(actor: User, /, *, person: UUID, photos: list[Photo]) -> UUID:
    """Keep a picture of a person involved; a minor's is seen only by those who must know."""
    it = policies.get(actor, person)
    require(bool(photos), "core.missing", "photos")
    _keep(actor, photos, it.case_id, policies.PERSON, person)
    concerns(it.case_id)
    return person


def _keep(actor: User, photos: list[Photo], case: UUID, kind: str, about: UUID) -> None:
    evidence.keep_all(
        actor, photos, case=case, about_kind=kind, about_id=about, origin=Origin.SCANNED
    )


def _check_sum(
    kind: Kind, before: list[rules.Step], people: int | None, said: tuple[int, str, bool]
) -> None:
    """Nobody pays more than is owed, and nobody is paid back more than was paid."""
    amount, currency, each = said
    key, asked = rules.counted_in(currency, each, people), amount * rules.times(each, people)
    if kind == Kind.FINE_PAID:
        owed = rules.owed(before, people).get(key, 0)
        require(asked <= owed, "prosecution.overpaid", "amount")
    if kind == Kind.FINE_RETURNED:
        paid = rules.paid(before, key, people)
        require(asked <= paid, "prosecution.more-than-paid", "amount")


def _check_values(
    kind: Kind, article: UUID | None, amount: int | None, currency: Currency | None
) -> None:
    if kind in rules.NEEDS_AMOUNT:
        require(bool(amount and currency), "prosecution.amount-needed", "amount")
    elif kind in rules.MAY_HAVE_AMOUNT:
        both = (amount is None) == (currency is None)
        require(both, "prosecution.amount-needed", "amount")
    else:
        require(amount is None and currency is None, "prosecution.amount-not-here", "amount")
    if kind in rules.NEEDS_ARTICLE:
        require(article is not None, "prosecution.article-needed", "article")


def _reversed_step(person: PersonInvolved, kind: Kind, reverses: UUID | None) -> Step | None:
    require(
        (kind == Kind.REVERSED) == (reverses is not None),
        "prosecution.no-step-to-reverse", "reverses",
    )  # fmt: skip
    if reverses is None:
        return None
    step = person.steps.filter(pk=reverses).exclude(kind=Kind.REVERSED).first()
    if step is None:
        raise Refused("prosecution.no-step-to-reverse", "reverses")
    undone = Step.objects.filter(reverses=step).exists()
    require(not undone, "prosecution.reversed-already", "reverses")
    return step


def _happened(when: Any) -> dict[str, Any]:
    return {
        "occurred_earliest": when.earliest, "occurred_latest": when.latest,
        "occurred_precision": when.precision, "occurred_words": when.words,
    }  # fmt: skip


@action(by={Role.LEGAL_OFFICER, Role.LEAD})
def set_hearing(actor: User, /, *, id: UUID, case: UUID, court: Line, due: datetime) -> UUID:
    """Record the day and hour of a hearing."""
    it = cases.get(actor, case)
    require(due.tzinfo is not None, "core.bad-time", "due")
    Hearing.objects.create(id=id, case=it, court=court, due=due, entry_id=this_act().id)
    concerns(it.pk)
    return id


@action(by={Role.LEGAL_OFFICER, Role.LEAD}, personal={"text"})
def tell_hearing(actor: User, /, *, hearing: UUID, text: Words) -> UUID:
    """Record what came of a hearing, once."""
    it = policies.get_hearing(actor, hearing)
    told = HearingResult.objects.filter(hearing=it).exists()
    require(not told, "prosecution.result-already", "hearing")
    HearingResult.objects.create(hearing=it, text=text, entry_id=this_act().id)
    concerns(it.case_id)
    return hearing


@action(by={Role.LEGAL_OFFICER, Role.LEAD}, personal={"text", "authority", "photos"})
def record_order(
    actor: User, /, *, id: UUID, case: UUID, kind: OrderKind, authority: Line, lots: list[UUID],
    paper_number: MaybeLine = "", text: MaybeWords = "", photos: list[Photo] = [],  # noqa: B006
) -> UUID:  # fmt: skip
    """Record an order of a court or prosecutor about exhibits or animals of a case.

    `keep` places a hold on each, so that no planned release, transfer or destruction can be
    posted; `free` lifts the holds that earlier orders of this case placed. What is to be returned
    goes back in the books by two people (`custody.return_by_order`). photos: the order itself.
    """
    it = cases.get(actor, case)
    order = Order.objects.create(
        id=id, case=it, kind=kind, authority=authority, paper_number=paper_number, text=text,
        entry_id=this_act().id, **_happened(occurred_at()),
    )  # fmt: skip
    order.lots.set([_lot(actor, it.pk, lot) for lot in lots])
    _keep(actor, photos, it.pk, policies.ORDER, id)
    reason = paper_number or str(kind)
    concerns(it.pk)
    if kind == OrderKind.KEEP:
        for lot in lots:
            custody.place_hold(
                actor, id=queries.hold_id(id, lot), lot=lot, kind=HoldKind.COURT, reason=reason
            )
    if kind == OrderKind.FREE:
        for hold in queries.holds_by_orders(actor, it.pk, lots):
            custody.lift_hold(actor, hold=hold, reason=reason)
    return id


def _lot(actor: User, case_id: UUID, lot_id: UUID) -> Lot:
    lot = books.visible(actor).filter(pk=lot_id, case_id=case_id).first()
    if lot is None:
        raise NotFound("lots")
    return lot


@action(by={Role.LEGAL_OFFICER, Role.WORKER})
def set_clock(
    actor: User, /, *, name: queries.ClockName, hours: Count, source: Line, verified: bool = False
) -> UUID:
    """State a legal time limit, in hours, with its source, and whether it was verified there."""
    rule = ClockRule.objects.create(
        name=name, hours=hours, source=source, verified=verified, entry_id=this_act().id
    )
    return rule.pk
