"""Walking through the house: its addresses, its files, what each reader sees of each room."""

from __future__ import annotations

import inspect
import re
import subprocess
from collections.abc import Callable, Iterator
from importlib import import_module
from importlib.util import find_spec
from pathlib import Path
from typing import Any
from uuid import UUID

from django.apps import apps
from django.conf import settings
from django.db.models import QuerySet
from django.urls import URLPattern, URLResolver, get_resolver

ROOT = Path(__file__).parent.parent
SAMPLES = {
    "uuid": str(UUID(int=7)), "int": "1", "string": "x", "slug": "x", "path": "x/y",
}  # fmt: skip


def addresses() -> Iterator[tuple[str, str]]:
    """Every address of the house, with something for each converter: its name and its path."""
    yield from _below(get_resolver().url_patterns, "", "/")


def _below(patterns: Any, space: str, path: str) -> Iterator[tuple[str, str]]:
    for it in patterns:
        here = path + _filled(it)
        if isinstance(it, URLResolver):
            inner = f"{space}{it.namespace}:" if it.namespace else space
            yield from _below(it.url_patterns, inner, here)
        elif isinstance(it, URLPattern):
            yield f"{space}{it.name or ''}", here


def _filled(it: Any) -> str:
    text = str(it.pattern)
    for name, converter in it.pattern.converters.items():
        kind = type(converter).__name__.removesuffix("Converter").lower()
        text = re.sub(rf"<(\w+:)?{name}>", SAMPLES[kind], text)
    return text


def files(*endings: str) -> list[Path]:
    """The files of the project that git knows or would take, with these endings (all: none)."""
    listed = subprocess.run(
        ["git", "ls-files", "--cached", "--others", "--exclude-standard"], cwd=ROOT,
        capture_output=True, text=True, check=True,
    ).stdout.splitlines()  # fmt: skip
    found = [ROOT / it for it in listed if f"/{it}".endswith(endings or "")]
    return [it for it in found if it.is_file()]


def sights() -> Iterator[tuple[str, Callable[[Any], QuerySet[Any]]]]:
    """What may be seen of each room: a name, and the function that gives a reader's rows."""
    for room in settings.ROOMS:
        if not find_spec(f"sangkroh.{room}.policies"):
            continue
        policies = import_module(f"sangkroh.{room}.policies")
        for name, function in sorted(vars(policies).items()):
            if not name.startswith("visible") or inspect.getmodule(function) is not policies:
                continue
            if "kind" in inspect.signature(function).parameters:
                for model in apps.get_app_config(room).get_models():
                    yield (f"{room}.{name} {model.__name__}",
                           lambda actor, f=function, m=model: f(actor, m))  # fmt: skip
            else:
                yield f"{room}.{name}", function
