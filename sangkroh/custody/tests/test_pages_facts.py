"""What was already done, on its pages: kept always, what is missing is asked for, looked over."""

from __future__ import annotations

from datetime import timedelta
from pathlib import Path
from typing import Any
from uuid import UUID

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile

from sangkroh.core.ids import new_id
from sangkroh.core.models import User
from sangkroh.core.shows import needs_of
from sangkroh.custody import actions as custody
from sangkroh.custody import queries
from sangkroh.custody.checking import check_books
from sangkroh.custody.models import Fact, FactDetail, Review
from sangkroh.custody.rules import State, Unit
from sangkroh.evidence import policies as evidence
from sangkroh.evidence.models import File
from sangkroh.evidence.tests import files

from .cast import gone, open_lot, seize, there
from .pages import Page, field, offered, signed_in


@pytest.fixture(autouse=True)
def disk(settings: Any, tmp_path: Path) -> None:
    settings.EVIDENCE_ROOT = tmp_path


def photo() -> SimpleUploadedFile:
    return SimpleUploadedFile("IMG.jpg", files.photo())


@pytest.fixture
def at_scene(sok: User, case: UUID, scene: UUID) -> UUID:
    lot = new_id()
    seize(sok, case, scene, open_lot(lot, 12))
    return lot


def test_a_release_in_the_field_is_kept_without_ground_photo_and_witness(
    sok: User, chan: User, at_scene: UUID, scene: UUID
) -> None:
    assert "done" in offered(sok, at_scene)
    page = Page(sok, "record-fact", at_scene)
    assert list(page.refused(**{field(at_scene, scene): 13, "kind": "release"})) == [
        field(at_scene, scene)
    ]
    assert list(page.refused(**{field(at_scene, scene): 2})) == ["kind"]
    assert list(page.refused(kind="release")) == [field(at_scene, scene)]
    page.keep(**{field(at_scene, scene): 12, "kind": "release"})
    assert there(at_scene, State.RELEASED) == 12
    fact = Fact.objects.get()
    assert queries.missing_of(fact) == ["ground", "photo", "witness"]
    add = Page(sok, "add-to-fact", fact.pk)
    assert add.url in [it.url for it in needs_of(sok)]
    assert add.url not in [it.url for it in needs_of(chan)]
    assert list(add.refused()) == ["ground"]
    assert list(add.refused(ground="<b>")) == ["ground"]
    add.keep(ground="unharmed, no room in the boat", witness="the village chief", photos=photo())
    assert queries.missing_of(fact) == []
    assert add.url not in [it.url for it in needs_of(sok)]
    [kept] = FactDetail.objects.filter(what="photo")
    assert evidence.visible(sok).filter(pk=kept.photo_id).exists()


def test_a_keeper_photographs_the_dead_and_sees_no_case_by_it(
    srey: User, chan: User, case: UUID, turtles: UUID, quarantine: UUID
) -> None:
    page = Page(srey, "record-fact", turtles)
    assert [value for value, _ in page.form().fields["kind"].choices] == [
        "death", "destruction", "escape",
    ]  # fmt: skip
    page.keep(**{field(turtles, quarantine): 2, "kind": "death", "photos": photo(),
                 "ground": "heat on the way"})  # fmt: skip
    fact, file = Fact.objects.get(), File.objects.get()
    assert fact.review_due - fact.at == timedelta(hours=24)
    assert (file.case_id, file.about_id, file.kept_by) == (case, fact.pk, srey)
    assert not evidence.visible(srey).exists()
    shown = queries.fact_line(chan, fact.pk)
    assert (shown.photos, len(shown.lacks)) == ((file.pk,), 1)
    assert signed_in(srey).get(Page(srey, "add-to-fact", fact.pk).url).status_code == 200
    assert check_books() == []


def test_another_person_looks_it_over(
    srey: User, chan: User, turtles: UUID, quarantine: UUID
) -> None:
    fact = custody.die(srey, id=new_id(), lines=gone(turtles, quarantine, 1), cause="heat")
    shown = signed_in(chan).get(f"/custody/groups/{turtles}/").content.decode()
    page = Page(chan, "review", fact)
    assert page.url in shown
    assert page.url not in signed_in(srey).get(f"/custody/groups/{turtles}/").content.decode()
    assert list(page.refused(in_order="no")) == ["note"]
    assert list(Page(srey, "review", fact).refused(in_order="yes")) == ["__all__"]
    page.keep(in_order="no", note="no photo")
    assert not Review.objects.get().in_order
    assert Page(srey, "add-to-fact", fact).url in [it.url for it in needs_of(srey)]


def test_meat_is_destroyed_and_neither_dies_nor_flees(sok: User, case: UUID, scene: UUID) -> None:
    lot = new_id()
    seize(sok, case, scene, open_lot(lot, 5000, Unit.GRAM, as_reported="meat"))
    kinds = Page(sok, "record-fact", lot).form().fields["kind"].choices
    assert [value for value, _ in kinds] == ["destruction"]


@pytest.mark.parametrize("who", ["stranger", "bopha", "rith", "kosal"])
def test_who_does_not_know_it_finds_no_page(
    who: str, turtles: UUID, quarantine: UUID, srey: User, request: pytest.FixtureRequest
) -> None:
    user = request.getfixturevalue(who)
    fact = custody.die(srey, id=new_id(), lines=gone(turtles, quarantine, 1), cause="heat")
    assert Page(user, "record-fact", turtles).shut()
    assert Page(user, "add-to-fact", fact).shut()
    assert Page(user, "review", fact).shut()
