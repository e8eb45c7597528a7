"""One more of everything that a page can list, all by acts, on the practice world of Koh Thom."""

from __future__ import annotations

from typing import Any
from uuid import UUID

from sangkroh.cases.models import Case
from sangkroh.core.ids import new_id
from sangkroh.evidence import store
from sangkroh.evidence.tests import files
from sangkroh.reference import queries as reference
from sangkroh.reference.models import Place
from sangkroh.seizures.models import Line

from .refusals import do, user

ANIMALS = 12


def koh_thom() -> UUID:
    return Case.objects.get(title="Boat at Koh Thom").pk


def one_more(n: int) -> dict[str, UUID]:
    """The n-th of everything. Returns the newest of what has a page of its own, by its name."""
    case, place = koh_thom(), _place(n)
    _case(n, case)
    _calls(case, place)
    operation = _operation(case, place)
    scene, lots, at = _scene(case, place)
    pen = do("srey", "care.open_enclosure", code=f"PEN-{n}", kind="ward", label=f"Pen {n}")
    _sent(lots, at, pen)
    _cared_for(lots[0], pen, n)
    _asked_for(lots[0], pen)
    _people(case, lots[0])
    paper = _papers(case, scene, n)
    _newcomer(n)
    return {
        "case": case, "operation": operation, "scene": scene, "lot": lots[0], "account": pen,
        "paper": paper,
    }  # fmt: skip


def _place(n: int) -> UUID:
    villages = Place.objects.filter(kind="village").order_by("code")
    return villages.values_list("pk", flat=True)[n]


def _case(n: int, koh_thom: UUID) -> None:
    it = do("dara", "cases.open", title=f"Market {n}")
    for name in ("lina", "sok", "vanna", "maly", "pierre", "chan"):
        do("dara", "cases.add_member", case=it, user=user(name).pk, reason="works on it")
    do("dara", "cases.link", case=koh_thom, other=it, reason="the same boat")
    do("dara", "cases.note", case=koh_thom, text="The boat was hired.")


def _calls(case: UUID, place: UUID) -> None:
    said = {"what": "A bus with pangolins", "where": "Road 6", "place": place}
    waits, attached, answered = (do("dara", "tips.receive", **said) for _ in range(3))
    do("dara", "tips.attach", tip=attached, case=case)
    do("dara", "tips.answer", tip=answered, kind="nothing_found")
    for it in (waits, answered):
        do("dara", "tips.grade", tip=it, source="1", information="A", handling="P")


def _operation(case: UUID, place: UUID) -> UUID:
    ended, under_way = (
        do("dara", "operations.plan", case=case, kind="raid", place=place) for _ in range(2)
    )
    for it in (ended, under_way):
        goer = do("dara", "operations.call_out", operation=it, user=user("sok").pk)
        do("dara", "operations.call_out", operation=it, name="Phal")
        do("dara", "operations.answer", participant=goer, reply="coming")
        do("sok", "operations.log", operation=it, text="on the way")
    do("sok", "operations.end", operation=ended, result="boat-found-crew-fled")
    return under_way  # type: ignore[no-any-return]


def _scene(case: UUID, place: UUID) -> tuple[UUID, list[UUID], UUID]:
    """A seizure that lacks a witness: pythons, and sealed sacks. Which lots, and where."""
    lines = [new_id(), new_id()]
    scene = do("sok", "seizures.record", case=case, place=place, lines=[
        {"id": lines[0], "taxon": reference.find_taxa("Burmese python")[0].id, "count": ANIMALS},
        {"id": lines[1], "as_reported": "snakes", "containers": 2, "declared": 40},
    ], statements=[{"lines": lines[:1], "count": 8, "said_by": "Customs"}])  # fmt: skip
    lots = [Line.objects.get(pk=it).lot for it in lines]
    at = lots[0].lines_in.get().to_account_id
    return scene, [it.pk for it in lots], at


def _sent(lots: list[UUID], at: UUID, pen: UUID) -> None:
    """One fewer is received than was sent, the sacks are not counted, one is on its way."""
    pythons, sacks = lots
    office = {"carrier": user("sok").pk, "to_office": user("srey").person.office_id}
    road = do("sok", "custody.dispatch", handover=new_id(), **office, lines=[
        {"lot": pythons, "account": at, "quantity": ANIMALS - 1},
        {"lot": sacks, "account": at, "quantity": 2},
    ])  # fmt: skip
    do("srey", "custody.receive", handover=road, account=pen, lines=[
        {"lot": pythons, "quantity": ANIMALS - 2}, {"lot": sacks, "quantity": 2},
    ], dead_seen=1)  # fmt: skip
    stage = do("sok", "custody.leave", handover=road, vehicle="Pick-up", plate="2A-1234")
    do("sok", "custody.arrive", stage=stage, place="Takhmao")
    do("sok", "custody.rest", handover=road, place="Takhmao")
    line = {"lot": pythons, "account": at, "quantity": 1}
    do("sok", "custody.dispatch", handover=new_id(), **office, lines=[line])


def _cared_for(lot: UUID, pen: UUID, n: int) -> None:
    """Examined, treated, some marked one by one and examined, some divided off, some dead."""
    it: dict[str, Any] = {"lot": lot, "account": pen}
    do("chan", "care.assess", **it, qty=6, finding="fit")
    do("chan", "care.treat", **it, qty=1, text="washed")
    do("srey", "care.observe", **it, qty=1, text="eats")
    ones = [{"lot": new_id(), "mark": f"chip-{n}-{m}"} for m in range(2)]
    do("srey", "custody.individualise", **it, individuals=ones)
    do("srey", "custody.split", **it, parts=[{"lot": new_id(), "quantity": 1}])
    do("srey", "care.record_death", **it, qty=1, cause="injury")


def _asked_for(lot: UUID, pen: UUID) -> None:
    """What waits for a second person, and what was done already and is to be looked over."""
    lines = [{"lot": lot, "account": pen, "quantity": 1}]
    site = Place.objects.filter(named_kind="release_site").order_by("name")[0].pk
    yes = [{"question": it, "answer": "yes"} for it in ("taxon_confirmed", "not_injured")]
    do("chan", "care.plan_release", lot=lot, account=pen, qty=1, site=site, answers=yes,
       reason="fit")  # fmt: skip
    do("chan", "custody.plan_transfer", lines=lines, reason="to another holder")
    do("srey", "custody.correct_count", lot=lot, account=pen, quantity=3, reason="typed wrongly")
    do("srey", "custody.record_fact", kind="escape", lines=lines, witness="Phal")


def _people(case: UUID, lot: UUID) -> None:
    it = do("maly", "prosecution.involve", case=case, name="Phal")
    do("maly", "prosecution.take_step", person=it, kind="identified")
    do("maly", "prosecution.take_step", person=it, kind="detained")
    for due in ("2016-07-01T08:00:00+07:00", "2016-08-01T08:00:00+07:00"):
        hearing = do("maly", "prosecution.set_hearing", case=case, court="Kandal", due=due)
    do("maly", "prosecution.tell_hearing", hearing=hearing, text="put off")
    said = {"case": case, "kind": "keep", "authority": "Prosecutor"}
    do("maly", "prosecution.record_order", **said, lots=[lot])


def _papers(case: UUID, scene: UUID, n: int) -> UUID:
    do("sok", "evidence.mark_pending", case=case, what="Photo of the boat")
    of_scene = {"about_kind": "seizures.Scene", "about_id": scene}
    for shade, about in ((20 * n, {}), (20 * n + 10, of_scene)):
        sha256 = store.receive(files.upload(files.photo(shade)), user("sok").pk).sha256
        do("sok", "evidence.keep", case=case, sha256=sha256, **about)
    return do("sok", "papers.issue", case=case, kind="seizure", subject=scene)  # type: ignore[no-any-return]


def _newcomer(n: int) -> None:
    """A field officer of Forestry with powers; a lead, who is told of nothing yet."""
    it = do("kosal", "core.invite", username=f"new{n}", name=f"New {n}", practice=True)
    do("kosal", "core.grant_role", user=it, role="field_officer", reason="new here")
    do("kosal", "core.grant_role", user=it, role="duty_officer", reason="new here")
    office = user("sok").person.office_id
    do("kosal", "network.place_person", user=it, office=office)
    do("lina", "network.give_power", user=it, regime="forestry", basis="Prakas")
