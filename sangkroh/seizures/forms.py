"""The scene on a phone: nothing is required, rows are enough, and what was typed stays."""

from __future__ import annotations

from typing import Any
from uuid import UUID

from django import forms
from django.utils.translation import gettext_lazy as _

from sangkroh.core.errors import Problem, Refused
from sangkroh.core.fields import CountField, GramsField, OccurredField
from sangkroh.core.forms import ActForm
from sangkroh.core.ids import made_with, new_id
from sangkroh.core.models import User
from sangkroh.evidence.forms import WithPhotos, photos_field
from sangkroh.network.rules import Regime
from sangkroh.reference import queries as reference

from . import labels, queries
from .actions.parts import (
    ConveyancePart,
    GroundPart,
    LinePart,
    OfficerPart,
    PointPart,
    StatementPart,
    WitnessPart,
)
from .rules import (
    AuthorityForm,
    ConveyanceKind,
    Correctable,
    GroundKind,
    Life,
    LineKind,
    PointRole,
    Precision,
    SceneKind,
)

ROWS = 4
MOST_ROWS = 100
NOTHING = ("", "—")
PATHS = {
    "as_reported": "name", "taxon": "name", "seal_numbers": "seals", "containers": "containers",
    "declared": "declared", "count": "count", "weight_g": "weight", "as_written": "written",
}  # fmt: skip


def text(label: Any, *, long: bool = False) -> forms.CharField:
    widget = forms.Textarea(attrs={"rows": 2}) if long else forms.TextInput()
    limit = 10_000 if long else 200
    return forms.CharField(label=label, required=False, max_length=limit, widget=widget)


def choice(label: Any, choices: dict[str, Any], *, empty: bool = True) -> forms.ChoiceField:
    options = [NOTHING] * empty + list(choices.items())
    return forms.ChoiceField(label=label, choices=options, required=False)


class GroundFields(ActForm):
    """The ground in one tap; more only for the prosecutor's authority."""

    ground = forms.ChoiceField(
        label=_("Ground"), choices=list(labels.GROUND.items()), required=False,
        widget=forms.RadioSelect,
    )  # fmt: skip
    authorised_by = text(_("Which prosecutor"))
    authorised_at = forms.DateTimeField(
        label=_("Authorised at"), required=False,
        widget=forms.DateTimeInput(attrs={"type": "datetime-local"}, format="%Y-%m-%dT%H:%M"),
    )  # fmt: skip
    authority = choice(_("Spoken or written"), labels.FORM)
    number = text(_("Its number"))

    def ground_part(self) -> GroundPart | None:
        it = self.cleaned_data
        if not it.get("ground"):
            return None
        return GroundPart(
            kind=GroundKind(it["ground"]), authorised_by=it["authorised_by"],
            authorised_at=it["authorised_at"], number=it["number"],
            form=AuthorityForm(it["authority"]) if it["authority"] else None,
        )  # fmt: skip


class RecordForm(GroundFields, WithPhotos):
    """A scene with its lines. `rows`: how many lines the page offers."""

    occurred = OccurredField(required=False)
    kind = choice(_("What kind of place"), labels.SCENE)
    place_words = text(_("Where, in words"))
    officer = forms.ChoiceField(label=_("Who exercised powers"), required=False)
    officer_name = text(_("An officer without a log-in here"))
    witness_1 = text(_("First witness"))
    witness_2 = text(_("Second witness"))
    conveyance = choice(_("Carried in"), labels.CONVEYANCE)
    plate = text(_("Plate or number"))
    description = text(_("What it looks like"))
    concealment = text(_("How it was hidden"))
    origin = text(_("From where, as alleged"))
    destination = text(_("To where, as alleged"))
    weight_of_all = GramsField(label=_("Weight of everything, as said"), required=False)
    note = text(_("Anything else"), long=True)
    photos = photos_field(_("Photos"))
    rows = forms.IntegerField(widget=forms.HiddenInput, required=False)

    def __init__(self, *args: Any, rows: int = ROWS, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.count = max(1, min(rows, MOST_ROWS))
        self.fields["rows"].initial = self.count
        self.fields["officer"].choices = [NOTHING, *queries.officers_to_choose()]  # type: ignore[attr-defined]
        for n in range(self.count):
            self.fields |= self._line_fields(n)
        self.shown: list[int] = []
        names = [tuple(self._line_fields(n)) for n in range(self.count)]
        self.groups = (  # type: ignore[misc]
            (_("When and where"), ("occurred", "kind", "place_words")),
            *((_("Line %(number)s") % {"number": n + 1}, it) for n, it in enumerate(names)),
            (_("On what ground"),
             ("ground", "authorised_by", "authorised_at", "authority", "number")),
            (_("Who was there"), ("officer", "officer_name", "witness_1", "witness_2")),
            (_("How it was carried"), ("conveyance", "plate", "description", "concealment")),
            (_("What was said"), ("origin", "destination", "weight_of_all")),
            (_("Photos"), ("photos", "note")),
        )  # fmt: skip

    @staticmethod
    def _line_fields(n: int) -> dict[str, forms.Field]:
        return {
            f"line{n}_name": text(_("What it is")),
            f"line{n}_kind": choice(_("Kind"), labels.LINE, empty=False),
            f"line{n}_count": CountField(label=_("How many"), required=False),
            f"line{n}_containers": CountField(label=_("Or sealed containers"), required=False),
            f"line{n}_seals": text(_("Seal numbers, with commas")),
            f"line{n}_declared": CountField(label=_("Number stated inside"), required=False),
            f"line{n}_weight": GramsField(label=_("Weight"), required=False),
            f"line{n}_written": text(_("As written (2 sacks)")),
        }

    @classmethod
    def with_more(cls, data: Any, actor: User) -> RecordForm:
        """The same form with more rows and everything that was typed."""
        rows = min(int(data["rows"]) if str(data.get("rows", "")).isdigit() else ROWS, MOST_ROWS)
        form = cls(actor=actor, rows=rows + ROWS)
        form.initial = {
            name: field.widget.value_from_datadict(data, {}, name)
            for name, field in form.fields.items()
            if name not in ("rows", "photos")
            and not field.widget.value_omitted_from_data(data, {}, name)
        }  # fmt: skip
        return form

    def arguments(self) -> dict[str, Any]:
        it = self.cleaned_data
        act_id = it.get("act_id") or new_id()
        it["act_id"] = act_id
        officers = [OfficerPart(user=UUID(it["officer"]))] if it["officer"] else []
        officers += [OfficerPart(name=it["officer_name"])] if it["officer_name"] else []
        return {
            "kind": SceneKind(it["kind"] or "unknown"), "place_words": it["place_words"],
            "ground": self.ground_part(), "officers": officers,
            "witnesses": [WitnessPart(name=name) for name in
                          (it["witness_1"], it["witness_2"]) if name],
            "conveyances": self._conveyances(),
            "concealment": it["concealment"], "note": it["note"], "photos": it["photos"],
            "lines": self._lines(act_id), "statements": self._statements(),
        }  # fmt: skip

    def _conveyances(self) -> list[ConveyancePart]:
        it = self.cleaned_data
        kind = it["conveyance"] or ("other" if it["plate"] or it["description"] else "")
        if not kind:
            return []
        return [
            ConveyancePart(
                kind=ConveyanceKind(kind), plate=it["plate"], description=it["description"]
            )
        ]

    def _lines(self, act_id: UUID) -> list[LinePart]:
        it = self.cleaned_data
        self.shown = [
            n for n in range(self.count)
            if any(it[f"line{n}_{name}"] for name in set(PATHS.values()))
        ]  # fmt: skip
        return [self._line(n, act_id) for n in self.shown]

    def _line(self, n: int, act_id: UUID) -> LinePart:
        it = {name: self.cleaned_data[f"line{n}_{name}"] for name in (*PATHS.values(), "kind")}
        seals = [seal.strip() for seal in it["seals"].split(",") if seal.strip()]
        kind = LineKind(it["kind"] or "animal")
        found = None if kind is LineKind.THING else reference.taxon_named(it["name"])
        return LinePart(
            id=made_with(act_id, f"line{n}"), kind=kind, taxon=found.id if found else None,
            as_reported=it["name"], as_written=it["written"], count=it["count"],
            containers=it["containers"], seal_numbers=seals, declared=it["declared"],
            weight_g=it["weight"],
        )  # fmt: skip

    def _statements(self) -> list[StatementPart]:
        it = self.cleaned_data
        points = [
            PointPart(role=PointRole(role), words=it[role])
            for role in ("origin", "destination")
            if it[role]
        ]
        if not points and not it["weight_of_all"]:
            return []
        return [StatementPart(points=points, weight_g=it["weight_of_all"])]

    def refuse(self, refused: Refused) -> None:
        super().refuse(Refused.many(self._here(it) for it in refused.problems))

    def _here(self, it: Problem) -> Problem:
        """The problem at the field of this form."""
        area, *rest = it.path.split(".")
        if area == "lines" and len(rest) > 1 and rest[1] in PATHS:
            return Problem(it.code, f"line{self.shown[int(rest[0])]}_{PATHS[rest[1]]}", it.values)
        if area == "witnesses":
            return Problem(it.code, f"witness_{int(rest[0]) + 1}", it.values)
        if area == "officers":
            return Problem(it.code, "officer", it.values)
        if area == "ground" and rest:
            return Problem(it.code, rest[0], it.values)
        return it


class GroundForm(GroundFields):
    def arguments(self) -> dict[str, Any]:
        return {"ground": self.ground_part() or GroundPart(kind=GroundKind.NONE_YET)}


class WitnessForm(ActForm):
    name = forms.CharField(label=_("Name"), max_length=200)
    who = text(_("Who it is (village chief, shopkeeper)"))

    def arguments(self) -> dict[str, Any]:
        return {"witness": WitnessPart(**super().arguments())}

    def refuse(self, refused: Refused) -> None:
        super().refuse(
            Refused.many(
                Problem(it.code, it.path.removeprefix("witness."), it.values)
                for it in refused.problems
            )
        )


class OfficerForm(ActForm):
    officer = forms.ChoiceField(label=_("Who exercised powers"), required=False)
    name = text(_("An officer without a log-in here"))

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["officer"].choices = [NOTHING, *queries.officers_to_choose()]  # type: ignore[attr-defined]

    def arguments(self) -> dict[str, Any]:
        it = self.cleaned_data
        user = UUID(it["officer"]) if it["officer"] else None
        return {"officer": OfficerPart(user=user, name=it["name"])}


class PhotosForm(WithPhotos):
    photos = photos_field(_("Photos"), required=True)


class OfLines(ActForm):
    """A form about lines of a scene; none chosen is the whole scene."""

    lines = forms.MultipleChoiceField(
        label=_("About which lines"), required=False, widget=forms.CheckboxSelectMultiple
    )

    def __init__(self, *args: Any, lines: list[tuple[str, str]], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["lines"].choices = lines  # type: ignore[attr-defined]

    def clean_lines(self) -> list[UUID]:
        return [UUID(it) for it in self.cleaned_data["lines"]]


class StateForm(OfLines):
    count = CountField(label=_("How many"), required=False, min_value=0)
    precision = choice(_("How sure"), labels.PRECISION, empty=False)
    weight_g = GramsField(label=_("Weight"), required=False)
    weight_precision = choice(_("How sure of the weight"), labels.PRECISION, empty=False)
    life = choice(_("Alive or dead"), labels.LIFE)
    people = CountField(label=_("How many people"), required=False, min_value=0)
    said_by = text(_("Who says so"))
    said_when = text(_("When it was said"))
    words = text(_("In which words"), long=True)

    def arguments(self) -> dict[str, Any]:
        it = super().arguments()
        it["precision"] = Precision(it["precision"] or "exact")
        it["weight_precision"] = Precision(it["weight_precision"] or "exact")
        it["life"] = Life(it["life"]) if it["life"] else None
        return {"statement": StatementPart(**it)}


class ReconcileForm(OfLines):
    count = CountField(label=_("How many"), required=False, min_value=0)
    weight_g = GramsField(label=_("Weight"), required=False)
    reason = forms.CharField(label=_("Why this figure"), max_length=200)


class RegimeForm(OfLines):
    regime = forms.ChoiceField(label=_("Falls under"))
    note = text(_("Note"))

    def __init__(self, *args: Any, regimes: list[tuple[str, Any]], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["lines"].required = True
        self.fields["regime"].choices = regimes  # type: ignore[attr-defined]

    def clean_regime(self) -> Regime:
        return Regime(self.cleaned_data["regime"])


class BookForm(ActForm):
    count = CountField(label=_("How many"), required=False)
    containers = CountField(label=_("Or sealed containers"), required=False)
    seal_numbers = text(_("Seal numbers, with commas"))
    weight_g = GramsField(label=_("Weight"), required=False)

    def clean_seal_numbers(self) -> list[str]:
        return [it.strip() for it in self.cleaned_data["seal_numbers"].split(",") if it.strip()]


class CorrectForm(ActForm):
    field = forms.ChoiceField(label=_("What"), choices=list(labels.CORRECTABLE.items()))
    value = text(_("What it should say"))
    reason = forms.CharField(label=_("Why"), max_length=200)

    def clean_field(self) -> Correctable:
        return Correctable(self.cleaned_data["field"])
