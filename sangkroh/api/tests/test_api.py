"""The same act and the same refusal by every door, and nothing for strangers."""

from __future__ import annotations

import io
import json
import re
from collections.abc import Iterator
from datetime import timedelta
from typing import Any
from urllib.parse import quote

import pytest
from django.core.management import CommandError, call_command
from django.test import Client
from django.urls import reverse
from django.utils import timezone
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from sangkroh.api import door, openapi
from sangkroh.cases import actions as cases
from sangkroh.core import actions
from sangkroh.core.door import REGISTRY
from sangkroh.core.errors import Refused
from sangkroh.core.ids import new_id
from sangkroh.core.models import Entry, User
from sangkroh.core.people.tokens import digest_of
from sangkroh.core.roles import Role


@pytest.fixture(autouse=True)
def fresh_count() -> Iterator[None]:
    door._made.clear()
    yield
    door._made.clear()


def do(client: Client, name: str, said: Any, **headers: str) -> Any:
    raw = said if isinstance(said, bytes) else json.dumps(said).encode()
    return client.post(f"/api/v1/do/{name}", raw, content_type="application/json", headers=headers)


def code(answer: Any) -> str:
    return str(answer.json()["problems"][0]["code"])


def guest(**changes: Any) -> dict[str, Any]:
    return {"id": str(new_id()), "username": "phal", "name": "Phal"} | changes


def test_one_act_and_one_refusal_by_every_door(client: Client, kosal: User) -> None:
    client.force_login(kosal)
    said = guest()
    assert do(client, "core.invite", said).json() == {"answer": said["id"]}
    taken = guest()
    with pytest.raises(Refused, match=r"core\.username-taken"):
        actions.invite(kosal, id=new_id(), username="phal", name="Phal")
    answer = do(client, "core.invite", taken, **{"Accept-Language": "en"})
    problem = {"code": "core.username-taken", "path": "username", "values": {},
               "words": "This log-in name is taken."}  # fmt: skip
    assert (answer.status_code, answer.json()) == (409, {"problems": [problem]})
    with pytest.raises(CommandError, match=r"core\.username-taken username: This log-in"):
        call_command("do", "core.invite", json.dumps(taken), "--as", "kosal")
    form = {"act_id": str(new_id()), "username": "phal", "name": "Phal", "language": "en"}
    client.post(reverse("core:language"), {"language": "en"})
    assert "This log-in name is taken." in client.post(reverse("core:invite"), form).text
    out = io.StringIO()
    said = guest(username="phalla")
    call_command("do", "core.invite", json.dumps(said), "--as", "kosal", stdout=out)
    assert json.loads(out.getvalue()) == said["id"]


def test_an_act_sent_twice_is_done_once(client: Client, kosal: User) -> None:
    client.force_login(kosal)
    said, key = guest(), str(new_id())
    about = {
        "Idempotency-Key": key, "Occurred-Words": quote("យប់មិញ"),
        "Occurred-Precision": "unknown", "Recorded-At": "2026-06-04T05:00:00+07:00",
    }  # fmt: skip
    first = do(client, "core.invite", said, **about)
    assert do(client, "core.invite", said, **about).json() == first.json()
    entry = Entry.objects.get(pk=key)
    assert entry.occurred_words == "យប់មិញ"
    assert entry.recorded_at is not None
    again = do(client, "core.invite", guest(username="x1"), **{"Idempotency-Key": key})
    assert (again.status_code, code(again)) == (409, "core.id-taken")


@pytest.mark.parametrize(
    ("headers", "expected"),
    [
        ({"Idempotency-Key": "1"}, ("core.bad-id", "Idempotency-Key")),
        ({"Recorded-At": "yesterday"}, ("core.bad-time", "Recorded-At")),
        ({"Recorded-At": "2026-06-04T05:00:00"}, ("core.bad-time", "Recorded-At")),
        ({"Occurred-Precision": "second"}, ("core.not-a-choice", "Occurred-Precision")),
        ({"Occurred-Words": "%00"}, ("core.bad-input", "Occurred-Words")),
        ({"Occurred-Earliest": "2026-06-04T05:00:00Z"}, ("core.bad-time", "occurred.earliest")),
    ],
)
def test_a_bad_envelope_is_refused_by_its_header(
    client: Client, kosal: User, headers: dict[str, str], expected: tuple[str, str]
) -> None:
    client.force_login(kosal)
    answer = do(client, "core.invite", guest(), **headers)
    problem = answer.json()["problems"][0]
    assert (answer.status_code, problem["code"], problem["path"]) == (422, *expected)
    assert not User.objects.filter(username="phal").exists()


@pytest.mark.parametrize(
    ("raw", "kind", "status"),
    [
        (b'{"id": 1, "id": 2}', "application/json", 400),
        (b'{"id": NaN}', "application/json", 400),
        (b"[" * 100_000, "application/json", 400),
        (b"\xff", "application/json", 400),
        (b"[]", "application/json", 422),
        (b"{}", "application/json", 422),
        (b"{}", "text/plain", 415),
        (b" " * (door.LARGEST + 1), "application/json", 413),
    ],
)
def test_a_bad_body_is_refused(
    client: Client, kosal: User, raw: bytes, kind: str, status: int
) -> None:
    client.force_login(kosal)
    answer = client.post("/api/v1/do/core.invite", raw, content_type=kind)
    assert answer.status_code == status
    assert answer.json()["problems"][0]["words"]


def test_strangers_learn_nothing(client: Client, dara: User) -> None:
    for address in ("openapi.json", "cases", f"cases/{new_id()}", "nothing"):
        answer = client.get(f"/api/v1/{address}")
        assert (answer.status_code, code(answer)) == (401, "core.log-in-first")
    assert do(client, "core.invite", guest()).status_code == 401
    assert client.get("/api/v1/").status_code == 302
    client.force_login(dara)
    assert code(do(client, "core.invite", guest())) == "core.not-allowed"
    assert code(do(client, "core.nothing", {})) == "core.unknown-action"
    assert code(do(client, "core.set_password", {})) == "core.only-pages"
    assert client.get("/api/v1/nothing").status_code == 404


def test_a_session_needs_its_csrf_token(kosal: User) -> None:
    client = Client(enforce_csrf_checks=True)
    client.force_login(kosal)
    assert code(do(client, "core.invite", guest())) == "core.csrf"
    client.get(reverse("core:invite"))
    token = client.cookies["csrftoken"].value
    assert do(client, "core.invite", guest(), **{"X-CSRFToken": token}).status_code == 200


def test_a_key_opens_what_its_owner_may_until_it_ends(
    kosal: User, lina: User, monkeypatch: pytest.MonkeyPatch
) -> None:
    key = new_id()
    actions.issue_key(
        lina, id=key, name="hotline", digest=digest_of("token"), roles=[Role.DUTY_OFFICER],
        until=timezone.localdate() + timedelta(days=9), reason="hotline",
    )  # fmt: skip
    client = Client(enforce_csrf_checks=True)
    good, bad = {"Authorization": "Bearer token"}, {"Authorization": "Bearer tokem"}
    assert client.get("/api/v1/openapi.json", headers=bad).status_code == 401
    assert client.get("/api/v1/openapi.json", headers=good).status_code == 200
    assert code(do(client, "core.invite", guest(), **good)) == "core.not-allowed"
    monkeypatch.setattr(door, "A_MINUTE", 0)
    assert client.get("/api/v1/openapi.json", headers=good).status_code == 429
    monkeypatch.undo()
    actions.revoke_key(lina, key=key, reason="over")
    assert client.get("/api/v1/openapi.json", headers=good).status_code == 401


@pytest.mark.parametrize("language", ["km", "en"])
def test_the_page_for_people_names_every_act(client: Client, dara: User, language: str) -> None:
    client.force_login(dara)
    client.post(reverse("core:language"), {"language": language})
    page = client.get("/api/v1/").text
    assert all(it.name in page for it in openapi.acts())


def test_the_description_is_whole() -> None:
    said = json.loads(json.dumps(openapi.document()))
    assert re.fullmatch(r"3\.1\.\d+", said["openapi"])
    assert said["info"]["title"]
    assert said["info"]["version"]
    operations = [op for path in said["paths"].values() for op in path.values()]
    names = [op["operationId"] for op in operations]
    assert len(set(names)) == len(names)
    for address, path in said["paths"].items():
        assert address.startswith("/api/v1/")
        for op in path.values():
            used = {it["name"] for it in op["parameters"] if it.get("in") == "path"}
            assert used == set(re.findall(r"{(\w+)}", address))
            assert {"200", "401", "403", "404", "422"} <= op["responses"].keys()
    for reference in _references(said):
        target: Any = said
        assert reference.startswith("#/")
        for step in reference[2:].split("/"):
            target = target[step.replace("~1", "/").replace("~0", "~")]
    schemes = said["components"]["securitySchemes"]
    assert {it for one in said["security"] for it in one} <= schemes.keys()
    by_door = {n for n, it in REGISTRY.items() if it.by and n not in openapi.ONLY_PAGES}
    assert {f"/api/v1/do/{name}" for name in by_door} <= said["paths"].keys()
    for name in by_door:
        text = said["paths"][f"/api/v1/do/{name}"]["post"]["description"]
        assert all(role in text for role in REGISTRY[name].by)


def _references(it: Any) -> Iterator[str]:
    if isinstance(it, dict):
        if isinstance(it.get("$ref"), str):
            yield it["$ref"]
        for value in it.values():
            yield from _references(value)
    elif isinstance(it, list):
        for value in it:
            yield from _references(value)


LEAF = st.none() | st.booleans() | st.integers() | st.floats() | st.text() | st.uuids().map(str)
PART = LEAF | st.lists(LEAF, max_size=3) | st.dictionaries(st.text(), LEAF, max_size=3)
JSON = PART | st.lists(PART, max_size=3) | st.dictionaries(st.text(), PART, max_size=3)


@settings(
    max_examples=150, deadline=None, derandomize=True,
    suppress_health_check=[HealthCheck.function_scoped_fixture],
)  # fmt: skip
@given(data=st.data())
def test_no_body_breaks_the_door(client: Client, kosal: User, data: st.DataObject) -> None:
    door._made.clear()
    client.force_login(kosal)
    name = data.draw(st.sampled_from([it.name for it in openapi.acts()]))
    fields = sorted(REGISTRY[name].shape.model_fields)
    values = st.fixed_dictionaries(dict.fromkeys(fields, JSON)) | JSON
    raw = data.draw(values.map(lambda it: json.dumps(it).encode()) | st.binary(max_size=64))
    assert do(client, name, raw).status_code < 500


def test_a_case_is_read_by_its_members_alone(client: Client, dara: User, lina: User) -> None:
    first, second = (cases.open(dara, id=new_id(), title=it) for it in ("one", "two"))
    client.force_login(dara)
    page = client.get("/api/v1/cases?limit=1").json()
    assert ([it["id"] for it in page["items"]], page["next"]) == ([str(second)], str(second))
    rest = client.get("/api/v1/cases", {"before": page["next"]}).json()
    assert str(first) in [it["id"] for it in rest["items"]]
    assert client.get(f"/api/v1/cases/{first}").json()["title"] == "one"
    for query in ("limit=0", "limit=101", "limit=x", "before=x"):
        assert client.get(f"/api/v1/cases?{query}").status_code == 422
    client.force_login(lina)
    assert client.get(f"/api/v1/cases/{first}").status_code == 404
    listed = client.get("/api/v1/cases").json()["items"]
    assert not {str(first), str(second)} & {it["id"] for it in listed}
