"""Queries that every act asks: their SQL is built once, and then only their ids change.

Django builds a query's SQL anew each time, which costs five to ten times what the database needs
to answer a small one. The few that the door and the books ask in every act are written as
querysets like all others, with `Given` where an id comes in, and compiled here at first use.
"""

from __future__ import annotations

from collections.abc import Callable
from functools import cache, cached_property
from typing import Any, Generic, TypeVar
from uuid import UUID

from django.db import DEFAULT_DB_ALIAS, connection, connections
from django.db.models import Expression, Model, QuerySet, UUIDField
from django.db.models.query import FlatValuesListIterable, ModelIterable

R = TypeVar("R")
_ID: UUIDField[Any, Any] = UUIDField()


class Given(Expression):
    """The place of an id in a compiled query, by its name."""

    def __init__(self, name: str) -> None:
        super().__init__(output_field=_ID)
        self.name = name

    def as_sql(self, *_: Any, **__: Any) -> Any:
        return "%s", [self]


class Compiled(Generic[R]):
    """A query that is built once: `Compiled(lambda: Lot.objects.filter(pk=Given("lot")))`.

    Of one table (no `select_related`), and not sliced by what is given. It is asked by `all` or
    `first`, with the ids by name; it returns what the queryset would.
    """

    def __init__(self, build: Callable[[], QuerySet[Any, R]]) -> None:
        self._build = build

    @cached_property
    def _ready(self) -> tuple[str, tuple[Any, ...], list[Any], Callable[[Any], Any]]:
        """SQL, its parameters, how columns are read, how a row is given."""
        rows: Any = self._build()
        compiler = rows.query.get_compiler(connection=connection)
        sql, parameters = compiler.as_sql()
        converters = compiler.get_converters([column for column, *_ in compiler.select])
        reading = [(n, *it) for n, it in converters.items()]
        return sql, parameters, reading, _shape(rows, compiler)

    def all(self, **ids: UUID) -> list[R]:
        sql, parameters, reading, shape = self._ready
        here = connections[DEFAULT_DB_ALIAS]
        given = [
            _ID.get_db_prep_value(ids[it.name], here) if isinstance(it, Given) else it
            for it in parameters
        ]
        with here.cursor() as cursor:
            cursor.execute(sql, given)
            rows = cursor.fetchall()
        return [shape(_read(row, reading)) for row in rows]

    def first(self, **ids: UUID) -> R | None:
        found = self.all(**ids)
        return found[0] if found else None


def _read(row: Any, reading: list[Any]) -> list[Any]:
    """The row's values as their fields give them."""
    values = list(row)
    for n, converters, column in reading:
        for convert in converters:
            values[n] = convert(values[n], column, connection)
    return values


def _shape(rows: Any, compiler: Any) -> Callable[[Any], Any]:
    if rows._iterable_class is ModelIterable:
        names = [column.target.attname for column, *_ in compiler.select]
        return lambda values: rows.model.from_db(rows.db, names, values)
    if rows._iterable_class is FlatValuesListIterable:
        return lambda values: values[0]
    return tuple


def insert(row: Model) -> None:
    """Write a new row that brings its own id, as `save(force_insert=True)` does."""
    sql, fields = _insert_into(type(row))
    here = connections[DEFAULT_DB_ALIAS]
    values = [field.get_db_prep_save(field.pre_save(row, True), here) for field in fields]
    with here.cursor() as cursor:
        cursor.execute(sql, values)
    row._state.adding = False


@cache
def _insert_into(model: type[Model]) -> tuple[str, list[Any]]:
    fields: list[Any] = list(model._meta.concrete_fields)
    quote = connection.ops.quote_name
    columns = ", ".join(quote(field.column) for field in fields)
    places = ", ".join(["%s"] * len(fields))
    table = quote(model._meta.db_table)
    return f"INSERT INTO {table} ({columns}) VALUES ({places})", fields  # noqa: S608 (our own names)
