"""Files on disk, by the hash of their content: originals unchanged, written once, read-only.

    EVIDENCE_ROOT/files/ab/cd/<sha256>     the original, mode 0444
    EVIDENCE_ROOT/small/ab/cd/<sha256>     a small picture without the camera's data; may be lost
    EVIDENCE_ROOT/sent/<user>/<sha256>     who sent the bytes: only they may bring them into a case
    EVIDENCE_ROOT/half/…                   half-sent, never seen by a reader

A file here is no record yet; the act `evidence.keep` makes it one.
"""

from __future__ import annotations

import hashlib
import os
import shutil
import tempfile
import threading
from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from decimal import Decimal, InvalidOperation
from pathlib import Path
from typing import IO, Any, Protocol
from uuid import UUID

from django.conf import settings
from PIL import ExifTags, Image, ImageOps

from sangkroh.core.errors import Refused, require

from . import rules
from .rules import Outcome

Image.MAX_IMAGE_PIXELS = None  # rules.check_pixels decides, from the header, before any decoding
SMALL_SIDE = 480
_one_at_a_time = threading.Lock()  # a decoded picture may need 400 MB


class Upload(Protocol):
    """What Django hands over: a size that was counted while it came in, and its bytes."""

    @property
    def size(self) -> int | None: ...

    def chunks(self, chunk_size: int | None = None) -> Iterable[bytes]: ...


@dataclass(frozen=True)
class Blob:
    """Bytes that arrived whole."""

    sha256: str
    size: int
    media_type: str


@dataclass(frozen=True)
class Claimed:
    """What the camera wrote into the picture. A claim: clocks and places can be set by hand."""

    time: str = ""
    latitude: Decimal | None = None
    longitude: Decimal | None = None


def path_of(sha256: str) -> Path:
    return _place("files", sha256)


def receive(upload: Upload, by: UUID) -> Blob:
    """Take in the bytes, which the user `by` sent. The same bytes twice are one file.

    Refused: `evidence.too-large`, `.empty`, `.type-not-kept`, `.too-many-pixels`,
    `.not-readable`, `.disk-full`; nothing is left on disk then.
    """
    rules.check_size(upload.size if upload.size is not None else 1)
    with _half() as (file, path):
        sha256, size, head = _copy(upload, file)
        kind = rules.media_type(head)
        if kind in rules.PICTURES:
            _check_picture(path, kind)
        _put(path, path_of(sha256), 0o444)
    with _half() as (_, mark):
        _put(mark, _root() / "sent" / str(by) / sha256, 0o400)
    return Blob(sha256, size, kind)


def was_sent_by(sha256: str, user: UUID) -> bool:
    return (_root() / "sent" / str(user) / sha256).exists()


def blob(sha256: str) -> Blob:
    """The bytes as they are on disk. Refused: `evidence.not-received`, `evidence.not-whole`."""
    found = check(sha256)
    require(found is not Outcome.MISSING, "evidence.not-received", "sha256")
    require(found is Outcome.WHOLE, "evidence.not-whole", "sha256")
    path = path_of(sha256)
    with path.open("rb") as file:
        return Blob(sha256, path.stat().st_size, rules.media_type(file.read(rules.HEAD)))


def check(sha256: str) -> Outcome:
    """Read the file again and compare it with its hash."""
    try:
        with path_of(sha256).open("rb") as file:
            return Outcome.WHOLE if _hash(file) == sha256 else Outcome.CHANGED
    except FileNotFoundError:
        return Outcome.MISSING


def open_checked(sha256: str) -> IO[bytes] | None:
    """The original, opened and at its beginning, if its bytes are what was kept."""
    try:
        file = path_of(sha256).open("rb")
    except FileNotFoundError:
        return None
    if _hash(file) != sha256:
        file.close()
        return None
    file.seek(0)
    return file


def small(sha256: str, kind: str) -> IO[bytes] | None:
    """A small JPEG without the camera's data, made when first asked for. None: cannot be made."""
    path = _place("small", sha256)
    if not path.exists():
        try:
            with _one_at_a_time:
                _make_small(sha256, kind, path)
        except (OSError, ValueError, SyntaxError, Image.DecompressionBombError):
            return None  # a broken picture is evidence too; it has no small one
    return path.open("rb")


def claimed(sha256: str, kind: str) -> Claimed:
    """Time and place from the camera's data (Exif 2.3: DateTimeOriginal, GPS), if it has any."""
    if kind not in rules.PICTURES:
        return Claimed()
    try:
        with Image.open(path_of(sha256), formats=[rules.PICTURES[kind]]) as picture:
            exif = picture.getexif()
            taken = exif.get_ifd(ExifTags.IFD.Exif).get(ExifTags.Base.DateTimeOriginal, "")
            gps = exif.get_ifd(ExifTags.IFD.GPSInfo)
    except (OSError, ValueError, SyntaxError, KeyError, TypeError):
        return Claimed()
    latitude = _degrees(gps, ExifTags.GPS.GPSLatitude, ExifTags.GPS.GPSLatitudeRef, "S", 90)
    longitude = _degrees(gps, ExifTags.GPS.GPSLongitude, ExifTags.GPS.GPSLongitudeRef, "W", 180)
    if latitude is None or longitude is None:
        latitude = longitude = None
    return Claimed(_taken(taken), latitude, longitude)


def _taken(value: Any) -> str:
    """`2016:06:04 01:12:33` as `2016-06-04 01:12:33`; a camera's clock has no zone."""
    text = str(value).strip("\0 ")
    day, _, clock = text.partition(" ")
    plausible = len(text) == 19 and text.replace(":", "").replace(" ", "").isdigit()
    return f"{day.replace(':', '-')} {clock}" if plausible else ""


def _degrees(gps: Any, key: int, ref: int, negative: str, limit: int) -> Decimal | None:
    try:
        degrees, minutes, seconds = (Decimal(str(float(part))) for part in gps[key])
        value = degrees + minutes / 60 + seconds / 3600
        if not 0 <= value <= limit:
            return None
        return round(-value if gps.get(ref) == negative else value, 6)
    except (KeyError, TypeError, ValueError, ZeroDivisionError, InvalidOperation):
        return None


def _root() -> Path:
    return Path(settings.EVIDENCE_ROOT)


def _place(kind: str, sha256: str) -> Path:
    return _root() / kind / sha256[:2] / sha256[2:4] / sha256


@contextmanager
def _half() -> Iterator[tuple[IO[bytes], Path]]:
    """A file that vanishes unless it was put into its place."""
    folder = _root() / "half"
    folder.mkdir(parents=True, exist_ok=True, mode=0o700)
    handle, name = tempfile.mkstemp(dir=folder)
    path = Path(name)
    try:
        with os.fdopen(handle, "wb") as file:
            yield file, path
    finally:
        path.unlink(missing_ok=True)


def _copy(upload: Upload, file: IO[bytes]) -> tuple[str, int, bytes]:
    """Copy to disk, durably; stop at the first byte too many or at a type that is not kept."""
    digest, size, head = hashlib.sha256(), 0, b""
    for chunk in upload.chunks():
        size += len(chunk)
        rules.check_size(size)
        if len(head) < rules.HEAD:
            head = (head + chunk)[: rules.HEAD]
            if len(head) == rules.HEAD:
                rules.media_type(head)
        room = shutil.disk_usage(_root()).free
        require(room - len(chunk) > rules.KEEP_FREE, "evidence.disk-full")
        digest.update(chunk)
        file.write(chunk)
    rules.check_size(size)
    file.flush()
    os.fsync(file.fileno())
    return digest.hexdigest(), size, head


def _check_picture(path: Path, kind: str) -> None:
    try:
        with Image.open(path, formats=[rules.PICTURES[kind]]) as picture:
            width, height = picture.size
    except (OSError, ValueError, SyntaxError):
        raise Refused("evidence.not-readable") from None
    rules.check_pixels(width, height)


def _put(half: Path, path: Path, mode: int) -> None:
    """Into its place, whole or not at all; what is there already stays."""
    path.parent.mkdir(parents=True, exist_ok=True, mode=0o700)
    half.chmod(mode)
    try:
        os.link(half, path)
    except FileExistsError:
        return
    for folder in (path.parent, path.parent.parent):
        handle = os.open(folder, os.O_RDONLY)
        try:
            os.fsync(handle)
        finally:
            os.close(handle)


def _hash(file: IO[bytes]) -> str:
    return hashlib.file_digest(file, "sha256").hexdigest()  # type: ignore[arg-type]


def _make_small(sha256: str, kind: str, path: Path) -> None:
    with Image.open(path_of(sha256), formats=[rules.PICTURES[kind]]) as original:
        original.draft("RGB", (SMALL_SIDE * 2, SMALL_SIDE * 2))
        picture = ImageOps.exif_transpose(original).convert("RGB")
        picture.thumbnail((SMALL_SIDE, SMALL_SIDE))
    bare = Image.new("RGB", picture.size)
    bare.paste(picture)
    with _half() as (file, half):
        bare.save(file, "JPEG", quality=80)
        file.flush()
        _put(half, path, 0o444)
