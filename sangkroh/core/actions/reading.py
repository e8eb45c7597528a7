"""How a person reads: their language and digits, and the words of the product put right."""

from __future__ import annotations

from uuid import UUID

from .. import rules, wording
from ..door import action
from ..errors import NotFound, require
from ..models import User, Wording
from ..roles import EVERYONE, Role
from ..times import now
from ..types import Line, MaybeLine, Words
from .people import Language


@action(by=EVERYONE)
def choose_language(
    actor: User, /, *, language: Language, khmer_digits: bool | None = None
) -> UUID:  # fmt: skip
    """Choose the language of one's own pages, and perhaps whether numbers are in Khmer digits."""
    actor.language = language
    if khmer_digits is not None:
        actor.khmer_digits = khmer_digits
    actor.save(update_fields=["language", "khmer_digits"])
    return actor.pk


@action(by={Role.LEGAL_OFFICER, Role.LEAD})
def correct_wording(
    actor: User, /, *, id: UUID, language: Language, msgid: Words, text: Words, source: Line,
    context: MaybeLine = "",
) -> UUID:  # fmt: skip
    """Put a text of the product into better words, from now on, on every page.

    msgid: the text as it stands in English. The new words keep every placeholder. They count as
    not verified until somebody else has read them.
    """
    require((context, msgid) in wording.shipped(language), "core.no-such-text", "msgid")
    rules.may_say(msgid, text)
    Wording.objects.create(
        id=id, language=language, context=context, msgid=msgid, text=text, source=source,
        by=actor, at=now(),
    )  # fmt: skip
    wording.changed()
    return id


@action(by={Role.LEGAL_OFFICER, Role.LEAD})
def verify_wording(
    actor: User, /, *, id: UUID, language: Language, msgid: Words, text: Words, source: Line,
    context: MaybeLine = "",
) -> UUID:  # fmt: skip
    """Say that a text reads right, word for word. Nobody verifies words of their own.

    text: the words as the reader saw them, so that a correction made meanwhile is not verified
    unread.
    """
    was = wording.shipped(language).get((context, msgid))
    if was is None:
        raise NotFound("msgid")
    latest = Wording.objects.filter(language=language, context=context, msgid=msgid).last()
    require(text == (latest.text if latest else was.text), "core.changed-meanwhile", "text")
    another = latest is None or latest.by.person_id != actor.person_id
    require(another, "core.not-for-oneself")
    Wording.objects.create(
        id=id, language=language, context=context, msgid=msgid, text=text, source=source,
        verified=True, by=actor, at=now(),
    )  # fmt: skip
    wording.changed()
    return id
