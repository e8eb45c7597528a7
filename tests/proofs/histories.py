"""Random histories of the books, played against a plain model that knows nothing of the database.

The model is two dictionaries: what each account holds of each lot, and which alarms are open. Each
step says beforehand whether it must be done or refused; after each the books must say the same.
"""

from __future__ import annotations

from collections import Counter
from typing import Any, ClassVar
from uuid import UUID

from django.db.models import Sum
from hypothesis import strategies as st
from hypothesis.stateful import RuleBasedStateMachine, invariant, precondition, rule

from sangkroh.care import actions as care
from sangkroh.care.actions import Checked
from sangkroh.care.rules import Answer, Cause, Finding, Question
from sangkroh.core.errors import Refused
from sangkroh.core.ids import new_id
from sangkroh.core.models import Entry
from sangkroh.custody import actions as custody
from sangkroh.custody.actions.books import account_of
from sangkroh.custody.actions.counting import Found, What
from sangkroh.custody.actions.handover import Received, Sent
from sangkroh.custody.actions.intake import NewLot
from sangkroh.custody.actions.moving import Moved, Part
from sangkroh.custody.models import Alarm, Balance, Movement, MovementLine
from sangkroh.custody.rules import Origin, State, Subject, Unit
from tests.proofs.ground import Ground
from tests.proofs.model import Model, undone

SMALL = st.integers(1, 12)
AROUND = st.integers(-2, 2)


class Histories(RuleBasedStateMachine):
    """One history: a scene, two pens, roads between, and everything that may happen there."""

    ground: ClassVar[Ground]
    done: ClassVar[Counter[str]]
    """How many acts were done, and how many asked for in vain, in all histories."""

    def __init__(self) -> None:
        super().__init__()
        it = self.ground
        self.case, self.scene, self.pens, self.centre = it.case, it.scene, it.pens, it.centre
        self.sok, self.srey, self.chan, self.pierre = it.sok, it.srey, it.chan, it.pierre
        self.taxon, self.site = it.taxon, it.site
        self.model = Model()
        self.roads: dict[UUID, list[UUID]] = {}
        self.block = undone()
        self.block.__enter__()

    def teardown(self) -> None:
        try:
            self.conserved_in_the_end()
            self.done["acts"] += Entry.objects.count() - self.ground.entries
        finally:
            self.block.__exit__(None, None, None)

    def expect(self, possible: bool, act: Any, *args: Any, **kwargs: Any) -> Any:
        """Do the act; it must be done when it is possible and refused when it is not."""
        before = Entry.objects.count()
        answer, code = None, ""
        try:
            answer = act(*args, **kwargs)
        except Refused as refused:
            code = refused.code
        assert (not code) == possible, f"{act.__name__}: {code or 'done'}"
        assert possible or Entry.objects.count() == before
        self.done["refused"] += not possible
        return answer if answer is not None or not possible else True

    @precondition(lambda self: len(self.there("scene", containers=None)) < 3)
    @rule(qty=SMALL, containers=st.booleans(), declared=st.integers(1, 30))
    def seize(self, qty: int, containers: bool, declared: int) -> None:
        lot = new_id()
        new = NewLot(
            lot=lot, subject=Subject.TAXON, taxon=self.taxon, quantity=qty,
            unit=Unit.CONTAINER if containers else Unit.ANIMAL,
            declared=declared if containers else None,
        )  # fmt: skip
        custody.take_in(
            self.sok, id=new_id(), case=self.case, account=self.scene, origin=Origin.SEIZURE,
            lines=[new],
        )  # fmt: skip
        self.model.units[lot] = new.unit
        if containers:
            self.model.declared[lot] = declared
        self.model.move(lot, account_of(State.ORIGIN_SEIZURE), self.scene, qty)

    def there(self, place: str, *, containers: bool | None = False) -> list[tuple[UUID, UUID]]:
        """What is at the scene or in the pens: accounts and lots; None: containers or not."""
        accounts = self.pens if place == "pens" else [self.scene]
        return self.model.in_places(accounts, containers=containers)

    def pick(
        self, data: st.DataObject, place: str, *, containers: bool | None = False
    ) -> tuple[UUID, UUID]:
        return data.draw(st.sampled_from(self.there(place, containers=containers)))

    def other(self, pen: UUID) -> UUID:
        return self.pens[pen == self.pens[0]]

    @precondition(lambda self: self.there("scene", containers=None))
    @rule(data=st.data(), more=AROUND)
    def dispatch(self, data: st.DataObject, more: int) -> None:
        _, lot = self.pick(data, "scene", containers=None)
        held = self.model.held[self.scene, lot]
        qty, road = max(held + more, 1), new_id()
        done = self.expect(
            qty <= held, custody.dispatch, self.sok, id=new_id(), handover=road,
            carrier=self.sok.pk, to_office=self.centre,
            lines=[Sent(lot=lot, account=self.scene, quantity=qty)],
        )  # fmt: skip
        if done:
            self.model.move(lot, self.scene, road, qty)
            self.roads[road] = [lot]

    @precondition(lambda self: self.roads)
    @rule(data=st.data(), more=AROUND, pen=st.integers(0, 1), by_sender=st.booleans())
    def receive(self, data: st.DataObject, more: int, pen: int, by_sender: bool) -> None:
        road = data.draw(st.sampled_from(sorted(self.roads)))
        lot, to = self.roads[road][0], self.pens[pen]
        sent = self.model.held[road, lot]
        found = max(sent + more, 0)
        received = [Received(lot=lot, quantity=found)]
        if by_sender:
            self.expect(
                False, custody.receive, self.sok, id=new_id(), handover=road, account=to,
                lines=received,
            )  # fmt: skip
            return
        self.expect(
            True, custody.receive, self.srey, id=new_id(), handover=road, account=to,
            lines=received,
        )  # fmt: skip
        del self.roads[road]
        self.differ(lot, road, to, sent, found)

    def differ(self, lot: UUID, source: UUID, to: UUID, expected: int, found: int) -> None:
        """What was found goes on; fewer are missing, more come out of surplus."""
        self.model.move(lot, source, to, min(expected, found))
        if found < expected:
            self.model.move(lot, source, account_of(State.MISSING), expected - found)
            self.alarmed("shortfall", lot, expected - found)
        if found > expected:
            self.model.move(lot, account_of(State.SURPLUS), to, found - expected)
            self.alarmed("surplus", lot, found - expected)

    def alarmed(self, kind: str, lot: UUID, qty: int) -> None:
        alarm = Alarm.objects.get(lot=lot, kind=kind, pk__in=self.new_alarms())
        assert alarm.qty == qty
        self.model.alarms[alarm.pk] = (kind, lot, qty)

    def new_alarms(self) -> list[UUID]:
        known = set(self.model.alarms)
        return [pk for pk in Alarm.objects.filter(case=self.case).values_list("pk", flat=True)
                if pk not in known]  # fmt: skip

    @precondition(lambda self: self.there("pens", containers=None))
    @rule(data=st.data(), more=AROUND)
    def move(self, data: st.DataObject, more: int) -> None:
        here, lot = self.pick(data, "pens", containers=None)
        there = self.other(here)
        held = self.model.held[here, lot]
        qty = max(held + more, 1)
        line = Moved(lot=lot, account=here, to=there, quantity=qty)
        if self.expect(qty <= held, custody.move, self.srey, id=new_id(), lines=[line]):
            self.model.move(lot, here, there, qty)

    @precondition(lambda self: self.there("pens", containers=True))
    @rule(data=st.data(), found=st.integers(0, 30), more=AROUND)
    def count(self, data: st.DataObject, found: int, more: int) -> None:
        """Some of the containers are opened by two people."""
        here, boxes = self.pick(data, "pens", containers=True)
        held = self.model.held[here, boxes]
        opened, lot, request = max(held + more, 1), new_id(), new_id()
        content = [NewLot(lot=lot, subject=Subject.TAXON, taxon=self.taxon, unit=Unit.ANIMAL,
                          quantity=found)] if found else []  # fmt: skip
        asked = self.expect(
            opened <= held, custody.count, self.srey, id=request, account=here, lot=boxes,
            containers=opened, content=content,
        )  # fmt: skip
        if not asked:
            return
        self.expect(False, custody.approve, self.srey, request=request)
        self.expect(True, custody.approve, self.chan, request=request)
        self.opened(boxes, here, opened, lot, found)

    def opened(self, boxes: UUID, here: UUID, opened: int, lot: UUID, found: int) -> None:
        model, between = self.model, account_of(State.COUNT_CONVERSION)
        holders = {self.scene, *self.pens, *self.roads, account_of(State.MISSING)}
        left = sum(q for (a, x), q in model.held.items() if x == boxes and a in holders) - opened
        model.move(boxes, here, between, opened)
        model.units[lot] = "animal"
        total = model.counted[boxes] + found
        over = min(found, max(0, total - model.declared[boxes]))
        model.counted[boxes] = total
        model.move(lot, between, here, found - over)
        if over:
            model.move(lot, account_of(State.SURPLUS), here, over)
            self.alarmed("surplus", lot, over)
        short = model.declared[boxes] - total if left == 0 else 0
        if short > 0:
            alarm = Alarm.objects.get(pk__in=self.new_alarms())
            model.units.setdefault(alarm.lot_id, "animal")
            model.move(alarm.lot_id, between, account_of(State.MISSING), short)
            self.alarmed("shortfall", alarm.lot_id, short)

    @precondition(lambda self: self.model.alarms)
    @rule(data=st.data(), more=AROUND, what=st.sampled_from(list(What)), pen=st.integers(0, 1))
    def explain(self, data: st.DataObject, more: int, what: What, pen: int) -> None:
        alarm = data.draw(st.sampled_from(sorted(self.model.alarms)))
        kind, lot, left = self.model.alarms[alarm]
        qty, request, here = max(left + more, 1), new_id(), self.pens[pen]
        placed = what in (What.FOUND, What.NOT_THERE)
        fits = what in (
            (What.FOUND, What.DIED, What.ESCAPED, What.DESTROYED, What.MISCOUNTED)
            if kind == "shortfall" else (What.MISCOUNTED, What.CAME_ALONG, What.NOT_THERE)
        )  # fmt: skip
        asked = self.expect(
            fits and qty <= left, custody.explain, self.srey, id=request, alarm=alarm, what=what,
            quantity=qty, reason="history", account=here if placed else None,
        )  # fmt: skip
        if not asked:
            return
        there = what is not What.NOT_THERE or self.model.held[here, lot] >= qty
        if self.expect(there, custody.approve, self.chan, request=request):
            self.explained(alarm, kind, lot, qty, what, here)

    def explained(
        self, alarm: UUID, kind: str, lot: UUID, qty: int, what: What, here: UUID
    ) -> None:
        if kind == "shortfall":
            to = {What.FOUND: here, What.DIED: account_of(State.DIED),
                  What.ESCAPED: account_of(State.ESCAPED),
                  What.DESTROYED: account_of(State.DESTROYED)}  # fmt: skip
            self.model.move(
                lot,
                account_of(State.MISSING),
                to.get(what, account_of(State.COUNT_CORRECTION)),
                qty,
            )
        else:
            source = {What.NOT_THERE: here, What.CAME_ALONG: account_of(State.ORIGIN_SEIZURE)}
            self.model.move(
                lot, source.get(what, account_of(State.COUNT_CORRECTION)),
                account_of(State.SURPLUS), qty,
            )  # fmt: skip
        _, _, left = self.model.alarms[alarm]
        self.model.alarms[alarm] = (kind, lot, left - qty)

    @precondition(lambda self: self.there("pens"))
    @rule(data=st.data(), more=AROUND)
    def die(self, data: st.DataObject, more: int) -> None:
        here, lot = self.pick(data, "pens")
        held = self.model.held[here, lot]
        qty = max(held + more, 1)
        if self.expect(
            qty <= held, care.record_death, self.srey, id=new_id(), lot=lot, account=here,
            qty=qty, cause=Cause.NOT_KNOWN,
        ):  # fmt: skip
            self.model.move(lot, here, account_of(State.DIED), qty)
            self.model.deaths += 1

    @precondition(lambda self: self.there("pens"))
    @rule(data=st.data())
    def find_fit(self, data: st.DataObject) -> None:
        here, lot = self.pick(data, "pens")
        held = self.model.held[here, lot]
        care.assess(self.chan, id=new_id(), lot=lot, account=here, qty=held, finding=Finding.FIT)
        self.model.found[lot].insert(0, (True, held))

    @precondition(lambda self: self.there("pens"))
    @rule(data=st.data(), more=AROUND)
    def release(self, data: st.DataObject, more: int) -> None:
        here, lot = self.pick(data, "pens")
        held = self.model.held[here, lot]
        in_pens = sum(self.model.held[pen, lot] for pen in self.pens)
        qty, request = max(held + more, 1), new_id()
        fit = self.model.fit(lot, in_pens)
        asked = self.expect(
            qty <= held and qty <= fit, care.plan_release, self.chan, id=request, lot=lot,
            account=here, qty=qty, site=self.site, reason="history",
            answers=[Checked(question=q, answer=Answer.YES) for q in Question],
        )  # fmt: skip
        if not asked:
            return
        self.expect(False, custody.approve, self.chan, request=request)
        self.expect(True, custody.approve, self.pierre, request=request)
        self.model.move(lot, here, account_of(State.RELEASED), qty)
        self.model.released[lot] += qty

    @precondition(lambda self: self.there("pens"))
    @rule(data=st.data(), more=AROUND)
    def stock_take(self, data: st.DataObject, more: int) -> None:
        here, lot = self.pick(data, "pens")
        held = self.model.held[here, lot]
        found = max(held + more, 0)
        custody.head_count(
            self.srey, id=new_id(), account=here, lines=[Found(lot=lot, quantity=found)]
        )
        if found < held:
            self.model.move(lot, here, account_of(State.MISSING), held - found)
            self.alarmed("shortfall", lot, held - found)
        if found > held:
            self.model.move(lot, account_of(State.SURPLUS), here, found - held)
            self.alarmed("surplus", lot, found - held)

    @precondition(lambda self: self.there("pens"))
    @rule(data=st.data(), more=AROUND)
    def split(self, data: st.DataObject, more: int) -> None:
        here, lot = self.pick(data, "pens")
        held, part = self.model.held[here, lot], new_id()
        qty = max(held + more, 1)
        parts = [Part(lot=part, quantity=qty)]
        if self.expect(
            qty <= held, custody.split, self.srey, id=new_id(), account=here, lot=lot, parts=parts
        ):
            self.model.units[part] = "animal"
            self.model.part(lot, self.around(lot), part, qty)
            self.model.move(lot, here, here, qty, as_lot=part)

    def around(self, lot: UUID) -> int:
        """How many of a lot are anywhere in our hands."""
        ours = {self.scene, *self.pens, *self.roads}
        return sum(q for (account, x), q in self.model.held.items() if x == lot and account in ours)

    @precondition(lambda self: self.model.deaths)
    @rule(data=st.data())
    def take_back_a_death(self, data: st.DataObject) -> None:
        """A reversal is asked by one and approved by another, once."""
        died = Movement.objects.filter(case=self.case, kind="die", reversed_by__isnull=True)
        ids = sorted(died.values_list("pk", flat=True))
        it, request = data.draw(st.sampled_from(ids)), new_id()
        line = MovementLine.objects.get(movement=it)
        self.expect(True, custody.reverse, self.srey, id=request, movement=it, reason="history")
        self.expect(True, custody.approve, self.chan, request=request)
        self.model.move(line.from_lot_id, line.to_account_id, line.from_account_id, line.qty)
        self.model.deaths -= 1
        self.expect(False, custody.reverse, self.srey, id=new_id(), movement=it, reason="again")

    @invariant()
    def the_books_say_the_same(self) -> None:
        rows = Balance.objects.filter(lot__case=self.case)
        books = {(a, x): q for a, x, q in rows.values_list("account", "lot", "qty") if q}
        assert books == {key: q for key, q in self.model.held.items() if q}

    def conserved_in_the_end(self) -> None:
        """Per lot's subject and unit the sum is 0, and every alarm says what is left of it."""
        rows = Balance.objects.filter(lot__case=self.case)
        sums = rows.values("lot__taxon", "lot__unit").annotate(it=Sum("qty"))
        assert all(row["it"] == 0 for row in sums)
        for alarm, (_, _, left) in self.model.alarms.items():
            it = Alarm.objects.get(pk=alarm)
            said = it.explanations.aggregate(it=Sum("qty"))["it"] or 0
            assert it.qty - said == left
