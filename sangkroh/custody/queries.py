"""The books as readers see them: where everything is now, what became of it, what waits."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from django.db.models import Q, QuerySet, Sum

from sangkroh.cases import policies as cases
from sangkroh.core.errors import require
from sangkroh.core.models import User
from sangkroh.network import queries as network

from . import policies, words
from .actions.requests import lacking
from .models import (
    Account,
    Alarm,
    Balance,
    Fact,
    Handover,
    Hold,
    Lot,
    MovementLine,
    Receipt,
    Request,
)  # fmt: skip
from .rules import FAMILY, HOLDING, Family, State, Unit

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
class Group:
    """A lot, and what of it is in places that a reader may act on."""

    lot: Lot
    label: str
    here: list[Held]


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


@dataclass(frozen=True)
class RequestLine:
    """A request as the person who is to answer reads it."""

    id: UUID
    kind: str
    label: str
    who: str
    mine: bool
    at: datetime
    reason: str
    case: UUID | None
    lines: tuple[str, ...]
    answers: tuple[tuple[str, bool, str], ...]
    lacking: tuple[str, ...]
    done: UUID | None
    declined: bool


def label_of(lot: Lot) -> str:
    """What a reader calls the group: its species, its kind of thing, or the words used."""
    name = lot.as_reported or str(words.THINGS.get(lot.item_type, lot.item_type))
    if lot.taxon is not None:
        name = words.named(lot.taxon.english_name or lot.taxon.scientific_name,
                           lot.taxon.khmer_name)  # fmt: skip
    return f"{name} ({lot.mark})" if lot.mark else name


def place_of(account: Account) -> str:
    if account.state in words.STATES:
        return str(words.STATES[account.state])
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


def here(actor: User, lot: UUID) -> list[Held]:
    """What of a lot is in places that this reader may act on."""
    rows = Balance.objects.filter(lot=lot, qty__gt=0, account__state__in=HOLDING)
    mine = [
        it.pk for it in rows.select_related("account") if policies.may_act_on(actor, it.account)
    ]
    return _held(actor, rows.filter(pk__in=mine, lot__in=policies.visible(actor)))


def group_here(actor: User, lot: UUID) -> Group:
    """A group to act on. Refused, as the acts refuse it, where there is nothing to act on."""
    it, mine = policies.get(actor, lot), here(actor, lot)
    require(bool(mine or held_of(actor, lot)), "custody.nothing-here")
    require(bool(mine), "custody.not-your-account")
    return Group(it, label_of(it), mine)


def held_of_parts(actor: User, lot: UUID) -> list[Held]:
    """Where the lots that came out of this one are now."""
    seen = Balance.objects.filter(lot__parent_lot=lot, qty__gt=0, account__state__in=NOW)
    held = _held(actor, seen.filter(lot__in=policies.visible(actor)))
    return sorted(held, key=lambda it: (it.label, it.qty))


def final_states(lot: Lot) -> list[State]:
    """The final outcomes that some of the lot has come to."""
    final = lot.balances.filter(qty__gt=0, account__is_final=True)
    return [State(it) for it in final.values_list("account__state", flat=True)]


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
    line = _came_through(policies.get(actor, lot))
    rows = MovementLine.objects.filter(Q(from_lot__in=line) | Q(to_lot__in=line)).select_related(
        "movement__entry__actor", "from_account", "to_account", "from_lot"
    )
    return [_step(row) for row in rows.order_by("movement__entry__seq", "ordinal")]


def _came_through(lot: Lot) -> list[UUID]:
    """The lot, and those that it came out of."""
    line = [lot.pk]
    while lot.parent_lot is not None:
        lot = lot.parent_lot
        line.append(lot.pk)
    return line


def _step(row: MovementLine) -> Step:
    movement, entry = row.movement, row.movement.entry
    return Step(
        entry.seq, movement.pk, movement.kind, str(words.KINDS[movement.kind]),
        str(words.BASES[movement.basis]), row.qty, str(words.UNITS[row.from_lot.unit]),
        row.weight_g, place_of(row.from_account), place_of(row.to_account),
        network.name_of(entry.actor),
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


@dataclass(frozen=True)
class FactLine:
    """A fact as its reviewer reads it."""

    id: UUID
    lot: UUID
    label: str
    lines: tuple[str, ...]
    who: str
    at: datetime
    ground: str
    lacks: tuple[str, ...]
    due: datetime


def fact_line(actor: User, fact: UUID) -> FactLine:
    it = policies.get_fact(actor, fact)
    rows = list(it.movement.lines.select_related("from_lot__taxon", "from_account"))
    return FactLine(
        it.pk, rows[0].from_lot_id, str(words.KINDS[it.movement.kind]),
        tuple(f"{label_of(r.from_lot)}: {r.qty} {words.UNITS[r.from_lot.unit]} "
              f"({place_of(r.from_account)})" for r in rows),
        network.name_of(it.by), it.at, it.ground,
        tuple(str(words.MISSING[m]) for m in missing_of(it)), it.review_due,
    )  # fmt: skip


@dataclass(frozen=True)
class HoldLine:
    id: UUID
    kind: str
    reason: str
    who: str
    at: datetime


def holds_of(actor: User, lot: UUID) -> list[HoldLine]:
    """Open holds on a lot, and on those that it came out of."""
    line = _came_through(policies.get(actor, lot))
    rows = Hold.objects.filter(lot__in=line, lift__isnull=True).select_related("by")
    return [
        HoldLine(it.pk, str(words.HOLDS[it.kind]), it.reason, network.name_of(it.by), it.at)
        for it in rows.order_by("at")
    ]


def missing_of(fact: Fact) -> list[str]:
    """What a fact still lacks: `ground`, `photo`, `witness`."""
    there = set(fact.details.values_list("what", flat=True))
    there |= {"ground"} if fact.ground else set()
    return [it for it in ("ground", "photo", "witness") if it not in there]


def request_line(actor: User, request: UUID) -> RequestLine:
    """The request with what it would do, who has answered and what is lacking."""
    it = policies.get_request(actor, request)
    answers = list(it.approvals.select_related("by").order_by("at"))
    done = getattr(it, "movement", None)
    return RequestLine(
        it.pk, it.kind, str(words.KINDS[it.kind]), network.name_of(it.by), it.by_id == actor.pk,
        it.at, it.reason, it.case_id if cases.may_see(actor, it.case_id) else None,
        tuple(_said(it)),
        tuple((network.name_of(a.by), a.approves, a.reason) for a in answers),
        tuple(str(words.LACKING[need]) for need in sorted(lacking(it))),
        done.pk if done else None, any(not a.approves for a in answers),
    )  # fmt: skip


def _said(it: Request) -> Iterator[str]:
    """What was asked for, in words: each group with its number and its unit."""
    said = it.payload
    ids = [row["lot"] for row in said.get("lines", [])] + [said.get("lot")]
    lots = {str(lot.pk): lot for lot in Lot.objects.filter(pk__in=filter(None, ids))}
    for row in said.get("lines", []):
        lot = lots[row["lot"]]
        yield f"{label_of(lot)}: {row['quantity']} {words.UNITS[lot.unit]}"
    if "containers" in said:
        lot = lots[said["lot"]]
        yield f"{label_of(lot)}: {said['containers']} {words.UNITS['container']}"
        for row in said["content"]:
            name = row["as_reported"] or label_of(lot)
            yield f"→ {name}: {row['quantity']} {words.UNITS[row['unit']]}"
    elif "held" in said:
        yield f"{label_of(lots[said['lot']])}: {said['held']} → {said['quantity']}"
    elif "what" in said:
        yield f"{words.WHATS[said['what']]}: {said['quantity']}"
    elif said.get("lot"):
        yield label_of(lots[said["lot"]])


def on_the_road(actor: User, handover: UUID) -> list[Held]:
    """What a hand-over carries, for the receiver's form (which does not show how many)."""
    it = policies.get_handover(actor, handover)
    return _held(actor, Balance.objects.filter(account=it.account_id, qty__gt=0))
