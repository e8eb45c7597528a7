"""The scene form on a phone, the scene's page, and who is turned away."""

from __future__ import annotations

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


def test_more_lines_keep_what_was_typed(vanna: User, case: UUID) -> None:
    typed = {"rows": "4", "more": "1", "line3_name": "Burmese python", "line3_count": "x"}
    page = browser(vanna).post(f"/seizures/of/{case}/record/", typed).content.decode()
    assert 'name="line7_name"' in page
    assert "Burmese python" in page
    assert not Scene.objects.exists()


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
