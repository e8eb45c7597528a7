"""Old papers come in: all of them, once, marked, and nothing of them is lost or guessed."""

from __future__ import annotations

import json
from decimal import Decimal
from pathlib import Path
from typing import Any

import pytest
from django.core.management import call_command
from django.db.migrations.executor import MigrationExecutor
from django.db.models import Sum
from django.utils import translation

from sangkroh.cases import actions as cases
from sangkroh.cases.models import Case, Note, Part
from sangkroh.core import actions as core
from sangkroh.core.actors import by_username, worker
from sangkroh.core.door import perform
from sangkroh.core.errors import Refused
from sangkroh.core.ids import new_id
from sangkroh.core.models import Entry, Secret, User
from sangkroh.core.roles import Role
from sangkroh.core.shows import needs_of
from sangkroh.custody.checking import check_books
from sangkroh.custody.models import Movement
from sangkroh.history import actions, composing, policies, preparing, queries
from sangkroh.history.codes import Source
from sangkroh.history.models import File, Information, Row
from sangkroh.history.rules import CannotRead
from sangkroh.history.told import CaseTold
from sangkroh.prosecution import actions as prosecution
from sangkroh.prosecution.models import PersonInvolved
from sangkroh.seizures.models import Line, Scene

from .papers import PRACTICE, a_case, bring, lines, practice


@pytest.fixture
def brought(lina: User) -> Any:
    return bring(lina, PRACTICE)


def case_of(key: str) -> Case:
    return Case.objects.get(pk=Row.objects.get(key=key).case_id)


def test_all_come_in_and_are_marked(brought: Any) -> None:
    told = practice()
    assert brought.faults == []
    assert brought.counts.cases == brought.counts.new == len(told)
    assert Case.objects.filter(historical=True).count() == len(told)
    assert set(Row.objects.values_list("key", flat=True)) == set(told)
    assert check_books() == []


def test_the_record_says_the_same_numbers_as_the_papers(brought: Any) -> None:
    """Counted again from the rows of the record, and not from the file."""
    told = practice().values()
    live = Line.objects.filter(kind="animal")
    assert live.count() == sum(len(it["live"]) for it in told) == brought.counts.live_lines
    assert live.aggregate(n=Sum("quantity"))["n"] == brought.counts.live_counted
    assert Line.objects.exclude(kind="animal").count() == brought.counts.part_lines
    written = Line.objects.filter(as_written__endswith=" kg").values_list("as_written", flat=True)
    kilograms = sum(Decimal(it.removesuffix(" kg")) for it in written)
    assert kilograms == brought.counts.kilograms
    people = PersonInvolved.objects.filter(precision="exact")
    assert people.aggregate(n=Sum("how_many"))["n"] == brought.counts.offenders


def test_a_database_of_an_older_version_is_told_so(
    monkeypatch: pytest.MonkeyPatch, db: None
) -> None:
    monkeypatch.setattr(MigrationExecutor, "migration_plan", lambda self, targets: ["one more"])
    with pytest.raises(CannotRead) as told:
        preparing.make_ready()
    assert told.value.code == "history.migrate-first"


def test_whom_nobody_counted_is_no_number_in_an_export(sok: User) -> None:
    case = cases.open(sok, id=new_id(), title="Market")
    for many, told in ((3, 3), (None, None)):
        prosecution.involve(sok, id=new_id(), case=case, how_many=many)
        [(_, said)] = composing.told(sok, Case.objects.filter(pk=case))
        assert said["offenders_count"] == told


def test_anothers_case_is_not_compared(lina: User, dara: User, tmp_path: Path) -> None:
    """Else who guesses at an old paper of a case that he may not see would be told what is true."""
    bring(lina, lines(tmp_path / "hers.jsonl", [a_case(province="Kandal")]))
    core.grant_role(worker(), user=dara.pk, role=Role.LEAD, reason="leads another team")
    other = by_username("dara")
    guess = bring(other, lines(tmp_path / "guess.jsonl", [a_case(province="Takeo")]))
    assert [(it.code, it.values) for it in guess.faults] == [("history.brought-in-already", {})]
    assert (guess.counts.new, Case.objects.count()) == (0, 1)
    own = bring(lina, lines(tmp_path / "hers.jsonl", [a_case(province="Takeo")]))
    assert [it.code for it in own.faults] == ["history.differs"]


def test_the_same_file_twice_changes_nothing(lina: User, brought: Any) -> None:
    before = Entry.objects.count()
    again = bring(lina, PRACTICE)
    assert Entry.objects.count() == before
    assert again.counts.new == 0
    assert again.counts.as_json() | {"new": 0} == brought.counts.as_json() | {"new": 0}


def test_a_changed_row_is_told_and_left_as_it_was(lina: User, tmp_path: Path) -> None:
    bring(lina, lines(tmp_path / "a.jsonl", [a_case()]))
    changed = a_case(province="Kandal", notes="a second look")
    other = a_case(id="A-2")
    report = bring(lina, lines(tmp_path / "b.jsonl", [changed, other]))
    [fault] = report.faults
    assert (fault.row, fault.code) == (1, "history.differs")
    assert fault.values == {"fields": "province, notes"}
    assert Row.objects.get(key="A-1").told["province"] is None
    assert report.counts.new == 1
    assert Row.objects.filter(key="A-2").exists()


def test_a_dry_run_writes_nothing(lina: User) -> None:
    before = Entry.objects.count()
    report = bring(lina, PRACTICE, dry_run=True)
    assert report.counts.new == len(practice())
    assert Entry.objects.count() == before


def test_one_fault_stops_all_unless_a_person_sets_it_aside(lina: User, tmp_path: Path) -> None:
    rows = [a_case(), a_case(id="A-2", offenders_count=-1)]
    path = lines(tmp_path / "a.jsonl", rows)
    report = bring(lina, path)
    assert report.refused
    assert not Row.objects.exists()
    report = bring(lina, path, set_aside=True)
    assert [it.key for it in report.aside] == ["A-2"]
    assert list(Row.objects.values_list("key", flat=True)) == ["A-1"]


def test_no_field_is_dropped(lina: User, brought: Any) -> None:
    """Every word of the papers stands in the record: in a field of its own, or in a note."""
    for key, said in practice().items():
        case = case_of(key)
        there = " ".join(Note.objects.filter(case=case).values_list("text", flat=True))
        there += json.dumps(queries.of_case(lina, case.pk).said, ensure_ascii=False)
        for field in ("notes", "release_site", "transported_to", "sentence", "source_url"):
            assert (said[field] or "").split("\n")[0].replace('"', '\\"') in there, (key, field)
        assert "verified: no" in there


def test_who_told_is_sealed_to_all_but_the_importer(lina: User, sok: User, tmp_path: Path) -> None:
    secret = "a school class that wrote a letter"
    said = a_case(information_source="informant", information_note=secret)
    bring(lina, lines(tmp_path / "a.jsonl", [said]))
    case = case_of("A-1")
    cases.add_member(lina, case=case.pk, user=sok.pk, reason="works on it")
    mine, others = queries.of_case(lina, case.pk), queries.of_case(sok, case.pk)
    with translation.override("en"):
        assert (str(mine.source), mine.note) == ("Informant", secret)
    assert (others.told, others.source, others.note) == (True, "", "")
    assert secret not in json.dumps(Row.objects.get().told)
    entry = Entry.objects.get(action="history.bring_in")
    assert secret not in json.dumps([entry.arguments, entry.secret.personal])
    assert not Note.objects.filter(text__contains="school").exists()


def test_who_told_can_be_forgotten(lina: User, sok: User, tmp_path: Path) -> None:
    said = a_case(information_source="public", information_note="a letter")
    bring(lina, lines(tmp_path / "a.jsonl", [said]))
    case = case_of("A-1")
    entry = Information.objects.get().entry_id
    with pytest.raises(Refused, match=r"core\.not-allowed"):
        actions.forget_information(sok, case=case.pk)
    actions.forget_information(lina, case=case.pk)
    assert not Information.objects.exists()
    assert not Secret.objects.filter(pk=entry).exists()
    with pytest.raises(Refused, match=r"core\.not-found"):
        actions.forget_information(lina, case=case.pk)


def test_only_a_lead_brings_papers_in(dara: User, lina: User) -> None:
    with pytest.raises(Refused, match=r"core\.not-allowed"):
        actions.take_file(dara, id=new_id(), name="x.csv", sha256="0" * 64)
    file = actions.take_file(lina, id=new_id(), name="x.csv", sha256="0" * 64)
    told = CaseTold(id="A-1")
    actions.bring_in(lina, id=new_id(), file=file, number=2, told=told)
    with pytest.raises(Refused, match=r"history\.brought-in-already"):
        actions.bring_in(lina, id=new_id(), file=file, number=3, told=told)
    assert policies.visible_files(dara).count() == 0


def test_an_act_of_another_door_is_the_same_act(lina: User) -> None:
    """REST and the console bring a case as JSON, through the same function."""
    file = actions.take_file(lina, id=new_id(), name="x.csv", sha256="0" * 64)
    said = {"id": str(new_id()), "file": str(file), "number": 2,
            "told": {"id": "A-1", "live": [{"name_as_reported": "turtles", "count": 3}]},
            "source": "customs"}  # fmt: skip
    perform("history.bring_in", lina, json.dumps(said))
    assert Line.objects.get().quantity == 3
    assert Information.objects.get().source == Source.CUSTOMS


def test_old_papers_ask_nothing_of_anybody(lina: User, sok: User, maly: User) -> None:
    """No ground, witness or photo, no clock of a detention, no law to confirm, no alert."""
    before = [len(needs_of(it)) for it in (lina, sok, maly)]
    bring(lina, PRACTICE)
    for it in Row.objects.values_list("case", flat=True):
        for who in (sok, maly):
            cases.add_member(lina, case=it, user=who.pk, reason="works on it")
    assert [len(needs_of(it)) for it in (lina, sok, maly)] == before


def test_an_agency_that_is_ours_plays_a_part_and_another_stays_words(
    lina: User, tmp_path: Path
) -> None:
    said = a_case(agencies=["Customs", "forestry administration", "A village patrol"])
    bring(lina, lines(tmp_path / "a.jsonl", [said]))
    assert {it.agency.code for it in Part.objects.all()} == {"GDCE", "FA"}
    assert "agencies: A village patrol" in Note.objects.get().text


@pytest.mark.parametrize(
    ("disposal", "freed", "went", "outcome"),
    [("released", "the forest", None, "release"), ("released", None, None, "release"),
     ("released", "the forest (planned)", None, None), ("released", "a river if cured", None, None),
     ("released", "the lake (turtles)", None, None),
     ("rescue_centre", None, "a rescue centre", "transfer"),
     ("rescue_centre", "the wild once healthy (planned)", "a rescue centre", "transfer"),
     ("rescue_centre", None, "a rescue centre (planned)", None),
     ("rescue_centre", "snakes and turtles released", "a rescue centre", None),
     ("unknown", None, "an office", None), ("destroyed", None, None, None)],
)  # fmt: skip
def test_what_became_of_animals_is_told_of_all_of_them_or_stays_words(
    lina: User, tmp_path: Path, disposal: str, freed: str | None, went: str | None,
    outcome: str | None,
) -> None:  # fmt: skip
    said = a_case(disposal=disposal, release_site=freed, transported_to=went)
    bring(lina, lines(tmp_path / "a.jsonl", [said]))
    moved = Movement.objects.exclude(kind="take_in")
    assert list(moved.values_list("kind", "basis")) == (
        [(outcome, "historical")] if outcome else []
    )
    note = Note.objects.values_list("text", flat=True).first() or ""
    assert freed is None or f"release_site: {freed}" in note


def test_a_place_is_the_one_that_sounds_so_and_no_other(lina: User, tmp_path: Path) -> None:
    rows = [
        a_case(id="A-1", province="Kandal", district="Koh Thom", place="a bank"),
        a_case(id="A-2", province="Kandal", district="Nowhere"),
        a_case(id="A-3", place="somewhere"),
    ]
    bring(lina, lines(tmp_path / "a.jsonl", rows))
    places = [Scene.objects.get(case=case_of(f"A-{n}")) for n in (1, 2, 3)]
    assert [it.place.name if it.place else "" for it in places] == ["Kaoh Thum", "Kandal", ""]
    assert places[0].place_words == "a bank, Koh Thom, Kandal"
    assert not Case.objects.filter(spots__isnull=False).exists()


def test_the_practice_world_has_old_papers_where_it_is_asked_for_them(
    lina: User, settings: Any
) -> None:
    settings.PRACTICE = True
    for _ in range(2):
        call_command("practice", people_only=True, old_papers=True, verbosity=0)
    assert Row.objects.count() == len(practice())


def test_a_file_is_noted_once(lina: User, brought: Any) -> None:
    assert File.objects.count() == 1
    assert File.objects.get().name == "practice_cases.jsonl"
    paper = queries.of_case(lina, case_of("rc-001").pk)
    assert (paper.file, paper.number, paper.key) == ("practice_cases.jsonl", 1, "rc-001")
