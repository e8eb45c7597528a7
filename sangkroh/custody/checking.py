"""The books checked from the ground: everything that can be recomputed is recomputed."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from uuid import UUID

from django.db import connection
from django.db.models import Count, F, Q, Sum
from django.db.models.functions import Coalesce

from sangkroh.core import guards, journal

from .models import Alarm, Approval, Balance, Lot, Movement, MovementLine
from .rules import NEEDS_APPROVAL


@dataclass(frozen=True)
class Fault:
    """Something that is not as it must be: which check, and where."""

    what: str
    where: str


def check_books() -> list[Fault]:
    """Every fault of the books, the guards and the journal. Empty: all is in order."""
    return [Fault(what, where) for what, check in CHECKS.items() for where in check()]


def _balances() -> Iterator[str]:
    """Each balance is the sum of its lines."""
    wanted: dict[tuple[UUID, UUID], int] = defaultdict(int)
    lines = MovementLine.objects.values_list(
        "from_account", "from_lot", "to_account", "to_lot", "qty"
    )
    for from_account, from_lot, to_account, to_lot, qty in lines.iterator(5000):
        wanted[from_account, from_lot] -= qty
        wanted[to_account, to_lot] += qty
    rows = Balance.objects.values_list("account", "lot", "qty")
    found = {(account, lot): qty for account, lot, qty in rows}
    for account, lot in wanted.keys() | found.keys():
        if wanted[account, lot] != found.get((account, lot), 0):
            yield f"account {account} lot {lot}"


def _roots() -> Iterator[str]:
    """Each lot is of what its parent is of, and without a parent its own."""
    rows = Lot.objects.values_list("pk", "rooted__root", "parent_lot", "parent_lot__rooted__root")
    for lot, root, parent, wanted in rows.iterator(5000):
        if root != (wanted if parent else lot):
            yield f"lot {lot}"


def _conserved() -> Iterator[str]:
    """All balances of a subject in a unit are 0 together: nothing appears, nothing is lost."""
    by = ("lot__subject", "lot__taxon", "lot__item_type", "lot__unit")
    for row in Balance.objects.values(*by).annotate(total=Sum("qty")).exclude(total=0):
        yield f"{row['lot__subject']} {row['lot__taxon'] or row['lot__item_type']} {row['total']}"


def _lines() -> Iterator[str]:
    """Each movement has the lines that it says, all of its case."""
    counted = Movement.objects.annotate(found=Count("lines"))
    for it in counted.exclude(found=F("line_count")):
        yield f"movement {it.pk}"
    other = ~Q(from_lot__case=F("movement__case")) | ~Q(to_lot__case=F("movement__case"))
    for movement in MovementLine.objects.filter(other).values_list("movement", flat=True):
        yield f"movement {movement}"


def _individuals() -> Iterator[str]:
    """An individual is in exactly one place."""
    singles = Balance.objects.filter(is_individual=True).values("lot")
    for row in singles.annotate(places=Count("pk", filter=Q(qty=1))).filter(places__gt=1):
        yield f"lot {row['lot']}"


def _approvals() -> Iterator[str]:
    """What needs another person's word has it, and that person is another."""
    wanted = Movement.objects.filter(
        Q(kind__in=[k.value for k in NEEDS_APPROVAL]) | Q(basis="planned")
    )
    answers = Approval.objects.alias(
        who=Coalesce("by__owner", "by"), asker=Coalesce("request__by__owner", "request__by")
    )
    approved = answers.filter(approves=True).exclude(who=F("asker"))
    for it in wanted.exclude(request__in=approved.values("request")):
        yield f"movement {it.pk}"
    rows = Approval.objects.exclude(by=F("entry__actor")).values_list("pk", flat=True)
    yield from (f"approval {it}" for it in rows)


def _reversals() -> Iterator[str]:
    """A reversal is the line-for-line opposite of what it takes back."""
    for it in Movement.objects.filter(kind="reversal"):
        back = it.lines.values_list(
            "ordinal", "to_account", "to_lot", "from_account", "from_lot", "qty"
        )
        there = MovementLine.objects.filter(movement=it.reverses_id).values_list(
            "ordinal", "from_account", "from_lot", "to_account", "to_lot", "qty"
        )
        if set(back) != set(there):
            yield f"movement {it.pk}"


def _alarms() -> Iterator[str]:
    """What is missing or surplus is what the open alarms say, lot by lot."""
    wanted: dict[tuple[UUID, UUID], int] = defaultdict(int)
    for it in Alarm.objects.annotate(explained=Sum("explanations__qty")):
        left = it.qty - (getattr(it, "explained", 0) or 0)
        wanted[it.account_id, it.lot_id] += left if it.kind == "shortfall" else -left
    rows = Balance.objects.filter(account__state__in=["missing", "surplus"])
    found = {(b.account_id, b.lot_id): b.qty for b in rows}
    for account, lot in wanted.keys() | found.keys():
        if wanted[account, lot] != found.get((account, lot), 0):
            yield f"lot {lot}"


def _handovers() -> Iterator[str]:
    """What was received has left the road."""
    left = Balance.objects.filter(account__handover__receipt__isnull=False).exclude(qty=0)
    yield from (f"handover {it.account_id}" for it in left)


def _guards() -> Iterator[str]:
    yield from guards.faults(connection)


def _journal() -> Iterator[str]:
    yield from (f"entry {it.seq}: {it.what}" for it in journal.verify())


CHECKS: dict[str, Callable[[], Iterator[str]]] = {
    "balance": _balances, "root": _roots, "conservation": _conserved, "lines": _lines,
    "individual": _individuals, "approval": _approvals, "reversal": _reversals,
    "alarm": _alarms, "handover": _handovers, "guard": _guards, "journal": _journal,
}  # fmt: skip
