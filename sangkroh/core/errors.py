"""One family of refusals: a code, the path of the field, values. Words are found when shown.

A refusal is an answer, not a fault. It never carries what was typed: only what the reader
needs to put it right. Plain Python, because every `rules.py` may raise it.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, field

Value = str | int


@dataclass(frozen=True)
class Problem:
    """One thing that is wrong: which rule (`code`), in which field (`path`, "" for the whole)."""

    code: str
    path: str = ""
    values: dict[str, Value] = field(default_factory=dict)

    def as_json(self) -> dict[str, object]:
        return {"code": self.code, "path": self.path, "values": dict(self.values)}


class Refused(Exception):
    """The act is refused. `problems` holds every reason at once, so that a form shows them all."""

    def __init__(self, code: str, path: str = "", **values: Value) -> None:
        self.problems: tuple[Problem, ...] = (Problem(code, path, values),)
        super().__init__(code)

    @classmethod
    def many(cls, problems: Iterable[Problem]) -> Refused:
        it = tuple(problems)
        refused = cls(it[0].code, it[0].path, **it[0].values)
        refused.problems = it
        return refused

    @property
    def code(self) -> str:
        return self.problems[0].code

    @property
    def status(self) -> int:
        """The HTTP status, the same through every door."""
        return STATUS.get(self.code, 409)

    def under(self, prefix: str) -> Refused:
        """The same refusal, its paths put below `prefix` (a part-act's field in the outer form)."""
        return Refused.many(
            Problem(p.code, f"{prefix}.{p.path}" if p.path else prefix, p.values)
            for p in self.problems
        )

    def at(self, path: str) -> Refused:
        """The same refusal, all of it about this field (a decision that names what was asked)."""
        return Refused.many(Problem(p.code, path, p.values) for p in self.problems)


class NotFound(Refused):
    """Not there, or not for this reader: the two look alike on purpose."""

    def __init__(self, path: str = "") -> None:
        super().__init__("core.not-found", path)


STATUS = {
    "core.not-found": 404,
    "core.not-allowed": 403,
    "core.not-by-a-key": 403,
    "core.unknown-action": 404,
    "core.bad-json": 400,
    "core.too-large": 413,
    "core.log-in-first": 401,
    "core.second-factor-first": 403,
    "core.csrf": 403,
    "core.only-pages": 403,
    "core.only-json": 415,
    "core.too-many": 429,
}
"""Codes with an HTTP status of their own; bad input is 422 by `BAD_INPUT`, all else 409."""

BAD_INPUT = (
    "missing", "unknown-field", "bad-id", "whole-number", "too-small", "too-large-number",
    "too-long", "not-a-choice", "bad-time", "not-text", "not-yes-no", "not-a-list",
    "bad-number", "bad-code", "no-markup", "control-characters", "one-line", "bad-input",
)  # fmt: skip
STATUS |= {f"core.{name}": 422 for name in BAD_INPUT}


def require(condition: bool, code: str, path: str = "", **values: Value) -> None:
    """Refuse unless the condition holds."""
    if not condition:
        raise Refused(code, path, **values)
