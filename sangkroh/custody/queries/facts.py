"""What was already done when it was written down, and what is still asked for."""

from __future__ import annotations

from collections.abc import Sequence, Set
from dataclasses import dataclass, replace
from datetime import datetime
from uuid import UUID

from django.db.models import Exists, OuterRef, Prefetch, prefetch_related_objects

from sangkroh.core.models import User
from sangkroh.evidence import policies as evidence
from sangkroh.network import queries as network

from .. import policies, words
from ..models import Fact, FactDetail, MovementLine
from .where import label_of, place_of


@dataclass(frozen=True)
class FactLine:
    """A fact as its reviewer reads it. `photos`: those that this reader may open."""

    id: UUID
    lot: UUID
    label: str
    lines: tuple[str, ...]
    who: str
    at: datetime
    grounds: tuple[str, ...]
    witnesses: tuple[str, ...]
    photos: tuple[UUID, ...]
    lacks: tuple[str, ...]
    due: datetime
    reviewed: bool
    mine: bool


def fact_line(actor: User, fact: UUID) -> FactLine:
    """A fact by itself. Why it was done and who saw it is not told to whose agency is shut out."""
    it = policies.get_fact(actor, fact)
    told = policies.facts_to_decide(actor).filter(pk=it.pk).exists()
    line = _lines(actor, [it])[0]
    return line if told else replace(line, grounds=(), witnesses=())


def facts_of(actor: User, lot: UUID) -> list[FactLine]:
    """What was already done with a group, newest first."""
    found = policies.visible_facts(actor).filter(movement__lines__from_lot=lot).distinct()
    return _lines(actor, list(found.select_related("by", "movement", "review").order_by("-at")))


def facts_lacking(actor: User) -> list[tuple[Fact, list[str]]]:
    """What this reader wrote down and what is missing of it, until a reviewer is content."""
    mine = policies.visible_facts(actor).filter(by=actor).exclude(review__in_order=True)
    mine = mine.select_related("movement")
    found = [(it, missing_of(it)) for it in mine.prefetch_related("details").order_by("at")]
    return [(it, lacks) for it, lacks in found if lacks]


def _lines(actor: User, facts: Sequence[Fact]) -> list[FactLine]:
    known = Exists(policies.visible(actor).filter(pk=OuterRef("from_lot")))
    moved = MovementLine.objects.select_related("from_lot__taxon", "from_account")
    moved = moved.annotate(known=known)
    details = FactDetail.objects.order_by("at")
    prefetch_related_objects(
        facts, "by", "review", Prefetch("movement__lines", moved), Prefetch("details", details)
    )
    photos = {d.photo_id for it in facts for d in it.details.all() if d.photo_id}
    may_open = evidence.visible(actor).filter(pk__in=photos).values_list("pk", flat=True)
    seen = set(may_open) if photos else set()
    return [_line(actor, it, seen) for it in facts]


def _line(actor: User, it: Fact, seen: Set[UUID]) -> FactLine:
    mine, details = it.by_id == actor.pk, list(it.details.all())
    rows = [row for row in it.movement.lines.all() if mine or getattr(row, "known", False)]
    said = {what: [d.words for d in details if d.what == what] for what in ("ground", "witness")}
    photos = tuple(d.photo_id for d in details if d.photo_id and d.photo_id in seen)
    return FactLine(
        it.pk, rows[0].from_lot_id, str(words.KINDS[it.movement.kind]),
        tuple(f"{label_of(r.from_lot)}: {r.qty} {words.UNITS[r.from_lot.unit]} "
              f"({place_of(r.from_account)})" for r in rows),
        network.name_of(it.by), it.at, tuple(filter(None, [it.ground, *said["ground"]])),
        tuple(said["witness"]), photos,
        tuple(str(words.MISSING[m]) for m in missing_of(it)), it.review_due,
        hasattr(it, "review"), it.by.person_id == actor.person_id,
    )  # fmt: skip


def missing_of(fact: Fact) -> list[str]:
    """What a fact still lacks: `ground`, `photo`, `witness`."""
    there = {it.what for it in fact.details.all()}
    there |= {"ground"} if fact.ground else set()
    return [it for it in ("ground", "photo", "witness") if it not in there]
