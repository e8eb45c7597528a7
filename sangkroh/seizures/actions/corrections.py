"""What of a scene is said later or put right; what stood there before stays on record."""

from __future__ import annotations

import json
from typing import Any
from uuid import UUID

from sangkroh.core.door import action, concerns, this_act
from sangkroh.core.errors import NotFound, require
from sangkroh.core.ids import new_id
from sangkroh.core.models import User
from sangkroh.core.times import Occurred
from sangkroh.core.types import Line, MaybeLine, MaybeWords
from sangkroh.custody import actions as custody
from sangkroh.custody.rules import Origin
from sangkroh.reference import queries as reference

from .. import models, policies, rules
from ..rules import Event, Handling, LineKind, SceneField, SceneKind
from .parts import WhenPart
from .people import HELPERS, entered
from .record import works_there

Changes = dict[SceneField, tuple[str, str]]
"""What changes of a scene: what stood there, and what stands there now."""
EMPTY = {"", SceneKind.UNKNOWN}
"""Values that say nothing: what stands there may be said without a reason."""


@action(by=HELPERS, personal={"reason"})
def correct_event(actor: User, /, *, scene: UUID, event: Event, reason: Line) -> UUID:
    """Say that a scene was another kind of event; what stood there stays, with the reason.

    What is in the books gets the origin of that event there too. An event at which nothing is
    taken is refused while something is in the books.
    """
    it = policies.get(actor, scene)
    old, lines = Event(it.event), list(it.lines.all())
    require(event is not old, "seizures.same-event", "event")
    lots = [line.lot_id for line in lines if line.lot_id]
    leaves = rules.handling_of(event, None) is not Handling.TAKEN
    require(not (lots and leaves), "seizures.in-the-books", "event")
    for line in lines:
        if line.handling == rules.handling_of(old, None):
            line.handling = rules.handling_of(event, None)
    said = [(LineKind(line.kind), Handling(line.handling)) for line in lines]
    rules.check_event(event, said, "event")
    _correct(actor, it, {SceneField.EVENT: (old, event)}, reason)
    it.event = event
    it.save()
    models.Line.objects.bulk_update(lines, ["handling"])
    if lots and rules.ORIGIN_OF[event] != rules.ORIGIN_OF[old]:
        origin = Origin(rules.ORIGIN_OF[event])
        custody.correct_origin(actor, id=new_id(), lots=lots, origin=origin, reason=reason)
    concerns(it.case_id)
    return scene


@action(by=HELPERS, personal={"note", "reason"})
def correct_scene(
    actor: User, /, *, scene: UUID, kind: SceneKind | None = None, place: UUID | None = None,
    place_words: MaybeLine | None = None, when: WhenPart | None = None,
    detection: MaybeLine | None = None, why: MaybeLine | None = None,
    concealment: MaybeLine | None = None, note: MaybeWords | None = None, reason: MaybeLine = "",
) -> UUID:  # fmt: skip
    """Say later, or put right, where and when a scene was, how it was found out and why seized.

    What is not given stays; what stood there is kept, and changed only for a reason.
    """
    it = policies.get(actor, scene)
    if place is not None:
        _known(place)
    given = {
        SceneField.KIND: kind, SceneField.PLACE_WORDS: place_words,
        SceneField.DETECTION: detection, SceneField.WHY: why,
        SceneField.CONCEALMENT: concealment, SceneField.NOTE: note,
    }  # fmt: skip
    changes: Changes = {
        field: (getattr(it, field), str(value)) for field, value in given.items()
        if value is not None and value != getattr(it, field)
    }  # fmt: skip
    if place is not None and place != it.place_id:
        changes[SceneField.PLACE] = (str(it.place_id or ""), str(place))
    moment = _when(it, when) if when else None
    if moment:
        changes[SceneField.WHEN] = moment
    require(bool(changes), "seizures.same-words")
    changed = any(old not in EMPTY for old, _new in changes.values())
    require(bool(reason) or not changed, "seizures.reason-missing", "reason")
    _correct(actor, it, changes, reason)
    _set(it, changes, when)
    it.save()
    if changes.keys() & {SceneField.PLACE, SceneField.WHEN}:
        works_there(actor, it)
    concerns(it.case_id)
    return scene


def _known(place: UUID) -> None:
    try:
        reference.place(place)
    except NotFound:
        raise NotFound("place") from None


def _when(it: models.Scene, part: WhenPart) -> tuple[str, str] | None:
    """The time that stood there ("" where none did) and the new one; None: it is the same."""
    new = Occurred(part.earliest, part.latest, part.precision, part.words)
    new.may_be_said(this_act().received_at)
    old = as_text(it.earliest, it.latest, it.precision, it.words)
    text = as_text(new.earliest, new.latest, new.precision, new.words)
    said_nothing = it.earliest is None and not it.words
    return None if old == text else ("" if said_nothing else old, text)


def as_text(*when: Any) -> str:
    """A time as a correction keeps it: earliest, latest, precision, words."""
    return json.dumps([it.isoformat() if hasattr(it, "isoformat") else it for it in when])


def _set(it: models.Scene, changes: Changes, when: WhenPart | None) -> None:
    for field, (_old, new) in changes.items():
        if field is SceneField.PLACE:
            it.place_id = UUID(new)
        elif field is SceneField.WHEN and when:
            it.earliest, it.latest = when.earliest, when.latest
            it.precision, it.words = when.precision, when.words
        else:
            setattr(it, field, new)


def _correct(actor: User, it: models.Scene, changes: Changes, reason: str) -> None:
    for field, (old, new) in changes.items():
        models.SceneCorrection(
            scene=it, field=field, old=old, new=new, reason=reason, **entered(actor)
        ).save(force_insert=True)
