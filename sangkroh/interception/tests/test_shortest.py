"""Least times are exactly those of a plain search, and of SciPy."""

from __future__ import annotations

import numpy as np
from hypothesis import given
from hypothesis import strategies as st
from scipy.sparse import csr_array
from scipy.sparse.csgraph import dijkstra

from sangkroh.interception.graph import LONGEST, Place
from sangkroh.interception.shortest import FAR, times_from, times_over, times_to

from . import country, slow


def as_far(times: list[float]) -> list[int]:
    return [int(FAR) if it == float("inf") else int(it) for it in times]


@slow.unhurried
@given(slow.networks(longest=LONGEST), st.data())
def test_times_are_those_of_a_plain_search(it: tuple[int, slow.Arcs], data: st.DataObject) -> None:
    n, arcs = it
    seeds = data.draw(st.lists(st.tuples(st.integers(0, n - 1), st.integers(0, LONGEST)),
                               min_size=1, max_size=3))  # fmt: skip
    assert times_over(*slow.rows(n, arcs), seeds).tolist() == as_far(
        slow.least_times(n, arcs, seeds)
    )


@slow.unhurried
@given(slow.networks(), st.integers(0, 120_000))
def test_what_is_later_than_the_limit_stays_out(it: tuple[int, slow.Arcs], limit: int) -> None:
    n, arcs = it
    whole = slow.least_times(n, arcs, [(0, 0)])
    cut = [int(t) if t <= limit else int(FAR) for t in whole]
    assert times_over(*slow.rows(n, arcs), [(0, 0)], limit).tolist() == cut


def test_times_are_those_of_scipy_both_ways() -> None:
    it = country.country()
    ones = csr_array((it.arcs[:, 1].astype(float), it.arcs[:, 0], it.first), shape=(it.n, it.n))
    for node in (0, 77, it.n - 1):
        assert (times_from(it, Place.at(node)) == dijkstra(ones, indices=node)).all()
        assert (times_to(it, node) == dijkstra(ones.T.tocsr(), indices=node)).all()


def test_a_place_on_a_link_is_left_by_either_end() -> None:
    it = country.country()
    both = times_from(it, Place(((3, 400), (4, 900))))
    one, other = times_from(it, Place.at(3)), times_from(it, Place.at(4))
    assert (both == np.minimum(one + 400, other + 900)).all()
