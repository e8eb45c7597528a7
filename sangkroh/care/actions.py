"""What keepers and vets do. Numbers change only in the books of custody, as parts of these acts."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from uuid import UUID

from sangkroh.core.door import action, concerns, this_act
from sangkroh.core.errors import Problem, Refused, require
from sangkroh.core.ids import made_with
from sangkroh.core.models import User
from sangkroh.core.roles import Role
from sangkroh.core.types import Code, Count, Grams, Line, MaybeLine, MaybeWords, Shape, Words
from sangkroh.custody import actions as custody
from sangkroh.custody import policies as books
from sangkroh.custody.actions.books import held
from sangkroh.custody.actions.decisions import Leaving
from sangkroh.custody.actions.facts import Gone
from sangkroh.custody.actions.requests import objects
from sangkroh.custody.models import Request
from sangkroh.custody.rules import Kind, Place
from sangkroh.network import queries as network
from sangkroh.reference import policies as reference
from sangkroh.reference.models import Place as Site

from . import policies, queries, rules
from .models import Assessment, Enclosure, FollowUp, Observation, ReleasePlan, Treatment
from .rules import Answer, Cause, EnclosureKind, Finding, Question

CENTRE = frozenset({Role.KEEPER, Role.VET})
ONE_LINE = {"lines": "qty", "lines.0.quantity": "qty", "lines.0.account": "account",
            "lines.0.lot": "lot"}  # fmt: skip
PLACE_OF = {EnclosureKind.QUARANTINE: Place.QUARANTINE}


class Checked(Shape):
    """An answer to one question of the check-list."""

    question: Question
    answer: Answer


class Examined(Shape):
    """What a vet found of so many animals of a group in a place."""

    lot: UUID
    account: UUID
    qty: Count
    finding: Finding
    reason: MaybeWords = ""


@action(by=CENTRE)
def open_enclosure(
    actor: User, /, *, id: UUID, code: Code, kind: EnclosureKind, label: Line,
    label_km: MaybeLine = "", room_for: Count | None = None,
) -> UUID:  # fmt: skip
    """Open an enclosure of one's own centre: a place on the books. Returns `id`, the account's."""
    office = network.office_id_of(actor)
    require(office is not None, "custody.no-office")
    custody.open_account(
        actor, id=id, code=code, place=PLACE_OF.get(kind, Place.CARE), label=label,
        label_km=label_km, office=office,
    )  # fmt: skip
    Enclosure.objects.create(account_id=id, kind=kind, room_for=room_for)
    return id


@action(by={Role.VET})
def assess(
    actor: User, /, *, id: UUID, lot: UUID, account: UUID, qty: Count, finding: Finding,
    reason: MaybeWords = "",
) -> UUID:  # fmt: skip
    """Say, as a vet, in which state so many animals of a group are. The newest finding counts."""
    rules.check_reason(finding, reason)
    case = _here(actor, lot, account, qty)
    Assessment.objects.create(
        id=id, lot_id=lot, account_id=account, qty=qty, finding=finding, reason=reason,
        entry_id=this_act().id,
    )  # fmt: skip
    concerns(case)
    return id


@action(by={Role.VET})
def assess_all(actor: User, /, *, id: UUID, findings: list[Examined]) -> list[UUID]:
    """Say, as a vet, what was found on a round through several groups: all of it or nothing.

    Each finding is a part-act of its own. Returns their ids, made with `id`.
    """
    require(bool(findings), "care.nothing-found", "findings")
    problems: list[Problem] = []
    for n, it in enumerate(findings):
        try:
            rules.check_reason(it.finding, it.reason)
            _here(actor, it.lot, it.account, it.qty)
        except Refused as refused:
            problems += refused.under(f"findings.{n}").problems
    if problems:
        raise Refused.many(problems)
    return [
        assess(actor, id=made_with(id, f"finding {n}"), **it.model_dump())
        for n, it in enumerate(findings)
    ]


@action(by=CENTRE)
def treat(
    actor: User, /, *, id: UUID, lot: UUID, account: UUID, qty: Count, text: Words,
    medicine: MaybeLine = "", dose: MaybeLine = "",
) -> UUID:  # fmt: skip
    """Record what was given or done to so many animals of a group."""
    case = _here(actor, lot, account, qty)
    Treatment.objects.create(
        id=id, lot_id=lot, account_id=account, qty=qty, text=text, medicine=medicine, dose=dose,
        entry_id=this_act().id,
    )  # fmt: skip
    concerns(case)
    return id


@action(by=CENTRE)
def observe(
    actor: User, /, *, id: UUID, lot: UUID, account: UUID, qty: Count, text: MaybeWords = "",
    weight_g: Grams | None = None,
) -> UUID:  # fmt: skip
    """Record what was seen of so many animals, or what they weigh together, in grams."""
    require(bool(text or weight_g), "care.say-or-weigh", "text")
    case = _here(actor, lot, account, qty)
    Observation.objects.create(
        id=id, lot_id=lot, account_id=account, qty=qty, text=text, weight_g=weight_g,
        entry_id=this_act().id,
    )  # fmt: skip
    concerns(case)
    return id


@action(by=CENTRE)
def record_death(
    actor: User, /, *, id: UUID, lot: UUID, account: UUID, qty: Count, cause: Cause,
    note: MaybeLine = "", photo: UUID | None = None,
) -> UUID:  # fmt: skip
    """Record deaths at the centre: number, cause, one photo. Another person reviews it within
    24 hours; a photo that is missing is asked for. Returns `id`, the fact's."""
    words = f"{cause}: {note}" if note else str(cause)
    lines = [Gone(lot=lot, account=account, quantity=qty)]
    with _one_line():
        return custody.die(actor, id=id, lines=lines, cause=words[:200], photo=photo)


@action(by={Role.VET})
def plan_release(
    actor: User, /, *, id: UUID, lot: UUID, account: UUID, qty: Count, site: UUID,
    answers: list[Checked], soft: bool = False, monitoring: MaybeWords = "", reason: Line,
) -> UUID:  # fmt: skip
    """Ask, as a vet, to release animals found fit, at a site, with the check-list answered.

    It happens inside the approving act of another person; for a listed species that person
    is of another organisation. Returns `id`, the request's.
    """
    _here(actor, lot, account, qty)
    known = {it.question: it.answer for it in answers}
    rules.check_release(qty, queries.fit(lot), known)
    reference.get(actor, Site, site, "site")
    lines = [Leaving(lot=lot, account=account, quantity=qty)]
    with _one_line():
        custody.plan_release(actor, id=id, lines=lines, reason=reason, place=site)
    ReleasePlan.objects.create(
        request_id=id, site_id=site, soft=soft, answers={str(k): str(v) for k, v in known.items()},
        monitoring=monitoring, entry_id=this_act().id,
    )  # fmt: skip
    return id


@objects(Kind.RELEASE)
def fit_and_checked(request: Request) -> None:
    """Look again when the last approval is given: on the check-list, and still fit."""
    plan = ReleasePlan.objects.filter(request=request).first()
    require(plan is not None, "care.no-check-list", "request")
    for line in request.payload["lines"]:
        fit = queries.fit(UUID(line["lot"]))
        require(line["quantity"] <= fit, "care.not-fit", "request", fit=fit)


@action(by=CENTRE | {Role.LEAD, Role.FIELD_OFFICER})
def follow_up(actor: User, /, *, id: UUID, plan: UUID, text: Words) -> UUID:
    """Record what was learned after a release: a sighting, a signal, a death, a new seizure."""
    it = policies.get_plan(actor, plan)
    require(queries.is_released(it), "care.not-released-yet", "plan")
    FollowUp.objects.create(id=id, plan=it, text=text, entry_id=this_act().id)
    concerns(it.request.case_id)
    return id


@contextmanager
def _one_line() -> Iterator[None]:
    """What the books refuse of the one line of an act here, at the arguments that it is made of."""
    try:
        yield
    except Refused as refused:
        raise Refused.many(
            Problem(it.code, ONE_LINE.get(it.path, it.path), it.values) for it in refused.problems
        ) from None


def _here(actor: User, lot: UUID, account: UUID, qty: int) -> UUID:
    """The case of a lot of which so many are in an account that is the actor's to act on."""
    it = books.get(actor, lot)
    books.account_to_act_on(actor, account)
    require(not queries.is_sealed(it), "care.not-counted", "lot")
    there = held(account, lot)
    require(qty <= there, "care.more-than-here", "qty", limit=there)
    return it.case_id
