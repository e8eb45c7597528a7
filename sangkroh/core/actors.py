"""Finding who acts."""

from uuid import UUID

from django.utils import timezone

from .errors import NotFound, require
from .models import Key, User
from .roles import Role

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


def by_key(digest: str) -> User | None:
    """The user of the API key whose token has this digest, while the key and its owner are good."""
    today = timezone.localdate()
    key = Key.objects.filter(
        digest=digest, until__gt=today, user__is_active=True, user__owner__is_active=True
    )
    found = key.select_related("user__owner").first()
    return found.user if found else None


def by_a_person(actor: User) -> None:
    """Where two people decide, each does it under a log-in of his or her own, and no key."""
    require(actor.kind == User.Kind.PERSON, "core.not-by-a-key")


def has_administrator() -> bool:
    """Whether a person who can be one today is an administrator."""
    people = User.objects.filter(kind=User.Kind.PERSON, is_active=True).prefetch_related("grants")
    return any(Role.ADMINISTRATOR in it.current_roles() for it in people)
