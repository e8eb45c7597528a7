"""The numbered frauds from 21 on: people, decisions, births, the journal."""

from __future__ import annotations

from datetime import timedelta
from uuid import UUID

from sangkroh.core.ids import new_id
from sangkroh.core.models import Entry
from sangkroh.core.times import now
from sangkroh.custody.models import (
    Account,
    Alarm,
    Approval,
    Explanation,
    Handover,
    Receipt,
    Request,
)
from sangkroh.custody.rules import State
from sangkroh.network.queries import agency_id_of

from .fraud_world import Forger, Leg
from .frauds import BELOW_0, FRAUDS, changed, fraud, leg

__all__ = ["FRAUDS"]


def approval(f: Forger, request: object, by: str, written_by: str, **more: object) -> None:
    entry, write = f.entry(written_by)
    user = f.world.user(by)
    f.insert(
        Approval, id=new_id(), request_id=request, by_id=user.pk, entry_id=entry, at=now(),
        approves=True, as_vet=False, agency_id=agency_id_of(user), reason="", **more,
    )  # fmt: skip
    write()


@fraud(21, "approve one's own request", guards=("custody_approval_by_another",))
def f21(f: Forger) -> None:
    approval(f, f.world.counting, "srey", "srey")


@fraud(21, "approve in another's name", guards=("custody_signed_approval",))
def f21b(f: Forger) -> None:
    approval(f, f.world.counting, "chan", "srey")


def released(f: Forger, lot: object) -> Leg:
    return leg(f, lot=lot, to=f.state(State.RELEASED))


def requested(f: Forger, *, as_vet: bool) -> object:
    """A request for a release and its approval by a person of another organisation."""
    id, by = new_id(), "chan" if as_vet else "srey"
    entry, write = f.entry(by)
    f.insert(
        Request, id=id, by_id=f.world.users[by], entry_id=entry, at=now(), case_id=f.world.case,
        kind="release", basis="planned", payload={}, reason="", as_vet=as_vet, needs_vet=True,
        needs_other_agency=True, agency_id=agency_id_of(f.world.user(by)),
    )  # fmt: skip
    write()
    approval(f, id, "pierre", "pierre")
    return id


@fraud(22, "a planned release under a hold", guards=("custody_movement_not_held_back",))
def f22(f: Forger) -> None:
    request = requested(f, as_vet=True)
    f.post("release", released(f, f.world.held), basis="planned", request=request)  # type: ignore[arg-type]


@fraud(23, "a planned release without a vet", guards=("custody_movement_with_a_vet",))
def f23(f: Forger) -> None:
    request = requested(f, as_vet=False)
    f.post("release", released(f, f.world.tortoises), basis="planned", request=request)  # type: ignore[arg-type]


@fraud(23, "a planned release of a listed species by one organisation", guards=(
       "custody_movement_with_another_agency",))  # fmt: skip
def f23b(f: Forger) -> None:
    approval(f, f.world.release, "lina", "lina")
    approval_as_vet(f)
    f.post("release", released(f, f.world.tortoises), basis="planned", request=f.world.release)


def approval_as_vet(f: Forger) -> None:
    entry, write = f.entry("chan")
    chan = f.world.user("chan")
    f.insert(
        Approval, id=new_id(), request_id=f.world.release, by_id=chan.pk, entry_id=entry,
        at=now(), approves=True, as_vet=True, agency_id=agency_id_of(chan), reason="",
    )  # fmt: skip
    write()


@fraud(47, "a correction of what a court keeps, by two of one agency", guards=(
       "custody_movement_asked_where_a_court_keeps",))  # fmt: skip
def f47(f: Forger) -> None:
    f.post("correction", corrected(f), request=asked_to_correct(f, "chan"))


@fraud(
    47, "the word of a legal officer who is none", guards=("custody_approval_as_a_legal_officer",)
)
def f47b(f: Forger) -> None:
    asked_to_correct(f, "chan", as_legal=True)


def asked_to_correct(f: Forger, by: str, **more: object) -> UUID:
    """A correction of a lot that a court keeps, asked for by srey and approved by this person."""
    entry, write = f.entry("srey")
    id = new_id()
    f.insert(
        Request, id=id, by_id=f.world.users["srey"], entry_id=entry, at=now(),
        case_id=f.world.case, kind="correction", basis="move", payload={}, reason="",
        as_vet=False, needs_vet=False, needs_other_agency=False,
        agency_id=agency_id_of(f.world.user("srey")),
    )  # fmt: skip
    write()
    approval(f, id, by, by, **more)
    return id


def corrected(f: Forger) -> Leg:
    return leg(f, lot=f.world.kept, to=f.state(State.COUNT_CORRECTION))


@fraud(24, "a release from a centre as a field fact", guards=(
       "custody_movement_released_from_a_centre_by_plan",))  # fmt: skip
def f24(f: Forger) -> None:
    f.post("release", released(f, f.world.tortoises), basis="fact")


@fraud(25, "history written into a case opened here", guards=(
       "custody_movement_historical_of_old_papers",))  # fmt: skip
def f25(f: Forger) -> None:
    f.post("move", leg(f), basis="historical")


@fraud(26, "receive one's own dispatch", guards=("custody_receipt_by_another",))
def f26(f: Forger) -> None:
    w = f.world
    lot = Handover.objects.get(pk=w.road).movement.lines.get().from_lot_id
    movement = f.post(
        "receive", leg(f, 9, lot=lot, source=w.road, to=w.pens[0]), actor="sok", written=True
    )
    entry, write = f.entry("sok")
    f.insert(
        Receipt, id=new_id(), by_id=w.users["sok"], entry_id=entry, at=now(), handover_id=w.road,
        movement_id=movement, account_id=w.pens[0], accepted_by="count", broken_seals=[],
    )  # fmt: skip
    write()


@fraud(26, "count alone", guards=("custody_movement_approved",))
def f26b(f: Forger) -> None:
    w = f.world
    out = f.lot(parent_lot_id=w.sacks)
    conversion = f.state(State.COUNT_CONVERSION)
    f.post(
        "count", leg(f, 3, lot=w.sacks, to=conversion),
        leg(f, 40, lot=out, source=conversion, to=w.pens[0]), request=w.counting,
    )  # fmt: skip


@fraud(27, "count one container twice", checks=BELOW_0,
       guards=("custody_movement_approved", "custody_line_of_what_is_there"))  # fmt: skip
def f27(f: Forger) -> None:
    w = f.world
    conversion = f.state(State.COUNT_CONVERSION)
    f.post("count", leg(f, 31, lot=w.sacks, to=conversion), request=w.counting)
    f.post("count", leg(f, 1, lot=w.sacks, to=conversion))


@fraud(28, "a birth without a dam", guards=("custody_movement_born_of_a_dam",))
def f28(f: Forger) -> None:
    young = f.lot()
    birth = f.state(State.ORIGIN_BIRTH)
    f.post("birth", leg(f, 4, lot=young, source=birth, to=f.world.pens[0]))


@fraud(28, "more hatched than eggs went in", guards=("custody_movement_converts_no_more",))
def f28b(f: Forger) -> None:
    w = f.world
    eggs = f.lot(unit="egg", dam_lot_id=w.tortoises)
    young = f.lot(parent_lot_id=eggs)
    f.post("birth", leg(f, 4, lot=eggs, source=f.state(State.ORIGIN_BIRTH), to=w.pens[0]))
    hatch = f.state(State.HATCH_CONVERSION)
    f.post("hatch", leg(f, 4, lot=eggs, to=hatch), leg(f, 5, lot=young, source=hatch, to=w.pens[0]))


@fraud(29, "merge lots of two seizures", guards=("custody_line_keeps_subject",
       "custody_movement_of_one_case", "custody_movement_from_lot_to_lot"))  # fmt: skip
def f29(f: Forger) -> None:
    w = f.world
    f.post("split", leg(f, lot=w.other, as_lot=w.tortoises, to=w.pens[0]))


fraud(30, "change an entry after it was written", guards=("journal_entry_no_update",),
      tables=("journal_entry",))(
    changed(Entry, "journal_entry", "device", "another")
)  # fmt: skip


@fraud(31, "a gap in the journal", guards=("journal_entry_next", "journal_head_follows"))
def f31(f: Forger) -> None:
    entry = Entry.objects.latest("seq")
    entry.pk, entry.seq = new_id(), entry.seq + 7
    if f.by == "orm":
        entry.save(force_insert=True)
    else:
        values = {fd.attname: getattr(entry, fd.attname) for fd in Entry._meta.concrete_fields}
        f.insert(Entry, **values)


@fraud(33, "a journal entry removed", guards=("journal_entry_no_delete",),
       tables=("journal_entry",), by=("sql",))  # fmt: skip
def f33(f: Forger) -> None:
    last = "(SELECT MAX(seq) FROM journal_entry WHERE action = 'cases.add_member')"
    of_it = f"(SELECT id FROM journal_entry WHERE seq = {last})"
    f.run(f"DELETE FROM journal_secret WHERE entry_id = {of_it}")
    f.run(f"DELETE FROM journal_entry WHERE seq = {last}")


@fraud(34, "a movement by no rule", guards=("custody_movement_by_a_rule",
       "custody_movement_stays_in_its_office"))  # fmt: skip
def f34(f: Forger) -> None:
    f.post("move", leg(f, to=f.state(State.ESCAPED)))


@fraud(35, "an account of one's own that may go below nothing",
       guards=("custody_account_of_people_holds",))  # fmt: skip
def f35(f: Forger) -> None:
    f.insert(
        Account, id=new_id(), code="proof-forged", state="origin_unknown", label="x", label_km="",
        may_go_below_0=True, is_final=False,
    )  # fmt: skip


@fraud(36, "an explanation of more than is missing", guards=("custody_explanation_of_no_more",))
def f36(f: Forger) -> None:
    w, alarm = f.world, new_id()
    entry, write = f.entry()
    common = {"by_id": w.users["srey"], "entry_id": entry, "at": now() - timedelta(hours=1)}
    f.insert(
        Alarm, id=alarm, case_id=w.case, movement_id=w.death, kind="shortfall", lot_id=w.dead,
        account_id=f.state(State.MISSING), qty=1, **common,
    )  # fmt: skip
    f.insert(
        Explanation, id=new_id(), alarm_id=alarm, movement_id=w.death, what="died", qty=2, **common
    )
    write()


@fraud(44, "eggs that vanish as others hatch", guards=("custody_movement_converts_no_more",))
def f44(f: Forger) -> None:
    w = f.world
    eggs = f.lot(unit="egg", dam_lot_id=w.tortoises)
    young = f.lot(parent_lot_id=eggs)
    f.post("birth", leg(f, 4, lot=eggs, source=f.state(State.ORIGIN_BIRTH), to=w.pens[0]))
    hatch = f.state(State.HATCH_CONVERSION)
    f.post("hatch", leg(f, 4, lot=eggs, to=hatch), leg(f, 1, lot=young, source=hatch, to=w.pens[0]))


@fraud(45, "a release on the road from a centre as a field fact", guards=(
       "custody_movement_released_from_a_centre_by_plan",))  # fmt: skip
def f45(f: Forger) -> None:
    w, road = f.world, new_id()
    to, by = Handover.objects.get(pk=w.road).to_office_id, w.users["srey"]
    f.insert(
        Account, id=road, code=f"proof-{road}", state="in_transit", label="x", label_km="",
        user_id=by, office_id=to, may_go_below_0=False, is_final=False,
    )  # fmt: skip
    sent = f.post("dispatch", leg(f, 2, to=road))
    entry, write = f.entry()
    f.insert(
        Handover, id=road, by_id=by, entry_id=entry, at=now(), case_id=w.case, movement_id=sent,
        account_id=road, carrier_id=by, to_office_id=to, due=now(),
    )  # fmt: skip
    write()
    f.post("release", leg(f, 2, source=road, to=f.state(State.RELEASED)), basis="fact")
