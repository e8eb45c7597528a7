"""What each door answers to the same input: the page, the API and the console."""

from __future__ import annotations

import io
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from django.apps import apps
from django.conf import settings
from django.core.management import CommandError, call_command
from django.db import connection
from django.test import Client

from .refusals import Asked, Typed, user


@dataclass(frozen=True)
class Said:
    """One problem as a reader is told of it: where, and in which words."""

    code: str
    path: str
    words: str


def by_api(it: Asked, language: str, who: str = "") -> tuple[int, list[Said]]:
    """The status and the problems."""
    client = Client()
    client.force_login(user(who or it.who))
    body = it.raw.encode("utf-8", "surrogatepass")
    answer = client.post(
        f"/api/v1/do/{it.act}", body, content_type="application/json",
        headers={"Accept-Language": language, "Idempotency-Key": str(it.about.id), **_times(it)},
    )  # fmt: skip
    problems = answer.json().get("problems", [])
    return answer.status_code, [Said(p["code"], p["path"], p["words"]) for p in problems]


def _times(it: Asked) -> dict[str, str]:
    if it.about.occurred is None:
        return {}
    said = it.about.occurred
    bounds = {"Occurred-Earliest": said.earliest, "Occurred-Latest": said.latest}
    times = {name: bound.isoformat() for name, bound in bounds.items() if bound}
    return {**times, "Occurred-Precision": said.precision}


def by_console(it: Asked, language: str, out: io.StringIO | None = None) -> list[Said]:
    """The problems; none where the act was done, and its answer is written out."""
    options = ["--as", it.who, "--id", str(it.about.id), "--language", language]
    try:
        call_command("do", it.act, it.raw, *options, stdout=out or io.StringIO())
    except CommandError as error:
        lines = [line.partition(": ") for line in str(error).splitlines()]
        return [Said(*where.partition(" ")[::2], words) for where, _, words in lines]
    return []


def by_page(it: Typed) -> Any:
    """The page that comes back, in the reader's language."""
    client = Client()
    client.force_login(user(it.who))
    return client.post(it.url, it.values)


def kept() -> dict[str, int]:
    """How many rows each table of ours holds, the journal among them, and how many files."""
    tables = [
        m._meta.db_table for it in settings.ROOMS for m in apps.get_app_config(it).get_models()
    ]
    sql = " UNION ALL ".join(f"SELECT '{it}', count(*) FROM {it}" for it in tables)
    with connection.cursor() as cursor:
        cursor.execute(sql)
        rows = {name: n for name, n in cursor.fetchall() if name not in ("core_cursor",)}
    files = [it for it in Path(settings.EVIDENCE_ROOT).rglob("*") if it.is_file()]
    return {**rows, "files": len(files)}
