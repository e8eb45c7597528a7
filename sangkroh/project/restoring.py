"""Restoring a backup into an empty home, or in the place of what is there.

What was forgotten stays forgotten, as far as the journals say: that of the backup, and that of
the database which it replaces: secrets of the journal, and the words of tips that went with them.
"""

from __future__ import annotations

from pathlib import Path
from uuid import UUID

from django.conf import settings
from django.core.management import call_command
from django.db import connection

from sangkroh.core import actions, guards, journal
from sangkroh.core.actors import worker
from sangkroh.core.models import Secret
from sangkroh.core.times import now
from sangkroh.tips import actions as tips

from . import backups, dumps
from .dumps import Failed
from .soundness import Say


def is_empty() -> bool:
    """Whether this home holds neither records nor evidence."""
    evidence = settings.EVIDENCE_ROOT
    return dumps.is_empty() and not (evidence.exists() and any(evidence.iterdir()))


def restore(archive: Path, say: Say) -> None:
    """Put the backup in. What was there is kept aside. Failed: nothing was changed, or what was."""
    archive = archive.resolve()
    backups.verify(archive, say)
    forgotten = set() if dumps.is_empty() else journal.forgotten()
    if not is_empty():
        _put_aside(f"replaced_{now():%Y%m%d%H%M%S}", say)
    say("Putting the backup in …")
    manifest = backups.read(archive)
    dumps.put_in(archive / dumps.FILES[manifest.vendor])
    backups.put_files(archive, manifest, settings.EVIDENCE_ROOT)
    call_command("migrate", verbosity=0)
    _note(archive.name, forgotten)
    if found := guards.faults(connection):
        raise Failed("Restored, and may not be served; guards: " + ", ".join(found))


def _put_aside(name: str, say: Say) -> None:
    say(f"Keeping what is there as {name} …")
    if not dumps.is_empty():
        dumps.put_aside(name)
    if settings.EVIDENCE_ROOT.exists():
        settings.EVIDENCE_ROOT.rename(settings.EVIDENCE_ROOT.with_name(f"evidence.{name}"))


def _note(archive: str, forgotten: set[str]) -> None:
    held = Secret.objects.filter(pk__in=map(UUID, forgotten)).values_list("pk", flat=True)
    actions.note_restore(worker(), archive=archive, entries=sorted(held))
    tips.erase_restored(worker())
