"""Reading places, species, law and codes: read-only shapes for pickers, pages and other rooms."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date
from uuid import UUID

from django.db.models import Q, QuerySet
from django.utils import timezone
from django.utils.translation import get_language
from django.utils.translation import gettext as _

from sangkroh.core.errors import NotFound
from sangkroh.core.text import arabic_digits, asked, tidy

from . import rules, spelling
from .models import Code, JurisdictionRule, LegalStatus, Place, PlaceName, Taxon, TaxonName
from .rules import Authority, Level, Listed, PlaceKind, Rank, Scheme

ANCESTORS = "parent__parent__parent__parent"
Row = tuple[UUID, str, str, int]
"""Of a place: its id, code, searched name, and where its level comes."""
ABROAD = 9
"""A country stands first when it is named, and last when its name only begins so."""
FILTERED = 400
"""How many places of a name are looked at where what lies above them is said too."""


@dataclass(frozen=True)
class PlaceHit:
    """A place that a text may mean. The labels carry its parents, so that like names differ."""

    id: UUID
    label: str
    label_km: str
    kind: str
    code: str
    name: str
    name_km: str


@dataclass(frozen=True)
class TaxonHit:
    """A taxon that a text may mean. `open`: a name as reported, to be identified."""

    id: UUID
    label: str
    label_km: str
    scientific_name: str
    rank: str
    open: bool
    candidates: int = 0


@dataclass(frozen=True)
class Listing:
    """Whether a taxon is in the CITES Appendices: yes, no, or ask; and what the rows say."""

    answer: Listed
    values: tuple[str, ...]

    @property
    def may_be(self) -> bool:
        """To be treated as listed until a person has settled it."""
        return self.answer is not Listed.NO


@dataclass(frozen=True)
class Proposal:
    """Which regime a line may fall under, and why. A person confirms; `ask` proposes nothing."""

    regime: Authority
    reason: str
    """In the reader's language."""

    @property
    def ask(self) -> bool:
        return self.regime is Authority.ASK


def today() -> date:
    return timezone.localdate()


def now_true(day: date | None = None) -> Q:
    """Rows that hold on the day (today)."""
    on = day or today()
    return (Q(since__isnull=True) | Q(since__lte=on)) & (Q(until__isnull=True) | Q(until__gt=on))


def find_places(text: str, limit: int = 10, *, kinds: Sequence[PlaceKind] = ()) -> list[PlaceHit]:
    """Places that the text may mean, in Khmer or Latin letters, however spelled, or by code.

    Equal names first, then names that begin so, then names that hold it; the higher level first.
    "Chrey Thum, Kandal" looks for the first name inside the second.
    """
    said, *within = [it.strip() for it in asked(arabic_digits(text))[:100].split(",")]
    rows = _ranked(said, kinds, FILTERED if within else limit)
    for outer in filter(None, within):
        key, km = spelling.latin_key(outer), spelling.khmer_key(outer)
        rows = [it for it in rows if any(
            (key and up.key.startswith(key)) or (km and up.key_km.startswith(km))
            for up in _above(it)
        )]  # fmt: skip
    return [hit_of(it) for it in rows[:limit]]


def _ranked(said: str, kinds: Sequence[PlaceKind], most: int) -> list[Place]:
    if len(said) < 2:
        return []
    here = Place.objects.filter(now_true())
    if kinds:
        here = here.filter(named_kind__in=kinds)
    column, key = _key(said)
    how = "contains" if len(key) > (1 if column == "key_km" else 2) else "startswith"
    found, named = _matching(here, column, key, how, Q(code__iexact=said))

    def rank(it: Row) -> tuple[int, int, int, str]:
        id, code, name, order = it
        keys = (name, named.get(id, ""))
        if code.lower() == said.lower() or key in keys:
            return 0, order, 0, code
        begins = any(k.startswith(key) for k in keys)
        return 2 - begins, order or ABROAD, len(name), code

    ids = [it[0] for it in sorted(found.values(), key=rank)[:most]]
    places = Place.objects.select_related(ANCESTORS).in_bulk(ids)
    return [places[it] for it in ids]


def _key(said: str) -> tuple[str, str]:
    """The column in which a name of these letters is searched, and its key."""
    if spelling.has_khmer(said):
        return "key_km", spelling.khmer_key(said)
    return "key", spelling.latin_key(said)


def _matching(
    here: QuerySet[Place], column: str, key: str, how: str, match: Q
) -> tuple[dict[UUID, Row], dict[UUID, str]]:
    """Places that match or whose name does, and the keys of other names that do."""
    named: dict[UUID, str] = {}
    if key:
        match |= Q(**{f"{column}__{how}": key})
        others = PlaceName.objects.filter(now_true(), **{f"key__{how}": key})
        named = dict(others.values_list("place_id", "key"))
    row = ("id", "code", column, "order")
    found = {it[0]: it for it in here.filter(match).values_list(*row)}
    if left := named.keys() - found.keys():
        found |= {it[0]: it for it in here.filter(id__in=left).values_list(*row)}
    return found, named


def guess_places(text: str, limit: int = 10) -> list[PlaceHit]:
    """Places of whose name the text may be a misspelling, its first letter being right.

    For a person to choose from; a guess is never taken for an answer.
    """
    said = asked(text)[:100].split(",")[0]
    column, key = _key(said)
    if not spelling.edits_allowed(key):
        return []
    here = Place.objects.filter(now_true(), **{f"{column}__startswith": key[0]})
    near = spelling.near(key, here.values_list(column, flat=True).distinct())
    rows = here.filter(**{f"{column}__in": near}).select_related(ANCESTORS)
    order = sorted(rows, key=lambda it: (near.index(getattr(it, column)), it.order, it.code))
    return [hit_of(it) for it in order[:limit]]


def _above(place: Place) -> Iterable[Place]:
    up = place.parent
    while up:
        yield up
        up = up.parent


def hit_of(place: Place) -> PlaceHit:
    above = [it for it in _above(place) if it.kind != Level.COUNTRY]
    return PlaceHit(
        place.pk, ", ".join([place.name, *(it.name for it in above)]),
        ", ".join([place.name_km or place.name, *(it.name_km or it.name for it in above)]),
        place.named_kind or place.kind, place.code, place.name, place.name_km or place.name,
    )  # fmt: skip


def place(id: UUID) -> PlaceHit:
    """The place of this id, also one that has ended. NotFound if there is none."""
    found = Place.objects.select_related(ANCESTORS).filter(pk=id).first()
    if found is None:
        raise NotFound("place")
    return hit_of(found)


def find_taxa(text: str, limit: int = 10) -> list[TaxonHit]:
    """Taxa that the text may mean: English, Khmer, romanised, scientific or other names.

    A name as reported comes first, marked open with the number of its candidates.
    """
    key = spelling.name_key(asked(text)[:100])
    if len(key) < 2:
        return []
    how = "contains" if len(key) > 2 else "startswith"
    best: dict[UUID, tuple[int, int]] = {}
    names = TaxonName.objects.filter(now_true(), **{f"key__{how}": key})
    for id, found in names.values_list("taxon_id", "key"):
        rank = (0 if found == key else 2 - found.startswith(key), len(found))
        best[id] = min(best.get(id, rank), rank)
    taxa = Taxon.objects.prefetch_related("candidates").in_bulk(list(best))
    order = sorted(
        taxa.values(), key=lambda it: (best[it.pk][0], not it.is_open, best[it.pk][1],
                                       it.scientific_name)
    )  # fmt: skip
    return [taxon_hit(it) for it in order[:limit]]


def guess_taxa(text: str, limit: int = 10) -> list[TaxonHit]:
    """Taxa of one of whose names the text may be a misspelling: for a person to choose from."""
    key = spelling.name_key(asked(text)[:100])
    names = dict(TaxonName.objects.filter(now_true()).values_list("key", "taxon_id"))
    ids = [names[it] for it in spelling.near(key, names)]
    taxa = Taxon.objects.prefetch_related("candidates").in_bulk(ids)
    return [taxon_hit(taxa[it]) for it in dict.fromkeys(ids)][:limit]


def taxon_hit(it: Taxon) -> TaxonHit:
    latin = "" if it.is_open else f" ({it.scientific_name})"
    english = f"{it.english_name}{latin}" if it.english_name else it.scientific_name
    khmer = f"{it.khmer_name}{latin}" if it.khmer_name else english
    return TaxonHit(
        it.pk, english, khmer, it.scientific_name, it.rank, it.is_open, len(it.candidates.all())
    )


def taxon(id: UUID) -> TaxonHit:
    """The taxon of this id. NotFound if there is none."""
    found = Taxon.objects.filter(pk=id).first()
    if found is None:
        raise NotFound("taxon")
    return taxon_hit(found)


def taxon_named(words: str) -> TaxonHit | None:
    """The taxon of which a name is exactly this, singular or plural, if there is just one."""
    key = spelling.name_key(tidy(words))
    found = [
        hit for hit in find_taxa(words, 12)
        if key in {spelling.name_key(name.removesuffix(f" ({hit.scientific_name})"))
                   for name in (hit.label, hit.label_km, hit.scientific_name)}
    ]  # fmt: skip
    return found[0] if len(found) == 1 else None


def in_language(hit: PlaceHit | TaxonHit) -> str:
    """The label in the reader's language."""
    return hit.label_km if get_language() == "km" else hit.label


def codes(list: str, day: date | None = None) -> QuerySet[Code]:
    """The codes of a list that hold on the day (today), in their order."""
    return Code.objects.filter(now_true(day), list=list).order_by("order", "code")


def status_on(taxon: UUID, day: date | None = None) -> list[LegalStatus]:
    """What each scheme says of the taxon on the day; of a reported name, of all its candidates."""
    rows = LegalStatus.objects.filter(now_true(day), taxon__in=_meant(taxon))
    return list(rows.select_related("taxon", "verified_by").order_by("scheme", "taxon"))


def is_listed(taxon: UUID, day: date | None = None) -> Listing:
    """Whether the taxon is in the CITES Appendices on the day. Unverified or unknown: ask."""
    rows = [it for it in status_on(taxon, day) if it.scheme == Scheme.CITES]
    said = [(it.value, it.verified) for it in rows]
    missing = len({it.taxon_id for it in rows}) < len(_meant(taxon))
    return Listing(
        Listed.ASK if missing else rules.listed(said), tuple(sorted({it.value for it in rows}))
    )


def regime_for(taxon: UUID, place: UUID | None = None, day: date | None = None) -> Proposal:
    """The regime that a line with this taxon, found here, may fall under: a proposal with reason.

    The place rule comes first, then what a person has verified of the taxon, then the rules in
    their order. Candidates that disagree, or a seed value against the rule, make it a question.
    """
    dated = JurisdictionRule.objects.filter(now_true(day)).order_by("order")
    protected = place is not None and _in_protected_area(place)
    said = [_regime(it, list(dated), protected, day) for it in
            Taxon.objects.filter(pk__in=_meant(taxon))]  # fmt: skip
    if not said:
        raise NotFound("taxon")
    if len({it.regime for it in said}) > 1:
        return Proposal(
            Authority.ASK, _("The candidates of this name fall under different regimes.")
        )
    return said[0]


def _regime(
    taxon: Taxon, dated: list[JurisdictionRule], protected: bool, day: date | None
) -> Proposal:
    own = LegalStatus.objects.filter(now_true(day), taxon=taxon, scheme=Scheme.AUTHORITY).first()
    for it in dated:
        if it.in_protected_area and not protected:
            continue
        if not it.in_protected_area and own and own.verified:
            said = f"{taxon.scientific_name}: {own.verified_against}"
            return Proposal(Authority(own.value), said)
        if rules.rule_fits(it.taxa, taxon.scientific_name, taxon.group):
            against = own and not it.in_protected_area and own.value != it.regime
            regime = Authority.ASK if against else Authority(it.regime)
            reason_km = it.reason_km if get_language() == "km" else ""
            return Proposal(regime, reason_km or it.reason)
    return Proposal(Authority.ASK, _("No rule fits this taxon."))


def _meant(taxon: UUID) -> set[UUID]:
    """The taxon itself, or all candidates of a reported name."""
    found = Taxon.objects.filter(pk=taxon).prefetch_related("candidates").first()
    if found and found.rank == Rank.REPORTED:
        return {it.taxon_id for it in found.candidates.all()}
    return {taxon}


def _in_protected_area(place: UUID) -> bool:
    found = Place.objects.select_related(ANCESTORS).filter(pk=place).first()
    return found is not None and any(
        it.named_kind == PlaceKind.PROTECTED_AREA for it in (found, *_above(found))
    )
