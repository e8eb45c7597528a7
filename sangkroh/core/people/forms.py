"""Forms for people's coming and going."""

from __future__ import annotations

from typing import Any
from uuid import UUID

from django import forms
from django.conf import settings
from django.contrib.auth.forms import AuthenticationForm
from django.contrib.auth.hashers import make_password
from django.contrib.auth.password_validation import validate_password
from django.core.exceptions import ValidationError
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from ..actions import Language
from ..forms import ActForm
from ..roles import GRANTABLE, NEEDS_SECOND_FACTOR, Role
from ..show import ROLES

PASSWORD = {
    "password_too_short": _("Use at least %(min_length)s characters."),
    "password_too_common": _("Many people use this password; choose another."),
    "password_too_similar": _("This is too like your name."),
}


def _day(label: Any, *, required: bool = False) -> forms.DateField:
    return forms.DateField(
        label=label, required=required,
        widget=forms.DateInput(attrs={"type": "date"}, format="%Y-%m-%d"),
    )  # fmt: skip


def _roles(roles: frozenset[Role]) -> list[tuple[str, Any]]:
    return [(it.value, ROLES[it]) for it in Role if it in roles]


class LogInForm(AuthenticationForm):
    """The same words for a wrong name, a wrong password and a log-in that is shut."""

    error_messages = {
        "invalid_login": _("The log-in name and the password do not fit together."),
        "inactive": _("The log-in name and the password do not fit together."),
    }

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["username"].label = _("Log-in name")
        self.fields["password"].label = _("Password")


class InviteForm(ActForm):
    username = forms.CharField(
        label=_("Log-in name"), max_length=32,
        help_text=_("2 to 32 small Latin letters, digits, dot, dash; begins with a letter."),
        widget=forms.TextInput(attrs={"autocapitalize": "none", "autocomplete": "off"}),
    )  # fmt: skip
    name = forms.CharField(label=_("Name in Latin letters"), max_length=200)
    name_km = forms.CharField(label=_("Name in Khmer"), max_length=200, required=False)
    language = forms.TypedChoiceField(
        label=_("Language"), choices=settings.LANGUAGES, coerce=Language
    )


class ReasonForm(ActForm):
    reason = forms.CharField(label=_("Reason"), max_length=200)


class GrantForm(ActForm):
    role = forms.TypedChoiceField(label=_("Role"), choices=_roles(GRANTABLE), coerce=Role)
    since = _day(pgettext_lazy("since", "From"))
    until = _day(_("Until, not including"))
    reason = forms.CharField(label=_("Reason"), max_length=200)


class NewPasswordForm(ActForm):
    """A password typed twice, and not one that everybody tries first."""

    password = forms.CharField(
        label=_("New password"), strip=False, help_text=_("At least 10 characters."),
        widget=forms.PasswordInput(attrs={"autocomplete": "new-password"}),
    )  # fmt: skip
    again = forms.CharField(
        label=_("The same once more"), strip=False,
        widget=forms.PasswordInput(attrs={"autocomplete": "new-password"}),
    )  # fmt: skip

    def __init__(self, *args: Any, user: Any = None, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.user = user

    def arguments(self) -> dict[str, Any]:
        return {"password": make_password(self.cleaned_data["password"])}

    def clean(self) -> dict[str, Any]:
        typed = self.cleaned_data.get("password", "")
        if typed and typed != self.cleaned_data.get("again"):
            self.add_error("again", _("The two are not the same."))
        if typed:
            self._judge(typed)
        return self.cleaned_data

    def _judge(self, password: str) -> None:
        try:
            validate_password(password, self.user)
        except ValidationError as error:
            for it in error.error_list:
                self.add_error("password", str(PASSWORD[it.code or ""]) % (it.params or {}))


class OwnPasswordForm(NewPasswordForm):
    old = forms.CharField(
        label=_("Password until now"), strip=False,
        widget=forms.PasswordInput(attrs={"autocomplete": "current-password"}),
    )  # fmt: skip
    field_order = ["old", "password", "again"]

    def clean_old(self) -> None:
        if not self.user.check_password(self.cleaned_data["old"]):
            raise ValidationError(_("This is not your password."))


class CodeForm(forms.Form):
    code = forms.CharField(
        label=_("Code"), max_length=16,
        widget=forms.TextInput(attrs={"autocomplete": "one-time-code", "autocapitalize": "none"}),
    )  # fmt: skip


class KeyForm(ActForm):
    name = forms.CharField(label=_("What the key is for"), max_length=200)
    roles = forms.TypedMultipleChoiceField(
        label=_("Roles"), coerce=Role, widget=forms.CheckboxSelectMultiple
    )
    until = _day(_("Good until, not including"), required=True)
    reason = forms.CharField(label=_("Reason"), max_length=200)

    def __init__(self, *args: Any, held: frozenset[Role], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["roles"].choices = _roles(held - NEEDS_SECOND_FACTOR)  # type: ignore[attr-defined]


class ForgetForm(ActForm):
    entries = forms.CharField(
        label=_("Ids of the entries, one a line"), widget=forms.Textarea(attrs={"rows": 4})
    )
    reason = forms.CharField(label=_("Reason"), max_length=200)
    basis = forms.CharField(label=_("Basis in law"), max_length=200)

    def clean_entries(self) -> list[UUID]:
        try:
            return [UUID(line) for line in self.cleaned_data["entries"].split()]
        except ValueError:
            raise ValidationError(_("This is not an id.")) from None


class JournalForm(forms.Form):
    """What the auditor looks for."""

    action = forms.CharField(label=_("Act or area"), max_length=100, required=False)
    username = forms.CharField(label=_("Log-in name"), max_length=64, required=False)
    since = _day(pgettext_lazy("since", "From"))
    until = _day(_("Until"))
    before = forms.UUIDField(required=False, widget=forms.HiddenInput)
