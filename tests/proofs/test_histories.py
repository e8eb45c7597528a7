"""Random histories: a seeded slice here, the full number by `make proof`."""

from __future__ import annotations

from collections import Counter
from typing import Any

import pytest
from hypothesis import HealthCheck, Phase, settings
from hypothesis.stateful import run_state_machine_as_test

from tests import databases
from tests.proofs.figures import FULL, SEED, keep, shared
from tests.proofs.ground import lay
from tests.proofs.histories import Histories

SLICE = 300 if databases.ON_POSTGRESQL else 2_000
STEPS, PARTS = 10, 50 if FULL else 4
EACH = shared(10_000, PARTS) if FULL else SLICE // PARTS


@pytest.mark.proof
@pytest.mark.parametrize("part", range(PARTS))
def test_random_histories_agree_with_a_plain_model(part: int, django_db_blocker: Any) -> None:
    with databases.own_database() as name, databases.connected(name, django_db_blocker):
        known = {"ground": lay(), "done": Counter(), "_hypothesis_internal_use_seed": SEED + part}
        run_state_machine_as_test(
            type("Seeded", (Histories,), known),
            settings=settings(
                max_examples=EACH, stateful_step_count=STEPS, deadline=None, database=None,
                phases=(Phase.generate,), suppress_health_check=list(HealthCheck),
            ),
        )  # fmt: skip
    done = known["done"]
    assert done["acts"] > EACH * STEPS / 2
    keep("histories", histories=EACH, acts=done["acts"], refused=done["refused"], differences=0)
