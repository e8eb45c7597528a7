"""The words for codes of operations, in the reader's language."""

from __future__ import annotations

from django.utils.translation import gettext_lazy as _

from .rules import Kind, Reply, State

KINDS = {
    Kind.RAID: _("Raid"),
    Kind.CHECKPOINT: _("Checkpoint"),
    Kind.BOAT_CHASE: _("Boat chase"),
    Kind.MARKET_SWEEP: _("Market sweep"),
    Kind.SURVEILLANCE: _("Surveillance"),
    Kind.RESCUE: _("Rescue of an animal"),
    Kind.COLLECTION: _("Collection of animals handed over"),
    Kind.PATROL: _("Patrol"),
}
STATES = {
    State.PLANNED: _("planned"),
    State.UNDER_WAY: _("under way"),
    State.ENDED: _("ended"),
}
REPLIES = {
    Reply.COMING: _("Coming"),
    Reply.CANNOT: _("Cannot come"),
    Reply.NO_ANSWER: _("No answer"),
    Reply.TOLD_NOTHING: _("Told nothing on purpose"),
}
