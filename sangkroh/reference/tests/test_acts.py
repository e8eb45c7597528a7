"""Loading, correcting, ending, verifying: nothing overwritten, nothing dropped in silence."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date
from decimal import Decimal
from importlib import import_module
from io import StringIO
from typing import Any

import pytest
from django.apps import apps
from django.core.management import call_command
from django.db import IntegrityError

from sangkroh.core.errors import Refused
from sangkroh.core.ids import new_id
from sangkroh.core.models import Entry, User
from sangkroh.core.wall import door_open
from sangkroh.reference import actions, importers, queries
from sangkroh.reference.importers import CodeSet, LawSet, PlaceSet, SpeciesSet
from sangkroh.reference.models import (
    Article,
    Code,
    JurisdictionRule,
    Law,
    LegalStatus,
    Place,
    PlaceName,
    PlacePast,
    Taxon,
    TaxonName,
)  # fmt: skip
from sangkroh.reference.rules import Authority, Level, NameLanguage, PlaceKind, Rank, Scheme

KANDAL = importers.place_id("08")
PYTHON = importers.taxon_id("Python bivittatus")
RAT_SNAKE = importers.taxon_id("Colubridae indet. (rat snake)")


def refused(act: Callable[[], Any]) -> str:
    with pytest.raises(Refused) as error:
        act()
    return error.value.code


def again(worker: User, load: Callable[..., Any], dataset: Any) -> Any:
    version, sha256 = importers.edition(dataset)
    return load(worker, dataset=dataset, version=version, sha256=sha256)


def test_the_whole_gazetteer_is_there_and_its_faults_are_named(worker: User) -> None:
    counts = {it: Place.objects.filter(kind=it).count() for it in Level}
    assert counts[Level.PROVINCE] == 25
    assert counts[Level.DISTRICT] == 210
    assert counts[Level.COMMUNE] == 1661
    assert counts[Level.VILLAGE] == 14576
    assert {"KH", "VN", "CN", "TH", "LA"} <= set(
        Place.objects.filter(kind=Level.COUNTRY).values_list("code", flat=True)
    )
    done = Entry.objects.get(action="reference.load_places", arguments__dataset="gazetteer").outcome
    rows = {(it["code"], it["which"]): it["rows"] for it in done["problems"]}
    assert rows["commune-missing", "120913"] == 13
    assert rows["village-code-malformed", "0506140-"] == 9
    assert rows["village-code-repeated", "12091701"] == 8
    assert rows["village-code-of-another-commune", "02140408"] == 1
    assert len([it for it in rows if it[0] == "village-code-repeated"]) == 26


def test_a_village_without_its_commune_hangs_below_its_district_and_says_so(db: None) -> None:
    village = Place.objects.get(code="12091305")
    assert village.parent is not None
    assert (village.parent.code, village.kind) == ("1209", Level.VILLAGE)
    assert village.note == "commune-missing: 120913"


def test_loading_again_changes_nothing(worker: User) -> None:
    for load, dataset in (
        (actions.load_places, PlaceSet.COUNTRIES), (actions.load_places, PlaceSet.NAMED),
        (actions.load_places, PlaceSet.NAMES), (actions.load_species, SpeciesSet.SPECIES),
        (actions.load_species, SpeciesSet.NAMES), (actions.load_species, SpeciesSet.REPORTED),
        (actions.load_codes, CodeSet.CODES), (actions.load_law, LawSet.LAWS),
        (actions.load_law, LawSet.ARTICLES), (actions.load_law, LawSet.JURISDICTION),
    ):  # fmt: skip
        done = again(worker, load, dataset)
        assert (done.added, done.changed, done.ended) == (0, 0, 0), dataset
        assert done.same


def test_the_command_says_what_is_there_already(db: None) -> None:
    entries, out = Entry.objects.count(), StringIO()
    call_command("reference", stdout=out)
    assert Entry.objects.count() == entries
    assert out.getvalue().count("there already") == 11


def test_another_file_is_refused_and_only_the_worker_loads(worker: User, maly: User) -> None:
    version, sha256 = importers.edition(CodeSet.CODES)
    load = actions.load_codes
    assert refused(lambda: load(worker, dataset=CodeSet.CODES, version=version, sha256="0" * 64)) \
        == "reference.other-file"  # fmt: skip
    assert refused(lambda: load(maly, dataset=CodeSet.CODES, version=version, sha256=sha256)) \
        == "core.not-allowed"  # fmt: skip


def test_nothing_ships_verified(db: None) -> None:
    for kind in (Place, Taxon, TaxonName, LegalStatus, Law, Article, Code, JurisdictionRule):
        assert kind.objects.exists()
        assert not kind.objects.filter(verified=True).exists()
    shipped = list(importers.table(SpeciesSet.SPECIES))
    assert Taxon.objects.exclude(rank=Rank.REPORTED).count() == len(shipped)
    assert not Code.objects.filter(source="").exists()


def test_a_new_edition_ends_what_changed_and_keeps_what_a_person_said(
    worker: User, maly: User, monkeypatch: pytest.MonkeyPatch
) -> None:
    corrected = actions.set_article(
        maly, id=new_id(), law=Law.objects.get(code="forestry-2002").pk, number="97",
        text="As read in the official gazette.", source="official gazette",
    )  # fmt: skip
    read = importers._shipped(LawSet.ARTICLES)
    newer = read.replace("1 to 5 years and/or", "1 to 5 years and").replace("Class I offence", "I")
    monkeypatch.setattr(importers, "_shipped", lambda dataset: newer)
    done = again(worker, actions.load_law, LawSet.ARTICLES)
    assert (done.added, done.changed) == (1, 1)
    assert [it.code for it in done.problems] == ["kept-as-corrected"]
    rows = Article.objects.filter(number="98").order_by("until")
    assert {it.until is None: it.penalty for it in rows} == {
        True: "1 to 5 years and 10 to 100 million riel",
        False: "1 to 5 years and/or 10 to 100 million riel",
    }
    assert Article.objects.get(pk=corrected).until is None


def test_a_new_edition_of_places_keeps_corrections_and_ends_what_is_gone(
    worker: User, dara: User, monkeypatch: pytest.MonkeyPatch
) -> None:
    market = importers.place_id("banlung-market")
    actions.correct_place(
        dara, place=market, name="Banlung main market", parent=importers.place_id("16"),
        source="seen there", reason="its full name",
    )  # fmt: skip
    lines = importers._shipped(PlaceSet.NAMED).splitlines()
    newer = "\n".join(
        it.replace("Sihanoukville port", "Sihanoukville Autonomous Port")
        for it in lines if not it.startswith("prey-pros")
    )  # fmt: skip
    monkeypatch.setattr(importers, "_shipped", lambda dataset: newer)
    done = again(worker, actions.load_places, PlaceSet.NAMED)
    assert (done.added, done.changed, done.ended) == (0, 1, 1)
    assert [it.which for it in done.problems] == ["banlung-market"]
    assert queries.find_places("Banlung main market")[0].id == market
    assert queries.find_places("Sihanoukville Autonomous Port")
    assert "prey-pros" not in {it.code for it in queries.find_places("Prey Pros", 50)}
    assert queries.place(importers.place_id("prey-pros")).code == "prey-pros"


def new_place(actor: User, **changes: Any) -> Any:
    values = {
        "id": new_id(), "name": "Bak Nam landing", "named_kind": PlaceKind.OTHER,
        "parent": importers.place_id("0804"), "source": "the crew",
    } | changes  # fmt: skip
    return actions.add_place(actor, **values)


def test_a_place_is_added_named_corrected_verified_and_ended(dara: User, lina: User) -> None:
    place = new_place(dara, latitude=Decimal("11.1"), longitude=Decimal("105.05"))
    assert queries.find_places("Bak Nam landing")[0].label == "Bak Nam landing, Kaoh Thum, Kandal"
    actions.name_place(dara, id=new_id(), place=place, text="កំពង់បាក់ណាម", source="the crew")
    assert queries.find_places("បាក់ណាម")[0].id == place
    actions.verify_place(lina, place=place, against="own visit, 3 May 2026")
    actions.correct_place(
        lina, place=place, name="Bak Nam ferry", parent=importers.place_id("0804"),
        source="the crew", reason="it is a ferry",
    )  # fmt: skip
    row = Place.objects.get(pk=place)
    assert (row.name, row.verified, row.latitude) == ("Bak Nam ferry", False, None)
    was = PlacePast.objects.get(place=place)
    assert (was.was["name"], was.was["verified"], was.changed_by) == ("Bak Nam landing", True, lina)
    actions.end_place(lina, place=place, until=date(2026, 6, 1), reason="washed away")
    assert queries.find_places("Bak Nam ferry") == []
    assert queries.place(place).label.startswith("Bak Nam ferry")
    for act in (
        lambda: actions.end_place(lina, place=place, until=date(2026, 7, 1), reason="again"),
        lambda: actions.verify_place(lina, place=place, against="own visit"),
    ):
        assert refused(act) == "reference.ended"


@pytest.mark.parametrize(
    ("changes", "code"),
    [
        ({"named_kind": None}, "reference.kind-of-named"),
        ({"kind": Level.VILLAGE}, "reference.kind-of-named"),
        ({"latitude": Decimal("11.1")}, "reference.half-a-position"),
        ({"latitude": Decimal(95), "longitude": Decimal(105)}, "reference.no-such-latitude"),
        ({"parent": None}, "core.missing"),
        ({"parent": importers.place_id("ptwrc")}, "reference.parent-not-above"),
        ({"kind": Level.DISTRICT, "named_kind": None, "parent": importers.place_id("0804")},
         "reference.parent-not-above"),
        ({"parent": new_id()}, "core.not-found"),
    ],
)  # fmt: skip
def test_a_place_that_cannot_be_is_refused(dara: User, changes: Any, code: str) -> None:
    assert refused(lambda: new_place(dara, **changes)) == code


def test_a_name_without_letters_is_refused(dara: User, maly: User) -> None:
    assert refused(lambda: actions.name_place(
        dara, id=new_id(), place=KANDAL, text="---", source="x",
    )) == "reference.no-letters"  # fmt: skip
    assert refused(lambda: actions.name_taxon(
        maly, id=new_id(), taxon=PYTHON, language=NameLanguage.ENGLISH, text="123", source="x",
    )) == "reference.no-letters"  # fmt: skip


def test_who_may_change_what(sok: User, pierre: User, dara: User, stranger: User) -> None:
    for actor in (sok, pierre, stranger):
        assert refused(lambda actor=actor: new_place(actor)) == "core.not-allowed"
    for actor in (sok, pierre, dara, stranger):
        assert refused(lambda actor=actor: actions.set_legal_status(
            actor, id=new_id(), taxon=PYTHON, scheme=Scheme.CITES, value="II", source="x",
        )) == "core.not-allowed"  # fmt: skip


def test_a_khmer_name_is_changed_and_verified_by_the_legal_officer(maly: User) -> None:
    name = actions.name_taxon(
        maly, id=new_id(), taxon=PYTHON, language=NameLanguage.KHMER, text="ពស់ថ្លាន់ធំ",
        source="a keeper at the centre",
    )  # fmt: skip
    taxon = Taxon.objects.get(pk=PYTHON)
    assert (taxon.khmer_name, taxon.khmer_name_verified) == ("ពស់ថ្លាន់ធំ", False)
    assert TaxonName.objects.get(taxon=PYTHON, text="ពស់ថ្លាន់").preferred is False
    actions.verify_name(maly, name=name, against="list of the Forestry Administration")
    row = TaxonName.objects.get(pk=name)
    assert (row.verified_by, row.verified_against) == (maly, "list of the Forestry Administration")
    assert Taxon.objects.get(pk=PYTHON).khmer_name_verified
    assert refused(lambda: actions.verify_name(maly, name=name, against="again")) \
        == "reference.verified-already"  # fmt: skip
    actions.end_name(maly, name=name, reason="a local word only")
    assert Taxon.objects.get(pk=PYTHON).khmer_name == ""
    assert queries.find_taxa("ពស់ថ្លាន់ធំ") == []
    assert refused(lambda: actions.end_name(maly, name=name, reason="again")) == "reference.ended"


def test_a_species_is_added_and_found(maly: User) -> None:
    def add(**changes: Any) -> Any:
        return actions.add_taxon(maly, **{
            "id": new_id(), "scientific_name": "Ptyas carinata", "group": "Serpentes",
            "english_name": "Keeled rat snake", "source": "a field guide",
        } | changes)  # fmt: skip

    taxon = add()
    assert queries.find_taxa("Ptyas carinata")[0].id == taxon
    assert queries.find_taxa("keeled rat snakes")[0].id == taxon
    assert queries.is_listed(taxon).may_be
    assert refused(add) == "reference.taxon-there"
    for changes in ({"candidates": [PYTHON]}, {"rank": Rank.REPORTED},
                    {"rank": Rank.REPORTED, "candidates": [PYTHON, PYTHON]},
                    {"rank": Rank.REPORTED, "candidates": [PYTHON, RAT_SNAKE]}):  # fmt: skip
        assert (
            refused(lambda c=changes: add(scientific_name="Serpentes indet.", **c))
            == "reference.candidates"
        )


def test_a_status_has_a_value_of_its_scheme_and_a_later_day(maly: User) -> None:
    def say(taxon: Any = PYTHON, value: str = "II", **more: Any) -> Any:
        return actions.set_legal_status(maly, id=new_id(), taxon=taxon, scheme=Scheme.CITES,
                                        value=value, source="Appendices", **more)  # fmt: skip

    assert refused(lambda: say(value="VU")) == "reference.not-of-scheme"
    assert refused(lambda: say(taxon=RAT_SNAKE)) == "reference.open-name"
    status = say(since=date(2026, 3, 5))
    assert refused(lambda: say(since=date(2026, 3, 4))) == "reference.before-the-former"
    actions.verify_status(maly, status=status, against="Appendices of 5 March 2026")
    row = LegalStatus.objects.get(pk=status)
    assert (row.verified, row.verified_by, bool(row.verified_at)) == (True, maly, True)
    former = say(since=date(2027, 1, 1)) and LegalStatus.objects.get(pk=status)
    assert (former.verified, former.until) == (True, date(2027, 1, 1))
    assert refused(lambda: actions.verify_status(maly, status=status, against="x")) \
        == "reference.ended"  # fmt: skip


def test_law_articles_rules_and_codes_are_kept_by_the_legal_officer(maly: User) -> None:
    law = actions.add_law(maly, id=new_id(), code="prakas-x", title="A prakas", source="MAFF")
    assert refused(lambda: actions.add_law(
        maly, id=new_id(), code="prakas-x", title="Again", source="MAFF",
    )) == "reference.law-there"  # fmt: skip
    article = actions.set_article(
        maly, id=new_id(), law=law, number="1", text="All.", source="MAFF"
    )
    actions.verify_article(maly, article=article, against="the gazette")
    actions.set_article(maly, id=new_id(), law=law, number="1", text="Some.", source="MAFF",
                        since=date(2027, 1, 1))  # fmt: skip
    assert Article.objects.get(pk=article).until == date(2027, 1, 1)
    rule = actions.set_rule(
        maly, id=new_id(), order=20, taxa="group:Amphibia", regime=Authority.FISHERIES,
        reason="Letter of the ministry.", source="letter",
    )  # fmt: skip
    actions.verify_rule(maly, rule=rule, against="letter 5")
    actions.set_rule(maly, id=new_id(), order=15, taxa="genus:Hoplobatrachus",
                     regime=Authority.ENVIRONMENT, reason="Letter 6.", source="x")  # fmt: skip
    frog = importers.taxon_id("Hoplobatrachus rugulosus")
    assert queries.regime_for(frog).ask, "the seed's own row still says: ask"
    assert refused(lambda: actions.set_rule(
        maly, id=new_id(), order=5, taxa="frogs", regime=Authority.ASK, reason="x", source="x",
    )) == "reference.not-taxa"  # fmt: skip
    code = actions.add_code(maly, id=new_id(), list="cites_purpose", code="ZZ", label="Test",
                            source="x")  # fmt: skip
    assert refused(lambda: actions.add_code(
        maly, id=new_id(), list="cites_purpose", code="ZZ", label="Test", source="x",
    )) == "reference.code-there"  # fmt: skip
    later = actions.correct_code(maly, code=code, label="Testing", label_km="សាកល្បង", source="x")
    actions.verify_code(maly, code=later, against="the list of 2026")
    assert [it.label for it in queries.codes("cites_purpose") if it.code == "ZZ"] == ["Testing"]
    assert refused(lambda: actions.correct_code(maly, code=code, label="x", source="x")) \
        == "reference.ended"  # fmt: skip


def test_the_database_knows_no_verified_value_without_a_person(maly: User) -> None:
    row = LegalStatus.objects.filter(taxon=PYTHON).first()
    assert row
    with pytest.raises(IntegrityError), door_open():
        LegalStatus.objects.filter(pk=row.pk).update(verified=True)


def test_the_keys_of_names_are_renewed_where_they_are_old(db: None) -> None:
    renew = import_module("sangkroh.reference.migrations.0002_keys_of_names").renew
    rows = [Place.objects.filter(pk=KANDAL), PlaceName.objects.filter(text="Poipet"),
            TaxonName.objects.filter(text="ពស់ថ្លាន់ភូមា")]  # fmt: skip
    before = [it.values_list("key", flat=True)[0] for it in rows]
    with door_open():
        for it in rows:
            it.update(key="old")
        renew(apps, None)
    assert [it.values_list("key", flat=True)[0] for it in rows] == before
