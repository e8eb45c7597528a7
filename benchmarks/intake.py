"""Six people book seizures at once over HTTP: nothing refused, nothing lost, nothing twice.

    python -m benchmarks.intake [--pause 1] [--seizures 20] [--singles 90]

Each of six log-ins sends its share of 20 seizures of seven lines and 90 of one animal through the
API's door to a real server on a throw-away database; every act is sent with its own id, and every
tenth is sent twice, as a phone does that missed the answer. First with a pause of a second between
the saves of each person, then without. Figures of one run.
"""

from __future__ import annotations

import argparse
import http.client
import json
import os
import socket
import statistics
import subprocess
import sys
import threading
import time
from http.cookies import SimpleCookie
from typing import Any
from urllib.parse import urlencode
from uuid import UUID

from tests import databases

PEOPLE = ("sok", "dara", "lina", "sok", "dara", "lina")
GOALS = {
    "paced_p50_ms": "<= 40", "paced_p95_ms": "<= 150", "p95_ms": "<= 500",
    "refused": "0", "lost": "0", "twice": "0",
}  # fmt: skip
COUNTED = {"python": 2, "tortoise": 104, "temple turtle": 8, "pond turtle": 21,
           "leaf turtle": 178, "box turtle": 4}  # fmt: skip


class Client:
    """One person's session with the server."""

    def __init__(self, port: int, username: str) -> None:
        self.port, self.cookies = port, SimpleCookie()
        self.connection = http.client.HTTPConnection("127.0.0.1", port, timeout=60)
        self.send("GET", "/log-in/")
        form = {"username": username, "password": f"practice-{username}",
                "csrfmiddlewaretoken": self.cookies["csrftoken"].value}  # fmt: skip
        status, _ = self.send(
            "POST",
            "/log-in/",
            urlencode(form),
            {"Content-Type": "application/x-www-form-urlencoded"},
        )
        if status != 302:
            raise RuntimeError(f"{username} could not log in: {status}")

    def send(
        self, method: str, path: str, body: str = "", headers: dict[str, str] | None = None
    ) -> tuple[int, bytes]:
        cookie = "; ".join(f"{k}={v.value}" for k, v in self.cookies.items())
        sent = {"Cookie": cookie, "Host": f"127.0.0.1:{self.port}"} | (headers or {})
        self.connection.request(method, path, body, sent)
        answer = self.connection.getresponse()
        for value in answer.headers.get_all("Set-Cookie") or []:
            self.cookies.load(value)
        return answer.status, answer.read()

    def do(self, action: str, act: UUID, arguments: dict[str, Any]) -> int:
        status, _ = self.send(
            "POST", f"/api/v1/do/{action}", json.dumps(arguments),
            {"Content-Type": "application/json", "Idempotency-Key": str(act),
             "X-CSRFToken": self.cookies["csrftoken"].value},
        )  # fmt: skip
        return status


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--pause", type=float, default=1.0)
    parser.add_argument("--seizures", type=int, default=20)
    parser.add_argument("--singles", type=int, default=90)
    options = parser.parse_args()
    with databases.own_database() as name:
        case = prepare(name)
        with Server(name) as port:
            paced = book(port, case, options, options.pause)
            rushed = book(port, case, options, 0)
        found = look(name)
    sent = paced["sent"] + rushed["sent"]
    figures = {
        "paced_p50_ms": percentile(paced["took"], 50), "paced_p95_ms": percentile(paced["took"], 95),
        "p50_ms": percentile(rushed["took"], 50), "p95_ms": percentile(rushed["took"], 95),
        "saves_per_second": round(len(rushed["took"]) / rushed["seconds"], 1),
        "refused": paced["refused"] + rushed["refused"],
        "lost": max(sent - found["scenes"], 0), "twice": max(found["scenes"] - sent, 0),
        "faults": found["faults"],
    }  # fmt: skip
    for key, value in figures.items():
        print(f"{key:20} {value:>10} {GOALS.get(key, '')}")
    print(json.dumps(figures))


def percentile(took: list[float], part: int) -> float:
    return round(statistics.quantiles(took, n=100)[part - 1] * 1000, 1)


def setup(name: str) -> None:
    os.environ.update(databases.environment(name))
    os.environ["DJANGO_SETTINGS_MODULE"] = "sangkroh.project.settings"
    import django

    django.setup()


def prepare(name: str) -> str:
    """A case that all six may write in."""
    setup(name)
    from django.db import connection

    from sangkroh.cases import actions as cases
    from sangkroh.core.actors import by_username
    from sangkroh.core.ids import new_id

    lina = by_username("lina")
    case = cases.open(lina, id=new_id(), title="benchmark")
    for username in ("sok", "dara"):
        user = by_username(username)
        cases.add_member(lina, case=case, user=user.pk, reason="benchmark")
    connection.close()
    return str(case)


class Server:
    """The real server on this database, stopped at the end."""

    def __init__(self, name: str) -> None:
        self.name = name

    def __enter__(self) -> int:
        with socket.socket() as it:
            it.bind(("127.0.0.1", 0))
            port: int = it.getsockname()[1]
        self.process = subprocess.Popen(
            [sys.executable, "-m", "sangkroh", "serve", "--port", str(port)],
            cwd=databases.ROOT, env=databases.environment(self.name),
            stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL,
        )  # fmt: skip
        for _ in range(200):
            try:
                socket.create_connection(("127.0.0.1", port), 1).close()
                return port
            except OSError:
                time.sleep(0.1)
        raise RuntimeError("the server did not start")

    def __exit__(self, *_: object) -> None:
        self.process.terminate()
        self.process.wait(20)


def book(port: int, case: str, options: argparse.Namespace, pause: float) -> dict[str, Any]:
    """All six at once, each its share."""
    from sangkroh.core.ids import new_id

    jobs = [koh_thom(case, new_id) for _ in range(options.seizures)]
    jobs += [single(case, new_id) for _ in range(options.singles)]
    took: list[float] = []
    refused: list[int] = []

    def person(n: int, username: str) -> None:
        client = Client(port, username)
        for k, job in enumerate(jobs[n :: len(PEOPLE)]):
            act = new_id()
            for _ in range(2 if k % 10 == 0 else 1):
                began = time.perf_counter()
                status = client.do("seizures.record", act, job)
                took.append(time.perf_counter() - began)
                if status != 200:
                    refused.append(status)
            time.sleep(pause)

    threads = [threading.Thread(target=person, args=it) for it in enumerate(PEOPLE)]
    began = time.perf_counter()
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    seconds = time.perf_counter() - began
    return {"took": took, "refused": len(refused), "sent": len(jobs), "seconds": seconds}


def koh_thom(case: str, new_id: Any) -> dict[str, Any]:
    snakes = {"id": str(new_id()), "as_reported": "rat snake", "containers": 31, "declared": 468}
    rest = [{"id": str(new_id()), "as_reported": k, "count": n} for k, n in COUNTED.items()]
    return {"id": str(new_id()), "case": case, "place_words": "bank", "lines": [snakes, *rest]}


def single(case: str, new_id: Any) -> dict[str, Any]:
    line = {"id": str(new_id()), "as_reported": "loris", "count": 1}
    return {"id": str(new_id()), "case": case, "place_words": "market", "lines": [line]}


def look(name: str) -> dict[str, int]:
    """What is there afterwards, and what the check of the books says."""
    from sangkroh.custody.checking import check_books
    from sangkroh.seizures.models import Scene

    return {"scenes": Scene.objects.count(), "faults": len(check_books())}


if __name__ == "__main__":
    main()
