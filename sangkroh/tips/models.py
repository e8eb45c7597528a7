"""Tips: what was told, graded and answered. The words themselves stand in one erasable table."""

from __future__ import annotations

from django.db import models

from sangkroh.core.ids import new_id

from .rules import (
    AnswerKind,
    CallKind,
    Scale,
    SourceClass,
    Urgency,
    WordKind,
)


def _choices(
    kinds: type[AnswerKind | CallKind | Scale | SourceClass | Urgency | WordKind],
) -> list[tuple[str, str]]:
    return [(it.value, it.value) for it in kinds]


class Tip(models.Model):
    """One piece of information received. No field for a caller's name exists, on purpose.

    `agency` owns the information; `informant` is a code. `called_at` is when the call came, seen
    by the tip's handlers only.
    """

    id = models.UUIDField(primary_key=True, default=new_id, editable=False)
    urgency = models.CharField(max_length=8, choices=_choices(Urgency), blank=True)
    source = models.CharField(max_length=16, choices=_choices(SourceClass), blank=True)
    informant = models.CharField(max_length=12, blank=True)
    agency = models.ForeignKey("network.Agency", models.PROTECT, null=True, related_name="+")
    place = models.ForeignKey("reference.Place", models.PROTECT, null=True, related_name="+")
    received_by = models.ForeignKey("core.User", models.PROTECT, related_name="+")
    received_at = models.DateTimeField()
    called_at = models.DateTimeField(null=True)

    class Meta:
        ordering = ["received_at", "id"]

    def __str__(self) -> str:
        return self.code

    @property
    def code(self) -> str:
        """What people say of it. From the drawn part of the id: it tells no hour and no count."""
        return f"T-{self.id.hex[-6:].upper()}"


class Words(models.Model):
    """What was said, and a public caller's number: the one table of its kind, and erasable.

    The journal keeps salted digests of it; `entries` are those whose salts go with the
    words, the act that wrote them first.
    """

    id = models.UUIDField(primary_key=True, default=new_id, editable=False)
    tip = models.ForeignKey(Tip, models.PROTECT, related_name="words")
    kind = models.CharField(max_length=16, choices=_choices(WordKind))
    text = models.TextField()
    written_by = models.ForeignKey("core.User", models.PROTECT, related_name="+")
    written_at = models.DateTimeField()
    entries = models.JSONField()

    class Meta:
        db_table = "tips_words"
        ordering = ["written_at", "id"]

    def __str__(self) -> str:
        return f"{self.kind} of a tip"


class Handler(models.Model):
    """Took the tip or was handed it, and may read it from then on."""

    id = models.UUIDField(primary_key=True, default=new_id, editable=False)
    tip = models.ForeignKey(Tip, models.PROTECT, related_name="handlers")
    user = models.ForeignKey("core.User", models.PROTECT, related_name="+")
    handed_by = models.ForeignKey("core.User", models.PROTECT, related_name="+")
    since = models.DateTimeField()

    class Meta:
        ordering = ["since", "id"]
        constraints = [models.UniqueConstraint("tip", "user", name="handler_once_of_a_tip")]

    def __str__(self) -> str:
        return str(self.user)


class ScaleChoice(models.Model):
    """The grading scale of this installation from a moment on; the last row counts."""

    id = models.UUIDField(primary_key=True, default=new_id, editable=False)
    scale = models.CharField(max_length=16, choices=_choices(Scale))
    chosen_by = models.ForeignKey("core.User", models.PROTECT, related_name="+")
    at = models.DateTimeField()

    class Meta:
        ordering = ["at", "id"]

    def __str__(self) -> str:
        return self.scale


class Grade(models.Model):
    """Source and information graded each for itself, on a named scale; the last row counts."""

    id = models.UUIDField(primary_key=True, default=new_id, editable=False)
    tip = models.ForeignKey(Tip, models.PROTECT, related_name="grades")
    scale = models.CharField(max_length=16, choices=_choices(Scale))
    source = models.CharField(max_length=1)
    information = models.CharField(max_length=1)
    handling = models.CharField(max_length=1)
    graded_by = models.ForeignKey("core.User", models.PROTECT, related_name="+")
    at = models.DateTimeField()

    class Meta:
        ordering = ["at", "id"]

    def __str__(self) -> str:
        return f"{self.source}{self.information}{self.handling} ({self.scale})"


class InCase(models.Model):
    """The tip belongs to a case: it opened it, or was put to it."""

    id = models.UUIDField(primary_key=True, default=new_id, editable=False)
    tip = models.ForeignKey(Tip, models.PROTECT, related_name="cases")
    case = models.ForeignKey("cases.Case", models.PROTECT, related_name="+")
    put_by = models.ForeignKey("core.User", models.PROTECT, related_name="+")
    at = models.DateTimeField()

    class Meta:
        ordering = ["at", "id"]
        constraints = [models.UniqueConstraint("tip", "case", name="tip_once_in_a_case")]

    def __str__(self) -> str:
        return f"{self.tip}: {self.case}"


class Answer(models.Model):
    """How a tip was answered that became no case."""

    id = models.UUIDField(primary_key=True, default=new_id, editable=False)
    tip = models.OneToOneField(Tip, models.PROTECT, related_name="answer")
    kind = models.CharField(max_length=16, choices=_choices(AnswerKind))
    by = models.ForeignKey("core.User", models.PROTECT, related_name="+")
    at = models.DateTimeField()

    def __str__(self) -> str:
        return self.kind


class Call(models.Model):
    """A wrong number, a repeat, an empty call: counted, and nothing said about it."""

    id = models.UUIDField(primary_key=True, default=new_id, editable=False)
    kind = models.CharField(max_length=16, choices=_choices(CallKind))
    by = models.ForeignKey("core.User", models.PROTECT, related_name="+")
    at = models.DateTimeField()

    class Meta:
        ordering = ["at", "id"]

    def __str__(self) -> str:
        return self.kind
