"""How many: Koh Thom counted, each figure opened, and what stands beside the sums."""

from __future__ import annotations

import csv
import re
from collections.abc import Iterator
from datetime import UTC, datetime
from io import StringIO
from typing import Any

import pytest
from django.test import Client
from django.urls import reverse
from django.utils.translation import override

from sangkroh.cases.models import Case
from sangkroh.core.actions import Language, choose_language
from sangkroh.core.door import Act, doing
from sangkroh.core.ids import new_id
from sangkroh.core.models import User
from sangkroh.core.times import Occurred, Precision
from sangkroh.reference import importers
from sangkroh.reference import queries as reference
from sangkroh.reporting import policies, queries
from sangkroh.reporting.queries.tables import Cell, Table
from sangkroh.reporting.rules import Wanted, What
from sangkroh.seizures import actions as seizures
from tests import budgets
from tests.refusals import do, user

pytestmark = [pytest.mark.usefixtures("practice_world"), pytest.mark.django_db]
ALL = 785


@pytest.fixture
def koh_thom(db: None) -> Case:
    return Case.objects.get(title="Boat at Koh Thom")


@pytest.fixture(autouse=True)
def _in_english() -> Iterator[None]:
    with override("en"):
        yield


def client_of(who: str, language: Language = Language.EN) -> Client:
    if user(who).roles:
        choose_language(user(who), language=language)
    client = Client()
    client.force_login(user(who))
    return client


def get(who: str, url: str) -> str:
    answer = client_of(who).get(url)
    assert answer.status_code == 200, (url, answer.status_code)
    return answer.content.decode()


def table(page: Any, key: str) -> Table:
    return next(it for it in page.tables if it.key == key)


def living(of: Table) -> dict[str, str]:
    return {str(it.label): it.living.text for it in of.rows}


def scene(case: Case, lines: list[dict[str, Any]], **more: Any) -> Any:
    return do("sok", "seizures.record", case=case.pk, lines=lines, **more)


def python(**more: Any) -> dict[str, Any]:
    taxon = reference.find_taxa("Burmese python")[0].id
    return {"id": new_id(), "taxon": taxon} | more


def test_koh_thom_is_counted_once_by_every_key(lina: User) -> None:
    page = queries.page(lina, Wanted(year=2016))
    assert (page.events.text, page.cases.text) == ("1", "1")
    assert [cell.text for _, cells in page.taken for cell in cells] == [f"{ALL} animals"]
    for key in ("event", "state", "species", "time"):
        assert sum(int(n) for n in living(table(page, key)).values()) == ALL
    assert living(table(page, "time")) == {"2016-06": str(ALL)}
    assert living(table(page, "event")) == {"Seizure": str(ALL)}


def test_a_joint_case_counts_once_in_all_and_once_for_each_agency(lina: User) -> None:
    agencies = table(queries.page(lina, Wanted()), "agency")
    assert len(agencies.rows) == 3
    assert set(living(agencies).values()) == {str(ALL)}
    assert "Not to be added" in str(agencies.note)
    assert str(agencies.note) in get("lina", reverse("reporting:how-many"))


def cells(page: Any) -> list[Cell]:
    found = [page.events, page.cases]
    found += [it for _, them in page.taken for it in them]
    found += [it for _, it in page.beside + page.people]
    for it in page.definitions:
        found += it.figures
    for of in page.tables:
        for row in of.rows:
            found += [row.living, *row.rest, *filter(None, [row.events])]
    return found


def test_every_figure_opens_to_the_rows_that_it_counts(koh_thom: Case, lina: User) -> None:
    scene(koh_thom, [python(count=3), python(as_reported="snakes", taxon=None)])
    opened = 0
    for it in cells(queries.page(lina, Wanted(year=2016))) + cells(queries.page(lina, Wanted())):
        if it.url and it.text != "0":
            said = re.search(r"<strong>(.*?)</strong>", get("lina", it.url), re.DOTALL)
            assert said
            assert it.text.split()[0] in said[1], (it, said[1])
            opened += 1
    assert opened > 40


def test_what_has_no_number_is_told_beside_the_sum(koh_thom: Case, lina: User) -> None:
    before = dict(queries.page(lina, Wanted()).beside)
    scene(koh_thom, [python(as_reported="cobras", taxon=None), python(containers=2)],
          statements=[{"weight_g": 665_000, "said_by": "Customs"}])  # fmt: skip
    after = queries.page(lina, Wanted())
    assert "Lines without a number" not in before
    assert dict(after.beside)["Lines without a number"].text == "1"
    sealed = [[it.text for it in them] for what, them in after.taken
              if str(what).startswith("Sealed")]  # fmt: skip
    assert sealed == [["2 containers"]]
    assert "cobras" in get("lina", dict(after.beside)["Lines without a number"].url)


def test_other_kinds_of_event_are_no_seizure_and_what_was_left_is_in_no_sum(
    koh_thom: Case, lina: User
) -> None:
    scene(koh_thom, [python(count=3)], event="found")
    scene(koh_thom, [python(count=9)], event="checked")
    page = queries.page(lina, Wanted())
    assert living(table(page, "event")) == {
        "Seizure": str(ALL), "Found or injured": "3", "Checked and left (papers shown)": "0",
    }  # fmt: skip
    said = {str(it.label): [f.text for f in it.figures] for it in page.definitions}
    assert said["Seized"] == [f"{ALL} animals"]
    assert said["Rescued"] == [f"{ALL + 3} animals"]
    assert said["Released"] == ["0"]
    assert dict(page.beside)["Lines looked at and left, or passed on"].text == "1"


def test_whoever_may_not_see_a_case_counts_nothing_of_it(koh_thom: Case, stranger: User) -> None:
    assert client_of("stranger").get(reverse("reporting:how-many")).status_code == 403
    outsider = next(it for it in ("bopha", "kosal") if koh_thom not in policies.visible(user(it)))
    page = queries.page(user(outsider), Wanted())
    assert (page.events.text, page.taken, page.official) == ("0", [], False)
    address = reverse("reporting:case", args=[koh_thom.pk])
    assert client_of(outsider).get(address).status_code == 404


def analyst(koh_thom: Case) -> User:
    """Bopha, made an analyst; no member of the case."""
    do("kosal", "core.grant_role", user=user("bopha").pk, role="analyst", reason="counts")
    it = user("bopha")
    assert not it.roles.isdisjoint({"analyst"})
    return it


def test_the_analyst_has_official_totals_and_is_led_to_no_case(koh_thom: Case) -> None:
    it = analyst(koh_thom)
    page = queries.page(it, Wanted())
    assert page.official
    assert [cell.text for _, them in page.taken for cell in them] == [f"{ALL} animals"]
    rows = get("bopha", reverse("reporting:rows", args=["books"]))
    assert koh_thom.number in rows
    assert str(koh_thom.pk) not in rows
    assert "/custody/" not in rows


def test_hidden_operations_and_ones_of_ours_are_in_no_total(koh_thom: Case) -> None:
    it = analyst(koh_thom)
    do("lina", "cases.hide", case=koh_thom.pk, reason="under way")
    assert queries.page(it, Wanted()).taken == []
    assert queries.page(user("lina"), Wanted()).taken
    do("lina", "cases.unhide", case=koh_thom.pk, reason="over")
    assert queries.page(it, Wanted()).taken
    agency = it.person.office.agency_id  # type: ignore[attr-defined]
    do("lina", "cases.mark_one_of_ours", case=koh_thom.pk, agency=agency, reason="serves there")
    assert queries.page(it, Wanted()).taken == []


def test_an_event_of_a_year_alone_is_in_no_month(koh_thom: Case, lina: User) -> None:
    first, last = (datetime(2015, *it, tzinfo=UTC) for it in ((1, 1), (12, 30)))
    with doing(Act(id=new_id(), occurred=Occurred(first, last, Precision.YEAR))):
        seizures.record(user("sok"), id=new_id(), case=koh_thom.pk, lines=[])
    assert queries.page(lina, Wanted(year=2015)).events.text == "1"
    page = queries.page(lina, Wanted(year=2015, month="2015-03"))
    assert page.events.text == "0"
    assert dict(page.beside)["Events that may be of another time"].text == "1"
    assert queries.years(lina)[-1] == 2015


def test_the_place_and_the_species_narrow_what_is_counted(koh_thom: Case, lina: User) -> None:
    village, kandal = importers.place_id("0804"), importers.place_id("08")
    scene(koh_thom, [python(count=3)], place=village)
    page = queries.page(lina, Wanted(province=kandal))
    assert [cell.text for _, them in page.taken for cell in them] == ["3 animals"]
    assert living(table(page, "province")) == {"Kandal": "3"}
    taxon = importers.taxon_id("Python bivittatus")
    assert queries.page(lina, Wanted(taxon=taxon)).events.text == "2"


def test_a_sheet_holds_the_same_rows_and_no_formula(koh_thom: Case, lina: User) -> None:
    scene(koh_thom, [python(count=3, as_reported="=HYPERLINK(1)", taxon=None)])
    address = reverse("reporting:sheet", args=["books"]) + f"?what={What.LIVING}"
    answer = client_of("lina").get(address)
    heading, *rows = csv.reader(StringIO(answer.content.decode("utf-8-sig")))
    assert heading[0] == "Case number"
    assert sum(int(it[8].split()[0]) for it in rows) == ALL + 3
    assert "'=HYPERLINK(1)" in {it[6] for it in rows}
    assert client_of("lina").get("/how-many/nothing.csv").status_code == 404


def test_one_case_is_said_three_times_with_one_number(koh_thom: Case, lina: User) -> None:
    it = queries.of_case(lina, koh_thom.pk)
    assert sum(int(row.living.text) for row in it.ministry.rows) == ALL
    assert it.donor[0][1].text == str(ALL)
    assert it.press.startswith(f"{ALL} living animals of 7 kinds")
    page = budgets.get(client_of("lina"), "reporting:case",
                       reverse("reporting:case", args=[koh_thom.pk])).content.decode()  # fmt: skip
    assert page.count(str(ALL)) >= 5
    case = get("lina", reverse("cases:case", args=[koh_thom.pk]))
    assert reverse("reporting:case", args=[koh_thom.pk]) in case


def test_what_cannot_be_read_is_left_out_and_khmer_readers_read_khmer(lina: User) -> None:
    odd = reverse("reporting:how-many") + "?year=x&month=2016-99&event=<b>&taxon=1&province=2"
    assert "<b>" not in get("lina", odd)
    khmer = client_of("lina", Language.KM).get(reverse("reporting:how-many"))
    assert "តាមស្ថាប័ន" in khmer.content.decode()


def test_people_are_counted_and_nobody_is_named(koh_thom: Case, lina: User) -> None:
    do("maly", "prosecution.involve", case=koh_thom.pk, name="Phal", minor=True)
    said = {str(label): cell.text for label, cell in queries.page(lina, Wanted()).people}
    assert said["Of these, minors"] == "1"
    assert said["People involved"] == "3"
    assert "Phal" not in get("lina", reverse("reporting:rows", args=["people"]))
