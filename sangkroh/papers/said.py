"""What stands on a paper: blocks of text, made once in Khmer and once in English.

A form is told like a page, in the language of the moment; `in_both` asks it twice and lays the
two beside each other. What is the same in both stands once. What is not known is an empty list,
and becomes a line to write on.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from typing import Any

from django.utils import translation

from sangkroh.core import show

Values = Sequence[str]
Block = dict[str, Any]
LANGUAGES = ("km", "en")


class Known(dict[str, Any]):
    """What the record says, by name; whatever it does not say is empty."""

    def __missing__(self, key: str) -> list[Any]:
        return []


def in_both(make: Callable[[], Any]) -> Any:
    """What `make` says, in Khmer with Khmer digits and in English; each text as a pair."""
    said = []
    for language in LANGUAGES:
        with translation.override(language), show.digits(khmer=language == "km"):
            said.append(make())
    return _paired(*said)


def _paired(km: Any, en: Any) -> Any:
    if isinstance(km, dict):
        return {key: _paired(km[key], en[key]) if key != "is" else km[key] for key in km}
    if isinstance(km, list | tuple):
        return [_paired(one, other) for one, other in zip(km, en, strict=True)]
    if isinstance(km, str):
        return {"km": km, "en": en if en != km else ""}
    return km


def facts(title: str, *rows: tuple[str, Values], beside: bool = False) -> Block:
    """Lines with a label each; a value that is not known is a line to write on.

    beside: two of them on a line, where the values are short.
    """
    said = [[label, clean(values)] for label, values in rows]
    return {"is": "facts", "title": title, "rows": said, "beside": beside}


def table(
    title: str, head: Sequence[tuple[str, int]], rows: Iterable[Values], *, spare: int = 0
) -> Block:
    """A table: (heading, relative width) of each column, its rows, and empty rows to write in."""
    return {
        "is": "table", "title": title, "head": [label for label, _width in head],
        "widths": [width for _label, width in head], "rows": [list(row) for row in rows],
        "spare": spare,
    }  # fmt: skip


def text(title: str, *lines: str) -> Block:
    return {"is": "text", "title": title, "lines": list(lines)}


def ruled(title: str, lines: int) -> Block:
    """Empty lines for what is written by hand."""
    return {"is": "ruled", "title": title, "lines": lines}


def ink(*boxes: tuple[str, str], thumb: bool = False) -> Block:
    """Boxes for name, signature and (for whoever does not sign for an office) a thumb-print."""
    return {"is": "ink", "boxes": [list(it) for it in boxes], "thumb": thumb}


def clean(values: Iterable[object]) -> list[str]:
    """The values that say something."""
    return [str(it) for it in values if it not in (None, "")]
