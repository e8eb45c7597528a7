"""What of a scene is said later or put right; what stood there before stays on record."""

from __future__ import annotations

from uuid import UUID

from sangkroh.core.door import action, concerns
from sangkroh.core.errors import require
from sangkroh.core.models import User
from sangkroh.core.types import Line

from .. import models, policies, rules
from ..rules import Event, Handling, LineKind, SceneField
from .people import HELPERS, entered


@action(by=HELPERS, personal={"reason"})
def correct_event(actor: User, /, *, scene: UUID, event: Event, reason: Line) -> UUID:
    """Say that a scene was another kind of event; what stood there stays, with the reason.

    What was taken stays in the books under the origin of its take-in: an event of another origin,
    or one at which nothing is taken, is refused until it has been taken back there. Where nobody
    had said which kind of event it was, the books say that the origin is not known.
    """
    it = policies.get(actor, scene)
    old, lines = Event(it.event), list(it.lines.all())
    require(event is not old, "seizures.same-event", "event")
    booked = any(line.lot_id for line in lines)
    same_origin = old is Event.UNKNOWN or rules.ORIGIN_OF[event] == rules.ORIGIN_OF[old]
    leaves = rules.handling_of(event, None) is not Handling.TAKEN
    require(not booked or (same_origin and not leaves), "seizures.in-the-books", "event")
    for line in lines:
        if line.handling == rules.handling_of(old, None):
            line.handling = rules.handling_of(event, None)
    said = [(LineKind(line.kind), Handling(line.handling)) for line in lines]
    rules.check_event(event, said, "event")
    models.SceneCorrection(
        scene=it, field=SceneField.EVENT, old=old, new=event, reason=reason, **entered(actor)
    ).save(force_insert=True)
    it.event = event
    it.save()
    models.Line.objects.bulk_update(lines, ["handling"])
    concerns(it.case_id)
    return scene
