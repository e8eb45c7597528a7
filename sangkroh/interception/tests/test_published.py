"""Published escape routes: their scores again, exactly, and the best there is, proved."""

from __future__ import annotations

import numpy as np
import pytest

from sangkroh.interception.certificate import certify
from sangkroh.interception.cover import best_tasks

from . import published

WHERE = published.folder()
given = pytest.mark.skipif(WHERE is None, reason="the published instances are not given here")
CITIES = [("winterswijk", 750), ("manhattan", 934)]


@given
@pytest.mark.parametrize(("name", "best"), CITIES)
def test_every_published_score_is_counted_again(name: str, best: int) -> None:
    assert WHERE is not None
    city = published.city(WHERE, name)
    met = np.array([city.cover.met(city.tasks(p)) for p in city.data["pub_position"]])
    stored = np.unpackbits(city.data["pub_hit_bits"], axis=1, count=met.shape[1],
                           bitorder="little")  # fmt: skip
    assert met.sum(axis=1).tolist() == city.data["pub_score"].tolist()
    assert (met == stored.astype(bool)).all()
    assert city.cover.value(city.tasks(city.data["best_position"])) == best


@given
@pytest.mark.parametrize(("name", "best"), CITIES)
def test_the_best_there_is_is_found_and_proved(name: str, best: int) -> None:
    assert WHERE is not None
    city = published.city(WHERE, name)
    found = certify(city.cover, len(city.reach), seconds=60)
    assert (found.value, found.proved) == (best, True)
    assert found.bound == pytest.approx(best)
    _, value = best_tasks(city.cover, city.reach, len(city.reach))
    assert value >= 0.96 * best
