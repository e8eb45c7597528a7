"""What the engine cannot answer, as one exception with a code; who asks finds the words."""

from __future__ import annotations

Value = str | int


class CannotPlan(Exception):
    """No usable answer. `code` is one of `CODES`; `path` names the field, "" for the whole."""

    def __init__(self, code: str, path: str = "", **values: Value) -> None:
        if code not in CODES:
            raise ValueError(code)
        self.code, self.path, self.values = code, path, values
        super().__init__(code)


CODES = {
    "no-place": "the tip names no place",
    "off-network": "the place is too far from every road and waterway; `metres` to the nearest",
    "future": "a time that has not come yet",
    "no-team": "nobody is ready",
    "island": "no way leads from this place to any place the target could be heading for",
    "contradiction": "two sightings that nobody could have been at; `first` and `second`",
    "no-post": "no post where a team could wait",
    "broken-network": "the files of the network do not fit together; `file`",
}
"""Every code and what it means."""
