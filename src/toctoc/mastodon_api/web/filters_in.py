"""What apps say of filters, made ready for the room that keeps them."""

from __future__ import annotations

from datetime import timedelta
from typing import TYPE_CHECKING

import msgspec

from toctoc.community.models import FilterAction
from toctoc.community.rules.filters import Keyword
from toctoc.community.services.quiet import Wanted
from toctoc.kernel import clock
from toctoc.kernel.errors import Invalid, Missing
from toctoc.kernel.ids import id_in
from toctoc.privacy.services import clear, clear_line

if TYPE_CHECKING:
    from collections.abc import Iterable
    from datetime import datetime

    from toctoc.community.models import Filter
    from toctoc.mastodon_api.web.calls import Call
    from toctoc.people.models import Actor

# Beyond, a filter is for good.
A_CENTURY = 36_525 * 86_400
_ACTIONS = ("warn", "hide", "blur")


class KeywordIn(msgspec.Struct):
    """A word of a filter: a new one, or with its id one to change or to take away."""

    keyword: str | None = None
    whole_word: bool | None = None
    id: str | None = None
    destroy: bool = msgspec.field(default=False, name="_destroy")


class FilterIn(msgspec.Struct):
    """A filter; what is not told stays as it is."""

    title: str | None = None
    context: list[str] | None = None
    filter_action: str | None = None
    expires_in: int | str | None = None
    keywords_attributes: list[KeywordIn] = msgspec.field(default_factory=list)


class StatusIn(msgspec.Struct):
    """A post to catch whatever it says."""

    status_id: str = ""


def change_of(actor: Actor, kept: Filter, words: Iterable[Keyword]) -> Wanted:
    """Return a filter as it is, with these words instead of its own."""
    return wanted_of(
        actor,
        kept.name,
        words,
        places=tuple(kept.places.split()),
        hides=kept.action == FilterAction.HIDE,
        until=kept.until,
    )


def wanted_of(
    actor: Actor, name: str, words: Iterable[Keyword], *, places: tuple[str, ...], hides: bool, until: datetime | None
) -> Wanted:
    """Return a filter as somebody means it, its name and its words cleared."""
    kept = tuple(words)
    language = actor.languages[:2]
    phrases = clear("\n".join(word.text for word in kept), language=language)
    title = clear_line(name, language=language)
    return Wanted(title, phrases, places, hides, until, kept, fewest=0)


def text_in(typed: str, actor: Actor, field: str = "keyword") -> str:
    """Return a word of a filter, cleared; raise :class:`Invalid` for none."""
    text = clear_line(typed, language=actor.languages[:2]).text
    if not text:
        raise Invalid("Écrivez au moins un mot, un par ligne.", field=field)
    return text


def until_in(told: object, before: datetime | None = None) -> datetime | None:
    """Return the moment that a number of seconds means from now; nothing, or an empty text, is for good."""
    if told in ("", None):
        return None
    seconds = int(str(told)) if str(told).lstrip("-").isdecimal() else -1
    if seconds == 0:
        # Apps send nought for a filter whose end does not change.
        return before
    if seconds < 0:
        raise Invalid("Une durée se compte en secondes.", field="expires_in")
    return clock.now() + timedelta(seconds=seconds) if seconds < A_CENTURY else None


def asked_in(call: Call) -> FilterIn:
    """Return a filter as an app sends it."""
    told = call.tree.get("keywords_attributes")
    if isinstance(told, dict):
        # Apps send a list, or number them.
        call.tree["keywords_attributes"] = list(told.values())
    return call.read(FilterIn)


def hides_in(action: str) -> bool:
    """Tell whether an action hides; raise :class:`Invalid` for one that nobody knows."""
    if action not in _ACTIONS:
        raise Invalid("Un filtre replie un message, ou ne l’affiche pas.", field="filter_action")
    return action == "hide"


def edited(known: Iterable[Keyword], edits: Iterable[KeywordIn], actor: Actor) -> list[Keyword]:
    """Return words once they were edited; raise :class:`Missing` for an id that is none of theirs."""
    words = {word.id: word for word in known}
    added: list[Keyword] = []
    for edit in edits:
        number = id_in(edit.id) if edit.id else None
        if edit.id and number not in words:
            raise Missing
        if number is None:
            added += [] if edit.destroy else [new_word(edit, actor)]
        elif edit.destroy:
            del words[number]
        else:
            words[number] = _changed(words[number], edit, actor)
    return [*words.values(), *added]


def _changed(word: Keyword, edit: KeywordIn, actor: Actor) -> Keyword:
    text = word.text if edit.keyword is None else text_in(edit.keyword, actor)
    return Keyword(word.id, text, word.is_whole if edit.whole_word is None else edit.whole_word)


def new_word(edit: KeywordIn, actor: Actor) -> Keyword:
    """Return a word to add: as in Mastodon, looked for within others unless told so."""
    return Keyword(0, text_in(edit.keyword or "", actor), bool(edit.whole_word))
