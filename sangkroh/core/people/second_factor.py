"""The second factor: codes from one's own phone (TOTP, RFC 6238), and ten recovery codes."""

from __future__ import annotations

from base64 import b32encode
from dataclasses import dataclass

from django.db import transaction
from django.http import HttpRequest
from django_otp import devices_for_user, match_token
from django_otp import login as otp_login
from django_otp.plugins.otp_static.models import StaticDevice, StaticToken
from django_otp.plugins.otp_totp.models import TOTPDevice

from .. import actions
from ..models import User

RECOVERY_CODES = 10


@dataclass(frozen=True)
class Secret:
    """What the phone must know: to type, and as a link for a phone that opens this page."""

    typed: str
    link: str


def is_set_up(user: User) -> bool:
    return bool(list(devices_for_user(user)))


def waiting(user: User) -> TOTPDevice:
    """The device being set up, made at the first look."""
    device, _ = TOTPDevice.objects.get_or_create(
        user=user, confirmed=False, defaults={"name": "phone"}
    )
    return device


def secret_of(device: TOTPDevice) -> Secret:
    key = b32encode(device.bin_key).decode().rstrip("=")
    return Secret(" ".join(key[i : i + 4] for i in range(0, len(key), 4)), device.config_url)


def set_up(request: HttpRequest, user: User, code: str) -> list[str] | None:
    """Begin to use the device that is being set up. The recovery codes, or None: a wrong code."""
    device = waiting(user)
    if not device.verify_token(code):
        return None
    actions.add_second_factor(user)
    otp_login(request, device)
    request.session.cycle_key()
    return _new_recovery_codes(user)


def show(request: HttpRequest, user: User, code: str) -> bool:
    """Whether the code is right; then this session has shown the second factor."""
    device = match_token(user, code)
    if device is None:
        return False
    otp_login(request, device)
    request.session.cycle_key()
    return True


def _new_recovery_codes(user: User) -> list[str]:
    codes = [StaticToken.random_token() for _ in range(RECOVERY_CODES)]
    with transaction.atomic():
        device, _ = StaticDevice.objects.get_or_create(user=user, defaults={"name": "recovery"})
        device.token_set.all().delete()
        StaticToken.objects.bulk_create(StaticToken(device=device, token=it) for it in codes)
    return codes
