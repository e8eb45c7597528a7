"""Koh Thom written down: what enters the books, what stands side by side, who may do what."""

from __future__ import annotations

from typing import Any
from uuid import UUID

import pytest
from django.db import DatabaseError, connection
from django.utils import translation

from sangkroh.core.door import Act, doing
from sangkroh.core.errors import Refused
from sangkroh.core.ids import new_id
from sangkroh.core.models import Entry, User
from sangkroh.core.times import Occurred
from sangkroh.core.wall import door_open
from sangkroh.core.words import say
from sangkroh.custody.models import Balance, Lot
from sangkroh.network.rules import Regime
from sangkroh.reference import importers
from sangkroh.reference import queries as reference
from sangkroh.seizures import actions, policies
from sangkroh.seizures.actions.parts import (
    GroundPart,
    LinePart,
    OfficerPart,
    StatementPart,
    WitnessPart,
)
from sangkroh.seizures.models import Line, Scene
from sangkroh.seizures.refusals import WORDS
from sangkroh.seizures.rules import Correctable, GroundKind, LineKind

from . import koh_thom


@pytest.fixture
def case(lina: User, vanna: User, sok: User, rith: User, pierre: User) -> UUID:
    return koh_thom.opened(lina, vanna, sok, rith, pierre)


def refusal(code: str) -> Any:
    return pytest.raises(Refused, match=f"^{code}$")


def test_seven_lines_enter_the_books_at_the_scene(vanna: User, case: UUID) -> None:
    scene, lines = koh_thom.seized(vanna, case)
    held = Balance.objects.filter(account__scene=scene, qty__gt=0)
    assert dict(held.values_list("lot", "qty")) == {lines[0].id: 31} | {
        it.id: it.count for it in lines[1:]
    }
    snakes = Lot.objects.get(pk=lines[0].id)
    assert (snakes.unit, snakes.declared, snakes.seal_numbers) == ("container", 468, koh_thom.SEALS)
    assert sum(koh_thom.COUNTED.values()) + snakes.declared == 785
    parts = Entry.objects.filter(part_of__action="seizures.record").values_list("action", flat=True)
    assert set(parts) == {"custody.open_account", "custody.take_in"}


def test_a_bare_fact_is_never_refused(sok: User, case: UUID) -> None:
    scene = actions.record(sok, id=new_id(), case=case)
    it = Scene.objects.get(pk=scene)
    assert not it.lines.exists()
    assert not it.grounds.exists()


def test_what_is_kept_in_words_is_known_again_in_both_languages(sok: User, case: UUID) -> None:
    """Whichever language its writer reads, a place and a name as reported have both their names."""
    snakes = LinePart(id=new_id(), taxon=reference.find_taxa("rat snake")[0].id, containers=31)
    scene = actions.record(
        sok, id=new_id(), case=case, place=importers.place_id("0804"), lines=[snakes]
    )
    place = Scene.objects.get(pk=scene).account
    assert "Kaoh Thum" in place.label
    assert "កោះធំ" in place.label_km
    said = Lot.objects.get(pk=snakes.id).as_reported
    assert "Rat snake" in said
    assert "ពស់ស៊ីកណ្តុរ" in said
    nowhere = Scene.objects.get(pk=actions.record(sok, id=new_id(), case=case)).account
    assert nowhere.label == "Scene"
    assert nowhere.label_km not in ("", nowhere.label)


def test_no_day_is_written_that_was_not_said(sok: User, case: UUID) -> None:
    with doing(Act(occurred=Occurred(words="some night in the dry season"))):
        scene = actions.record(sok, id=new_id(), case=case)
    it = Scene.objects.get(pk=scene)
    assert (it.earliest, it.latest, it.words) == (None, None, "some night in the dry season")


def test_sent_twice_it_is_one_seizure(vanna: User, case: UUID) -> None:
    about, values = Act(), {"id": new_id(), "case": case, "lines": koh_thom.lines()}
    for _ in range(2):
        with doing(about):
            assert actions.record(vanna, **values) == values["id"]
    assert Line.objects.count() == 7


def test_a_case_has_several_scenes(vanna: User, case: UUID) -> None:
    koh_thom.seized(vanna, case)
    koh_thom.seized(vanna, case, lines=[LinePart(id=new_id(), as_reported="python", count=1)])
    assert policies.visible(vanna).filter(case=case).count() == 2


def test_who_does_not_see_the_case_sees_and_does_nothing(
    vanna: User, dara: User, bopha: User, stranger: User, kosal: User, case: UUID
) -> None:
    scene, _ = koh_thom.seized(vanna, case)
    for reader in (dara, bopha, stranger, kosal):
        assert not policies.visible(reader).exists()
        with refusal("core.not-found"):
            policies.get(reader, scene)
    with refusal("core.not-found"):
        actions.record(dara, id=new_id(), case=case)
    with refusal("core.not-found"):
        actions.add_ground(dara, scene=scene, ground=GroundPart(kind=GroundKind.CONSENT))
    for powerless in (bopha, stranger, kosal):
        with refusal("core.not-allowed"):
            actions.record(powerless, id=new_id(), case=case)


def test_an_adviser_states_but_does_not_seize_witness_or_confirm(
    vanna: User, sok: User, pierre: User, case: UUID
) -> None:
    scene, lines = koh_thom.seized(vanna, case)
    said = StatementPart(lines=[lines[0].id], weight_g=430_000, said_by="adviser")
    actions.state(pierre, id=new_id(), scene=scene, statement=said)
    with refusal("core.not-allowed"):
        actions.record(pierre, id=new_id(), case=case)
    with refusal("core.not-allowed"):
        actions.confirm_regime(pierre, scene=scene, lines=[lines[0].id], regime=Regime.FORESTRY)
    with refusal("seizures.no-power"):
        actions.add_officer(sok, scene=scene, officer=OfficerPart(user=pierre.pk))
    for name in ("Pierre", "pierre", "ព្យែរ", "Sok"):
        with refusal("seizures.witness-of-the-team"):
            actions.add_witness(sok, scene=scene, witness=WitnessPart(name=name))
    actions.add_witness(sok, scene=scene, witness=WitnessPart(name="Sok the ferryman"))


def test_a_regime_is_confirmed_by_an_officer_of_it(
    vanna: User, sok: User, rith: User, lina: User, case: UUID
) -> None:
    scene, lines = koh_thom.seized(vanna, case)
    turtles, snakes = [it.id for it in lines[3:]], [lines[0].id]
    actions.confirm_regime(rith, scene=scene, lines=turtles, regime=Regime.FISHERIES)
    for actor, regime in ((rith, Regime.FORESTRY), (lina, Regime.FORESTRY), (sok, Regime.NONE)):
        with refusal("seizures.not-of-this-regime"):
            actions.confirm_regime(actor, scene=scene, lines=snakes, regime=regime)
    actions.confirm_regime(sok, scene=scene, lines=snakes, regime=Regime.FORESTRY)
    with refusal("seizures.confirmed-already"):
        actions.confirm_regime(sok, scene=scene, lines=snakes, regime=Regime.FORESTRY)
    with refusal("seizures.said-twice"):
        actions.confirm_regime(sok, scene=scene, lines=turtles * 2, regime=Regime.FORESTRY)


def test_lines_of_another_scene_are_not_found(vanna: User, sok: User, case: UUID) -> None:
    scene, _ = koh_thom.seized(vanna, case)
    _, others = koh_thom.seized(vanna, case)
    with refusal("core.not-found"):
        actions.confirm_regime(sok, scene=scene, lines=[others[0].id], regime=Regime.FORESTRY)


def test_the_ground_comes_later_and_the_earlier_one_stays(sok: User, case: UUID) -> None:
    scene = actions.record(sok, id=new_id(), case=case, ground=GroundPart(kind=GroundKind.NONE_YET))
    later = GroundPart(kind=GroundKind.PROSECUTOR, authorised_by="Deputy of Kandal", number="12")
    actions.add_ground(sok, scene=scene, ground=later)
    kinds = Scene.objects.get(pk=scene).grounds.values_list("kind", flat=True)
    assert list(kinds) == ["none_yet", "prosecutor"]
    with refusal("seizures.nobody-authorised"):
        odd = GroundPart(kind=GroundKind.CONSENT, authorised_by="Somebody")
        actions.add_ground(sok, scene=scene, ground=odd)


def test_figures_stand_side_by_side_and_one_is_reconciled(
    lina: User, sok: User, vanna: User, case: UUID
) -> None:
    scene, lines = koh_thom.seized(vanna, case)
    snakes = [lines[0].id]
    said = StatementPart(lines=snakes, weight_g=433_000, words="cobras", said_by="a newspaper")
    actions.state(sok, id=new_id(), scene=scene, statement=said)
    actions.reconcile(lina, id=new_id(), scene=scene, lines=snakes, count=468, reason="counted")
    it = Scene.objects.get(pk=scene)
    assert it.statements.filter(lines=lines[0].id).count() == 2
    assert it.figures.get().count == 468
    assert Balance.objects.get(account__scene=scene, lot=lines[0].id).qty == 31
    for empty in (
        lambda: actions.reconcile(lina, id=new_id(), scene=scene, reason="x"),
        lambda: actions.state(sok, id=new_id(), scene=scene, statement=StatementPart()),
    ):
        with refusal("seizures.says-nothing"):
            empty()  # fmt: skip


def test_a_line_without_a_number_enters_the_books_later(sok: User, case: UUID) -> None:
    line = LinePart(id=new_id(), as_reported="snakes", as_written="half a basket")
    scene = actions.record(sok, id=new_id(), case=case, lines=[line])
    assert not Balance.objects.filter(account__scene=scene).exists()
    with refusal("seizures.not-countable"):
        actions.book_line(sok, line=line.id, weight_g=2_000)  # living animals not by weight
    actions.book_line(sok, line=line.id, count=12)
    assert Balance.objects.get(account__scene=scene).qty == 12
    with refusal("seizures.booked-already"):
        actions.book_line(sok, line=line.id, count=13)


def test_things_and_meat_are_lines_too(sok: User, case: UUID) -> None:
    things = [
        LinePart(id=new_id(), kind=LineKind.THING, item_type="boat", count=1),
        LinePart(id=new_id(), kind=LineKind.MEAT, as_reported="wild boar", weight_g=12_500),
        LinePart(id=new_id(), kind=LineKind.DEAD, as_reported="muntjac", count=2),
    ]
    scene = actions.record(sok, id=new_id(), case=case, lines=things)
    held = Balance.objects.filter(account__scene=scene).values_list("lot__unit", "qty")
    assert sorted(held) == [("g", 12_500), ("piece", 1), ("piece", 2)]


def test_a_typing_error_keeps_the_old_words(sok: User, case: UUID) -> None:
    line = LinePart(id=new_id(), as_reported="Ratsnek", count=1)
    actions.record(sok, id=new_id(), case=case, lines=[line])
    change = {"line": line.id, "field": Correctable.AS_REPORTED, "reason": "typed in the dark"}
    actions.correct_line(sok, value="Rat snake", **change)
    it = Line.objects.get(pk=line.id)
    assert (it.as_reported, it.corrections.get().old) == ("Rat snake", "Ratsnek")
    with refusal("seizures.same-words"):
        actions.correct_line(sok, value="Rat snake", **change)
    with refusal("seizures.name-missing"):
        actions.correct_line(sok, value="", **change)


@pytest.mark.parametrize(
    ("changes", "code", "path"),
    [
        ({"count": 1}, "seizures.name-missing", "lines.0.as_reported"),
        ({"as_reported": "x", "containers": 1, "seal_numbers": ["1", "2"]},
         "seizures.more-seals-than-containers", "lines.0.seal_numbers"),
        ({"as_reported": "x", "count": 3, "declared": 4},
         "seizures.declared-needs-containers", "lines.0.declared"),
        ({"as_reported": "x", "taxon": new_id()}, "core.not-found", "lines.0.taxon"),
    ],
)  # fmt: skip
def test_a_line_that_cannot_be(
    sok: User, case: UUID, changes: dict[str, Any], code: str, path: str
) -> None:
    with refusal(code) as refused:
        actions.record(sok, id=new_id(), case=case, lines=[LinePart(id=new_id(), **changes)])
    assert refused.value.problems[0].path == path
    assert not Scene.objects.exists()


def test_people_are_in_the_half_that_can_be_forgotten(vanna: User, case: UUID) -> None:
    koh_thom.seized(vanna, case)
    for entry in Entry.objects.filter(case_id=case):
        assert "Chea Phal" not in str(entry.arguments)


@pytest.mark.parametrize(
    "sql",
    [
        "UPDATE seizures_scene SET note = 'x'", "DELETE FROM seizures_statement",
        "UPDATE seizures_line SET kind = 'dead'",
    ],
)  # fmt: skip
def test_the_database_keeps_it(vanna: User, case: UUID, sql: str) -> None:
    koh_thom.seized(vanna, case)
    with (
        pytest.raises(DatabaseError, match=r"guard|permission denied"),
        door_open(),
        connection.cursor() as cursor,
    ):
        cursor.execute(sql)


@pytest.mark.parametrize("language", ["km", "en"])
def test_every_refusal_has_words(language: str) -> None:
    with translation.override(language):
        for code in WORDS:
            assert code not in say(Refused(code).problems[0])
