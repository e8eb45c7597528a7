"""Refusals of reference: places, animals and their status, laws, code lists."""

from __future__ import annotations

from typing import Any

from sangkroh.reference.models import Code, Law, LegalStatus, Place, Taxon

from . import Asked, Told, ask, do
from . import world as w

SOURCE = {"source": "sub-decree 123"}


def adds_place(**changes: Any) -> Asked:
    """A market in a province, written down wrongly."""
    parent = Place.objects.filter(kind="province").first()
    said = {"name": "Market", "named_kind": "market", "parent": parent and parent.pk, **SOURCE}
    return ask("maly", "reference.add_place", **{**said, **changes})


def below_a_market() -> Asked:
    market = Place.objects.filter(kind="named").first()
    return adds_place(parent=market and market.pk)


def a_place(**more: Any) -> dict[str, Any]:
    market = Place.objects.filter(kind="named", until=None).first()
    return {"place": market and market.pk, **more}


def ended_twice() -> Asked:
    said = a_place(until="2030-01-01", reason="closed")
    do("maly", "reference.end_place", **said)
    return ask("maly", "reference.end_place", **said)


def verified_twice() -> Asked:
    it = LegalStatus.objects.filter(until=None, verified=False).first()
    said = {"status": it and it.pk, "against": "list of 2023"}
    do("maly", "reference.verify_status", **said)
    return ask("maly", "reference.verify_status", **said)


def adds_taxon(**changes: Any) -> Asked:
    said = {"scientific_name": "Cuora nova", "group": "turtles", **SOURCE, **changes}
    return ask("maly", "reference.add_taxon", **said)


def status(value: str, **more: Any) -> dict[str, Any]:
    """What CITES says of the Burmese python."""
    said = {"taxon": w.taxon("Burmese python"), "scheme": "cites", "value": value}
    return {**said, **SOURCE, **more}


def earlier_than_the_former() -> Asked:
    do("maly", "reference.set_legal_status", **status("I", since="2020-01-01"))
    return ask("maly", "reference.set_legal_status", **status("II", since="2019-01-01"))


def an_open_name() -> Any:
    it = Taxon.objects.filter(rank="reported").first()
    return it and it.pk


def adds_code() -> Asked:
    it = Code.objects.filter(until=None).first()
    said = {"list": it and it.list, "code": it and it.code, "label": "x", **SOURCE}
    return ask("maly", "reference.add_code", **said)


def adds_law() -> Asked:
    it = Law.objects.first()
    return ask("maly", "reference.add_law", code=it and it.code, title="x", **SOURCE)


REFUSALS = (
    Told("reference.before-the-former", "since", earlier_than_the_former),
    Told("reference.candidates", "candidates", lambda: adds_taxon(rank="reported")),
    Told("reference.code-there", "code", adds_code),
    Told("reference.ended", "place", ended_twice),
    Told("reference.half-a-position", "longitude", lambda: adds_place(latitude="11.5")),
    Told("reference.kind-of-named", "named_kind", lambda: adds_place(named_kind=None)),
    Told("reference.law-there", "code", adds_law),
    Told("reference.no-letters", "text", lambda: ask(
        "maly", "reference.name_place", **a_place(text="* *", **SOURCE))),
    Told("reference.no-such-latitude", "latitude", lambda: adds_place(
        latitude="91", longitude="104")),
    Told("reference.not-of-scheme", "value", lambda: ask(
        "maly", "reference.set_legal_status", **status("IV"))),
    Told("reference.not-taxa", "taxa", lambda: ask(
        "maly", "reference.set_rule", order=1, taxa="snakes", regime="forestry", reason="x",
        **SOURCE)),
    Told("reference.open-name", "taxon", lambda: ask(
        "maly", "reference.set_legal_status", **status("I", taxon=an_open_name()))),
    Told("reference.other-file", "sha256", lambda: ask(
        "worker", "reference.load_species", dataset="species", version="0", sha256="ab" * 32)),
    Told("reference.parent-not-above", "parent", below_a_market),
    Told("reference.taxon-there", "scientific_name", lambda: adds_taxon(
        scientific_name=Taxon.objects.filter(rank="species").values_list(
            "scientific_name", flat=True).first())),
    Told("reference.verified-already", "status", verified_twice),
)  # fmt: skip
