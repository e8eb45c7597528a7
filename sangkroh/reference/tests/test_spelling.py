"""One key for the many spellings of a name."""

import pytest

from sangkroh.reference.spelling import edits, khmer_key, latin_key, name_key, near

SAME = [
    ("Koh Thom", "Kaoh Thom", "Kaoh Thum", "Koah Thum"),
    ("Poipet", "Poi Pet", "Paoy Paet", "Krong Paoy Paet"),
    ("Phnom Kravanh", "Phnum Kravanh"),
    ("Keo Seima", "Kaev Seima"),
    ("Preah Netr Preah", "Preah Net Preah"),
    ("Takeo", "Takaev", "Ta Kaev", "Taakaev"),
    ("Siem Reap", "Siemreap", "Siemreab"),
    ("Stung Treng", "Stueng Traeng"),
    ("Tboung Khmum", "Tbong Khmum"),
    ("Chrey Thom", "Chrey Thum", "Chrei Thum"),
    ("Kandal", "Kandaal"),
    ("Kampong Cham", "Kompong Cham"),
    ("Ta Khmau", "Takhmao"),
    ("S'ang", "Sa'ang", "S’ang"),
]


@pytest.mark.parametrize("spellings", SAME, ids=lambda it: it[0])
def test_spellings_of_one_name_have_one_key(spellings: tuple[str, ...]) -> None:
    assert len({latin_key(it) for it in spellings}) == 1


def test_different_names_keep_different_keys() -> None:
    names = ["Kandal", "Kampot", "Kep", "Takeo", "Kratie", "Koh Kong", "Koh Thom", "Pursat",
             "Pailin", "Prey Veng", "Preah Vihear", "Svay Rieng", "Siem Reap"]  # fmt: skip
    assert len({latin_key(it) for it in names}) == len(names)


def test_the_word_for_the_kind_is_left_out_unless_it_is_all() -> None:
    assert latin_key("Srok Koh Thom") == latin_key("Koh Thom district") == latin_key("Koh Thom")
    assert latin_key("Phum")
    assert khmer_key("ស្រុកកោះធំ") == khmer_key("កោះ ធំ") == "កោះធំ"
    assert khmer_key("ភូមិ") == "ភូមិ"


def test_a_species_name_in_the_plural_has_the_key_of_the_singular() -> None:
    assert name_key("Rat snakes") == name_key("rat snake")
    assert name_key("Asian leaf turtles") == name_key("Asian Leaf Turtle")
    assert name_key("Eld's deer") == name_key("Elds deer")
    assert name_key("finches") == name_key("finch")
    assert name_key("flies") == name_key("fly")
    assert name_key("octopus") == "octopus"


def test_a_misspelling_is_near_and_another_name_is_not() -> None:
    assert edits("kopet", "kopet") == 0
    assert edits("kopet", "koept") == edits("kopet", "kopt") == edits("kopet", "koppet") == 1
    assert near("batanbang", ["batambang", "kandal", "batambanglong"]) == ["batambang"]
    assert near("kep", ["kop"]) == []
    assert near("kandal", ["kampot", "kampong"]) == []
