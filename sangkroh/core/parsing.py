"""What cannot be read, turned into our refusals. What was typed is never echoed."""

from __future__ import annotations

import json
import re
from typing import Any

from pydantic import ValidationError

from .errors import Problem, Refused, Value, require

LARGEST = 256 * 1024
"""The largest arguments of an act as JSON, in bytes."""

KIND = {
    "missing": "missing", "missing_argument": "missing", "missing_keyword_only_argument": "missing",
    "extra_forbidden": "unknown-field", "unexpected_keyword_argument": "unknown-field",
    "json_invalid": "bad-json", "json_type": "bad-json",
    "int_type": "whole-number", "int_parsing": "whole-number", "int_parsing_size": "whole-number",
    "int_from_float": "whole-number", "multiple_of": "whole-number",
    "greater_than": "too-small", "greater_than_equal": "too-small",
    "less_than": "too-large-number", "less_than_equal": "too-large-number",
    "string_too_long": "too-long", "too_long": "too-long", "bytes_too_long": "too-long",
    "string_too_short": "missing", "too_short": "missing", "bytes_too_short": "missing",
    "string_type": "not-text", "string_sub_type": "not-text", "string_unicode": "not-text",
    "string_pattern_mismatch": "bad-code", "string_not_ascii": "bad-code",
    "bool_type": "not-yes-no", "bool_parsing": "not-yes-no",
    "enum": "not-a-choice", "literal_error": "not-a-choice",
    "union_tag_invalid": "not-a-choice", "union_tag_not_found": "not-a-choice",
    "uuid_type": "bad-id", "uuid_parsing": "bad-id", "uuid_version": "bad-id",
    "list_type": "not-a-list", "tuple_type": "not-a-list", "set_type": "not-a-list",
    "iterable_type": "not-a-list", "frozen_set_type": "not-a-list",
    "decimal_type": "bad-number", "decimal_parsing": "bad-number",
    "decimal_max_digits": "bad-number", "decimal_max_places": "bad-number",
    "decimal_whole_digits": "bad-number", "float_type": "bad-number",
    "float_parsing": "bad-number", "finite_number": "bad-number", "complex_type": "bad-number",
    "complex_str_parsing": "bad-number",
    "control_characters": "control-characters", "one_line": "one-line", "no_markup": "no-markup",
}  # fmt: skip
"""pydantic's type of error (by name) to ours; times by their prefix; all else `bad-input`."""

_NAME = re.compile(r"[A-Za-z_][A-Za-z0-9_]{0,63}")
LIMITS = ("ge", "gt", "le", "lt", "max_length")


def code_of(kind: str) -> str:
    """Our code for one of pydantic's types of error."""
    if kind in KIND:
        return f"core.{KIND[kind]}"
    if kind.startswith(("date", "time", "timezone")):
        return "core.bad-time"
    return "core.bad-input"


def problems_of(error: ValidationError) -> list[Problem]:
    """Every problem at once: code, path of the field, and the limit that was passed."""
    return [_problem(it) for it in error.errors(include_url=False, include_input=False)]


def _problem(it: Any) -> Problem:
    path = [str(part) for part in it["loc"]]
    if it["type"] == "extra_forbidden" and not _NAME.fullmatch(path[-1]):
        path.pop()  # a name that is no name of a field is not repeated
    return Problem(code_of(it["type"]), ".".join(path), _limit(it.get("ctx", {})))


def readable(raw: bytes | str) -> bytes:
    """The JSON of an act's arguments, if it is of a bearable size and says no name twice.

    Refused: `core.too-large`, `core.bad-json`.
    """
    try:
        text = raw.encode() if isinstance(raw, str) else raw
        require(len(text) <= LARGEST, "core.too-large", limit=LARGEST)
        json.loads(text, object_pairs_hook=_no_name_twice, parse_constant=_no_constant)
    except (ValueError, RecursionError):
        raise Refused("core.bad-json") from None
    return text


def _no_name_twice(pairs: list[tuple[str, Any]]) -> dict[str, Any]:
    found = dict(pairs)
    if len(found) != len(pairs):
        raise ValueError
    return found


def _no_constant(name: str) -> None:
    raise ValueError(name)


def _limit(context: dict[str, object]) -> dict[str, Value]:
    for name in LIMITS:
        if isinstance(value := context.get(name), int):
            return {"limit": value}
    return {}
