"""A night at the desk: a tip, teams, news; who is sent where, and what is refused."""

from __future__ import annotations

from dataclasses import replace
from typing import Any

import numpy as np
import pytest

from sangkroh.interception import meeting
from sangkroh.interception.belief import SELDOM
from sangkroh.interception.calibration import Calibration
from sangkroh.interception.engine import Engine, place_near
from sangkroh.interception.errors import CODES, CannotPlan
from sangkroh.interception.graph import Graph, Kind, Place, Source, Way, from_arcs
from sangkroh.interception.particles import Clocks
from sangkroh.interception.planning import numbers
from sangkroh.interception.profiles import Profile
from sangkroh.interception.question import (
    NothingPassed,
    Plan,
    Settings,
    Sighting,
    Team,
)
from sangkroh.interception.sensitivity import sensitivity
from sangkroh.interception.simple import RULES
from sangkroh.interception.warm import closing

from . import country
from .country import NOW, QUICK, TEAMS, at, engine, minutes, question, team, tip

PLAIN = replace(QUICK, simpler_by=-1.0)
"""The model's own plan, whatever a simple rule does."""


def plan(settings: Settings = PLAIN, **said: Any) -> Plan:
    return engine(settings).plan(question(**said))


def tasks(it: Plan) -> dict[str, str]:
    return {task.team: task.post for task in it.tasks}


def test_the_first_screen_has_who_where_and_leave_by() -> None:
    it = plan()
    assert 1 <= len(it.tasks) <= 3
    for task in it.tasks:
        ready = next(t.ready for t in TEAMS if t.key == task.team)
        assert max(ready, NOW) <= task.leave_by
        assert task.arrives >= ready
        assert task.window[0] <= task.window[1] == task.hold_until
        assert 0 <= task.adds <= task.chance.raw + 1e-9
    assert [t.leave_by for t in it.tasks] == sorted(t.leave_by for t in it.tasks)
    assert 0 <= it.chance.low <= it.chance.value <= it.chance.high <= 1
    assert it.proved
    assert it.gap < 0.01
    assert {r.rule for r in it.rivals} == set(RULES)
    assert all(r.chance.raw <= it.chance.raw + 1e-9 for r in it.rivals)


def test_a_plan_says_what_it_rests_on() -> None:
    it = plan().assumed
    assert it.tip_age_s == 20 * 60
    assert it.destinations["east"] == pytest.approx(0.85 * 2 / 3, abs=0.02)
    assert set(country.EXITS) <= set(it.destinations)
    assert sum(it.destinations.values()) == pytest.approx(1)
    assert (it.out_of_reach, it.left_aside) == (0, ())
    assert 0 < it.unverified_links == it.links


def test_links_that_were_checked_are_not_counted_as_unverified() -> None:
    graph, _ = from_arcs(**(country.arcs() | {"sources": [Source("survey", verified=True)]}))
    it = Engine(graph, QUICK).plan(question())
    assert (it.assumed.links > 0, it.assumed.unverified_links) == (True, 0)


def test_the_same_question_has_the_same_answer() -> None:
    assert Engine(country.country(), QUICK, threads=1).plan(question()) == Engine(
        country.country(), QUICK, threads=3
    ).plan(question())


def test_new_numbers_of_the_nodes_change_nothing() -> None:
    plain, _ = from_arcs(**country.arcs(), renumber=False)
    there = {t.key: Place.at(plain.special(_named(t)).node) for t in TEAMS}
    moved = question(tip=tip(place=at("market", plain)),
                     teams=tuple(replace(t, place=there[t.key]) for t in TEAMS))  # fmt: skip
    one, other = engine().plan(question()), Engine(plain, QUICK).plan(moved)
    assert tasks(one) == tasks(other)
    assert one.chance.raw == pytest.approx(other.chance.raw, abs=0.03)


def _named(it: Team) -> str:
    node = it.place.ends[0][0]
    return country.country().name_of(node).lower()


@pytest.mark.parametrize("most", [1, 2, 3, 4, 5])
def test_one_more_team_is_never_worse(most: int) -> None:
    fewer, more = plan(most=most), plan(most=most + 1)
    assert more.chance.raw >= fewer.chance.raw - 1e-9
    assert plan(teams=TEAMS[:most]).chance.raw <= plan(teams=TEAMS[: most + 1]).chance.raw + 1e-9


def test_twice_the_time_and_half_the_care_is_the_same_plan() -> None:
    """Every time and clock doubled, every rate halved: the same tasks and the same chance."""
    slow = replace(PLAIN, theta=PLAIN.theta / 2, margin_s=PLAIN.margin_s * 2,
                   clocks=replace(PLAIN.clocks, stop_s=(1_200.0, 7_200.0)))  # fmt: skip
    midnight = NOW.replace(hour=17, minute=0)  # in Cambodia
    twice = Engine(country.country(2.0), slow)
    said = question()

    def late(moment: Any) -> Any:
        return midnight + 2 * (moment - midnight)

    doubled = replace(
        said, now=late(said.now),
        tip=replace(said.tip, earliest=late(said.tip.earliest), latest=late(said.tip.latest)),
        teams=tuple(replace(t, ready=late(t.ready)) for t in said.teams),
    )  # fmt: skip
    one, two = engine(PLAIN).plan(said), twice.plan(doubled)
    assert tasks(one) == tasks(two)
    assert one.chance.raw == pytest.approx(two.chance.raw, abs=0.002)


def test_no_news_keeps_the_tasks() -> None:
    first = plan()
    again = plan(running=tasks(first))
    assert again.kept
    assert again.changed == ()
    assert tasks(again) == tasks(first)


def test_a_running_task_is_changed_only_for_more_than_delta() -> None:
    poor = {"Sok": "west", "Vanna": "post-7-1", "Rith": "post-10-10"}
    changed = plan(running=poor)
    assert not changed.kept
    assert changed.changed
    stubborn = plan(replace(PLAIN, delta=1.0), running=poor)
    assert stubborn.kept
    assert tasks(stubborn) == poor
    assert changed.chance.raw > stubborn.chance.raw + PLAIN.delta


def test_news_never_makes_a_plan_worse_than_the_one_it_replaces() -> None:
    """On the targets that fit the news, the new plan meets at least as many as the old tasks."""
    first = plan()
    news = [NothingPassed(first.tasks[0].post, NOW - minutes(15), NOW + minutes(25), 0.9)]
    for extra in ([], [Sighting(at("post-7-4"), NOW + minutes(20), 0.9)]):
        later = question(news=(*news, *extra), now=NOW + minutes(30), running=tasks(first))
        asked = engine(PLAIN).asked(later)
        cover = meeting.coverage(asked)
        old = cover.value(numbers(asked, tasks(first)))
        assert engine(PLAIN).plan(later).chance.raw >= old - 0.005


def test_a_sure_sighting_at_a_post_puts_its_chance_at_one() -> None:
    news = (Sighting(at("post-7-4"), NOW, 1.0),)
    chances = engine().passing(question(news=news))
    assert chances["post-7-4"] == pytest.approx(1)
    assert engine().passing(question())["post-7-4"] < 1


def test_an_unsure_sighting_weighs_as_much_as_it_is_trusted() -> None:
    belief = engine().asked(question(news=(Sighting(at("post-7-4"), NOW, 0.7),))).belief
    assert belief.shares == pytest.approx((0.3, 0.7))
    assert belief.targets.weight.sum() == pytest.approx(1)


def test_a_quiet_watched_post_makes_its_road_less_likely() -> None:
    watched = NothingPassed("east", NOW - minutes(20), NOW + minutes(300), 0.9)
    late = NOW + minutes(310)
    before = engine().asked(question(now=late)).belief.by_hypothesis()
    asked = engine().asked(question(now=late, news=(watched,)))
    after = asked.belief.by_hypothesis()
    east = np.array([t.destination == country.country().special("east").node
                     for t in asked.belief.hypotheses.tables])  # fmt: skip
    p = before[east].sum()
    assert after[east].sum() == pytest.approx(p * 0.1 / (p * 0.1 + 1 - p), abs=0.03)


def test_many_quiet_posts_leave_enough_targets_to_count_on() -> None:
    late = NOW + minutes(400)
    news = tuple(NothingPassed(key, NOW - minutes(30), late, 0.99) for key in ("east", "south"))
    it = engine().asked(question(now=late, news=news)).belief
    assert it.targets.effective() >= SELDOM * QUICK.particles


def test_the_area_where_he_can_be_holds_the_likely_one() -> None:
    for age in (5, 20, 60):
        it = engine().where(question(tip=tip(age)))
        assert set(it.likely.tolist()) <= set(it.nodes.tolist())
        assert (it.seconds <= age * 60 + 180).all()
    sizes = [len(engine().where(question(tip=tip(age))).nodes) for age in (5, 20, 60)]
    assert sizes == sorted(sizes)
    assert sizes[0] < sizes[-1]
    later = engine().where(question(), NOW + minutes(500))
    assert later.arrived == pytest.approx(1)
    early = engine().where(question(tip=tip(0, latest=NOW + minutes(60))), NOW)
    assert early.not_left > 0.8


def test_a_team_goes_only_where_it_may_and_can() -> None:
    bound = tuple(replace(t, posts=frozenset({"west"})) for t in TEAMS)
    assert set(tasks(plan(teams=bound)).values()) <= {"west"}
    boats = tuple(team(t.key, "market", conveyance="boat") for t in TEAMS)
    nobody = plan(teams=boats)
    assert (nobody.tasks, nobody.chance.raw) == ((), 0.0)


def test_a_boat_waits_at_the_river_and_a_car_does_not_swim() -> None:
    said = country.arcs()
    said["way"] = np.where(said["way"] == Way.PRIMARY, Way.RIVER, said["way"])
    graph, _ = from_arcs(**said)
    both = (Team("boat", at("east", graph), NOW, "boat"), Team("car", at("east", graph), NOW))
    reach = Engine(graph, QUICK).asked(question(teams=both)).travel
    assert np.isfinite(reach[0]).sum() < np.isfinite(reach[1]).sum() + 2
    assert not np.array_equal(reach[0], reach[1])


def test_a_night_closure_is_waited_for_by_targets_and_teams() -> None:
    shut = closing(Way.PRIMARY, 22, 6)
    by_night = Engine(country.country(), QUICK, hours=shut)
    open_all_night = engine()
    late, soon = (e.asked(question()) for e in (by_night, open_all_night))
    assert late.belief.targets.end_time.mean() > soon.belief.targets.end_time.mean() + 600
    assert (late.travel >= soon.travel - 1e-6).all()


def test_a_simple_rule_is_proposed_when_it_does_as_well() -> None:
    it = plan(replace(QUICK, simpler_by=1.0))
    assert it.rule in RULES
    assert tasks(it) == next(r.tasks for r in it.rivals if r.rule == it.rule)
    assert plan().rule == "model"


def test_the_number_shown_is_the_calibrated_one() -> None:
    halved = Calibration((0.0, 1.0), (0.0, 0.5), 0.1, 0.1, "a test")
    it = Engine(country.country(), PLAIN, calibration=halved).plan(question())
    assert it.chance.value == pytest.approx(it.chance.raw / 2)
    assert it.assumed.calibrated_on == "a test"


def test_a_table_of_times_gives_the_same_times() -> None:
    fresh, kept = Engine(country.country(), QUICK), Engine(country.country(), QUICK)
    kept.prepare(table=True)
    assert (fresh.asked(question()).travel == kept.asked(question()).travel).all()
    assert fresh.plan(question()) == kept.plan(question())


REFUSED = {
    "no-place": {"tip": tip(place=Place(()))},
    "future": {"tip": tip(age=-30)},
    "no-team": {"teams": ()},
    "contradiction": {"news": (Sighting(at("post-7-4"), NOW - minutes(5), 1.0),
                               Sighting(at("west"), NOW - minutes(4), 1.0))},
}  # fmt: skip


@pytest.mark.parametrize("code", REFUSED)
def test_what_cannot_be_answered_is_refused(code: str) -> None:
    with pytest.raises(CannotPlan) as refused:
        engine().plan(question(**REFUSED[code]))
    assert refused.value.code == code
    assert code in CODES


def test_contradicting_sightings_are_named_and_an_unsure_one_is_left_aside() -> None:
    one, other = REFUSED["contradiction"]["news"]
    with pytest.raises(CannotPlan) as refused:
        engine().plan(question(news=(one, other)))
    assert refused.value.values == {"first": 0, "second": 1}
    it = engine().plan(question(news=(one, replace(other, reliability=0.5))))
    assert it.assumed.left_aside == (1,)


def test_news_of_tomorrow_is_refused_by_its_number() -> None:
    news = (Sighting(at("west"), NOW), NothingPassed("east", NOW + minutes(1), NOW + minutes(9)))
    with pytest.raises(CannotPlan) as refused:
        engine().plan(question(news=news))
    assert (refused.value.code, refused.value.path) == ("future", "news.1")


def test_a_place_off_the_network_is_refused_with_how_far_it_is() -> None:
    with pytest.raises(CannotPlan) as refused:
        place_near(country.country(), 108.0, 11.0)
    assert refused.value.code == "off-network"
    near = place_near(country.country(), 104.001, 11.0)
    assert 0 < near.ends[0][1] < 2_000


def island() -> Graph:
    said = country.arcs()
    lonely = country.number(0, 0)
    stays = (said["tail"] != lonely) & (said["head"] != lonely)
    return from_arcs(**(said | {k: said[k][stays] for k in ("tail", "head", "cost", "way")}),
                     renumber=False)[0]  # fmt: skip


def test_an_island_is_refused_and_half_an_island_said() -> None:
    it = Engine(island(), QUICK)
    with pytest.raises(CannotPlan) as refused:
        it.plan(question(tip=tip(place=Place.at(country.number(0, 0)))))
    assert (refused.value.code, refused.value.path) == ("island", "place")


def test_a_network_without_posts_is_no_network_for_plans() -> None:
    said = country.arcs() | {"specials": [s for s in country.specials() if s.kind == Kind.TOWN]}
    with pytest.raises(CannotPlan, match="no-post"):
        Engine(from_arcs(**said)[0])


def test_a_team_on_an_island_is_not_sent() -> None:
    it = Engine(island(), PLAIN)
    market = Place.at(country.number(5, 5))
    lonely = Team("Lost", Place.at(country.number(0, 0)), NOW)
    other = Team("Sok", Place.at(country.number(11, 6)), NOW)
    sent = it.plan(question(tip=tip(place=market), teams=(lonely, other)))
    assert {task.team for task in sent.tasks} == {"Sok"}


def test_other_settings_share_the_network_and_change_the_chance() -> None:
    sharp = replace(PLAIN, profiles=(Profile(0.0),), clocks=Clocks(0, 0, 0), theta=1 / 10)
    it = engine(PLAIN).with_settings(sharp)
    assert it.reach is engine(PLAIN).reach
    assert it.plan(question()).chance.raw != plan().chance.raw


def test_a_tip_without_a_destination_thinks_of_all() -> None:
    weights = plan(tip=tip(destinations={})).assumed.destinations
    assert len(weights) == 6
    assert max(weights.values()) - min(weights.values()) < 0.01


def test_sixty_five_teams_are_answered_with_those_ready_first() -> None:
    many = tuple(team(f"t{i:02}", "west", ready=i) for i in range(65))
    asked = engine().asked(question(teams=many))
    assert len(asked.teams) == 64
    assert "t64" not in {t.key for t in asked.teams}


def test_what_nobody_knows_is_tried_otherwise() -> None:
    first = plan()
    cases = sensitivity(engine(PLAIN), question(), first)
    assert [c.setting for c in cases] == ["theta"] * 3 + ["sigma"] * 3
    assert all(c.chance.raw <= c.best.raw for c in cases)
    assert len({c.chance.raw for c in cases}) > 1
