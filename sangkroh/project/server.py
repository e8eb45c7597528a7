"""The server: gunicorn, one process with threads, and the worker's loop in it.

One process on SQLite, where the writers' turn is a lock of the process; several may serve on
PostgreSQL. Requests are not logged; a fault is, without its path (core/logs.py).
"""

from __future__ import annotations

import ipaddress
import logging
from dataclasses import dataclass
from typing import Any

from django.db import connections
from gunicorn.app.base import BaseApplication
from gunicorn.glogging import Logger

from sangkroh.core.logs import Quiet

THREADS = 8
GRACE_SECONDS = 30


@dataclass(frozen=True)
class Serving:
    """Where to serve, and how. The certificate and its key are files in PEM."""

    host: str
    port: int
    processes: int = 1
    certificate: str = ""
    key: str = ""

    def is_loopback(self) -> bool:
        return self.host == "localhost" or ipaddress.ip_address(self.host).is_loopback


class Log(Logger):  # type: ignore[misc]
    """gunicorn's log, with our own care for what a line may say."""

    def setup(self, cfg: Any) -> None:
        super().setup(cfg)
        handler = Quiet()
        handler.setFormatter(logging.Formatter("%(asctime)s %(levelname)s %(name)s %(message)s"))
        handler.addFilter(without_request)
        self.error_log.handlers = [handler]


def without_request(record: logging.LogRecord) -> bool:
    """Cut off what a warning repeats of the request: its line may hold anything."""
    if record.levelno >= logging.WARNING and not record.exc_info:
        record.msg, record.args = record.getMessage().partition(":")[0], ()
    return True


class Server(BaseApplication):  # type: ignore[misc]
    def __init__(self, serving: Serving) -> None:
        self.serving = serving
        super().__init__()

    def load_config(self) -> None:
        serving = self.serving
        host = f"[{serving.host}]" if ":" in serving.host else serving.host
        for name, value in {
            "bind": f"{host}:{serving.port}", "workers": serving.processes,
            "worker_class": "gthread", "threads": THREADS, "graceful_timeout": GRACE_SECONDS,
            "certfile": serving.certificate or None, "keyfile": serving.key or None,
            "accesslog": None, "logger_class": Log, "control_socket_disable": True,
            "pre_fork": _leave_databases, "post_worker_init": _start_loop,
        }.items():  # fmt: skip
            self.cfg.set(name, value)

    def load(self) -> Any:
        from .wsgi import application

        return application


def _leave_databases(arbiter: Any, worker: Any) -> None:
    """A connection does not survive a fork."""
    connections.close_all()


def _start_loop(worker: Any) -> None:
    from sangkroh.core import loop

    loop.start_in_background()
