"""Account: what signs in."""

from __future__ import annotations

from typing import ClassVar

from django.contrib.auth.models import AbstractBaseUser, BaseUserManager, PermissionsMixin
from django.db import models
from django.utils.translation import gettext_lazy as _

from toctoc.kernel import clock


class AccountManager(BaseUserManager["Account"]):
    """Finds accounts by e-mail; the verbs that make one are in ``services``."""

    def create_superuser(self, email: str, password: str | None = None) -> Account:
        """Make an administrator without an actor (Django's ``createsuperuser``)."""
        account = self.model(email=self.normalize_email(email), is_staff=True, is_superuser=True)
        account.set_password(password)
        account.approved_at = clock.now()
        account.save(using=self._db)
        return account


class Account(AbstractBaseUser, PermissionsMixin):
    """An e-mail address that signs in, with one or more actors that speak.

    Deliberately holds no name: names belong to actors, and nothing public leads from one to the other.
    """

    email = models.EmailField(_("adresse électronique"), unique=True)
    is_staff = models.BooleanField(_("administre le serveur"), default=False)
    is_moderator = models.BooleanField(_("modère"), default=False)
    is_active = models.BooleanField(_("peut se connecter"), default=True)
    approved_at = models.DateTimeField(
        _("inscription acceptée le"),
        null=True,
        blank=True,
        help_text=_("Vide : quelqu’un doit encore accepter l’inscription."),
    )
    language = models.CharField(_("langue des pages"), max_length=2, default="fr")
    # Not made by an operator: brakes hold such an account back at first.
    registered_itself = models.BooleanField(_("inscrit par la page"), default=False, db_default=False)
    date_joined = models.DateTimeField(_("inscrit le"), default=clock.now)

    objects: ClassVar[AccountManager] = AccountManager()

    USERNAME_FIELD = "email"
    EMAIL_FIELD = "email"
    REQUIRED_FIELDS: ClassVar[list[str]] = []

    class Meta:
        verbose_name = _("compte")
        verbose_name_plural = _("comptes")

    def __str__(self) -> str:
        return f"compte {self.pk}"
