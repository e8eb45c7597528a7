"""Pictures of pages as people see them: `python -m tests.pictures URL… --as dara --out DIR`.

A real server on a copy of the test database, a real Chromium; each page at 360 and 1280 pixels,
in Khmer and English.
"""

from __future__ import annotations

import argparse
import os
import shutil
import socket
import subprocess
import sys
import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any
from urllib.parse import urlsplit
from urllib.request import urlopen

from . import databases

WIDTHS = {"phone": 360, "desk": 1280}
LANGUAGES = ("km", "en")
ARGUMENTS = [
    "--no-sandbox", "--disable-gpu", "--disable-quic", "--no-first-run",
    "--disable-background-networking", "--disable-component-update", "--disable-sync",
]  # fmt: skip
_SESSION = """
from importlib import import_module
from django.conf import settings
from django.contrib.auth import BACKEND_SESSION_KEY, HASH_SESSION_KEY, SESSION_KEY
from sangkroh.core.actors import by_username
for username in {usernames!r}:
    who = by_username(username)
    session = import_module(settings.SESSION_ENGINE).SessionStore()
    session[SESSION_KEY] = str(who.pk)
    session[BACKEND_SESSION_KEY] = settings.AUTHENTICATION_BACKENDS[-1]
    session[HASH_SESSION_KEY] = who.get_session_auth_hash()
    session.save()
    print("session", username, session.session_key)

"""


def chromium() -> str | None:
    """Where a Chromium is, or None."""
    named = os.environ.get("SANGKROH_CHROMIUM")
    return named or shutil.which("chromium") or shutil.which("chromium-browser")


@contextmanager
def server(database: str) -> Iterator[str]:
    """The address of a real server on this test database, until the block ends."""
    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        port = free.getsockname()[1]
    url = f"http://127.0.0.1:{port}"
    process = subprocess.Popen(
        [sys.executable, "-m", "gunicorn", "--bind", f"127.0.0.1:{port}", "--threads", "8",
         "--log-level", "error", "sangkroh.project.wsgi:application"],
        cwd=databases.ROOT, env=databases.environment(database),
    )  # fmt: skip
    try:
        _wait_for(f"{url}/log-in/", process)
        yield url
    finally:
        process.terminate()
        process.wait(20)


def _wait_for(url: str, process: subprocess.Popen[bytes]) -> None:
    until = time.monotonic() + 60
    while time.monotonic() < until and process.poll() is None:
        try:
            urlopen(url, timeout=30).close()  # noqa: S310
            return
        except OSError:
            time.sleep(0.1)
    raise RuntimeError("the server did not come up")


def session_of(username: str, database: str) -> str:
    """The key of a session of this person on the test database, without a password."""
    return sessions_of([username], database)[username]


def sessions_of(usernames: list[str], database: str) -> dict[str, str]:
    """The keys of sessions of these people, by their log-in names."""
    done = subprocess.run(
        [sys.executable, "-m", "sangkroh", "shell", "-v", "0", "-c",
         _SESSION.format(usernames=usernames)],
        cwd=databases.ROOT, env=databases.environment(database), capture_output=True, text=True,
        check=True,
    )  # fmt: skip
    said = (line.split() for line in done.stdout.splitlines() if line.startswith("session "))
    return {username: key for _word, username, key in said}


@contextmanager
def browser() -> Iterator[Any]:
    """Debian's Chromium under Playwright."""
    from playwright.sync_api import sync_playwright

    with sync_playwright() as playwright:
        it = playwright.chromium.launch(executable_path=chromium(), args=ARGUMENTS)
        try:
            yield it
        finally:
            it.close()


def visit(it: Any, url: str, *, session: str = "", language: str = "km", width: int = 360) -> Any:
    """A page of a browser of this width, as the person of the session reads it."""
    context = it.new_context(viewport={"width": width, "height": 800})
    home = "{0.scheme}://{0.netloc}/".format(urlsplit(url))
    cookies = [{"name": "language", "value": language, "url": home}]
    if session:
        cookies.append({"name": "sessionid", "value": session, "url": home})
    context.add_cookies(cookies)
    page = context.new_page()
    page.goto(url)
    if session and page.evaluate("document.documentElement.lang") != language:
        with page.expect_navigation():
            page.locator(f"button[name=language][value={language}]").click()
        page.goto(url)
    page.evaluate("document.fonts.ready")
    return page


def take(urls: list[str], username: str, out: Path, database: str) -> list[Path]:
    """Picture each address as this person sees it; returns the files."""
    out.mkdir(parents=True, exist_ok=True)
    session, made = session_of(username, database) if username else "", []
    with server(database) as home, browser() as it:
        for url in urls:
            for language in LANGUAGES:
                for name, width in WIDTHS.items():
                    page = visit(it, home + url, session=session, language=language, width=width)
                    slug = url.strip("/").replace("/", "-") or "start"
                    path = out / f"{slug}.{name}.{language}.png"
                    page.screenshot(path=path, full_page=True)
                    page.context.close()
                    made.append(path)
    return made


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("urls", nargs="+")
    parser.add_argument("--as", dest="username", default="", help="a person of the cast")
    parser.add_argument("--out", type=Path, default=Path("var/pictures"))
    asked = parser.parse_args()
    with databases.own_database() as database:
        for path in take(asked.urls, asked.username, asked.out, database):
            print(path)


if __name__ == "__main__":
    main()
