"""What a page asks again and again, asked of the database once.

A page that is read shows many things, each through its own room's policies, and each asks anew who
the reader is and what they may see. While one page is read the answer stays the same.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from contextvars import ContextVar
from typing import Any, TypeVar, cast

R = TypeVar("R")
Key = tuple[object, ...]
_page: ContextVar[dict[Key, Any] | None] = ContextVar("page", default=None)


@contextmanager
def page_read() -> Iterator[None]:
    """Inside, a page is read: nothing is changed, and what was asked is remembered."""
    token = _page.set({})
    try:
        yield
    finally:
        _page.reset(token)


def is_page_read() -> bool:
    """Whether a page is being read, so that what is asked now is remembered."""
    return _page.get() is not None


def once_a_page(key: Key, find: Callable[[], R]) -> R:
    """What was found for this key before while this page is read; else found now.

    For what nobody may rely on within an act. Where no page is read nothing is remembered.
    """
    known = _page.get()
    if known is None:
        return find()
    if key not in known:
        known[key] = find()
    return cast(R, known[key])
