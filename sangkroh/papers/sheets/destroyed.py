"""The record of a destruction, before witnesses."""

from __future__ import annotations

from uuid import UUID

from django.db.models import QuerySet
from django.utils.translation import gettext as _

from sangkroh.core import show
from sangkroh.core.errors import NotFound
from sangkroh.core.models import User
from sangkroh.custody import policies
from sangkroh.custody import queries as books
from sangkroh.custody.models import Movement, MovementLine
from sangkroh.custody.rules import Kind as MovementKind
from sangkroh.custody.words import UNITS
from sangkroh.network import queries as network

from ..rules import in_ranges
from ..said import Block, Known, clean, facts, ink, ruled, table, text
from .shared import happened, of_case, the_case


def offers(reader: User, case_id: UUID) -> list[tuple[UUID, str]]:
    """The destructions of a case, newest first."""
    rows = _destructions(reader, case_id).order_by("-entry__seq").prefetch_related(
        "lines__from_lot__taxon"
    )  # fmt: skip
    return [(it.pk, f"{_what(it)} · {happened(it.entry)}") for it in rows]


def _destructions(reader: User, case_id: UUID) -> QuerySet[Movement]:
    found = policies.visible_movements(reader).filter(case=case_id, kind=MovementKind.DESTROY)
    return found.select_related("entry__actor", "request", "fact")


def _what(it: Movement) -> str:
    return ", ".join(dict.fromkeys(books.label_of(row.from_lot) for row in it.lines.all()))


def known(reader: User, case_id: UUID, movement_id: UUID) -> Known:
    """What the books say of a destruction: of a fact its ground and witnesses, of a planned one
    who asked and who approved."""
    it = _destructions(reader, case_id).filter(pk=movement_id).first()
    if it is None:
        raise NotFound("subject")
    fact = getattr(it, "fact", None)
    details = list(fact.details.order_by("at")) if fact else []
    said = {what: [d.words for d in details if d.what == what] for what in ("ground", "witness")}
    asked = it.request
    yes = asked.approvals.filter(approves=True).select_related("by").order_by("at") if asked else []
    lines = it.lines.select_related("from_lot__taxon", "from_account").order_by("ordinal")
    return Known(
        **of_case(reader, case_id), when=[happened(it.entry)],
        reason=clean([it.reason, fact.ground if fact else "", *said["ground"]]),
        witnesses=said["witness"], photos=_photos(len([d for d in details if d.photo_id])),
        asked=[network.name_of(asked.by)] if asked else [],
        by=[network.name_of(it.entry.actor)], approved=[network.name_of(row.by) for row in yes],
        places=list(dict.fromkeys(books.place_of(row.from_account) for row in lines)),
        lines=[_line(n, row) for n, row in enumerate(lines, start=1)],
    )  # fmt: skip


def _photos(count: int) -> list[str]:
    return [show.number(count)] if count else []


def _line(n: int, row: MovementLine) -> list[str]:
    lot = row.from_lot
    return [
        show.number(n), books.label_of(lot), in_ranges(lot.seal_numbers),
        f"{show.number(row.qty)} {UNITS[lot.unit]}",
        show.weight(row.weight_g) if row.weight_g else "", "",
    ]  # fmt: skip


def destroyed(it: Known) -> list[Block]:
    """The record of a destruction, as sangkroh words it."""
    witnesses = it["witnesses"]
    return [
        the_case(it),
        facts(
            _("When, where and why"),
            (_("When"), it["when"]), (_("Kept until then at"), it["places"]),
            (_("Place of the destruction"), []), (_("How (burned, buried …)"), []),
            (_("Reason"), it["reason"]), (_("Asked for by"), it["asked"]),
            (_("Approved by"), it["approved"]), (_("Written down by"), it["by"]),
            (_("Photos kept"), it["photos"]),
        ),
        table(
            _("What was destroyed"),
            [(_("No."), 5), (_("What"), 33), (_("Seals"), 17), (_("How many"), 17),
             (_("Weight"), 13), (_("Remarks"), 15)],
            it["lines"], spare=3,
        ),
        ruled(_("What was kept back as a sample or as evidence"), 2),
        text("", _("All that is named here was destroyed before the eyes of those who sign.")),
        ink((_("Officer"), ""), (_("Representative of the authority"), ""),
            *[(_("Witness"), name) for name in [*witnesses, "", ""][:max(2, len(witnesses))]],
            thumb=True),
    ]  # fmt: skip
