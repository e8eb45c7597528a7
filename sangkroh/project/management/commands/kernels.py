"""`sangkroh kernels`: compiles the interception planner's inner loops into SANGKROH_HOME."""

from __future__ import annotations

from typing import Any

from django.core.management.base import BaseCommand

from sangkroh.interception.warm import warm


class Command(BaseCommand):
    requires_system_checks: list[str] = []
    help = "Compiles the planner's inner loops, so that the first tip of the night need not wait."

    def handle(self, *args: Any, **options: Any) -> None:
        warm()
