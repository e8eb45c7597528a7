"""Who may come in, how, and how they are put out at once."""

from __future__ import annotations

import json
import re
from datetime import timedelta
from typing import Any

import pytest
from django.contrib.auth.hashers import make_password
from django.test import Client, override_settings
from django.urls import reverse
from django.utils import timezone
from django_otp.oath import totp
from django_otp.plugins.otp_totp.models import TOTPDevice

from sangkroh.core import actions, journal
from sangkroh.core.errors import Refused
from sangkroh.core.ids import new_id
from sangkroh.core.models import Entry, Key, Link, RoleGrant, Secret, User
from sangkroh.core.people.tokens import digest_of
from sangkroh.core.roles import Role

LOCAL = {"HTTP_HOST": "127.0.0.1", "REMOTE_ADDR": "127.0.0.1"}
NEW = "a long enough phrase 7"


def refused(code: str) -> Any:
    return pytest.raises(Refused, match=f"^{re.escape(code)}$")


def log_in(client: Client, username: str, password: str, **more: Any) -> Any:
    about = {"username": username, "password": password}
    return client.post(reverse("core:login"), about, **(LOCAL | more))


def invited(client: Client, kosal: User) -> str:
    client.force_login(kosal)
    form = {"act_id": str(new_id()), "username": "phal", "name": "Phal", "language": "en"}
    first = client.post(reverse("core:invite"), form).text
    assert client.post(reverse("core:invite"), form).text.count("/come-in/") == 1
    links = re.findall(r"http://testserver(/come-in/[\w-]+/)", first)
    assert len(links) == 1
    client.logout()
    return links[0]


def test_an_invited_person_sets_a_password_once_and_comes_in(client: Client, kosal: User) -> None:
    link = invited(client, kosal)
    token = link.split("/")[2]
    page = client.get(link, follow=True)
    assert token not in page.request["PATH_INFO"]
    form = {"act_id": str(new_id()), "password": "short", "again": "other"}
    assert "10" in client.post(reverse("core:come-in"), form).text
    form |= {"password": NEW, "again": NEW}
    assert client.post(reverse("core:come-in"), form).url == reverse("core:login")
    assert log_in(client, "phal", NEW, HTTP_HOST="testserver").status_code == 302
    said = json.dumps(
        [[e.arguments, e.secret.personal] for e in Entry.objects.order_by("-seq")[:4]]
    )
    assert token not in said
    assert digest_of(token) not in said
    assert "argon2" not in said
    client.get(link)
    form["act_id"] = str(new_id())
    assert client.post(reverse("core:come-in"), form).status_code == 200


def test_a_link_is_over_after_72_hours_and_when_another_is_given(
    worker: User, kosal: User, stranger: User
) -> None:
    a, b, c = (digest_of(it) for it in "abc")
    secret = make_password(NEW)
    actions.offer_link(kosal, user=stranger.pk, link=a, reason="forgot")
    actions.offer_link(kosal, user=stranger.pk, link=b, reason="again")
    with refused("core.link-is-over"):
        actions.take_link(worker, link=a, password=secret)
    it = Link.objects.get(digest=b)
    assert it.until - it.made_at == timedelta(hours=72)
    actions.take_link(worker, link=b, password=secret)
    with refused("core.link-is-over"):
        actions.take_link(worker, link=b, password=secret)
    with refused("core.link-is-over"):
        actions.take_link(worker, link=c, password=secret)
    with refused("core.not-for-oneself"):
        actions.offer_link(kosal, user=kosal.pk, link=c, reason="me")


def test_shutting_out_ends_sessions_at_once_and_letting_in_revives_none(
    client: Client, kosal: User, dara: User
) -> None:
    client.force_login(dara)
    assert client.get(reverse("core:me")).status_code == 200
    actions.deactivate(kosal, user=dara.pk, reason="left")
    assert client.get(reverse("core:me")).status_code == 302
    with refused("core.not-active"):
        actions.deactivate(kosal, user=dara.pk, reason="left")
    with refused("core.not-active"):
        actions.offer_link(kosal, user=dara.pk, link=digest_of("x"), reason="x")
    actions.reactivate(kosal, user=dara.pk, reason="back", link=digest_of("x"))
    assert client.get(reverse("core:me")).status_code == 302
    with refused("core.active-already"):
        actions.reactivate(kosal, user=dara.pk, reason="back", link=digest_of("y"))


def test_the_last_administrator_stays_and_nobody_gives_to_himself(
    kosal: User, lina: User, dara: User
) -> None:
    grant = RoleGrant.objects.get(user=kosal, role=Role.ADMINISTRATOR)
    with refused("core.last-administrator"):
        actions.end_role(kosal, grant=grant.pk, reason="tired")
    with refused("core.not-for-oneself"):
        actions.grant_role(kosal, user=kosal.pk, role=Role.VET, reason="me")
    with refused("core.not-for-oneself"):
        actions.deactivate(kosal, user=kosal.pk, reason="me")
    actions.grant_role(kosal, user=lina.pk, role=Role.ADMINISTRATOR, reason="two")
    actions.end_role(kosal, grant=grant.pk, reason="tired")
    assert kosal.current_roles() == {Role.AUDITOR}
    with refused("core.role-is-over"):
        actions.end_role(User.objects.get(pk=lina.pk), grant=grant.pk, reason="again")
    with refused("core.not-allowed"):
        actions.end_role(dara, grant=grant.pk, reason="x")
    with refused("core.only-for-oneself"):
        actions.set_password(dara, user=lina.pk, password=make_password(NEW))


@pytest.mark.parametrize(
    "where",
    [
        {"REMOTE_ADDR": "10.0.0.7"},
        {"HTTP_X_FORWARDED_FOR": "10.0.0.7"},
        {"HTTP_HOST": "testserver"},
    ],
)
def test_practice_comes_in_on_this_machine_only(
    client: Client, dara: User, where: dict[str, str]
) -> None:
    assert log_in(client, "dara", "practice-dara", **where).status_code == 200
    with override_settings(PRACTICE=False):
        assert log_in(client, "dara", "practice-dara").status_code == 200
    assert log_in(client, "dara", "practice-dara").status_code == 302
    moved = {"HTTP_HOST": "127.0.0.1", "REMOTE_ADDR": "10.0.0.7"}
    assert client.get(reverse("core:me"), **moved).status_code == 302


@pytest.mark.parametrize("language", ["km", "en"])
def test_lock_out_does_not_tell_who_exists(client: Client, dara: User, language: str) -> None:
    client.cookies["language"] = language
    pages = {}
    for name in ("dara", "nobody"):
        for _ in range(9):
            answer = log_in(client, name, "wrong")
        pages[name] = (answer.status_code, re.sub(r"\w{64}", "", answer.text))
    assert pages["dara"] == pages["nobody"]
    assert pages["dara"][0] == 429


def code_of(device: TOTPDevice) -> str:
    return f"{totp(device.bin_key):06}"


def test_a_second_factor_is_asked_for_until_it_is_shown(client: Client, kosal: User) -> None:
    client.force_login(kosal)
    with override_settings(HTTPS=True):
        answer = client.get(reverse("core:people"))
        assert answer.url.startswith(reverse("core:enrol"))
        client.get(answer.url)
        device = TOTPDevice.objects.get(user=kosal)
        assert client.post(answer.url, {"code": "000000"}).status_code == 200
        TOTPDevice.objects.update(throttling_failure_count=0)
        before = client.session.session_key
        codes = re.findall(r"<li><code>(\w+)</code>", client.post(
            answer.url, {"code": code_of(device)}).text)  # fmt: skip
        assert len(set(codes)) == 10
        assert client.session.session_key != before
        assert client.get(reverse("core:people")).status_code == 200
    client.logout()
    client.force_login(kosal)
    answer = client.get(reverse("core:people"))
    assert answer.url.startswith(reverse("core:verify"))
    assert client.post(answer.url, {"code": codes[0]}).url == reverse("core:people")
    assert client.get(reverse("core:people")).status_code == 200
    client.logout()
    client.force_login(kosal)
    assert client.post(answer.url, {"code": codes[0]}).status_code == 200  # used up
    # and who has a session without the code may not set a new factor in its place
    assert client.get(reverse("core:enrol")).status_code == 302


def test_a_second_factor_is_taken_away_by_another_than_who_gave_the_link(
    kosal: User, lina: User, dara: User
) -> None:
    with refused("core.no-second-factor"):
        actions.add_second_factor(dara)
    with refused("core.no-second-factor"):
        actions.drop_second_factor(kosal, user=dara.pk, reason="lost")
    TOTPDevice.objects.create(user=dara, confirmed=False)
    actions.add_second_factor(dara)
    actions.offer_link(kosal, user=dara.pk, link=digest_of("x"), reason="lost all")
    with refused("core.not-both"):
        actions.drop_second_factor(kosal, user=dara.pk, reason="lost all")
    actions.grant_role(kosal, user=lina.pk, role=Role.ADMINISTRATOR, reason="two")
    actions.drop_second_factor(User.objects.get(pk=lina.pk), user=dara.pk, reason="lost all")
    assert not TOTPDevice.objects.filter(user=dara).exists()


def test_an_idle_session_is_over(client: Client, dara: User) -> None:
    client.force_login(dara)
    client.get(reverse("core:me"))
    session = client.session
    session["seen"] -= 2 * 3600 + 5
    session.save()
    assert client.get(reverse("core:me")).status_code == 302


def test_one_changes_ones_own_password_by_the_old_one(client: Client, dara: User) -> None:
    client.force_login(dara)
    form = {"act_id": str(new_id()), "old": "wrong", "password": NEW, "again": NEW}
    assert client.post(reverse("core:password"), form).status_code == 200
    form["old"] = "practice-dara"
    assert client.post(reverse("core:password"), form).url == reverse("core:me")
    assert client.get(reverse("core:me")).status_code == 200
    assert User.objects.get(pk=dara.pk).check_password(NEW)


PAGES = {
    "core:people": {"kosal"}, "core:invite": {"kosal"}, "core:aside": {"kosal"},
    "core:journal": {"kosal"}, "core:forgetting": {"kosal", "lina", "maly"},
}  # fmt: skip


@pytest.mark.parametrize("name", PAGES)
@pytest.mark.parametrize("language", ["km", "en"])
def test_pages_open_for_their_roles_alone(
    client: Client, db: Any, name: str, language: str
) -> None:
    for username in ("kosal", "lina", "maly", "dara", "stranger"):
        client.force_login(User.objects.get(username=username))
        client.cookies["language"] = language
        status = client.get(reverse(name)).status_code
        assert status == (200 if username in PAGES[name] else 404), username
    client.logout()
    assert client.get(reverse(name)).status_code == 302


def test_the_administrator_walks_through_a_persons_page(
    client: Client, kosal: User, dara: User
) -> None:
    client.force_login(kosal)
    form = {"act_id": str(new_id()), "role": "vet", "reason": "helps out"}
    assert client.post(reverse("core:grant", args=[dara.pk]), form).status_code == 302
    page = client.get(reverse("core:person", args=[dara.pk])).text
    assert "helps out" in page
    grant = dara.grants.get(role=Role.VET).pk
    end = reverse("core:end-role", args=[dara.pk, grant])
    assert client.post(end, {"act_id": str(new_id()), "reason": "done"}).status_code == 302
    for name in ("link", "deactivate"):
        answer = client.post(reverse(f"core:{name}", args=[dara.pk]),
                             {"act_id": str(new_id()), "reason": "left"})  # fmt: skip
        assert answer.status_code in (200, 302)
    assert not User.objects.get(pk=dara.pk).is_active


def test_the_auditor_sees_acts_and_no_words(client: Client, kosal: User) -> None:
    actions.invite(kosal, id=new_id(), username="phal", name="Phalkun")
    client.force_login(kosal)
    page = client.get(reverse("core:journal"), {"action": "core", "username": "kosal"}).text
    assert str(Entry.objects.latest("seq").pk) in page
    assert "Phalkun" not in page
    older = client.get(reverse("core:journal"), {"before": Entry.objects.get(seq=2).pk}).text
    assert str(Entry.objects.get(seq=1).pk) in older
    assert str(Entry.objects.get(seq=2).pk) not in older
    midnight = timezone.localtime().replace(hour=0, minute=0, second=0, microsecond=0)
    assert journal.end_before(midnight).chain.hex() in client.post(reverse("core:check")).text
    assert journal.end_before(timezone.now()).seq == Entry.objects.latest("seq").seq


def test_forgetting_needs_two_others_and_destroys_secrets_alone(
    kosal: User, lina: User, maly: User, dara: User
) -> None:
    actions.invite(kosal, id=new_id(), username="phal", name="Phal")
    entry = Entry.objects.latest("seq")
    about = {"entries": [entry.pk], "reason": "asked", "basis": "law"}
    with refused("core.not-found"):
        actions.propose_forgetting(maly, id=new_id(), **(about | {"entries": [new_id()]}))
    it = actions.propose_forgetting(maly, id=new_id(), **about)
    with refused("core.not-for-oneself"):
        actions.approve_forgetting(maly, forgetting=it)
    with refused("core.not-allowed"):
        actions.approve_forgetting(dara, forgetting=it)
    with refused("core.not-allowed"):
        actions.forget(maly, forgetting=it, **about)
    actions.approve_forgetting(lina, forgetting=it)
    with refused("core.already-there"):
        actions.approve_forgetting(lina, forgetting=it)
    assert Secret.objects.filter(pk=entry.pk).exists()
    before = Entry.objects.count(), Secret.objects.count()
    actions.approve_forgetting(kosal, forgetting=it)
    assert not Secret.objects.filter(pk=entry.pk).exists()
    assert (Entry.objects.count(), Secret.objects.count()) == (before[0] + 2, before[1] + 1)
    assert list(journal.verify()) == []
    with refused("core.not-found"):
        actions.approve_forgetting(kosal, forgetting=it)


def test_a_key_never_does_more_than_its_owner(kosal: User, lina: User, dara: User) -> None:
    day = timezone.localdate()
    about: dict[str, Any] = {
        "id": new_id(), "name": "hotline", "digest": digest_of("t"), "reason": "hotline",
        "roles": [Role.DUTY_OFFICER], "until": day + timedelta(days=30),
    }  # fmt: skip
    for changes, code in (
        ({"roles": []}, "core.missing"),
        ({"roles": [Role.VET]}, "core.not-your-role"),
        ({"roles": [Role.LEAD]}, "core.not-for-a-key"),
        ({"until": day}, "core.already-over"),
        ({"until": day + timedelta(days=400)}, "core.too-far"),
    ):
        with refused(code):
            actions.issue_key(lina, **(about | changes))
    with refused("core.not-allowed"):
        actions.issue_key(dara, **about)
    actions.issue_key(lina, **about)
    key = Key.objects.get().user
    assert key.current_roles() == {Role.DUTY_OFFICER}
    grant = lina.grants.get(role=Role.DUTY_OFFICER)
    actions.end_role(kosal, grant=grant.pk, reason="moved")
    assert User.objects.get(pk=key.pk).current_roles() == set()
    with refused("core.not-allowed"):
        actions.revoke_key(dara, key=key.pk, reason="x")
    actions.revoke_key(kosal, key=key.pk, reason="over")
    with refused("core.not-active"):
        actions.revoke_key(kosal, key=key.pk, reason="over")
