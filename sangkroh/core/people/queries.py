"""Who is in the house, for the administrator; what happened in it, for the auditor."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, datetime, time
from uuid import UUID

from django.db.models import Count, Q, QuerySet
from django.db.models.functions import TruncDate
from django.urls import reverse
from django.utils import timezone
from django.utils.functional import Promise
from django.utils.translation import get_language
from django.utils.translation import gettext_lazy as _
from django_otp import devices_for_user

from .. import journal, show, shows
from ..actions.forgetting import APPROVALS, FORGETTERS
from ..actors import WORKER_ID
from ..errors import NotFound
from ..models import Entry, Forgetting, Link, RoleGrant, SetAside, User
from ..roles import Role
from ..shows import SAID, Need, Urgency
from ..times import now

PAGE = 50
SEALED_SHOWN = 100
"""Lines of sealed acts, each a day and a person; a search by days shows older ones."""


@dataclass(frozen=True)
class Grant:
    id: UUID
    role: Role
    since: date
    until: date | None
    granted_by: str
    reason: str
    end_reason: str
    is_over: bool


@dataclass(frozen=True)
class PersonLine:
    id: UUID
    username: str
    name: str
    name_km: str
    roles: list[Role]
    is_active: bool
    practice: bool
    has_password: bool
    link_until: datetime | None


@dataclass(frozen=True)
class KeyLine:
    id: UUID
    name: str
    owner: str
    roles: list[Role]
    until: date
    is_active: bool


@dataclass(frozen=True)
class PersonPage:
    person: PersonLine
    grants: list[Grant]
    keys: list[KeyLine]
    has_second_factor: bool


@dataclass(frozen=True)
class EntryLine:
    id: UUID
    action: str
    said: str | Promise
    by: str
    at: datetime
    is_part: bool
    refused: bool


@dataclass(frozen=True)
class SealedLine:
    """How many sealed acts somebody did on a day."""

    day: date
    by: str
    how_many: int


@dataclass(frozen=True)
class JournalPage:
    """Entries with their times, and apart from them what is told by the day alone.

    No entry has a number here: a gap between two times would tell the hour of what is sealed.
    """

    entries: list[EntryLine]
    sealed: list[SealedLine]
    next: UUID | None


@dataclass(frozen=True)
class Books:
    """What a check of the whole journal found; its length and end as the last day left them."""

    entries: int
    head: str
    faults: list[journal.Fault]


@dataclass(frozen=True)
class ForgettingLine:
    id: UUID
    entries: list[str]
    reason: str
    basis: str
    proposed_by: str
    approved_by: list[str]
    needed: int
    may_approve: bool


@dataclass(frozen=True)
class AsideLine:
    id: UUID
    handler: str
    fault: str
    since: date
    again: bool


def people(reader: User) -> list[PersonLine]:
    """Everybody with a log-in. NotFound unless the reader is an administrator."""
    _only(reader, {Role.ADMINISTRATOR})
    users = User.objects.filter(kind=User.Kind.PERSON).prefetch_related("grants")
    links = dict(
        Link.objects.filter(ended_at=None, until__gt=now()).values_list("user_id", "until")
    )
    return [_person(it, links.get(it.pk)) for it in users.order_by("username")]


def person(reader: User, user_id: UUID) -> PersonPage:
    """One of them, with every role they ever had."""
    line = next((it for it in people(reader) if it.id == user_id), None)
    if line is None:
        raise NotFound()
    user = User.objects.get(pk=user_id)
    grants = RoleGrant.objects.filter(user=user_id).select_related("granted_by").order_by("since")
    return PersonPage(line, [_grant(it) for it in grants], keys_of(user),
                      any(True for _ in devices_for_user(user)))  # fmt: skip


def keys_of(user: User) -> list[KeyLine]:
    """The keys for which this person answers."""
    keys = User.objects.filter(owner=user).select_related("key").prefetch_related("grants")
    return [
        KeyLine(it.pk, it.name, user.name, [Role(g.role) for g in it.grants.all()],
                it.key.until, it.is_active)
        for it in keys.order_by("-pk")
    ]  # fmt: skip


def entries(
    reader: User, *, before: UUID | None = None, action: str = "", username: str = "",
    since: date | None = None, until: date | None = None,
) -> JournalPage:  # fmt: skip
    """Who did what and when, newest first; never what was said. For the auditor."""
    _only(reader, {Role.AUDITOR})
    found = Entry.objects.filter(actor__username=username) if username else Entry.objects.all()
    if since:
        found = found.filter(received_at__gte=_midnight(since))
    if until:
        found = found.filter(received_at__lte=_end_of(until))
    if before is None:
        sealed = _sealed(found) if not action or _asks_for_sealed(action) else []
    else:
        found, sealed = found.filter(seq__lt=_seq_of(before)), []
    open_ones = found.exclude(shows.is_sealed())
    if action:
        open_ones = open_ones.filter(Q(action=action) | Q(action__startswith=f"{action}."))
    newest = open_ones.select_related("actor").order_by("-seq").defer("arguments", "outcome")
    rows = list(newest[: PAGE + 1])
    next_ = rows[PAGE - 1].pk if len(rows) > PAGE else None
    return JournalPage([_entry(it) for it in rows[:PAGE]], sealed, next_)


def _sealed(found: QuerySet[Entry]) -> list[SealedLine]:
    """Today's are left out: whoever looks again and again would see each come in."""
    over = found.filter(shows.is_sealed(), received_at__lt=_midnight(timezone.localdate()))
    rows = over.annotate(day=TruncDate("received_at")).order_by("-day", "actor__name")
    named = rows.values_list("day", "actor__name", "actor__name_km")
    counted = named.annotate(how_many=Count("pk"))[:SEALED_SHOWN]
    return [SealedLine(day, _named(name, km), number) for day, name, km, number in counted]


def _asks_for_sealed(action: str) -> bool:
    """Whether any sealed act is asked for: then all are told, so that none is told apart."""
    return any(it == action or it.startswith(f"{action}.") for it in shows.SEALED)


def _seq_of(entry: UUID) -> int:
    """Where the page before ended. A sealed entry ends no page, and its place is not told."""
    seen = Entry.objects.exclude(shows.is_sealed()).filter(pk=entry)
    return seen.values_list("seq", flat=True).first() or 0


def check(reader: User) -> Books:
    """Recompute the whole journal. For the auditor."""
    _only(reader, {Role.AUDITOR})
    end = journal.end_before(_midnight(timezone.localdate()))
    return Books(end.seq, end.chain.hex(), list(journal.verify()))


def forgettings(reader: User) -> list[ForgettingLine]:
    """What waits to be forgotten."""
    _only(reader, FORGETTERS)
    waiting = Forgetting.objects.filter(done_at=None).select_related("proposed_by")
    return [_forgetting(reader, it) for it in waiting.prefetch_related("approvals__by")]


def set_aside(reader: User) -> list[AsideLine]:
    """What the worker laid aside. For the administrator: not when, for it may be about a tip."""
    _only(reader, {Role.ADMINISTRATOR})
    rows = SetAside.objects.filter(done_at=None).order_by("entry__seq")
    return [
        AsideLine(it.pk, it.handler, it.fault, timezone.localdate(it.since), it.again)
        for it in rows
    ]


def needs(reader: User) -> Iterator[Need]:
    """What waits for whoever runs the house."""
    if Role.ADMINISTRATOR in reader.roles:
        for aside in set_aside(reader):
            yield Need(
                _("The system could not finish a piece of work"), reverse("core:aside"),
                Urgency.TODAY, detail=aside.handler,
            )  # fmt: skip
    if FORGETTERS & reader.roles:
        for it in forgettings(reader):
            if it.may_approve:
                yield Need(_("A forgetting waits for approval"), reverse("core:forgetting"),
                           Urgency.TODAY)  # fmt: skip


def _only(reader: User, roles: set[Role]) -> None:
    if not reader.roles & roles:
        raise NotFound()


def _person(user: User, link_until: datetime | None) -> PersonLine:
    return PersonLine(
        user.pk, user.username, user.name, user.name_km, sorted(user.current_roles()),
        user.is_active, user.practice, user.has_usable_password(), link_until,
    )  # fmt: skip


def _named(name: str, name_km: str) -> str:
    return (get_language() == "km" and name_km) or name


def _called(who: User) -> str:
    if who.pk == WORKER_ID:
        return str(show.ROLES[Role.WORKER])
    return _named(who.name, who.name_km)


def _grant(it: RoleGrant) -> Grant:
    over = it.until is not None and it.until <= timezone.localdate()
    return Grant(it.pk, Role(it.role), it.since, it.until, _called(it.granted_by), it.reason,
                 it.end_reason, over)  # fmt: skip


def _entry(it: Entry) -> EntryLine:
    return EntryLine(
        it.pk, it.action, SAID.get(it.action, it.action), _called(it.actor), it.received_at,
        it.part_of_id is not None, it.refused,
    )  # fmt: skip


def _forgetting(reader: User, it: Forgetting) -> ForgettingLine:
    approved = [approval.by for approval in it.approvals.all()]
    return ForgettingLine(
        it.pk, it.entries, it.reason, it.basis, _called(it.proposed_by),
        [_called(by) for by in approved],
        APPROVALS, reader.pk not in {it.proposed_by_id, *(by.pk for by in approved)},
    )  # fmt: skip


def _midnight(day: date) -> datetime:
    return timezone.make_aware(datetime.combine(day, time.min))


def _end_of(day: date) -> datetime:
    return timezone.make_aware(datetime.combine(day, time.max))
