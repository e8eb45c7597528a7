"""The books as readers see them: where everything is now, what became of it, what waits."""

from __future__ import annotations

from collections import defaultdict
from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from django.db.models import Q, QuerySet, Sum
from django.utils import timezone

from sangkroh.cases import policies as cases
from sangkroh.core.models import User
from sangkroh.network import queries as network

from . import policies, words
from .models import Account, Alarm, Balance, Fact, Handover, Lot, MovementLine, Receipt, Request
from .rules import FAMILY, HOLDING, Family, Unit

NOW = [s.value for s, f in FAMILY.items() if f in (Family.HOLDING, Family.FINAL)] + ["missing"]
"""States in which something is, or was when it left the books."""


@dataclass(frozen=True)
class Held:
    """So much of a group in a place."""

    lot: UUID
    label: str
    unit: str
    unit_label: str
    qty: int
    account: UUID
    place: str
    state: str
    seals: tuple[str, ...]
    case: UUID | None
    case_number: str


@dataclass(frozen=True)
class Band:
    """Of what was taken in as `root`, so much is at `place` now. Opens to its lots."""

    root: UUID
    root_label: str
    place: str
    state: str
    unit: str
    unit_label: str
    qty: int
    lots: tuple[UUID, ...]


@dataclass(frozen=True)
class Step:
    """One line of a lot's history, in the order of the journal."""

    seq: int
    movement: UUID
    kind: str
    label: str
    basis: str
    qty: int
    unit_label: str
    weight_g: int | None
    from_place: str
    to_place: str
    who: str
    occurred_words: str
    occurred: datetime | None
    received_at: datetime
    reason: str


def label_of(lot: Lot) -> str:
    """What a reader calls the group: its species, its kind of thing, or the words used."""
    name = lot.as_reported or lot.item_type
    if lot.taxon is not None:
        name = words.named(lot.taxon.english_name or lot.taxon.scientific_name,
                           lot.taxon.khmer_name)  # fmt: skip
    return f"{name} ({lot.mark})" if lot.mark else name


def place_of(account: Account) -> str:
    return words.named(account.label, account.label_km)


def _held(actor: User, balances: QuerySet[Balance]) -> list[Held]:
    rows = balances.select_related("lot__taxon", "lot__case", "account").order_by("lot_id")
    known = set(cases.visible(actor).values_list("pk", flat=True))
    return [
        Held(
            it.lot_id, label_of(it.lot), it.lot.unit, str(words.UNITS[it.lot.unit]), it.qty,
            it.account_id, place_of(it.account), it.account.state, tuple(it.lot.seal_numbers),
            it.lot.case_id if it.lot.case_id in known else None,
            it.lot.case.number if it.lot.case_id in known else "",
        )
        for it in rows
    ]  # fmt: skip


def held_in(actor: User, account: UUID) -> list[Held]:
    """What is in a place now, of what this reader may see."""
    seen = Balance.objects.filter(account=account, qty__gt=0, lot__in=policies.visible(actor))
    return _held(actor, seen)


def held_of(actor: User, lot: UUID) -> list[Held]:
    """Where a lot is now, or how it left the books."""
    seen = Balance.objects.filter(lot=lot, qty__gt=0, account__state__in=NOW)
    return _held(actor, seen.filter(lot__in=policies.visible(actor)))


def held_for_case(actor: User, case: UUID) -> list[Held]:
    """What is held of a case now, in places (not what left the books)."""
    seen = Balance.objects.filter(lot__case=case, qty__gt=0, account__state__in=HOLDING)
    return _held(actor, seen.filter(lot__in=policies.visible(actor)))


def where_now(actor: User, case: UUID) -> list[Band]:
    """Where all that was taken in for a case is now: one band for each origin lot and place."""
    if not cases.may_see(actor, case):
        return []
    lots = {lot.pk: lot for lot in Lot.objects.filter(case=case).select_related("taxon")}
    found: dict[tuple[UUID, str, str, str], list[tuple[int, UUID]]] = defaultdict(list)
    rows = Balance.objects.filter(lot__case=case, qty__gt=0, account__state__in=NOW)
    for it in rows.select_related("account").order_by("lot_id"):
        root = _root(lots[it.lot_id], lots)
        key = (root.pk, place_of(it.account), it.account.state, lots[it.lot_id].unit)
        found[key].append((it.qty, it.lot_id))
    return [
        Band(root, label_of(lots[root]), place, state, unit, str(words.UNITS[unit]),
             sum(qty for qty, _ in parts), tuple(lot for _, lot in parts))
        for (root, place, state, unit), parts in found.items()
    ]  # fmt: skip


def _root(lot: Lot, lots: dict[UUID, Lot]) -> Lot:
    while lot.parent_lot_id is not None:
        lot = lots[lot.parent_lot_id]
    return lot


def history(actor: User, lot: UUID) -> list[Step]:
    """The whole history of a lot, and of those it came out of: the chain of custody."""
    it = policies.get(actor, lot)
    line: list[UUID] = []
    while True:
        line.append(it.pk)
        if it.parent_lot is None:
            break
        it = it.parent_lot
    rows = MovementLine.objects.filter(Q(from_lot__in=line) | Q(to_lot__in=line)).select_related(
        "movement__entry__actor", "from_account", "to_account", "from_lot"
    )
    return [_step(row) for row in rows.order_by("movement__entry__seq", "ordinal")]


def _step(row: MovementLine) -> Step:
    movement, entry = row.movement, row.movement.entry
    return Step(
        entry.seq, movement.pk, movement.kind, str(words.KINDS[movement.kind]),
        str(words.BASES[movement.basis]), row.qty, str(words.UNITS[row.from_lot.unit]),
        row.weight_g, place_of(row.from_account), place_of(row.to_account), entry.actor.name,
        entry.occurred_words, entry.occurred_earliest, entry.received_at, movement.reason,
    )  # fmt: skip


def open_alarms(actor: User) -> list[tuple[Alarm, int]]:
    """Alarms that are not fully explained, with what is left to explain."""
    seen = policies.visible_alarms(actor).select_related("lot__taxon").order_by("at")
    found = seen.annotate(explained=Sum("explanations__qty"))
    return [(it, left) for it in found if (left := it.qty - (getattr(it, "explained", 0) or 0)) > 0]


def counts_due(actor: User) -> list[tuple[Receipt, Held]]:
    """Containers that were received and are not counted yet, with the receipt that set the hour."""
    due = []
    for receipt in Receipt.objects.filter(
        count_due__isnull=False, handover__in=policies.visible_handovers(actor)
    ).select_related("account"):
        lots = receipt.movement.lines.filter(to_lot__unit=Unit.CONTAINER).values("to_lot")
        still = Balance.objects.filter(
            lot__in=lots, qty__gt=0, account__office=receipt.account.office_id,
            account__state__in=HOLDING,
        )  # fmt: skip
        due += [(receipt, it) for it in _held(actor, still)]
    return due


def under_way(actor: User) -> QuerySet[Handover]:
    """Hand-overs that nobody has received yet."""
    return policies.visible_handovers(actor).filter(receipt__isnull=True).order_by("due")


def to_receive(actor: User) -> list[Handover]:
    """Hand-overs that this reader may receive: to their office, not sent nor carried by them."""
    mine = under_way(actor).filter(to_office__isnull=False, to_office=network.office_id_of(actor))
    return list(mine.exclude(by=actor).exclude(carrier=actor))


def waiting(actor: User) -> list[Request]:
    """Requests of others that wait for an answer that this reader has not given."""
    open_ones = policies.visible_requests(actor).filter(movement__isnull=True).exclude(by=actor)
    declined = open_ones.filter(approvals__approves=False).values("pk")
    answered = open_ones.filter(approvals__by=actor).values("pk")
    return list(open_ones.exclude(pk__in=declined).exclude(pk__in=answered).order_by("at"))


def facts_to_review(actor: User) -> list[Fact]:
    """Facts of others that nobody has reviewed."""
    return list(
        policies.visible_facts(actor).filter(review__isnull=True).exclude(by=actor)
        .select_related("movement").order_by("review_due")
    )  # fmt: skip


def missing_of(fact: Fact) -> list[str]:
    """What a fact still lacks: `ground`, `photo`, `witness`."""
    there = set(fact.details.values_list("what", flat=True))
    there |= {"ground"} if fact.ground else set()
    return [it for it in ("ground", "photo", "witness") if it not in there]


def places(actor: User, office: UUID | None = None) -> list[Account]:
    """Places of the reader's office where things are put."""
    mine = Account.objects.filter(office=office or network.office_id_of(actor), user__isnull=True)
    return list(mine.filter(office__isnull=False).order_by("code")) if actor.roles else []


def overdue(handover: Handover) -> bool:
    return handover.due < timezone.now()
