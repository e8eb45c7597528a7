"""The types of an action's arguments: what may be said at all, before any rule looks at it."""

from decimal import Decimal
from typing import Annotated

from pydantic import (
    AfterValidator,
    BaseModel,
    BeforeValidator,
    ConfigDict,
    Field,
    StringConstraints,
)
from pydantic_core import PydanticCustomError

from .text import has_control_characters, tidy


def _tidied(value: object) -> object:
    return tidy(value) if isinstance(value, str) else value


def _printable(value: str) -> str:
    if has_control_characters(value):
        raise PydanticCustomError("control_characters", "control characters")
    return value


def _one_line(value: str) -> str:
    if "\n" in value:
        raise PydanticCustomError("one_line", "one line")
    return value


def _no_markup(value: str) -> str:
    if "<" in value or ">" in value:
        raise PydanticCustomError("no_markup", "no markup")
    return value


_Base = Annotated[str, BeforeValidator(_tidied), AfterValidator(_printable)]

Words = Annotated[_Base, StringConstraints(min_length=1, max_length=10_000)]
"""Free text of any number of lines, 1 to 10,000 characters."""
MaybeWords = Annotated[_Base, StringConstraints(max_length=10_000)]
"""Free text that may be empty."""
Line = Annotated[
    _Base, AfterValidator(_one_line), AfterValidator(_no_markup),
    StringConstraints(min_length=1, max_length=200),
]  # fmt: skip
"""One line without markup, 1 to 200 characters: a name, a title, a number as written."""
MaybeLine = Annotated[
    _Base, AfterValidator(_one_line), AfterValidator(_no_markup), StringConstraints(max_length=200)
]
"""One line that may be empty."""
Code = Annotated[str, StringConstraints(pattern=r"^[A-Za-z0-9][A-Za-z0-9._-]{0,63}$")]
"""A code of a code list, an account or an office."""
Count = Annotated[int, Field(strict=True, ge=1, le=10_000_000)]
"""How many: a whole number from 1. True, "3" and 3.0 are no numbers of animals."""
CountOrNone = Annotated[int, Field(strict=True, ge=0, le=10_000_000)]
"""How many, where none is an answer (dead seen: 0)."""
Grams = Annotated[int, Field(strict=True, ge=1, le=1_000_000_000)]
"""A weight in grams, up to a thousand tonnes."""
Money = Annotated[int, Field(strict=True, ge=0, le=10**12)]
"""An amount in the smallest unit that is used: riel, or cents of a dollar."""
Degrees = Annotated[Decimal, Field(ge=-180, le=180, decimal_places=6)]
"""A coordinate in degrees, WGS 84, six places (about 0.1 m); text in JSON, never a float."""


class Shape(BaseModel):
    """Base of a part of an action's arguments (a line, an address): strict, closed, unchanging."""

    model_config = ConfigDict(extra="forbid", frozen=True, strict=True)
