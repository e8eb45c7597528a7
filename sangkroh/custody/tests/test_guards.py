"""What the database itself refuses, whoever writes: past the acts, by the models and by SQL."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any
from uuid import UUID

import pytest
from django.db import DatabaseError, connection, transaction

from sangkroh.core.guards import faults
from sangkroh.core.ids import new_id
from sangkroh.core.models import User
from sangkroh.core.times import now
from sangkroh.core.wall import door_open
from sangkroh.custody import actions as custody
from sangkroh.custody.actions.books import account_of
from sangkroh.custody.models import (
    Account,
    Approval,
    Balance,
    Lot,
    Movement,
    MovementLine,
    Request,
    Review,
)
from sangkroh.custody.rules import State
from tests.databases import ON_POSTGRESQL

from .cast import gone, leaving, open_lot, receive, seize, send, there


@pytest.fixture
def held(
    sok: User, srey: User, case: UUID, scene: UUID, centre: UUID, quarantine: UUID
) -> dict[str, Any]:
    lot = new_id()
    seize(sok, case, scene, open_lot(lot, 468))
    receive(srey, send(sok, sok, centre, scene, {lot: 468}), quarantine, {lot: 468})
    return {"lot": lot, "case": case, "at": quarantine}


def refused(write: Callable[[], object], by: str) -> None:
    """The database refuses with the guard of this name, and nothing is left of it."""
    with pytest.raises(DatabaseError, match=by), door_open(), transaction.atomic():
        write()


def write(
    held: dict[str, Any], kind: str, to: UUID | State, qty: int = 1, basis: str = "move",
    count: int = 1, source: UUID | State | None = None, **more: Any,
) -> Callable[[], object]:  # fmt: skip
    """A movement of one line, written past every act."""

    def place(at: UUID | State) -> UUID:
        return account_of(at) if isinstance(at, State) else at

    def run() -> object:
        id = new_id()
        MovementLine.objects.create(
            movement_id=id, ordinal=1, from_account_id=place(source or held["at"]),
            from_lot_id=held["lot"], to_account_id=place(to),
            to_lot_id=more.pop("to_lot", held["lot"]), qty=qty,
        )  # fmt: skip
        return Movement.objects.create(
            id=id, kind=kind, basis=basis, case_id=more.pop("case", held["case"]),
            entry_id=new_id(), line_count=count, **more,
        )  # fmt: skip

    return run


def test_every_guard_is_up(db: None) -> None:
    assert faults(connection) == []


def test_no_more_leaves_than_is_held(held: dict[str, Any], enclosure: UUID) -> None:
    refused(write(held, "move", enclosure, 469), "custody_line_of_what_is_there")
    for qty in (0, -1):
        refused(write(held, "move", enclosure, qty), "line_moves_something|guard")
    refused(write(held, "move", held["at"]), "line_goes_somewhere")


@pytest.mark.skipif(ON_POSTGRESQL, reason="a conflict clause of SQLite")
@pytest.mark.parametrize("clause", ["IGNORE", "FAIL", "ROLLBACK", "REPLACE"])
def test_a_conflict_clause_does_not_walk_past(
    held: dict[str, Any], enclosure: UUID, clause: str
) -> None:
    columns = "movement_id, ordinal, from_account_id, from_lot_id, to_account_id, to_lot_id, qty"
    lot, at = held["lot"].hex, held["at"].hex

    def run() -> None:
        with connection.cursor() as cursor:
            cursor.execute(
                f"INSERT OR {clause} INTO custody_line ({columns}) VALUES (%s, 1, %s, %s, %s, %s, "
                "469)", [new_id().hex, at, lot, enclosure.hex, lot],
            )  # fmt: skip

    with door_open(), pytest.raises(DatabaseError):
        run()
    assert there(held["lot"], enclosure) == 0
    assert not MovementLine.objects.filter(qty=469).exists()


def test_a_movement_is_whole_of_one_case_by_a_rule_on_a_basis(
    held: dict[str, Any], enclosure: UUID, scene: UUID
) -> None:
    refused(write(held, "move", enclosure, count=2), "custody_movement_whole")
    refused(write(held, "dispatch", enclosure), "custody_movement_by_a_rule")
    refused(write(held, "move", scene), "custody_movement_(by_a_rule|stays_in_its_office)")
    released = write(held, "move", State.RELEASED)
    refused(released, "custody_movement_(by_a_rule|stays_in_its_office)")
    refused(write(held, "move", enclosure, basis="fact"), "custody_movement_on_a_basis")
    refused(
        write(held, "release", State.RELEASED, basis="historical"),
        "custody_movement_historical_of_old_papers",
    )


def test_a_release_from_a_centre_is_no_fact_and_has_its_approval(held: dict[str, Any]) -> None:
    refused(
        write(held, "release", State.RELEASED, basis="fact"),
        "custody_movement_released_from_a_centre_by_plan",
    )
    planned = write(held, "release", State.RELEASED, basis="planned")
    refused(planned, "custody_movement_(approved|with_a_vet|with_another_agency)")
    refused(write(held, "correction", State.COUNT_CORRECTION), "custody_movement_approved")


def test_a_planned_release_meets_vet_agency_and_hold(
    held: dict[str, Any], srey: User, lina: User, chan: User, maly: User, dara: User
) -> None:
    from sangkroh.cases import actions as cases

    cases.add_member(dara, case=held["case"], user=maly.pk, reason="advises")
    asked = custody.plan_release(
        srey, id=new_id(), lines=leaving(held["lot"], held["at"], 1), reason="fit"
    )
    custody.approve(lina, request=asked)
    release = write(held, "release", State.RELEASED, basis="planned", request_id=asked)
    refused(release, "custody_movement_with_a(_vet|nother_agency)")
    custody.approve(chan, request=asked)
    release = write(held, "release", State.RELEASED, basis="planned", request_id=asked)
    refused(release, "custody_movement_with_another_agency")
    custody.place_hold(
        maly, id=new_id(), lot=held["lot"], kind=custody.HoldKind.COURT, reason="order"
    )
    release = write(held, "release", State.RELEASED, basis="planned", request_id=asked)
    refused(release, "custody_movement_(not_held_back|with_another_agency)")


def test_a_final_outcome_is_left_by_approval_and_kind_alone(
    held: dict[str, Any], srey: User
) -> None:
    fact = custody.die(srey, id=new_id(), lines=gone(held["lot"], held["at"], 1), cause="heat")
    assert fact
    back = write(held, "recapture", held["at"], source=State.DIED)
    refused(back, "custody_movement_(approved|out_of_final|by_a_rule)")
    back = write(held, "move", held["at"], source=State.DIED)
    refused(back, "custody_movement_(out_of_final|by_a_rule)")
    died = Movement.objects.get(kind="die")
    back = write(held, "reversal", held["at"], source=State.DIED, reverses_id=died.pk)
    refused(back, "custody_movement_(approved|out_of_final)")


def test_nothing_is_changed_or_removed(held: dict[str, Any], enclosure: UUID) -> None:
    for rows, change in (
        (Account.objects.filter(pk=enclosure), {"may_go_below_0": True}),
        (Lot.objects.filter(pk=held["lot"]), {"unit": "egg"}),
        (MovementLine.objects.all(), {"qty": 1}),
        (Movement.objects.all(), {"kind": "move"}),
        (Balance.objects.all(), {"qty": 1}),
    ):
        by = r"append-only|permission denied|not authorized|prohibited"
        refused(lambda rows=rows, change=change: rows.update(**change), by)
        refused(lambda rows=rows: rows._raw_delete(rows.db), by)


def test_a_balance_is_written_by_its_guard_alone(held: dict[str, Any], enclosure: UUID) -> None:
    refused(
        lambda: Balance.objects.create(
            account_id=enclosure, lot_id=held["lot"], qty=5, may_go_below_0=False,
            is_individual=False,
        ), r"permission denied|not authorized|prohibited",
    )  # fmt: skip


def test_a_closed_movement_takes_no_line(held: dict[str, Any], enclosure: UUID) -> None:
    movement = Movement.objects.get(kind="receive")
    refused(
        lambda: MovementLine.objects.create(
            movement=movement, ordinal=2, from_account_id=held["at"], from_lot_id=held["lot"],
            to_account_id=enclosure, to_lot_id=held["lot"], qty=1,
        ), "custody_line_into_closed_movement",
    )  # fmt: skip


def test_a_line_keeps_its_subject(held: dict[str, Any]) -> None:
    def turn(**changes: object) -> Callable[[], object]:
        def run() -> object:
            values = {"subject": "open", "as_reported": "x", "unit": "animal", "parent_lot_id":
                      held["lot"]} | changes  # fmt: skip
            other = Lot.objects.create(case_id=held["case"], **values)
            return write(held, "split", held["at"], to_lot=other.pk)()

        return run

    refused(turn(unit="egg"), "custody_line_keeps_subject")
    refused(turn(parent_lot_id=None), "custody_line_keeps_subject")
    refused(turn(subject="item", item_type="shell"), "custody_line_keeps_subject")


def test_nobody_signs_for_themselves_or_for_another(
    held: dict[str, Any], srey: User, chan: User
) -> None:
    asked = custody.correct_count(
        srey, id=new_id(), account=held["at"], lot=held["lot"], quantity=400, reason="typo"
    )
    request = Request.objects.get(pk=asked)
    fact = custody.die(srey, id=new_id(), lines=gone(held["lot"], held["at"], 1), cause="heat")
    row = {"at": now(), "agency_id": request.agency_id}

    def approval(**more: object) -> Callable[[], object]:
        values = {"request": request, "approves": True, "entry_id": new_id()} | row | more
        return lambda: Approval.objects.create(**values)

    refused(approval(by=srey), "custody_approval_by_another")
    refused(approval(by=chan, agency_id=None), "custody_approval_for_its_agency")
    refused(approval(by=chan, entry_id=request.entry_id), "custody_approval_before_its_entry")
    refused(
        lambda: Review.objects.create(
            fact_id=fact, in_order=True, by=srey, entry_id=new_id(), at=now()
        ), "custody_review_by_another",
    )  # fmt: skip


def test_people_open_no_origin_and_no_outcome(db: None) -> None:
    for state, more in (
        ("origin_seizure", {"may_go_below_0": True}), ("released", {"is_final": True}),
        ("care", {"may_go_below_0": True}),
    ):  # fmt: skip
        refused(
            lambda state=state, more=more: Account.objects.create(
                code="x", state=state, label="x", **more
            ), "custody_account_of_people_holds",
        )  # fmt: skip
