"""What codes of this room are called on the screen."""

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from .rules import Authority, Confidence, Level, NameLanguage, National, PlaceKind, Rank, Scheme

Label = str | Promise
LEVELS: dict[str, Label] = {
    Level.COUNTRY: _("Country"), Level.PROVINCE: _("Province or capital"),
    Level.DISTRICT: _("District, khan or town"), Level.COMMUNE: _("Commune or sangkat"),
    Level.VILLAGE: _("Village"), Level.NAMED: _("Named place"),
}  # fmt: skip
PLACE_KINDS: dict[str, Label] = {
    PlaceKind.RESCUE_CENTRE: _("Rescue centre"), PlaceKind.BORDER_GATE: _("Border gate"),
    PlaceKind.RELEASE_SITE: _("Release site"), PlaceKind.PROTECTED_AREA: _("Protected area"),
    PlaceKind.MARKET: _("Market"), PlaceKind.COURT_SEAT: _("Court"),
    PlaceKind.PORT: _("Port or airport"), PlaceKind.WATER: _("River or lake"),
    PlaceKind.OTHER: _("Other place"),
}  # fmt: skip
RANKS: dict[str, Label] = {
    Rank.SPECIES: _("Species"), Rank.GENUS: _("Genus"),
    Rank.REPORTED: _("Name as reported, to be identified"),
}  # fmt: skip
SCHEMES: dict[str, Label] = {
    Scheme.CITES: _("CITES Appendix"), Scheme.IUCN: _("IUCN Red List"),
    Scheme.NATIONAL: _("National class"), Scheme.AUTHORITY: _("Regime"),
}  # fmt: skip
REGIMES: dict[str, Label] = {
    Authority.FORESTRY: _("Forestry Administration"),
    Authority.FISHERIES: _("Fisheries Administration"),
    Authority.ENVIRONMENT: _("Ministry of Environment"), Authority.ASK: _("Ask a person"),
}  # fmt: skip
VALUES: dict[str, Label] = {
    **REGIMES, National.ENDANGERED: _("Endangered"), National.RARE: _("Rare"),
    National.COMMON: _("Common"), National.LISTED: _("Listed, class not stated"),
    National.UNCLEAR: _("Not clear"), "none": _("Not listed"),
}  # fmt: skip
CONFIDENCES: dict[str, Label] = {
    Confidence.HIGH: _("sourced"), Confidence.MEDIUM: _("partly sourced"),
    Confidence.LOW: _("weak or own knowledge"), Confidence.STATED: _("entered here"),
}  # fmt: skip
LANGUAGES: dict[str, Label] = {
    NameLanguage.ENGLISH: _("English"), NameLanguage.KHMER: _("Khmer"),
    NameLanguage.ROMANISED: _("Khmer in Latin letters"),
    NameLanguage.SCIENTIFIC: _("Scientific"),
}  # fmt: skip
LISTS: dict[str, Label] = {
    "cites_term_2013": _("CITES: what a specimen is (2013)"),
    "cites_unit_2013": _("CITES: units (2013)"),
    "cites_purpose": _("CITES: purpose"),
    "cites_source": _("CITES: source"),
    "aitr_detecting_agency": _("Illegal trade report: detecting agency"),
    "aitr_method_of_detection": _("Illegal trade report: method of detection"),
    "aitr_mode_of_transport": _("Illegal trade report: means of transport"),
    "aitr_method_of_concealment": _("Illegal trade report: concealment"),
    "aitr_reason_for_seizure": _("Illegal trade report: reason for seizure"),
    "disposal_of_confiscated": _("Illegal trade report: disposal"),
    "trade_direction": _("Illegal trade report: direction of trade"),
    "intel_source_3x5x2": _("Grading 3x5x2: source"),
    "intel_info_3x5x2": _("Grading 3x5x2: information"),
    "intel_handling_3x5x2": _("Grading 3x5x2: handling"),
    "intel_source_5x5x5": _("Grading 5x5x5: source"),
    "intel_info_5x5x5": _("Grading 5x5x5: information"),
    "intel_source_admiralty": _("Admiralty grading: source"),
    "intel_info_admiralty": _("Admiralty grading: information"),
    "dwc_establishmentMeans": _("Darwin Core: how established"),
    "dwc_degreeOfEstablishment": _("Darwin Core: degree of establishment"),
    "iso3166_2_kh": _("ISO 3166-2: provinces of Cambodia"),
}
GROUPS: dict[str, Label] = {
    "Mammalia": _("Mammals"), "Aves": _("Birds"), "Serpentes": _("Snakes"),
    "Testudines": _("Turtles and tortoises"), "Sauria": _("Lizards"),
    "Crocodylia": _("Crocodiles"), "Amphibia": _("Amphibians"), "Fish": _("Fish"),
}  # fmt: skip
LISTED: dict[str, Label] = {
    "yes": _("In the Appendices"), "no": _("Not in the Appendices"),
    "ask": _("Not settled: ask before you rely on it, and treat as listed until then"),
}  # fmt: skip
PLACE_NOTES: dict[str, Label] = {
    "commune-missing": _("The gazetteer lacks its commune"),
    "village-code-malformed": _("Its code is malformed"),
    "village-code-of-another-commune": _("Its code is one of another commune"),
    "village-code-repeated": _("Its code is given to several villages"),
}
