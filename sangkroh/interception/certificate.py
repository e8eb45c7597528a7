"""How far a plan can be from the best there is: an exact model, solved or bounded.

Columns (team at post) of one team that meet the same targets are one column, targets that the
same columns meet are one row, and a column that meets no more than another of its team is left
out. What remains of thousands of targets is solved in milliseconds.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

import numpy as np
import numpy.typing as npt
from scipy.optimize import Bounds, LinearConstraint, milp
from scipy.sparse import coo_array, csr_array, eye_array, hstack, vstack

from .cover import Coverage


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
            gap: float = 0.0) -> Certificate:  # fmt: skip
    """Solve for at most `most` teams within the time; `bound` holds in any case."""
    none = np.full(it.n_teams, -1, np.int64)
    row, column = _pairs(it)
    names = np.unique(column)
    if not len(names) or most < 1:
        return Certificate(none, 0.0, 0.0, 0, 0, True)
    meets = csr_array((np.ones(len(row)), (row, np.searchsorted(names, column))),
                      shape=(len(it.count), len(names)))  # fmt: skip
    weight = it.weight
    if merge:
        meets, weight, names = _merged(meets, weight, names, it.n_posts)
    return _solved(it, meets, weight, names, most, seconds, gap)


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


def _merged(meets: Any, weight: Any, names: Any, q: int) -> tuple[Any, Any, Any]:
    """Equal columns of a team as one, columns inside another left out, equal rows as one."""
    keep = _first_of_equals(meets.T.tocsr(), names // q)
    meets, names = meets[:, keep], names[keep]
    keep = _not_inside(meets.tocsc(), names // q)
    meets, names = meets[:, keep], names[keep]
    signs = _signs(meets.tocsr())
    some = np.flatnonzero(np.diff(meets.tocsr().indptr) > 0)
    _, where, group = np.unique(signs[some], axis=0, return_index=True, return_inverse=True)
    return meets.tocsr()[some[where]], np.bincount(group.ravel(), weight[some]), names


def _signs(rows: Any) -> Any:
    """(rows, 2) two independent sums of random words: equal rows have equal ones."""
    rng = np.random.default_rng(20)
    words = rng.integers(0, 2**62, (rows.shape[1], 2), dtype=np.int64)
    total = np.concatenate([np.zeros((1, 2), np.int64), np.cumsum(words[rows.indices], axis=0)])
    return total[rows.indptr[1:]] - total[rows.indptr[:-1]]


def _first_of_equals(columns: Any, team: Any) -> Any:
    signs = np.concatenate([_signs(columns), team[:, None]], axis=1)
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


def _solved(it: Coverage, meets: Any, weight: Any, names: Any, most: int, seconds: float,
            gap: float) -> Certificate:  # fmt: skip
    rows, columns = meets.shape
    team = names // it.n_posts
    covered = hstack([-meets, eye_array(rows)])
    used, place = np.unique(team, return_inverse=True)
    one_each = coo_array((np.ones(columns), (place, np.arange(columns))),
                         shape=(len(used), columns + rows))  # fmt: skip
    in_all = coo_array((np.ones(columns), (np.zeros(columns, int), np.arange(columns))),
                       shape=(1, columns + rows))  # fmt: skip
    limits = np.concatenate([np.zeros(rows), np.ones(len(used)), [most]])
    answer = milp(
        np.concatenate([np.zeros(columns), -weight]),
        constraints=LinearConstraint(vstack([covered, one_each, in_all]).tocsc(), ub=limits),
        integrality=np.concatenate([np.ones(columns), np.zeros(rows)]), bounds=Bounds(0, 1),
        options={"time_limit": seconds, "mip_rel_gap": gap},
    )  # fmt: skip
    tasks = np.full(it.n_teams, -1, np.int64)
    if answer.x is not None:
        for c in np.flatnonzero(answer.x[:columns] > 0.5):
            tasks[team[c]] = names[c] % it.n_posts
    limit = -answer.mip_dual_bound if answer.mip_dual_bound is not None else float(weight.sum())
    limit = min(limit, float(weight.sum())) if np.isfinite(limit) else float(weight.sum())
    return Certificate(tasks, it.value(tasks), limit, columns, rows, answer.status == 0)
