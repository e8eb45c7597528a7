"""Whose figures are counted for whom.

Everybody counts the cases that they see. The analyst counts all: official totals are the
analyst's. Hidden operations are in no total but their members' own until they are over, and what
shuts an agency out as "one of ours" shuts out its analysts too. To count a case is not to see it:
of what an analyst does not see, a row says number, province and what, and leads nowhere.
"""

from __future__ import annotations

from django.db.models import Exists, OuterRef, Q, QuerySet

from sangkroh.cases import policies as cases
from sangkroh.cases.models import Case
from sangkroh.core.models import User
from sangkroh.core.roles import Role


def visible(actor: User) -> QuerySet[Case]:
    """The cases whose figures are counted for this reader."""
    if not counts_all(actor):
        return cases.visible(actor)
    barred = cases.shut_outs_of(cases.person_of(actor)).filter(case=OuterRef("pk"))
    seen = cases.visible(actor).values("pk")
    return Case.objects.filter(Q(hidden=False) | Q(pk__in=seen), ~Exists(barred))


def counts_all(actor: User) -> bool:
    """Whether this reader's totals are the official ones."""
    return Role.ANALYST in actor.roles
