"""Tests run with `python -m pytest`; the ground they stand on is in tests/."""

pytest_plugins = ["tests.cast"]
