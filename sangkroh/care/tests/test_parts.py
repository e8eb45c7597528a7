"""What a vet found of a group goes with its parts, marked as such; nothing gets fitter by it."""

from __future__ import annotations

from uuid import UUID

import pytest
from hypothesis import given
from hypothesis import strategies as st

from sangkroh.care import queries, rules
from sangkroh.care.rules import Assessed, Finding
from sangkroh.core.errors import Refused
from sangkroh.core.ids import new_id
from sangkroh.core.models import User
from sangkroh.custody import actions as custody
from sangkroh.custody.actions.moving import One, Part
from sangkroh.custody.rules import Unit
from sangkroh.reference import queries as reference

from .test_care import Tortoises, assess, plan, tortoises

__all__ = ["tortoises"]


def part(keeper: User, of: Tortoises, qty: int) -> Tortoises:
    lot = new_id()
    parts = [Part(lot=lot, quantity=qty)]
    custody.split(keeper, id=new_id(), account=of.pen, lot=of.lot, parts=parts)
    return Tortoises(of.case, lot, of.pen)


def marked(keeper: User, of: Tortoises, mark: str) -> Tortoises:
    lot = new_id()
    ones = [One(lot=lot, mark=mark)]
    custody.individualise(keeper, id=new_id(), account=of.pen, lot=of.lot, individuals=ones)
    return Tortoises(of.case, lot, of.pen)


def test_a_part_is_as_fit_as_its_group_was(tortoises: Tortoises, srey: User, chan: User) -> None:
    assess(chan, tortoises, 104, Finding.FIT)
    half, one = part(srey, tortoises, 52), marked(srey, tortoises, "chip-1")
    assert [queries.fit(it.lot) for it in (tortoises, half, one)] == [51, 52, 1]
    plan(chan, half, 52)
    assert half.lot not in [it.lot for it in queries.not_examined(chan)]


def test_not_releasable_is_not_lost_by_marking(
    tortoises: Tortoises, srey: User, chan: User
) -> None:
    assess(chan, tortoises, 104, Finding.NOT_RELEASABLE, "no native site")
    one = marked(srey, part(srey, tortoises, 10), "chip-1")
    assert queries.fit(one.lot) == 0
    with pytest.raises(Refused, match=r"care\.not-fit"):
        plan(chan, one, 1)
    [said] = queries.story(chan, one.lot)
    assert said.text.startswith(queries.inherited_label())
    assess(chan, one, 1, Finding.FIT)
    assert queries.fit(one.lot) == 1, "the vet has looked at this one again"


def test_of_a_mixed_group_a_part_is_taken_to_be_the_worst_of_it(
    tortoises: Tortoises, srey: User, chan: User
) -> None:
    """Which of them parted nobody said: the four with cracked shells may be among any."""
    assess(chan, tortoises, 104, Finding.FIT)
    assess(chan, tortoises, 4, Finding.TREAT, "cracked shells")
    assert [queries.fit(part(srey, tortoises, n).lot) for n in (50, 3)] == [46, 0]
    assert queries.fit(tortoises.lot) == 47


def test_what_is_found_afterwards_stays_with_whom_it_was_found_of(
    tortoises: Tortoises, srey: User, chan: User
) -> None:
    half = part(srey, tortoises, 52)
    assess(chan, tortoises, 52, Finding.FIT)
    assert queries.fit(half.lot) == 0
    assert half.lot in [it.lot for it in queries.not_examined(chan)]


def test_a_new_name_changes_no_finding_and_the_young_have_none(
    tortoises: Tortoises, srey: User, chan: User
) -> None:
    assess(chan, tortoises, 104, Finding.FIT)
    young, named = new_id(), new_id()
    custody.birth(srey, id=new_id(), account=tortoises.pen, dam=tortoises.lot, lot=young,
                  unit=Unit.ANIMAL, quantity=2)  # fmt: skip
    assert queries.fit(young) == 0
    asked: UUID = custody.reidentify(
        srey, id=new_id(), account=tortoises.pen, lot=tortoises.lot, to_lot=named, reason="looked",
        taxon=reference.find_taxa("Asian leaf turtle")[0].id,
    )  # fmt: skip
    custody.approve(chan, request=asked)
    assert queries.fit(named) == 104


found = st.lists(
    st.builds(Assessed, st.sampled_from(list(Finding)), st.integers(1, 300)), max_size=6
)


@given(found, st.integers(1, 300), st.data())
def test_parting_makes_nobody_fit(known: list[Assessed], held: int, data: st.DataObject) -> None:
    qty = data.draw(st.integers(1, held))
    gone = rules.inherited(known, held, qty)
    assert sum(it.qty for it in gone) == qty
    after = rules.fit_now(gone, qty) + rules.fit_now(known, held - qty)
    assert after <= rules.fit_now(known, held)
    if not any(it.finding != Finding.FIT for it in known) and sum(k.qty for k in known) >= held:
        assert after == held
