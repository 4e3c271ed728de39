"""Filters as older apps know them, one word each: https://docs.joinmastodon.org/methods/filters/#v1."""

from __future__ import annotations

from typing import TYPE_CHECKING

import msgspec

from toctoc.community.models import Filter, FilterAction
from toctoc.community.queries.quiet import filters_of, keyword_of, keywords_in
from toctoc.community.rules.filters import Keyword
from toctoc.community.services.quiet import change_filter, make_filter, remove_filter
from toctoc.mastodon_api.rules.filters import contexts_of, places_of
from toctoc.mastodon_api.rules.times import stamp
from toctoc.mastodon_api.web.endpoints import endpoint
from toctoc.mastodon_api.web.filters_in import change_of, text_in, until_in, wanted_of
from toctoc.mastodon_api.web.replies import EMPTY, Reply, said

if TYPE_CHECKING:
    from toctoc.mastodon_api.web.calls import Call

_ALL = "api/v1/filters"
_ONE = _ALL + "/<id:keyword_id>"


class PhraseIn(msgspec.Struct):
    """A word or a phrase to filter."""

    phrase: str = ""
    context: list[str] = msgspec.field(default_factory=list)
    irreversible: bool | None = None
    whole_word: bool | None = None
    expires_in: int | str | None = None


@endpoint("GET", _ALL, scope="read:filters")
def phrases(call: Call) -> Reply:
    """Return each word of the caller's filters that last."""
    return said([_phrase(kept, word) for kept in filters_of(call.actor) for word in keywords_in(kept)])


@endpoint("POST", _ALL, scope="write:filters")
def make(call: Call) -> Reply:
    """Make a filter of one word."""
    asked, actor = call.read(PhraseIn), call.actor
    word = Keyword(0, text_in(asked.phrase, actor, "phrase"), bool(asked.whole_word))
    wanted = wanted_of(
        actor,
        word.text[:60],
        [word],
        places=places_of(asked.context),
        hides=bool(asked.irreversible),
        until=until_in(asked.expires_in),
    )
    kept = make_filter(actor=actor, wanted=wanted)
    return said(_phrase(kept, keywords_in(kept)[0]))


@endpoint("GET", _ONE, scope="read:filters")
def show(call: Call, keyword_id: str) -> Reply:
    """Return one word of a filter."""
    return said(_phrase(*keyword_of(call.actor, int(keyword_id))))


@endpoint("PUT", _ONE, scope="write:filters", differs="Where and until when is said of the whole filter of a word.")
def change(call: Call, keyword_id: str) -> Reply:
    """Change one word of a filter, and where its filter counts."""
    asked, actor = call.read(PhraseIn), call.actor
    kept, known = keyword_of(actor, int(keyword_id))
    is_whole = known.is_whole if asked.whole_word is None else asked.whole_word
    changed = Keyword(known.id, text_in(asked.phrase or known.text, actor, "phrase"), is_whole)
    words = [changed if word.id == known.id else word for word in keywords_in(kept)]
    hides = kept.action == FilterAction.HIDE if asked.irreversible is None else asked.irreversible
    wanted = wanted_of(
        actor,
        kept.name,
        words,
        places=places_of(asked.context),
        hides=hides,
        until=until_in(asked.expires_in, kept.until) if "expires_in" in call.tree else kept.until,
    )
    change_filter(actor=actor, filter_id=kept.pk, wanted=wanted)
    return said(_phrase(*keyword_of(actor, known.id)))


@endpoint("DELETE", _ONE, scope="write:filters")
def drop(call: Call, keyword_id: str) -> Reply:
    """Take one word away, and its filter when nothing is left of it."""
    actor, (kept, known) = call.actor, keyword_of(call.actor, int(keyword_id))
    others = [word for word in keywords_in(kept) if word.id != known.id]
    if others or kept.posts.exists():
        change_filter(actor=actor, filter_id=kept.pk, wanted=change_of(actor, kept, others))
    else:
        remove_filter(actor=actor, filter_id=kept.pk)
    return EMPTY


def _phrase(kept: Filter, word: Keyword) -> dict[str, object]:
    """Return a V1::Filter (https://docs.joinmastodon.org/entities/V1_Filter/)."""
    return {
        "id": str(word.id),
        "phrase": word.text,
        "context": contexts_of(kept.places.split()),
        "whole_word": word.is_whole,
        "expires_at": stamp(kept.until) if kept.until else None,
        "irreversible": kept.action == FilterAction.HIDE,
    }
