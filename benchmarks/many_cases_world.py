"""A hundred thousand made-up cases, written straight into the tables of a throw-away database.

Not by acts: that would take half an hour. So the guards are taken down before and put up after,
by whoever owns the database, and what is written is only as true as lists and figures need it:
a scene, a few lines with their groups, the movement that took them in, people and what happened.
"""

from __future__ import annotations

import random
from collections.abc import Iterable, Iterator
from datetime import UTC, datetime, timedelta
from typing import Any

YEARS = range(2007, 2027)
TITLES = ("Market at {}", "Boat near {}", "Turtles on the road to {}", "House in {}",
          "Pangolin scales at {}", "Restaurant, {}", "ផ្សារ {}", "ទូកនៅ {}")  # fmt: skip
EVENTS = ("seizure",) * 7 + ("handed_over", "found", "checked", "nothing")
STEPS = ("fled", "instructed", "contract", "fine", "detained", "charged")
BATCH = 2_000


def make(cases: int, seed: int = 1) -> None:
    """Write so many cases, all of them Lina's, led by her, most also Sok's."""
    from django.db import connection

    from sangkroh.core import guards
    from sangkroh.core.wall import door_open

    with door_open(), guards.ledger_open():
        guards.take_down(connection)
        writer = _Writer(random.Random(seed))
        while writer.made < cases:
            writer.some(min(BATCH, cases - writer.made))
        guards.put_up(connection)
        with connection.cursor() as cursor:
            cursor.execute("ANALYZE")


class _Writer:
    def __init__(self, chance: random.Random) -> None:
        from sangkroh.core.actors import by_username
        from sangkroh.core.models import Entry
        from sangkroh.custody.models import Account
        from sangkroh.network.models import Agency, Office
        from sangkroh.reference.models import Place, Taxon

        self.chance, self.made = chance, 0
        self.lina, self.sok = by_username("lina"), by_username("sok")
        self.seq = Entry.objects.order_by("-seq").values_list("seq", flat=True)[0]
        self.offices = list(Office.objects.exclude(code="").order_by("code"))[:6]
        self.agencies = list(Agency.objects.order_by("code"))[:6]
        self.places = list(Place.objects.filter(kind__in=["commune", "village"])
                           .order_by("code", "pk"))[::40]  # fmt: skip
        self.taxa = list(Taxon.objects.exclude(rank="reported").order_by("scientific_name"))[:80]
        self.accounts = {it.state: it for it in Account.objects.exclude(state__in=["scene"])}

    def some(self, n: int) -> None:
        """One batch, each table in one go."""
        from django.db import transaction

        rows: dict[Any, list[Any]] = {}
        for _ in range(n):
            for it in self._case():
                rows.setdefault(type(it), []).append(it)
        with transaction.atomic():
            for kind, them in rows.items():
                kind._default_manager.bulk_create(them, batch_size=500)

    def _case(self) -> Iterator[Any]:
        from sangkroh.cases.models import Case, Member, Part
        from sangkroh.core.ids import new_id
        from sangkroh.core.models import Entry

        self.made, self.seq = self.made + 1, self.seq + 1
        c, office = self.chance, self.chance.choice(self.offices)
        year = c.choice(YEARS)
        at = datetime(year, 1, 1, tzinfo=UTC) + timedelta(minutes=c.randrange(525_000))
        place = c.choice(self.places)
        case = Case(
            id=new_id(), number=f"B-{year}-{self.made:06}", year=year, serial=1_000 + self.made,
            title=c.choice(TITLES).format(place.name), office=office, lead=self.lina,
            opened_by=self.lina, opened_at=at, historical=year < 2020,
            closed_at=at + timedelta(days=90) if c.random() < 0.8 else None,
        )  # fmt: skip
        entry = Entry(
            id=new_id(), seq=self.seq, action="seizures.record", actor=self.sok, case_id=case.pk,
            occurred_precision="unknown", received_at=at, arguments={}, outcome=None,
            entry=b"0" * 32, leaf=b"0" * 32, chain=b"0" * 32,
        )  # fmt: skip
        yield case
        yield entry
        people = [self.lina] + [self.sok] * (c.random() < 0.7)
        yield from (Member(id=new_id(), case=case, user=it, since=at, added_by=self.lina)
                    for it in people)  # fmt: skip
        for agency in c.sample(self.agencies, c.choice((0, 0, 1, 2))):
            yield Part(id=new_id(), case=case, agency=agency, part="seizing", since=at)
        yield from self._scene(case, entry, place, at)
        yield from self._people(case, entry)

    def _scene(self, case: Any, entry: Any, place: Any, at: datetime) -> Iterator[Any]:
        from sangkroh.core.ids import new_id
        from sangkroh.custody.models import Account, Movement
        from sangkroh.seizures.models import Scene

        by = {"by": self.sok, "at": at, "entry_id": entry.pk}
        scene_id, event = new_id(), self.chance.choice(EVENTS)
        account = Account(id=new_id(), code=f"scene-{scene_id}", state="scene", label=place.name,
                          case=case, scene=scene_id)  # fmt: skip
        known = self.chance.random() < 0.95
        scene = Scene(
            id=scene_id, case=case, event=event, kind="market", place=place, account=account,
            earliest=at if known else None, latest=at + timedelta(minutes=1) if known else None,
            precision="minute" if known else "unknown", **by,
        )  # fmt: skip
        yield account
        yield scene
        if event == "nothing":
            return
        movement = Movement(id=new_id(), kind="take_in", basis="move", case=case, entry=entry,
                            line_count=0)  # fmt: skip
        yield movement
        for n in range(self.chance.choice((1, 2, 2, 3, 4))):
            yield from self._line(case, scene, account, movement, n + 1, by)

    def _line(
        self, case: Any, scene: Any, account: Any, movement: Any, n: int, by: dict[str, Any]
    ) -> Iterator[Any]:
        from sangkroh.core.ids import new_id
        from sangkroh.custody.models import Balance, Lot, MovementLine, Root
        from sangkroh.seizures.models import Line

        c, taxon, line_id = self.chance, self.chance.choice(self.taxa), new_id()
        kind, unit = c.choice((("animal", "animal"), ("animal", "animal"), ("part", "piece"),
                               ("meat", "g")))  # fmt: skip
        quantity = c.randrange(1, 60) * (1000 if unit == "g" else 1)
        if scene.event == "checked" or c.random() < 0.05:
            yield Line(id=line_id, scene=scene, ordinal=n, kind=kind, taxon=taxon,
                       handling="papers" if scene.event == "checked" else "taken", **by)  # fmt: skip
            return
        lot = Lot(id=line_id, case=case, subject="taxon", taxon=taxon, unit=unit)
        yield lot
        yield Root(lot=lot, root=lot)
        yield Line(id=line_id, scene=scene, ordinal=n, kind=kind, taxon=taxon, lot=lot, **by)
        yield MovementLine(
            movement=movement, ordinal=n, from_account=self.accounts["origin_seizure"],
            from_lot=lot, to_account=account, to_lot=lot, qty=quantity,
            weight_g=quantity * 300 if unit == "piece" else None,
        )  # fmt: skip
        state = c.choice(("scene", "released", "released", "died", "destroyed", "transferred"))
        yield Balance(account=account if state == "scene" else self.accounts[state], lot=lot,
                      qty=quantity, may_go_below_0=False, is_individual=False)  # fmt: skip

    def _people(self, case: Any, entry: Any) -> Iterator[Any]:
        from sangkroh.core.ids import new_id
        from sangkroh.prosecution.models import PersonInvolved, Step

        for n in range(self.chance.choice((0, 1, 1, 2))):
            person = PersonInvolved(id=new_id(), case=case, number=n + 1, entry=entry)
            yield person
            yield Step(id=new_id(), person=person, kind=self.chance.choice(STEPS), entry=entry,
                       occurred_precision="unknown")  # fmt: skip


def spread(of: Iterable[float]) -> tuple[float, float]:
    """The middle one, and the one that nineteen of twenty stay below."""
    times = sorted(of)
    return times[len(times) // 2], times[min(len(times) - 1, int(len(times) * 0.95))]
