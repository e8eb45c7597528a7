"""Wrong passwords lock out whoever types them, and nobody else: also behind a proxy."""

from __future__ import annotations

from datetime import timedelta

import pytest
from axes.models import AccessAttempt
from django.test import Client, RequestFactory, override_settings
from django.urls import reverse
from django.utils import timezone
from hypothesis import given
from hypothesis import strategies as st

from sangkroh.core.models import User
from sangkroh.core.people.access import address_of

PROXY, STRANGER, HOTLINE = "127.0.0.1", "203.0.113.9", "198.51.100.7"


def try_in(name: str, *, via: str = PROXY, **headers: str) -> int:
    client = Client()
    about = {"username": name, "password": "wrong"}
    status: int = client.post(reverse("core:login"), about, REMOTE_ADDR=via, **headers).status_code
    return status


def through(name: str, *hops: str) -> int:
    return try_in(name, HTTP_X_FORWARDED_FOR=", ".join(hops))


@override_settings(PROXIES=[PROXY])
def test_a_stranger_locks_himself_out_and_not_the_duty_officer(dara: User) -> None:
    for _ in range(9):
        last = through("dara", STRANGER)
    assert last == 429
    assert through("dara", HOTLINE) == 200, "asked once more, not locked out"


@override_settings(PROXIES=[PROXY])
def test_a_stranger_does_not_get_new_tries_by_claiming_other_addresses(dara: User) -> None:
    for n in range(9):
        last = through("dara", f"192.0.2.{n}", STRANGER)
    assert last == 429


def test_without_a_proxy_named_nobody_is_believed(dara: User) -> None:
    for n in range(9):
        last = through("dara", f"192.0.2.{n}")
    assert last == 429


@override_settings(PROXIES=[PROXY])
def test_who_comes_past_the_proxy_is_not_believed(dara: User) -> None:
    for n in range(9):
        last = try_in("dara", via=STRANGER, HTTP_X_FORWARDED_FOR=f"192.0.2.{n}")
    assert last == 429


@override_settings(PROXIES=[PROXY])
def test_a_network_of_addresses_counts_as_one(dara: User) -> None:
    """Whoever has one address of IPv6 has 2^64 of them."""
    for n in range(9):
        last = through("dara", f"2001:db8:1:2::{n + 1:x}")
    assert last == 429
    assert through("dara", "2001:db8:1:3::1") == 200


def test_after_a_quarter_of_an_hour_the_right_password_comes_in(dara: User) -> None:
    for _ in range(9):
        try_in("dara")
    right = {"username": "dara", "password": "practice-dara"}
    here = {"HTTP_HOST": "127.0.0.1", "REMOTE_ADDR": PROXY}
    assert Client().post(reverse("core:login"), right, **here).status_code == 429
    AccessAttempt.objects.update(attempt_time=timezone.now() - timedelta(minutes=16))
    assert Client().post(reverse("core:login"), right, **here).status_code == 302


def test_trying_on_does_not_lengthen_the_lock_out(dara: User) -> None:
    for _ in range(9):
        try_in("dara")
    AccessAttempt.objects.update(attempt_time=timezone.now() - timedelta(minutes=10))
    assert try_in("dara") == 429
    AccessAttempt.objects.update(attempt_time=timezone.now() - timedelta(minutes=16))
    assert try_in("dara") == 200


@pytest.mark.parametrize(
    ("proxies", "remote", "forwarded", "address"),
    [
        ([], PROXY, HOTLINE, PROXY),
        ([PROXY], PROXY, "", PROXY),
        ([PROXY], PROXY, f"1.1.1.1, {HOTLINE}", HOTLINE),
        ([PROXY, "10.0.0.0/8"], PROXY, f"1.1.1.1, {HOTLINE}, 10.1.2.3", HOTLINE),
        ([PROXY, "10.0.0.0/8"], PROXY, "10.0.0.9, 10.1.2.3", "10.0.0.9"),
        ([PROXY], PROXY, f"{HOTLINE}:4711", HOTLINE),
        ([PROXY], PROXY, "[2001:db8::5]:4711", "2001:db8::"),
        ([PROXY], PROXY, f"::ffff:{HOTLINE}", HOTLINE),
        ([PROXY], PROXY, f"{HOTLINE}, unknown", PROXY),
        (["::1"], "::1", HOTLINE, HOTLINE),
        ([PROXY], STRANGER, HOTLINE, STRANGER),
    ],
)
def test_whose_address_it_is(proxies: list[str], remote: str, forwarded: str, address: str) -> None:
    request = RequestFactory().get("/", REMOTE_ADDR=remote, HTTP_X_FORWARDED_FOR=forwarded)
    with override_settings(PROXIES=proxies):
        assert address_of(request) == address


@given(st.text(max_size=60))
def test_what_cannot_be_read_is_the_proxys_own(forwarded: str) -> None:
    request = RequestFactory().get("/", REMOTE_ADDR=PROXY)
    request.META["HTTP_X_FORWARDED_FOR"] = f"{forwarded}, x"
    with override_settings(PROXIES=[PROXY]):
        assert address_of(request) == PROXY
