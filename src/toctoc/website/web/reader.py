"""Who reads a page: the account that signed in, the actor it speaks as, what that actor may see."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from django.conf import settings
from django.shortcuts import redirect, render
from django.utils import translation

from toctoc.kernel.errors import Missing
from toctoc.people.models import Account
from toctoc.people.policies import is_waiting, let_in, reader_of, viewer_for, viewer_of
from toctoc.people.queries import actor_of, first_actor_of

if TYPE_CHECKING:
    from collections.abc import Callable

    from django.http import HttpRequest, HttpResponse

    from toctoc.people.models import Actor

# Which of the account's actors speaks, kept in the session.
ACTOR_KEY = "actor"
# Pages for somebody whose registration waits for an answer, besides the one that says so.
OPEN_TO_WAITING = frozenset(
    {
        "about",
        "rules",
        "legal",
        "privacy",
        "accessibility",
        "set_language",
        "account_logout",
        "account_reauthenticate",
        "settings_archive",
        "rights_receipt",
        "settings_leave",
        "account_email_verification_sent",
    }
)


@dataclass(frozen=True, slots=True)
class ReaderNote:
    """Who was found to be reading, left in the request for the server around the site (``request.META``).

    ``account`` is what of the account made it so: password, whether it is active, whether approved, language.
    """

    account_id: int
    actor_id: int
    language: str
    account: tuple[str, bool, bool, str]


READER_NOTE = "toctoc.reader"


class LanguageMiddleware:
    """Sets the language of an answer to whom no account is known yet: the API."""

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        """Answer in the reader's language."""
        language = language_of(request, None)
        if translation.get_language() == language:
            return self.get_response(request)
        with translation.override(language):
            return self.get_response(request)


class ReaderMiddleware:
    """Finds which actor reads, as which viewer, and sets the language of the page."""

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        """Find the reader, then the page."""
        account = request.user if isinstance(request.user, Account) else None
        actor = chosen_actor(request, account)
        viewer = viewer_for(actor, account)
        let_in(request, actor, viewer)
        language = language_of(request, account)
        if account is not None and viewer.actor_id is not None:
            _leave_note(request, account, language)
        with translation.override(language):
            request.LANGUAGE_CODE = language
            return self.get_response(request)

    def process_view(self, request: HttpRequest, *_view: object) -> HttpResponse | None:
        """Stop who waits for an answer, and lead an account without an actor to where one is made."""
        account = request.user if isinstance(request.user, Account) else None
        name = request.resolver_match.view_name if request.resolver_match else ""
        if account is not None and is_waiting(account) and name not in OPEN_TO_WAITING:
            return render(request, "account/waiting.html", status=403)
        # Pages that need an actor send strangers to sign in; somebody who did would be sent round for ever.
        if name == "account_login" and account is not None and reader_of(request) is None and not is_waiting(account):
            return redirect("settings_actors")
        return None


def _leave_note(request: HttpRequest, account: Account, language: str) -> None:
    state = (account.password, account.is_active, account.approved_at is not None, account.language)
    request.META[READER_NOTE] = ReaderNote(account.pk, viewer_of(request).actor_id or 0, language, state)


def chosen_actor(request: HttpRequest, account: Account | None) -> Actor | None:
    """Return the actor the account speaks as: the one chosen in this session, else its first.

    An account whose registration nobody has accepted speaks as nobody.
    """
    if account is None or is_waiting(account):
        return None
    chosen = request.session.get(ACTOR_KEY)
    if chosen is not None:
        try:
            return actor_of(account, int(chosen))
        except (Missing, TypeError, ValueError):
            del request.session[ACTOR_KEY]
    return first_actor_of(account)


def speak_as(request: HttpRequest, actor: Actor) -> None:
    """Choose, for this session, which of the account's own actors speaks."""
    request.session[ACTOR_KEY] = actor.pk


def language_of(request: HttpRequest, account: Account | None) -> str:
    """Return the language of the page: asked by cookie, the account's, the browser's, the server's."""
    known = dict(settings.LANGUAGES)
    asked = request.COOKIES.get(settings.LANGUAGE_COOKIE_NAME, "")
    if asked in known:
        return asked
    if account is not None and account.language in known:
        return account.language
    for entry in request.headers.get("Accept-Language", "").split(","):
        code = entry.split(";")[0].strip()[:2].lower()
        if code in known:
            return code
    return settings.LANGUAGE_CODE
