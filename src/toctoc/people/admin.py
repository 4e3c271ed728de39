"""People for administrators: accounts, actors and proofs, changed through the same services as everywhere."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from allauth.account.models import EmailAddress
from allauth.mfa.models import Authenticator
from django.contrib import admin, messages
from django.contrib.auth.models import Group
from django.utils.timezone import localdate
from django.utils.translation import gettext_lazy as _
from oauth2_provider.models import (
    get_access_token_model,
    get_application_model,
    get_grant_model,
    get_id_token_model,
    get_refresh_token_model,
)

from toctoc.people.models import Account, Actor, Proof
from toctoc.people.policies import moderates
from toctoc.people.services import accounts, actors

if TYPE_CHECKING:
    from datetime import date

    from django.db.models import QuerySet
    from django.http import HttpRequest

admin.site.site_header = admin.site.site_title = "Toctoc"
# Rows of libraries that their own pages keep right: addresses are confirmed, second factors proved, groups unused.
# Whoever could read or make a token here would speak in somebody else's name.
_TOKENS = (
    get_access_token_model(),
    get_application_model(),
    get_grant_model(),
    get_id_token_model(),
    get_refresh_token_model(),
)
for _model in (EmailAddress, Authenticator, Group, *_TOKENS):
    admin.site.unregister(_model)


class NotMadeHere(admin.ModelAdmin[Any]):
    """Rows that are neither made nor erased in the administration."""

    def lookup_allowed(self, lookup: str, value: str, request: HttpRequest) -> bool:
        """Let addresses filter by what the page offers and nothing else: Django's own rule follows any foreign key.

        Whoever may ask for the actors of an account learns whose they are.
        """
        _ = value
        filters = self.get_list_filter(request)
        offered = [str(item[0]) if isinstance(item, tuple) else str(item) for item in filters]
        return any(lookup == name or lookup.startswith(f"{name}__") for name in offered)

    def has_add_permission(self, request: HttpRequest) -> bool:
        """Refuse: rows are made elsewhere."""
        _ = request
        return False

    def has_delete_permission(self, request: HttpRequest, obj: object = None) -> bool:
        """Refuse: erasing has its own path."""
        _ = request, obj
        return False


@admin.register(Account)
class AccountAdmin(NotMadeHere):
    """Who signs in and what they may do here; never which words they wrote."""

    list_display = ("id", "email", "is_active", "is_moderator", "is_staff", "accepted_on", "joined_on")
    list_filter = ("is_active", "is_moderator", "is_staff", ("approved_at", admin.EmptyFieldListFilter))
    search_fields = ("email",)
    fields = (
        "email", "is_active", "is_moderator", "is_staff", "is_superuser",
        "accepted_on", "language", "joined_on", "seen_on",
    )  # fmt: skip
    readonly_fields = ("email", "accepted_on", "language", "joined_on", "seen_on")
    actions = ("accept",)

    def get_readonly_fields(self, request: HttpRequest, obj: Account | None = None) -> tuple[str, ...]:
        """Leave powers to administrators: nobody raises themselves."""
        _ = obj
        powers = () if request.user.is_superuser else ("is_staff", "is_superuser", "is_moderator")
        return (*self.readonly_fields, *powers)

    # By the day: the minute at which somebody came would lead to the actor that appeared or spoke at that minute.
    @admin.display(description=_("inscription acceptée le"), ordering="approved_at")
    def accepted_on(self, account: Account) -> date | None:
        """Return the day on which the registration was accepted."""
        return account.approved_at and localdate(account.approved_at)

    @admin.display(description=_("inscrit le"), ordering="date_joined")
    def joined_on(self, account: Account) -> date:
        """Return the day of the registration."""
        return localdate(account.date_joined)

    @admin.display(description=_("dernière connexion le"))
    def seen_on(self, account: Account) -> date | None:
        """Return the day of the last sign-in."""
        return account.last_login and localdate(account.last_login)

    @admin.action(description=_("Accepter l’inscription"))
    def accept(self, request: HttpRequest, chosen: QuerySet[Account]) -> None:
        """Accept the chosen registrations."""
        for account in chosen:
            accounts.approve(account=account, decided_by=_moderator(request))
        messages.success(request, _("Inscriptions acceptées."))


@admin.register(Actor)
class ActorAdmin(NotMadeHere):
    """Actors as they are; only their standing changes here, since their texts pass the guard elsewhere."""

    list_display = ("__str__", "kind", "profession", "proved_profession", "suspended_at", "created_at")
    list_filter = ("kind", "proved_profession", ("suspended_at", admin.EmptyFieldListFilter))
    search_fields = ("handle",)
    # Not the account: nobody learns from here which actors are one person's, nor whose.
    fields = (
        "handle", "display_name", "kind", "profession", "specialty", "department", "languages", "note",
        "proved_profession", "proved_institution", "proved_path", "proved_since", "suspended_at",
    )  # fmt: skip
    actions = ("suspend", "reinstate")

    def get_queryset(self, request: HttpRequest) -> QuerySet[Actor]:
        """Leave out the nameless rows of those who left."""
        return super().get_queryset(request).filter(left_at=None)

    def has_change_permission(self, request: HttpRequest, obj: Actor | None = None) -> bool:
        """Refuse: an actor's own words are its own."""
        _ = request, obj
        return False

    def has_standing_permission(self, request: HttpRequest) -> bool:
        """Tell whether who asks may suspend and reinstate."""
        return isinstance(request.user, Account) and moderates(request.user)

    @admin.action(description=_("Suspendre"), permissions=["standing"])
    def suspend(self, request: HttpRequest, chosen: QuerySet[Actor]) -> None:
        """Suspend the chosen actors."""
        for actor in chosen:
            actors.suspend(actor=actor)
        messages.success(request, _("Acteurs suspendus."))

    @admin.action(description=_("Rétablir"), permissions=["standing"])
    def reinstate(self, request: HttpRequest, chosen: QuerySet[Actor]) -> None:
        """Reinstate the chosen actors."""
        moderator = _moderator(request)
        for actor in chosen.exclude(account=moderator):
            actors.reinstate(actor=actor, decided_by=moderator)
        messages.success(request, _("Acteurs rétablis."))


@admin.register(Proof)
class ProofAdmin(NotMadeHere):
    """Proofs: recorded by the ways of proving, taken back with a reason on the moderators' pages, never here."""

    list_display = ("actor", "profession", "path", "state", "decided_on")
    # Neither the end nor the hour: they would gather again those whom one employer attested.
    fields = ("actor", "profession", "specialty", "path", "state", "decided_on")
    list_filter = ("profession", "path", "state")
    search_fields = ("actor__handle",)

    def has_change_permission(self, request: HttpRequest, obj: Proof | None = None) -> bool:
        """Refuse: a decision is revoked, not rewritten."""
        _ = request, obj
        return False

    @admin.display(description=_("décidé en"), ordering="decided_at")
    def decided_on(self, proof: Proof) -> str:
        """Return the month of the decision."""
        return f"{localdate(proof.decided_at):%Y-%m}"


def _moderator(request: HttpRequest) -> Account:
    """Return the account at work; the administration lets nobody else in."""
    if not isinstance(request.user, Account):
        raise TypeError("The administration is for accounts.")
    return request.user
