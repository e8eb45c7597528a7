"""Fills the registries from every room: its acts, guards, refusals, news handlers and shows."""

from importlib import import_module
from importlib.util import find_spec

from django.apps import AppConfig
from django.conf import settings

FILES = ("guards", "refusals", "actions", "news", "shows")


class ProjectConfig(AppConfig):
    name = "sangkroh.project"

    def ready(self) -> None:
        from sangkroh.core import words

        for room in settings.ROOMS:
            for name in FILES:
                if find_spec(f"sangkroh.{room}.{name}"):
                    module = import_module(f"sangkroh.{room}.{name}")
                    if name == "refusals":
                        words.WORDS.update(module.WORDS)
