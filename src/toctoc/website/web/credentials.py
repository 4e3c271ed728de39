"""Addresses, passwords and codes: allauth's forms, in this place's words."""

from __future__ import annotations

from typing import TYPE_CHECKING

from allauth.account import forms as account_forms
from allauth.mfa.base import forms as code_forms
from allauth.mfa.totp.forms import ActivateTOTPForm as AllauthActivateTOTPForm
from django.utils.translation import gettext_lazy as _

if TYPE_CHECKING:
    from django import forms

WORDS = {
    "email": _("Adresse électronique"),
    "login": _("Adresse électronique"),
    "password": _("Mot de passe"),
    "oldpassword": _("Mot de passe actuel"),
    "password1": _("Nouveau mot de passe"),
    "password2": _("Nouveau mot de passe, encore une fois"),
    "code": _("Code"),
}
PASSWORD_HELP = _("Au moins 10 caractères, et pas un mot de passe courant.")


class PlainWords:
    """Labels in one language and one tone; no placeholder, which would repeat the label and then vanish."""

    fields: dict[str, forms.Field]

    def __init__(self, *args: object, **kwargs: object) -> None:
        super().__init__(*args, **kwargs)
        for name, field in self.fields.items():
            field.widget.attrs.pop("placeholder", None)
            field.label = WORDS.get(name, field.label)
        if "password1" in self.fields:
            self.fields["password1"].help_text = PASSWORD_HELP


class LoginForm(PlainWords, account_forms.LoginForm):
    """E-mail address and password."""


class AddEmailForm(PlainWords, account_forms.AddEmailForm):
    """Another e-mail address for an account."""


class ChangeEmailForm(PlainWords, account_forms.ChangeEmailForm):
    """Another e-mail address while signing up."""


class ChangePasswordForm(PlainWords, account_forms.ChangePasswordForm):
    """The old password and the new one."""


class SetPasswordForm(PlainWords, account_forms.SetPasswordForm):
    """A first password."""


class ResetPasswordForm(PlainWords, account_forms.ResetPasswordForm):
    """The address a forgotten password belongs to."""


class ResetPasswordKeyForm(PlainWords, account_forms.ResetPasswordKeyForm):
    """The new password, chosen by the link of a mail."""


class ReauthenticateForm(PlainWords, account_forms.ReauthenticateForm):
    """The password once more."""


class ConfirmCodeForm(PlainWords, account_forms.ConfirmEmailVerificationCodeForm):
    """The code that a mail brought."""


class AuthenticateForm(PlainWords, code_forms.AuthenticateForm):
    """The code of an application, or a recovery code."""


class ReauthenticateCodeForm(PlainWords, code_forms.ReauthenticateForm):
    """The same code once more."""


class ActivateTOTPForm(PlainWords, AllauthActivateTOTPForm):
    """The first code of an application."""
