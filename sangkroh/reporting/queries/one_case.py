"""One case as the ministry, a donor and the press ask for it: the same sums, three times said."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any
from uuid import UUID

from django.db.models import Sum
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from sangkroh.cases import policies as cases
from sangkroh.core import show
from sangkroh.core.models import User

from .. import rules, words
from ..rules import Wanted, What
from . import rows
from .figures import Page, page
from .tables import Cell, Table, rows_url


@dataclass(frozen=True)
class OfCase:
    """The figures of a case, and what may be said of them to whom."""

    id: UUID
    number: str
    title: str
    historical: bool
    page: Page
    ministry: Table
    donor: list[tuple[Any, Cell]]
    press: str
    press_url: str

    @property
    def tables(self) -> list[Table]:
        return [it for it in self.page.tables if it.key in ("event", "state", "agency")]


def of_case(reader: User, case: UUID) -> OfCase:
    """For members of the case alone. NotFound for whoever may not see it."""
    it = cases.get(reader, case, "")
    wanted = Wanted(case=it.pk)
    found = page(reader, wanted)
    by_species = next(table for table in found.tables if table.key == "species")
    living = _living(reader, wanted)
    return OfCase(
        it.pk, it.number, it.title, it.historical, found, by_species,
        _donor(living, wanted), _press(living, by_species),
        rows_url(wanted.but(what=str(What.LIVING))),
    )  # fmt: skip


def _living(reader: User, wanted: Wanted) -> dict[str, int]:
    """Living animals taken in, by where they are now."""
    asked = rows.of_the_books(reader, wanted.but(what=str(What.LIVING))).order_by()
    return dict(asked.values_list("account__state").annotate(Sum("qty")))


def _donor(living: dict[str, int], wanted: Wanted) -> list[tuple[Any, Cell]]:
    wanted = wanted.but(what=str(What.LIVING))

    def said(states: frozenset[str], state: str) -> Cell:
        n = sum(living.get(it, 0) for it in states)
        return Cell(show.number(n), rows_url(wanted.but(state=state)))

    return [
        (_("Living animals taken in"), Cell(show.number(sum(living.values())), rows_url(wanted))),
        (words.DEFINED["saved"], said(rules.SAVING, "saved")),
        (_("of these, in somebody's care now"), said(rules.KEPT, "kept")),
        (_("of these, released"), said(frozenset({rules.RELEASED}), rules.RELEASED)),
        (words.STATES["died"], said(frozenset({"died"}), "died")),
    ]


def _press(living: dict[str, int], by_species: Table) -> str:
    """How many living animals, and of how many kinds where it is known of all of them."""
    n = sum(living.values())
    if not n:
        return _("No living animal was taken in.")
    animals = ngettext("%(n)s living animal", "%(n)s living animals", n) % {"n": show.number(n)}
    alive = [it for it in by_species.rows if it.living.text != show.number(0)]
    if not all(it.living.url for it in alive):
        return _("%(animals)s taken in, not all of them identified.") % {"animals": animals}
    kinds = len(alive)
    of = ngettext("%(n)s kind", "%(n)s kinds", kinds) % {"n": show.number(kinds)}
    return _("%(animals)s of %(kinds)s taken in.") % {"animals": animals, "kinds": of}
