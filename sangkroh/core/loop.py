"""The worker: `@after(action)` reads the journal as an outbox, `@every(period)` keeps clocks.

What they change they change by acts, done once: the id of an act that a handler does is made from
the handler, the entry and the act's name, so that a second try finds the first one done. A record
that a handler makes takes its id from `made_from` for the same reason.
"""

from __future__ import annotations

import logging
import threading
import time
from collections import Counter
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import timedelta
from uuid import UUID, uuid5

from django.db import close_old_connections, connection

from .actors import worker as the_worker
from .door import Act, doing, ids_from
from .errors import Refused
from .models import Cursor, Entry, Head, SetAside, User
from .times import now

Handler = Callable[[User, Entry], None]
Clock = Callable[[User], None]
logger = logging.getLogger(__name__)


@dataclass(frozen=True)
class After:
    name: str
    action: str
    run: Handler


@dataclass(frozen=True)
class Every:
    name: str
    period: timedelta
    run: Clock


AFTER: list[After] = []
EVERY: list[Every] = []
SPACE = UUID("5ad5b9f4-6c1e-5f0e-9a3c-7f5d0c1b2e90")
"""The name space of every id that the worker makes."""
TRIES = 5
"""How often an entry is tried before it is laid aside."""
LONGEST_WAIT = 300.0
"""The longest wait between two tries, in seconds; the waits double from two."""
AT_ONCE = 200
"""How many entries one handler takes before the next handler has its turn."""
ONE_RUNNER = 0x5A6E6772
"""PostgreSQL's advisory lock: of several servers only one runs the loop."""


def after(action: str) -> Callable[[Handler], Handler]:
    """Call the function with the worker and each entry of this action, at least once, in order."""

    def mark(handler: Handler) -> Handler:
        AFTER.append(After(f"{handler.__module__}.{handler.__name__}", action, handler))
        return handler

    return mark


def every(period: timedelta) -> Callable[[Clock], Clock]:
    """Call the function with the worker once in each period."""

    def mark(clock: Clock) -> Clock:
        EVERY.append(Every(f"{clock.__module__}.{clock.__name__}", period, clock))
        return clock

    return mark


def made_from(*parts: object) -> UUID:
    """The one id that these parts make: `made_from(entry.id, "review")`."""
    return uuid5(SPACE, "/".join(map(str, parts)))


@dataclass
class Trouble:
    """A handler that is waiting before it tries the same thing again."""

    about: object
    tries: int
    not_before: float


class Loop:
    """Follows the journal for every handler; what it must remember is in the database."""

    def __init__(self, clock: Callable[[], float] = time.monotonic) -> None:
        self.clock = clock
        self.troubles: dict[str, Trouble] = {}
        self.read_to: dict[str, int] = {}

    def turn(self) -> None:
        """Do everything that is due now. A handler in trouble holds up no other."""
        with _alone() as alone:
            if not alone:
                return
            worker = the_worker()
            for handler in AFTER:
                self._follow(worker, handler)
            for clock in EVERY:
                self._keep(worker, clock)
            for row in SetAside.objects.filter(again=True, done_at=None).select_related("entry"):
                self._try_again(worker, row)

    def _follow(self, worker: User, handler: After) -> None:
        end = Head.objects.get().seq
        if self.read_to.get(handler.name) == end:
            return
        entries = Entry.objects.filter(
            action=handler.action, refused=False, seq__gt=_position(handler.name)
        )
        took = 0
        for entry in entries.order_by("seq")[:AT_ONCE]:
            if not self._take(worker, handler, entry):
                return
            _move(handler.name, entry.seq)
            took += 1
        if took < AT_ONCE:
            self.read_to[handler.name] = end

    def _take(self, worker: User, handler: After, entry: Entry) -> bool:
        """Whether the handler is over this entry: it took it, or it has been laid aside."""
        if self._must_wait(handler.name, entry.pk):
            return False
        fault = _attempt(lambda: handler.run(worker, entry), handler.name, entry.pk)
        if fault is None:
            self.troubles.pop(handler.name, None)
            return True
        if self._failed(handler.name, entry.pk) < TRIES:
            return False
        _set_aside(worker, handler, entry, fault)
        del self.troubles[handler.name]
        return True

    def _keep(self, worker: User, clock: Every) -> None:
        period = int(now().timestamp() // clock.period.total_seconds())
        if period <= _position(clock.name) or self._must_wait(clock.name, period):
            return
        if _attempt(lambda: clock.run(worker), clock.name, period) is None:
            self.troubles.pop(clock.name, None)
            _move(clock.name, period)
        else:
            self._failed(clock.name, period)

    def _try_again(self, worker: User, row: SetAside) -> None:
        from .actions import put_down

        handler = next((it for it in AFTER if it.name == row.handler), None)
        done = handler is not None and (
            _attempt(lambda: handler.run(worker, row.entry), row.handler, row.entry_id) is None
        )
        put_down(worker, it=row.pk, done=done)

    def _must_wait(self, name: str, about: object) -> bool:
        trouble = self.troubles.get(name)
        return bool(trouble and trouble.about == about and self.clock() < trouble.not_before)

    def _failed(self, name: str, about: object) -> int:
        before = self.troubles.get(name)
        tries = before.tries + 1 if before and before.about == about else 1
        wait = min(2.0**tries, LONGEST_WAIT)
        self.troubles[name] = Trouble(about, tries, self.clock() + wait)
        return tries


def start_in_background() -> threading.Event:
    """Run the loop in a thread of this server process until the event is set.

    Called once by whatever serves, in the process that serves (after a fork, not before it).
    """
    stop = threading.Event()
    threading.Thread(target=run_until, args=(stop,), name="worker loop", daemon=True).start()
    return stop


def run_until(stop: threading.Event, pause: float = 1.0) -> None:
    """Turn after turn; a database that is away is waited for."""
    loop = Loop()
    while not stop.is_set():
        close_old_connections()
        try:
            loop.turn()
        except Exception:
            logger.exception("the worker's turn failed")
            connection.close()
        stop.wait(pause)
    connection.close()


def _attempt(run: Callable[[], None], name: str, about: object) -> str | None:
    """Run it. The kind of the fault, or None: what was being written stays out of every log."""
    count: Counter[str] = Counter()

    def next_id(action: str) -> UUID:
        count[action] += 1
        return made_from(name, about, action, count[action])

    try:
        with ids_from(next_id):
            run()
    except Refused as refused:
        logger.warning("%s was refused: %s", name, refused.code)
        return refused.code
    except Exception as fault:
        logger.exception("%s failed", name)
        return type(fault).__name__
    return None


def _set_aside(worker: User, handler: After, entry: Entry, fault: str) -> None:
    from .actions import set_aside

    with doing(Act(id=made_from(handler.name, entry.pk, "set aside"))):
        set_aside(worker, handler=handler.name, entry=entry.pk, fault=fault)


@contextmanager
def _alone() -> Iterator[bool]:
    """Whether this is the only runner. On SQLite one process serves, and it starts one."""
    if connection.vendor != "postgresql":
        yield True
        return
    with connection.cursor() as cursor:
        cursor.execute("SELECT pg_try_advisory_lock(%s)", [ONE_RUNNER])
        (alone,) = cursor.fetchone()
    yield alone
    if alone:  # after a fault the whole connection is closed, and the lock with it
        with connection.cursor() as cursor:
            cursor.execute("SELECT pg_advisory_unlock(%s)", [ONE_RUNNER])


def _position(name: str) -> int:
    return Cursor.objects.filter(pk=name).values_list("seq", flat=True).first() or 0


def _move(name: str, seq: int) -> None:
    Cursor.objects.update_or_create(pk=name, defaults={"seq": seq})
