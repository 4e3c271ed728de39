"""What an app means by the id of a status: a post, or somebody's boost of one."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.conf import settings

from toctoc.community.models import Boost
from toctoc.community.queries.posts import visible_post
from toctoc.kernel.errors import Missing
from toctoc.mastodon_api.queries.accounts import accounts_shown
from toctoc.mastodon_api.queries.statuses import status_of
from toctoc.mastodon_api.rules import stitch
from toctoc.mastodon_api.rules.times import stamp

if TYPE_CHECKING:
    from toctoc.community.models import Post
    from toctoc.people.rules.audience import Viewer

BASE_URL = settings.ENVIRONMENT.base_url


def post_meant(status_id: int, viewer: Viewer) -> Post:
    """Return the post of a status, for a boost the one it shows; raise :class:`Missing` for what the viewer may not."""
    try:
        return visible_post(viewer, status_id)
    except Missing:
        return visible_post(viewer, _boost(status_id, viewer).post_id)


def status_meant(status_id: int, viewer: Viewer) -> bytes:
    """Return a status, or that of a boost, as :func:`post_meant` finds it."""
    try:
        return status_of(status_id, viewer)
    except Missing:
        return boost_status(_boost(status_id, viewer), viewer)


def boost_status(boost: Boost, viewer: Viewer) -> bytes:
    """Return the status that says that somebody boosted a post which the viewer may read."""
    booster = accounts_shown([boost.actor_id], viewer)
    if not booster:
        raise Missing
    shown = status_of(boost.post_id, viewer)
    return stitch.reblog(boost.pk, booster[0], shown, base_url=BASE_URL, moment=stamp(boost.created_at))


def _boost(boost_id: int, viewer: Viewer) -> Boost:
    found = Boost.objects.filter(pk=boost_id).first()
    if found is None or not accounts_shown([found.actor_id], viewer):
        raise Missing
    return found
