"""Counting several kinds, dividing, marking and moving, each on its page."""

from __future__ import annotations

from uuid import UUID

import pytest

from sangkroh.core import actions as core
from sangkroh.core.actions.people import Language
from sangkroh.core.ids import new_id
from sangkroh.core.models import User
from sangkroh.custody import actions as custody
from sangkroh.custody.actions.moving import Moved
from sangkroh.custody.forms.shared import told_apart
from sangkroh.custody.queries import Held
from sangkroh.custody.rules import Subject

from .cast import bags, gone, seize, there
from .pages import Page, field, offered, parts, signed_in

OTHERS = ["stranger", "bopha", "rith", "kosal"]


@pytest.mark.parametrize("who", OTHERS)
@pytest.mark.parametrize("page", ["split", "marks", "move", "correct", "dispatch-group"])
def test_who_does_not_know_the_group_finds_no_page(
    who: str, page: str, turtles: UUID, request: pytest.FixtureRequest
) -> None:
    assert Page(request.getfixturevalue(who), page, turtles).shut()


def test_who_sees_it_but_does_not_hold_it_is_told_so(sok: User, turtles: UUID) -> None:
    answer = signed_in(sok).get(Page(sok, "split", turtles).url)
    assert answer.status_code == 409
    assert "custody" not in offered(sok, turtles)
    assert offered(sok, turtles) == ["hold"]


def test_two_kinds_are_in_one_count(srey: User, chan: User, sacks: UUID, quarantine: UUID) -> None:
    page = Page(srey, "count", sacks, quarantine)
    shown = str([(it.label, it.help_text, it.value()) for it in page.form().visible_fields()])
    assert "31" not in shown
    assert "468" not in shown
    asked = page.keep(
        containers=31, row0_quantity="៤៦០", row1_name="Elongated tortoise", row1_quantity=8,
        row1_weight="12.5",
    )  # fmt: skip
    assert signed_in(chan).post(asked, {"act_id": str(new_id())}).status_code == 302
    tortoises, snakes = parts(sacks)
    assert (snakes.subject, snakes.as_reported) == (Subject.OPEN, "rat snakes")
    assert tortoises.subject == Subject.TAXON
    assert [there(it.pk, quarantine) for it in (snakes, tortoises)] == [460, 8]


def test_more_lines_keep_what_was_typed_and_count_nothing(
    srey: User, sacks: UUID, quarantine: UUID
) -> None:
    page = Page(srey, "count", sacks, quarantine)
    typed = page.filled(containers=31, row2_name="Cobra", row2_quantity="x", more=1)
    form = page.client.post(page.url, typed).context["form"]
    assert (form["row2_name"].value(), form["row2_quantity"].value()) == ("Cobra", "x")
    assert form["containers"].value() == "31"
    assert "row5_quantity" in form.fields
    assert parts(sacks) == []


def test_a_count_that_says_nothing_is_not_a_count_of_none(
    srey: User, chan: User, sacks: UUID, quarantine: UUID
) -> None:
    page = Page(srey, "count", sacks, quarantine)
    assert list(page.refused(containers=3)) == ["row0_quantity"]
    assert list(page.refused(containers=3, row0_quantity=5, row1_name="Cobra")) == ["row1_quantity"]
    assert list(page.refused(containers=3, row0_name="", row0_quantity=5)) == ["row0_name"]
    assert list(page.refused(containers=3, row0_name="<b>", row0_quantity=5)) == ["row0_name"]
    assert list(page.refused(containers=32, row0_quantity=5)) == ["containers"]
    asked = page.keep(containers=3, row0_quantity=0)
    signed_in(chan).post(asked, {"act_id": str(new_id())})
    assert there(sacks, quarantine) == 28


def test_a_group_is_divided(srey: User, turtles: UUID, quarantine: UUID) -> None:
    assert {"move", "marks", "split", "correct", "dispatch"} <= set(offered(srey, turtles))
    page = Page(srey, "split", turtles)
    assert list(page.refused(part0_quantity=31)) == ["part0_quantity"]
    page.keep(part0_quantity=4, part2_quantity=6)
    assert sorted(there(it.pk, quarantine) for it in parts(turtles)) == [4, 6]
    assert there(turtles, quarantine) == 20
    shown = signed_in(srey).get(f"/custody/groups/{turtles}/").context["parts"]
    assert [it.qty for it in shown] == [4, 6]


def test_seals_go_with_the_part(sok: User, case: UUID, scene: UUID) -> None:
    lot = new_id()
    seize(sok, case, scene, bags(lot, 5, declared=None))
    page = Page(sok, "split", lot)
    assert list(page.refused(part0_quantity=1, part0_seals="A001, B7")) == ["part0_seals"]
    page.keep(part0_quantity=2, part0_seals="A001, A002")
    assert parts(lot)[0].seal_numbers == ["A001", "A002"]


def test_twenty_chips_are_pasted_at_once(
    srey: User, chan: User, turtles: UUID, quarantine: UUID
) -> None:
    chips = [f"95600001{n:04}" for n in range(20)]
    page = Page(srey, "marks", turtles)
    assert list(page.refused()) == ["marks"]
    page.keep(marks="\n".join(chips) + "\n\n", unmarked=2)
    marked = parts(turtles)
    assert sorted(it.mark or "" for it in marked) == ["", "", *chips]
    assert all(there(it.pk, quarantine) == 1 for it in marked)
    assert there(turtles, quarantine) == 8
    errors = page.refused(marks=f"\nnew-1\n{chips[3]}\n{chips[7]}\nnew-1")
    assert [it.split(":")[0] for it in errors["marks"]] == ["បន្ទាត់ទី 3", "បន្ទាត់ទី 4", "បន្ទាត់ទី 5"]
    assert list(page.refused(marks="x" * 65)) == ["marks"]
    assert list(page.refused(marks="\n".join(f"m{n}" for n in range(9)))) == ["marks"]


def test_groups_move_from_one_page_and_a_whole_place_from_another(
    srey: User, chan: User, turtles: UUID, quarantine: UUID, enclosure: UUID
) -> None:
    page = Page(srey, "move", turtles)
    assert list(page.refused(**{field(turtles, quarantine): 31})) == [field(turtles, quarantine)]
    page.keep(**{field(turtles, quarantine): 10})
    assert there(turtles, enclosure) == 10
    place = Page(srey, "move-place", quarantine)
    assert list(place.refused(**{field(turtles, quarantine): 21})) == [field(turtles, quarantine)]
    place.keep(**{field(turtles, quarantine): 20, "to": enclosure})
    assert there(turtles, enclosure) == 30


def test_a_number_for_a_group_that_has_gone_is_not_dropped(
    srey: User, chan: User, turtles: UUID, quarantine: UUID, enclosure: UUID
) -> None:
    """The page was read, then a colleague moved them: the stale form says so, in both languages."""
    page = Page(srey, "move", turtles)
    typed = page.filled(**{field(turtles, quarantine): 5})
    custody.move(
        chan, id=new_id(),
        lines=[Moved(lot=turtles, account=quarantine, to=enclosure, quantity=30)],
    )  # fmt: skip
    for language, word in ((Language.KM, "សូមបើក"), (Language.EN, "Open it again")):
        core.choose_language(srey, language=language)
        errors = page.client.post(page.url, typed).context["form"].errors
        assert word in str(errors), errors
    assert there(turtles, enclosure) == 30
    stale = {"account": quarantine, "part0_quantity": 2}
    assert list(Page(srey, "split", turtles).refused(**stale)) == ["account"]


def test_a_group_that_is_nowhere_has_nothing_to_act_on(
    srey: User, turtles: UUID, quarantine: UUID
) -> None:
    custody.die(srey, id=new_id(), lines=gone(turtles, quarantine, 30), cause="heat")
    assert "split" not in offered(srey, turtles)
    assert signed_in(srey).get(Page(srey, "split", turtles).url).status_code == 409


def test_a_number_that_was_written_wrongly_is_corrected_by_two(
    srey: User, chan: User, turtles: UUID, quarantine: UUID
) -> None:
    page = Page(srey, "correct", turtles)
    assert list(page.refused(quantity=30, reason="typo")) == ["quantity"]
    assert list(page.refused(quantity=29)) == ["reason"]
    asked = page.keep(quantity=29, reason="a typing error on the form")
    signed_in(chan).post(asked, {"act_id": str(new_id())})
    assert there(turtles, quarantine) == 29


def test_two_groups_of_one_kind_are_told_apart_on_a_form() -> None:
    """By their places, or by their cases in one place; what is alone keeps its plain name."""

    def group(label: str, place: str, number: str) -> Held:
        return Held(new_id(), label, "animal", "animals", 5, new_id(), place, "in_care", (), None,
                    number)  # fmt: skip

    here, there_, other, alone = (
        group("Tortoise", "Pool", "A-1"), group("Tortoise", "Quarantine", "A-1"),
        group("Python", "Pool", "A-1"), group("Cobra", "Pool", "A-1"),
    )  # fmt: skip
    same = group("Python", "Pool", "B-2")
    assert list(told_apart([here, there_, other, same, alone]).values()) == [
        "Tortoise (Pool)", "Tortoise (Quarantine)", "Python (A-1)", "Python (B-2)", "Cobra",
    ]  # fmt: skip


def test_a_keeper_who_knows_no_case_dispatches_from_the_group_and_the_place(
    srey: User, sok: User, turtles: UUID, quarantine: UUID
) -> None:
    from sangkroh.network import queries as network

    to = {"carrier": srey.pk, "to_office": network.office_id_of(sok)}
    Page(srey, "dispatch-group", turtles).keep(**{field(turtles, quarantine): 5} | to)
    Page(srey, "dispatch-place", quarantine).keep(**{field(turtles, quarantine): 5} | to)
    assert there(turtles, quarantine) == 20


def test_all_of_a_line_or_all_of_everything_goes_along_without_a_number(
    srey: User, sok: User, case: UUID, turtles: UUID, sacks: UUID, quarantine: UUID
) -> None:
    from sangkroh.network import queries as network

    to = {"carrier": srey.pk, "to_office": network.office_id_of(sok)}
    few = {field(sacks, quarantine): 3, f"all_{field(turtles, quarantine)}": "on"}
    Page(srey, "dispatch-place", quarantine).keep(**few | to)
    assert (there(turtles, quarantine), there(sacks, quarantine)) == (0, 28)
    Page(srey, "dispatch-place", quarantine).keep(everything="on", **to)
    assert there(sacks, quarantine) == 0


def test_all_of_it_and_another_number_are_not_both_said(
    srey: User, sok: User, turtles: UUID, sacks: UUID, quarantine: UUID
) -> None:
    from sangkroh.network import queries as network

    to = {"carrier": srey.pk, "to_office": network.office_id_of(sok)}
    page, turtle = Page(srey, "dispatch-place", quarantine), field(turtles, quarantine)
    assert list(page.refused(everything="on", **{turtle: 5} | to)) == ["everything"]
    tick = f"all_{turtle}"
    assert list(page.refused(**{turtle: "five", tick: "on"} | to)) == [turtle, tick]
    page.keep(**{turtle: 30, tick: "on"} | to)
    assert (there(turtles, quarantine), there(sacks, quarantine)) == (0, 31)
