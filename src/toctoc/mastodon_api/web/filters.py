"""Filters: https://docs.joinmastodon.org/methods/filters/#v2."""

from __future__ import annotations

from typing import TYPE_CHECKING

from toctoc.community.models import Filter, FilterAction, FilteredPost
from toctoc.community.queries.posts import visible_post
from toctoc.community.queries.quiet import filter_of, filtered_post_of, filters_of, keyword_of, keywords_in
from toctoc.community.services.quiet import (
    change_filter,
    filter_post,
    let_post_through,
    make_filter,
    remove_filter,
)
from toctoc.kernel.errors import Invalid, Missing
from toctoc.kernel.ids import id_in
from toctoc.mastodon_api.rules.filters import contexts_of, places_of
from toctoc.mastodon_api.rules.times import stamp
from toctoc.mastodon_api.web.endpoints import endpoint
from toctoc.mastodon_api.web.filters_in import (
    KeywordIn,
    StatusIn,
    asked_in,
    change_of,
    edited,
    hides_in,
    new_word,
    until_in,
    wanted_of,
)
from toctoc.mastodon_api.web.replies import EMPTY, Reply, said

if TYPE_CHECKING:
    from toctoc.community.rules.filters import Keyword
    from toctoc.mastodon_api.web.calls import Call

_ALL = "api/v2/filters"
_ONE = _ALL + "/<id:filter_id>"
_WORD = _ALL + "/keywords/<id:keyword_id>"
_POST = _ALL + "/statuses/<id:filtered_id>"
_DIFFERS = "`public` and `account` are one place here; `blur` folds as `warn` does."


@endpoint("GET", _ALL, scope="read:filters")
def filters(call: Call) -> Reply:
    """Return the caller's filters that last."""
    return said(_filters(filters_of(call.actor)))


@endpoint("POST", _ALL, scope="write:filters", differs=_DIFFERS)
def make(call: Call) -> Reply:
    """Make a filter."""
    asked, actor = asked_in(call), call.actor
    if not asked.title:
        raise Invalid("Un filtre a un nom.", field="title")
    wanted = wanted_of(
        actor,
        asked.title,
        edited((), asked.keywords_attributes, actor),
        places=places_of(asked.context or ()),
        hides=hides_in(asked.filter_action or "warn"),
        until=until_in(asked.expires_in),
    )
    return _shown(make_filter(actor=actor, wanted=wanted))


@endpoint("GET", _ONE, scope="read:filters")
def show(call: Call, filter_id: str) -> Reply:
    """Return one filter."""
    return _shown(filter_of(call.actor, int(filter_id)))


@endpoint("PUT", _ONE, scope="write:filters", differs=_DIFFERS)
def change(call: Call, filter_id: str) -> Reply:
    """Change a filter, and any of its words."""
    asked, actor = asked_in(call), call.actor
    kept = filter_of(actor, int(filter_id))
    wanted = wanted_of(
        actor,
        kept.name if asked.title is None else asked.title,
        edited(keywords_in(kept), asked.keywords_attributes, actor),
        places=tuple(kept.places.split()) if asked.context is None else places_of(asked.context),
        hides=kept.action == FilterAction.HIDE if asked.filter_action is None else hides_in(asked.filter_action),
        until=until_in(asked.expires_in, kept.until) if "expires_in" in call.tree else kept.until,
    )
    change_filter(actor=actor, filter_id=kept.pk, wanted=wanted)
    return _shown(filter_of(actor, kept.pk))


@endpoint("DELETE", _ONE, scope="write:filters")
def drop(call: Call, filter_id: str) -> Reply:
    """Take a filter away."""
    remove_filter(actor=call.actor, filter_id=filter_of(call.actor, int(filter_id)).pk)
    return EMPTY


@endpoint("GET", _ONE + "/keywords", scope="read:filters")
def words(call: Call, filter_id: str) -> Reply:
    """Return the words of a filter."""
    return said([_word(word) for word in keywords_in(filter_of(call.actor, int(filter_id)))])


@endpoint("POST", _ONE + "/keywords", scope="write:filters")
def add_word(call: Call, filter_id: str) -> Reply:
    """Add a word to a filter."""
    actor, kept, asked = call.actor, filter_of(call.actor, int(filter_id)), call.read(KeywordIn)
    made = new_word(asked, actor)
    change_filter(actor=actor, filter_id=kept.pk, wanted=change_of(actor, kept, [*keywords_in(kept), made]))
    found = keywords_in(filter_of(actor, kept.pk))
    return said(_word(next(word for word in found if word.text == made.text)))


@endpoint("GET", _WORD, scope="read:filters")
def word(call: Call, keyword_id: str) -> Reply:
    """Return one word of a filter."""
    return said(_word(keyword_of(call.actor, int(keyword_id))[1]))


@endpoint("PUT", _WORD, scope="write:filters")
def change_word(call: Call, keyword_id: str) -> Reply:
    """Change one word of a filter."""
    actor, (kept, known) = call.actor, keyword_of(call.actor, int(keyword_id))
    asked = call.read(KeywordIn)
    asked.id = str(known.id)
    changed = edited(keywords_in(kept), [asked], actor)
    change_filter(actor=actor, filter_id=kept.pk, wanted=change_of(actor, kept, changed))
    return said(_word(keyword_of(actor, known.id)[1]))


@endpoint("DELETE", _WORD, scope="write:filters")
def drop_word(call: Call, keyword_id: str) -> Reply:
    """Take a word off its filter."""
    actor, (kept, known) = call.actor, keyword_of(call.actor, int(keyword_id))
    others = [each for each in keywords_in(kept) if each.id != known.id]
    change_filter(actor=actor, filter_id=kept.pk, wanted=change_of(actor, kept, others))
    return EMPTY


@endpoint("GET", _ONE + "/statuses", scope="read:filters")
def posts(call: Call, filter_id: str) -> Reply:
    """Return the posts that a filter catches whatever they say."""
    return said([_post(each) for each in filter_of(call.actor, int(filter_id)).posts.order_by("id")])


@endpoint("POST", _ONE + "/statuses", scope="write:filters")
def add_post(call: Call, filter_id: str) -> Reply:
    """Have a filter catch a post whatever it says."""
    kept, number = filter_of(call.actor, int(filter_id)), id_in(call.read(StatusIn).status_id)
    if number is None:
        raise Missing
    made = filter_post(actor=call.actor, filter_id=kept.pk, post=visible_post(call.viewer, number))
    return said(_post(made))


@endpoint("GET", _POST, scope="read:filters")
def post(call: Call, filtered_id: str) -> Reply:
    """Return one post that a filter catches."""
    return said(_post(filtered_post_of(call.actor, int(filtered_id))))


@endpoint("DELETE", _POST, scope="write:filters")
def drop_post(call: Call, filtered_id: str) -> Reply:
    """Let a post through."""
    let_post_through(actor=call.actor, filtered_id=filtered_post_of(call.actor, int(filtered_id)).pk)
    return EMPTY


def _shown(kept: Filter) -> Reply:
    return said(_filters([kept])[0])


def _filters(kept: list[Filter]) -> list[dict[str, object]]:
    """Return Filters (https://docs.joinmastodon.org/entities/Filter/): one statement more, whatever their number."""
    named: dict[int, list[dict[str, str]]] = {each.pk: [] for each in kept}
    for each in FilteredPost.objects.filter(filter__in=kept).order_by("id") if kept else ():
        named[each.filter_id].append(_post(each))
    return [
        {
            "id": str(each.pk),
            "title": each.name,
            "context": contexts_of(each.places.split()),
            "expires_at": stamp(each.until) if each.until else None,
            "filter_action": "hide" if each.action == FilterAction.HIDE else "warn",
            "keywords": [_word(word) for word in keywords_in(each)],
            "statuses": named[each.pk],
        }
        for each in kept
    ]


def _word(word: Keyword) -> dict[str, object]:
    return {"id": str(word.id), "keyword": word.text, "whole_word": word.is_whole}


def _post(named: FilteredPost) -> dict[str, str]:
    return {"id": str(named.pk), "status_id": str(named.post_id)}
