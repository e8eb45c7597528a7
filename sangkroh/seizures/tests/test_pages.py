"""The scene form on a phone, the scene's page, and who is turned away."""

from __future__ import annotations

import re
from pathlib import Path
from typing import Any
from uuid import UUID

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client

from sangkroh.core.ids import new_id
from sangkroh.core.models import User
from sangkroh.core.shows import needs_of
from sangkroh.evidence.tests import files
from sangkroh.reference import importers
from sangkroh.seizures import actions, queries
from sangkroh.seizures.actions.parts import StatementPart
from sangkroh.seizures.models import Scene

from . import koh_thom


@pytest.fixture(autouse=True)
def disk(settings: Any, tmp_path: Path) -> None:
    settings.EVIDENCE_ROOT = tmp_path


@pytest.fixture
def case(lina: User, vanna: User, sok: User, rith: User, pierre: User) -> UUID:
    return koh_thom.opened(lina, vanna, sok, rith, pierre)


def browser(user: User) -> Client:
    client = Client()
    client.force_login(user)
    return client


def test_a_scene_is_recorded_with_khmer_digits_and_a_photo(vanna: User, case: UUID) -> None:
    typed = {
        "act_id": str(new_id()), "rows": "4", "kind": "river", "place_words": "Chrey Thom",
        "line0_name": "Rat snake", "line0_kind": "animal", "line0_containers": "៣១",
        "line0_declared": "៤៦៨", "line0_weight": "៤៣៣",
        "line2_name": "Asian leaf turtle", "line2_kind": "animal", "line2_count": "១៧៨",
        "ground": "customs_powers", "officer": str(vanna.pk), "witness_1": "Chea Phal",
    }  # fmt: skip
    photo = SimpleUploadedFile("IMG.jpg", files.photo())
    client, url = browser(vanna), f"/seizures/of/{case}/record/"
    for _ in range(2):  # a double click
        photo.seek(0)
        response = client.post(url, typed | {"photos": photo})
        assert response.status_code == 302, response.content.decode()
    scene = Scene.objects.get()
    shown = queries.scene(vanna, scene.pk)
    assert [(it.quantity, it.declared) for it in shown.lines] == [(31, 468), (178, None)]
    assert len(shown.photos) == 1
    page = client.get(response["Location"])
    assert page.status_code == 200
    assert "Asian leaf turtle" in page.content.decode()
    assert client.get(f"/cases/{case}/").status_code == 200


def test_the_numbers_of_all_seals_of_the_night_are_kept(vanna: User, case: UUID) -> None:
    """31 sacks: their numbers are longer than a line of other forms."""
    typed = {"line0_name": "Rat snake", "line0_containers": "31", "rows": "1",
             "line0_seals": ", ".join(koh_thom.SEALS)}  # fmt: skip
    answer = browser(vanna).post(f"/seizures/of/{case}/record/", typed)
    assert answer.status_code == 302, answer.context["form"].errors
    [line] = queries.scene(vanna, Scene.objects.get().pk).lines
    assert line.seals == koh_thom.SEALS


def test_in_what_it_was_carried_is_added_later(vanna: User, case: UUID) -> None:
    scene = actions.record(vanna, id=new_id(), case=case)
    client, url = browser(vanna), f"/seizures/{scene}/conveyance/"
    [nothing] = client.post(url, {"plate": "PP-1"}).context["form"].errors["conveyance"]
    assert nothing
    assert client.post(url, {"conveyance": "boat", "description": "wooden"}).status_code == 302
    [(_kind, boat)] = queries.scene(vanna, scene).conveyances
    assert (boat.kind, boat.description) == ("boat", "wooden")
    assert "wooden" in client.get(f"/seizures/{scene}/").text


def test_more_lines_keep_what_was_typed_and_the_photos(vanna: User, sok: User, case: UUID) -> None:
    client, url = browser(vanna), f"/seizures/of/{case}/record/"
    typed = {"rows": "4", "line3_name": "Burmese python", "line3_count": "x"}
    photo = SimpleUploadedFile("IMG.jpg", files.photo())
    page = client.post(url, typed | {"more": "1", "photos": photo})
    said = page.content.decode()
    assert 'name="line7_name"' in said
    assert "Burmese python" in said
    assert not page.context["form"].errors
    again = re.search('name="photos-kept" value="([^"]+)" checked', said)
    assert again
    one = client.post(url, typed | {"more": "1"}, headers={"HX-Request": "true"})
    assert 'name="line4_name"' in one.content.decode()
    assert 'name="line5_name"' not in one.content.decode()
    assert not Scene.objects.exists()
    refused = client.post(url, typed | {"photos-kept": again[1]})
    assert list(refused.context["form"].errors) == ["line3_count"]
    assert again[0] in refused.content.decode()
    kept = client.post(url, typed | {"photos-kept": again[1], "line3_count": "2"})
    assert kept.status_code == 302
    assert len(queries.scene(vanna, Scene.objects.get().pk).photos) == 1
    for other, hash in ((sok, again[1]), (vanna, "ab" * 32), (vanna, "../secret-key")):
        wrong = browser(other).post(url, {"photos-kept": hash})
        assert list(wrong.context["form"].errors) == ["photos"]


def test_a_name_is_chosen_or_stays_as_reported(vanna: User, case: UUID) -> None:
    client, url = browser(vanna), f"/seizures/of/{case}/record/"
    typed = {"rows": "3", "place": "0804", "transit": "by way of Prey Veng", "people": "0",
             "line0_name": "python", "line0_count": "2", "line1_name": "black snakes"}  # fmt: skip
    found = client.post(url, typed | {"find": "line0_name"})
    assert str(importers.taxon_id("Python bivittatus")) in found.content.decode()
    assert not Scene.objects.exists()
    chosen = {"line0_name-of": "python",
              "line0_name-pick": str(importers.taxon_id("Python bivittatus"))}  # fmt: skip
    assert client.post(url, typed | chosen).status_code == 302
    scene = Scene.objects.get()
    assert scene.place_id == importers.place_id("0804")
    taxa = [it.taxon_id for it in scene.lines.order_by("ordinal")]
    assert taxa == [importers.taxon_id("Python bivittatus"), None]
    said = scene.statements.filter(lines=None).get()
    assert (said.people, [it.role for it in said.points.all()]) == (0, ["transit"])


def test_every_field_of_the_scene_is_on_its_page(vanna: User, case: UUID) -> None:
    page = browser(vanna).get(f"/seizures/of/{case}/record/")
    html, form = page.content.decode(), page.context["form"]
    for name in form.fields:
        assert re.search(f'name="{name}(-day)?"', html), name
    grouped = [name for _legend, names in form.groups for name in names]
    assert sorted([*grouped, "act_id"]) == sorted(form.fields)


def test_a_refusal_is_shown_at_its_line(vanna: User, case: UUID) -> None:
    typed = {"rows": "4", "line2_count": "5", "line2_kind": "animal"}
    response = browser(vanna).post(f"/seizures/of/{case}/record/", typed)
    form = response.context["form"]
    assert list(form.errors) == ["line2_name"]


@pytest.mark.parametrize("language", ["km", "en"])
def test_every_page_of_a_scene_opens(vanna: User, case: UUID, language: str) -> None:
    scene, lines = koh_thom.seized(vanna, case)
    client = browser(vanna)
    vanna.language = language
    pages = ["", "ground/", "officer/", "witness/", "photos/", "state/", "reconcile/", "regime/"]
    urls = [f"/seizures/{scene}/{page}" for page in pages]
    urls += [f"/seizures/line/{lines[0].id}/{page}/" for page in ("book", "correct")]
    for url in [*urls, f"/seizures/of/{case}/record/"]:
        assert client.get(url).status_code == 200, url


def test_who_does_not_see_the_case_finds_no_page(
    vanna: User, dara: User, bopha: User, stranger: User, case: UUID
) -> None:
    scene, lines = koh_thom.seized(vanna, case)
    urls = [f"/seizures/{scene}/", f"/seizures/{scene}/state/", f"/seizures/of/{case}/record/",
            f"/seizures/line/{lines[0].id}/correct/"]  # fmt: skip
    for user in (dara, bopha, stranger):
        for url in urls:
            assert browser(user).get(url).status_code == 404
    assert Client().get(urls[0]).status_code == 302


def test_what_differs_is_shown_as_disputed(vanna: User, sok: User, case: UUID) -> None:
    scene, lines = koh_thom.seized(vanna, case)
    tortoises = lines[2].id
    assert not queries.scene(sok, scene).lines[2].disputed
    said = StatementPart(lines=[tortoises], count=102, said_by="another page")
    actions.state(sok, id=new_id(), scene=scene, statement=said)
    assert queries.scene(sok, scene).lines[2].disputed


def test_what_is_missing_is_asked_for(sok: User, pierre: User, case: UUID) -> None:
    actions.record(sok, id=new_id(), case=case)
    urls = [it.url for it in needs_of(sok)]
    assert any("/seizures/" in url for url in urls)
    assert not any("/seizures/" in it.url for it in needs_of(pierre))
