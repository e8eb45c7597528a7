"""Every change of reference: loading what ships, correcting, verifying. Old values end and stay."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date
from typing import Annotated, Any
from uuid import UUID

from pydantic import Field

from sangkroh.core.door import action
from sangkroh.core.errors import require
from sangkroh.core.ids import new_id
from sangkroh.core.models import User
from sangkroh.core.roles import Role
from sangkroh.core.types import Degrees, Line, MaybeLine, MaybeWords, Words

from . import importers, policies, rules, spelling
from .importers import CodeSet, LawSet, PlaceSet, Reading, SpeciesSet
from .merging import Loaded, end, keep_past, loaded, merge, merge_places, replace, verify
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
)  # fmt: skip
from .policies import LAWYERS, PLACERS
from .queries import today
from .rules import ORDER, Authority, Level, NameLanguage, PlaceKind, Rank, Scheme

LOADERS = {Role.WORKER}
Sha256 = Annotated[str, Field(pattern=r"^[0-9a-f]{64}$")]
ShortCode = Annotated[Line, Field(max_length=40)]


@action(by=LOADERS)
def load_places(actor: User, /, *, dataset: PlaceSet, version: Line, sha256: Sha256) -> Loaded:
    """Bring in the countries, the gazetteer, our own named places or other spellings.

    The version and digest are those of the installed file. Rows that do not fit (a village whose
    commune is missing, a code given twice) are attached to what is known, marked and named.
    """
    _same_edition(dataset, version, sha256)
    if dataset is PlaceSet.NAMES:
        return loaded(merge(importers.place_names(_places_by_code())))
    if dataset is PlaceSet.NAMED:
        reading = importers.named_places(_places_by_code())
    else:
        whole = dataset is PlaceSet.GAZETTEER
        reading = importers.gazetteer() if whole else importers.countries()
    return loaded(merge_places(actor, dataset, reading))


@action(by=LOADERS)
def load_species(actor: User, /, *, dataset: SpeciesSet, version: Line, sha256: Sha256) -> Loaded:
    """Bring in the species list, other names, or names as reported. Nothing comes in verified."""
    read = {
        SpeciesSet.SPECIES: importers.species,
        SpeciesSet.NAMES: importers.species_names,
        SpeciesSet.REPORTED: importers.reported_names,
    }[dataset]
    return _load(dataset, version, sha256, read)


@action(by=LOADERS)
def load_codes(actor: User, /, *, dataset: CodeSet, version: Line, sha256: Sha256) -> Loaded:
    """Bring in the code lists. Nothing comes in verified."""
    return _load(dataset, version, sha256, importers.codes)


@action(by=LOADERS)
def load_law(actor: User, /, *, dataset: LawSet, version: Line, sha256: Sha256) -> Loaded:
    """Bring in laws, articles or the rules of jurisdiction. Nothing comes in verified."""
    read = {
        LawSet.LAWS: importers.laws,
        LawSet.ARTICLES: lambda: importers.articles(dict(Law.objects.values_list("code", "id"))),
        LawSet.JURISDICTION: importers.jurisdiction,
    }[dataset]
    return _load(dataset, version, sha256, read)


def _load(dataset: importers.Set, version: str, sha256: str, read: Callable[[], Reading]) -> Loaded:
    _same_edition(dataset, version, sha256)
    return loaded(merge(read()))


def _same_edition(dataset: importers.Set, version: str, sha256: str) -> None:
    require((version, sha256) == importers.edition(dataset), "reference.other-file", "sha256")


def _places_by_code() -> dict[str, UUID]:
    """Places by code, where the code is not given twice among villages."""
    rows = Place.objects.order_by("-order", "-id").values_list("code", "id")
    return dict(rows)


@action(by=PLACERS)
def add_place(
    actor: User, /, *, id: UUID, name: Line, source: Line, kind: Level = Level.NAMED,
    named_kind: PlaceKind | None = None, name_km: MaybeLine = "", parent: UUID | None = None,
    latitude: Degrees | None = None, longitude: Degrees | None = None, note: MaybeWords = "",
    code: Annotated[MaybeLine, Field(max_length=40)] = "", since: date | None = None,
) -> UUID:  # fmt: skip
    """Add a place: a named place of our own list, or a division that the gazetteer lacks.

    What nobody has stated stays empty. It is not verified until somebody confirms it.
    """
    require((kind is Level.NAMED) == (named_kind is not None), "reference.kind-of-named",
            "named_kind")  # fmt: skip
    Place.objects.create(
        id=id, code=code or f"own-{id.hex[-8:]}", kind=kind, named_kind=named_kind or "",
        order=ORDER[kind], since=since,
        **_place_values(actor, kind, id, name, name_km, parent, latitude, longitude, note, source),
    )  # fmt: skip
    return id


@action(by=PLACERS)
def correct_place(
    actor: User, /, *, place: UUID, reason: Line, name: Line, source: Line,
    name_km: MaybeLine = "", parent: UUID | None = None, latitude: Degrees | None = None,
    longitude: Degrees | None = None, note: MaybeWords = "",
) -> UUID:  # fmt: skip
    """Correct a place. What it was before is kept, with the reason; its id stays the same.

    From then on no dataset changes it, and it is to be verified anew.
    """
    it = policies.get(actor, Place, place, "place")
    require(it.until is None, "reference.ended", "place")
    values = _place_values(actor, Level(it.kind), it.pk, name, name_km, parent, latitude,
                           longitude, note, source)  # fmt: skip
    keep_past(actor, it, reason)
    for field, value in values.items():
        setattr(it, field, value)
    it.dataset, it.verified, it.verified_by, it.verified_at = "", False, None, None
    it.verified_against = ""
    it.save()
    return it.pk


def _place_values(
    actor: User, kind: Level, id: UUID, name: str, name_km: str, parent: UUID | None,
    latitude: Any, longitude: Any, note: str, source: str,
) -> dict[str, Any]:  # fmt: skip
    require((latitude is None) == (longitude is None), "reference.half-a-position", "longitude")
    require(latitude is None or abs(latitude) <= 90, "reference.no-such-latitude", "latitude")
    require(parent is not None or kind is Level.COUNTRY, "core.missing", "parent")
    up = parent and policies.get(actor, Place, parent, "parent")
    if up:
        require(up.pk != id and up.kind != Level.NAMED and (kind is Level.NAMED or up.order
                < ORDER[kind]), "reference.parent-not-above", "parent")  # fmt: skip
    return {
        "name": name, "name_km": name_km, "key": spelling.latin_key(name),
        "key_km": spelling.khmer_key(name_km), "parent": up, "latitude": latitude,
        "longitude": longitude, "note": note, "source": source,
        "confidence": rules.Confidence.STATED,
    }  # fmt: skip


@action(by=PLACERS)
def end_place(actor: User, /, *, place: UUID, until: date, reason: Line) -> UUID:
    """Say from which day a place is no more (merged, renamed, closed). It stays to be read."""
    it = policies.get(actor, Place, place, "place")
    require(it.until is None, "reference.ended", "place")
    require(it.since is None or until >= it.since, "core.latest-before-earliest", "until")
    keep_past(actor, it, reason)
    it.dataset = ""
    end(it, until)
    return it.pk


@action(by=PLACERS)
def name_place(actor: User, /, *, id: UUID, place: UUID, text: Line, source: Line) -> UUID:
    """Give a place another name or spelling, so that it is found by it."""
    it = policies.get(actor, Place, place, "place")
    key = spelling.place_key(text)
    require(bool(key), "reference.no-letters", "text")
    PlaceName.objects.create(id=id, place=it, text=text, key=key, source=source)
    return id


@action(by=PLACERS)
def verify_place(actor: User, /, *, place: UUID, against: Line) -> UUID:
    """Confirm a place against a source that the reader can look up."""
    return verify(actor, Place, place, "place", against)


@action(by=LAWYERS)
def add_taxon(
    actor: User, /, *, id: UUID, scientific_name: Line, group: ShortCode, source: Line,
    rank: Rank = Rank.SPECIES, english_name: MaybeLine = "", note: MaybeWords = "",
    candidates: list[UUID] | None = None,
) -> UUID:  # fmt: skip
    """Add a species or genus, or a name as reported with the taxa (two or more) it may mean."""
    there = Taxon.objects.filter(scientific_name=scientific_name).exists()
    require(not there, "reference.taxon-there", "scientific_name")
    wanted = set(candidates or [])
    require(len(wanted) >= 2 if rank is Rank.REPORTED else not wanted, "reference.candidates",
            "candidates")  # fmt: skip
    meant = [policies.get(actor, Taxon, it, "candidates") for it in sorted(wanted)]
    require(not any(it.is_open for it in meant), "reference.candidates", "candidates")
    it = Taxon.objects.create(
        id=id, scientific_name=scientific_name, group=group, rank=rank, note=note,
        english_name=english_name, source=source,
    )  # fmt: skip
    Candidate.objects.bulk_create(Candidate(reported=it, taxon=one, source=source) for one in meant)
    names = [] if rank is Rank.REPORTED else [("la", scientific_name)]
    for language, text in (*names, *([("en", english_name)] if english_name else [])):
        importers.taxon_name(id, language, text, preferred=True, source=source).save()
    return id


@action(by=LAWYERS)
def name_taxon(
    actor: User, /, *, id: UUID, taxon: UUID, language: NameLanguage, text: Line,
    source: Line, preferred: bool = True,
) -> UUID:  # fmt: skip
    """Give a taxon a name in a language. A preferred one replaces the one in use, kept too."""
    it = policies.get(actor, Taxon, taxon, "taxon")
    require(bool(spelling.name_key(text)), "reference.no-letters", "text")
    if preferred:
        _no_longer_preferred(it, language)
        _use_name(it, language, text, verified=False)
    importers.taxon_name(
        it.pk, language, text, id=id, preferred=preferred, source=source, since=today()
    ).save(force_insert=True)
    return id


def _no_longer_preferred(taxon: Taxon, language: str) -> None:
    for old in taxon.names.filter(language=language, preferred=True, until__isnull=True):
        old.preferred = False
        old.save()


def _use_name(taxon: Taxon, language: str, text: str, *, verified: bool) -> None:
    if language == "en":
        taxon.english_name = text
    elif language == "km":
        taxon.khmer_name, taxon.khmer_name_verified = text, verified
    taxon.save()


@action(by=LAWYERS)
def end_name(actor: User, /, *, name: UUID, reason: Line) -> UUID:
    """Say that a name is wrong or no longer used. It is kept, and finds nothing any more."""
    it = policies.get(actor, TaxonName, name, "name")
    require(it.until is None, "reference.ended", "name")
    if it.preferred:
        _use_name(it.taxon, it.language, "", verified=False)
    end(it, today())
    return it.pk


@action(by=LAWYERS)
def verify_name(actor: User, /, *, name: UUID, against: Line) -> UUID:
    """Confirm a taxon's name against a source or a named speaker."""
    id = verify(actor, TaxonName, name, "name", against)
    it = TaxonName.objects.select_related("taxon").get(pk=id)
    if it.preferred:
        _use_name(it.taxon, it.language, it.text, verified=True)
    return id


@action(by=LAWYERS)
def set_legal_status(
    actor: User, /, *, id: UUID, taxon: UUID, scheme: Scheme, value: Line, source: Line,
    since: date | None = None, note: MaybeWords = "",
) -> UUID:  # fmt: skip
    """Say what a scheme says of a taxon.

    since: the day from which it is so; the former value held until then. Without it, it has
    always been so, and the former value was an error, which is kept and holds on no day.
    """
    it = policies.get(actor, Taxon, taxon, "taxon")
    require(value in rules.VALUES[scheme], "reference.not-of-scheme", "value")
    require(not it.is_open, "reference.open-name", "taxon")
    replace(LegalStatus.objects.filter(taxon=it, scheme=scheme), since)
    LegalStatus.objects.create(
        id=id, taxon=it, scheme=scheme, value=value, as_written=value, source=source, since=since,
        note=note,
    )  # fmt: skip
    return id


@action(by=LAWYERS)
def verify_status(actor: User, /, *, status: UUID, against: Line) -> UUID:
    """Confirm a legal status against the list or text itself, named here."""
    return verify(actor, LegalStatus, status, "status", against)


@action(by=LAWYERS)
def add_law(
    actor: User, /, *, id: UUID, code: ShortCode, title: Line, source: Line,
    title_km: MaybeLine = "", number: MaybeLine = "", dated: MaybeLine = "",
) -> UUID:  # fmt: skip
    """Add a law, sub-decree, prakas or treaty."""
    require(not Law.objects.filter(code=code).exists(), "reference.law-there", "code")
    Law.objects.create(
        id=id, code=code, title=title, title_km=title_km, number=number, dated=dated,
        source=source,
    )  # fmt: skip
    return id


@action(by=LAWYERS)
def set_article(
    actor: User, /, *, id: UUID, law: UUID, number: ShortCode, text: Words, source: Line,
    penalty: MaybeWords = "", since: date | None = None,
) -> UUID:  # fmt: skip
    """Write an article of a law: a new one, its new wording from a day, or a correction.

    since: the day from which this wording is in force. Without it, the former wording here was
    an error, which is kept and holds on no day.
    """
    it = policies.get(actor, Law, law, "law")
    replace(Article.objects.filter(law=it, number=number), since)
    Article.objects.create(
        id=id, law=it, number=number, text=text, penalty=penalty, source=source, since=since
    )
    return id


@action(by=LAWYERS)
def verify_article(actor: User, /, *, article: UUID, against: Line) -> UUID:
    """Confirm an article against the official text, named here."""
    return verify(actor, Article, article, "article", against)


@action(by=LAWYERS)
def set_rule(
    actor: User, /, *, id: UUID, order: Annotated[int, Field(ge=1, le=9999)], taxa: Line,
    regime: Authority, reason: Line, source: Line, reason_km: MaybeLine = "",
    in_protected_area: bool = False, since: date | None = None,
) -> UUID:  # fmt: skip
    """Write the rule of jurisdiction at this place of the order; a former one there ends.

    taxa: "*", "group:…", "genus:…" or "taxon:…".
    """
    require(rules.is_taxa(taxa), "reference.not-taxa", "taxa")
    replace(JurisdictionRule.objects.filter(order=order), since)
    JurisdictionRule.objects.create(
        id=id, order=order, taxa=taxa, regime=regime, reason=reason, reason_km=reason_km,
        in_protected_area=in_protected_area, source=source, since=since,
    )  # fmt: skip
    return id


@action(by=LAWYERS)
def verify_rule(actor: User, /, *, rule: UUID, against: Line) -> UUID:
    """Confirm a rule of jurisdiction against the law or decision, named here."""
    return verify(actor, JurisdictionRule, rule, "rule", against)


@action(by=LAWYERS)
def add_code(
    actor: User, /, *, id: UUID, list: ShortCode, code: Line, label: Line, source: Line,
    label_km: MaybeLine = "", version: Annotated[MaybeLine, Field(max_length=40)] = "",
) -> UUID:  # fmt: skip
    """Add a code to a list."""
    there = Code.objects.filter(list=list, code=code, until__isnull=True).exists()
    require(not there, "reference.code-there", "code")
    Code.objects.create(
        id=id, list=list, code=code, label=label, label_km=label_km, version=version,
        source=source, since=today(), order=Code.objects.filter(list=list).count(),
    )  # fmt: skip
    return id


@action(by=LAWYERS)
def correct_code(
    actor: User, /, *, code: UUID, label: Line, source: Line, label_km: MaybeLine = ""
) -> UUID:
    """Give a code another label from today. The former row ends and is kept; a new one begins."""
    old = policies.get(actor, Code, code, "code")
    require(old.until is None, "reference.ended", "code")
    end(old, today())
    return Code.objects.create(
        id=new_id(), list=old.list, code=old.code, label=label, label_km=label_km,
        version=old.version, order=old.order, source=source, since=today(),
    ).pk  # fmt: skip


@action(by=LAWYERS)
def verify_code(actor: User, /, *, code: UUID, against: Line) -> UUID:
    """Confirm a code and its label against the current list, named here."""
    return verify(actor, Code, code, "code", against)
