"""What the shell around every page needs."""

from __future__ import annotations

from functools import cache, lru_cache, partial
from typing import TYPE_CHECKING

from django.conf import settings
from django.template.loader import render_to_string
from django.utils import translation
from django.utils.safestring import SafeString

from toctoc.community.queries.notifications import unread_count
from toctoc.conversations.queries.seats import unread_conversations
from toctoc.kernel import clock
from toctoc.live.rules.ticket import Ticket, signed
from toctoc.people.policies import reader_of, viewer_of
from toctoc.people.rules.audience import UNLISTED
from toctoc.website.queries import newest_event

if TYPE_CHECKING:
    from collections.abc import Callable

    from django.http import HttpRequest

    from toctoc.people.rules.audience import Viewer

# In seconds: long enough for a day's reading between two reconnections, short enough that a lost proof stops hearing.
TICKET_LASTS = 2 * 60 * 60
# First words of addresses that the navigation marks as the current place.
PLACES = frozenset({"", "questions", "decouvrir", "groupes", "conversations", "recherche", "avis", "gardes", "moi"})
ELSEWHERE = "elsewhere"
# Where the counts of one person go in what is rendered for everybody.
UNREAD_MARK, LETTERS_MARK = "<!--unread-->", "<!--letters-->"


def shell(request: HttpRequest) -> dict[str, object]:
    """Return what ``website/base.html`` shows on every page, and the words every template may use.

    What costs a statement is asked when a template shows it: a fragment of a page shows neither count nor stream.
    """
    actor, viewer = reader_of(request), viewer_of(request)
    language = translation.get_language() or settings.LANGUAGE_CODE
    unread = cache(lambda: unread_count(actor.pk) if actor is not None else 0)
    letters = cache(lambda: unread_conversations(actor.pk) if actor is not None else 0)
    place = request.path.split("/")[1]
    return {
        "viewer": viewer,
        "actor": actor,
        "unread": unread,
        "stream_url": partial(stream_url, viewer),
        "language": language,
        "may_sign_up": settings.ENVIRONMENT.registration != "closed",
        "frame": Frame(language, place if place in PLACES else ELSEWHERE, unread, letters, is_member=actor is not None),
    }


def stream_url(viewer: Viewer) -> str:
    """Return the address of the viewer's stream of events, with a fresh ticket for the channels it may hear.

    ``last`` names the newest event now, so that nothing is lost between the page and its stream.
    """
    channels = [word for word in viewer.audiences if word != UNLISTED]
    if viewer.actor_id is not None:
        channels.append(f"actor:{viewer.actor_id}")
    ticket = Ticket(tuple(channels), int(clock.now().timestamp()) + TICKET_LASTS)
    address = f"{settings.ENVIRONMENT.stream_url}/flux"
    return f"{address}?billet={signed(ticket, settings.SECRET_KEY)}&last={newest_event()}"


class Frame:
    """The pieces of the shell, each rendered once per process for a language and a place.

    Nothing in them is about one person: what is (the count of unread notices) is put in afterwards.
    """

    def __init__(
        self, language: str, place: str, unread: Callable[[], int], letters: Callable[[], int], *, is_member: bool
    ) -> None:
        self.language = language
        self.place = place
        self.unread = unread
        self.letters = letters
        self.is_member = is_member

    def assets(self) -> SafeString:
        """Links to the stylesheet and the scripts."""
        return piece("assets", self.language)

    def sprite(self) -> SafeString:
        """Every icon of the site as one hidden SVG."""
        return piece("sprite", self.language)

    def above(self) -> SafeString:
        """Search and notices, beside the name of the place."""
        return self._counted(piece("above", self.language, self.place, is_member=self.is_member))

    def side(self) -> SafeString:
        """Navigation of wide screens."""
        return self._counted(piece("side", self.language, self.place, is_member=self.is_member))

    def bar(self) -> SafeString:
        """Navigation of phones."""
        return self._counted(piece("bar", self.language, self.place))

    def foot(self) -> SafeString:
        """Emergency numbers, links to the static pages, choice of language."""
        return piece("foot", self.language)

    def spoken(self) -> SafeString:
        """Sentences that the script says to screen readers, and the list of shortcuts."""
        return piece("spoken", self.language)

    def _counted(self, navigation: SafeString) -> SafeString:
        for mark, template, count in ((UNREAD_MARK, "unread", self.unread), (LETTERS_MARK, "letters", self.letters)):
            if mark in navigation:
                navigation = SafeString(navigation.replace(mark, render_count(template, count(), self.language)))
        return navigation


@lru_cache(maxsize=256)
def piece(name: str, language: str, place: str = ELSEWHERE, *, is_member: bool = False) -> SafeString:
    """Return a piece of the shell; its template knows the language, the place and whether the reader signed in."""
    known = {"language": language, "languages": settings.LANGUAGES, "here": place, "is_member": is_member}
    with translation.override(language):
        return SafeString(render_to_string(f"website/{name}.html", known))


@lru_cache(maxsize=256)
def render_count(template: str, unread: int, language: str) -> str:
    """Return the mark that says how many notices or conversations wait."""
    with translation.override(language):
        return render_to_string(f"website/{template}.html", {"unread": unread})
