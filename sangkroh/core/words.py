"""Words for refusals, found by code when shown, in the reader's language."""

from __future__ import annotations

from django.utils.functional import Promise
from django.utils.translation import gettext as _

from .errors import Problem

WORDS: dict[str, str | Promise] = {}
"""Code to words, filled from every room's refusals.py; `%(name)s` stands for a value."""


def say(problem: Problem) -> str:
    """The refusal in the language of this request."""
    words = WORDS.get(problem.code)
    if words is None:
        return _("This was refused (%(code)s).") % {"code": problem.code}
    return str(words) % problem.values
