"""From the bytes to the record, who sees it, and what happens when a file is changed on disk."""

from __future__ import annotations

import stat
from collections.abc import Iterator
from decimal import Decimal
from pathlib import Path
from typing import Any
from uuid import UUID

import pytest
from django.db import DatabaseError, connection
from django.test import Client
from django.urls import reverse
from PIL import Image

from sangkroh.cases import actions as cases
from sangkroh.core.door import Act, doing
from sangkroh.core.errors import Refused
from sangkroh.core.ids import new_id
from sangkroh.core.models import Entry, User
from sangkroh.core.shows import Urgency, needs_of
from sangkroh.core.wall import door_open
from sangkroh.evidence import actions, policies, queries, rules, store
from sangkroh.evidence.models import File
from sangkroh.evidence.rules import Origin, Outcome

from . import files


@pytest.fixture(autouse=True)
def disk(settings: Any, tmp_path: Path) -> Path:
    settings.EVIDENCE_ROOT = tmp_path
    return tmp_path


@pytest.fixture
def case(lina: User, sok: User) -> UUID:
    case = cases.open(lina, id=new_id())
    cases.add_member(lina, case=case, user=sok.pk, reason="seizing")
    return case


def kept(by: User, case: UUID, content: bytes | None = None, **more: Any) -> UUID:
    blob = store.receive(files.upload(content or files.photo()), by.pk)
    return actions.keep(by, id=new_id(), case=case, sha256=blob.sha256, **more)


def refusal(code: str) -> Any:
    return pytest.raises(Refused, match=f"^{code}$")


def on_disk(root: Path) -> Iterator[Path]:
    return (it for it in root.rglob("*") if it.is_file())


def test_the_bytes_are_kept_once_unchanged_and_read_only(sok: User, case: UUID) -> None:
    content = files.photo(exif=True)
    file = File.objects.get(pk=kept(sok, case, content, name="IMG_0001.jpg"))
    path = store.path_of(file.sha256)
    assert path.read_bytes() == content
    assert stat.S_IMODE(path.stat().st_mode) == 0o444
    assert (file.size, file.media_type) == (len(content), "image/jpeg")
    store.receive(files.upload(content), sok.pk)
    assert path.read_bytes() == content


def test_what_the_camera_says_is_a_claim(sok: User, case: UUID) -> None:
    it = queries.file(sok, kept(sok, case, files.photo(exif=True)))
    assert it.claimed_time == "2016-06-04 01:12:33"
    assert (it.claimed_latitude, it.claimed_longitude) == (Decimal("10.94"), Decimal("105.08"))
    bare = queries.file(sok, kept(sok, case, files.photo(1)))
    assert (bare.claimed_time, bare.claimed_latitude) == ("", None)


def test_the_small_picture_has_none_of_the_cameras_data(sok: User, case: UUID) -> None:
    small = queries.small(sok, kept(sok, case, files.photo(exif=True)))
    assert small is not None
    with small, Image.open(small) as picture:
        assert max(picture.size) == store.SMALL_SIDE
        assert not picture.getexif()
        assert "exif" not in picture.info


@pytest.mark.parametrize(
    ("content", "code"),
    [
        (b"", "evidence.empty"),
        (b"<svg xmlns='http://www.w3.org/2000/svg' onload='x'/>", "evidence.type-not-kept"),
        (b"<html><script>1</script></html>", "evidence.type-not-kept"),
        (files.zip_bomb(), "evidence.type-not-kept"),
        (files.png_that_says(60_000, 60_000), "evidence.too-many-pixels"),
        (b"\xff\xd8\xff" + b"nothing that is a picture" * 9, "evidence.not-readable"),
    ],
)
def test_what_is_refused_leaves_nothing_on_disk(
    sok: User, disk: Path, content: bytes, code: str
) -> None:
    with refusal(code):
        store.receive(files.upload(content), sok.pk)
    assert list(on_disk(disk)) == []


def test_a_file_too_large_is_refused_on_the_way(sok: User, disk: Path) -> None:
    class Endless:
        size = None
        given = 0

        def chunks(self, chunk_size: int | None = None) -> Iterator[bytes]:
            yield files.photo()
            while True:
                self.given += 1
                yield bytes(1024 * 1024)

    endless = Endless()
    with refusal("evidence.too-large"):
        store.receive(endless, sok.pk)
    assert endless.given <= rules.LARGEST // 1024 // 1024 + 1
    assert list(on_disk(disk)) == []


def test_a_full_disk_is_refused(sok: User, disk: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(rules, "KEEP_FREE", 10**18)
    with refusal("evidence.disk-full"):
        store.receive(files.upload(files.photo()), sok.pk)
    assert list(on_disk(disk)) == []


def test_knowing_a_hash_gives_nobody_the_file(
    lina: User, sok: User, vanna: User, case: UUID
) -> None:
    sha256 = File.objects.get(pk=kept(sok, case)).sha256
    other = cases.open(lina, id=new_id())
    cases.add_member(lina, case=other, user=vanna.pk, reason="seizing")
    with refusal("evidence.not-received"):
        actions.keep(vanna, id=new_id(), case=other, sha256=sha256)
    actions.keep(lina, id=new_id(), case=other, sha256=sha256)  # she sees it in the first case


def test_nothing_is_kept_that_has_not_arrived(sok: User, case: UUID) -> None:
    with refusal("evidence.not-received"):
        actions.keep(sok, id=new_id(), case=case, sha256="ab" * 32)


def test_the_same_file_is_kept_once_about_one_thing(sok: User, case: UUID) -> None:
    kept(sok, case)
    with refusal("evidence.already-kept"):
        kept(sok, case)
    thing = new_id()
    kept(sok, case, about_kind="seizures.Scene", about_id=thing)
    assert len(queries.about(sok, "seizures.Scene", [thing])[thing]) == 1
    with refusal("evidence.about-what"):
        kept(sok, case, files.photo(2), about_kind="seizures.Scene")


def test_the_same_act_again_keeps_it_once(sok: User, case: UUID) -> None:
    about, values = Act(), {"id": new_id(), "case": case}
    values["sha256"] = store.receive(files.upload(files.photo()), sok.pk).sha256
    for _ in range(2):
        with doing(about):
            assert actions.keep(sok, **values) == values["id"]
    assert File.objects.count() == 1


def test_who_does_not_see_the_case_sees_no_file(
    sok: User, vanna: User, kosal: User, bopha: User, stranger: User, case: UUID
) -> None:
    file = kept(sok, case)
    for reader in (vanna, kosal, bopha, stranger):
        assert not policies.visible(reader).exists()
        assert not policies.awaited(reader).exists()
        with refusal("core.not-found"):
            queries.original(reader, file)
    with refusal("core.not-found"):
        kept(vanna, case, files.photo(3))
    for powerless in (bopha, stranger):
        with refusal("core.not-allowed"):
            kept(powerless, case, files.photo(4))


def test_names_go_to_the_half_that_can_be_forgotten(sok: User, case: UUID) -> None:
    kept(sok, case, name="Phal at the pier.jpg", taken_by_name="Phal")
    entry = Entry.objects.filter(action="evidence.keep").latest("seq")
    assert "Phal" not in str(entry.arguments)
    assert entry.secret.personal["taken_by_name"] == "Phal"


def test_a_file_changed_on_disk_is_an_alarm_and_not_handed_out(sok: User, case: UUID) -> None:
    file = kept(sok, case)
    sha256 = queries.file(sok, file).sha256
    assert list(queries.verify_files()) == []
    _overwrite(store.path_of(sha256), files.photo(7))
    assert queries.original(sok, file)[1] is None
    assert list(queries.verify_files()) == [queries.Fault(sha256, Outcome.CHANGED, (file,))]
    assert actions.check(sok, file=file) is Outcome.CHANGED
    assert [it.urgency for it in needs_of(sok)] == [Urgency.NOW]
    with refusal("evidence.not-whole"):
        actions.keep(
            sok, id=new_id(), case=case, sha256=sha256, about_kind="a.B", about_id=new_id()
        )
    store.path_of(sha256).unlink()
    assert actions.check(sok, file=file) is Outcome.MISSING
    _overwrite(store.path_of(sha256), files.photo())  # put back from the backup
    assert actions.check(sok, file=file) is Outcome.WHOLE
    assert needs_of(sok) == []


def _overwrite(path: Path, content: bytes) -> None:
    path.unlink(missing_ok=True)
    path.write_bytes(content)


def test_the_worker_notes_what_is_wrong(sok: User, worker: User, case: UUID) -> None:
    from sangkroh.evidence.news import check_files

    file = kept(sok, case)
    check_files(worker)
    assert queries.file(sok, file).outcome == ""
    store.path_of(queries.file(sok, file).sha256).unlink()
    check_files(worker)
    assert queries.file(sok, file).wrong


def test_a_photo_that_was_given_to_us_betrays_nobody(
    sok: User, lina: User, maly: User, case: UUID
) -> None:
    """Where it was taken, when and under which name: told to whoever kept it and for the court."""
    cases.add_member(lina, case=case, user=maly.pk, reason="the file")
    file = kept(
        sok, case, files.photo(exif=True), name="Bopha-phone.jpg", taken_by_name="Bopha",
        origin=Origin.RECEIVED,
    )  # fmt: skip
    for reader in (sok, maly):
        it = queries.file(reader, file)
        assert (it.name, it.taken_by, it.claimed_time[:4]) == ("Bopha-phone.jpg", "Bopha", "2016")
        assert queries.original(reader, file)[1]
    told = queries.file(lina, file)
    assert (told.name, told.taken_by, told.claimed_time, told.claimed_latitude) == (
        "",
        "",
        "",
        None,
    )
    with refusal("evidence.may-betray"):
        queries.original(lina, file)
    with refusal("evidence.may-betray"):
        actions.keep(lina, id=new_id(), case=case, sha256=told.sha256)
    client = Client()
    client.force_login(lina)
    page = client.get(reverse("evidence:file", args=[file])).content.decode()
    assert "Bopha" not in page
    assert "2016" not in page


def test_a_promised_file_is_asked_for_until_it_comes_or_is_given_up(sok: User, case: UUID) -> None:
    first, second = (
        actions.mark_pending(sok, id=new_id(), case=case, what=what)
        for what in ("Photo of the plate", "Photo of the boat")
    )
    assert [it.detail for it in needs_of(sok)] == ["Photo of the plate", "Photo of the boat"]
    kept(sok, case, pending=first)
    actions.give_up(sok, pending=second, reason="the boat sank")
    assert needs_of(sok) == []
    with refusal("evidence.no-longer-awaited"):
        actions.give_up(sok, pending=second, reason="again")


def test_a_file_announced_by_its_hash_is_no_longer_awaited_when_kept(sok: User, case: UUID) -> None:
    sha256 = store.receive(files.upload(files.photo()), sok.pk).sha256
    actions.mark_pending(sok, id=new_id(), case=case, what="On the phone", sha256=sha256)
    assert len(queries.awaited(sok, case)) == 1
    actions.keep(sok, id=new_id(), case=case, sha256=sha256)
    assert queries.awaited(sok, case) == []


@pytest.mark.parametrize(
    "sql", ["UPDATE evidence_file SET sha256 = ''", "DELETE FROM evidence_file"]
)
def test_the_database_keeps_what_was_kept(sok: User, case: UUID, sql: str) -> None:
    kept(sok, case)
    with (
        pytest.raises(DatabaseError, match=r"guard|permission denied"),
        door_open(),
        connection.cursor() as cursor,
    ):
        cursor.execute(sql)
