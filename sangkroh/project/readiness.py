"""Whether this installation may serve: asked before the first request, and by the health page."""

from __future__ import annotations

from collections.abc import Iterator
from ipaddress import ip_network

from django.conf import settings
from django.db import connection
from django.db.migrations.executor import MigrationExecutor
from django.utils import timezone

from sangkroh.core import guards
from sangkroh.core.models import RoleGrant
from sangkroh.core.roles import Role

from . import sqlite


def faults() -> list[str]:
    """Why it may not serve, in English for whoever runs it. Empty: it may."""
    before = [*_settings(), *_engine(), *_migrations()]
    return before or [*_guards(), *_people()]


def _settings() -> Iterator[str]:
    if settings.PRACTICE and settings.HOSTS:
        yield (
            "A practice world is for this machine only: unset SANGKROH_PRACTICE or SANGKROH_HOSTS."
        )
    for it in settings.PROXIES:
        try:
            ip_network(it)
        except ValueError:
            yield "SANGKROH_PROXIES names addresses or networks of proxies, with commas."


def _engine() -> Iterator[str]:
    if connection.vendor != "sqlite":
        return
    with connection.cursor() as cursor:
        version = cursor.execute("SELECT sqlite_version()").fetchone()[0]
    if not sqlite.is_mended(tuple(int(it) for it in version.split("."))):
        yield f"SQLite {version} can damage a database in WAL mode: use 3.51.3 or later."


def _migrations() -> Iterator[str]:
    executor = MigrationExecutor(connection)
    if executor.migration_plan(executor.loader.graph.leaf_nodes()):
        yield "The database is not of this release: run `sangkroh migrate`."


def _guards() -> Iterator[str]:
    for name in guards.faults(connection):
        yield f"The guard {name} is missing, changed or unknown: run `sangkroh migrate`."
    for what in guards.role_faults(connection):
        yield f"The role that serves is {what} of the database and walks past its guards."


def _people() -> Iterator[str]:
    today = timezone.localdate()
    grants = RoleGrant.objects.filter(role=Role.ADMINISTRATOR, user__is_active=True)
    if not any(grant.holds_on(today) for grant in grants):
        yield "There is no administrator: see docs/running-it.md, The first administrator."
