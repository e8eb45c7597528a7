"""Backup and restore, by the console, on whichever database the tests run on."""

from __future__ import annotations

import json
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

import pytest

from tests import databases

FORGET = """
from sangkroh.core import actions
from sangkroh.core.actors import by_username, worker
from sangkroh.core.ids import new_id
from sangkroh.core.models import Entry
entry = Entry.objects.filter(action="core.invite").first()
it = actions.propose_forgetting(
    by_username("lina"), id=new_id(), entries=[entry.pk], reason="asked", basis="none")
for name in ("maly", "kosal"):
    actions.approve_forgetting(by_username(name), forgetting=it)
"""
TIPS = """
from sangkroh.core.actors import by_username
from sangkroh.core.ids import new_id
from sangkroh.tips import actions as tips
dara = by_username("dara")
for what in ("erased words", "kept words"):
    tips.receive(dara, id=new_id(), what=what, where="a market")
"""
ERASE = """
from sangkroh.core.actors import by_username
from sangkroh.tips import actions as tips
from sangkroh.tips.models import Words
from sangkroh.tips.rules import ForgetReason
it = Words.objects.get(text="erased words").tip_id
tips.forget_words(by_username("dara"), tip=it, reason=list(ForgetReason)[0])
"""
WORDS = """
from sangkroh.tips.models import Words
print(sorted(Words.objects.exclude(text="a market").values_list("text", flat=True)))
"""
COUNT = """
from sangkroh.core.models import Entry, Secret
print(Entry.objects.count(), Secret.objects.count(), Entry.objects.last().action)
"""


class World:
    """A home with a database of its own, driven by the console."""

    def __init__(self, home: Path, name: str) -> None:
        self.home, self.name = home, name
        home.mkdir()

    def run(self, *command: str, typed: str = "") -> subprocess.CompletedProcess[str]:
        return subprocess.run(
            [sys.executable, "-m", "sangkroh", *command], cwd=databases.ROOT, input=typed,
            env=databases.environment(self.name, self.home), capture_output=True, text=True,
            check=False,
        )  # fmt: skip

    def do(self, *command: str, typed: str = "") -> str:
        done = self.run(*command, typed=typed)
        assert done.returncode == 0, done.stdout + done.stderr
        return done.stdout

    def count(self) -> list[str]:
        return self.do("shell", "--verbosity", "0", "-c", COUNT).split()

    def backup(self) -> Path:
        return Path(self.do("backup").splitlines()[-1].removeprefix("Verified: "))


@pytest.fixture
def world(tmp_path: Path) -> Iterator[World]:
    """A lived-in home, with a file of evidence."""
    with databases.own_database() as name:
        it = World(tmp_path / "home", name)
        (it.home / "evidence" / "ab").mkdir(parents=True)
        (it.home / "evidence" / "ab" / "abcd").write_bytes(b"a photo")
        yield it


@pytest.fixture
def empty(tmp_path: Path) -> Iterator[World]:
    name = databases.empty_database()
    yield World(tmp_path / "empty", name)
    databases.drop(name)


def test_a_backup_comes_back_whole_in_an_empty_home(world: World, empty: World) -> None:
    archive = world.backup()
    before = world.count()
    empty.do("restore", str(archive))
    assert empty.count() == [
        str(int(before[0]) + 2),
        str(int(before[1]) + 2),
        "tips.erase_restored",
    ]
    assert (empty.home / "evidence" / "ab" / "abcd").read_bytes() == b"a photo"
    assert "Whole" in empty.do("verify")


def test_the_home_knows_its_last_verified_backup(world: World) -> None:
    archive = world.backup()
    said = json.loads((world.home / "backups" / "last-verified.json").read_text())
    assert said["name"] == archive.name
    assert not list(archive.parent.glob("trying-*"))


def test_evidence_is_kept_once_for_all_backups(world: World) -> None:
    first, second = world.backup(), world.backup()
    assert first != second
    assert len([p for p in (first.parent / "files").rglob("*") if p.is_file()]) == 1


@pytest.mark.parametrize("what", ["database", "evidence"])
def test_a_damaged_backup_counts_as_none(world: World, empty: World, what: str) -> None:
    archive = world.backup()
    path = next(archive.glob("database.*")) if what == "database" else next(
        p for p in (archive.parent / "files").rglob("*") if p.is_file())  # fmt: skip
    content = bytearray(path.read_bytes())
    content[len(content) // 2] ^= 1
    path.write_bytes(content)
    assert "counts as none" in world.run("backup", "--verify", str(archive)).stderr
    assert "not what was written" in empty.run("restore", str(archive)).stderr
    assert not (empty.home / "evidence").exists()


def test_a_home_in_use_is_replaced_only_when_said_in_full(world: World) -> None:
    archive = world.backup()
    before = world.count()
    assert "not empty" in world.run("restore", str(archive)).stderr
    assert "Nothing was changed" in world.run("restore", str(archive), "--replace").stderr
    assert world.count() == before
    world.do("restore", str(archive), "--replace", typed="replace home\n")
    assert world.count()[2] == "tips.erase_restored"
    assert list(world.home.glob("evidence.replaced_*"))


def test_what_was_forgotten_stays_forgotten(world: World) -> None:
    archive = world.backup()
    entries, secrets, _ = world.count()
    assert entries == secrets
    world.do("shell", "--verbosity", "0", "-c", FORGET)
    world.do("restore", str(archive), "--replace", typed="replace home\n")
    assert world.count() == [str(int(entries) + 2), str(int(secrets) + 1), "tips.erase_restored"]
    assert "Whole" in world.do("verify")


def test_words_of_a_tip_erased_since_the_backup_do_not_come_back(world: World) -> None:
    world.do("shell", "--verbosity", "0", "-c", TIPS)
    archive = world.backup()
    world.do("shell", "--verbosity", "0", "-c", ERASE)
    world.do("restore", str(archive), "--replace", typed="replace home\n")
    assert world.do("shell", "--verbosity", "0", "-c", WORDS).strip() == "['kept words']"
    assert "Whole" in world.do("verify")


def test_a_directory_that_is_no_backup_is_refused(empty: World, tmp_path: Path) -> None:
    assert "is no backup" in empty.run("restore", str(tmp_path)).stderr
