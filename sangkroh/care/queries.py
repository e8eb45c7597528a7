"""What is known of animals in care, for one reader."""

from __future__ import annotations

from collections.abc import Collection, Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import Any
from uuid import UUID

from django.db.models import Prefetch, Q, QuerySet, Sum
from django.utils.translation import gettext as _

from sangkroh.core.errors import NotFound
from sangkroh.core.models import User
from sangkroh.core.roles import Role
from sangkroh.custody import policies as custody
from sangkroh.custody import queries as books
from sangkroh.custody.models import Account, Balance, Lot, Movement
from sangkroh.custody.rules import CENTRE, Unit
from sangkroh.custody.words import UNITS
from sangkroh.network import queries as network
from sangkroh.network.queries import named
from sangkroh.reference import policies as reference
from sangkroh.reference.models import Place
from sangkroh.reference.rules import PlaceKind

from . import policies, rules
from .findings import Findings
from .models import AboutLot, Assessment, Observation, ReleasePlan, Treatment
from .rules import Answer, Cause, EnclosureKind, Finding, Question

IN_CENTRES = [state.value for state in CENTRE]


def finding_label(finding: str) -> str:
    return {
        Finding.FIT: _("Fit for release"), Finding.TREAT: _("To be treated"),
        Finding.WATCH: _("Quarantine goes on"), Finding.NOT_RELEASABLE: _("Not releasable"),
    }[Finding(finding)]  # fmt: skip


def enclosure_label(kind: str) -> str:
    return {
        EnclosureKind.QUARANTINE: _("Quarantine"), EnclosureKind.WARD: _("Ward"),
        EnclosureKind.ENCLOSURE: _("Enclosure"), EnclosureKind.POOL: _("Pool"),
        EnclosureKind.PRE_RELEASE: _("Pre-release enclosure"),
    }[EnclosureKind(kind)]  # fmt: skip


def cause_label(cause: str) -> str:
    return {
        Cause.TRANSPORT: _("On the way: heat, thirst, crushing"), Cause.INJURY: _("Injury"),
        Cause.DISEASE: _("Disease"), Cause.STARVATION: _("Starvation"),
        Cause.EUTHANASIA: _("Put to sleep"), Cause.OTHER: _("Other"),
        Cause.NOT_KNOWN: _("Not known"),
    }[Cause(cause)]  # fmt: skip


def question_label(question: str) -> str:
    return {
        Question.TAXON_CONFIRMED: _("Is the species confirmed?"),
        Question.NATIVE_HERE: _("Is it native to the release site?"),
        Question.ORIGIN_KNOWN: _("Is its origin known?"),
        Question.NO_DISEASE: _("Is it free of signs of disease?"),
        Question.NOT_INJURED: _("Is it free of injuries that need care?"),
        Question.SITE_PROTECTED: _("Is the site protected today?"),
        Question.SITE_HAS_ROOM: _("Has the site room for so many?"),
        Question.PERMISSION: _("Is the permission there, where one is needed?"),
    }[Question(question)]  # fmt: skip


def answer_label(answer: str) -> str:
    return {
        Answer.YES: _("Yes"), Answer.NO: _("No"), Answer.NOT_KNOWN: _("Not known"),
    }[Answer(answer)]  # fmt: skip


def site_choices(reader: User) -> list[tuple[str, str]]:
    """The release sites that are known now, for a form."""
    rows = reference.visible(reader, Place).filter(
        named_kind=PlaceKind.RELEASE_SITE, until__isnull=True
    )
    return [(str(it.pk), named(it.name, it.name_km)) for it in rows.order_by("name")]


def is_sealed(lot: Lot) -> bool:
    """Whether the lot is of containers that nobody has counted yet."""
    return lot.unit == Unit.CONTAINER


def inherited_label() -> str:
    """How a finding is marked that was made of the group before this one parted from it."""
    return _("As its group was found")


def fit(lot_id: UUID) -> int:
    """How many of a lot's animals in centres are found fit for release now."""
    return fit_of([lot_id], Findings([lot_id]))[lot_id]


def fit_of(lots: Collection[UUID], findings: Findings) -> dict[UUID, int]:
    """The same, of each of these lots."""
    rows = Balance.objects.filter(lot__in=lots, account__state__in=IN_CENTRES).values("lot")
    held = dict(rows.annotate(it=Sum("qty")).values_list("lot", "it"))
    return {lot: _fit(findings, lot, held.get(lot, 0)) for lot in lots}


def _fit(findings: Findings, lot: UUID, held: int) -> int:
    found = findings.of(lot)
    return rules.fit_now(found, held, findings.released(lot)) if found else 0


def is_released(plan: ReleasePlan) -> bool:
    """Whether the release has been approved and has happened."""
    return Movement.objects.filter(request=plan.request_id).exists()


@dataclass(frozen=True)
class Event:
    """One thing that was found, given, seen or weighed."""

    at: datetime
    by: str
    qty: int
    what: str
    text: str


def story(reader: User, lot_id: UUID) -> list[Event]:
    """Everything that care knows of a lot this reader may see, newest first."""
    lot = custody.get(reader, lot_id)
    sources = (
        (policies.visible(reader), _found), (policies.visible_treatments(reader), _treated),
        (policies.visible_observations(reader), _seen),
    )  # fmt: skip
    events = [
        _event(row, words)
        for rows, words in sources
        for row in rows.filter(lot=lot).select_related("entry__actor")
    ]
    return sorted([*events, *_inherited(lot_id)], key=lambda it: it.at, reverse=True)


def _inherited(lot_id: UUID) -> list[Event]:
    findings = Findings([lot_id])
    parting = findings.parting(lot_id)
    if parting is None:
        return []
    return [
        Event(parting.at, network.name_of(parting.by), it.qty, finding_label(it.finding),
              inherited_label())
        for it in findings.inherited(lot_id) if it.finding
    ]  # fmt: skip


def _event(row: AboutLot, words: object) -> Event:
    what, text = words(row)  # type: ignore[operator]
    return Event(row.entry.received_at, network.name_of(row.entry.actor), row.qty, what, text)


def _found(row: Assessment) -> tuple[str, str]:
    return finding_label(row.finding), row.reason


def _treated(row: Treatment) -> tuple[str, str]:
    return _("Treated"), " · ".join(it for it in (row.text, row.medicine, row.dose) if it)


def _seen(row: Observation) -> tuple[str, str]:
    weight = f"{row.weight_g / 1000:g} kg" if row.weight_g else ""
    return _("Seen"), " · ".join(it for it in (weight, row.text) if it)


@dataclass(frozen=True)
class Held:
    """So much of a lot in one account of the reader's centre."""

    lot: UUID
    label: str
    qty: int
    unit: str
    sealed: bool
    examined: bool
    fit: int


@dataclass(frozen=True)
class EnclosureView:
    account: UUID
    label: str
    kind: str
    room_for: int | None
    held: list[Held]

    @property
    def to_examine(self) -> list[Held]:
        """What can be examined here: all that is counted."""
        return [it for it in self.held if not it.sealed]


def centre(reader: User) -> list[EnclosureView]:
    """The places of the reader's own office, and what the reader may see of what is in each now.

    Whoever serves there and is neither keeper nor vet learns of no case by what it holds.
    """
    accounts = custody.visible_accounts(reader).filter(
        office__isnull=False, office=network.office_id_of(reader), state__in=IN_CENTRES
    )
    seen = Balance.objects.filter(qty__gt=0, lot__in=custody.visible(reader))
    held = Prefetch("balances", seen.select_related("lot__taxon"))
    places = accounts.select_related("enclosure").prefetch_related(held).order_by("label")
    found = list(places.distinct())
    lots = {row.lot_id for place in found for row in place.balances.all()}
    findings = Findings(lots)
    fit = fit_of(lots, findings)
    return [_place(it, findings, fit) for it in found]


def enclosure(reader: User, account: UUID) -> EnclosureView:
    """One place of the reader's own office. NotFound for any other."""
    found = next((it for it in centre(reader) if it.account == account), None)
    if found is None:
        raise NotFound("account")
    return found


def may_examine(reader: User) -> bool:
    return Role.VET in reader.roles


def _place(account: Account, findings: Findings, fit: Mapping[UUID, int]) -> EnclosureView:
    enclosure = getattr(account, "enclosure", None)
    held = (_held(row, findings, fit) for row in account.balances.all())
    return EnclosureView(
        account.pk, named(account.label, account.label_km),
        enclosure_label(enclosure.kind) if enclosure else "",
        enclosure.room_for if enclosure else None,
        sorted(held, key=lambda it: it.label),
    )  # fmt: skip


def _held(row: Balance, findings: Findings, fit: Mapping[UUID, int]) -> Held:
    examined = any(it.finding for it in findings.of(row.lot_id))
    return Held(
        row.lot_id, books.label_of(row.lot), row.qty, str(UNITS[row.lot.unit]),
        is_sealed(row.lot), examined, fit[row.lot_id] if examined else 0,
    )  # fmt: skip


@dataclass(frozen=True)
class WhereHeld:
    account: UUID
    label: str
    qty: int
    unit: str


@dataclass(frozen=True)
class Group:
    """One group of animals as the centre knows it."""

    lot: UUID
    label: str
    sealed: bool
    fit: int
    places: list[WhereHeld]
    story: list[Event]
    plans: list[PlanView]
    may_examine: bool


def group(reader: User, lot_id: UUID) -> Group:
    """A group of animals that this reader may see. NotFound otherwise."""
    lot = custody.get(reader, lot_id)
    rows = lot.balances.filter(qty__gt=0, account__state__in=IN_CENTRES)
    places = [_where(row, lot) for row in rows.select_related("account")]
    plans = policies.visible_plans(reader).filter(request__payload__lines__0__lot=str(lot.pk))
    return Group(
        lot.pk, books.label_of(lot), is_sealed(lot), fit(lot.pk), places, story(reader, lot.pk),
        _plans(plans), may_examine(reader),
    )  # fmt: skip


def _where(row: Balance, lot: Lot) -> WhereHeld:
    return WhereHeld(
        row.account_id, named(row.account.label, row.account.label_km), row.qty,
        str(UNITS[lot.unit]),
    )  # fmt: skip


@dataclass(frozen=True)
class AnswerView:
    question: str
    answer: str


@dataclass(frozen=True)
class PlanView:
    """A planned release, its check-list and what was learned afterwards."""

    request: UUID
    label: str
    qty: int
    site: str
    site_verified: bool
    soft: bool
    reason: str
    monitoring: str
    asked_by: str
    answers: list[AnswerView]
    released: bool
    follow_ups: list[Event]


def plan(reader: User, request_id: UUID) -> PlanView:
    """A planned release that this reader may see. NotFound otherwise."""
    found = _plans(policies.visible_plans(reader).filter(pk=request_id))
    if not found:
        raise NotFound("plan")
    return found[0]


def plan_of(reader: User, request_id: UUID) -> PlanView | None:
    """The plan that a request to release belongs to; None for other requests."""
    return next(iter(_plans(policies.visible_plans(reader).filter(pk=request_id))), None)


def _plans(found: QuerySet[ReleasePlan]) -> list[PlanView]:
    whole = found.select_related("site", "request__by", "request__movement")
    rows = list(whole.prefetch_related("follow_ups__entry__actor"))
    of = Lot.objects.select_related("taxon").in_bulk({_line(it)["lot"] for it in rows})
    lots = {str(pk): lot for pk, lot in of.items()}
    return [_plan(it, lots[_line(it)["lot"]]) for it in rows]


def _line(it: ReleasePlan) -> dict[str, Any]:
    """What is to be released: a plan is of one group."""
    line: dict[str, Any] = it.request.payload["lines"][0]
    return line


def _plan(it: ReleasePlan, lot: Lot) -> PlanView:
    answers = [
        AnswerView(question_label(q), answer_label(it.answers.get(q, Answer.NOT_KNOWN)))
        for q in Question
    ]
    learned = [
        Event(row.entry.received_at, network.name_of(row.entry.actor), 0, "", row.text)
        for row in it.follow_ups.all()
    ]
    return PlanView(
        it.pk, books.label_of(lot), _line(it)["quantity"],
        named(it.site.name, it.site.name_km), it.site.verified, it.soft, it.request.reason,
        it.monitoring, network.name_of(it.request.by), answers,
        hasattr(it.request, "movement"), learned,
    )  # fmt: skip


@dataclass(frozen=True)
class CaseGroup:
    lot: UUID
    label: str
    qty: int
    fit: int
    newest: str


def of_case(reader: User, case_id: UUID) -> list[CaseGroup]:
    """The groups of a case that are in a centre now, with what vets found."""
    lots = (
        custody.visible(reader).filter(case=case_id, balances__account__state__in=IN_CENTRES)
        .annotate(here=Sum("balances__qty", filter=Q(balances__account__state__in=IN_CENTRES)))
        .filter(here__gt=0).select_related("taxon")
    )  # fmt: skip
    ids = [lot.pk for lot in lots]
    findings = Findings(ids)
    fit = fit_of(ids, findings)
    return [
        CaseGroup(lot.pk, books.label_of(lot), lot.here, fit[lot.pk], _newest(findings, lot.pk))
        for lot in lots
    ]


def _newest(findings: Findings, lot: UUID) -> str:
    """The last finding in words; nothing where no vet has found anything."""
    found = (finding_label(it.finding) for it in findings.of(lot) if it.finding)
    return next(found, "")


def not_examined(reader: User) -> list[Held]:
    """Counted groups in the reader's own centre that no vet has examined yet."""
    return [it for place in centre(reader) for it in place.held
            if not it.sealed and not it.examined]  # fmt: skip
