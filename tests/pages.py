"""Every page of the house, with something real behind each address of the practice world."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from django.urls import URLPattern, URLResolver, get_resolver

from sangkroh.core.models import RoleGrant
from sangkroh.network.models import Power
from sangkroh.operations.models import Participant
from sangkroh.reference.models import (
    Article,
    Code,
    JurisdictionRule,
    LegalStatus,
    Place,
    TaxonName,
)
from sangkroh.seizures.models import Line

from .refusals import do, user
from .refusals import world as w

OF_THE_CASE = {
    "case", "lot", "account", "handover", "request_id", "plan", "alarm", "scene", "line", "person",
    "operation", "tip", "hold", "stage", "fact", "participant", "hearing", "pending", "paper",
    "subject",
}  # fmt: skip
"""What belongs to a case, and is nobody's business who may not see it."""


def first(model: Any, **more: Any) -> Any:
    it = model.objects.filter(**more).order_by("pk").first()
    return it and it.pk


def ids() -> dict[str, Any]:
    """Something real for each converter of an address, by its name."""
    tortoises, sacks = w.at(w.TORTOISES), w.taken_in(3, unit="container")
    article, code = Article.objects.order_by("pk")[0], Code.objects.order_by("pk")[0]
    status, case = LegalStatus.objects.order_by("pk")[0], w.case()
    road = w.sent({**sacks, "quantity": 1})
    return {
        "case": case, "lot": tortoises["lot"], "account": tortoises["account"],
        "handover": road, "stage": do("sok", "custody.leave", handover=road, vehicle="Pick-up"),
        "request_id": w.plan(), "plan": w.plan(),
        "alarm": w.alarm(), "scene": w.scene().pk, "line": first(Line), "person": w.crew(),
        "operation": do("dara", "operations.plan", case=case, kind="raid"), "tip": w.tip(),
        "hold": do("maly", "custody.place_hold", lot=tortoises["lot"], kind="vet", reason="ill"),
        "fact": do("srey", "custody.die", lines=[w.line(w.TORTOISES, 1)], cause="heat"),
        "participant": first(Participant), "user": user("rith").pk,
        "hearing": do("maly", "prosecution.set_hearing", case=case, court="Kandal",
                      due="2016-07-01T08:00:00+07:00"),
        "grant": first(RoleGrant, user=user("rith")), "office": w.office("PTWRC"),
        "agency": w.agency("FIA"), "power": first(Power), "place": first(Place, kind="named"),
        "taxon": status.taxon_id, "status": status.pk, "law": article.law_id,
        "article": article.pk, "rule": first(JurisdictionRule), "list": code.list,
        "code": code.pk, "name": first(TaxonName, taxon=status.taxon),
        "pending": do("sok", "evidence.mark_pending", case=case, what="Photo"),
        "form": "seizure", "subject": w.scene().pk, "paper": w.paper(),
    }  # fmt: skip


def addresses(known: dict[str, Any]) -> list[str]:
    """Every address whose converters are known."""
    return sorted(set(_below(get_resolver().url_patterns, known, "/")))


def _below(patterns: Any, known: dict[str, Any], before: str) -> Iterator[str]:
    for it in patterns:
        path = before + str(it.pattern)
        if isinstance(it, URLResolver):
            yield from _below(it.url_patterns, known, path)
        elif isinstance(it, URLPattern) and set(it.pattern.converters) <= known.keys():
            for name, converter in it.pattern.converters.items():
                kind = type(converter).__name__.removesuffix("Converter").lower()
                path = path.replace(f"<{kind}:{name}>", str(known[name]))
            yield path
