"""The books: accounts, lots, and movements whose lines conserve by their shape.

So much of this lot here goes to that lot there. Triggers write balances and roots, acts the rest.
"""

from __future__ import annotations

from collections.abc import Iterable

from django.conf import settings
from django.db import models
from django.db.models import F, Q

from sangkroh.core.ids import new_id

from ..rules import Basis, Kind, Precision, State, Subject, Unit


def choices(codes: Iterable[str]) -> list[tuple[str, str]]:
    return [(str(it), str(it)) for it in codes]


class Entered(models.Model):
    """A row that an act wrote: who did it, and the act's entry, which comes last."""

    id = models.UUIDField(primary_key=True, default=new_id, editable=False)
    by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, related_name="+")
    entry = models.ForeignKey("core.Entry", models.PROTECT, related_name="+")
    at = models.DateTimeField()

    class Meta:
        abstract = True


class Account(models.Model):
    """A place on the books: an origin, a holder, an alarm or a final outcome."""

    id = models.UUIDField(primary_key=True, default=new_id, editable=False)
    code = models.CharField(max_length=64, unique=True)
    state = models.CharField(max_length=20, choices=choices(State))
    label = models.CharField(max_length=200)
    label_km = models.CharField(max_length=200, blank=True)
    office = models.ForeignKey("network.Office", models.PROTECT, null=True, related_name="accounts")
    parent = models.ForeignKey("self", models.PROTECT, null=True, related_name="enclosures")
    user = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.PROTECT, null=True, related_name="carries"
    )
    case = models.ForeignKey("cases.Case", models.PROTECT, null=True, related_name="accounts")
    scene = models.UUIDField(null=True)
    may_go_below_0 = models.BooleanField(default=False)
    is_final = models.BooleanField(default=False)

    def __str__(self) -> str:
        return self.label


class Lot(models.Model):
    """A group of animals or things of one subject and one unit, or one individual."""

    id = models.UUIDField(primary_key=True, default=new_id, editable=False)
    case = models.ForeignKey("cases.Case", models.PROTECT, related_name="lots")
    subject = models.CharField(max_length=5, choices=choices(Subject))
    taxon = models.ForeignKey("reference.Taxon", models.PROTECT, null=True, related_name="+")
    item_type = models.CharField(max_length=64, blank=True)
    as_reported = models.CharField(max_length=200, blank=True)
    unit = models.CharField(max_length=9, choices=choices(Unit))
    is_individual = models.BooleanField(default=False)
    mark = models.CharField(max_length=64, unique=True, null=True)  # noqa: DJ001 (many have none)
    seal_numbers = models.JSONField(default=list)
    declared = models.PositiveIntegerField(null=True)
    declared_precision = models.CharField(max_length=8, choices=choices(Precision), blank=True)
    parent_lot = models.ForeignKey("self", models.PROTECT, null=True, related_name="parts")
    dam_lot = models.ForeignKey("self", models.PROTECT, null=True, related_name="young")

    class Meta:
        constraints = [
            models.CheckConstraint(
                name="lot_names_its_subject",
                condition=Q(subject="taxon", taxon__isnull=False, item_type="")
                | Q(subject="open", taxon__isnull=True, item_type="") & ~Q(as_reported="")
                | Q(subject="item", taxon__isnull=True) & ~Q(item_type=""),
            ),
            models.CheckConstraint(
                name="lot_declares_content_of_containers_only",
                condition=Q(declared__isnull=True, declared_precision="")
                | Q(unit="container", declared__gt=0) & ~Q(declared_precision=""),
            ),
            models.CheckConstraint(
                name="lot_marks_an_individual",
                condition=Q(mark__isnull=True) | Q(is_individual=True) & ~Q(mark=""),
            ),
        ]

    def __str__(self) -> str:
        return self.as_reported or self.mark or str(self.taxon or self.item_type)


class Root(models.Model):
    """The lot that was taken in, of which a lot is a part: kept by a trigger alone."""

    lot = models.OneToOneField(Lot, models.PROTECT, primary_key=True, related_name="rooted")
    root = models.ForeignKey(Lot, models.PROTECT, related_name="+")

    class Meta:
        db_table = "custody_root"

    def __str__(self) -> str:
        return f"{self.lot} of {self.root}"


class Request(Entered):
    """A planned decision or a count that awaits another person's own act."""

    case = models.ForeignKey("cases.Case", models.PROTECT, related_name="+")
    kind = models.CharField(max_length=20, choices=choices(Kind))
    basis = models.CharField(max_length=10, choices=choices(Basis))
    payload = models.JSONField()
    reason = models.CharField(max_length=200, blank=True)
    office = models.ForeignKey("network.Office", models.PROTECT, null=True, related_name="+")
    agency = models.ForeignKey("network.Agency", models.PROTECT, null=True, related_name="+")
    as_vet = models.BooleanField(default=False)
    as_legal = models.BooleanField(default=False, db_default=False)
    needs_vet = models.BooleanField(default=False)
    needs_other_agency = models.BooleanField(default=False)
    entry = models.OneToOneField("core.Entry", models.PROTECT, related_name="+")

    class Meta:
        db_table = "custody_request"

    def __str__(self) -> str:
        return self.kind


class Approval(Entered):
    """Another person's own act about a request: approved or declined."""

    request = models.ForeignKey(Request, models.PROTECT, related_name="approvals")
    approves = models.BooleanField()
    as_vet = models.BooleanField(default=False)
    as_legal = models.BooleanField(default=False, db_default=False)
    agency = models.ForeignKey("network.Agency", models.PROTECT, null=True, related_name="+")
    reason = models.CharField(max_length=200, blank=True)
    entry = models.OneToOneField("core.Entry", models.PROTECT, related_name="+")

    class Meta:
        db_table = "custody_approval"
        constraints = [
            models.UniqueConstraint(fields=["request", "by"], name="approval_once_by_a_person"),
        ]

    def __str__(self) -> str:
        return "approved" if self.approves else "declined"


class Movement(models.Model):
    """What moved, closed by the number of its lines; its times and actor are its entry's."""

    id = models.UUIDField(primary_key=True, default=new_id, editable=False)
    kind = models.CharField(max_length=20, choices=choices(Kind))
    basis = models.CharField(max_length=10, choices=choices(Basis))
    case = models.ForeignKey("cases.Case", models.PROTECT, related_name="movements")
    entry = models.OneToOneField("core.Entry", models.PROTECT, related_name="+")
    request = models.OneToOneField(Request, models.PROTECT, null=True, related_name="movement")
    reverses = models.OneToOneField("self", models.PROTECT, null=True, related_name="reversed_by")
    line_count = models.PositiveIntegerField()
    reason = models.CharField(max_length=200, blank=True)

    class Meta:
        db_table = "custody_movement"

    def __str__(self) -> str:
        return self.kind


class MovementLine(models.Model):
    """This much of this lot at this account, to that lot at that account."""

    id = models.BigAutoField(primary_key=True)
    movement = models.ForeignKey(Movement, models.PROTECT, related_name="lines")
    ordinal = models.PositiveIntegerField()
    from_account = models.ForeignKey(Account, models.PROTECT, related_name="lines_out")
    from_lot = models.ForeignKey(Lot, models.PROTECT, related_name="lines_out")
    to_account = models.ForeignKey(Account, models.PROTECT, related_name="lines_in")
    to_lot = models.ForeignKey(Lot, models.PROTECT, related_name="lines_in")
    qty = models.BigIntegerField()
    weight_g = models.BigIntegerField(null=True)

    class Meta:
        db_table = "custody_line"
        ordering = ["movement_id", "ordinal"]
        constraints = [
            models.UniqueConstraint(fields=["movement", "ordinal"], name="line_has_its_place"),
            models.CheckConstraint(name="line_moves_something", condition=Q(qty__gt=0)),
            models.CheckConstraint(
                name="line_weighs_something",
                condition=Q(weight_g__isnull=True) | Q(weight_g__gt=0),
            ),
            models.CheckConstraint(
                name="line_goes_somewhere",
                condition=~Q(from_account=F("to_account")) | ~Q(from_lot=F("to_lot")),
            ),
        ]

    def __str__(self) -> str:
        return f"{self.ordinal}: {self.qty}"


class Balance(models.Model):
    """What is held of a lot in an account: the sum of its lines, kept by a trigger alone."""

    account = models.ForeignKey(Account, models.PROTECT, related_name="balances")
    lot = models.ForeignKey(Lot, models.PROTECT, related_name="balances")
    qty = models.BigIntegerField(default=0)
    may_go_below_0 = models.BooleanField()
    is_individual = models.BooleanField()

    class Meta:
        db_table = "custody_balance"
        constraints = [
            models.UniqueConstraint(fields=["account", "lot"], name="balance_once"),
            models.CheckConstraint(
                name="balance_not_below_0", condition=Q(qty__gte=0) | Q(may_go_below_0=True)
            ),
            models.CheckConstraint(
                name="balance_of_an_individual",
                condition=Q(is_individual=False) | Q(qty__gte=-1, qty__lte=1),
            ),
            models.UniqueConstraint(
                fields=["lot"],
                condition=Q(is_individual=True, qty=1),
                name="individual_in_one_place",
            ),
        ]

    def __str__(self) -> str:
        return str(self.qty)


class Hold(Entered):
    """Somebody's word that a lot stays: a court, the evidence, the vet, an outbreak."""

    KINDS = ["court", "evidence", "vet", "quarantine", "claim"]
    lot = models.ForeignKey(Lot, models.PROTECT, related_name="holds")
    kind = models.CharField(max_length=10, choices=choices(KINDS))
    reason = models.CharField(max_length=200)

    class Meta:
        db_table = "custody_hold"

    def __str__(self) -> str:
        return self.kind


class HoldLift(Entered):
    """The end of a hold."""

    hold = models.OneToOneField(Hold, models.PROTECT, related_name="lift")
    reason = models.CharField(max_length=200)

    class Meta:
        db_table = "custody_hold_lift"

    def __str__(self) -> str:
        return self.reason


class Freeze(Entered):
    """Nothing leaves this office: an outbreak."""

    office = models.ForeignKey("network.Office", models.PROTECT, related_name="freezes")
    reason = models.CharField(max_length=200)

    class Meta:
        db_table = "custody_freeze"

    def __str__(self) -> str:
        return self.reason


class Thaw(Entered):
    """The end of a freeze."""

    freeze = models.OneToOneField(Freeze, models.PROTECT, related_name="thaw")
    reason = models.CharField(max_length=200)

    class Meta:
        db_table = "custody_thaw"

    def __str__(self) -> str:
        return self.reason


class Alarm(Entered):
    """Fewer or more than there should be: open until all of it is explained."""

    case = models.ForeignKey("cases.Case", models.PROTECT, related_name="alarms")
    movement = models.ForeignKey(Movement, models.PROTECT, related_name="alarms")
    kind = models.CharField(max_length=9, choices=choices(["shortfall", "surplus"]))
    lot = models.ForeignKey(Lot, models.PROTECT, related_name="alarms")
    account = models.ForeignKey(Account, models.PROTECT, related_name="+")
    qty = models.PositiveIntegerField()

    class Meta:
        db_table = "custody_alarm"
        constraints = [models.CheckConstraint(name="alarm_of_some", condition=Q(qty__gt=0))]

    def __str__(self) -> str:
        return f"{self.kind} {self.qty}"


class Explanation(Entered):
    """What became of some of an alarm, as two people say."""

    alarm = models.ForeignKey(Alarm, models.PROTECT, related_name="explanations")
    movement = models.OneToOneField(Movement, models.PROTECT, related_name="explanation")
    what = models.CharField(max_length=16)
    qty = models.PositiveIntegerField()

    class Meta:
        db_table = "custody_explanation"
        constraints = [models.CheckConstraint(name="explains_some", condition=Q(qty__gt=0))]

    def __str__(self) -> str:
        return f"{self.what} {self.qty}"


class Fact(Entered):
    """What was already done when it was written down: kept, and reviewed by another person."""

    movement = models.OneToOneField(Movement, models.PROTECT, related_name="fact")
    ground = models.CharField(max_length=200, blank=True)
    review_due = models.DateTimeField()

    class Meta:
        db_table = "custody_fact"

    def __str__(self) -> str:
        return self.ground


class FactDetail(Entered):
    """A photo or a witness of a fact, given with it or later when asked for."""

    fact = models.ForeignKey(Fact, models.PROTECT, related_name="details")
    what = models.CharField(max_length=7, choices=choices(["photo", "witness", "ground"]))
    photo = models.ForeignKey("evidence.File", models.PROTECT, null=True, related_name="+")
    words = models.CharField(max_length=200, blank=True)

    class Meta:
        db_table = "custody_fact_detail"

    def __str__(self) -> str:
        return self.what


class Review(Entered):
    """Another person has looked at a fact, and what they found."""

    fact = models.OneToOneField(Fact, models.PROTECT, related_name="review")
    in_order = models.BooleanField()
    note = models.CharField(max_length=200, blank=True)

    class Meta:
        db_table = "custody_review"

    def __str__(self) -> str:
        return "in order" if self.in_order else "not in order"
