"""The lists that the forms offer, in the reader's language."""

from . import queries
from .rules import Answer, Cause, EnclosureKind, Finding, Question

Choices = list[tuple[str, str]]


def enclosures() -> Choices:
    return [(it.value, queries.enclosure_label(it)) for it in EnclosureKind]


def findings() -> Choices:
    return [(it.value, queries.finding_label(it)) for it in Finding]


def causes() -> Choices:
    return [(it.value, queries.cause_label(it)) for it in Cause]


def answers() -> Choices:
    return [(it.value, queries.answer_label(it)) for it in Answer]


def question(question: Question) -> str:
    return queries.question_label(question)
