"""An import: first all is looked at, then each case is brought in by an act of its own.

Safe to repeat: a case that is there already is left as it is, and one whose row says something
else now is told and set aside, never written over.
"""

from __future__ import annotations

import hashlib
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from datetime import date
from decimal import Decimal
from functools import cached_property
from pathlib import Path
from typing import Any
from uuid import UUID

from pydantic import ValidationError

from sangkroh.cases import policies as cases
from sangkroh.core.door import Act, doing
from sangkroh.core.errors import Refused
from sangkroh.core.ids import new_id
from sangkroh.core.models import User
from sangkroh.core.parsing import problems_of
from sangkroh.core.text import tidy

from . import actions, composing, policies, reading
from .codes import Source
from .found import Fault, Found
from .mapping import Mapping
from .models import Row
from .resolving import Names
from .told import CaseTold, LiveTold, PartTold, differing, plain

Progress = Callable[[str, int], None]
"""Told what is being done, and how many cases are."""


@dataclass
class Counts:
    """What a file tells, counted from its cases; what nobody counted counts as nothing.

    part_lines: all dead animals, parts and equipment. kilograms: of the unit kg alone.
    """

    cases: int = 0
    new: int = 0
    live_lines: int = 0
    live_counted: int = 0
    part_lines: int = 0
    kilograms: Decimal = Decimal(0)
    offenders: int = 0
    unresolved_names: int = 0

    def add(self, told: CaseTold) -> None:
        self.cases += 1
        self.live_lines += len(told.live)
        self.live_counted += sum(it.count or 0 for it in told.live)
        self.part_lines += len(told.dead_or_parts)
        self.kilograms += sum(
            (Decimal(it.quantity or 0) for it in told.dead_or_parts if it.unit == "kg"), Decimal(0)
        )
        self.offenders += told.offenders_count or 0
        lines: list[LiveTold | PartTold] = [*told.live, *told.dead_or_parts]
        self.unresolved_names += sum(it.taxon is None for it in lines)

    def as_json(self) -> dict[str, int | float]:
        kilograms = self.kilograms
        whole = kilograms == int(kilograms)
        return {
            "cases": self.cases, "new": self.new, "live_lines": self.live_lines,
            "live_counted": self.live_counted, "part_lines": self.part_lines,
            "kilograms": int(kilograms) if whole else float(kilograms),
            "offenders": self.offenders, "unresolved_names": self.unresolved_names,
        }  # fmt: skip


@dataclass
class Report:
    """What came of an import, or would come of it: counts, faults by cell, rows to set aside."""

    counts: Counts = field(default_factory=Counts)
    faults: list[Fault] = field(default_factory=list)
    aside: list[Found] = field(default_factory=list)
    refused: bool = False
    """Nothing was brought in, because of the faults."""


@dataclass(frozen=True)
class Import:
    """A file, how it is to be read, and by whom it is brought in."""

    actor: User
    path: Path
    mapping: Mapping
    today: date

    @cached_property
    def names(self) -> Names:
        """Our own lists as they were when the import began."""
        return Names(self.actor, self.mapping.agencies)

    @property
    def book(self) -> str:
        """Of which register: as the mapping says; our own format has one of its own."""
        return self.mapping.book

    def look(self, progress: Progress) -> tuple[Report, set[int]]:
        """Read all of it. Returns what it tells, and the rows that are ready to come in."""
        report, ready, names, there = Report(), set(), self.names, self._there()
        for n, (found, told) in enumerate(self._told(names), start=1):
            progress("read", n)
            before = self._before(found, told, names, there) if told else None
            if told is not None and before is not None:
                _compare(found, told, before)
            if found.faults or told is None:
                report.faults += found.faults
                report.aside.append(found)
                continue
            report.counts.add(told)
            if before is None:
                ready.add(found.row)
        report.counts.new = len(ready)
        return report, ready

    def bring_in(self, ready: set[int], report: Report, progress: Progress) -> None:
        """Bring the rows in that are ready; what an act refuses is set aside like a fault."""
        file = self._file() if ready else None
        done = 0
        for found, told in self._told(self.names):
            if file is None or told is None or found.row not in ready:
                continue
            source, note = _sealed(found.case)
            try:
                with doing(Act()):
                    actions.bring_in(
                        self.actor, id=new_id(), file=file, number=found.row, told=told,
                        source=source, source_note=note,
                    )  # fmt: skip
            except Refused as refused:
                report.faults += [
                    Fault(found.row, it.path, it.code, it.values) for it in refused.problems
                ]
                report.aside.append(found)
                report.counts.new -= 1
                continue
            done += 1
            progress("bring in", done)

    def _told(self, names: Names) -> Iterator[tuple[Found, CaseTold | None]]:
        for found in reading.cases(self.path, self.mapping, self.today):
            yield found, None if found.faults else _as_told(found, names)

    def _there(self) -> set[str]:
        return set(Row.objects.filter(book=self.book).values_list("key", flat=True))

    def _before(
        self, found: Found, told: CaseTold, names: Names, there: set[str]
    ) -> dict[str, Any] | None:
        """What the record says of the case that a row is about; None: the case is new.

        A row of our own export names its case, whether it was brought in or opened here.
        """
        if found.record:
            seen = cases.visible(self.actor).filter(number=found.record)
            for _, said in composing.told(self.actor, seen):
                other = said.pop("other")
                now = _as_told(Found(found.row, case=said, other=other), names)
                return plain(now) if now else None
        if told.id not in there:
            return None
        row = policies.visible(self.actor).filter(book=self.book, key=told.id).first()
        if row is None:  # another's case: that it is there is all that may be told
            found.faults.append(Fault(found.row, "id", THERE))
        return dict(row.told) if row else plain(told)

    def _file(self) -> UUID:
        sha256 = hashlib.sha256(self.path.read_bytes()).hexdigest()
        there = policies.visible_files(self.actor).filter(sha256=sha256, book=self.book)
        if found := there.values_list("pk", flat=True).first():
            return found
        return actions.take_file(
            self.actor, id=new_id(), name=tidy(self.path.name)[:200], sha256=sha256, book=self.book
        )


def run(
    it: Import, *, dry_run: bool = False, set_aside: bool = False,
    progress: Progress = lambda what, done: None,
) -> Report:  # fmt: skip
    """Look at a file, and bring in what is ready.

    A fault stops all of it, unless the person chose to set faulty rows aside; a case that differs
    from what was brought in before is always set aside alone. CannotRead: the file cannot be read.
    """
    report, ready = it.look(progress)
    stops = [fault for fault in report.faults if fault.code not in (DIFFERS, THERE)]
    report.refused = bool(stops) and not set_aside
    if dry_run or report.refused:
        return report
    it.bring_in(ready, report, progress)
    return report


DIFFERS = "history.differs"
THERE = "history.brought-in-already"


def _compare(found: Found, told: CaseTold, before: dict[str, Any]) -> None:
    if fields := ", ".join(differing(before, plain(told))):
        found.faults.append(Fault(found.row, "", DIFFERS, {"fields": fields}))


def _as_told(found: Found, names: Names) -> CaseTold | None:
    case: dict[str, Any] = names.resolve(found.case)
    case |= {"other": [{"column": name, "text": text} for name, text in found.other]}
    case = {k: v for k, v in case.items() if k in CaseTold.model_fields}
    try:
        return CaseTold.model_validate(case, strict=False)
    except ValidationError as error:
        found.faults += [Fault(found.row, it.path, it.code, it.values) for it in problems_of(error)]
        return None


def _sealed(case: dict[str, Any]) -> tuple[Source, str]:
    return Source(case["information_source"]), case["information_note"] or ""
