"""Names of old papers and our own lists: what a name means where it means one thing."""

from __future__ import annotations

import re
from functools import cache
from typing import Any
from uuid import UUID

from sangkroh.core.models import User
from sangkroh.network import policies as network
from sangkroh.network.models import Agency
from sangkroh.network.rules import Regime
from sangkroh.reference import queries as reference
from sangkroh.reference import spelling
from sangkroh.reference.models import Taxon, TaxonName
from sangkroh.reference.rules import Level, Rank

BY_LAW = {
    "customs": Regime.CUSTOMS, "forestry administration": Regime.FORESTRY,
    "fisheries administration": Regime.FISHERIES, "ministry of environment": Regime.ENVIRONMENT,
    "military police": Regime.GENDARMERIE, "royal gendarmerie": Regime.GENDARMERIE,
    "police": Regime.POLICE, "national police": Regime.POLICE,
}  # fmt: skip
"""What reports call an authority, and the law under which it acts: it is meant where our network
has one agency of that law alone."""
_WEIGHT = re.compile(r"\s*\((?:about )?\d+(?:\.\d+)? (?:kg|tonnes?)\)$")

_PART = re.compile(
    r"^(?:(?:dried|smoked|raw|processed) )*(.+?) (?:antler|bone|claw|fang|feather|horn|leg|meat|paw"
    r"|pelt|scale|skin|skull|specimen|stomach|tail|tooth|tusk)s?(?: and \w+)?$|^(.+?) teeth$",
    re.IGNORECASE,
)
"""A part, and of what it is. What is said to be fake, or put in brackets, is not taken off."""


class Names:
    """Our own lists as they are when an import begins, asked for many rows."""

    def __init__(self, actor: User, agencies: dict[str, str]) -> None:
        self._taxa = _taxa()
        self._agencies = _agencies(actor, agencies)
        self.place = cache(_place)

    def taxon(self, name: str) -> UUID | None:
        """The one taxon, or the one name as reported, that is called so; None: it stays open."""
        bare = _WEIGHT.sub("", name)
        part = _PART.match(bare)
        whole = [part[1] or part[2]] if part else []
        keys = (spelling.name_key(it) for it in (bare, *whole))
        return next((self._taxa[it] for it in keys if it in self._taxa), None)

    def agency(self, name: str) -> UUID | None:
        """The agency of our network that is called so."""
        return self._agencies.get(_plain(name))

    def resolve(self, case: dict[str, Any]) -> dict[str, Any]:
        """A case with what its names mean beside them."""
        agencies = [{"name": it, "agency": self.agency(it)} for it in case["agencies"]]
        items = {
            kind: [it | {"taxon": self.taxon(it["name_as_reported"])} for it in case[kind]]
            for kind in ("live", "dead_or_parts")
        }
        place = self.place(case["province"] or "", case["district"] or "")
        return case | items | {"agencies": agencies, "place_id": place}


def _taxa() -> dict[str, UUID]:
    """Keys of names that mean one taxon. A name as reported goes before the taxa it may mean."""
    found: dict[str, set[UUID]] = {}
    for key, id in TaxonName.objects.filter(reference.now_true()).values_list("key", "taxon_id"):
        found.setdefault(key, set()).add(id)
    reported = set(Taxon.objects.filter(rank=Rank.REPORTED).values_list("pk", flat=True))
    meant = {key: (ids & reported) or ids for key, ids in found.items()}
    return {key: next(iter(ids)) for key, ids in meant.items() if len(ids) == 1}


def _agencies(actor: User, said: dict[str, str]) -> dict[str, UUID]:
    ours = list(network.visible_agencies(actor))
    found: dict[str, UUID] = {}
    for name, law in BY_LAW.items():
        of_law = [it.pk for it in ours if it.regime == law]
        if len(of_law) == 1:
            found[name] = of_law[0]
    for it in ours:
        found |= {_plain(name): it.pk for name in (it.code, it.name, it.name_km) if name}
    codes: dict[str, Agency] = {it.code.casefold(): it for it in ours}
    found |= {
        _plain(name): codes[code.casefold()].pk
        for name, code in said.items()
        if code.casefold() in codes
    }
    return found


def _plain(name: str) -> str:
    return " ".join(name.casefold().split())


def _place(province: str, district: str) -> UUID | None:
    """The district, or else the province, of these names, where there is one alone."""
    if not province:
        return None
    outer = _one(province, Level.PROVINCE)
    if outer and district:
        return _one(f"{district}, {province}", Level.DISTRICT) or outer
    return outer


def _one(text: str, level: Level) -> UUID | None:
    """The one place of this level whose name, in either script, sounds as it is written."""
    said = text.partition(",")[0]
    latin, khmer = spelling.latin_key(said), spelling.khmer_key(said)
    same = [
        it.id for it in reference.find_places(text, limit=40)
        if it.kind == level
        and ((latin and latin == spelling.latin_key(it.name))
             or (khmer and khmer == spelling.khmer_key(it.name_km)))
    ]  # fmt: skip
    return same[0] if len(same) == 1 else None
