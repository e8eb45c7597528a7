"""What a page asks again is asked once, and nothing of it outlives the page."""

from __future__ import annotations

from collections.abc import Callable

import pytest
from django.http import HttpResponse
from django.test import RequestFactory

from sangkroh.core.asking import once_a_page, page_read
from sangkroh.core.middleware import reading


def counter() -> Callable[[], int]:
    asked: list[int] = []

    def ask() -> int:
        asked.append(1)
        return len(asked)

    return ask


def test_while_a_page_is_read_it_is_asked_once_and_by_its_key() -> None:
    ask = counter()
    with page_read():
        assert [once_a_page(("office", 1), ask) for _ in range(3)] == [1, 1, 1]
        assert once_a_page(("office", 2), ask) == 2
    with page_read():
        assert once_a_page(("office", 1), ask) == 3, "another page asks anew"


def test_that_nothing_was_found_is_remembered_too() -> None:
    ask = counter()
    with page_read():
        assert once_a_page(("seen",), lambda: None) is None
        assert once_a_page(("seen",), ask) is None


@pytest.mark.parametrize(("method", "asked"), [("get", 1), ("head", 1), ("post", 2)])
def test_what_may_change_something_remembers_nothing(method: str, asked: int) -> None:
    ask = counter()

    def page(_request: object) -> HttpResponse:
        once_a_page(("sees",), ask)
        return HttpResponse(str(once_a_page(("sees",), ask)))

    answer = reading(page)(getattr(RequestFactory(), method)("/"))
    assert answer.content == str(asked).encode()
