"""The books are recomputed, and what is not right is found."""

from __future__ import annotations

import json
from io import StringIO
from uuid import UUID

import pytest
from django.core.management import call_command
from django.db import connection

from sangkroh.core.ids import new_id
from sangkroh.core.models import User
from sangkroh.core.wall import door_open
from sangkroh.custody.checking import CHECKS, check_books
from sangkroh.custody.models import Balance
from tests.databases import ON_POSTGRESQL

from .cast import open_lot, seize


def test_books_in_order_have_no_fault(sok: User, case: UUID, scene: UUID) -> None:
    seize(sok, case, scene, open_lot(new_id(), 104))
    assert check_books() == []
    out = StringIO()
    call_command("check-books", "--json", stdout=out)
    assert json.loads(out.getvalue()) == {"checks": list(CHECKS), "faults": []}


@pytest.mark.skipif(ON_POSTGRESQL, reason="the serving role may not write a balance at all")
def test_a_balance_written_behind_the_books_is_found(sok: User, case: UUID, scene: UUID) -> None:
    from sangkroh.core.guards import ledger_open

    lot = new_id()
    seize(sok, case, scene, open_lot(lot, 104))
    with door_open(), ledger_open():
        Balance.objects.filter(lot=lot, qty__gt=0).update(qty=105)
    assert {it.what for it in check_books()} == {"balance", "conservation"}
    assert connection.vendor == "sqlite"
    with pytest.raises(SystemExit):
        call_command("check-books", stdout=StringIO())
