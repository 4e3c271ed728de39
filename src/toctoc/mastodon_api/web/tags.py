"""Hashtags: https://docs.joinmastodon.org/methods/tags/, followed_tags/ and featured_tags/."""

from __future__ import annotations

from typing import TYPE_CHECKING

import msgspec

from toctoc.community.models import FollowedTag
from toctoc.community.queries.tags import featured_tag, featured_tags, own_words
from toctoc.community.rules.tags import checked_word
from toctoc.community.services.tags import feature_tag, follow_tag, unfeature_tag, unfollow_tag
from toctoc.kernel.errors import Invalid, Missing
from toctoc.mastodon_api.queries.accounts import other_of
from toctoc.mastodon_api.queries.ranges import ranged
from toctoc.mastodon_api.queries.tags import featured, tags
from toctoc.mastodon_api.web.endpoints import Access, endpoint
from toctoc.mastodon_api.web.replies import EMPTY, Reply, said
from toctoc.privacy.services import clear_line

if TYPE_CHECKING:
    from toctoc.mastodon_api.web.calls import Call

_TAG = "api/v1/tags/<str:name>"
_FEATURED = "api/v1/featured_tags"


class NameIn(msgspec.Struct):
    """A hashtag, with or without its sign."""

    name: str = ""


@endpoint("GET", _TAG, scope="read", access=Access.OPEN)
def show(call: Call, name: str) -> Reply:
    """Return one hashtag, whether anybody used it or not; :class:`Missing` for what no text could carry."""
    try:
        word = checked_word(name)
    except Invalid:
        raise Missing from None
    return _tag(call, word)


@endpoint("POST", _TAG + "/follow", scope="write:follows")
def follow(call: Call, name: str) -> Reply:
    """Follow a hashtag."""
    return _tag(call, follow_tag(actor=call.actor, word=name))


@endpoint("POST", _TAG + "/unfollow", scope="write:follows")
def unfollow(call: Call, name: str) -> Reply:
    """Follow a hashtag no longer."""
    return _tag(call, unfollow_tag(actor=call.actor, word=name))


@endpoint("POST", _TAG + "/feature", scope="write:accounts")
def feature(call: Call, name: str) -> Reply:
    """Show a hashtag on one's profile."""
    return _tag(call, feature_tag(actor=call.actor, word=clear_line(name)).word)


@endpoint("POST", _TAG + "/unfeature", scope="write:accounts")
def unfeature(call: Call, name: str) -> Reply:
    """Show a hashtag on one's profile no longer."""
    unfeature_tag(actor=call.actor, word=name)
    return _tag(call, checked_word(name))


@endpoint("GET", "api/v1/followed_tags", scope="read:follows")
def followed(call: Call) -> Reply:
    """Return the hashtags that the caller follows, the last first."""
    page = ranged(FollowedTag.objects.filter(actor=call.actor), call.range(usual=100, most=200))
    told = [msgspec.json.encode(tag) for tag in tags([row.word for row in page.items], call.actor)]
    return call.page(told, [row.pk for row in page.items], is_last=page.is_last)


@endpoint("GET", _FEATURED, scope="read:accounts")
def shown(call: Call) -> Reply:
    """Return the hashtags on the caller's profile."""
    return said([featured(tag) for tag in featured_tags(call.actor)])


@endpoint("POST", _FEATURED, scope="write:accounts")
def show_on_profile(call: Call) -> Reply:
    """Show a hashtag on one's profile."""
    made = feature_tag(actor=call.actor, word=clear_line(call.read(NameIn).name))
    return said(next(featured(tag) for tag in featured_tags(call.actor) if tag.id == made.pk))


@endpoint("DELETE", _FEATURED + "/<id:tag_id>", scope="write:accounts")
def take_off_profile(call: Call, tag_id: str) -> Reply:
    """Show a hashtag on one's profile no longer."""
    unfeature_tag(actor=call.actor, word=featured_tag(call.actor, int(tag_id)).word)
    return EMPTY


@endpoint("GET", _FEATURED + "/suggestions", scope="read:accounts")
def suggested(call: Call) -> Reply:
    """Return the hashtags that the caller uses most in public and does not show yet."""
    return said(tags(own_words(call.actor), call.actor))


@endpoint("GET", "api/v1/accounts/<id:account_id>/featured_tags", scope="read:accounts", access=Access.OPEN)
def shown_by(call: Call, account_id: str) -> Reply:
    """Return the hashtags on an account's profile."""
    return said([featured(tag) for tag in featured_tags(other_of(int(account_id), call.viewer))])


def _tag(call: Call, word: str) -> Reply:
    is_user = call.bearer is not None and call.bearer.actor_id is not None
    return said(tags([word], call.actor if is_user else None)[0])
