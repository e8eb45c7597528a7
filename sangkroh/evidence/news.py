"""The nightly reading of every file against its hash."""

from datetime import timedelta

from sangkroh.core.loop import every
from sangkroh.core.models import User

from . import actions, queries


@every(timedelta(days=1))
def check_files(worker: User) -> None:
    """Write down each file that is missing or changed; the alarm follows from that."""
    for fault in queries.verify_files():
        for file in fault.files:
            actions.check(worker, file=file)
