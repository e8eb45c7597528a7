"""The one door: every change to the record is an act, and every act comes through here.

An act is a plain function in some area's actions.py, marked with @action. Pages and other acts
call it; the REST API, phones and the console reach it by name through `perform`. The door makes
it allowed, parsed, atomic, done once and written in the journal, last and complete.
"""

from __future__ import annotations

import inspect
import json
import threading
from collections.abc import Callable, Collection, Iterator
from contextlib import contextmanager, nullcontext
from contextvars import ContextVar
from dataclasses import dataclass, field, replace
from datetime import datetime
from functools import wraps
from typing import Any, Concatenate, ParamSpec, TypeVar, cast, get_type_hints
from uuid import UUID

from django.db import IntegrityError, connection, transaction
from pydantic import BaseModel, ConfigDict, TypeAdapter, ValidationError, create_model

from . import journal
from .asking import once_a_page
from .errors import NotFound, Problem, Refused, require
from .ids import new_id
from .models import Entry, User
from .parsing import problems_of, readable
from .roles import Role
from .times import Occurred, now
from .wall import door_open

P = ParamSpec("P")
R = TypeVar("R")


@dataclass(frozen=True)
class Act:
    """What is about the act and not in it: its id, its times, its device.

    `keep` is set by the phone's door: a field fact that is refused on arrival is kept as an entry
    with its refusal, for a person to put right, and never dropped.
    """

    id: UUID = field(default_factory=new_id)
    occurred: Occurred | None = None
    recorded_at: datetime | None = None
    device: str = ""
    keep: bool = False


@dataclass(frozen=True)
class Action:
    """An act that can be done: its name, who may, the shape of its arguments and its answer.

    `by` empty: only ever done as a part of another act.
    """

    name: str
    by: frozenset[Role]
    function: Callable[..., Any]
    shape: type[BaseModel]
    answer: TypeAdapter[Any]
    personal: frozenset[str]
    apart: frozenset[str]


@dataclass
class Doing:
    """An act under way."""

    id: UUID
    act: Act
    actor: User
    end: journal.End
    received_at: datetime
    outer: Doing | None = None
    case_id: UUID | None = None
    known: dict[tuple[object, ...], Any] = field(default_factory=dict)


REGISTRY: dict[str, Action] = {}
CONFIG = ConfigDict(extra="forbid", strict=True, arbitrary_types_allowed=False, defer_build=True)
"""A shape is built when it is first asked: few processes do more than some of the acts."""
_about: ContextVar[Act | None] = ContextVar("about", default=None)
_doing: ContextVar[Doing | None] = ContextVar("doing", default=None)
_ids: ContextVar[Callable[[str], UUID] | None] = ContextVar("ids", default=None)
_writer = threading.RLock()


def action(
    *, by: Collection[Role], personal: Collection[str] = (), apart: Collection[str] = ()
) -> Callable[[Callable[Concatenate[User, P], R]], Callable[Concatenate[User, P], R]]:
    """Mark a function `verb(actor, /, *, …)` as an act of its area.

    by: roles that may do it as an act of its own; as part of another act it follows that one's.
    personal: arguments whose text goes to the journal's secret half, which can be forgotten.
    apart: arguments of which the journal keeps a salted digest only (a call-back number).
    """

    def mark(function: Callable[Concatenate[User, P], R]) -> Callable[Concatenate[User, P], R]:
        it = _describe(function, by, personal, apart)

        @wraps(function)
        def run(actor: User, /, *args: P.args, **kwargs: P.kwargs) -> R:
            return cast(R, _run(it, actor, lambda: it.shape.model_validate(kwargs)))

        REGISTRY[it.name] = it
        return run

    return mark


def perform(name: str, actor: User, raw: bytes | str, *, about: Act | None = None) -> Any:
    """Do the named act with arguments that came from outside, as JSON text.

    Returns the act's answer as JSON values. Raises Refused: `core.unknown-action`,
    `core.bad-json`, `core.too-large`, or whatever the act itself refuses.
    """
    it = REGISTRY.get(name)
    if it is None:
        raise Refused("core.unknown-action")
    with doing(about) if about else nullcontext():
        answer = _run(it, actor, lambda: it.shape.model_validate_json(readable(raw)))
    return it.answer.dump_python(answer, mode="json")


@contextmanager
def doing(about: Act) -> Iterator[None]:
    """The acts inside are done under this envelope: `with doing(Act(id=…)): tips.receive(…)`."""
    token = _about.set(about)
    try:
        yield
    finally:
        _about.reset(token)


@contextmanager
def ids_from(make: Callable[[str], UUID]) -> Iterator[None]:
    """Acts inside that bring no envelope get their id from `make(name of the act)`."""
    token = _ids.set(make)
    try:
        yield
    finally:
        _ids.reset(token)


def _envelope(it: Action) -> Act:
    make = _ids.get()
    return _about.get() or (Act(id=make(it.name)) if make else Act())


def this_act() -> Doing:
    """The act under way, for what it writes: the entry's id, the times, the device."""
    current = _doing.get()
    if current is None:
        raise RuntimeError("no act is under way")
    return current


@contextmanager
def without_its_times() -> Iterator[None]:
    """Parts done inside are not told when the act under way happened, nor on which device.

    For a part that more people see than see the act: a case opened from a call.
    """
    current = this_act()
    whole = current.act
    current.act = Act(whole.id)
    try:
        yield
    finally:
        current.act = whole


@contextmanager
def at_its_own_time(occurred: Occurred) -> Iterator[None]:
    """Parts done inside happened then, and not when the act under way did (old papers)."""
    current = this_act()
    whole = current.act
    current.act = replace(whole, occurred=occurred)
    try:
        yield
    finally:
        current.act = whole


def concerns(case_id: UUID) -> None:
    """Say which case the act under way concerns, so that the case's timeline shows it."""
    current: Doing | None = this_act()
    while current and current.case_id is None:
        current.case_id = case_id
        current = current.outer


def once(key: tuple[object, ...], find: Callable[[], R]) -> R:
    """What was found for this key before in the outermost act under way; else found now.

    For questions whose answer no part of the act changes: an act of 500 lines asks them once.
    Outside an act it is remembered while a page is read.
    """
    current = _doing.get()
    if current is None:
        return once_a_page(key, find)
    if key not in current.known:
        current.known[key] = find()
    return cast(R, current.known[key])


def occurred_at() -> Occurred:
    """When the act under way happened: as said, or else when we received it."""
    current = this_act()
    return current.act.occurred or Occurred.at(current.received_at)


def _describe(
    function: Callable[..., Any], by: Collection[Role], personal: Collection[str],
    apart: Collection[str],
) -> Action:  # fmt: skip
    name = f"{function.__module__.split('.')[1]}.{function.__name__}"
    hints = get_type_hints(function, include_extras=True)
    fields: dict[str, Any] = {
        p.name: (hints[p.name], ... if p.default is p.empty else p.default)
        for p in inspect.signature(function).parameters.values()
        if p.kind is p.KEYWORD_ONLY
    }
    shape = create_model(name, __config__=CONFIG, __doc__=inspect.getdoc(function), **fields)
    return Action(
        name, frozenset(by), function, shape, TypeAdapter(hints["return"]),
        frozenset(personal), frozenset(apart),
    )  # fmt: skip


def _run(it: Action, actor: User, parse: Callable[[], BaseModel]) -> Any:
    outer = _doing.get()
    if outer is None and not (it.by & actor.current_roles()):
        raise Refused("core.not-allowed")
    try:
        arguments = parse()
    except ValidationError as error:
        raise Refused.many(problems_of(error)) from None
    if outer is not None:
        return _do(it, actor, arguments, _part_of(outer, actor))
    return _do_outermost(it, actor, arguments, _envelope(it))


def _do_outermost(it: Action, actor: User, arguments: BaseModel, about: Act) -> Any:
    received_at = now()
    # the worker's ids are made from what it follows (version 5), and anybody could make them first
    require(about.id.version != 5 or actor.kind == User.Kind.WORKER, "core.bad-id")
    if about.occurred:
        about.occurred.may_be_said(received_at)
    with _turn(), transaction.atomic(durable=True), door_open():
        end = journal.lock_end()
        done = journal.find(about.id)
        if done:
            return _again(it, actor, arguments, done)
        current = Doing(about.id, about, actor, end, received_at)
        if not about.keep:
            return _do(it, actor, arguments, current)
        try:
            with transaction.atomic():
                return _do(it, actor, arguments, current)
        except Refused as refused:
            kept, outcome = refused, [p.as_json() for p in refused.problems]
            current.end = journal.lock_end()
            _write(it, arguments, current, outcome, refused=True)
    raise kept


def _turn() -> Any:
    """SQLite: one writer at a time, in fair order; its own busy handler is not fair."""
    return _writer if connection.vendor == "sqlite" else nullcontext()


def _part_of(outer: Doing, actor: User) -> Doing:
    return Doing(
        new_id(), outer.act, actor, outer.end, outer.received_at, outer, outer.case_id, outer.known
    )


def _do(it: Action, actor: User, arguments: BaseModel, current: Doing) -> Any:
    token = _doing.set(current)
    try:
        answer = it.function(
            actor, **{name: getattr(arguments, name) for name in it.shape.model_fields}
        )
    except IntegrityError as error:
        raise _taken(error) from error
    finally:
        _doing.reset(token)
    _write(it, arguments, current, it.answer.dump_python(answer, mode="json"))
    return answer


def _taken(error: IntegrityError) -> Exception:
    """A record's id that is taken already is a refusal; any other broken constraint is a fault."""
    said = str(error).lower()
    if "unique" in said or "duplicate key" in said:
        return Refused("core.already-there")
    return error


def _write(
    it: Action, arguments: BaseModel, current: Doing, outcome: Any, *, refused: bool = False
) -> None:
    said = arguments.model_dump(mode="json")
    draft = journal.Draft(
        id=current.id, action=it.name, actor_id=current.actor.pk, device=current.act.device,
        part_of=current.outer.id if current.outer else None, case_id=current.case_id,
        occurred=_occurred(current.act.occurred), recorded_at=current.act.recorded_at,
        received_at=current.received_at, arguments={}, personal={}, outcome=outcome,
        refused=refused,
    )  # fmt: skip
    _divide(it, said, draft.salt, draft.arguments, draft.personal)
    journal.append(current.end, draft)


def _divide(
    it: Action, said: dict[str, Any], salt: bytes, public: dict[str, Any], personal: dict[str, Any]
) -> None:
    """Each argument to where it may be kept."""
    for name, value in said.items():
        if name in it.apart:
            public[name] = value and {"apart": journal.digest_apart(salt, name, value)}
        elif name in it.personal:
            personal[name] = value
        else:
            public[name] = value


def _occurred(occurred: Occurred | None) -> dict[str, Any]:
    it = occurred or Occurred()
    return {
        "earliest": it.earliest, "latest": it.latest,
        "precision": it.precision.value, "words": it.words,
    }  # fmt: skip


def _again(it: Action, actor: User, arguments: BaseModel, done: Entry) -> Any:
    """The same act sent again gives the first answer; the same id for anything else is refused."""
    secret = getattr(done, "secret", None)
    public: dict[str, Any] = {}
    personal: dict[str, Any] = {}
    salt = bytes(secret.salt) if secret else b""
    _divide(it, arguments.model_dump(mode="json"), salt, public, personal)
    same = (done.action, done.actor_id) == (it.name, actor.pk) and (
        (done.arguments, secret.personal) == (public, personal)
        if secret
        else {k: v for k, v in done.arguments.items() if k not in it.apart}
        == {k: v for k, v in public.items() if k not in it.apart}
    )
    if not same:
        raise Refused("core.id-taken")
    if done.refused:
        raise Refused.many(Problem(p["code"], p["path"], p["values"]) for p in done.outcome or [])
    return it.answer.validate_json(json.dumps(done.outcome))


def find_entry(entry_id: UUID) -> Entry:
    """The entry, for the acts that point to one (approval, reversal). NotFound if there is none."""
    entry = Entry.objects.filter(pk=entry_id).first()
    if entry is None:
        raise NotFound()
    return entry
