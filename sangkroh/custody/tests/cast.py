"""Short words for the stories: seize, send, what is where."""

from __future__ import annotations

from uuid import UUID

import pytest

from sangkroh.core.errors import Refused
from sangkroh.core.ids import new_id
from sangkroh.core.models import User
from sangkroh.custody import actions as custody
from sangkroh.custody.actions.books import account_of
from sangkroh.custody.actions.decisions import Leaving
from sangkroh.custody.actions.facts import Gone
from sangkroh.custody.actions.handover import Received, Sent
from sangkroh.custody.actions.intake import NewLot
from sangkroh.custody.models import Balance
from sangkroh.custody.rules import Origin, State, Subject, Unit


def open_lot(lot: UUID, quantity: int, unit: Unit = Unit.ANIMAL, **more: object) -> NewLot:
    more = {"subject": Subject.OPEN, "as_reported": "turtles"} | more
    return NewLot(lot=lot, unit=unit, quantity=quantity, **more)


def bags(lot: UUID, quantity: int = 31, declared: int | None = 468) -> NewLot:
    return open_lot(
        lot, quantity, Unit.CONTAINER, as_reported="rat snakes", declared=declared,
        seal_numbers=[f"A{n:03}" for n in range(1, quantity + 1)],
    )  # fmt: skip


def seize(actor: User, case: UUID, scene: UUID, *lines: NewLot) -> None:
    custody.take_in(
        actor, id=new_id(), case=case, account=scene, origin=Origin.SEIZURE, lines=list(lines)
    )


def send(actor: User, carrier: User, office: UUID, account: UUID, lots: dict[UUID, int]) -> UUID:
    return custody.dispatch(
        actor, id=new_id(), handover=new_id(), carrier=carrier.pk, to_office=office,
        lines=[Sent(lot=lot, account=account, quantity=n) for lot, n in lots.items()],
    )  # fmt: skip


def receive(actor: User, handover: UUID, account: UUID, lots: dict[UUID, int]) -> UUID:
    return custody.receive(
        actor, id=new_id(), handover=handover, account=account,
        lines=[Received(lot=lot, quantity=n) for lot, n in lots.items()],
    )  # fmt: skip


def gone(lot: UUID, account: UUID, quantity: int) -> list[Gone]:
    return [Gone(lot=lot, account=account, quantity=quantity)]


def leaving(lot: UUID, account: UUID, quantity: int) -> list[Leaving]:
    return [Leaving(lot=lot, account=account, quantity=quantity)]


def there(lot: UUID, at: UUID | State) -> int:
    """How much of the lot is on an account, or on the house's account of a state."""
    account = account_of(at) if isinstance(at, State) else at
    found = Balance.objects.filter(lot=lot, account=account).first()
    return found.qty if found else 0


def refuses(code: str, path: str | None = None) -> object:
    """The block is refused with this code (at this field)."""

    class _Refuses:
        def __enter__(self) -> None:
            self.raises = pytest.raises(Refused)
            self.info = self.raises.__enter__()

        def __exit__(self, *error: object) -> bool:
            done = self.raises.__exit__(*error)
            problems = [(p.code, p.path) for p in self.info.value.problems]
            assert code in [c for c, _ in problems], problems
            assert path is None or (code, path) in problems, problems
            return done

    return _Refuses()
