"""Files that nobody should take as they come: refused, or kept unchanged and handed out unarmed."""

from __future__ import annotations

import io
import zipfile
from pathlib import Path
from typing import Any

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client
from django.urls import reverse
from django.utils import translation
from PIL import Image

from sangkroh.core.errors import Problem
from sangkroh.core.words import WORDS, say
from sangkroh.evidence import rules, uploads
from sangkroh.evidence.models import File
from sangkroh.evidence.tests import files

from .doors import by_page, kept
from .refusals import Typed, do, user
from .refusals import world as w

pytestmark = pytest.mark.usefixtures("practice_world", "db")
GIB = 1024**3
FORM = "multipart/form-data; boundary=x"


@pytest.fixture(autouse=True)
def disk(settings: Any, tmp_path: Path) -> Path:
    settings.EVIDENCE_ROOT = tmp_path
    return tmp_path


def sends(content: bytes, name: str = "IMG_0001.jpg") -> Typed:
    photos = SimpleUploadedFile(name, content)
    values = {"photos": photos, "origin": "at_scene"}
    return Typed("sok", reverse("evidence:add", args=[w.case()]), values)


def gif() -> bytes:
    out = io.BytesIO()
    Image.new("P", (8, 8)).save(out, "GIF")
    return out.getvalue()


def also_an_archive() -> bytes:
    """A JPEG that is a page with a script and a zip archive too."""
    out = io.BytesIO(files.photo() + b"<html><script>alert(1)</script></html>")
    with zipfile.ZipFile(out, "a") as archive:
        archive.writestr("evil.exe", b"MZ")
    return out.getvalue()


REFUSED = {
    "nothing": (b"", "empty"),
    "a drawing with a script": (b"<?xml version='1.0'?><svg onload='alert(1)'/>" * 2,
                                "type-not-kept"),
    "a page": (b"<!doctype html><script>alert(1)</script>" * 2, "type-not-kept"),
    "an archive of 10 MB": (files.zip_bomb(), "type-not-kept"),
    "a program": (b"MZ" + bytes(100), "type-not-kept"),
    "a GIF": (gif(), "type-not-kept"),
    "a picture of 3,600 million pixels": (files.png_that_says(60_000, 60_000), "too-many-pixels"),
    "a picture cut off": (files.photo()[:20] + bytes(50), "not-readable"),
}  # fmt: skip


@pytest.mark.parametrize("language", ["km", "en"])
@pytest.mark.parametrize("title", REFUSED)
def test_what_is_no_evidence_is_refused_at_its_field(title: str, language: str, disk: Path) -> None:
    content, code = REFUSED[title]
    it = sends(content)
    do("sok", "core.choose_language", language=language)
    before = kept()
    answer = by_page(it)
    with translation.override(language):
        words = str(WORDS[f"evidence.{code}"]).partition("%(")[0]
        [said] = map(str, answer.context["form"].errors["photos"])
    assert said.startswith(words)
    assert said in answer.text
    assert kept() == before
    assert [it for it in disk.rglob("*") if it.is_file()] == []


@pytest.mark.parametrize("name", [
    "../../etc/passwd", "..\\..\\x.jpg", "<script>alert(1)</script>.jpg", "photo.exe",
    "gpj.\u202eexe", "x" * 300 + ".jpg", ".htaccess", "CON.jpg", "រូបថត.jpg",
])  # fmt: skip
def test_a_name_is_a_name_and_never_a_path(name: str, disk: Path) -> None:
    assert by_page(sends(files.photo(), name)).status_code == 302
    file = File.objects.get()
    assert not set("/\\<>\u202e") & set(file.name)
    assert len(file.name) <= 100
    on_disk = {it.relative_to(disk).parts[0] for it in disk.rglob("*") if it.is_file()}
    assert on_disk == {"files", "sent"}
    assert {it.name for it in disk.rglob("*") if it.is_file()} == {file.sha256}
    client = Client()
    client.force_login(user("sok"))
    handed = client.get(reverse("evidence:original", args=[file.pk]))
    assert handed["Content-Disposition"] == f'attachment; filename="{file.sha256[:16]}.jpg"'


@pytest.mark.parametrize("content", [also_an_archive(), files.photo(exif=True)])
def test_what_is_kept_stays_as_it_is_and_is_handed_out_unarmed(content: bytes) -> None:
    assert by_page(sends(content)).status_code == 302
    file = File.objects.get()
    client = Client()
    client.force_login(user("sok"))
    handed = client.get(reverse("evidence:original", args=[file.pk]))
    assert b"".join(handed.streaming_content) == content
    assert handed["Content-Type"] == "image/jpeg"
    assert handed["X-Content-Type-Options"] == "nosniff"
    assert "sandbox" in handed["Content-Security-Policy"]
    small = client.get(reverse("evidence:small", args=[file.pk]))
    shown = b"".join(small.streaming_content)
    assert b"script" not in shown
    with Image.open(io.BytesIO(shown)) as picture:
        assert not picture.getexif()


class Unread(io.RawIOBase):
    """A body that nobody may read."""

    def read(self, *args: Any) -> bytes:
        raise AssertionError("read")


@pytest.mark.parametrize("language", ["km", "en"])
def test_two_gigabytes_are_refused_unread(language: str) -> None:
    url = reverse("evidence:add", args=[w.case()])
    client = Client()
    client.force_login(user("sok"))
    sent = {"wsgi.input": Unread(), "CONTENT_LENGTH": str(2 * GIB)}
    form, data = ({**sent, "CONTENT_TYPE": it} for it in (FORM, "application/json"))
    with translation.override(language):
        words = say(Problem("core.too-large"))
    page = client.generic("POST", url, **form)
    assert page.status_code == 413
    assert words in page.text
    note = "/api/v1/do/cases.note"
    answer = client.generic("POST", note, headers={"Accept-Language": language}, **data)
    assert (answer.status_code, answer.json()["problems"][0]["words"]) == (413, words)
    assert client.generic("POST", note, **form).status_code == 413


def test_no_more_of_a_file_is_written_than_may_be_kept(rf: Any) -> None:
    handler = uploads.StopsAtTheLimit(rf.post("/"))
    handler.new_file("photos", "x.jpg", "image/jpeg", None)
    chunk = bytes(16 * 1024 * 1024)
    for n in range(8):
        handler.receive_data_chunk(chunk, n * len(chunk))
    assert handler.file.tell() <= rules.LARGEST
    handler.file.close()
