"""The seizure record, and the list on which the finds are weighed and counted."""

from __future__ import annotations

from uuid import UUID

from django.utils.translation import gettext as _

from sangkroh.core import show
from sangkroh.core.errors import NotFound
from sangkroh.core.models import User
from sangkroh.prosecution import queries as prosecution
from sangkroh.seizures import queries as seizures
from sangkroh.seizures.rules import Event

from ..rules import in_ranges
from ..said import Block, Known, Values, clean, facts, ink, ruled, table, text
from .shared import of_case, the_case

SPARE = 3
SPARE_TO_COUNT = 12
"""Empty rows, for what is found after the paper was printed."""


def offers(reader: User, case_id: UUID) -> list[tuple[UUID, str]]:
    """The scenes of a case."""
    return [
        (it.id, f"{it.label} · {show.when(it.occurred)}")
        for it in seizures.of_case(reader, case_id)
    ]


def known(reader: User, case_id: UUID, scene_id: UUID) -> Known:
    """What the record says of a scene, in the language of the moment."""
    it = seizures.scene(reader, scene_id)
    if it.case != case_id:
        raise NotFound("subject")
    rows = [_found(line) for line in it.lines]
    return Known(
        **of_case(reader, case_id), title=_title(it), event=[str(it.event)], place=[it.label],
        when=[show.when(it.occurred)],
        kind=[str(it.kind)], ground=_grounds(it), officers=_officers(it),
        witnesses=[", ".join(clean([row.name, row.who])) for row in it.witnesses],
        conveyances=[" ".join(clean([label, row.plate, row.description]))
                     for label, row in it.conveyances],
        hidden=clean([it.scene.concealment]), value=_values(it),
        people=_people(reader, case_id), lines=rows, counted=[_to_count(x) for x in it.lines],
    )  # fmt: skip


def _title(it: seizures.SceneShown) -> list[str]:
    """A record says what it is the record of: not every scene is a seizure."""
    if it.scene.event == Event.SEIZURE:
        return []
    return [_("Record: %(event)s") % {"event": it.event}]


def _grounds(it: seizures.SceneShown) -> list[str]:
    """Every ground as it was added; the last one counts."""
    return [
        ", ".join(clean([
            label, row.authorised_by, show.moment(row.authorised_at) if row.authorised_at else "",
            row.number, row.note,
        ]))
        for label, row in it.grounds
    ]  # fmt: skip


def _officers(it: seizures.SceneShown) -> list[str]:
    unchecked = _("power not verified")
    return [name if checked else f"{name} ({unchecked})" for name, checked in it.officers]


def _values(it: seizures.SceneShown) -> list[str]:
    """What it is worth, and who says so."""
    return [", ".join(clean([row.value, row.said_by])) for row in it.said if row.value]


def _people(reader: User, case_id: UUID) -> list[str]:
    """Who is involved, by number and part. A minor has no name here."""
    return [
        " · ".join(clean([
            f"P{it.number}", "" if it.how_many == 1 else it.how_many_words, it.name,
            _("A minor") if it.minor else "", it.nationality, it.part,
            it.last.label if it.last else "",
        ]))
        for it in prosecution.people(reader, case_id)
    ]  # fmt: skip


def _found(it: seizures.LineShown) -> list[str]:
    number = show.number(it.quantity) if it.quantity is not None else ""
    inside = (
        _("said to hold %(number)s") % {"number": show.number(it.declared)} if it.declared else ""
    )
    law = ", ".join(f"{regime} ({who})" for regime, who in it.confirmed)
    proposed = " – ".join([str(it.proposed_label), _("not verified")]) if it.proposed else ""
    return [
        show.number(it.ordinal),
        "; ".join(clean([it.name, it.kind, it.note, "" if it.taken else it.handling])),
        " ".join(clean([number, it.unit if number else "", inside])),
        in_ranges(it.seals), it.as_written, law or proposed,
    ]  # fmt: skip


def _to_count(it: seizures.LineShown) -> list[str]:
    what = "; ".join(clean([it.name, it.kind]))
    return [show.number(it.ordinal), what, in_ranges(it.seals), "", "", "", "", ""]


def seizure(it: Known) -> list[Block]:
    """The record of a seizure, as sangkroh words it."""
    witnesses: Values = it["witnesses"]
    return [
        the_case(it),
        facts(
            _("Where, when and on what ground"),
            (_("Place"), it["place"]), (_("When"), it["when"]), (_("Kind of place"), it["kind"]),
            (_("Kind of event"), it["event"]), (_("Ground"), it["ground"]),
            (_("Who exercised powers"), it["officers"]),
            (_("Information"), [_("Information received")]),
        ),
        facts(
            _("People and means of transport"),
            (_("People involved"), it["people"]), (_("Witnesses"), witnesses),
            (_("Carried in"), it["conveyances"]), (_("How it was hidden"), it["hidden"]),
            (_("Value, as stated"), it["value"]),
        ),
        table(
            _("What was seized or found"),
            [(_("No."), 5), (_("What"), 30), (_("How many"), 18), (_("Seals"), 15),
             (_("As written"), 15), (_("Law"), 17)],
            it["lines"], spare=SPARE,
        ),
        ruled(_("What the person present says, in their own words"), 4),
        text(
            "",
            _("This record was read out to everybody who signs it. Whoever does not sign is named"
              " here with the reason."),
        ),
        ruled("", 1),
        ink(*[(_("Officer"), name) for name in it["officers"] or ["", ""]]),
        ink((_("Owner or person present"), ""), (_("Interpreter"), ""),
            *[(_("Witness"), name) for name in [*witnesses, "", ""][:max(2, len(witnesses))]],
            thumb=True),
    ]  # fmt: skip


def count(it: Known) -> list[Block]:
    """The list that is filled in by hand while the finds are weighed and counted."""
    return [
        the_case(it),
        facts("", (_("Place"), it["place"]), (_("Day and hour of the count"), []),
              (_("Scale used, and how it was checked"), [])),
        table(
            "",
            [(_("No."), 5), (_("What"), 28), (_("Seals"), 13), (_("Counted"), 12), (_("alive"), 9),
             (_("dead"), 9), (_("Weight, kg"), 12), (_("Remarks"), 14)],
            it["counted"], spare=SPARE_TO_COUNT,
        ),
        text("", _("A number that nobody counted stays empty. A weight is written as the scale"
                   " shows it, with what it was weighed in.")),
        ink((_("Counted by"), ""), (_("Weighed by"), ""), (_("Written down by"), ""),
            (_("Witness"), "")),
    ]  # fmt: skip
