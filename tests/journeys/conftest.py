"""The stage of a journey: a database, a real server on it, a real browser."""

from __future__ import annotations

from typing import Any

import pytest


@pytest.fixture
def stage(_live: tuple[str, str, Any]) -> tuple[str, str, Any]:
    """Name of the database, address of the server, browser; shared by the tests of a module."""
    return _live
