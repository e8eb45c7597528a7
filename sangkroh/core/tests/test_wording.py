"""Readers of Khmer put the words of the product right."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

import pytest
from django.test import Client
from django.urls import reverse
from django.utils import translation
from django.utils.translation import gettext, ngettext

from sangkroh.core import actions, queries, wording
from sangkroh.core.actions import Language
from sangkroh.core.errors import Refused
from sangkroh.core.ids import new_id
from sangkroh.core.models import User

LIMIT = "Too long; at most %(limit)s."


@pytest.fixture(autouse=True)
def _as_shipped(db: None) -> Iterator[None]:
    yield
    wording._lay("km", {})


@pytest.fixture
def kept(django_capture_on_commit_callbacks: Any) -> Any:
    """What is done inside is kept, and the next request sees it."""
    return lambda: django_capture_on_commit_callbacks(execute=True)


def correct(actor: User, msgid: str, text: str) -> None:
    actions.correct_wording(
        actor, id=new_id(), language=Language.KM, msgid=msgid, text=text, source="own usage"
    )


def verify(actor: User, msgid: str, text: str) -> None:
    actions.verify_wording(
        actor, id=new_id(), language=Language.KM, msgid=msgid, text=text, source="read"
    )


def text_of(msgid: str) -> queries.Text:
    return next(it for it in queries.wordings(msgid, False).texts if it.msgid == msgid)


def test_a_correction_is_on_the_next_page(client: Client, maly: User, kept: Any) -> None:
    with kept():
        correct(maly, "Log in", "ចូលក្នុងប្រព័ន្ធ")
    assert "ចូលក្នុងប្រព័ន្ធ" in client.get(reverse("core:login")).text
    with kept():
        correct(maly, "Log in", "ចូល")
    assert "ចូលក្នុងប្រព័ន្ធ" not in client.get(reverse("core:login")).text


@pytest.mark.parametrize(
    "text",
    [
        '<meta http-equiv="refresh" content="0;url=https://example.org">', "ចូល > ក្រៅ",
        'ដោយ" hx-post="/custody/" hx-trigger="load',
    ],
)  # fmt: skip
def test_words_are_no_markup(text: str, maly: User) -> None:
    """They stand on everybody's pages, and within attributes of elements too."""
    with pytest.raises(Refused) as refused:
        correct(maly, "By", text)
    assert [(it.code, it.path) for it in refused.value.problems] == [("core.plain-words", "text")]


def test_signs_that_the_text_itself_has_stay_and_make_no_element(maly: User) -> None:
    signs = "Leave out the signs < and >."
    correct(maly, signs, "កុំសរសេរ < ឬ >។")
    for text in ("<b>", "< < >", "កុំសរសេរ </p>"):
        with pytest.raises(Refused, match=r"core\.plain-words"):
            correct(maly, signs, text)


def test_a_text_with_a_number_is_corrected_too(maly: User) -> None:
    correct(maly, "%(num)d day", "%(num)d ថ្ងៃគត់")
    wording.load()
    with translation.override("km"):
        assert ngettext("%(num)d day", "%(num)d days", 3) % {"num": 3} == "3 ថ្ងៃគត់"
    with translation.override("en"):
        assert gettext("Log in") == "Log in"


@pytest.mark.parametrize("text", ["វែងពេក", "%(limit)s %(limit)s", "%(most)s", "%s", "{limit}"])
def test_a_correction_keeps_the_values_of_the_text(maly: User, text: str) -> None:
    with pytest.raises(Refused) as refused:
        correct(maly, LIMIT, text)
    assert refused.value.code == "core.other-placeholders"


def test_only_texts_of_the_product_are_corrected(maly: User) -> None:
    with pytest.raises(Refused) as refused:
        correct(maly, "Afrikaans", "អាហ្វ្រិក")
    assert refused.value.code == "core.no-such-text"


def test_whoever_may_not_correct_is_refused(dara: User, stranger: User) -> None:
    for actor in (dara, stranger):
        for act in (correct, verify):
            with pytest.raises(Refused) as refused:
                act(actor, "Log in", "ចូល")
            assert refused.value.code == "core.not-allowed"


def test_shipped_words_are_not_verified_until_somebody_has_read_them(maly: User) -> None:
    before = text_of("Log in")
    assert not before.verified
    verify(maly, "Log in", before.text)
    after = text_of("Log in")
    assert (after.verified, after.by, after.text) == (True, maly, before.text)


def test_a_correction_is_verified_by_somebody_else_and_word_for_word(
    maly: User, lina: User
) -> None:
    correct(maly, "Log in", "ចូល")
    assert not text_of("Log in").verified
    with pytest.raises(Refused) as own:
        verify(maly, "Log in", "ចូល")
    with pytest.raises(Refused) as other_words:
        verify(lina, "Log in", "ចូលប្រើ")
    assert own.value.code == "core.not-for-oneself"
    assert other_words.value.code == "core.changed-meanwhile"
    verify(lina, "Log in", "ចូល")
    assert text_of("Log in").verified


def test_the_page_corrects_and_verifies(client: Client, maly: User, lina: User, kept: Any) -> None:
    url = reverse("core:wording", args=[text_of(LIMIT).key])
    client.force_login(maly)
    wrong = client.post(url, {"text": "វែងពេក", "source": "own usage"})
    assert wrong.status_code == 200
    assert 'class="field wrong"' in wrong.text
    with kept():
        done = client.post(url, {"text": "វែងណាស់ %(limit)s", "source": "own usage"})
    assert done.status_code == 302
    client.force_login(lina)
    assert "វែងណាស់ %(limit)s" in client.get(url).text
    data = {"text": "វែងណាស់ %(limit)s", "source": "read aloud", "verify": "1"}
    assert client.post(url, data).status_code == 302
    assert text_of(LIMIT).verified


def test_no_such_text_is_not_found(client: Client, maly: User) -> None:
    client.force_login(maly)
    assert client.get(reverse("core:wording", args=["0" * 16])).status_code == 404
