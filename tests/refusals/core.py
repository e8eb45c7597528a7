"""Refusals of the house itself: who may come in, forgetting, wording, the API."""

from __future__ import annotations

from datetime import timedelta
from typing import Any
from unittest import mock
from uuid import UUID

from django.urls import reverse
from django.utils import timezone
from django_otp.plugins.otp_totp.models import TOTPDevice

from sangkroh.api import door as api
from sangkroh.core.door import Act
from sangkroh.core.ids import new_id
from sangkroh.core.models import RoleGrant
from sangkroh.core.times import Occurred, now

from . import Asked, Requested, Told, Typed, ask, do, user
from . import world as w
from .world import PYTHONS, at, line

DIGEST = "ab" * 32
HASH = "argon2$argon2id$" + "x" * 80
DO = "/api/v1/do/"
NOTE = f"{DO}cases.note"
LIMITED = "Only %(limit)s are here."


def of(verb: str, whom: str, **more: Any) -> Asked:
    return ask("kosal", f"core.{verb}", user=user(whom).pk, reason="so it is", **more)


def deactivated_twice() -> Asked:
    said = {"user": user("rith").pk, "reason": "left"}
    do("kosal", "core.deactivate", **said)
    return ask("kosal", "core.deactivate", **said)


def grant_of(whom: str) -> Any:
    return RoleGrant.objects.filter(user=user(whom)).order_by("role")[0].pk


def ended_twice() -> Asked:
    said = {"grant": grant_of("rith"), "reason": "left"}
    do("kosal", "core.end_role", **said)
    return ask("kosal", "core.end_role", **said)


def with_second_factor(who: str) -> None:
    TOTPDevice.objects.create(user=user(who), name="phone", confirmed=False)
    do(who, "core.add_second_factor")


def let_in_by_one() -> Asked:
    with_second_factor("rith")
    do("kosal", "core.offer_link", user=user("rith").pk, link=DIGEST, reason="lost")
    return of("drop_second_factor", "rith")


def key(role: str, days: int = 30) -> Asked:
    until = timezone.localdate() + timedelta(days=days)
    return ask("lina", "core.issue_key", name="map", digest=DIGEST, roles=[role], until=until,
               reason="map")  # fmt: skip


def decided_by_a_machine() -> Asked:
    it = do("lina", "core.issue_key", name="map", digest=DIGEST, roles=["duty_officer"],
            until=timezone.localdate() + timedelta(days=30), reason="map")  # fmt: skip
    return ask(f"key-{UUID(it).hex}", "custody.approve", request=w.plan())


def wording(verb: str, **changes: Any) -> Asked:
    said = {"language": "km", "msgid": LIMITED, "text": "%(limit)s", "source": "maly"}
    return ask("maly", f"core.{verb}_wording", **{**said, **changes})


def note(about: Act | None = None, **changes: Any) -> Asked:
    said = {"case": w.case(), "text": "boat seen", **changes}
    return ask("dara", "cases.note", about=about, **said)


def noted_twice(*, same_act: bool) -> Asked:
    about, said = Act(), {"case": w.case(), "text": "boat seen", "id": new_id()}
    do("dara", "cases.note", about=about, **said)
    changes = {"text": "two boats"} if same_act else {}
    return note(about if same_act else None, **{**said, **changes})


def too_often() -> Requested:
    """The minute has room for no request at all."""
    mock.patch.object(api, "A_MINUTE", 0).start()
    return Requested("dara", NOTE)


def not_shown_yet() -> Requested:
    with_second_factor("rith")
    return Requested("rith", NOTE)


def moves(quantity: Any) -> Asked:
    lines = [{**line(PYTHONS, 1), "to": w.account("POND-1"), "quantity": quantity}]
    return ask("srey", "custody.move", lines=lines)


def opens(**said: Any) -> Asked:
    return ask("dara", "cases.open", **said)


def weighed_with_a_comma() -> Typed:
    it = at(PYTHONS)
    values = {"account": it["account"], "qty": "2", "text": "asleep", "weight_g": "1,5"}
    return Typed("chan", reverse("care:observe", args=[it["lot"]]), values)


def when_in_words_only() -> Typed:
    values = {"what": "A bus with pangolins", "where": "Road 6", "occurred-words": "at night"}
    return Typed("dara", reverse("tips:new"), values)


REFUSALS = (
    Told("core.active-already", "user", lambda: of("reactivate", "rith", link=DIGEST)),
    Told("core.already-over", "until", lambda: key("duty_officer", 0)),
    Told("core.already-there", "", lambda: noted_twice(same_act=False)),
    Told("core.bad-code", "code", lambda: ask(
        "kosal", "network.add_agency", code="F A", name="Another")),
    Told("core.bad-id", "case", lambda: note(case="x")),
    Told("core.bad-input", "Occurred-Words", lambda: Requested(
        "dara", NOTE, headers={"Occurred-Words": "%ff"})),
    Told("core.bad-json", "", lambda: Asked("dara", "cases.note", "{", Act())),
    Told("core.bad-kilograms", "weight_g", weighed_with_a_comma),
    Told("core.bad-number", "latitude", lambda: ask(
        "maly", "reference.add_place", name="Market", source="map", latitude="north")),
    Told("core.bad-time", "due", lambda: ask(
        "maly", "prosecution.set_hearing", case=w.case(), court="Kandal", due="31 February")),
    Told("core.changed-meanwhile", "text", lambda: wording("verify")),
    Told("core.control-characters", "text", lambda: note(text="boat \u202e seen")),
    Told("core.csrf", "", lambda: Requested("dara", NOTE, csrf=False)),
    Told("core.id-taken", "", lambda: noted_twice(same_act=True)),
    Told("core.in-the-future", "occurred", lambda: note(
        Act(occurred=Occurred.at(now() + timedelta(days=1))))),
    Told("core.last-administrator", "", lambda: ask(
        "kosal", "core.end_role", grant=grant_of("kosal"), reason="left")),
    Told("core.latest-before-earliest", "until", lambda: of(
        "grant_role", "rith", role="vet", since="2030-01-02", until="2030-01-01")),
    Told("core.link-is-over", "", lambda: ask(
        "worker", "core.take_link", link=DIGEST, password=HASH)),
    Told("core.log-in-first", "", lambda: Requested("", NOTE)),
    Told("core.missing", "text", lambda: ask("dara", "cases.note", case=w.case())),
    Told("core.no-markup", "title", lambda: opens(title="<b>boat")),
    Told("core.no-second-factor", "user", lambda: of("drop_second_factor", "dara")),
    Told("core.no-such-text", "msgid", lambda: wording("correct", msgid="no such text")),
    Told("core.not-a-choice", "part", lambda: ask(
        "dara", "cases.set_part", case=w.case(), agency=w.agency("FA"), part="x")),
    Told("core.not-a-list", "lines", lambda: ask("srey", "custody.move", lines="x")),
    Told("core.not-active", "user", deactivated_twice),
    Told("core.not-allowed", "", lambda: ask("bopha", "cases.open", title="boat")),
    Told("core.not-both", "user", let_in_by_one),
    Told("core.not-by-a-key", "", decided_by_a_machine),
    Told("core.not-for-a-key", "roles", lambda: key("lead")),
    Told("core.not-for-oneself", "user", lambda: of("grant_role", "kosal", role="vet")),
    Told("core.not-found", "case", lambda: note(case=new_id())),
    Told("core.not-grantable", "role", lambda: of("grant_role", "rith", role="worker")),
    Told("core.not-text", "text", lambda: note(text=3)),
    Told("core.not-yes-no", "hidden", lambda: opens(hidden="yes")),
    Told("core.not-your-role", "roles", lambda: key("vet")),
    Told("core.one-line", "title", lambda: opens(title="boat\nbus")),
    Told("core.only-for-oneself", "user", lambda: ask(
        "dara", "core.set_password", user=user("sok").pk, password=HASH)),
    Told("core.only-json", "", lambda: Requested("dara", NOTE, content_type="text/plain")),
    Told("core.only-pages", "", lambda: Requested("dara", f"{DO}core.set_password")),
    Told("core.plain-words", "text", lambda: wording("correct", text="%(limit)s <b>")),
    Told("core.other-placeholders", "text", lambda: wording("correct", text="none")),
    Told("core.role-is-over", "grant", ended_twice),
    Told("core.second-factor-first", "", not_shown_yet),
    Told("core.too-far", "until", lambda: key("duty_officer", 400)),
    Told("core.too-large", "", lambda: Requested("dara", NOTE, b" " * (api.LARGEST + 1))),
    Told("core.too-large-number", "lines.0.quantity", lambda: moves(10**9)),
    Told("core.too-long", "text", lambda: note(text="x" * 10_001)),
    Told("core.too-many", "", too_often),
    Told("core.too-small", "lines.0.quantity", lambda: moves(0)),
    Told("core.unknown-action", "", lambda: Asked("dara", "cases.nothing", "{}", Act())),
    Told("core.unknown-field", "colour", lambda: opens(colour="red")),
    Told("core.username-taken", "username", lambda: ask(
        "kosal", "core.invite", username="dara", name="Dara")),
    Told("core.when-or-unknown", "occurred", when_in_words_only),
    Told("core.whole-number", "lines.0.quantity", lambda: moves("3")),
)  # fmt: skip
