"""Why a file makes no network, as one exception with a code."""

from __future__ import annotations


class CannotImport(Exception):
    """The file is refused and nothing has changed. `code` is one of `CODES`."""

    def __init__(self, code: str, **values: str | int) -> None:
        self.code, self.values = code, values
        super().__init__(CODES[code].format(**values))


CODES = {
    "no-file": "There is no file of this name, or it may not be read.",
    "not-pbf": "This is no .osm.pbf file.",
    "cut-short": "The file is cut short: it ends in the middle, after {bytes} of its bytes. "
    "Fetch it again.",
    "damaged": "The file is damaged: {why}.",
    "too-big": "The file is too big ({what}: {found}, at most {limit}). Cut it to your country.",
    "no-ways": "The file holds no road and no waterway that anybody could use.",
    "no-places": "Ways of the file name nodes that are not in it, too many to go on "
    "({missing} of {all}).",
    "name": "A name has letters, digits, - and _ only, at most 40.",
    "no-room": "The network could not be written: {why}.",
}
"""Every code and what it says."""
