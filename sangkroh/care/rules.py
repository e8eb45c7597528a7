"""What a vet may find, what follows from it, and when a release may be planned.

The custody ledger keeps the numbers; care says in which state the animals are. An assessment is
about a number of animals of one group in one place, and the newest counts for them.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from enum import StrEnum

from sangkroh.core.errors import require


class Finding(StrEnum):
    """What the vet decides for the animals examined."""

    FIT = "fit"  # fit for release
    TREAT = "treat"  # to be treated, then examined again
    WATCH = "watch"  # quarantine goes on
    NOT_RELEASABLE = "not_releasable"


class EnclosureKind(StrEnum):
    QUARANTINE = "quarantine"
    WARD = "ward"
    ENCLOSURE = "enclosure"
    POOL = "pool"
    PRE_RELEASE = "pre_release"


class Cause(StrEnum):
    """Why an animal died, as far as it is known."""

    TRANSPORT = "transport"  # heat, thirst, crushing on the way
    INJURY = "injury"
    DISEASE = "disease"
    STARVATION = "starvation"
    EUTHANASIA = "euthanasia"
    OTHER = "other"
    NOT_KNOWN = "not_known"


class Answer(StrEnum):
    """Answer to a question of the check-list before a release."""

    YES = "yes"
    NO = "no"
    NOT_KNOWN = "not_known"


class Question(StrEnum):
    """What is asked before a release. Our own list from the fields that release plans name; the
    official decision tree (CITES Res. Conf. 17.8, annex 1) was not read and is not claimed."""

    TAXON_CONFIRMED = "taxon_confirmed"
    NATIVE_HERE = "native_here"
    ORIGIN_KNOWN = "origin_known"
    NO_DISEASE = "no_disease"
    NOT_INJURED = "not_injured"
    SITE_PROTECTED = "site_protected"
    SITE_HAS_ROOM = "site_has_room"
    PERMISSION = "permission"


REASON_NEEDED = {Finding.NOT_RELEASABLE, Finding.TREAT}
MUST_BE_YES = {Question.TAXON_CONFIRMED, Question.NOT_INJURED}
"""Without a yes to these nothing is released; the other answers are kept for whoever approves."""


@dataclass(frozen=True)
class Assessed:
    """So many animals found in this state; a later one stands before an earlier one.

    finding: None where nobody has examined them.
    """

    finding: Finding | None
    qty: int


WORST_FIRST = (Finding.NOT_RELEASABLE, None, Finding.TREAT, Finding.WATCH, Finding.FIT)


def check_reason(finding: Finding, reason: str) -> None:
    """A finding that keeps an animal from its release says why."""
    require(bool(reason) or finding not in REASON_NEEDED, "care.reason-needed", "reason")


def standing(
    newest_first: Iterable[Assessed], held: int, released: int = 0
) -> dict[Finding | None, int]:
    """How many of the animals held now are in which state, the newest assessments counting first.

    released: how many left by a planned release. They were fit, and what was found of them says
    nothing of those that stay. Of others that died or left nobody knows what was found of them:
    assessments of more animals than are held now reach back no further.
    """
    found: dict[Finding | None, int] = {}
    left = held + released
    for it in newest_first:
        covered = min(it.qty, left)
        found[it.finding] = found.get(it.finding, 0) + covered
        left -= covered
    found[None] = found.get(None, 0) + left
    found[Finding.FIT] = max(0, found.get(Finding.FIT, 0) - released)
    return found


def fit_now(newest_first: Iterable[Assessed], held: int, released: int = 0) -> int:
    """How many of the animals held now are fit."""
    return min(held, standing(newest_first, held, released)[Finding.FIT])


def inherited(
    newest_first: Iterable[Assessed], held: int, qty: int, released: int = 0
) -> list[Assessed]:
    """What is taken to be so of `qty` animals that part from a group of which `held` are there.

    Which of them went nobody said, so the worst of the group is taken to be among them: by parting
    nobody becomes fit, and what keeps an animal from its release goes with it.
    """
    stand = standing(newest_first, held, released)
    found = []
    for finding in WORST_FIRST:
        some = min(stand.get(finding, 0), qty)
        qty -= some
        if some:
            found.append(Assessed(finding, some))
    return found


def check_release(qty: int, fit: int, answers: dict[Question, Answer]) -> None:
    """Refuse to plan a release of more animals than are fit, or against the check-list."""
    require(qty <= fit, "care.not-fit", "qty", fit=fit)
    for question in sorted(MUST_BE_YES):
        require(answers.get(question) == Answer.YES, "care.must-be-yes", f"answers.{question}")
