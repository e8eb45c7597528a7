"""Runs a command with a PostgreSQL to test on: `python -m tests.postgresql COMMAND…`.

Uses the one that SANGKROH_TEST_POSTGRESQL names; else starts a cluster of its own in a temporary
directory, which goes when the command ends. PostgreSQL refuses to run as root, so root starts it
as the user postgres or nobody. Where there is no PostgreSQL, says so and fails only in CI.
"""

from __future__ import annotations

import os
import pwd
import shutil
import signal
import socket
import subprocess
import sys
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

QUICK = "-c fsync=off -c synchronous_commit=off -c full_page_writes=off -c max_connections=60"


def main(command: list[str]) -> int:
    if os.environ.get("SANGKROH_TEST_POSTGRESQL"):
        return subprocess.run(command, check=False).returncode
    signal.signal(signal.SIGTERM, lambda *_: sys.exit(143))
    tools = _tools()
    if tools is None:
        sys.stderr.write("NOT RUN on PostgreSQL: there is none on this machine.\n")
        return int(os.environ.get("CI") == "true")
    with cluster(tools) as url:
        environment = os.environ | {"SANGKROH_TEST_POSTGRESQL": url}
        return subprocess.run(command, env=environment, check=False).returncode


def _tools() -> Path | None:
    """The directory of initdb: the newest of Debian's, or the one on the path."""
    found = sorted(Path("/usr/lib/postgresql").glob("*/bin/initdb"), key=_version)
    at = found[-1] if found else shutil.which("initdb")
    return Path(at).parent if at else None


def _version(path: Path) -> int:
    return int(path.parent.parent.name)


@contextmanager
def cluster(tools: Path) -> Iterator[str]:
    """A cluster on a free port, trusting this machine, faster than safe: it holds tests only."""
    owner = _owner()
    place = Path(tempfile.mkdtemp(prefix="sangkroh-pg-", dir="/tmp"))
    data, port = place / "data", _free_port()
    if owner:
        shutil.chown(place, owner)

    def run(*arguments: object) -> None:
        subprocess.run(
            [str(it) for it in arguments], user=owner, cwd=place, check=True,
            stdout=subprocess.DEVNULL, env=os.environ | {"LC_ALL": "C.UTF-8"},
        )  # fmt: skip

    try:
        run(tools / "initdb", "-D", data, "-U", "postgres", "-A", "trust", "-N", "-E", "UTF8")
        run(
            tools / "pg_ctl", "-D", data, "-w", "-l", place / "log", "-o",
            f"-p {port} -c listen_addresses=127.0.0.1 -k {place} {QUICK}", "start",
        )  # fmt: skip
        try:
            yield f"postgresql://postgres@127.0.0.1:{port}/postgres"
        finally:
            run(tools / "pg_ctl", "-D", data, "-m", "immediate", "stop")
    finally:
        shutil.rmtree(place, ignore_errors=True)


def _owner() -> str | None:
    """Whom the cluster belongs to when we are root."""
    if os.geteuid() != 0:
        return None
    names = {it.pw_name for it in pwd.getpwall()}
    return "postgres" if "postgres" in names else "nobody"


def _free_port() -> int:
    with socket.socket() as it:
        it.bind(("127.0.0.1", 0))
        return int(it.getsockname()[1])


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
