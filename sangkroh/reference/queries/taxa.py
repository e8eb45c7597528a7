"""Taxa that a text may mean, what the schemes say of them, which regime a line may fall under."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from uuid import UUID

from django.utils.translation import get_language
from django.utils.translation import gettext as _

from sangkroh.core.errors import NotFound
from sangkroh.core.text import asked, tidy

from .. import rules, spelling
from ..models import JurisdictionRule, LegalStatus, Place, Taxon, TaxonName
from ..rules import Authority, Listed, PlaceKind, Rank, Scheme
from .days import now_true
from .places import ANCESTORS, above


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


def taxon_hit(it: Taxon, candidates: int | None = None) -> TaxonHit:
    """A taxon as a hit. candidates: how many it has, where that is known without asking."""
    latin = "" if it.is_open else f" ({it.scientific_name})"
    english = f"{it.english_name}{latin}" if it.english_name else it.scientific_name
    khmer = f"{it.khmer_name}{latin}" if it.khmer_name else english
    return TaxonHit(
        it.pk,
        english,
        khmer,
        it.scientific_name,
        it.rank,
        it.is_open,
        len(it.candidates.all()) if candidates is None else candidates,
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


def candidates(words: str) -> list[TaxonHit]:
    """What a name as reported may mean, if these words are one; else nothing."""
    named = taxon_named(words)
    if named is None or not named.open:
        return []
    meant = Taxon.objects.filter(reported_as__reported=named.id).order_by("scientific_name")
    return [taxon_hit(it, 0) for it in meant]


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
        it.named_kind == PlaceKind.PROTECTED_AREA for it in (found, *above(found))
    )
