"""Backups: a directory each, evidence kept once for all of them by what it holds.

    DIR/files/ab/abcd…               a file of evidence, named by its SHA-256
    DIR/20261124T120000Z/database.*  the database
    DIR/20261124T120000Z/manifest.json
    DIR/20261124T120000Z/verified.json  written when it was restored elsewhere and found whole

A backup that was never verified counts as none. The key of sessions and forms is in no backup.
"""

from __future__ import annotations

import hashlib
import json
import os
import shutil
import subprocess
import sys
import tempfile
from collections.abc import Iterator
from contextlib import suppress
from dataclasses import asdict, dataclass
from pathlib import Path
from typing import Any

from django.conf import settings
from django.db import connection

from sangkroh import __version__
from sangkroh.core.times import now

from . import dumps
from .dumps import Failed
from .health import LAST
from .soundness import Say

MANIFEST, VERIFIED, FORMAT = "manifest.json", "verified.json", 1


@dataclass(frozen=True)
class Kept:
    """A file of evidence: where it lies in the home, and what it holds."""

    path: str
    sha256: str


@dataclass(frozen=True)
class Manifest:
    made: str
    version: str
    vendor: str
    database_sha256: str
    files: list[Kept]
    format: int = FORMAT


def make(into: Path, say: Say) -> Path:
    """Make a backup and verify it. Returns its directory. Failed: it is not one."""
    into.mkdir(parents=True, exist_ok=True, mode=0o700)
    name = now().strftime("%Y%m%dT%H%M%S%fZ")
    partial = into / f"{name}.partial"
    partial.mkdir(mode=0o700)
    made = now().isoformat()
    say("Copying the database …")
    path = dumps.dump(partial)
    files = list(_keep_files(into / "files", say))
    manifest = Manifest(made, __version__, connection.vendor, sha256_of(path), files)
    _write(partial / MANIFEST, asdict(manifest))
    archive = partial.rename(into / name)
    verify(archive, say)
    return archive


def verify(archive: Path, say: Say) -> dict[str, Any]:
    """Restore it in another place and look at all of it. Failed names what is not whole."""
    manifest = read(archive)
    path = archive / dumps.FILES[manifest.vendor]
    if sha256_of(path) != manifest.database_sha256:
        raise Failed(f"{path.name} is not what was written.")
    say(f"Verifying {len(manifest.files)} files of evidence …")
    for it in manifest.files:
        kept = kept_at(archive, it)
        if not kept.exists() or sha256_of(kept) != it.sha256:
            raise Failed(f"The file {it.sha256} is missing or not what was written.")
    say("Restoring it in another place …")
    with tempfile.TemporaryDirectory(dir=archive.parent, prefix="trying-") as place:
        said = _try_out(path, archive, manifest, Path(place))
    if said["faults"]:
        raise Failed("Not whole: " + "; ".join(said["faults"][:20]))
    said |= {"name": archive.name, "made": manifest.made, "verified": now().isoformat()}
    _write(archive / VERIFIED, said)
    settings.BACKUPS.mkdir(parents=True, exist_ok=True, mode=0o700)
    _write(settings.BACKUPS / LAST, said)
    return said


def read(archive: Path) -> Manifest:
    try:
        said = json.loads((archive / MANIFEST).read_text())
    except (FileNotFoundError, NotADirectoryError):
        raise Failed(f"{archive} is no backup: it has no {MANIFEST}.") from None
    if said["format"] != FORMAT:
        raise Failed("This backup is of another release.")
    if said["vendor"] != connection.vendor:
        raise Failed(f"This backup is of {said['vendor']}; this home is on {connection.vendor}.")
    return Manifest(**said | {"files": [Kept(**it) for it in said["files"]]})


def put_files(archive: Path, manifest: Manifest, root: Path, *, link: bool = False) -> None:
    """Lay the evidence where the home wants it (`link`: for a look, without copying)."""
    for it in manifest.files:
        to = root / it.path
        if not to.resolve().is_relative_to(root.resolve()):
            raise Failed(f"The file {it.sha256} wants to lie outside the home.")
        to.parent.mkdir(parents=True, exist_ok=True, mode=0o700)
        _lay(kept_at(archive, it), to, link)


def _lay(kept: Path, to: Path, link: bool) -> None:
    if link:
        with suppress(OSError):  # a file system without links
            os.link(kept, to)
            return
    shutil.copyfile(kept, to)


def kept_at(archive: Path, it: Kept) -> Path:
    return archive.parent / "files" / it.sha256[:2] / it.sha256


def sha256_of(path: Path) -> str:
    with path.open("rb") as it:
        return hashlib.file_digest(it, "sha256").hexdigest()


def _keep_files(store: Path, say: Say) -> Iterator[Kept]:
    """Each file of evidence, copied if no earlier backup has it.

    The database was copied first, so every file that it names is there; one that goes meanwhile
    was forgotten.
    """
    paths = sorted(p for p in settings.EVIDENCE_ROOT.rglob("*") if p.is_file())
    for number, path in enumerate(paths):
        if number % 100 == 0:
            say(f"Keeping evidence, {number} of {len(paths)} files …")
        try:
            yield Kept(str(path.relative_to(settings.EVIDENCE_ROOT)), _keep(store, path))
        except FileNotFoundError:
            continue


def _keep(store: Path, path: Path) -> str:
    digest = sha256_of(path)
    to = store / digest[:2] / digest
    if not to.exists():
        to.parent.mkdir(parents=True, exist_ok=True, mode=0o700)
        partial = to.with_suffix(".partial")
        shutil.copyfile(path, partial)
        partial.chmod(0o600)
        partial.rename(to)
    return digest


def _try_out(path: Path, archive: Path, manifest: Manifest, place: Path) -> dict[str, Any]:
    put_files(archive, manifest, place / "evidence", link=True)
    with dumps.tried_out(path, place) as url:
        done = subprocess.run(
            [sys.executable, "-m", "sangkroh", "verify", "--json"], capture_output=True,
            text=True, check=False, env=os.environ | {
                "SANGKROH_HOME": str(place), "DATABASE_URL": url, "DATABASE_OWNER_URL": "",
                "SANGKROH_SECRET_KEY": "only-to-look",
            },
        )  # fmt: skip
    if done.returncode not in (0, 1) or not done.stdout:
        raise Failed(f"It could not be looked at: {done.stderr.strip()[-2000:]}")
    found: dict[str, Any] = json.loads(done.stdout)
    return found


def _write(path: Path, said: dict[str, Any]) -> None:
    """Written whole or not at all, readable by nobody else."""
    partial = path.with_suffix(".partial")
    partial.touch(mode=0o600)
    partial.write_text(json.dumps(said, indent=1) + "\n")
    partial.rename(path)
