"""An empty home made ready for an import, and a person in whose name old papers come in."""

from __future__ import annotations

from django.core.management import call_command
from django.db import connection
from django.db.migrations.executor import MigrationExecutor

from sangkroh.core import actions as core
from sangkroh.core.actions.people import Language
from sangkroh.core.actors import by_username, worker
from sangkroh.core.errors import NotFound
from sangkroh.core.ids import new_id
from sangkroh.core.models import User
from sangkroh.core.roles import Role
from sangkroh.network import actions as network
from sangkroh.network.models import Agency, Office, Person
from sangkroh.network.rules import AgencyKind
from sangkroh.reference.models import Taxon

from .policies import IMPORTERS
from .rules import must

ARCHIVE = "old-papers"
"""The log-in name, made where there is nobody else, in whose name an import is done. Nobody can
log in under it until an administrator gives it a link."""
CODE = "OLD-PAPERS"
NAME, NAME_KM = "Old papers", "ឯកសារចាស់"


def make_ready() -> None:
    """Make the database and load what ships, where there is none: a running house is let alone.

    CannotRead: the database is of an older version.
    """
    if "core_user" not in connection.introspection.table_names():
        call_command("migrate", verbosity=0)
    plan = MigrationExecutor(connection)
    must(not plan.migration_plan(plan.loader.graph.leaf_nodes()), "history.migrate-first")
    if not Taxon.objects.exists():
        call_command("reference", verbosity=0)


def importer(username: str | None) -> User:
    """Who brings the papers in: as said; else the one lead there is; else the archive.

    Refused: there is no such person. CannotRead: no lead, or several who may.
    """
    if username:
        found = by_username(username)
        must(bool(found.current_roles() & IMPORTERS), "core.not-allowed", "as")
        return found
    leads = [it for it in _people() if it.username != ARCHIVE]
    must(len(leads) <= 1, "history.say-who", "as")
    return leads[0] if leads else _archive()


def _people() -> list[User]:
    """Everybody who may bring papers in and serves in an office."""
    placed = Person.objects.select_related("user").filter(user__is_active=True)
    return [it.user for it in placed if it.user.current_roles() & IMPORTERS]


def _archive() -> User:
    try:
        return by_username(ARCHIVE)
    except NotFound:
        pass
    host, user, agency, office = worker(), new_id(), new_id(), new_id()
    core.invite(host, id=user, username=ARCHIVE, name=NAME, name_km=NAME_KM, language=Language.EN)
    core.grant_role(host, user=user, role=Role.LEAD, reason="brings old papers in")
    if not Agency.objects.filter(code=CODE).exists():
        network.add_agency(
            host, id=agency, code=CODE, name=NAME, name_km=NAME_KM, kind=AgencyKind.OTHER
        )
        network.add_office(host, id=office, code=CODE, agency=agency, name=NAME, name_km=NAME_KM)
    network.place_person(host, user=user, office=Office.objects.get(code=CODE).pk)
    return by_username(ARCHIVE)
