"""Random histories: a seeded slice here, the full number by `make proof`."""

from __future__ import annotations

import os

import pytest
from hypothesis import HealthCheck, Phase, settings
from hypothesis.stateful import run_state_machine_as_test

from tests.databases import ON_POSTGRESQL
from tests.proofs.histories import Histories

SLICE = 300 if ON_POSTGRESQL else 2000
NUMBER = int(os.environ.get("SANGKROH_HISTORIES", SLICE))
STEPS = 25


@pytest.mark.proof
@pytest.mark.django_db
def test_random_histories_agree_with_a_plain_model() -> None:
    run_state_machine_as_test(
        Histories,
        settings=settings(
            max_examples=NUMBER, stateful_step_count=STEPS, deadline=None, derandomize=True,
            database=None, phases=(Phase.generate,), suppress_health_check=list(HealthCheck),
        ),
    )  # fmt: skip
