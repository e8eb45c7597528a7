"""Finding who acts."""

from uuid import UUID

from .errors import NotFound
from .models import User

WORKER_ID = UUID("00000000-0000-7000-8000-000000000001")


def worker() -> User:
    """The nightly worker, and whoever runs the first command on a new machine."""
    return User.objects.get(pk=WORKER_ID)


def by_username(username: str) -> User:
    """The active user of this log-in name. NotFound if there is none."""
    user = User.objects.filter(username=username, is_active=True).first()
    if user is None:
        raise NotFound("username")
    return user
