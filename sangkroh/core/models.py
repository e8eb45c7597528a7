"""Users with dated roles, and the journal in which every act is written once."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date
from functools import cached_property
from typing import ClassVar
from uuid import UUID

from django.contrib.auth.base_user import AbstractBaseUser, BaseUserManager
from django.db import models
from django.db.models import Q
from django.utils import timezone

from .compiled import Compiled, Given
from .ids import new_id
from .roles import Role
from .times import Precision


class UserManager(BaseUserManager["User"]):
    use_in_migrations = False


class User(AbstractBaseUser):
    """Whoever acts: a person, an API key, the worker. What they are is in `network.Person`."""

    class Kind(models.TextChoices):
        PERSON = "person"
        KEY = "key"
        WORKER = "worker"

    id = models.UUIDField(primary_key=True, default=new_id, editable=False)
    username = models.CharField(max_length=64, unique=True)
    name = models.CharField(max_length=200)
    name_km = models.CharField(max_length=200, blank=True)
    language = models.CharField(max_length=8, default="km")
    khmer_digits = models.BooleanField(default=False)
    """Numbers are shown to this person in Khmer digits."""
    kind = models.CharField(max_length=8, choices=Kind.choices, default=Kind.PERSON)
    is_active = models.BooleanField(default=True)
    practice = models.BooleanField(default=False)
    """A log-in of the practice world, refused on any address but this machine's own."""
    owner = models.ForeignKey("self", models.PROTECT, null=True, related_name="keys")
    """The person who answers for an API key, and whose roles bound it."""

    objects: ClassVar[UserManager] = UserManager()
    USERNAME_FIELD = "username"
    REQUIRED_FIELDS: ClassVar[list[str]] = []
    last_login = None  # a log-in is no act; sessions keep its time

    def __str__(self) -> str:
        return self.name

    @property
    def person_id(self) -> UUID:
        """Who answers for it: where two people are needed, a key and its owner are one."""
        return self.owner_id or self.pk

    def current_roles(self) -> frozenset[Role]:
        """The roles held today, read afresh."""
        if not self.is_active:
            return frozenset()
        if self.kind == self.Kind.WORKER:
            return frozenset({Role.WORKER})
        held = frozenset(Role(it.role) for it in self._grants() if it.holds_on(_today()))
        return held & self.owner.current_roles() if self.owner else held

    def _grants(self) -> Iterable[RoleGrant]:
        if "grants" in getattr(self, "_prefetched_objects_cache", {}):
            return self.grants.all()
        return _GRANTS.all(user=self.pk)

    @cached_property
    def roles(self) -> frozenset[Role]:
        """The roles held today, read once for this object (one request)."""
        return self.current_roles()


def _today() -> date:
    return timezone.localdate()


class RoleGrant(models.Model):
    """A role held from a day to a day, given by somebody for a reason."""

    id = models.UUIDField(primary_key=True, default=new_id, editable=False)
    user = models.ForeignKey(User, models.PROTECT, related_name="grants")
    role = models.CharField(max_length=20, choices=[(r.value, r.value) for r in Role])
    since = models.DateField()
    until = models.DateField(null=True, blank=True)
    granted_by = models.ForeignKey(User, models.PROTECT, related_name="+")
    reason = models.CharField(max_length=200)
    ended_by = models.ForeignKey(User, models.PROTECT, null=True, related_name="+")
    end_reason = models.CharField(max_length=200, blank=True)

    class Meta:
        constraints = [
            models.CheckConstraint(
                name="grant_ends_after_it_begins",
                condition=Q(until__isnull=True) | Q(until__gte=models.F("since")),
            ),
        ]

    def __str__(self) -> str:
        return f"{self.user}: {self.role}"

    def holds_on(self, day: date) -> bool:
        return self.since <= day and (self.until is None or day < self.until)


_GRANTS = Compiled(lambda: RoleGrant.objects.filter(user=Given("user")))


class Link(models.Model):
    """A one-time link by which a person sets a password. Only the digest of its token is kept."""

    id = models.UUIDField(primary_key=True, default=new_id, editable=False)
    user = models.ForeignKey(User, models.PROTECT, related_name="links")
    digest = models.CharField(max_length=64, unique=True)
    made_by = models.ForeignKey(User, models.PROTECT, related_name="+")
    made_at = models.DateTimeField()
    until = models.DateTimeField()
    ended_at = models.DateTimeField(null=True)
    """When it was used, or another took its place."""

    def __str__(self) -> str:
        return f"link of {self.user}"


class Key(models.Model):
    """What an API key is known by: the digest of its token, and its last day."""

    user = models.OneToOneField(User, models.PROTECT, primary_key=True, related_name="key")
    digest = models.CharField(max_length=64, unique=True)
    until = models.DateField()

    def __str__(self) -> str:
        return str(self.user)


class Forgetting(models.Model):
    """A proposal to forget the personal text of entries, for a reason in law."""

    id = models.UUIDField(primary_key=True, default=new_id, editable=False)
    entries = models.JSONField()
    proposed_by = models.ForeignKey(User, models.PROTECT, related_name="+")
    reason = models.CharField(max_length=200)
    basis = models.CharField(max_length=200)
    done_at = models.DateTimeField(null=True)

    def __str__(self) -> str:
        return f"forgetting of {len(self.entries)} entries"


class ForgettingApproval(models.Model):
    """One other person's yes to a forgetting."""

    id = models.UUIDField(primary_key=True, default=new_id, editable=False)
    forgetting = models.ForeignKey(Forgetting, models.PROTECT, related_name="approvals")
    by = models.ForeignKey(User, models.PROTECT, related_name="+")

    class Meta:
        constraints = [
            models.UniqueConstraint("forgetting", "by", name="one_approval_of_a_forgetting_each"),
        ]

    def __str__(self) -> str:
        return f"{self.by}: {self.forgetting}"


class Head(models.Model):
    """The end of the journal: one row, moved by the database itself when an entry comes in."""

    id = models.PositiveSmallIntegerField(primary_key=True, default=1)
    seq = models.BigIntegerField(default=0)
    chain = models.BinaryField(default=bytes(32))

    class Meta:
        db_table = "journal_head"

    def __str__(self) -> str:
        return f"seq {self.seq}"


class Entry(models.Model):
    """One act, written last, once, complete with its outcome. Never changed, never removed.

    `arguments` holds ids, codes, quantities and hashes; personal text is in `Secret`.
    `case_id` names the case that the act concerns, for the timeline; cases are above core.
    """

    id = models.UUIDField(primary_key=True, editable=False)
    seq = models.BigIntegerField(unique=True)
    action = models.CharField(max_length=100, db_index=True)
    actor = models.ForeignKey(User, models.PROTECT, related_name="+")
    device = models.CharField(max_length=100, blank=True)
    part_of = models.ForeignKey("self", models.PROTECT, null=True, related_name="parts")
    case_id = models.UUIDField(null=True)
    occurred_earliest = models.DateTimeField(null=True)
    occurred_latest = models.DateTimeField(null=True)
    occurred_precision = models.CharField(
        max_length=16, choices=[(p.value, p.value) for p in Precision]
    )
    occurred_words = models.CharField(max_length=200, blank=True)
    recorded_at = models.DateTimeField(null=True)
    received_at = models.DateTimeField()
    arguments = models.JSONField()
    outcome = models.JSONField(null=True)
    refused = models.BooleanField(default=False)
    entry = models.BinaryField(max_length=32)
    leaf = models.BinaryField(max_length=32)
    chain = models.BinaryField(max_length=32)

    class Meta:
        db_table = "journal_entry"
        ordering = ["seq"]
        indexes = [models.Index(fields=["case_id", "seq"], name="entry_of_case")]

    def __str__(self) -> str:
        return f"{self.seq} {self.action}"


class Secret(models.Model):
    """The salt of an entry and the personal text of its arguments: all that can be forgotten."""

    entry = models.OneToOneField(Entry, models.PROTECT, primary_key=True, related_name="secret")
    salt = models.BinaryField(max_length=32)
    personal = models.JSONField(default=dict)

    class Meta:
        db_table = "journal_secret"

    def __str__(self) -> str:
        return f"secret of {self.entry_id}"


class Cursor(models.Model):
    """How far the worker loop has read the journal for one handler; losing it costs time only."""

    handler = models.CharField(primary_key=True, max_length=200)
    seq = models.BigIntegerField(default=0)

    def __str__(self) -> str:
        return f"{self.handler}: {self.seq}"


class SetAside(models.Model):
    """An entry that a handler of the worker could not take, laid aside for the administrator."""

    id = models.UUIDField(primary_key=True, default=new_id, editable=False)
    handler = models.CharField(max_length=200)
    entry = models.ForeignKey(Entry, models.PROTECT, related_name="+")
    fault = models.CharField(max_length=100)
    """The kind of the fault; never its message, which may hold what was written."""
    since = models.DateTimeField()
    again = models.BooleanField(default=False)
    """The administrator has asked for one more try."""
    done_at = models.DateTimeField(null=True)

    class Meta:
        constraints = [
            models.UniqueConstraint("handler", "entry", name="set_aside_once_for_each_handler"),
        ]

    def __str__(self) -> str:
        return f"{self.handler}: {self.fault}"


class Wording(models.Model):
    """What a text of the product says in a language from now on, as a reader of it put it.

    Rows are never changed: the latest of a text counts. `verified` says that a second reader (or,
    for the words that shipped, a first one) found this very text right.
    """

    id = models.UUIDField(primary_key=True, default=new_id, editable=False)
    language = models.CharField(max_length=8)
    context = models.CharField(max_length=200, blank=True)
    msgid = models.TextField()
    text = models.TextField()
    source = models.CharField(max_length=200)
    """Who or what says so: a person's office, a law's official text, a dictionary."""
    verified = models.BooleanField(default=False)
    by = models.ForeignKey(User, models.PROTECT, related_name="+")
    at = models.DateTimeField()

    class Meta:
        ordering = ["id"]

    def __str__(self) -> str:
        return f"{self.language}: {self.msgid}"
