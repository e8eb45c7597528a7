"""Random histories: a seeded slice here, the full number by `make proof`."""

from __future__ import annotations

import os

import pytest
from hypothesis import HealthCheck, Phase, settings
from hypothesis.stateful import run_state_machine_as_test

from tests.databases import ON_POSTGRESQL
from tests.proofs.figures import FULL, keep
from tests.proofs.histories import Histories

SLICE = 300 if ON_POSTGRESQL else 2000
NUMBER = int(os.environ.get("SANGKROH_HISTORIES", 10_000 if FULL else SLICE))
STEPS, PARTS, SEED = 25, 8, 20160604


@pytest.mark.proof
@pytest.mark.django_db
@pytest.mark.parametrize("part", range(PARTS))
def test_random_histories_agree_with_a_plain_model(part: int) -> None:
    seeded = type("Seeded", (Histories,), {"_hypothesis_internal_use_seed": SEED + part})
    run_state_machine_as_test(
        seeded,
        settings=settings(
            max_examples=-(-NUMBER // PARTS), stateful_step_count=STEPS, deadline=None,
            database=None, phases=(Phase.generate,), suppress_health_check=list(HealthCheck),
        ),
    )  # fmt: skip
    keep(
        "histories", part=part, histories=-(-NUMBER // PARTS), steps=STEPS, differences=0,
        seed=SEED + part,
    )  # fmt: skip
