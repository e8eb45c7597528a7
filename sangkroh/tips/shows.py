"""What tips show on pages that are not their own: to their handlers, and to nobody else."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any
from uuid import UUID

from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from sangkroh.core.asking import once_a_page
from sangkroh.core.models import Entry, User
from sangkroh.core.roles import Role
from sangkroh.core.shows import (
    NEEDS,
    PAGES,
    SAID,
    SEALED,
    SEARCHES,
    Hit,
    Need,
    Panel,
    Urgency,
    menu,
    panel,
)

from . import policies, queries

PAGES["tip"] = "tips:tip"
menu(20, _("Tips"), "tips:tips", {*policies.TAKERS, Role.SOURCE_CUSTODIAN})

SAID |= {
    "tips.receive": _("Information received"),
    "tips.receive_sheet": _("Several calls written down"),
    "tips.complete": _("Tip added to"),
    "tips.keep_call_back": _("Call-back number kept"),
    "tips.forget_call_back": _("Call-back number forgotten"),
    "tips.forget_old_call_backs": _("Old call-back numbers forgotten"),
    "tips.erase_restored": _("Erased words erased again after a restore"),
    "tips.forget_words": _("Words of a tip erased"),
    "tips.choose_scale": _("Grading scale chosen"),
    "tips.grade": _("Tip graded"),
    "tips.answer": _("Tip answered"),
    "tips.open_case": _("Case opened from a tip"),
    "tips.attach": _("Tip put to the case"),
    "tips.log_call": _("Call counted"),
    "tips.hand_on": _("Tip handed on"),
    "tips.take_over": _("Tip taken over"),
}


def is_sealed(reader: User, entry: Entry) -> bool:
    """Only a handler of the tip sees in a timeline what was done with it, by whom and when."""
    seen = policies.visible(reader).values_list("pk", flat=True)
    handled = once_a_page(("tips", reader.pk), lambda: set(map(str, seen)))
    return entry.arguments.get("tip") not in handled


SEALED |= {name: is_sealed for name in SAID if name.startswith("tips.")}


def needs(reader: User) -> Iterator[Need]:
    """Answers and grades that are due, by the tip's code: no word of it leaves its page."""
    if not policies.TAKERS & reader.roles:
        return
    for it in queries.waiting(reader):
        url = reverse("tips:tip", args=[it.id])
        if it.answer_due:
            now = it.overdue or it.urgent
            level = Urgency.NOW if now else Urgency.TODAY
            yield Need(_("A tip waits for its answer"), url, level, it.answer_due, it.code)
        elif it.grade_due:
            level = Urgency.TODAY if it.grade_overdue else Urgency.WATCH
            yield Need(_("A tip is not graded yet"), url, level, it.grade_due, it.code)


def of_case(reader: User, case: UUID) -> dict[str, Any] | None:
    mine, others = queries.in_case(reader, case)
    return {"mine": mine, "others": others} if mine or others else None


def search(reader: User, text: str) -> Iterator[Hit]:
    for it in queries.search(reader, text):
        yield Hit(it.code, reverse("tips:tip", args=[it.id]), _("Tip"), it.what[:80])


NEEDS.append(needs)
SEARCHES.append(search)
panel(Panel(10, "tips", _("Information received"), "tips/panel.html", of_case))
