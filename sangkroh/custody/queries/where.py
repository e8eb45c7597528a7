"""Where everything is now, and what things and places are called."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Sequence
from dataclasses import dataclass
from uuid import UUID

from django.db.models import Q, QuerySet

from sangkroh.cases import policies as cases
from sangkroh.core.errors import require
from sangkroh.core.models import User
from sangkroh.reference import queries as reference

from .. import policies, words
from ..models import Account, Balance, Lot
from ..rules import FAMILY, FINAL, HOLDING, Family, State, Subject

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
    office: UUID | None = None


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


def reported(lot: Lot) -> tuple[str, list[reference.TaxonHit]]:
    """The words in which an open lot was reported, and what they may mean."""
    if lot.subject != Subject.OPEN:
        return "", []
    said = lot.as_reported.split(" · ")[0]  # the name in both languages: either will do
    return said, reference.candidates(said)


def place_of(account: Account) -> str:
    if account.state in words.STATES:
        return str(words.STATES[account.state])
    return words.named(account.label, account.label_km)


def held_rows(actor: User, balances: QuerySet[Balance]) -> list[Held]:
    return _held(actor, _with_places(balances))


def _with_places(balances: QuerySet[Balance]) -> list[Balance]:
    return list(balances.select_related("lot__taxon", "lot__case", "account").order_by("lot_id"))


def _held(actor: User, rows: Sequence[Balance]) -> list[Held]:
    of = {it.lot.case_id for it in rows}
    known = set(cases.visible(actor).filter(pk__in=of).values_list("pk", flat=True))
    held = [
        Held(
            it.lot_id, label_of(it.lot), it.lot.unit, str(words.UNITS[it.lot.unit]), it.qty,
            it.account_id, place_of(it.account), it.account.state, tuple(it.lot.seal_numbers),
            it.lot.case_id if it.lot.case_id in known else None,
            it.lot.case.number if it.lot.case_id in known else "", it.account.office_id,
        )
        for it in rows
    ]  # fmt: skip
    return sorted(held, key=lambda it: it.label)


def held_in(actor: User, account: UUID) -> list[Held]:
    """What is in a place now, of what this reader may see."""
    return held_in_each(actor, [account])[account]


def held_in_each(actor: User, accounts: Sequence[UUID]) -> dict[UUID, list[Held]]:
    """What is in each of these places now, of what this reader may see."""
    seen = policies.visible_balances(actor).filter(account__in=accounts, qty__gt=0)
    found: dict[UUID, list[Held]] = {it: [] for it in accounts}
    for it in held_rows(actor, seen):
        found[it.account].append(it)
    return found


def held_of(actor: User, lot: UUID) -> list[Held]:
    """Where a lot is now, or how it left the books."""
    seen = policies.visible_balances(actor)
    return held_rows(actor, seen.filter(lot=lot, qty__gt=0, account__state__in=NOW))


def here(actor: User, lot: UUID) -> list[Held]:
    """What of a lot is in places that this reader may act on."""
    rows = Balance.objects.filter(lot=lot, qty__gt=0, account__state__in=HOLDING)
    seen = _with_places(rows.filter(lot__in=policies.visible(actor)))
    return _held(actor, [it for it in seen if policies.may_act_on(actor, it.account)])


def group_here(actor: User, lot: UUID) -> Group:
    """A group to act on. Refused, as the acts refuse it, where there is nothing to act on."""
    it, mine = policies.get(actor, lot), here(actor, lot)
    require(bool(mine or held_of(actor, lot)), "custody.nothing-here")
    require(bool(mine), "custody.not-your-account")
    return Group(it, label_of(it), mine)


@dataclass(frozen=True)
class Whereabouts:
    """Where a lot is now; of that, what is `here`, where a reader may act on it; where the lots
    are that came out of it."""

    held: list[Held]
    here: list[Held]
    parts: list[Held]

    @property
    def final(self) -> frozenset[State]:
        """The final outcomes that some of it has come to."""
        return frozenset(State(it.state) for it in self.held) & FINAL


def whereabouts(actor: User, lot: UUID) -> Whereabouts:
    of = Q(lot=lot) | Q(lot__parent_lot=lot)
    seen = policies.visible_balances(actor).filter(of, qty__gt=0, account__state__in=NOW)
    rows = _with_places(seen)
    held, mine = _held(actor, rows), {it.account_id for it in rows if _is_theirs(actor, it.account)}
    own = [it for it in held if it.lot == lot]
    parts = sorted((it for it in held if it.lot != lot), key=lambda it: (it.label, it.qty))
    return Whereabouts(own, [it for it in own if it.account in mine], parts)


def _is_theirs(actor: User, account: Account) -> bool:
    return account.state in HOLDING and policies.may_act_on(actor, account)


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
