"""The rules of the books: units, states, kinds, and who may stand on both sides of a decision.

Everything here is values in, values out. The tables below are the only copy: actions.py asks them,
guards.py writes them into the database's own triggers, and the documentation prints them.
"""

from __future__ import annotations

from collections.abc import Iterable, Set
from dataclasses import dataclass
from datetime import datetime, time, timedelta
from enum import StrEnum

from sangkroh.core.errors import Problem, Refused, require


class Subject(StrEnum):
    """What a lot is of: a taxon at any rank, open (named as reported only), a kind of thing."""

    TAXON = "taxon"
    OPEN = "open"
    ITEM = "item"


class Unit(StrEnum):
    """Whole numbers only. Weights in grams, volumes in millilitres, lengths in millimetres."""

    ANIMAL = "animal"
    EGG = "egg"
    PIECE = "piece"
    PAIR = "pair"
    SET = "set"
    GRAM = "g"
    MILLILITRE = "ml"
    MILLIMETRE = "mm"
    CONTAINER = "container"


LIVING = frozenset({Unit.ANIMAL, Unit.EGG})
ONE_BY_ONE = frozenset({Unit.ANIMAL, Unit.EGG, Unit.PIECE, Unit.PAIR, Unit.SET, Unit.CONTAINER})
"""Units of which a single one can be an individual with a mark of its own."""


class Precision(StrEnum):
    """How sure the number stated for what is inside containers is."""

    EXACT = "exact"
    ABOUT = "about"
    AT_LEAST = "at_least"


class Family(StrEnum):
    ORIGIN = "origin"
    CONVERSION = "conversion"
    HOLDING = "holding"
    ALARM = "alarm"
    FINAL = "final"


class State(StrEnum):
    ORIGIN_SEIZURE = "origin_seizure"
    ORIGIN_HANDED_OVER = "origin_handed_over"
    ORIGIN_FOUND = "origin_found"
    ORIGIN_BIRTH = "origin_birth"
    ORIGIN_ABROAD = "origin_abroad"
    ORIGIN_UNKNOWN = "origin_unknown"
    COUNT_CONVERSION = "count_conversion"
    HATCH_CONVERSION = "hatch_conversion"
    IDENTIFICATION = "identification"
    REIDENTIFICATION = "reidentification"
    COUNT_CORRECTION = "count_correction"
    SCENE = "scene"
    IN_TRANSIT = "in_transit"
    QUARANTINE = "quarantine"
    CARE = "care"
    EVIDENCE_STORE = "evidence_store"
    MISSING = "missing"
    SURPLUS = "surplus"
    RELEASED = "released"
    DIED = "died"
    DESTROYED = "destroyed"
    ESCAPED = "escaped"
    TRANSFERRED = "transferred"
    OTHER_AUTHORITY = "other_authority"
    RETURNED_BY_ORDER = "returned_by_order"


FAMILY: dict[State, Family] = {
    **dict.fromkeys([s for s in State if s.startswith("origin_")], Family.ORIGIN),
    **dict.fromkeys(
        [State.COUNT_CONVERSION, State.HATCH_CONVERSION, State.IDENTIFICATION,
         State.REIDENTIFICATION, State.COUNT_CORRECTION], Family.CONVERSION,
    ),
    **dict.fromkeys(
        [State.SCENE, State.IN_TRANSIT, State.QUARANTINE, State.CARE, State.EVIDENCE_STORE],
        Family.HOLDING,
    ),
    **dict.fromkeys([State.MISSING, State.SURPLUS], Family.ALARM),
    **dict.fromkeys(
        [State.RELEASED, State.DIED, State.DESTROYED, State.ESCAPED, State.TRANSFERRED,
         State.OTHER_AUTHORITY, State.RETURNED_BY_ORDER], Family.FINAL,
    ),
}  # fmt: skip
HOLDING = frozenset(s for s, f in FAMILY.items() if f is Family.HOLDING)
CENTRE = frozenset({State.QUARANTINE, State.CARE, State.EVIDENCE_STORE})
"""States of a place with an office: what leaves it leaves by a decision."""
FINAL = frozenset(s for s, f in FAMILY.items() if f is Family.FINAL)
SINGLE = frozenset(State) - HOLDING
"""States with one account for the whole house; holding accounts are opened by people."""


class Origin(StrEnum):
    """Where a lot comes from when it enters the books. A birth has its own act."""

    SEIZURE = "origin_seizure"
    HANDED_OVER = "origin_handed_over"
    FOUND = "origin_found"
    ABROAD = "origin_abroad"
    UNKNOWN = "origin_unknown"


class Place(StrEnum):
    """Holding accounts that a person may open; one in transit is opened by a dispatch."""

    SCENE = "scene"
    QUARANTINE = "quarantine"
    CARE = "care"
    EVIDENCE_STORE = "evidence_store"


class Kind(StrEnum):
    """What a movement is."""

    TAKE_IN = "take_in"
    ORIGIN_CORRECTION = "origin_correction"
    BIRTH = "birth"
    HATCH = "hatch"
    MOVE = "move"
    SPLIT = "split"
    INDIVIDUALISE = "individualise"
    IDENTIFY = "identify"
    REIDENTIFY = "reidentify"
    DISPATCH = "dispatch"
    RECEIVE = "receive"
    COUNT = "count"
    HEAD_COUNT = "head_count"
    EXPLAIN = "explain"
    CORRECTION = "correction"
    RELEASE = "release"
    DIE = "die"
    DESTROY = "destroy"
    ESCAPE = "escape"
    EUTHANISE = "euthanise"
    TRANSFER = "transfer"
    HAND_TO_AUTHORITY = "hand_to_authority"
    RETURN_BY_ORDER = "return_by_order"
    RECAPTURE = "recapture"
    REVERSAL = "reversal"


class Basis(StrEnum):
    """On what a movement rests: a plain move, a fact already done, a decision, old records."""

    MOVE = "move"
    FACT = "fact"
    PLANNED = "planned"
    HISTORICAL = "historical"


ORDINARY = frozenset(State(o.value) for o in Origin)
_CENTRE_OR_SCENE = CENTRE | {State.SCENE}


def _pairs(sources: Iterable[State], targets: Iterable[State]) -> set[tuple[State, State]]:
    return {(a, b) for a in sources for b in targets}


ALLOWED: dict[Kind, set[tuple[State, State]]] = {
    Kind.TAKE_IN: _pairs(ORDINARY, _CENTRE_OR_SCENE),
    Kind.ORIGIN_CORRECTION: {(a, b) for a, b in _pairs(ORDINARY, ORDINARY) if a != b},
    Kind.BIRTH: _pairs([State.ORIGIN_BIRTH], CENTRE),
    Kind.HATCH: _pairs(CENTRE, [State.HATCH_CONVERSION]) | _pairs([State.HATCH_CONVERSION], CENTRE),
    Kind.MOVE: _pairs(CENTRE, CENTRE),
    Kind.SPLIT: {(s, s) for s in HOLDING},
    Kind.INDIVIDUALISE: {(s, s) for s in HOLDING},
    Kind.IDENTIFY: _pairs(HOLDING, [State.IDENTIFICATION])
    | _pairs([State.IDENTIFICATION], HOLDING),
    Kind.REIDENTIFY: _pairs(HOLDING, [State.REIDENTIFICATION])
    | _pairs([State.REIDENTIFICATION], HOLDING),
    Kind.DISPATCH: _pairs(_CENTRE_OR_SCENE, [State.IN_TRANSIT]),
    Kind.RECEIVE: _pairs([State.IN_TRANSIT], CENTRE | {State.MISSING})
    | _pairs([State.SURPLUS], CENTRE),
    Kind.COUNT: _pairs(HOLDING, [State.COUNT_CONVERSION])
    | _pairs([State.COUNT_CONVERSION], HOLDING | {State.MISSING})
    | _pairs([State.SURPLUS], HOLDING),
    Kind.HEAD_COUNT: _pairs(CENTRE, [State.MISSING]) | _pairs([State.SURPLUS], CENTRE),
    Kind.EXPLAIN: _pairs(
        [State.MISSING],
        CENTRE | {State.DIED, State.ESCAPED, State.DESTROYED, State.COUNT_CORRECTION},
    )
    | _pairs([State.COUNT_CORRECTION, *ORDINARY], [State.SURPLUS])
    | _pairs(CENTRE, [State.SURPLUS]),
    Kind.CORRECTION: _pairs(HOLDING, [State.COUNT_CORRECTION])
    | _pairs([State.COUNT_CORRECTION], HOLDING),
    Kind.RELEASE: _pairs(HOLDING - {State.EVIDENCE_STORE}, [State.RELEASED]),
    Kind.DIE: _pairs(HOLDING, [State.DIED]),
    Kind.DESTROY: _pairs(HOLDING, [State.DESTROYED]),
    Kind.ESCAPE: _pairs(HOLDING, [State.ESCAPED]),
    Kind.EUTHANISE: _pairs(CENTRE, [State.DIED]),
    Kind.TRANSFER: _pairs(_CENTRE_OR_SCENE, [State.TRANSFERRED]),
    Kind.HAND_TO_AUTHORITY: _pairs(_CENTRE_OR_SCENE, [State.OTHER_AUTHORITY]),
    Kind.RETURN_BY_ORDER: _pairs(_CENTRE_OR_SCENE, [State.RETURNED_BY_ORDER]),
    Kind.RECAPTURE: _pairs([State.ESCAPED, State.RELEASED], _CENTRE_OR_SCENE),
}
"""The rule of every line: kind, from state, to state. A reversal has none: it is exact instead."""

BASES: dict[Kind, frozenset[Basis]] = {
    **dict.fromkeys(Kind, frozenset({Basis.MOVE})),
    **dict.fromkeys(
        [Kind.TAKE_IN, Kind.ORIGIN_CORRECTION, Kind.BIRTH, Kind.HATCH, Kind.MOVE, Kind.SPLIT,
         Kind.INDIVIDUALISE, Kind.IDENTIFY], frozenset({Basis.MOVE, Basis.HISTORICAL}),
    ),
    Kind.RELEASE: frozenset({Basis.FACT, Basis.PLANNED, Basis.HISTORICAL}),
    Kind.DESTROY: frozenset({Basis.FACT, Basis.PLANNED, Basis.HISTORICAL}),
    Kind.DIE: frozenset({Basis.FACT, Basis.HISTORICAL}),
    Kind.ESCAPE: frozenset({Basis.FACT, Basis.HISTORICAL}),
    **dict.fromkeys(
        [Kind.EUTHANISE, Kind.TRANSFER, Kind.HAND_TO_AUTHORITY, Kind.RETURN_BY_ORDER],
        frozenset({Basis.PLANNED, Basis.HISTORICAL}),
    ),
}  # fmt: skip

NEEDS_APPROVAL = frozenset(
    {Kind.COUNT, Kind.REIDENTIFY, Kind.EXPLAIN, Kind.CORRECTION, Kind.RECAPTURE, Kind.REVERSAL}
)
"""Kinds that only ever post inside another person's approving act (and so does basis planned)."""
OUT_OF_FINAL = frozenset({Kind.REVERSAL, Kind.RECAPTURE, Kind.CORRECTION})
NEEDS_VET = frozenset({Kind.RELEASE, Kind.TRANSFER, Kind.EUTHANISE})
NEEDS_NO_HOLD = NEEDS_VET | {Kind.DESTROY, Kind.HAND_TO_AUTHORITY, Kind.RETURN_BY_ORDER}
"""Planned outcomes that an open hold stops."""
FROZEN = frozenset({Kind.DISPATCH, Kind.RELEASE, Kind.TRANSFER, Kind.HAND_TO_AUTHORITY,
                    Kind.RETURN_BY_ORDER})  # fmt: skip
"""What does not leave an office that is frozen for an outbreak."""
COURT_ASKS = frozenset({Kind.EXPLAIN, Kind.CORRECTION, Kind.REIDENTIFY, Kind.REVERSAL})
"""What rewrites what is known of a group: not by two of one agency while a court keeps it."""
REVERSIBLE = frozenset(
    {Kind.TAKE_IN, Kind.BIRTH, Kind.MOVE, Kind.SPLIT, Kind.IDENTIFY, Kind.RELEASE, Kind.DIE,
     Kind.DESTROY, Kind.ESCAPE, Kind.EUTHANISE, Kind.TRANSFER, Kind.HAND_TO_AUTHORITY,
     Kind.RETURN_BY_ORDER}
)  # fmt: skip
"""Kinds that a reversal may take back. Hand-overs and counts have alarms and explanations, and an
individual never goes back into a group."""

REVIEW_FACT_WITHIN = timedelta(hours=72)
REVIEW_DEATH_AT_CENTRE_WITHIN = timedelta(hours=24)
TRANSIT_WITHIN = timedelta(hours=24)
"""When a dispatch counts as overdue unless its sender said otherwise."""
NOON = time(12, 0)


def count_due_by_default(now: datetime) -> datetime:
    """The next local noon; `now` is aware and in local time."""
    noon = now.replace(hour=NOON.hour, minute=NOON.minute, second=0, microsecond=0)
    return noon if now < noon else noon + timedelta(days=1)


@dataclass(frozen=True)
class Compared:
    """A figure that was found beside the one that was expected."""

    expected: int
    found: int

    @property
    def short(self) -> int:
        return max(0, self.expected - self.found)

    @property
    def over(self) -> int:
        return max(0, self.found - self.expected)


def compare_with_declared(
    declared: int | None, precision: Precision | None, before: int, found: int, *, last: bool
) -> Compared:
    """What a count says of the number stated for the containers' content.

    before: what earlier counts of the same containers found. last: no container is left.
    "About" is no promise; "at least" can only be short. Fewer is told when the last is counted.
    """
    total = before + found
    if declared is None or precision is Precision.ABOUT:
        return Compared(total, total)
    if total < declared:
        return Compared(declared, total) if last else Compared(total, total)
    if precision is Precision.AT_LEAST:
        return Compared(total, total)
    over = min(found, total - declared)  # what earlier counts found over was told then
    return Compared(total - over, total)


def enough(asked: Iterable[tuple[str, int, int]]) -> None:
    """Nothing moves that is not there: 469 of 468 is refused. (path, asked for, held) each."""
    problems = [
        Problem("custody.more-than-held", path, {"limit": held})
        for path, qty, held in asked
        if qty > held
    ]
    if problems:
        raise Refused.many(problems)


def each_once(keys: Iterable[object], path: str = "lines") -> None:
    """The same lot is said once in an act, not twice."""
    seen: set[object] = set()
    for n, key in enumerate(keys):
        require(key not in seen, "custody.said-twice", f"{path}.{n}.lot")
        seen.add(key)


def some(lines: Iterable[object], path: str = "lines") -> None:
    require(bool(list(lines)), "custody.nothing-said", path)


def proper_subject(
    subject: Subject, *, taxon: bool, item: bool, as_reported: str, path: str
) -> None:
    """A taxon lot names its taxon, an item lot its type, an open lot the words that were used."""
    if subject is Subject.TAXON:
        require(taxon, "custody.taxon-missing", f"{path}.taxon")
    else:
        require(not taxon, "custody.taxon-too-many", f"{path}.taxon")
    if subject is Subject.ITEM:
        require(item, "custody.item-type-missing", f"{path}.item_type")
    else:
        require(not item, "custody.item-type-too-many", f"{path}.item_type")
    if subject is Subject.OPEN:
        require(bool(as_reported), "custody.words-missing", f"{path}.as_reported")


def proper_individual(*, individual: bool, unit: Unit, qty: int, mark: str, path: str) -> None:
    """An individual is one, of a unit that has single ones; only an individual has a mark."""
    if individual:
        require(qty == 1, "custody.individual-is-one", f"{path}.quantity")
        require(unit in ONE_BY_ONE, "custody.no-single-ones", f"{path}.unit")
    else:
        require(not mark, "custody.mark-needs-individual", f"{path}.mark")


def proper_declared(unit: Unit, declared: int | None, path: str) -> None:
    """Only containers have a stated content; what is counted is its own number."""
    if unit is not Unit.CONTAINER:
        require(declared is None, "custody.declared-needs-container", f"{path}.declared")


def other_person(one: object, other: object, path: str = "") -> None:
    """Two people, two log-ins: nobody approves, receives or confirms their own."""
    require(one != other, "custody.needs-another-person", path)


@dataclass(frozen=True)
class Signature:
    """One person's approval of a request: who, as a vet, for which agency."""

    by: str
    is_vet: bool
    agency: str | None
    is_legal: bool = False


def wants(kind: Kind, *, living: bool, listed: bool) -> tuple[bool, bool]:
    """Whether a request of this kind, of what lives (animals, eggs) or of a species with a legal
    status (listed), wants a vet's word, and another organisation's."""
    return kind in NEEDS_VET and living, kind in NEEDS_NO_HOLD and listed


def still_needed(
    asked: Signature,
    approved: Set[Signature],
    *,
    vet: bool,
    other_agency: bool,
    court: bool = False,
) -> set[str]:
    """What a request still lacks before its movement posts, of `second-person`, `vet`,
    `other-agency`, `court` (it keeps this: one is the legal officer or of another organisation)."""
    others = {s for s in approved if s.by != asked.by}
    lacking = set()
    if not others:
        lacking.add("second-person")
    if vet and not any(s.is_vet for s in others | {asked}):
        lacking.add("vet")
    apart = any(s.agency not in (None, asked.agency) for s in others)
    if other_agency and not apart:
        lacking.add("other-agency")
    if court and not apart and not any(s.is_legal for s in others | {asked}):
        lacking.add("court")
    return lacking
