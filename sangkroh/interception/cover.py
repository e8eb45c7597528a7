"""Which team at which post meets which target, and the tasks that meet most.

A pass that teams could meet carries one bit per team. The greedy choice and the moves that
better it work on a table of what each team at each post would add; a target met for the first
time, or no longer met, changes only the entries of the posts that it passes.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

import numpy as np
import numpy.typing as npt

from .jit import kernel

TEAMS = 64
"""Teams in one question: bits of a word."""


@dataclass(frozen=True, eq=False)
class Coverage:
    """R targets with up to P passes each, U teams, Q posts."""

    post: npt.NDArray[np.int32]
    """(R, P) post number of each pass; only the first `count` of a row hold."""
    teams: npt.NDArray[np.uint64]
    """(R, P) bit u is set when team u, sent to that post, meets the target there."""
    count: npt.NDArray[np.int32]
    weight: npt.NDArray[np.float64]
    """(R,)"""
    n_teams: int
    n_posts: int

    def met(self, tasks: Any) -> npt.NDArray[np.bool_]:
        """(R,) targets that some team meets; tasks (U,) post numbers, -1 for no task."""
        there = np.zeros(self.n_posts, np.uint64)
        for u, q in enumerate(np.asarray(tasks).tolist()):
            if q >= 0:
                there[q] |= np.uint64(1) << np.uint64(u)
        met = np.zeros(len(self.count), np.bool_)
        find_met(self.post, self.teams, self.count, there, met)
        return met

    def value(self, tasks: Any) -> float:
        """Weight of the targets met."""
        return float(self.weight[self.met(tasks)].sum())


@kernel
def meet(
    post: Any, time: Any, count: Any, ready: Any, travel: Any, slower: Any, margin: float,
    detection: Any, draw: Any, teams: Any,
) -> None:  # fmt: skip
    """Fill `teams` (R, P): who would be there in time and notice.

    ready (U,) clock; travel (U, Q) seconds, infinite where a team may not or cannot go;
    slower (R, U) factor on the team's time; detection (Q,); draw (R, P) in [0, 1).
    """
    for r in range(len(count)):
        for j in range(count[r]):
            q = post[r, j]
            bits = np.uint64(0)
            if draw[r, j] < detection[q]:
                for u in range(len(ready)):
                    if ready[u] + travel[u, q] * slower[r, u] + margin <= time[r, j]:
                        bits |= np.uint64(1) << np.uint64(u)
            teams[r, j] = bits


@kernel
def find_met(post: Any, teams: Any, count: Any, there: Any, met: Any) -> None:
    """Fill `met` (R,): some team that stands at a post, a bit of `there` (Q,), meets a pass."""
    for r in range(len(count)):
        for j in range(count[r]):
            if teams[r, j] & there[post[r, j]]:
                met[r] = True
                break


@kernel
def change(post: Any, teams: Any, count: Any, weight: Any, team: int, at: int, by: int, times: Any,
           gain: Any) -> float:  # fmt: skip
    """Send (by = 1) or withdraw (by = -1) a team; update how often each target is met and what
    each team at each post would still add. Returns the change of the weight met."""
    bit = np.uint64(1) << np.uint64(team)
    change = 0.0
    for r in range(len(count)):
        here = False
        for j in range(count[r]):
            if post[r, j] == at and teams[r, j] & bit:
                here = True
                break
        if not here:
            continue
        before = times[r]
        times[r] = before + by
        if (before > 0) == (times[r] > 0):
            continue
        w = weight[r] * by
        change += w
        add(post[r], teams[r], count[r], -w, gain)
    return change


@kernel
def add(post: Any, teams: Any, count: int, w: float, gain: Any) -> None:
    """Add w to every (team, post) that meets one target, once each."""
    for j in range(count):
        q = post[j]
        bits = teams[j]
        for i in range(j):
            if post[i] == q:
                bits &= ~teams[i]
        u = 0
        while bits:
            if bits & np.uint64(1):
                gain[u, q] += w
            bits >>= np.uint64(1)
            u += 1


@kernel
def best_of(gain: Any, free: Any, late: Any) -> Any:
    """The free team and post that add most; among equals the earliest there."""
    team, at, top = -1, -1, 1e-12
    for u in range(gain.shape[0]):
        if not free[u]:
            continue
        for q in range(gain.shape[1]):
            more = gain[u, q] - top
            if more > 1e-12 or (more > -1e-12 and team >= 0 and late[u, q] < late[team, at]):
                team, at, top = u, q, gain[u, q]
    return team, at


@kernel
def send(post: Any, teams: Any, count: Any, weight: Any, late: Any, most: int, rounds: int,
         tasks: Any) -> float:  # fmt: skip
    """Better `tasks` (U,) until no single move does: greedy first, then withdraw and send anew.

    late (U, Q) arrival clocks; most: teams that may go. Returns the weight met.
    """
    gain = np.zeros(late.shape)
    times = np.zeros(len(count), np.int32)
    free = np.ones(len(tasks), np.bool_)
    for r in range(len(count)):
        add(post[r], teams[r], count[r], weight[r], gain)
    value = 0.0
    sent = 0
    shifted = False
    for u in range(len(tasks)):
        if tasks[u] >= 0:
            value += change(post, teams, count, weight, u, tasks[u], 1, times, gain)
            free[u] = False
            sent += 1
    for turn in range(rounds + 1):
        moved = False
        while sent < most:
            u, q = best_of(gain, free, late)
            if u < 0:
                break
            value += change(post, teams, count, weight, u, q, 1, times, gain)
            tasks[u] = q
            free[u] = False
            sent += 1
            moved = True
        if turn == rounds or (turn > 0 and not moved and not shifted):
            break
        shifted = False
        for u in range(len(tasks)):
            old = tasks[u]
            if old < 0:
                continue
            lost = change(post, teams, count, weight, u, old, -1, times, gain)
            free[u] = True
            v, q = best_of(gain, free, late)
            if v >= 0 and gain[v, q] + lost > 1e-9:
                value += lost + change(post, teams, count, weight, v, q, 1, times, gain)
                tasks[u] = -1
                tasks[v] = q
                free[v] = False
                shifted = True
            else:
                change(post, teams, count, weight, u, old, 1, times, gain)
                free[u] = False
    return value


def best_tasks(it: Coverage, late: npt.NDArray[np.float64], most: int, begin: Any = None,
               rounds: int = 20) -> tuple[npt.NDArray[np.int64], float]:  # fmt: skip
    """(U,) the post of each team, -1 for none, and the weight met. `begin`: tasks to better."""
    tasks = np.full(it.n_teams, -1, np.int64) if begin is None else np.array(begin, np.int64)
    send(it.post, it.teams, it.count, it.weight, late, most, rounds, tasks)
    return tasks, it.value(tasks)
