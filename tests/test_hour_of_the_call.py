"""The hour at which somebody called: known to the tip's handlers, and to nobody by any page."""

from __future__ import annotations

import re
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import date, datetime, time, timedelta
from typing import Any
from uuid import UUID
from zoneinfo import ZoneInfo

import pytest
from django.test import Client
from django.urls import reverse
from django.utils import timezone

from sangkroh.cases import actions as cases
from sangkroh.cases import queries as case_pages
from sangkroh.core import actions as house
from sangkroh.core import door
from sangkroh.core.door import Act, doing
from sangkroh.core.ids import new_id
from sangkroh.core.models import Entry, User
from sangkroh.core.shows import SAID as SAYS
from sangkroh.core.times import Occurred
from sangkroh.tips import actions as tips
from sangkroh.tips.rules import ForgetReason, SourceClass

JOURNAL = "core:journal"
CALLED = datetime(2016, 6, 4, 3, 17, tzinfo=ZoneInfo("Asia/Phnom_Penh"))


def yesterday(clock: str) -> datetime:
    day = timezone.localdate() - timedelta(days=1)
    return timezone.make_aware(datetime.combine(day, time.fromisoformat(clock)))


@pytest.fixture
def at(monkeypatch: pytest.MonkeyPatch) -> Any:
    """`with at(moment): …`: what is done inside is received at that moment."""

    @contextmanager
    def then(moment: datetime) -> Iterator[None]:
        with monkeypatch.context() as patch:
            patch.setattr(door, "now", lambda: moment)
            yield

    return then


def night(at: Any, dara: User, when: Any = yesterday) -> UUID:
    """A public call at seven past one, with all that is done to a tip, between two other acts."""
    tip, case = new_id(), new_id()
    with at(when("01:05")):
        house.choose_language(dara, language=house.Language.EN)
    with at(when("01:07")):
        tips.receive(dara, id=tip, what="Boat", where="River", source=SourceClass.PUBLIC)
        tips.keep_call_back(dara, tip=tip, number="012 345 678")
        tips.grade(dara, id=new_id(), tip=tip, source="2", information="C", handling="P")
        tips.open_case(dara, tip=tip, case=case, title="Boat")
        tips.forget_words(dara, tip=tip, reason=ForgetReason.SOURCE_ASKED)
    with at(when("01:09")):
        house.choose_language(dara, language=house.Language.KM)
    return case


def page(reader: User, name: str, *args: object, **query: object) -> str:
    client = Client()
    client.force_login(reader)
    client.cookies["language"] = "en"
    house.choose_language(reader, language=house.Language.EN)
    answer = client.get(reverse(name, args=args), query)
    assert answer.status_code == 200
    return main(answer.text)


def main(html: str) -> str:
    """What a page says, without what every page has and without tokens of forms."""
    body = html.partition("<main")[2].partition("</main>")[0]
    assert body
    return re.sub(r'name="csrfmiddlewaretoken" value="\w+"', "", body)


SAID = ("Tip graded", "Call-back", "Words of a tip", "Case opened", "erased words", "tips.")


def test_the_auditor_learns_the_day_of_a_tip_and_whose_it_was(
    at: Any, dara: User, kosal: User
) -> None:
    night(at, dara)
    html = page(kosal, JOURNAL, username="dara")
    assert "01:05" in html
    assert "01:09" in html
    assert "01:07" not in html
    assert not [words for words in SAID if words in html]
    told = html.partition("Locked acts")[2]
    assert "Dara" in told
    ids = [str(it) for it in Entry.objects.filter(received_at=yesterday("01:07")).values_list(
        "pk", flat=True)]  # fmt: skip
    assert len(ids) == 7
    assert not [it for it in ids if it in html]


def test_no_number_of_an_entry_tells_how_many_stand_between(
    at: Any, dara: User, kosal: User
) -> None:
    night(at, dara)
    html = page(kosal, JOURNAL, username="dara")
    numbers = Entry.objects.filter(received_at__lt=timezone.now()).values_list("seq", flat=True)
    table = re.sub(r"<code>.*?</code>", "", html)
    assert not [it for it in numbers.order_by("-seq")[:9] if re.search(rf">\s*{it}\s*<", table)]
    older = page(kosal, JOURNAL, before=Entry.objects.latest("seq").pk)
    assert not re.search(r"before=\d+\b(?!-)", older)


@pytest.mark.parametrize("asked", ["tips", "tips.grade", "tips.keep_call_back", "tips.receive"])
def test_asking_for_one_act_of_a_tip_tells_nothing_more(
    asked: str, at: Any, dara: User, kosal: User
) -> None:
    night(at, dara)
    whole = page(kosal, JOURNAL, action="tips").partition("Locked acts")[2]
    assert "Dara" in whole
    assert page(kosal, JOURNAL, action=asked).partition("Locked acts")[2] == whole


def test_a_day_that_is_not_over_tells_nothing_of_tips(at: Any, dara: User, kosal: User) -> None:
    def today(clock: str) -> datetime:
        return timezone.localtime().replace(hour=0, minute=int(clock[-1]), second=0)

    before = page(kosal, JOURNAL, action="tips")
    night(at, dara, today)
    assert page(kosal, JOURNAL, action="tips") == before
    assert "Dara" not in page(kosal, JOURNAL).partition("Locked acts")[2]


def test_the_check_of_the_journal_ends_with_the_last_whole_day(
    at: Any, dara: User, kosal: User, lina: User
) -> None:
    night(at, dara)
    end = Entry.objects.latest("seq")

    def checked() -> str:
        client = Client()
        client.force_login(kosal)
        answer = client.post(reverse("core:check"))
        return main(answer.text)

    before = checked()
    assert bytes(end.chain).hex() in before
    tips.receive(dara, id=new_id(), what="Another boat", where="River")
    assert checked() == before


def test_the_machine_does_not_tell_when_it_stumbled_over_a_tip(
    at: Any, dara: User, kosal: User, worker: User
) -> None:
    night(at, dara)
    entry = Entry.objects.filter(action="tips.receive").latest("seq")
    with at(yesterday("01:08")):
        house.set_aside(worker, handler="sangkroh.tips.news.x", entry=entry.pk, fault="ValueError")
    for name in ("core:aside", "desk:desk"):
        html = page(kosal, name)
        assert "sangkroh.tips.news.x" in html
        assert "01:08" not in html
        assert not re.search(rf"\b{entry.seq}\b", html)


def test_the_hour_of_the_call_stays_off_the_case_the_api_and_the_file_for_the_prosecutor(
    dara: User, maly: User, monkeypatch: pytest.MonkeyPatch
) -> None:
    from sangkroh.prosecution import papers

    tip, case = new_id(), new_id()
    with doing(Act(occurred=Occurred.at(CALLED, "when the boat came"), recorded_at=CALLED)):
        tips.receive(dara, id=tip, what="Boat", where="River")
    with doing(Act(occurred=Occurred.at(CALLED, "when the boat came"), recorded_at=CALLED)):
        tips.open_case(dara, tip=tip, case=case, title="Boat")
    cases.add_member(dara, case=case, user=maly.pk, reason="legal officer")
    opened = Entry.objects.get(action="cases.open", case_id=case)
    assert (opened.occurred_earliest, opened.occurred_words, opened.recorded_at) == (None, "", None)
    papers_said: list[object] = []
    monkeypatch.setattr(papers.papers, "pdf", lambda *it: papers_said.append(it[1]) or b"")
    client = Client()
    client.force_login(maly)
    papers.file_for_prosecutor(maly, case)
    told = [page(maly, "cases:case", case), str(papers_said)]
    told += [client.get(f"/api/v1/{it}").text for it in ("cases", f"cases/{case}")]
    assert "Boat" in told[2]
    for text in told:
        without_ids = re.sub(r"[0-9a-f-]{32,}", "", text)
        assert not re.search(r"2016|when the boat came", without_ids)


def test_no_paper_tells_when_something_came_in(
    dara: User, lina: User, sok: User, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Sok prints a case of his own all night long and waits for its foot to move."""
    from sangkroh.prosecution import papers

    printed: list[dict[str, Any]] = []
    monkeypatch.setattr(papers.papers, "pdf", lambda *it: printed.append(it[1]) or b"")

    def foot() -> str:
        papers.file_for_prosecutor(sok, case)
        return str(printed[-1]["end"])

    case, tip = new_id(), new_id()
    cases.open(dara, id=case, title="Market stall")
    cases.add_member(dara, case=case, user=sok.pk, reason="works on it")
    before = foot()
    tips.receive(dara, id=tip, what="Boat", where="River")
    tips.attach(dara, tip=tip, case=case)
    cases.open(lina, id=new_id(), title="Another case")
    assert foot() == before
    cases.note(sok, id=new_id(), case=case, text="Seen again")
    last = Entry.objects.latest("seq")
    assert foot() == f"journal {bytes(last.chain).hex()}", "it fixes all that was done until then"


def test_what_was_written_before_with_the_hour_does_not_show_it_either(
    dara: User, maly: User, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Journals of earlier releases hold the hour in the part that opened the case."""
    tip, case = new_id(), new_id()
    tips.receive(dara, id=tip, what="Boat", where="River")
    monkeypatch.setattr(tips, "without_its_times", lambda: doing(Act()))
    with doing(Act(occurred=Occurred.at(CALLED))):
        tips.open_case(dara, tip=tip, case=case, title="Boat")
    assert Entry.objects.get(action="cases.open", case_id=case).occurred_earliest
    cases.add_member(dara, case=case, user=maly.pk, reason="legal officer")
    [opened, _added] = case_pages.timeline(maly, case).steps
    assert opened.said == SAYS["cases.open"]
    assert opened.happened is None
    [dara_sees, *_] = case_pages.timeline(dara, case).steps
    assert dara_sees.happened
    assert date(2016, 6, 4) == timezone.localdate(dara_sees.happened.earliest)
