"""How far a plan can be from the best there is: an exact model, solved or bounded.

Columns (team at post) of one team that meet the same targets are one column, targets that the
same columns meet are one row, and a column that meets no more than another of its team is left
out. What remains of thousands of targets is solved in milliseconds.
"""

from __future__ import annotations

from dataclasses import dataclass
from time import monotonic
from typing import Any

import numpy as np
import numpy.typing as npt
from scipy.optimize import Bounds, LinearConstraint, linprog, milp
from scipy.sparse import coo_array, csr_array, eye_array, hstack, vstack

from .cover import Coverage, best_tasks


@dataclass(frozen=True, eq=False)
class Certificate:
    """`value` of the best tasks found, `bound` that none can pass, on the same targets."""

    tasks: npt.NDArray[np.int64]
    value: float
    bound: float
    columns: int
    rows: int
    proved: bool
    """The solver closed the gap."""

    def gap(self, value: float) -> float:
        """Share by which a plan worth `value` on the same targets may fall short of the best."""
        return max(0.0, 1 - value / self.bound) if self.bound > 0 else 0.0


def certify(it: Coverage, most: int, seconds: float = 1.0, *, merge: bool = True,
            gap: float = 0.0, late: Any = None) -> Certificate:  # fmt: skip
    """Solve for at most `most` teams; `bound` holds also when the time runs out.

    merge: first make the model small. The relaxed model gives a bound and a price for each
    column; a column whose price the tasks already found cannot make good is left out, and
    what is left is merged once more. gap: be content when proved to be this near. late: (U, Q)
    arrivals, for choosing among tasks that are worth the same.
    """
    begin = monotonic()
    row, column = _pairs(it)
    names = np.unique(column)
    if not len(names) or most < 1:
        return Certificate(np.full(it.n_teams, -1, np.int64), 0.0, 0.0, 0, 0, True)
    meets = csr_array((np.ones(len(row)), (row, np.searchsorted(names, column))),
                      shape=(len(it.count), len(names)))  # fmt: skip
    model = Model(meets, it.weight, names, it.n_posts)
    late = np.zeros((it.n_teams, it.n_posts)) if late is None else late
    tasks, value = best_tasks(it, late, most)
    bound = float(it.weight.sum())
    if merge:
        model = _merged(model)
        bound, price = _relaxed(model, most, max(seconds / 2, 0.1))
        if bound <= value * (1 + gap) + 1e-9:
            return Certificate(tasks, value, max(bound, value), *model.shape, True)
        few = np.flatnonzero(bound - price >= value - 1e-9)
        model = _merged(Model(model.meets[:, few], model.weight, model.names[few], it.n_posts))
    left = max(seconds - (monotonic() - begin), 0.05)
    found, limit, proved = _solved(model, it.n_teams, most, left, gap)
    if it.value(found) > value:
        tasks, value = found, it.value(found)
    return Certificate(tasks, value, max(value, min(bound, limit)), *model.shape, proved)


@dataclass(frozen=True, eq=False)
class Model:
    """Columns are (team, post), rows are targets with a weight."""

    meets: Any
    """(rows, columns) sparse, 1 where the column meets the target."""
    weight: Any
    names: Any
    """(columns,) team * Q + post."""
    posts: int

    @property
    def shape(self) -> tuple[int, int]:
        return self.meets.shape[1], self.meets.shape[0]

    @property
    def team(self) -> Any:
        return self.names // self.posts


def _pairs(it: Coverage) -> tuple[Any, Any]:
    """Target and column (team * Q + post) of every meeting, each once."""
    found = []
    valid = np.arange(it.post.shape[1])[None, :] < it.count[:, None]
    q = it.n_posts
    for u in range(it.n_teams):
        bit = (it.teams >> np.uint64(u)) & np.uint64(1)
        r, j = np.nonzero((bit != 0) & valid)
        found.append(r * (it.n_teams * q) + u * q + it.post[r, j])
    key = np.unique(np.concatenate(found)) if found else np.zeros(0, np.int64)
    return key // (it.n_teams * q), key % (it.n_teams * q)


def _merged(it: Model) -> Model:
    """Equal columns of a team as one, columns inside another left out, equal rows as one."""
    meets, names = it.meets, it.names
    for keep_of in (_first_of_equals, _not_inside):
        keep = keep_of(meets.tocsc(), names // it.posts)
        meets, names = meets[:, keep], names[keep]
    rows = meets.tocsr()
    signs = _signs(rows)
    some = np.flatnonzero(np.diff(rows.indptr) > 0)
    _, where, group = np.unique(signs[some], axis=0, return_index=True, return_inverse=True)
    weight = np.bincount(group.ravel(), it.weight[some], len(where))
    return Model(rows[some[where]], weight, names, it.posts)


def _signs(rows: Any) -> Any:
    """(rows, 2) two independent sums of random words: equal rows have equal ones."""
    rng = np.random.default_rng(20)
    words = rng.integers(0, 2**62, (rows.shape[1], 2), dtype=np.int64)
    total = np.concatenate([np.zeros((1, 2), np.int64), np.cumsum(words[rows.indices], axis=0)])
    return total[rows.indptr[1:]] - total[rows.indptr[:-1]]


def _first_of_equals(columns: Any, team: Any) -> Any:
    signs = np.concatenate([_signs(columns.T.tocsr()), team[:, None]], axis=1)
    return np.sort(np.unique(signs, axis=0, return_index=True)[1])


def _not_inside(meets: Any, team: Any) -> Any:
    """Columns that no other of the same team contains (equal ones are gone already)."""
    size = np.diff(meets.indptr)
    keep = np.ones(len(team), bool)
    for u in np.unique(team):
        mine = np.flatnonzero(team == u)
        common = (meets[:, mine].T @ meets[:, mine]).tocoo()
        inside = (common.data == size[mine][common.row]) & (common.row != common.col)
        keep[mine[common.row[inside]]] = False
    return np.flatnonzero(keep)


def _limits(it: Model, most: int) -> tuple[Any, Any]:
    """The matrix over columns and targets, and its right side: a target counts when a column
    that meets it is taken, each team takes one column, `most` take one."""
    columns, rows = it.shape
    covered = hstack([-it.meets, eye_array(rows)])
    used, place = np.unique(it.team, return_inverse=True)
    one_each = coo_array((np.ones(columns), (place, np.arange(columns))),
                         shape=(len(used), columns + rows))  # fmt: skip
    in_all = coo_array((np.ones(columns), (np.zeros(columns, int), np.arange(columns))),
                       shape=(1, columns + rows))  # fmt: skip
    right = np.concatenate([np.zeros(rows), np.ones(len(used)), [most]])
    return vstack([covered, one_each, in_all]).tocsc(), right


def _relaxed(it: Model, most: int, seconds: float) -> tuple[float, Any]:
    """Bound by the model without whole numbers, and (columns,) what taking each costs of it."""
    columns, _ = it.shape
    matrix, right = _limits(it, most)
    answer = linprog(np.concatenate([np.zeros(columns), -it.weight]), A_ub=matrix, b_ub=right,
                     bounds=(0, 1), method="highs", options={"time_limit": seconds})  # fmt: skip
    if answer.status != 0:
        return float(it.weight.sum()), np.zeros(columns)
    return -float(answer.fun), np.maximum(answer.lower.marginals[:columns], 0.0)


def _solved(it: Model, teams: int, most: int, seconds: float,
            gap: float) -> tuple[npt.NDArray[np.int64], float, bool]:  # fmt: skip
    """Tasks, a bound, and whether the solver came to its end."""
    columns, rows = it.shape
    tasks = np.full(teams, -1, np.int64)
    if not columns:
        return tasks, 0.0, True
    matrix, right = _limits(it, most)
    answer = milp(
        np.concatenate([np.zeros(columns), -it.weight]),
        constraints=LinearConstraint(matrix, ub=right), bounds=Bounds(0, 1),
        integrality=np.concatenate([np.ones(columns), np.zeros(rows)]),
        options={"time_limit": seconds, "mip_rel_gap": gap},
    )  # fmt: skip
    if answer.x is not None:
        for c in np.flatnonzero(answer.x[:columns] > 0.5):
            tasks[it.team[c]] = it.names[c] % it.posts
    whole = float(it.weight.sum())
    said = answer.mip_dual_bound
    limit = -float(said) if said is not None and np.isfinite(said) else whole
    return tasks, min(limit, whole), bool(answer.status == 0)
