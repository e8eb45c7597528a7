"""A case is found by a plate or an agency's own number, by those who see it."""

from __future__ import annotations

import pytest

from sangkroh.cases.models import Case
from sangkroh.core.models import User
from sangkroh.network.models import Agency
from sangkroh.reporting import queries
from tests.refusals import do, user

pytestmark = [pytest.mark.usefixtures("practice_world"), pytest.mark.django_db]


@pytest.fixture
def koh_thom(db: None) -> Case:
    case = Case.objects.get(title="Boat at Koh Thom")
    do("sok", "seizures.record", case=case.pk, lines=[],
       conveyances=[{"kind": "car", "plate": "2X-9173"}])  # fmt: skip
    agency = Agency.objects.order_by("code")[0]
    do("lina", "cases.set_agency_number", case=case.pk, agency=agency.pk, number="417/26 CUS")
    return case


@pytest.mark.parametrize(
    "text", ["2X-9173", "2x9173", "2X 9173", "9173", "២X-៩១៧៣", "417/26", "417/26 cus"]
)
def test_by_whatever_stands_between_its_parts(koh_thom: Case, lina: User, text: str) -> None:
    found = list(queries.by_number(lina, text))
    assert {it.case for it in found} == {koh_thom.pk}
    assert {it.number for it in found} <= {"2X-9173", "417/26 CUS"}


@pytest.mark.parametrize("text", ["", "91", "car", "%", "9999999"])
def test_by_nothing_that_is_no_number(koh_thom: Case, lina: User, text: str) -> None:
    assert list(queries.by_number(lina, text)) == []


def test_nobody_else_finds_it(koh_thom: Case) -> None:
    for who in ("bopha", "kosal", "stranger"):
        assert list(queries.by_number(user(who), "2X-9173")) == []
