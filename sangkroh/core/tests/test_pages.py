"""The pages that every room stands on."""

from __future__ import annotations

from typing import Any

import pytest
from django.test import Client
from django.urls import reverse
from django.views.defaults import server_error

from sangkroh.core.models import Entry, User

PAGES = ("core:start", "core:reading", "core:wordings", "core:style")


@pytest.mark.parametrize("name", PAGES)
@pytest.mark.parametrize("language", ["km", "en"])
def test_a_page_opens_in_the_readers_language(
    client: Client, maly: User, name: str, language: str
) -> None:
    client.force_login(maly)
    client.post(reverse("core:language"), {"language": language})
    page = client.get(reverse(name), follow=True)
    assert page.status_code == 200
    assert f'<html lang="{language}">' in page.text


@pytest.mark.parametrize("name", PAGES)
def test_a_page_is_shut_to_whoever_is_not_signed_in(db: Any, client: Client, name: str) -> None:
    answer = client.get(reverse(name))
    assert answer.status_code == 302
    assert answer.url.startswith(reverse("core:login"))


def test_choosing_a_language_is_an_act_of_whoever_is_signed_in(client: Client, dara: User) -> None:
    client.force_login(dara)
    answer = client.post(reverse("core:language"), {"language": "en", "next": "/style/"})
    assert answer.url == "/style/"
    dara.refresh_from_db()
    assert dara.language == "en"
    assert Entry.objects.latest("seq").action == "core.choose_language"


def test_before_log_in_the_language_stays_on_the_device(db: Any, client: Client) -> None:
    before = Entry.objects.count()
    client.post(reverse("core:language"), {"language": "en"})
    for language in ("en", "km"):
        client.post(reverse("core:language"), {"language": language})
        assert f'<html lang="{language}">' in client.get(reverse("core:login")).text
    assert Entry.objects.count() == before


def test_the_language_switch_sends_nobody_elsewhere(db: Any, client: Client) -> None:
    for url in ("https://elsewhere.example/", "//elsewhere.example", "javascript:alert(1)"):
        answer = client.post(reverse("core:language"), {"language": "en", "next": url})
        assert answer.url == "/"


def test_practice_log_ins_are_listed_in_a_practice_world_only(
    db: Any, client: Client, settings: Any
) -> None:
    assert "<code>dara</code>" in client.get(reverse("core:login")).text
    settings.PRACTICE = False
    assert "<code>dara</code>" not in client.get(reverse("core:login")).text


def test_the_pages_have_no_inline_script_or_style(client: Client, dara: User) -> None:
    client.force_login(dara)
    for name in PAGES:
        page = client.get(reverse(name), follow=True).text
        assert "<style" not in page
        assert " style=" not in page
        assert "<script>" not in page
        assert " onclick=" not in page


def test_an_error_says_nothing_of_its_cause(db: Any, client: Client) -> None:
    page = client.get("/no/such/page/")
    assert page.status_code == 404
    assert "Not found, or not for you to see." in page.text
    assert "no/such" not in page.text


def test_what_is_too_large_is_told_so(client: Client, dara: User, settings: Any) -> None:
    settings.DATA_UPLOAD_MAX_NUMBER_FIELDS = 3
    client.force_login(dara)
    answer = client.post("/style/", {f"x{i}": "1" for i in range(9)})
    assert answer.status_code == 413
    assert "This is too large." in answer.text


def test_a_form_without_its_token_is_refused_with_plain_words(db: Any) -> None:
    answer = Client(enforce_csrf_checks=True).post(reverse("core:language"), {"language": "en"})
    assert answer.status_code == 403
    assert "open too long" in answer.text


def test_a_fault_shows_a_page_that_needs_neither_reader_nor_database(rf: Any) -> None:
    page = server_error(rf.get("/")).content.decode()
    assert "Nothing was kept" in page


def test_all_that_is_wrong_with_a_form_is_said_at_once(client: Client, dara: User) -> None:
    client.force_login(dara)
    client.post(reverse("core:language"), {"language": "en"})
    page = client.post("/style/", {"animal": "", "count": "0"}).text
    assert "Nothing was kept" in page
    assert page.count('class="field wrong') == 4
    assert 'href="#id_count"' in page
    assert 'id="id_count_error"' in page
