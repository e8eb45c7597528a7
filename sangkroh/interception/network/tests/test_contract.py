"""Contraction changes no travel time, whatever the network looks like."""

from __future__ import annotations

import numpy as np
from hypothesis import given, settings
from hypothesis import strategies as st
from scipy.sparse import csr_array
from scipy.sparse.csgraph import dijkstra

from sangkroh.interception.graph import Graph, Place, from_arcs
from sangkroh.interception.network.contract import Contracted, contract
from sangkroh.interception.network.embedded import embedded
from sangkroh.interception.network.networks import contract_graph
from sangkroh.interception.shortest import times_from

PACES = np.array([[1.0, 2.0], [3.0, np.inf], [2.0, 1.0]])
"""Three sorts of link; the second conveyance may not use the second sort."""


@st.composite
def networks(draw: st.DrawFn) -> tuple[int, np.ndarray, np.ndarray]:
    """Nodes, links (tail, head, sort, length), nodes to keep: chains, rings, stubs, islands."""
    n = draw(st.integers(2, 25))
    near = draw(st.booleans())
    ends = st.tuples(st.integers(0, n - 1), st.integers(1, 3 if near else n - 1))
    sorts = draw(st.sampled_from([(0,), (0, 1, 2)]))
    one = st.tuples(ends, st.sampled_from(sorts), st.integers(1, 40), st.integers(0, 5))
    links = []
    for (u, step), sort, length, way in draw(st.lists(one, min_size=1, max_size=2 * n)):
        v = min(u + step, n - 1)
        links += [(u, v, sort, length)] * (way != 1) + [(v, u, sort, length)] * (way != 2)
    kept = draw(st.lists(st.booleans(), min_size=n, max_size=n))
    return n, np.array(links, np.int64), np.array(kept)


def times(n: int, tail: np.ndarray, head: np.ndarray, cost: np.ndarray) -> np.ndarray:
    """(n, n) least times by SciPy; of parallel links the cheapest."""
    order = np.lexsort((-cost, head, tail))
    least = {(tail[it], head[it]): cost[it] for it in order if np.isfinite(cost[it])}
    ends = np.array(list(least), np.int64).reshape(-1, 2)
    return dijkstra(csr_array((list(least.values()), (ends[:, 0], ends[:, 1])), shape=(n, n)))


def contracted(n: int, links: np.ndarray, kept: np.ndarray) -> Contracted:
    tail, head, sort, length = links.T
    return contract(n, tail, head, sort, length, kept, PACES)


@given(networks())
@settings(max_examples=300, deadline=None)
def test_times_between_what_is_left_are_the_same(it: tuple[int, np.ndarray, np.ndarray]) -> None:
    n, links, kept = it
    done = contracted(n, links, kept)
    assert done.left[kept].all()
    left = np.flatnonzero(done.left)
    for column in range(PACES.shape[1]):
        before = times(n, links[:, 0], links[:, 1], links[:, 3] * PACES[links[:, 2], column])
        after = times(n, done.tail, done.head, done.length * PACES[done.sort, column])
        np.testing.assert_array_equal(before[np.ix_(left, left)], after[np.ix_(left, left)])


@given(networks())
@settings(max_examples=300, deadline=None)
def test_whoever_is_on_a_removed_part_leaves_as_fast(
    it: tuple[int, np.ndarray, np.ndarray],
) -> None:
    n, links, kept = it
    done = contracted(n, links, kept)
    left = np.flatnonzero(done.left)
    for column in range(PACES.shape[1]):
        before = times(n, links[:, 0], links[:, 1], links[:, 3] * PACES[links[:, 2], column])
        after = times(n, done.tail, done.head, done.length * PACES[done.sort, column])
        by_ends = np.full((n, n), np.inf)
        for slot in (0, 1):
            has = done.ends[:, slot] >= 0
            way = done.out[has, slot, column][:, None] + after[done.ends[has, slot]]
            by_ends[has] = np.minimum(by_ends[has], way)
        np.testing.assert_array_equal(before[:, left], by_ends[:, left])


def test_a_chain_with_a_stub_becomes_one_link() -> None:
    """0 - 1 - 2 - 3, and 4 hanging on 2; 0 and 3 are kept."""
    ways = [(0, 1, 0, 5), (1, 2, 0, 6), (2, 3, 0, 7), (2, 4, 0, 9)]
    links = np.array([*ways, *[(v, u, s, long) for u, v, s, long in ways]])
    done = contracted(5, links, np.array([True, False, False, True, False]))
    assert np.flatnonzero(done.left).tolist() == [0, 3]
    assert sorted(zip(done.tail, done.head, done.length, strict=True)) == [(0, 3, 18), (3, 0, 18)]
    assert dict(zip(done.ends[4].tolist(), done.out[4, :, 0].tolist(), strict=True)) == {
        0: 20.0, 3: 16.0}  # fmt: skip


def test_links_of_two_sorts_stay_two() -> None:
    ways = [(0, 1, 0, 5), (1, 2, 2, 5)]
    links = np.array([*ways, *[(v, u, s, long) for u, v, s, long in ways]])
    done = contracted(3, links, np.array([True, False, True]))
    assert done.left.all()


def test_a_ring_of_its_own_leaves_one_node() -> None:
    links = np.array([(u, (u + 1) % 6, 0, 1) for u in range(6)])
    done = contracted(6, links, np.zeros(6, bool))
    assert done.left.sum() == 1
    assert (done.ends.max(axis=1) == np.flatnonzero(done.left)[0]).all()


def test_many_ways_between_few_places_fit() -> None:
    """Twenty chains of one node each between three kept nodes: more links than nodes."""
    ways = [(k % 3, 3 + k, 0, 1 + k) for k in range(20)]
    ways += [(3 + k, (k + 1) % 3, 0, 1) for k in range(20)]
    links = np.array([*ways, *[(v, u, s, long) for u, v, s, long in ways]])
    done = contracted(23, links, np.arange(23) < 3)
    assert np.flatnonzero(done.left).tolist() == [0, 1, 2]
    assert sorted(done.length) == [2, 2, 3, 3, 4, 4]


def test_a_graph_contracts_to_the_same_times_between_its_special_nodes() -> None:
    full = full_graph()
    small = contract_graph(full)
    assert small.n < full.n / 10
    for it in full.specials[::20]:
        before = times_from(full, Place.at(it.node))
        after = times_from(small, Place.at(small.special(it.key).node))
        assert [before[s.node] for s in full.specials] == [
            after[small.special(s.key).node] for s in full.specials]  # fmt: skip


def full_graph() -> Graph:
    """The embedded network with every piece of every link."""
    raw = embedded()
    ways = np.array([it.way for it in raw.sorts], np.uint8)[raw.sort]
    cost = raw.length * raw.paces()[raw.sort, 0] / 100
    return from_arcs(raw.tail, raw.head, cost, ways, raw.lon, raw.lat, layer=raw.layer,
                     sources=raw.sources, specials=raw.specials)[0]  # fmt: skip
