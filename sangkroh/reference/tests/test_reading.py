"""Finding places and taxa; what the schemes say; which regime a line may fall under."""

from __future__ import annotations

from datetime import date

import pytest
from django.utils.translation import override

from sangkroh.core.errors import Refused
from sangkroh.core.ids import new_id
from sangkroh.core.models import User
from sangkroh.reference import actions, importers, queries, rules
from sangkroh.reference.models import Candidate, LegalStatus
from sangkroh.reference.rules import Authority, Cites, Listed, Rank, Scheme

pytestmark = pytest.mark.django_db
KOH_THOM = importers.place_id("0804")


RAT_SNAKE = importers.taxon_id("Colubridae indet. (rat snake)")
BOX_TURTLE = importers.taxon_id("Cuora amboinensis")


@pytest.mark.parametrize(
    "text",
    ["Koh Thom", "Kaoh Thom", "Kaoh Thum", "Koah Thum", "koh thom", "Srok Koh Thom", "កោះធំ",
     "ស្រុកកោះធំ", "0804", "០៨០៤"],
)  # fmt: skip
def test_koh_thom_is_found_however_it_is_spelled(text: str) -> None:
    assert queries.find_places(text)[0].id == KOH_THOM


@pytest.mark.parametrize(
    ("text", "code"),
    [("Poipet", "0110"), ("Paoy Paet", "0110"), ("ប៉ោយប៉ែត", "0110"), ("Kandal", "08"),
     ("Kompong Cham", "03"), ("Takaev", "21"), ("Ratanakiri", "16"), ("Oddar Meanchey", "22"),
     ("Vietnam", "VN"), ("PTWRC", "ptwrc"), ("Phnom Tamao", "ptwrc"), ("Phnom Kravanh", "1504"),
     ("Keo Seima", "1101"), ("Preah Netr Preah", "0104")],
)  # fmt: skip
def test_known_places_come_first(text: str, code: str) -> None:
    assert queries.find_places(text)[0].code == code


def test_places_of_one_name_are_told_apart_by_what_is_above_them() -> None:
    hits = queries.find_places("Thmei", limit=40)
    assert len(hits) == 40
    assert len({(it.label, it.code) for it in hits}) == 40
    inside = queries.find_places("Chrey Thum, Kandal")
    assert "08120508" in {it.code for it in inside}
    assert all("Kandal" in it.label for it in inside)
    assert all("កណ្ដាល" in it.label_km for it in inside)


@pytest.mark.parametrize(
    ("text", "code"),
    [("Koh Thom Kandal", "0804"), ("Kandal, Koh Thom", "0804"), ("កោះធំកណ្តាល", "0804"),
     ("ស្រុកកោះធំ ខេត្តកណ្តាល", "0804"), ("Chrey village Kandek commune", "17090608"),
     ("ភូមិជ្រៃធំឃុំសំពៅពូនស្រុកកោះធំខេត្តកណ្តាល", "08120508"), ("កោះ ធំ", "0804"),
     ("កណ្តាល", "08"), ("បឹងកេងកងទីបី", "121303"), ("៧មករា", "1203")],
)  # fmt: skip
def test_a_name_comes_with_what_lies_above_it_or_without(text: str, code: str) -> None:
    assert queries.find_places(text)[0].code == code


def test_a_level_that_is_said_comes_first() -> None:
    assert queries.find_places("Pursat city")[0].code == "1505"
    assert queries.find_places("Pursat")[0].code == "15"
    assert queries.find_places("Kandal province")[0].code == "08"
    assert len(queries.find_places("Kandal village")[0].code) == 8


def test_a_place_of_a_former_name_says_by_which_it_was_found() -> None:
    hits = {it.code: it for it in queries.find_places("Koh Thom")}
    assert (hits["0812"].name, hits["0812"].by) == ("Sampov Pun", "Koh Thom")
    assert hits["0804"].by == ""
    assert queries.find_places("Chrey Thom, Koh Thom")[0].code == "08120508"
    assert queries.find_places("Memot, Kampong Cham")[0].code == "2503"


def test_a_guess_may_begin_with_another_letter_and_prefers_what_lies_inside() -> None:
    for text, code in (
        ("Gandal", "08"),
        ("Borsat", "15"),
        ("បោយប៉ែត", "0110"),
        ("Trang village, Sla Kram", "17100106"),
    ):
        assert queries.find_places(text) == []
        assert queries.guess_places(text)[0].code == code


def test_a_long_text_that_is_no_place_finds_nothing() -> None:
    assert queries.find_places("ស" * 100) == queries.find_places("no such place in the world") == []
    assert queries.find_places("x, y, z,,;") == queries.find_places("xxxx") == []


def test_a_misspelled_name_is_guessed_and_not_found() -> None:
    for text, code in (("Poipat", "0110"), ("Batambnag", "02"), ("កោះធម", "0804")):
        assert queries.guess_places(text)[0].code == code
    assert queries.find_taxa("Burmese pythn") == []
    assert queries.guess_taxa("Burmese pythn")[0].scientific_name == "Python bivittatus"
    assert queries.guess_places("zzqqzz") == queries.guess_taxa("unicorn") == []


def test_two_khmer_letters_find_places_here_before_countries() -> None:
    assert all(it.code.isdigit() for it in queries.find_places("កោ", limit=5))
    assert queries.find_places("ធំ")


def test_what_cannot_be_a_place_finds_nothing() -> None:
    assert queries.find_places("") == queries.find_places("k") == []
    assert queries.find_places("zzzzqq") == []


@pytest.mark.parametrize(
    ("text", "scientific_name"),
    [("rat snakes", "Colubridae indet. (rat snake)"), ("ពស់ស៊ីកណ្តុរ", "Colubridae indet. (rat snake)"),
     ("Burmese python", "Python bivittatus"), ("ពស់ថ្លាន់ភូមា", "Python bivittatus"),
     ("elongated tortoise", "Indotestudo elongata"), ("អណ្តើកព្រេច", "Indotestudo elongata"),
     ("yellow-headed temple turtles", "Heosemys annandalii"),
     ("អណ្តើកក្បាលលឿង", "Heosemys annandalii"),
     ("Giant Asian pond turtle", "Heosemys grandis"), ("អណ្តើកត្រពាំងយក្សអាស៊ី", "Heosemys grandis"),
     ("Asian leaf turtle", "Cyclemys spp."), ("អណ្តើកស្លឹក", "Cyclemys spp."),
     ("Asian box turtles", "Cuora amboinensis"), ("អណ្តើកប្រអប់", "Cuora amboinensis"),
     ("Cuora amboinensis", "Cuora amboinensis"), ("python reticulatus", "Malayopython reticulatus"),
     ("Pos thlan", "Malayopython reticulatus")],
)  # fmt: skip
def test_the_animals_of_koh_thom_are_found(text: str, scientific_name: str) -> None:
    assert queries.find_taxa(text)[0].scientific_name == scientific_name


def test_a_name_as_reported_is_open_and_names_its_candidates() -> None:
    first, *others = queries.find_taxa("rat snake")
    assert (first.label, first.label_km) == ("Rat snake", "ពស់ស៊ីកណ្តុរ")
    assert (first.open, first.candidates, first.id) == (True, 3, RAT_SNAKE)
    assert not any(it.open for it in others)
    assert {it.scientific_name for it in others} >= {"Ptyas mucosa", "Ptyas korros"}


@pytest.mark.parametrize(
    ("name", "one", "none"),
    [
        ("iguana", "Physignathus cocincinus", "Gekko gecko"),
        ("polecats", "Paradoxurus hermaphroditus", "Martes flavigula"),
        ("magpie", "Copsychus saularis", "Gracula religiosa"),
        ("mountain tortoises", "Manouria impressa", "Heosemys grandis"),
        ("cobras", "Ptyas mucosa", "Python bivittatus"),
        ("ivory", "Loxodonta cyclotis", "Ceratotherium simum"),
    ],
)
def test_a_name_with_a_trap_stays_open(name: str, one: str, none: str) -> None:
    """Words of real cases that mean no one species: each offers those that it may mean."""
    [hit] = [it for it in queries.find_taxa(name) if it.open][:1]
    said = Candidate.objects.filter(reported=hit.id).select_related("taxon")
    meant = {it.taxon.scientific_name for it in said}
    assert one in meant
    assert none not in meant


def test_an_unverified_listing_is_a_question_never_a_no() -> None:
    assert queries.is_listed(BOX_TURTLE).answer is Listed.ASK
    wild_pig = queries.is_listed(importers.taxon_id("Sus scrofa"))
    assert (wild_pig.answer, wild_pig.values, wild_pig.may_be) == (Listed.ASK, ("none",), True)
    assert queries.is_listed(RAT_SNAKE).answer is Listed.ASK
    assert queries.is_listed(RAT_SNAKE).values == ("II", "none")
    assert queries.is_listed(new_id()).answer is Listed.ASK


def verified(maly: User, taxon: object, value: str, since: date | None = None) -> None:
    status = actions.set_legal_status(
        maly, id=new_id(), taxon=taxon, scheme=Scheme.CITES, value=value, since=since,
        source="Appendices of 5 March 2026",
    )  # fmt: skip
    actions.verify_status(maly, status=status, against="Appendices of 5 March 2026, page 40")


def test_a_verified_listing_answers(maly: User) -> None:
    verified(maly, BOX_TURTLE, "II")
    assert queries.is_listed(BOX_TURTLE).answer is Listed.YES
    boar = importers.taxon_id("Sus scrofa")
    verified(maly, boar, "none")
    assert (queries.is_listed(boar).answer, queries.is_listed(boar).may_be) == (Listed.NO, False)


def test_the_status_of_a_day_is_the_one_of_that_day(maly: User) -> None:
    verified(maly, BOX_TURTLE, "II")
    verified(maly, BOX_TURTLE, "I", since=date(2026, 3, 5))
    values = {day: queries.is_listed(BOX_TURTLE, day).values
              for day in (date(2016, 6, 4), date(2026, 3, 4), date(2026, 3, 5))}  # fmt: skip
    assert list(values.values()) == [("II",), ("II",), ("I",)]


def test_a_corrected_error_is_kept_and_holds_on_no_day(maly: User) -> None:
    verified(maly, BOX_TURTLE, "I")
    rows = LegalStatus.objects.filter(taxon=BOX_TURTLE, scheme=Scheme.CITES)
    assert set(rows.values_list("value", flat=True)) == {"II", "I"}
    assert queries.is_listed(BOX_TURTLE, date(1990, 1, 1)).values == ("I",)


def test_candidates_that_agree_on_a_verified_listing_answer_for_the_reported_name(
    maly: User,
) -> None:
    for name in ("Ptyas mucosa", "Ptyas korros", "Coelognathus radiatus"):
        verified(maly, importers.taxon_id(name), "none")
    assert queries.is_listed(RAT_SNAKE).answer is Listed.NO
    verified(maly, importers.taxon_id("Ptyas mucosa"), "II", since=date(1990, 1, 1))
    assert queries.is_listed(RAT_SNAKE).answer is Listed.ASK


@pytest.mark.parametrize(
    ("name", "regime"),
    [("Colubridae indet. (rat snake)", "forestry"), ("Python bivittatus", "forestry"),
     ("Indotestudo elongata", "forestry"), ("Heosemys annandalii", "fisheries"),
     ("Heosemys grandis", "fisheries"), ("Cyclemys spp.", "fisheries"),
     ("Cuora amboinensis", "fisheries"), ("Orcaella brevirostris", "fisheries"),
     ("Homalopsis mereljcoxi", "ask"), ("Hoplobatrachus rugulosus", "ask"),
     ("Trachemys scripta", "ask"), ("Crocodylus siamensis", "fisheries")],
)  # fmt: skip
def test_the_regime_is_proposed_for_each_line(name: str, regime: str) -> None:
    said = queries.regime_for(importers.taxon_id(name), KOH_THOM)
    assert said.regime == regime
    assert said.ask == (regime == "ask")
    assert said.reason


def test_inside_a_protected_area_the_place_decides() -> None:
    sanctuary = importers.place_id("keo-seima")
    said = queries.regime_for(BOX_TURTLE, sanctuary)
    assert said.regime is Authority.ENVIRONMENT
    with override("km"):
        assert "ក្រសួងបរិស្ថាន" in queries.regime_for(BOX_TURTLE, sanctuary).reason


def test_what_a_person_verified_goes_before_the_rule_and_a_doubt_asks(maly: User) -> None:
    status = actions.set_legal_status(
        maly, id=new_id(), taxon=BOX_TURTLE, scheme=Scheme.AUTHORITY, value="forestry",
        source="letter of the department",
    )  # fmt: skip
    assert queries.regime_for(BOX_TURTLE).ask
    actions.verify_status(maly, status=status, against="letter 12, 3 May 2026")
    assert queries.regime_for(BOX_TURTLE).regime is Authority.FORESTRY


def test_candidates_under_different_regimes_are_a_question(maly: User) -> None:
    open_name = actions.add_taxon(
        maly, id=new_id(), scientific_name="Testudines indet.", group="Testudines",
        rank=Rank.REPORTED, english_name="turtle", source="a report",
        candidates=[BOX_TURTLE, importers.taxon_id("Indotestudo elongata")],
    )  # fmt: skip
    assert queries.regime_for(open_name).ask
    with override("km"):
        assert queries.find_taxa("turtles")[0].id == open_name


def test_no_taxon_has_no_regime() -> None:
    with pytest.raises(Refused) as refused:
        queries.regime_for(new_id())
    assert refused.value.code == "core.not-found"


def test_the_seed_reads_free_text_without_guessing() -> None:
    assert rules.read_cites("III (India)").value == Cites.III
    for text in ("I/II (by range)", "I (some II)", "II (India: I)", "none (CoP20 unchecked)",
                 "III (Nepal) – verify", "III (India); verify later changes",
                 "I (A. p. annamiticus); III (Pakistan) for the rest"):  # fmt: skip
        assert rules.read_cites(text).value == Cites.UNCLEAR
    assert rules.read_iucn("VU").value == "VU"
    assert rules.read_iucn("NT or VU (unclear)").value == "unclear"
    assert rules.read_national("not found") is None
    assert rules.read_national("treated as common (Art 96 fine)").value == "unclear"
    assert rules.read_authority("unclear (FA/FiA)").value == "ask"
    assert rules.read_names("Copperhead racer / radiated rat snake (candidate)").others == (
        "radiated rat snake",
    )
