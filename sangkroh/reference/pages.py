"""What the pages of this room show, for one reader: rows with their words."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any
from uuid import UUID

from django.db.models import Model
from django.utils.functional import Promise
from django.utils.translation import get_language

from sangkroh.core.errors import NotFound
from sangkroh.core.models import User

from . import labels, policies, queries
from .models import Article, Code, JurisdictionRule, Law, LegalStatus, Place, Taxon, TaxonName
from .policies import M

Label = str | Promise
PARTS_SHOWN = 400


@dataclass(frozen=True)
class Value:
    """A sourced value as it is shown: its words, and its row (source, dates, verification)."""

    words: Label
    row: Any
    kind: Label = ""

    @property
    def ended(self) -> bool:
        return self.row.until is not None and self.row.until <= queries.today()

    @property
    def confidence(self) -> Label:
        return labels.CONFIDENCES[self.row.confidence]


@dataclass(frozen=True)
class PlacePage:
    place: Place
    kind: Label
    above: list[Place]
    parts: list[Place]
    names: list[Value]
    past: list[Any]
    notes: list[Label]
    keeper: bool


@dataclass(frozen=True)
class TaxonLine:
    id: UUID
    taxon: Taxon
    group: Label


@dataclass(frozen=True)
class TaxonPage:
    taxon: Taxon
    rank: Label
    group: Label
    names: list[Value]
    statuses: list[Value]
    candidates: list[queries.TaxonHit]
    reported_as: list[queries.TaxonHit]
    listing: Label
    regime: Label
    reason: str
    lawyer: bool


@dataclass(frozen=True)
class LawPage:
    law: Law
    articles: list[Value]
    lawyer: bool


@dataclass(frozen=True)
class ListPage:
    code: str
    label: Label
    rows: list[Value]
    lawyer: bool


@dataclass(frozen=True)
class StartPage:
    laws: list[Law]
    lists: list[tuple[str, Label, int]]
    taxa: int
    places: int
    unverified: int
    keeper: bool
    lawyer: bool


def _one(actor: User, kind: type[M], id: UUID) -> M:
    found = policies.visible(actor, kind).filter(pk=id).first()
    if found is None:
        raise NotFound()
    return found


def count(actor: User, kind: type[Model], **only: Any) -> int:
    return policies.visible(actor, kind).filter(queries.now_true(), **only).count()


def start(actor: User) -> StartPage:
    codes = Counter(policies.visible(actor, Code).filter(queries.now_true())
                    .values_list("list", flat=True))  # fmt: skip
    return StartPage(
        laws=list(policies.visible(actor, Law).order_by("title")),
        lists=[(it, labels.LISTS.get(it, it), n) for it, n in sorted(codes.items())],
        taxa=policies.visible(actor, Taxon).count(), places=count(actor, Place),
        unverified=count(actor, LegalStatus, verified=False),
        keeper=policies.keeps_places(actor), lawyer=policies.keeps_law(actor),
    )  # fmt: skip


def place(actor: User, id: UUID) -> PlacePage:
    it = _one(actor, Place, id)
    above, up = [], it.parent
    while up:
        above.append(up)
        up = up.parent
    notes = [labels.PLACE_NOTES.get(line.split(":")[0], line) for line in it.note.split("; ")]
    parts = it.parts.filter(queries.now_true()).order_by("order", "code", "name")
    return PlacePage(
        place=it, kind=labels.PLACE_KINDS.get(it.named_kind) or labels.LEVELS[it.kind],
        above=above, parts=list(parts[:PARTS_SHOWN]), keeper=policies.keeps_places(actor),
        names=[Value(name.text, name) for name in it.names.order_by("text")],
        past=list(it.past.select_related("changed_by").order_by("-changed_at")),
        notes=notes if it.dataset == "gazetteer" and it.note else list(filter(None, [it.note])),
    )  # fmt: skip


def place_values(actor: User, id: UUID) -> dict[str, Any]:
    """What the form to correct a place begins with."""
    it = _one(actor, Place, id)
    return {"name": it.name, "name_km": it.name_km, "parent": it.parent_id, "note": it.note,
            "latitude": it.latitude, "longitude": it.longitude, "source": ""}  # fmt: skip


def taxa(actor: User, text: str) -> list[TaxonLine]:
    """Taxa that the text may mean, or all of them by group."""
    rows = policies.visible(actor, Taxon)
    if text:
        found = rows.in_bulk([it.id for it in queries.find_taxa(text, 60)])
        order = [found[it.id] for it in queries.find_taxa(text, 60) if it.id in found]
    else:
        order = list(rows.order_by("group", "scientific_name"))
    return [TaxonLine(it.pk, it, labels.GROUPS.get(it.group, it.group)) for it in order]


def taxon(actor: User, id: UUID) -> TaxonPage:
    it = _one(actor, Taxon, id)
    regime = queries.regime_for(it.pk)
    statuses = sorted(
        it.statuses.select_related("verified_by"),
        key=lambda row: (row.until is not None, row.scheme, row.since is None, row.since),
    )
    names = it.names.select_related("verified_by").order_by("language", "-preferred", "text")
    return TaxonPage(
        taxon=it, rank=labels.RANKS[it.rank], group=labels.GROUPS.get(it.group, it.group),
        names=[_name(name) for name in names],
        statuses=[Value(labels.VALUES.get(row.value, row.value), row, labels.SCHEMES[row.scheme])
                  for row in statuses],
        candidates=[queries.taxon(row.taxon_id) for row in it.candidates.all()],
        reported_as=[queries.taxon(row.reported_id) for row in it.reported_as.all()],
        listing=labels.LISTED[queries.is_listed(it.pk).answer],
        regime=labels.REGIMES[regime.regime], reason=regime.reason,
        lawyer=policies.keeps_law(actor),
    )  # fmt: skip


def _name(name: TaxonName) -> Value:
    return Value(name.text, name, labels.LANGUAGES[name.language])


def law(actor: User, id: UUID) -> LawPage:
    it = _one(actor, Law, id)
    rows = it.articles.select_related("verified_by").order_by("number")
    ordered = sorted(rows, key=lambda row: (row.until is not None, _natural(row.number)))
    return LawPage(it, [Value(row.number, row) for row in ordered], policies.keeps_law(actor))


def _natural(number: str) -> tuple[int, str]:
    digits = number.split("-")[0]
    return (int(digits), "") if digits.isdigit() else (10**6, number)


def article_values(actor: User, id: UUID) -> dict[str, Any]:
    it = _one(actor, Article, id)
    return {"number": it.number, "text": it.text, "penalty": it.penalty}


def code_list(actor: User, code: str) -> ListPage:
    rows = policies.visible(actor, Code).filter(list=code).select_related("verified_by")
    found = sorted(rows, key=lambda row: (row.until is not None, row.order, row.code))
    if not found:
        raise NotFound()
    km = get_language() == "km"
    values = [Value((km and row.label_km) or row.label, row) for row in found]
    return ListPage(code, labels.LISTS.get(code, code), values, policies.keeps_law(actor))


def code_values(actor: User, id: UUID) -> dict[str, Any]:
    it = _one(actor, Code, id)
    return {"label": it.label, "label_km": it.label_km}


def rules_of_jurisdiction(actor: User) -> Sequence[Value]:
    rows = policies.visible(actor, JurisdictionRule).select_related("verified_by")
    found = sorted(rows, key=lambda row: (row.until is not None, row.order))
    return [Value(labels.REGIMES[row.regime], row) for row in found]
