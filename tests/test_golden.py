"""What each of the cast sees of each room: a table that changes only when somebody reads it."""

from tests.golden.__main__ import TABLE, on_practice_world


def test_each_reader_sees_what_the_table_says() -> None:
    """After a change that is meant: `python -m tests.golden`, and read the difference."""
    assert on_practice_world() == TABLE.read_text()
