"""A small committed world for the frauds, and a forger who writes rows past every act.

The forger has the server's own connection and knows how entries are written; what stops him is
the database. He works by the ORM and by raw SQL alike.
"""

from __future__ import annotations

import json
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any
from uuid import UUID

from django.db import connection

from sangkroh.care import actions as care
from sangkroh.care.rules import Cause, EnclosureKind
from sangkroh.cases import actions as cases
from sangkroh.core import journal
from sangkroh.core.actors import by_username
from sangkroh.core.ids import new_id
from sangkroh.core.models import User
from sangkroh.core.times import now
from sangkroh.custody import actions as custody
from sangkroh.custody.actions.books import account_of
from sangkroh.custody.actions.decisions import Leaving
from sangkroh.custody.actions.handover import Sent
from sangkroh.custody.actions.holds import HoldKind
from sangkroh.custody.actions.intake import NewLot
from sangkroh.custody.actions.moving import One
from sangkroh.custody.models import Lot, Movement, MovementLine
from sangkroh.custody.rules import Origin, Place, Subject, Unit
from sangkroh.network import queries as network
from sangkroh.reference import queries as reference

Leg = tuple[UUID, UUID, UUID, UUID, int]
"""from account, from lot, to account, to lot, quantity"""


@dataclass
class World:
    """Ids of what is there; built by acts, as the record is."""

    case: UUID
    other_case: UUID
    scene: UUID
    pens: list[UUID]
    tortoises: UUID
    chipped: UUID
    sacks: UUID
    other: UUID
    held: UUID
    kept: UUID
    dead: UUID
    death: UUID
    road: UUID
    counting: UUID
    release: UUID
    taxon: UUID
    users: dict[str, UUID]

    def as_json(self) -> str:
        return json.dumps(self.__dict__, default=str)

    @classmethod
    def from_json(cls, text: str) -> World:
        raw = json.loads(text)
        fixed = {k: UUID(v) for k, v in raw.items() if isinstance(v, str)}
        pens = [UUID(it) for it in raw["pens"]]
        return cls(**fixed, pens=pens, users={k: UUID(v) for k, v in raw["users"].items()})

    def user(self, name: str) -> User:
        return User.objects.get(pk=self.users[name])


def build() -> World:
    """104 tortoises and one of them chipped, 31 sacks, one dead, some on a road, two requests."""
    people = {n: by_username(n) for n in ("lina", "sok", "srey", "chan", "pierre", "maly")}
    lina, sok, srey, chan = (people[n] for n in ("lina", "sok", "srey", "chan"))
    case, other_case = (cases.open(lina, id=new_id(), title=t) for t in ("one", "two"))
    for user in (sok, srey, chan, people["pierre"], people["maly"]):
        for it in (case, other_case):
            cases.add_member(lina, case=it, user=user.pk, reason="proof")
    scene = custody.open_account(
        sok, id=new_id(), code="proof-scene", place=Place.SCENE, label="Scene", case=case
    )
    pens = [
        care.open_enclosure(
            srey, id=new_id(), code=f"proof-{n}", kind=EnclosureKind.QUARANTINE, label=f"Pen {n}"
        )
        for n in (1, 2)
    ]
    taxon = reference.find_taxa("elongated tortoise")[0].id
    lots = {
        name: new_id() for name in ("tortoises", "sacks", "held", "dead", "road", "chipped", "kept")
    }

    def take_in(account: UUID, who: User, in_case: UUID, *lines: NewLot) -> None:
        custody.take_in(
            who, id=new_id(), case=in_case, account=account, origin=Origin.FOUND, lines=list(lines)
        )

    def animals(name: str, qty: int) -> NewLot:
        return NewLot(
            lot=lots.setdefault(name, new_id()), subject=Subject.TAXON, taxon=taxon,
            unit=Unit.ANIMAL, quantity=qty,
        )  # fmt: skip

    sacks = NewLot(
        lot=lots["sacks"], subject=Subject.TAXON, taxon=taxon, unit=Unit.CONTAINER, quantity=31,
        declared=468,
    )  # fmt: skip
    take_in(pens[0], srey, case, animals("tortoises", 104), animals("held", 5),
            animals("dead", 3), animals("kept", 6), sacks)  # fmt: skip
    take_in(pens[0], srey, other_case, animals("other", 7))
    take_in(scene, sok, case, animals("road", 9))
    custody.individualise(
        srey, id=new_id(), account=pens[0], lot=lots["tortoises"],
        individuals=[One(lot=lots["chipped"], mark="CHIP-1")],
    )  # fmt: skip
    custody.place_hold(chan, id=new_id(), lot=lots["held"], kind=HoldKind.VET, reason="proof")
    custody.place_hold(
        people["maly"], id=new_id(), lot=lots["kept"], kind=HoldKind.COURT, reason="proof"
    )
    care.record_death(
        srey, id=new_id(), lot=lots["dead"], account=pens[0], qty=1, cause=Cause.NOT_KNOWN
    )
    centre = network.office_id_of(srey)
    assert centre
    road, counting, release = new_id(), new_id(), new_id()
    custody.dispatch(
        sok, id=new_id(), handover=road, carrier=sok.pk, to_office=centre,
        lines=[Sent(lot=lots["road"], account=scene, quantity=9)],
    )  # fmt: skip
    content = [NewLot(lot=new_id(), subject=Subject.TAXON, taxon=taxon, unit=Unit.ANIMAL,
                      quantity=40)]  # fmt: skip
    custody.count(
        srey, id=counting, account=pens[0], lot=lots["sacks"], containers=3, content=content
    )
    line = Leaving(lot=lots["tortoises"], account=pens[0], quantity=10)
    custody.plan_release(srey, id=release, lines=[line], reason="proof")
    death = Movement.objects.get(kind="die").pk
    return World(
        case=case, other_case=other_case, scene=scene, pens=pens, death=death, road=road,
        counting=counting, release=release, taxon=taxon, tortoises=lots["tortoises"],
        chipped=lots["chipped"], sacks=lots["sacks"], other=lots["other"], held=lots["held"],
        kept=lots["kept"], dead=lots["dead"], users={n: u.pk for n, u in people.items()},
    )  # fmt: skip


class Forger:
    """Writes movements as no act would. `by` is "orm" or "sql"."""

    def __init__(self, world: World, by: str) -> None:
        self.world, self.by = world, by
        self.state = account_of

    def entry(self, actor: str = "srey", action: str = "custody.forged") -> tuple[UUID, Any]:
        """An entry to be: its id now, and a function that writes it last."""
        id, end = new_id(), journal.lock_end()

        def write() -> None:
            nothing = {"earliest": None, "latest": None, "precision": "unknown", "words": ""}
            journal.append(end, journal.Draft(
                id=id, action=action, actor_id=self.world.user(actor).pk, device="", part_of=None,
                case_id=self.world.case, occurred=nothing, recorded_at=None, received_at=now(),
                arguments={}, personal={}, outcome=None,
            ))  # fmt: skip

        return id, write

    def insert(self, model: Any, *, verb: str = "INSERT", **values: Any) -> None:
        """One row, by the ORM or by raw SQL (`verb` for SQLite's other ways to insert)."""
        if self.by == "orm" and verb == "INSERT":
            model(**values).save(force_insert=True)
            return
        by_name = {field.attname: field for field in model._meta.concrete_fields}
        fields = [by_name[name] for name in values]
        row = [
            f.get_db_prep_save(getattr(v, "pk", v), connection)
            for f, v in zip(fields, values.values(), strict=True)
        ]
        columns = ", ".join(f.column for f in fields)
        marks = ", ".join(["%s"] * len(row))
        self.run(f"{verb} INTO {model._meta.db_table} ({columns}) VALUES ({marks})", row)

    def change(self, model: Any, id: UUID, values: dict[Any, Any]) -> None:
        """Columns of one row, by raw SQL."""
        said = ", ".join(f"{field.column} = %s" for field in values)
        row = [f.get_db_prep_save(getattr(v, "pk", v), connection) for f, v in values.items()]
        self.run(f"UPDATE {model._meta.db_table} SET {said} WHERE id = %s", [
            *row, model._meta.pk.get_db_prep_save(id, connection)])  # fmt: skip

    def run(self, sql: str, row: Sequence[Any] = ()) -> None:
        with connection.cursor() as cursor:
            cursor.execute(sql, row)

    def post(
        self, kind: str, *legs: Leg, basis: str = "move", request: UUID | None = None,
        reverses: UUID | None = None, line_count: int | None = None, case: UUID | None = None,
        actor: str = "srey", verb: str = "INSERT", written: bool = True,
    ) -> UUID:  # fmt: skip
        """A movement with its lines and its entry, in the proper order."""
        movement = new_id()
        entry, write = self.entry(actor)
        for ordinal, (source, lot, to, as_lot, qty) in enumerate(legs, start=1):
            self.insert(
                MovementLine, verb=verb, movement_id=movement, ordinal=ordinal,
                from_account_id=source, from_lot_id=lot, to_account_id=to, to_lot_id=as_lot,
                qty=qty,
            )  # fmt: skip
        self.insert(
            Movement, id=movement, kind=kind, basis=basis, case_id=case or self.world.case,
            entry_id=entry, request_id=request, reverses_id=reverses,
            line_count=len(legs) if line_count is None else line_count, reason="",
        )  # fmt: skip
        if written:
            write()
        return movement

    def lot(self, **changes: Any) -> UUID:
        """A lot like the tortoises', changed."""
        id = new_id()
        values = {
            "id": id, "case_id": self.world.case, "subject": "taxon", "taxon_id": self.world.taxon,
            "item_type": "", "as_reported": "", "unit": "animal", "is_individual": False,
            "seal_numbers": [], "declared_precision": "",
        }  # fmt: skip
        self.insert(Lot, **values | changes)
        return id
