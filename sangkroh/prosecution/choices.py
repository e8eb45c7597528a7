"""The lists that the forms offer, in the reader's language."""

from . import queries
from .rules import Kind, OrderKind, Precision

Choices = list[tuple[str, str]]


def precisions() -> Choices:
    return [(it.value, queries.precision_label(it)) for it in Precision]


def steps() -> Choices:
    return [(it.value, queries.kind_label(it)) for it in Kind]


def orders() -> Choices:
    return [(it.value, queries.order_label(it)) for it in OrderKind]
