"""Tests run with `python -m pytest`; the ground they stand on is in tests/."""

import pytest

pytest_plugins = ["tests.cast"]


def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    """The long ones first, so that no core is left with one when the others have nothing to do."""
    items.sort(
        key=lambda it: not (it.get_closest_marker("browser") or it.get_closest_marker("proof"))
    )
