"""How fast: each figure beside its rival of the same process, taken in turn after a warm-up.

networkx, the slow rival, is not a part of the product: `make bench-interception` puts it into a
folder of its own. Ratios are the goals; absolute times are for orientation.
"""

from __future__ import annotations

import resource
import threading
import time
from collections.abc import Callable
from dataclasses import replace
from datetime import timedelta
from typing import Any

import numba
import numpy as np
from scipy.sparse import csr_array
from scipy.sparse.csgraph import dijkstra

from sangkroh.interception import meeting, planning
from sangkroh.interception.certificate import certify
from sangkroh.interception.cover import best_tasks
from sangkroh.interception.engine import Engine
from sangkroh.interception.graph import Graph, Place, Way
from sangkroh.interception.hours import Hours, times_from_by_hour
from sangkroh.interception.particles import PASSES, Clocks, Leaving, released, walk
from sangkroh.interception.question import NothingPassed, Question, Team
from sangkroh.interception.reach import Reach
from sangkroh.interception.shortest import FAR, times_from

from .simulation import SETTINGS, incident

Figures = dict[str, Any]


def in_turn(*jobs: Callable[[], object], repeat: int = 15) -> list[list[float]]:
    """Milliseconds of each job, taken in turn after one round that does not count."""
    taken: list[list[float]] = [[] for _ in jobs]
    for turn in range(repeat + 1):
        for job, times in zip(jobs, taken, strict=True):
            begin = time.perf_counter()
            job()
            if turn:
                times.append((time.perf_counter() - begin) * 1000)
    return taken


def said(name: str, ours: list[float], rival: list[float], goal: float) -> Figures:
    a, b = np.array(ours), np.array(rival)
    return {"figure": name, "ours ms": float(np.median(a)), "ours p95": float(np.quantile(a, 0.95)),
            "rival ms": float(np.median(b)), "ratio": float(np.median(b) / np.median(a)),
            "goal": goal}  # fmt: skip


def as_scipy(graph: Graph) -> Any:
    return csr_array((graph.arcs[:, 1].astype(float), graph.arcs[:, 0].copy(), graph.first.copy()),
                     shape=(graph.n, graph.n))  # fmt: skip


def one_to_all(full: Graph, small: Graph, repeat: int) -> list[Figures]:
    """R1 to R4, with equality asserted."""
    from networkx import DiGraph, single_source_dijkstra_path_length

    start, there = (Place.at(g.specials[3].node) for g in (full, small))
    matrix, node = as_scipy(full), full.specials[3].node
    slow = DiGraph()
    slow.add_weighted_edges_from(
        zip(full.tails().tolist(), full.arcs[:, 0].tolist(), full.arcs[:, 1].tolist(), strict=True)
    )
    ours, plain = times_from(full, start), dijkstra(matrix, indices=node)
    assert (ours == np.where(np.isinf(plain), FAR, plain)).all()
    listed = single_source_dijkstra_path_length(slow, node)
    assert all(ours[u] == t for u, t in listed.items())
    short = times_from(small, there)
    assert all(ours[a.node] == short[b.node]
               for a, b in zip(full.specials, small.specials, strict=True))  # fmt: skip
    speed = np.ones((len(Way), 24))
    speed[:, [7, 8, 17, 18]] = 0.75
    speed[Way.LOCAL, 20:24] = 0.6
    night = [22, 23, 0, 1, 2, 3, 4]
    speed[Way.RIVER, night], speed[Way.LANDING, night] = 0.5, 0.25
    hours = Hours(speed)
    mine, few, scipys, nx, timed = in_turn(
        lambda: times_from(full, start), lambda: times_from(small, there),
        lambda: dijkstra(matrix, indices=node),
        lambda: single_source_dijkstra_path_length(slow, node),
        lambda: times_from_by_hour(small, there, hours, 16 * 36_000), repeat=repeat,
    )  # fmt: skip
    return [said("R1 one-to-all, networkx", mine, nx, 40),
            said("R2 one-to-all, scipy", mine, scipys, 2),
            said("R3 contracted, networkx on the full", few, nx, 120),
            said("R3 contracted, scipy on the full", few, scipys, 7),
            said("R4 static / by the hour (at least 0.4)", timed, few, 0.4)]  # fmt: skip


def team_times(full: Graph, small: Graph, engine: Engine, repeat: int) -> list[Figures]:
    """R5: 30 teams to 300 posts, anew and by the stored table."""
    rng = np.random.default_rng(5)
    pick = rng.integers(0, len(small.specials), 30)
    teams = [(Place.at(small.specials[i].node), "any", 0.0) for i in pick]
    there = [full.specials[i].node for i in pick]
    matrix = as_scipy(full)
    fresh = Reach(small, engine.posts)
    assert (fresh.times(teams) == engine.reach.times(teams)).all()
    anew, table, scipys = in_turn(
        lambda: fresh.times(teams), lambda: engine.reach.times(teams),
        lambda: [dijkstra(matrix, indices=u) for u in there], repeat=repeat,
    )  # fmt: skip
    look_up = said("R5 look-up in the table, ms (at most 5)", table, table, 5)
    return [said("R5 30 x 300 team times, scipy on the full", anew, scipys, 7), look_up]


@numba.njit(nogil=True)
def _walk_mixed(first, arcs, way, upto, far, goal, h, post_of, stops, hours, who, seed, start, at,
                speed, when, long, post, time, count, end, end_time, here, cut):  # fmt: skip
    for i in range(len(who)):
        g = h[who[i]]
        walk(first, arcs, way, upto[g], far[g], goal[g], post_of, stops, hours, False, 1e15,
             who[i : i + 1], seed, start, at, speed, when, long, post, time, count, end, end_time,
             here, cut)  # fmt: skip


def sampler(engine: Engine, question: Question, repeat: int) -> list[Figures]:
    """R6: the same 10,000 walks on one thread, sorted by hypothesis and in any order."""
    tables = engine.asked(question).belief.hypotheses.tables[:96]
    choices = engine._choices["any"]
    upto, far = (np.stack([getattr(t, k) for t in tables]) for k in ("upto", "far"))
    rng = np.random.default_rng(1)
    r = 10_000
    h = rng.integers(0, len(tables), r)
    start = np.full(r, question.tip.place.ends[0][0], np.int32)
    post_of = np.full(choices.ground.n, -1, np.int32)
    post_of[engine.posts] = np.arange(len(engine.posts))
    arrays = (rng.integers(0, 2**62, r).astype(np.uint64), start, np.zeros(r), np.ones(r),
              np.full(r, 2.0), np.zeros(r), np.zeros((r, PASSES), np.int32),
              np.zeros((r, PASSES)), np.zeros(r, np.int32), np.zeros(r, np.int32), np.zeros(r),
              np.zeros(r, np.int32), np.zeros(r, np.uint8))  # fmt: skip
    goals = np.array([t.destination for t in tables])
    ground = choices.ground
    stops = np.zeros(ground.n, np.bool_)

    def go(order: Any) -> None:
        _walk_mixed(ground.first, ground.arcs, ground.way, upto, far, goals, h, post_of, stops,
                    np.ones((1, 24)), order, *arrays)  # fmt: skip

    in_order = np.argsort(h, kind="stable").astype(np.int32)
    mixed = rng.permutation(r).astype(np.int32)
    return [said("R6 sampler sorted, unsorted", *in_turn(lambda: go(in_order), lambda: go(mixed),
                                                         repeat=repeat), 2)]  # fmt: skip


def night(engine: Engine, seed: int) -> Question:
    """Thirty teams, six may go, a post was quiet."""
    question, _ = incident(engine, seed)
    rng = np.random.default_rng((seed, 9))
    nodes = [it.node for it in engine.graph.specials]
    teams = tuple(
        Team(f"n{i:02}", Place.at(int(rng.choice(nodes))),
             question.now + timedelta(seconds=float(rng.uniform(0, 2400))), "any")
        for i in range(30)
    )  # fmt: skip
    watched = NothingPassed(engine.post_keys[int(rng.integers(len(engine.posts)))],
                            question.tip.earliest, question.now)  # fmt: skip
    return replace(question, teams=teams, most=6, news=(watched,))


def replans(full: Graph, engine: Engine, repeat: int) -> list[Figures]:
    """R7 and G2: warm re-plans of different nights, beside one scipy search of the full network."""
    matrix, node = as_scipy(full), full.specials[3].node
    nights = [night(engine, 5_000 + i) for i in range(repeat + 1)]
    runs, proofs = iter(nights), iter(nights)
    plain, scipys, proved = in_turn(
        lambda: engine.plan(next(runs), certify_s=0.0), lambda: dijkstra(matrix, indices=node),
        lambda: engine.plan(next(proofs)), repeat=repeat,
    )  # fmt: skip
    figure = said("R7 scipy one-to-all / warm re-plan (at least 1/3)", plain, scipys, 1 / 3)
    return [figure, {"figure": "G2 warm re-plan, median ms (at most 250)", "ours ms":
                     float(np.median(plain)), "goal": 250},
            {"figure": "G2 warm re-plan, p95 ms (at most 500)", "ours ms":
             float(np.quantile(plain, 0.95)), "goal": 500},
            {"figure": "warm re-plan with proof, median ms", "ours ms": float(np.median(proved)),
             "ours p95": float(np.quantile(proved, 0.95))},
            {"figure": "G2 longest wait of another thread meanwhile, ms",
             "ours ms": _longest_wait(lambda: engine.plan(nights[0]))},
            {"figure": "G2 memory, MB (at most 1,000 with one network)", "goal": 1000, "ours ms":
             resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024}]  # fmt: skip


def _longest_wait(job: Callable[[], object]) -> float:
    """How long a thread that wants to run every millisecond had to wait."""
    waits, stop = [0.0], threading.Event()

    def tick() -> None:
        before = time.perf_counter()
        while not stop.is_set():
            time.sleep(0.001)
            now = time.perf_counter()
            waits.append((now - before) * 1000)
            before = now

    thread = threading.Thread(target=tick)
    thread.start()
    job()
    stop.set()
    thread.join()
    return max(waits)


def certificates(engine: Engine, many: int) -> list[Figures]:
    """G3 and R8: proofs on 2,000 targets; merging against the plain model, same optimum."""
    gaps, shares, ratios, equal = [], [], [], []
    for i in range(many):
        asked = engine.asked(night(engine, 6_000 + i))
        asked = replace(asked, question=replace(asked.question, most=(2, 3, 6)[i % 3]))
        few = meeting.sample(meeting.coverage(asked), 2_000, i)
        k = asked.question.most
        _, value = best_tasks(few, asked.arrive, k)
        it = certify(few, k, 1.0, gap=planning.NEAR)
        gaps.append(1 - it.value / it.bound if it.bound else 0.0)
        best = it.bound if value >= 0.99 * it.bound else certify(few, k, 30.0).value
        shares.append(value / best if best else 1.0)
        if i < 4:
            begin = time.perf_counter()
            merged = certify(few, k, 60.0)
            middle = time.perf_counter()
            plain = certify(few, k, 120.0, merge=False)
            ratios.append((time.perf_counter() - middle) / (middle - begin))
            equal.append(abs(merged.value - plain.value) < 1e-9 or not plain.proved)
    return [
        {"figure": "G3 proved gap at most 1 % within 1 s, share (at least 0.95)",
         "ratio": float(np.mean(np.array(gaps) <= 0.01)), "goal": 0.95},
        {"figure": "G3 greedy and moves / best proved, least (at least 0.98)",
         "ratio": float(np.min(shares)), "goal": 0.98},
        {"figure": f"R8 plain model / merged, time; same optimum {all(equal)}",
         "ratio": float(np.median(ratios)), "goal": 3},
    ]  # fmt: skip


def exactness(engine: Engine, question: Question) -> list[Figures]:
    """G2's sampler against exact chances: the largest error in standard errors, also flat."""
    worst = []
    for theta in (1 / 120, 1 / 600, 1 / 6_000):
        settings = replace(SETTINGS, theta=theta, clocks=Clocks(0, 0, 0))
        it = engine.with_settings(settings)
        choices = it._of("any")
        goals = [int(d) for d in it.exits[:3]]
        tables = choices.tables([(d, k) for d in goals for k in range(4)])
        place = question.tip.place
        exact = np.mean([choices.passing(t, place) for t in tables], axis=0)[it.posts]
        h = (np.arange(20_000) % len(tables)).astype(np.int32)
        walked = released(choices, tables, h, Leaving(place, 0, 0), settings.clocks, it.posts,
                          np.zeros(it.graph.n, np.bool_), seed=3, until=1e9)  # fmt: skip
        valid = np.arange(PASSES)[None, :] < walked.count[:, None]
        share = np.bincount(walked.post[valid], minlength=len(it.posts)) / 20_000
        error = np.sqrt(np.maximum(exact * (1 - exact), 0) / 20_000)
        worst.append(float(np.max(np.maximum(np.abs(share - exact) - 5e-4, 0) / (error + 1e-9))))
    return [{"figure": "sampler against exact, standard errors, worst post and theta (at most 4)",
             "ratio": max(worst), "goal": 4}]  # fmt: skip


def measured(full: Graph, small: Graph, repeat: int) -> list[Figures]:
    """All figures of speed, and the cold start."""
    begin, work = time.perf_counter(), time.process_time()
    engine = Engine(small, SETTINGS)
    engine.prepare(table=False)
    engine.reach.fill("any")
    question = night(engine, 5_000)
    engine.plan(question)
    cold = [{"figure": "G2 cold start of the national network, s (at most 15)",
             "ours ms": time.perf_counter() - begin, "goal": 15},
            {"figure": "the same, s of one core's work",
             "ours ms": time.process_time() - work}]  # fmt: skip
    figures = [*cold, *replans(full, engine, repeat), *one_to_all(full, small, repeat),
               *team_times(full, small, engine, min(repeat, 15))]  # fmt: skip
    figures += [*sampler(engine, question, repeat), *certificates(engine, 24),
                *exactness(engine, question)]  # fmt: skip
    return figures
