"""Where everything is now, and what things and places are called."""

from __future__ import annotations

from collections import Counter, defaultdict
from dataclasses import dataclass
from uuid import UUID

from django.db.models import QuerySet

from sangkroh.cases import policies as cases
from sangkroh.core.errors import require
from sangkroh.core.models import User

from .. import policies, words
from ..models import Account, Balance, Lot
from ..rules import FAMILY, HOLDING, Family, State

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


def held_rows(actor: User, balances: QuerySet[Balance]) -> list[Held]:
    rows = balances.select_related("lot__taxon", "lot__case", "account").order_by("lot_id")
    known = set(cases.visible(actor).values_list("pk", flat=True))
    held = [
        Held(
            it.lot_id, label_of(it.lot), it.lot.unit, str(words.UNITS[it.lot.unit]), it.qty,
            it.account_id, place_of(it.account), it.account.state, tuple(it.lot.seal_numbers),
            it.lot.case_id if it.lot.case_id in known else None,
            it.lot.case.number if it.lot.case_id in known else "",
        )
        for it in rows
    ]  # fmt: skip
    return sorted(held, key=lambda it: it.label)


def held_in(actor: User, account: UUID) -> list[Held]:
    """What is in a place now, of what this reader may see."""
    return held_rows(actor, policies.visible_balances(actor).filter(account=account, qty__gt=0))


def held_of(actor: User, lot: UUID) -> list[Held]:
    """Where a lot is now, or how it left the books."""
    seen = policies.visible_balances(actor)
    return held_rows(actor, seen.filter(lot=lot, qty__gt=0, account__state__in=NOW))


def here(actor: User, lot: UUID) -> list[Held]:
    """What of a lot is in places that this reader may act on."""
    rows = Balance.objects.filter(lot=lot, qty__gt=0, account__state__in=HOLDING)
    mine = [
        it.pk for it in rows.select_related("account") if policies.may_act_on(actor, it.account)
    ]
    return held_rows(actor, rows.filter(pk__in=mine, lot__in=policies.visible(actor)))


def group_here(actor: User, lot: UUID) -> Group:
    """A group to act on. Refused, as the acts refuse it, where there is nothing to act on."""
    it, mine = policies.get(actor, lot), here(actor, lot)
    require(bool(mine or held_of(actor, lot)), "custody.nothing-here")
    require(bool(mine), "custody.not-your-account")
    return Group(it, label_of(it), mine)


def held_of_parts(actor: User, lot: UUID) -> list[Held]:
    """Where the lots that came out of this one are now."""
    seen = policies.visible_balances(actor)
    held = held_rows(actor, seen.filter(lot__parent_lot=lot, qty__gt=0, account__state__in=NOW))
    return sorted(held, key=lambda it: (it.label, it.qty))


def final_states(lot: Lot) -> list[State]:
    """The final outcomes that some of the lot has come to."""
    final = lot.balances.filter(qty__gt=0, account__is_final=True)
    return [State(it) for it in final.values_list("account__state", flat=True)]


def held_for_case(actor: User, case: UUID) -> list[Held]:
    """What is held of a case now, in places (not what left the books)."""
    seen = Balance.objects.filter(lot__case=case, qty__gt=0, account__state__in=HOLDING)
    return held_rows(actor, seen.filter(lot__in=policies.visible(actor)))


def where_now(actor: User, case: UUID) -> list[Band]:
    """Where all that was taken in for a case is now: one band for each origin lot and place.

    What was most comes first, and its bands stand together.
    """
    if not cases.may_see(actor, case):
        return []
    lots = {lot.pk: lot for lot in Lot.objects.filter(case=case).select_related("taxon")}
    found: dict[tuple[UUID, str, str, str], list[tuple[int, UUID]]] = defaultdict(list)
    rows = Balance.objects.filter(lot__case=case, qty__gt=0, account__state__in=NOW)
    for it in rows.select_related("account").order_by("lot_id"):
        root = _root(lots[it.lot_id], lots)
        key = (root.pk, place_of(it.account), it.account.state, lots[it.lot_id].unit)
        found[key].append((it.qty, it.lot_id))
    bands = [
        Band(root, label_of(lots[root]), place, state, unit, str(words.UNITS[unit]),
             sum(qty for qty, _ in parts), tuple(lot for _, lot in parts))
        for (root, place, state, unit), parts in found.items()
    ]  # fmt: skip
    most: Counter[UUID] = Counter()
    for band in bands:
        most[band.root] += band.qty
    return sorted(bands, key=lambda it: (-most[it.root], it.root, -it.qty, it.place))


def _root(lot: Lot, lots: dict[UUID, Lot]) -> Lot:
    while lot.parent_lot_id is not None:
        lot = lots[lot.parent_lot_id]
    return lot


def on_the_road(actor: User, handover: UUID) -> list[Held]:
    """What a hand-over carries, for the receiver's form (which does not show how many)."""
    it = policies.get_handover(actor, handover)
    return held_rows(actor, Balance.objects.filter(account=it.account_id, qty__gt=0))
