"""What is hostile or impossible is refused alike by the page, the API and the console.

The same words at the same field, in the reader's language; nothing is kept, nothing of what was
typed comes back, and whoever may not do the act learns only that.
"""

from __future__ import annotations

import json
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from datetime import timedelta
from pathlib import Path
from typing import Any

import pytest
from django.urls import reverse
from django.utils import timezone, translation
from django.utils.html import escape

from sangkroh.api import door as api
from sangkroh.cases.models import Case
from sangkroh.core.door import Act
from sangkroh.core.ids import new_id
from sangkroh.core.times import Occurred, now
from sangkroh.custody.models import Approval

from .doors import Said, by_api, by_console, by_page, kept
from .refusals import Asked, Typed, ask, do, user
from .refusals import world as w
from .refusals.custody_decisions import released_before
from .refusals.world import TORTOISES, at

pytestmark = pytest.mark.usefixtures("practice_world", "db")
LANGUAGES = ("km", "en")


@dataclass(frozen=True)
class Row:
    """One input, as JSON (API and console) and as typed on a page; and what it meets.

    `field`: how the page's field begins, where it has another name than the path. `page_code`:
    where a page cannot say the same (a list to choose from says that this is none of it).
    """

    title: str
    code: str
    path: str
    asked: Callable[[], Asked] | None = None
    typed: Callable[[], Typed] | None = None
    field: str = ""
    page_code: str = ""


@pytest.fixture(autouse=True)
def own_ground(settings: Any, tmp_path: Path) -> Iterator[None]:
    settings.EVIDENCE_ROOT = tmp_path
    api._made.clear()
    yield
    api._made.clear()


def looks(quantity: Any) -> Callable[[], Asked]:
    """Chan sees so many tortoises asleep."""
    return lambda: ask("chan", "care.observe", **at(TORTOISES), qty=quantity, text="asleep")


def types_looks(quantity: str) -> Callable[[], Typed]:
    def typed() -> Typed:
        it = at(TORTOISES)
        values = {"account": it["account"], "qty": quantity, "text": "asleep"}
        return Typed("chan", reverse("care:observe", args=[it["lot"]]), values)

    return typed


def number(title: str, code: str, said: Any, typed: str = "") -> Row:
    return Row(
        f"a number: {title}", code, "qty", looks(said), types_looks(typed) if typed else None
    )


def dies(quantity: int) -> Row:
    def typed() -> Typed:
        it = at(TORTOISES)
        values = {"account": it["account"], "qty": str(quantity), "cause": "disease"}
        return Typed("srey", reverse("care:death", args=[it["lot"]]), values)

    def asked() -> Asked:
        return ask("srey", "care.record_death", **at(TORTOISES), qty=quantity, cause="disease")

    return Row("more deaths than animals", "custody.more-than-held", "qty", asked, typed)


def sends(quantity: int) -> Row:
    """Of 468 snakes at the scene."""

    def asked() -> Asked:
        lines = [{**w.taken_in(468), "quantity": quantity}]
        return ask("sok", "custody.dispatch", handover=new_id(), carrier=user("sok").pk,
                   to_office=w.office("PTWRC"), lines=lines)  # fmt: skip

    def typed() -> Typed:
        it = w.taken_in(468)
        return Typed(
            "sok", reverse("custody:dispatch", args=[w.case()]),
            {f"lot_{it['lot']}_{it['account']}": str(quantity), "carrier": user("sok").pk,
             "to_office": w.office("PTWRC")},
        )  # fmt: skip

    return Row("469 of 468 moved", "custody.more-than-held", "lines.0.quantity", asked, typed,
               field="lot_")  # fmt: skip


def opens(title: Any) -> Callable[[], Asked]:
    return lambda: ask("dara", "cases.open", title=title)


def types_title(title: str) -> Callable[[], Typed]:
    return lambda: Typed("dara", reverse("cases:new"), {"id": new_id(), "title": title})


def line(title: str, code: str, said: str) -> Row:
    return Row(f"a title: {title}", code, "title", opens(said), types_title(said))


def notes(text: Any) -> Callable[[], Asked]:
    return lambda: ask("dara", "cases.note", case=w.case(), text=text)


def types_note(text: str) -> Callable[[], Typed]:
    url = lambda: reverse("cases:note", args=[w.case()])  # noqa: E731
    return lambda: Typed("dara", url(), {"id": new_id(), "text": text})


def raw(title: str, code: str, path: str, text: str) -> Row:
    """A body that is no arguments at all; a page cannot send one."""
    return Row(f"a body: {title}", code, path, lambda: Asked("dara", "cases.open", text, Act()))


def places(since: str) -> dict[str, Any]:
    return {"user": user("sok").pk, "office": w.office("PTWRC"), "since": since}


def day(title: str, code: str, since: str) -> Row:
    return Row(
        f"a day: {title}", code, "since",
        lambda: ask("kosal", "network.place_person", **places(since)),
        lambda: Typed("kosal", reverse("network:place-person"), places(since)),
    )  # fmt: skip


def tomorrow() -> Row:
    then = timezone.localtime() + timedelta(days=1)

    def typed() -> Typed:
        said = {"day": then.day, "month": then.month, "year": then.year, "time": "00:00"}
        values = {"what": "A bus with pangolins", "where": "Road 6"}
        return Typed("dara", reverse("tips:new"), values | {
            f"occurred-{part}": str(it) for part, it in said.items()})  # fmt: skip

    about = Act(occurred=Occurred.at(now() + timedelta(days=1)))
    said = {"what": "A bus with pangolins", "where": "Road 6"}
    return Row("a call of tomorrow", "core.in-the-future", "occurred",
               lambda: ask("dara", "tips.receive", about=about, **said), typed)  # fmt: skip


def nowhere() -> Row:
    def typed() -> Typed:
        values = {"code": "X-1", "id": new_id(), "name": "Office", "kind": "office",
                  "agency": w.agency("FA"), "place": "Nowhere at all"}  # fmt: skip
        return Typed("kosal", reverse("network:add-office"), values)

    said = {"code": "X-1", "name": "Office", "place": new_id()}
    return Row("an unknown place", "core.not-found", "place",
               lambda: ask("kosal", "network.add_office", agency=w.agency("FA"), **said), typed,
               page_code="reference.none")  # fmt: skip


def retitled() -> None:
    if Case.objects.get(pk=w.case()).version == 1:
        do("lina", "cases.retitle", case=w.case(), title="Two boats", version=1)


def stale() -> Row:
    def asked() -> Asked:
        retitled()
        return ask("dara", "cases.retitle", case=w.case(), title="Boat", version=1)

    def typed() -> Typed:
        retitled()
        values = {"title": "Boat", "version": "1"}
        return Typed("dara", reverse("cases:title", args=[w.case()]), values)

    return Row("a stale form: the title", "cases.title-changed", "title", asked, typed)


def decided() -> Row:
    def declined() -> Any:
        if not Approval.objects.filter(request=w.plan()).exists():
            do("lina", "custody.decline", request=w.plan(), reason="not yet")
        return w.plan()

    return Row(
        "a stale form: a decision", "custody.decided-already", "request",
        lambda: ask("pierre", "custody.approve", request=declined()),
        lambda: Typed("pierre", reverse("custody:request", args=[declined()]), {"reason": ""}),
        field="__all__",
    )  # fmt: skip


def part_of(agency: str) -> Row:
    said = {"agency": agency, "part": "owner"}
    return Row(
        f"an id: {agency[:12]}", "core.bad-id", "agency",
        lambda: ask("dara", "cases.set_part", case=w.case(), **said),
        lambda: Typed("dara", reverse("cases:part", args=[w.case()]), said),
        page_code="core.not-a-choice",
    )  # fmt: skip


ROWS = (
    sends(469),
    dies(TORTOISES + 1),
    number("yes", "core.whole-number", True, "True"),
    number("as text", "core.whole-number", "3"),
    number("with a point", "core.whole-number", 3.0, "3.0"),
    number("with a power", "core.whole-number", 1e3, "1e3"),
    number("in Khmer, as text", "core.whole-number", "៣"),
    number("a superscript", "core.whole-number", "²", "²"),
    number("huge", "core.too-large-number", 10**30, "1" + "0" * 30),
    number("a little too large", "core.too-large-number", 10_000_001, "10000001"),
    number("negative", "core.too-small", -5, "-5"),
    number("none", "core.too-small", 0, "0"),
    number("one more than are here", "care.more-than-here", 105, "១០៥"),
    number("a list", "core.whole-number", [3]),
    line("a script", "core.no-markup", "<script>alert(1)</script>"),
    line("a zero byte", "core.control-characters", "bo\0at"),
    line("a direction override", "core.control-characters", "boat \u202e taob"),
    line("two lines", "core.one-line", "boat\nbus"),
    line("201 letters", "core.too-long", "x" * 201),
    Row("a note: 10,001 letters", "core.too-long", "text", notes("x" * 10_001),
        types_note("x" * 10_001)),
    Row("a note: nothing but spaces", "core.missing", "text", notes("  "), types_note("  ")),
    Row("a note: a megabyte", "core.too-large", "", notes("x" * 2**20), types_note("x" * 2**20),
        field="text", page_code="core.too-long"),
    raw("half a surrogate", "core.bad-json", "", '{"title": "\\ud800"}'),
    raw("a surrogate of the console", "core.bad-json", "", '{"title": "\udce1"}'),
    raw("the same name twice", "core.bad-json", "", '{"title": "a", "title": "b"}'),
    raw("deep", "core.bad-json", "", "[" * 100_000),
    raw("deep and whole", "core.bad-json", "", '{"title": ' + "[" * 5_000 + "]" * 5_000 + "}"),
    raw("no number", "core.bad-json", "", '{"title": NaN}'),
    raw("a list", "core.bad-input", "", "[]"),
    raw("a blank", "core.bad-json", "", " "),
    raw("an unknown field", "core.unknown-field", "colour", '{"colour": "alert(1)"}'),
    raw("an unknown field of another kind", "core.unknown-field", "", '{"<alert(1)>": 1}'),
    day("tomorrow", "core.in-the-future",
        (timezone.localdate() + timedelta(days=2)).isoformat()),
    day("of the year 0", "core.bad-time", "0000-01-01"),
    day("31 February", "core.bad-time", "2026-02-31"),
    day("no day", "core.bad-time", "alert(1)"),
    tomorrow(),
    Row("a planned release before the seizure", "custody.before-it-came", "occurred",
        released_before),
    nowhere(),
    part_of("x"),
    part_of("../../../etc/passwd"),
    part_of("019b3c3a-0000-7000-8000-00000000000g"),
    stale(),
    decided(),
)  # fmt: skip


@pytest.mark.parametrize("row", ROWS, ids=lambda it: it.title)
def test_what_is_wrong_is_refused_alike_by_every_door(row: Row) -> None:
    for language in LANGUAGES:
        said = _said_by_machines(row, language) if row.asked else None
        if row.typed:
            _said_on_a_page(row, language, said)


def _said_by_machines(row: Row, language: str) -> Said:
    assert row.asked
    it = row.asked()
    before = kept()
    status, problems = by_api(it, language)
    said = next(p for p in problems if (p.code, p.path) == (row.code, row.path))
    assert status >= 400
    if it.about.occurred is None:  # the console says no time
        assert said in by_console(it, language)
    stranger = by_api(it, language, "stranger")
    assert stranger == by_api(Asked(it.who, it.act, "{}", Act()), language, "stranger") or (
        said.code in ("core.bad-json", "core.too-large")
    )
    assert "alert(1)" not in json.dumps([vars(p) for p in problems])
    assert kept() == before
    return said


def _said_on_a_page(row: Row, language: str, said: Said | None) -> None:
    assert row.typed
    it = row.typed()
    do(it.who, "core.choose_language", language=language)
    before = kept()
    answer = by_page(it)
    assert answer.status_code == 200
    errors = answer.context["form"].errors
    field = next(it for it in errors if it.startswith(row.field or row.path))
    with translation.override(language):
        words = [str(it) for it in errors[field]]
    if said and not row.page_code:
        assert words == [said.words]
    assert all(escape(it) in answer.text for it in words)
    assert "<script>alert" not in answer.text
    assert kept() == before
