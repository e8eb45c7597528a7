"""The call form and the sheet, as they come back without a script."""

from __future__ import annotations

from typing import Any

import pytest
from django.test import Client
from django.urls import reverse

from sangkroh.core.ids import new_id
from sangkroh.core.models import User
from sangkroh.reference import importers
from sangkroh.tips.models import Tip

KOH_THOM = importers.place_id("0804")
CALL = {"what": "A boat with sacks", "where": "Landing below the market"}
SUSPECT = "Buyer rings from 012 345 678"


def browser(user: User) -> Client:
    client = Client()
    client.force_login(user)
    return client


def said(**more: str) -> dict[str, Any]:
    return {"act_id": str(new_id())} | CALL | more


def test_a_place_is_found_chosen_and_kept_with_the_call(dara: User) -> None:
    client, url = browser(dara), reverse("tips:new")
    found = client.post(url, said(place="Koh Thom", find="place"))
    page = found.content.decode()
    assert f'value="{KOH_THOM}"' in page
    assert CALL["where"] in page
    assert not found.context["form"].errors
    assert not Tip.objects.exists()
    chosen = {"place": "Koh Thom", "place-of": "Koh Thom", "place-pick": str(KOH_THOM)}
    assert client.post(url, said(**chosen)).status_code == 302
    assert Tip.objects.get().place_id == KOH_THOM


def test_what_and_where_in_words_are_all_that_is_required(dara: User) -> None:
    client, url = browser(dara), reverse("tips:new")
    assert list(client.post(url, {"act_id": ""}).context["form"].errors) == ["what", "where"]
    assert client.post(url, said()).status_code == 302
    assert Tip.objects.get().place_id is None


def test_what_is_folded_opens_only_when_something_of_it_was_said(dara: User) -> None:
    """Whoever forgot a word at one in the morning is not shown ten more fields, nor the tick."""
    client, url = browser(dara), reverse("tips:new")
    html = client.post(url, said(what="")).content.decode()
    assert "<details>" in html
    assert 'name="about_suspect"' not in html
    html = client.post(url, said(what="", informant="KT-0417")).content.decode()
    assert "<details open>" in html


@pytest.mark.parametrize("field", ["what", "where", "details"])
def test_a_number_in_the_words_is_noticed_and_the_words_come_back(dara: User, field: str) -> None:
    client, url, typed = browser(dara), reverse("tips:new"), said(**{"urgency": "now"})
    typed |= {field: SUSPECT}
    page = client.post(url, typed)
    assert list(page.context["form"].errors) == [field]
    html = page.content.decode()
    assert all(text in html for text in {**CALL, field: SUSPECT}.values())
    assert 'name="about_suspect"' in html
    assert not Tip.objects.exists()
    assert client.post(url, typed | {"about_suspect": "on"}).status_code == 302
    assert Tip.objects.count() == 1


def test_a_sheet_asks_about_the_row_in_which_it_noticed_a_number(dara: User) -> None:
    client, url = browser(dara), reverse("tips:sheet")
    assert "about_suspect" not in client.get(url).content.decode()
    typed = {"act_id": str(new_id()), "what_0": "Parrots", "where_0": "Market",
             "what_3": SUSPECT, "where_3": "Pier"}  # fmt: skip
    page = client.post(url, typed)
    html = page.content.decode()
    assert list(page.context["form"].errors) == ["what_3"]
    assert "Parrots" in html
    assert SUSPECT in html
    assert html.count('type="checkbox"') == 1
    assert not Tip.objects.exists()
    assert client.post(url, typed | {"about_suspect_3": "on"}).status_code == 302
    assert Tip.objects.count() == 2
