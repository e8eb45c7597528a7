"""Papers filled from the books of custody: the hand-over, and the letter for the road."""

from __future__ import annotations

from uuid import UUID

from django.utils.translation import gettext as _

from sangkroh.core import show
from sangkroh.core.errors import NotFound
from sangkroh.core.models import User
from sangkroh.custody import policies
from sangkroh.custody import queries as books
from sangkroh.custody.models import Handover, MovementLine
from sangkroh.custody.words import UNITS
from sangkroh.network import queries as network

from ..rules import in_ranges
from ..said import Block, Known, clean, facts, ink, table, text
from .shared import happened, of_case, the_case

SPARE = 6
"""Rows of an empty form. What is in the books is all that goes along."""


def handovers(reader: User, case_id: UUID) -> list[tuple[UUID, str]]:
    """The dispatches of a case, newest first."""
    rows = policies.visible_handovers(reader).filter(case=case_id)
    rows = rows.select_related("carrier", "to_office").order_by("-at")
    return [
        (it.pk, f"{network.name_of(it.carrier)} → {_office(it)} · {show.moment(it.at)}")
        for it in rows
    ]


def _office(it: Handover) -> str:
    return network.named(it.to_office.name, it.to_office.name_km)


def _handover(reader: User, case_id: UUID, handover_id: UUID) -> Handover:
    it = policies.get_handover(reader, handover_id, "subject")
    if it.case_id != case_id:
        raise NotFound("subject")
    return it


def handover(reader: User, case_id: UUID, handover_id: UUID) -> Known:
    """What the books say of a hand-over.

    Until it is received no number is on it: whoever receives says how many there are before they
    are told (custody.receive), and this paper travels with the load.
    """
    it = _handover(reader, case_id, handover_id)
    receipt = getattr(it, "receipt", None)
    sent = it.movement.lines.select_related("from_account", "from_lot__taxon").order_by("ordinal")
    found = _received(receipt.movement_id) if receipt else {}
    return Known(
        **of_case(reader, case_id), carrier=[network.name_of(it.carrier)],
        by=[network.name_of(it.by)], when=[happened(it.movement.entry)], to=[_office(it)],
        places=list(dict.fromkeys(books.place_of(row.from_account) for row in sent)),
        received_by=[network.name_of(receipt.by)] if receipt else [],
        received=[show.moment(receipt.at)] if receipt else [],
        dead=[show.number(receipt.dead_seen)] if receipt and receipt.dead_seen is not None else [],
        broken=receipt.broken_seals if receipt else [],
        lines=[_line(n, row, receipt is not None, found) for n, row in enumerate(sent, start=1)],
    )  # fmt: skip


def _received(movement_id: UUID) -> dict[UUID, int]:
    """How much of each lot came to a place, of what a receipt moved."""
    found: dict[UUID, int] = {}
    arrived = MovementLine.objects.filter(movement=movement_id, to_account__office__isnull=False)
    for row in arrived:
        found[row.to_lot_id] = found.get(row.to_lot_id, 0) + row.qty
    return found


def _line(n: int, row: MovementLine, told: bool, found: dict[UUID, int]) -> list[str]:
    lot = row.from_lot
    unit = str(UNITS[lot.unit])
    return [
        show.number(n), books.label_of(lot), in_ranges(lot.seal_numbers), unit,
        show.number(row.qty) if told else "",
        show.number(found.get(lot.pk, 0)) if told else "", "",
    ]  # fmt: skip


def handed_over(it: Known) -> list[Block]:
    """The record of a hand-over, signed by both sides."""
    return [
        the_case(it),
        facts(
            _("From hand to hand"),
            (_("Handed over by"), it["by"]), (_("From"), it["places"]),
            (_("Carried by"), it["carrier"]), (_("Dispatched"), it["when"]),
            (_("To"), it["to"]), (_("Received by"), it["received_by"]),
            (_("Received"), it["received"]), (_("Broken seals"), it["broken"]),
            (_("Dead seen"), it["dead"]),
        ),
        table(
            _("What is handed over"),
            [(_("No."), 5), (_("What"), 30), (_("Seals"), 17), (_("Unit"), 12), (_("Sent"), 10),
             (_("Received"), 11), (_("Remarks"), 15)],
            it["lines"], spare=0 if it["lines"] else SPARE,
        ),
        text("", _("Whoever receives counts first and writes the number here; the number that was"
                   " sent is compared afterwards. Sealed containers are handed over by their"
                   " number and seals.")),
        ink((_("Handed over by"), _first(it["by"])), (_("Carried by"), _first(it["carrier"])),
            (_("Received by"), _first(it["received_by"])), (_("Witness"), ""), thumb=True),
    ]  # fmt: skip


def transport(reader: User, case_id: UUID, handover_id: UUID) -> Known:
    """What the books say of a load on the road, with its numbers: the letter is for checkpoints."""
    it = _handover(reader, case_id, handover_id)
    sent = it.movement.lines.select_related("from_account", "from_lot__taxon").order_by("ordinal")
    office = network.office(it.to_office_id)
    stages = books.stages_of(it)
    first = stages[0] if stages else None
    return Known(
        **of_case(reader, case_id), carrier=[network.name_of(it.carrier)],
        driver=clean([first.driver]) if first else [],
        vehicle=clean([first.vehicle]) if first else [],
        plate=clean([first.plate]) if first else [], left=[show.when(first.left)] if first else [],
        stages=[_stage(n, row) for n, row in enumerate(stages[1:], start=2)],
        places=list(dict.fromkeys(books.place_of(row.from_account) for row in sent)),
        to=[_office(it)], due=[show.moment(it.due)],
        telephone=clean([office.duty_telephone]) if office else [],
        lines=[_loaded(n, row) for n, row in enumerate(sent, start=1)],
    )  # fmt: skip


def _stage(n: int, row: books.StageShown) -> str:
    by = " ".join(clean([row.vehicle, row.plate, row.driver]))
    return f"{show.number(n)}. {show.when(row.left)}: {by}"


def _loaded(n: int, row: MovementLine) -> list[str]:
    lot = row.from_lot
    return [
        show.number(n), books.label_of(lot), in_ranges(lot.seal_numbers),
        f"{show.number(row.qty)} {UNITS[lot.unit]}",
        show.weight(row.weight_g) if row.weight_g else "",
    ]  # fmt: skip


def transported(it: Known) -> list[Block]:
    """The letter that goes with a load, for whoever stops it on the road."""
    return [
        the_case(it),
        text("", _("Whoever carries this letter brings the animals and things named here to the"
                   " office named here, for the case named above. Officers at checkpoints are asked"
                   " to let the load pass without delay, not to open sealed containers, and to call"
                   " when in doubt.")),
        facts(
            _("The journey"),
            (_("Carried by"), it["carrier"]), (_("Driver"), it["driver"]),
            (_("Vehicle"), it["vehicle"]), (_("Plate"), it["plate"]), (_("From"), it["places"]),
            (_("To"), it["to"]), (_("Left"), it["left"]),
            *([(_("Then"), it["stages"])] if it["stages"] else []),
            (_("Expected by"), it["due"]),
            (_("Telephone of the office that waits"), it["telephone"]),
        ),
        table(
            _("The load"),
            [(_("No."), 5), (_("What"), 38), (_("Seals"), 20), (_("How many"), 20),
             (_("Weight"), 17)],
            it["lines"], spare=0 if it["lines"] else SPARE,
        ),
        table(
            _("Checkpoints passed"),
            [(_("Place"), 30), (_("Day and hour"), 24), (_("Officer"), 26), (_("Stamp"), 20)],
            [], spare=3,
        ),
        ink((_("For the office that sends"), ""),
            (_("Driver or carrier"), _first(it["driver"] or it["carrier"]))),
    ]  # fmt: skip


def _first(names: list[str]) -> str:
    return names[0] if names else ""
