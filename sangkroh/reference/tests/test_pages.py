"""Pages, pickers and the fields that other rooms use."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import astuple
from typing import Any

import pytest
from django.test import Client
from django.urls import reverse

from sangkroh.core import shows
from sangkroh.core.actions import Language, choose_language
from sangkroh.core.forms import ActForm
from sangkroh.core.ids import new_id
from sangkroh.core.models import User
from sangkroh.reference import importers, queries
from sangkroh.reference.fields import PlaceField, Reported, ReportedField, TaxonField
from sangkroh.reference.models import Article, Code, JurisdictionRule, Law, LegalStatus, TaxonName
from sangkroh.reference.rules import PlaceKind

KOH_THOM = importers.place_id("0804")
PYTHON = importers.taxon_id("Python bivittatus")


def client_of(user: User, language: Language = Language.EN) -> Client:
    if user.roles:
        choose_language(user, language=language)
    client = Client()
    client.force_login(user)
    return client


def pages() -> Iterator[str]:
    yield from (reverse(f"reference:{it}") for it in ("start", "places", "taxa", "rules"))
    yield reverse("reference:places") + "?q=Koh+Thom"
    yield reverse("reference:taxa") + "?q=rat+snake"
    yield from (reverse(f"reference:find-{it}") for it in ("places", "taxa", "reported"))
    yield reverse("reference:place", args=[KOH_THOM])
    yield reverse("reference:taxon", args=[PYTHON])
    yield reverse("reference:taxon", args=[importers.taxon_id("Colubridae indet. (rat snake)")])
    yield reverse("reference:law", args=[Law.objects.get(code="forestry-2002").pk])
    yield reverse("reference:codes", args=["cites_term_2013"])


def forms() -> Iterator[tuple[str, bool]]:
    """Every form: its address, and whether the keepers of places may use it."""
    status = LegalStatus.objects.filter(taxon=PYTHON).first()
    name = TaxonName.objects.filter(taxon=PYTHON).first()
    article, code = Article.objects.first(), Code.objects.first()
    rule = JurisdictionRule.objects.first()
    assert status
    assert name
    assert article
    assert code
    assert rule
    yield reverse("reference:add-place"), True
    for it in ("correct-place", "end-place", "name-place", "verify-place"):
        yield reverse(f"reference:{it}", args=[KOH_THOM]), True
    for it in ("add-taxon", "add-reported", "add-law", "set-rule"):
        yield reverse(f"reference:{it}"), False
    for it in ("name-taxon", "set-status"):
        yield reverse(f"reference:{it}", args=[PYTHON]), False
    for it in ("end-name", "verify-name"):
        yield reverse(f"reference:{it}", args=[PYTHON, name.pk]), False
    yield reverse("reference:verify-status", args=[PYTHON, status.pk]), False
    yield reverse("reference:add-article", args=[article.law_id]), False
    for it in ("set-article", "verify-article"):
        yield reverse(f"reference:{it}", args=[article.law_id, article.pk]), False
    yield reverse("reference:verify-rule", args=[rule.pk]), False
    yield reverse("reference:add-code", args=[code.list]), False
    for it in ("correct-code", "verify-code"):
        yield reverse(f"reference:{it}", args=[code.list, code.pk]), False


def test_everyone_with_a_role_reads_and_a_stranger_does_not(
    sok: User, pierre: User, stranger: User
) -> None:
    for address in pages():
        assert Client().get(address).status_code == 302
        assert client_of(stranger).get(address).status_code in (403, 404)
        for reader, language in ((sok, Language.KM), (pierre, Language.EN)):
            assert client_of(reader, language).get(address).status_code == 200, address


def test_forms_are_for_those_whose_task_it_is(maly: User, dara: User, sok: User) -> None:
    for address, placer in forms():
        assert client_of(maly).get(address).status_code == 200, address
        assert client_of(dara).get(address).status_code == (200 if placer else 403), address
        assert client_of(sok).get(address).status_code == 403, address


def test_what_nobody_verified_says_so(sok: User) -> None:
    page = client_of(sok).get(reverse("reference:taxon", args=[PYTHON])).content.decode()
    assert page.count("not verified") >= 4
    assert "Verify</a>" not in page
    assert "Not settled" in page


def test_a_legal_officer_sets_and_verifies_a_status_on_the_page(maly: User) -> None:
    client = client_of(maly)
    page = reverse("reference:taxon", args=[PYTHON])
    done = client.post(reverse("reference:set-status", args=[PYTHON]), {
        "act_id": str(new_id()), "status": "cites:II", "since": "1977-02-04",
        "source": "Appendices",
    })  # fmt: skip
    assert done.url == page
    status = LegalStatus.objects.get(taxon=PYTHON, scheme="cites", until__isnull=True)
    verify = reverse("reference:verify-status", args=[PYTHON, status.pk])
    assert client.post(verify, {"against": ""}).status_code == 200
    assert client.post(verify, {"against": "Appendices of 2026, p. 4"}).url == page
    shown = client.get(page).content.decode()
    assert "Verified by Maly" in shown
    assert "In the Appendices" in shown


def test_a_name_as_reported_is_added_with_its_candidates(maly: User) -> None:
    done = client_of(maly).post(reverse("reference:add-reported"), {
        "english_name": "monitor", "scientific_name": "Varanus indet.", "group": "Sauria",
        "first": "Varanus salvator", "second": "Clouded monitor", "source": "a report",
    })  # fmt: skip
    assert done.status_code == 302
    hit = queries.find_taxa("monitor")[0]
    assert (hit.open, hit.candidates) == (True, 2)


def test_a_place_is_added_corrected_and_listed_on_pages(dara: User) -> None:
    client = client_of(dara)
    said = {"name": "Phsar Koh Thom", "kind": "named", "named_kind": "market", "parent": "0804",
            "latitude": "១១.១", "longitude": "105.05", "source": "seen"}  # fmt: skip
    assert client.post(reverse("reference:add-place"), said).status_code == 302
    place = queries.find_places("Phsar Koh Thom")[0].id
    form = client.get(reverse("reference:correct-place", args=[place])).content.decode()
    assert "Phsar Koh Thom" in form
    assert f'value="{KOH_THOM}" checked' in form
    wrong = client.post(reverse("reference:add-place"), said | {"longitude": ""})
    assert "both latitude and longitude" in wrong.content.decode()


class Where(ActForm):
    place = PlaceField()
    animal = TaxonField(required=False)
    gate = PlaceField(kinds=[PlaceKind.BORDER_GATE], required=False)


def where(**said: Any) -> Where:
    return Where({"place": "0804"} | said)


@pytest.mark.django_db
def test_a_text_with_one_answer_is_taken() -> None:
    form = where(animal="elongated tortoises", gate="Chrey Thom")
    assert form.is_valid(), form.errors
    assert form.cleaned_data["place"] == KOH_THOM
    assert form.cleaned_data["animal"] == importers.taxon_id("Indotestudo elongata")
    assert form.cleaned_data["gate"] == importers.place_id("chrey-thom-gate")
    assert where(place=str(KOH_THOM)).is_valid()


@pytest.mark.django_db
def test_a_text_with_several_answers_comes_back_with_them_to_choose_from() -> None:
    form = where(place="Koh Thom")
    assert form.errors["place"] == ["Several are meant by this name. Choose one."] or form.errors
    html = str(form["place"])
    assert 'value="Koh Thom"' in html
    assert html.count('type="radio"') > 2
    assert f'value="{KOH_THOM}"' in html
    chosen = where(**{"place": "Koh Thom", "place-of": "Koh Thom", "place-pick": str(KOH_THOM)})
    assert chosen.is_valid()
    assert chosen.cleaned_data["place"] == KOH_THOM
    assert chosen["place"].as_widget().count("checked") == 1


@pytest.mark.django_db
def test_a_choice_for_another_text_is_not_taken() -> None:
    form = where(**{"place": "Poipet", "place-of": "Koh Thom", "place-pick": str(KOH_THOM)})
    assert not form.is_valid() or form.cleaned_data["place"] != KOH_THOM


@pytest.mark.django_db
def test_a_text_without_an_answer_is_asked_again() -> None:
    assert where(place="zzqqzz").errors["place"]
    assert where(place="").errors["place"]
    assert where(animal="unicorn").errors["animal"]
    assert where(**{"place": "x", "place-of": "x", "place-pick": str(new_id())}).errors["place"]
    assert where(**{"place": "x", "place-of": "x", "place-pick": "<b>"}).errors["place"]
    empty = where(animal="")
    assert empty.is_valid()
    assert empty.cleaned_data["animal"] is None


@pytest.mark.django_db
def test_a_value_of_the_record_is_shown_as_it_would_be_typed() -> None:
    html = str(Where(initial={"place": KOH_THOM})["place"])
    assert "Kandal" in html or "កណ្ដាល" in html
    assert "checked" in html


@pytest.mark.django_db
def test_find_shows_what_is_meant_and_judges_nothing() -> None:
    form = where(place="Koh Thom", animal="unicorn", find="place")
    assert form.looks_up()
    assert not form.errors
    html = str(form["place"])
    assert html.count('type="radio"') > 2
    assert 'value="Koh Thom"' in html
    assert 'type="radio"' not in str(form["animal"])
    assert 'value="unicorn"' in str(form["animal"])


@pytest.mark.django_db
def test_a_guess_is_offered_and_never_taken() -> None:
    form = where(animal="Burmese pythn")
    assert form.errors["animal"]
    assert f'value="{PYTHON}"' in str(form["animal"])


@pytest.mark.django_db
def test_an_optional_place_may_be_none_of_those_found() -> None:
    said = {"gate": "Chrey Tom", "gate-of": "Chrey Tom", "gate-pick": "none"}
    form = where(**said)
    assert form.is_valid(), form.errors
    assert form.cleaned_data["gate"] is None
    wanted: dict[str, str] = {"place": "Koh Thom", "place-of": "Koh Thom", "place-pick": "none"}
    assert where(**wanted).errors["place"]


class Line(ActForm):
    name = ReportedField(required=False)


@pytest.mark.django_db
def test_reported_words_stay_open_and_are_never_refused() -> None:
    def of(text: str, **said: str) -> Reported:
        form = Line({"name": text} | {f"name-{key}": value for key, value in said.items()})
        assert form.is_valid(), form.errors
        return Reported(*astuple(form.cleaned_data["name"]))

    assert of("unicorn with spots") == Reported("unicorn with spots")
    snake, python = map(
        importers.taxon_id, ("Serpentes indet. (snake)", "Pythonidae indet. (python)")
    )
    assert of("snakes") == Reported("snakes", snake)
    assert of("Burmese pythons") == Reported("Burmese pythons", PYTHON)
    assert of("python", of="python", pick=str(PYTHON)) == Reported("python", PYTHON)
    assert of("pythons", of="python", pick=str(PYTHON)) == Reported("pythons", python)
    assert of("Burmese python", of="Burmese python", pick="none") == Reported("Burmese python")
    assert Line({"name": "x" * 300}).errors["name"]


def found(reader: User, what: str, text: str, language: Language = Language.EN) -> str:
    said = {"find": "line0", "line0": text}
    page = client_of(reader, language).post(reverse(f"reference:find-{what}"), said)
    assert page.status_code == 200
    return page.content.decode()


def test_choices_come_while_one_types_in_the_readers_language(sok: User) -> None:
    english = found(sok, "places", "Koh Thom")
    assert f'name="line0-pick" value="{KOH_THOM}"' in english
    assert "District, khan or town · Kandal" in english
    assert "កោះធំ" in found(sok, "places", "Koh Thom", Language.KM)
    assert "to be identified" in found(sok, "taxa", "rat snake")
    assert "As reported: to be identified later" in found(sok, "reported", "rat snake")
    assert "radio" not in found(sok, "places", "zzqqzz")
    assert "<b>" not in found(sok, "places", "<b>Koh")


def test_three_places_are_shown_and_the_others_when_asked_for(sok: User) -> None:
    shown, _, others = found(sok, "places", "Koh Thom").partition("<details>")
    assert (shown.count('type="radio"'), others.count('type="radio"')) == (3, 5 + 1)
    assert "5 more of this name" in others
    assert "also called Koh Thom" in shown
    assert "<details" not in found(sok, "places", "Poipet, Banteay Meanchey, Cambodia")


@pytest.mark.django_db
def test_a_choice_among_the_others_stays_in_sight() -> None:
    last = str(queries.find_places("Koh Thom", 8)[-1].id)
    form = where(
        **{"place": "Koh Thom", "place-of": "Koh Thom", "place-pick": last, "find": "gate"}
    )
    form.looks_up()
    assert f'value="{last}" checked' in str(form["place"])


def test_strangers_are_told_no_choices(stranger: User) -> None:
    assert client_of(stranger).post(reverse("reference:find-places")).status_code == 403


def test_search_shows_places_and_species_to_readers_only(sok: User, stranger: User) -> None:
    found = [it for ask in shows.SEARCHES if ask.__module__ == "sangkroh.reference.shows"
             for it in ask(sok, "Koh Thom")]  # fmt: skip
    assert found
    for ask in shows.SEARCHES:
        if ask.__module__ == "sangkroh.reference.shows":
            assert list(ask(stranger, "Koh Thom")) == []
