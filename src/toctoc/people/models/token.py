"""What is kept of apps and tokens beside the tables of django-oauth-toolkit."""

from __future__ import annotations

from django.conf import settings
from django.db import models
from django.utils.translation import gettext_lazy as _

from toctoc.kernel import clock
from toctoc.people.models.actor import Actor

_APPLICATION, _ACCESS_TOKEN = "oauth2_provider.Application", "oauth2_provider.AccessToken"


class AppCard(models.Model):
    """What an app said of itself when it registered, and when it was last given a token."""

    application = models.OneToOneField(_APPLICATION, models.CASCADE, primary_key=True, related_name="card")
    website = models.CharField(max_length=2_000, blank=True)
    # The most that its tokens may do, separated by spaces.
    scopes = models.TextField()
    # A day, not a moment: enough to forget the apps that nobody uses.
    used_on = models.DateField(null=True, blank=True)

    class Meta:
        verbose_name = _("carte d’application")
        verbose_name_plural = _("cartes d’applications")

    def __str__(self) -> str:
        return f"card of app {self.pk}"


class TokenVoice(models.Model):
    """Whom a token speaks as, and when it was last used: by day, since no one needs to know when somebody was up."""

    token = models.OneToOneField(_ACCESS_TOKEN, models.CASCADE, primary_key=True, related_name="voice")
    # Empty for the token of an app itself, and for an operator's, which speaks as the account's first actor.
    actor = models.ForeignKey(Actor, null=True, blank=True, on_delete=models.CASCADE, related_name="+")
    # Whether each day of use gives it another year.
    is_renewed = models.BooleanField(default=False)
    used_on = models.DateField()
    # Digest of the code that it was exchanged for, so that a second exchange ends both; empty for none.
    code = models.CharField(max_length=64, blank=True, db_index=True)
    # Given to who signs up with an address that has an account: it waits for ever, and tells nobody of that account.
    is_decoy = models.BooleanField(default=False)

    class Meta:
        verbose_name = _("voix d’un jeton")
        verbose_name_plural = _("voix des jetons")

    def __str__(self) -> str:
        return f"voice of token {self.pk}"


class AuthorizationCode(models.Model):
    """What somebody let an app do, until the app exchanges the code for a token; kept a day, to see it come again."""

    digest = models.CharField(max_length=64, primary_key=True)
    application = models.ForeignKey(_APPLICATION, models.CASCADE, related_name="+")
    account = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.CASCADE, related_name="+")
    actor = models.ForeignKey(Actor, on_delete=models.CASCADE, related_name="+")
    redirect_uri = models.TextField()
    scopes = models.TextField()
    # PKCE (RFC 7636), always S256; empty when the app sent none.
    challenge = models.CharField(max_length=128, blank=True)
    expires_at = models.DateTimeField()
    spent_at = models.DateTimeField(null=True, blank=True)
    created_at = models.DateTimeField(default=clock.now, editable=False)

    class Meta:
        verbose_name = _("code d’autorisation")
        verbose_name_plural = _("codes d’autorisation")
        indexes = (models.Index(fields=["expires_at"], name="people_code_end"),)

    def __str__(self) -> str:
        return "—"
