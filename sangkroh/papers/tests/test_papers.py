"""Papers of Koh Thom: filled from the record, numbered, signed, spoilt; nothing of who called."""

from __future__ import annotations

import json
from datetime import UTC, datetime
from typing import Any
from uuid import UUID

import pytest
from django.test import Client
from django.urls import reverse

from sangkroh.core import door
from sangkroh.core.errors import NotFound, Refused
from sangkroh.core.ids import new_id
from sangkroh.core.models import Entry, User
from sangkroh.evidence import store
from sangkroh.evidence.actions import Photo
from sangkroh.evidence.tests import files
from sangkroh.papers import actions, making, policies, queries, rules
from sangkroh.papers.models import Paper
from sangkroh.papers.rules import Kind
from sangkroh.papers.sheets import SHEETS

from .conftest import DAY, INFORMANT, NUMBER, TITLE, WHAT, WHERE
from .pdf import inflated


def issue(actor: User, case: UUID, kind: Kind, about: UUID) -> Paper:
    return Paper.objects.get(
        pk=actions.issue(actor, id=new_id(), case=case, kind=kind, subject=about)
    )


def signed(actor: User, paper: Paper, shade: int = 90) -> None:
    sha256 = store.receive(files.upload(files.photo(shade)), actor.pk).sha256
    actions.add_signed(actor, paper=paper.pk, photos=[Photo(id=new_id(), sha256=sha256)])


def test_a_paper_is_filled_from_the_record_in_both_languages(
    sok: User, case: UUID, scene: UUID, printed: list[Any]
) -> None:
    making.preview(sok, Kind.SEIZURE, case, scene)
    said = json.dumps(printed[-1], ensure_ascii=False)
    for words in ("River bank", "104", "១០៤", "KT-0001 – KT-0031", "Witness One", "Sok", "សុខ",
                  "Customs powers", "2016", "២០១៦"):  # fmt: skip
        assert words in said
    assert printed[-1]["copies"][0] == {"km": "ច្បាប់ដើម", "en": "Original"}
    assert len(printed[-1]["copies"]) == rules.COPIES
    assert printed[-1]["unapproved"]["en"]


def test_the_same_paper_made_twice_is_the_same_bytes(sok: User, case: UUID, scene: UUID) -> None:
    for kind in (Kind.SEIZURE, Kind.COUNT):
        one, other = (making.preview(sok, kind, case, scene) for _ in range(2))
        assert one == other


def test_looking_at_it_first_is_no_act(sok: User, case: UUID, scene: UUID, client: Client) -> None:
    before = Entry.objects.count()
    client.force_login(sok)
    answer = client.get(reverse("papers:preview", args=[case, "seizure", scene]))
    assert answer["Content-Type"] == "application/pdf"
    assert answer.content.startswith(b"%PDF")
    assert client.get(reverse("papers:blank", args=["count"])).content.startswith(b"%PDF")
    assert Entry.objects.count() == before


def test_the_copy_in_the_file_is_the_copy_that_was_signed(
    sok: User, case: UUID, scene: UUID, client: Client, printed: list[Any]
) -> None:
    """Printed again, after more was recorded, it is what it was: same number, same bytes."""
    from sangkroh.seizures import actions as seizures
    from sangkroh.seizures.actions.parts import WitnessPart

    paper = issue(sok, case, Kind.SEIZURE, scene)
    seizures.add_witness(sok, scene=scene, witness=WitnessPart(name="Witness Two"))
    client.force_login(sok)
    answer = client.get(reverse("papers:print", args=[paper.pk]))
    content = b"".join(answer.streaming_content)
    assert store.path_of(paper.file.sha256).read_bytes() == content
    assert "Witness Two" not in json.dumps(printed)
    assert paper.said in json.dumps(printed[-1])
    assert paper.file.about_id == paper.pk


def test_numbers_run_without_a_gap_in_an_office_and_a_year(
    sok: User, vanna: User, case: UUID, scene: UUID, monkeypatch: pytest.MonkeyPatch
) -> None:
    def at(year: int) -> None:
        monkeypatch.setattr(door, "now", lambda: datetime(year, 5, 1, tzinfo=UTC))

    at(2016)
    papers = [issue(sok, case, Kind.SEIZURE, scene), issue(sok, case, Kind.COUNT, scene)]
    papers += [issue(vanna, case, Kind.COUNT, scene)]
    at(2017)
    papers += [issue(sok, case, Kind.COUNT, scene)]
    assert [(it.year, it.serial) for it in papers] == [(2016, 1), (2016, 2), (2016, 1), (2017, 1)]
    assert papers[1].number == f"{papers[1].office.code}-2016-P0002"
    assert papers[2].office_id != papers[1].office_id


def test_a_refused_paper_takes_no_number(sok: User, case: UUID, scene: UUID) -> None:
    with pytest.raises(NotFound):
        actions.issue(sok, id=new_id(), case=case, kind=Kind.SEIZURE, subject=new_id())
    assert issue(sok, case, Kind.SEIZURE, scene).serial == 1


def test_a_paper_of_another_case_is_not_filled(sok: User, dara: User, scene: UUID) -> None:
    from sangkroh.cases import actions as cases

    other = cases.open(dara, id=new_id(), title="Market")
    cases.add_member(dara, case=other, user=sok.pk, reason="works on it")
    with pytest.raises(NotFound):
        actions.issue(sok, id=new_id(), case=other, kind=Kind.SEIZURE, subject=scene)


def test_a_spoilt_paper_stays_in_the_register(sok: User, case: UUID, scene: UUID) -> None:
    spoilt = issue(sok, case, Kind.SEIZURE, scene)
    actions.cancel(sok, paper=spoilt.pk, reason="torn at the printer")
    assert issue(sok, case, Kind.SEIZURE, scene).serial == spoilt.serial + 1
    _page, rows = queries.register(sok, queries.Wanted(state="cancelled"))
    assert [(it.number, it.cancelled) for it in rows] == [(spoilt.number, "torn at the printer")]
    with pytest.raises(Refused, match=r"papers\.cancelled-already"):
        actions.cancel(sok, paper=spoilt.pk, reason="again")
    with pytest.raises(Refused, match=r"papers\.cancelled$"):
        signed(sok, spoilt)


def test_the_signed_copy_comes_back_as_a_photo(sok: User, case: UUID, scene: UUID) -> None:
    paper = issue(sok, case, Kind.SEIZURE, scene)
    assert [it.number for it in queries.register(sok, queries.Wanted(state="unsigned"))[1]] == [
        paper.number
    ]
    signed(sok, paper)
    signed(sok, paper, shade=120)
    assert queries.register(sok, queries.Wanted(state="unsigned"))[1] == []
    shown = queries.paper(sok, paper.pk)
    assert (shown.line.signed, len(shown.signed)) == (2, 2)
    assert shown.file.id == paper.file_id


def test_the_register_shows_papers_of_ones_own_cases_only(
    sok: User, rith: User, stranger: User, kosal: User, case: UUID, scene: UUID
) -> None:
    paper = issue(sok, case, Kind.SEIZURE, scene)
    for other in (rith, stranger, kosal):
        assert not policies.visible(other).exists()
        client = Client()
        client.force_login(other)
        for name in ("papers:paper", "papers:print", "papers:cancel"):
            assert client.get(reverse(name, args=[paper.pk])).status_code == 404
        assert client.get(reverse("papers:case", args=[case])).status_code == 404
        page = client.get(reverse("papers:preview", args=[case, "seizure", scene]))
        assert page.status_code == 404


def test_a_paper_in_the_hand_is_found_by_its_number(
    sok: User, rith: User, case: UUID, scene: UUID
) -> None:
    from sangkroh.core.shows import SEARCHES

    paper = issue(sok, case, Kind.SEIZURE, scene)
    url = reverse("papers:paper", args=[paper.pk])
    for reader, hits in ((sok, [url]), (rith, [])):
        found = [hit.url for search in SEARCHES for hit in search(reader, paper.number.lower())]
        assert [it for it in found if it == url] == hits


def test_nothing_of_who_called_is_on_any_paper(
    sok: User, dara: User, case: UUID, scene: UUID, printed: list[Any]
) -> None:
    """Dara even handles the call. The title of the case is the team's own and stays inside too."""
    made = [
        making.preview(reader, kind, case, about).pdf
        for reader in (sok, dara)
        for kind, sheet in SHEETS.items()
        for about, _label in sheet.offers(reader, case)
    ]
    text = json.dumps(printed, ensure_ascii=False) + "".join(inflated(it) for it in made)
    assert "Information received" in text
    secrets = (NUMBER, NUMBER.replace(" ", ""), INFORMANT, WHAT, WHERE, TITLE, *DAY)
    assert [it for it in secrets if it in text] == []


def test_a_form_is_ours_until_a_legal_officer_approves_it_word_for_word(
    maly: User, sok: User, lina: User, case: UUID, scene: UUID, printed: list[Any]
) -> None:
    from sangkroh.core import wording
    from sangkroh.core.actions import Language, correct_wording

    def approve(actor: User, read: str) -> None:
        actions.approve_form(
            actor, id=new_id(), kind=Kind.SEIZURE, wording=read, source="Prakas of the court"
        )

    read = queries.wording(Kind.SEIZURE)
    with pytest.raises(Refused, match=r"core\.not-allowed"):
        approve(sok, read)
    approve(maly, read)
    making.preview(sok, Kind.SEIZURE, case, scene)
    assert printed[-1]["unapproved"] == {"km": "", "en": ""}
    making.preview(sok, Kind.COUNT, case, scene)
    assert printed[-1]["unapproved"]["en"]
    correct_wording(
        lina, id=new_id(), language=Language.KM, msgid="What was seized or found",
        text="វត្ថុដែលបានដកហូត", source="a reader",
    )  # fmt: skip
    wording.load()
    try:
        making.preview(sok, Kind.SEIZURE, case, scene)
        assert printed[-1]["unapproved"]["en"]
        assert "វត្ថុដែលបានដកហូត" in json.dumps(printed[-1], ensure_ascii=False)
        with pytest.raises(Refused, match=r"papers\.form-changed"):
            approve(maly, read)
    finally:
        wording._lay("km", {})


def test_an_agency_has_its_own_letterhead(
    maly: User, sok: User, case: UUID, scene: UUID, printed: list[Any]
) -> None:
    from sangkroh.network import queries as network

    making.preview(sok, Kind.COUNT, case, scene)
    before = printed[-1]["letterhead"]
    assert before["en"]
    agency = network.agency_id_of(sok)
    assert agency
    for text in ("ក្រសួង ក\nនាយកដ្ឋាន", "ក្រសួង ខ"):
        actions.set_letterhead(maly, id=new_id(), agency=agency, text_km=text, text_en="Ministry")
    making.preview(sok, Kind.COUNT, case, scene)
    assert printed[-1]["letterhead"] == {"km": "ក្រសួង ខ", "en": "Ministry"}
    with pytest.raises(NotFound):
        actions.set_letterhead(maly, id=new_id(), agency=new_id(), text_km="x")


def test_a_hand_over_paper_tells_no_number_before_the_load_is_received(
    sok: User, srey: User, case: UUID, scene: UUID, printed: list[Any]
) -> None:
    """Whoever receives counts first; the paper travels with the load."""
    from sangkroh.custody import actions as custody
    from sangkroh.custody.actions.handover import Received, Sent
    from sangkroh.custody.queries import held_for_case
    from sangkroh.custody.rules import Place
    from sangkroh.network import queries as network

    held = held_for_case(sok, case)
    centre = network.office_id_of(srey)
    assert centre
    road = custody.dispatch(
        sok, id=new_id(), handover=new_id(), carrier=sok.pk, to_office=centre,
        lines=[Sent(lot=it.lot, account=it.account, quantity=it.qty) for it in held],
    )  # fmt: skip
    making.preview(sok, Kind.HANDOVER, case, road)
    assert "104" not in json.dumps(printed[-1]["blocks"])
    pen = custody.open_account(
        srey, id=new_id(), code="q1", place=Place.QUARANTINE, label="Q1", office=centre
    )
    custody.receive(
        srey, id=new_id(), handover=road, account=pen, dead_seen=0,
        lines=[Received(lot=it.lot, quantity=it.qty - (it.qty == 104)) for it in held],
    )  # fmt: skip
    making.preview(sok, Kind.HANDOVER, case, road)
    told = json.dumps(printed[-1]["blocks"], ensure_ascii=False)
    assert [it for it in ("104", "103", "Srey") if it not in told] == []


def test_a_transport_letter_says_by_what_it_goes_and_how_much(
    sok: User, srey: User, case: UUID, scene: UUID, printed: list[Any]
) -> None:
    from sangkroh.custody import actions as custody
    from sangkroh.custody.actions.handover import Sent
    from sangkroh.custody.queries import held_for_case
    from sangkroh.network import queries as network

    centre = network.office_id_of(srey)
    assert centre
    road = custody.dispatch(
        sok, id=new_id(), handover=new_id(), carrier=sok.pk, to_office=centre,
        lines=[Sent(lot=it.lot, account=it.account, quantity=it.qty)
               for it in held_for_case(sok, case)],
    )  # fmt: skip
    making.preview(sok, Kind.TRANSPORT, case, road)
    assert "2A-1234" not in json.dumps(printed[-1])
    custody.leave(
        sok, id=new_id(), handover=road, vehicle="Pick-up", plate="2A-1234", driver="Phal"
    )
    custody.leave(sok, id=new_id(), handover=road, vehicle="Truck", plate="3B-9999")
    making.preview(sok, Kind.TRANSPORT, case, road)
    told = json.dumps(printed[-1]["blocks"], ensure_ascii=False)
    wanted = ("Pick-up", "2A-1234", "Phal", "Truck 3B-9999", "104 animals", "KT-0001 – KT-0031")
    assert [it for it in wanted if it not in told] == []


def test_a_record_says_what_it_is_the_record_of(
    sok: User, case: UUID, scene: UUID, printed: list[Any]
) -> None:
    from sangkroh.seizures import actions as seizures
    from sangkroh.seizures.rules import Event

    making.preview(sok, Kind.SEIZURE, case, scene)
    assert printed[-1]["title"]["en"] == "Seizure record"
    nothing = seizures.record(sok, id=new_id(), case=case, event=Event.NOTHING)
    making.preview(sok, Kind.SEIZURE, case, nothing)
    assert printed[-1]["title"]["en"] == "Record: Inspection, nothing found"
