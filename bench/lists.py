"""Every page that is a list: processor time of the site's own view, against the floor of the same run.

The floor is the least one would write by hand for twenty posts: one sqlite3 statement by known ids and a join.
"""

from __future__ import annotations

import logging
import os
from typing import TYPE_CHECKING

from django.core.handlers.wsgi import WSGIHandler

from bench.figures import Figure, cpu_per_call
from bench.people import account_of, proved_professionals, session_of
from bench.site import Floor, api_site, bodies, caller, environ, first_home, front_site, reader_and_token
from toctoc.community.models import Hashtag, Notification, Post
from toctoc.community.models.notification import NotificationKind
from toctoc.community.queries import prepared
from toctoc.community.services import posts
from toctoc.community.services.gestures import keep
from toctoc.community.services.rosters import make_roster, put_on
from toctoc.config.serve.prepare import prepare
from toctoc.conversations.services.messages import Opening, begin
from toctoc.groups.services.groups import GroupDraft, make_group
from toctoc.groups.services.membership import join
from toctoc.moderation.models import Notice
from toctoc.people.models import Account, Actor, Follow
from toctoc.people.models.actor import ActorKind
from toctoc.people.policies import viewer_for
from toctoc.privacy.services import clear, clear_line
from toctoc.search.services.rebuild import rebuild

if TYPE_CHECKING:
    from collections.abc import Callable

    from toctoc.groups.models import Group

ROUNDS = int(os.environ.get("BENCH_LISTS_ROUNDS", "5"))
SECRET = "a" * 32
LINES = 25
API = "/api/toctoc/v1"
AS_JSON = {
    "home": "/timelines/home",
    "discover": "/timelines/public",
    "group": "/groups/garde/threads",
    "notifications": "/notifications",
    "conversations": "/conversations",
}


def measure() -> list[Figure]:
    """Return each list's processor time and how many times the floor's that is."""
    logging.disable(logging.INFO)
    prepare()
    reader, token = reader_and_token()
    ids = [post.pk for post in first_home(reader)]
    bodies(ids)
    addresses = _filled(reader)
    reader.refresh_from_db()
    cookie = f"sessionid={session_of(reader)}; csrftoken={SECRET}"
    guard = f"sessionid={session_of(_moderating(reader))}; csrftoken={SECRET}"
    site = WSGIHandler()
    variants: dict[str, Callable[[], bytes]] = {
        "floor": caller(Floor(ids, viewer_for(reader), prepared.JSON), environ("/")),
        "home, lane": caller(front_site(), environ("/", cookie=cookie)),
        **{name: caller(site, environ(address, cookie=cookie)) for name, address in addresses.items()},
        "moderation queue": caller(site, environ("/moderation/signalements", cookie=guard)),
    }
    for name, address in AS_JSON.items():
        variants[f"{name}, JSON"] = caller(api_site(), environ(f"{API}{address}", token=token))
    taken = cpu_per_call(variants, rounds=ROUNDS, seconds=0.2)
    floor = taken.pop("floor")
    return [
        Figure("the floor", floor, "µs"),
        *(
            Figure(f"{name}: against the floor", value / floor, "times", at_most=2.5, note=f"{value / 1000:.2f} ms")
            for name, value in taken.items()
        ),
    ]


def _filled(reader: Actor) -> dict[str, str]:
    """Give the reader something to list everywhere; return the addresses."""
    others = [actor for actor in proved_professionals(LINES + 1) if actor.pk != reader.pk][:LINES]
    follows = Follow.objects.filter(follower=reader, followee__kind=ActorKind.PERSON)
    followed = [tie.followee for tie in follows.select_related("followee")[:LINES]]
    group = _group_with_threads(reader, others[0])
    roster = make_roster(owner=reader, title=clear_line("À relire"))
    for actor in followed:
        put_on(owner=reader, roster=roster, actor=actor)
    newest = list(Post.objects.filter(audience="public", reply_to=None).order_by("-pk")[:LINES])
    for post in newest:
        keep(actor=reader, post=post)
    Hashtag.objects.bulk_create((Hashtag(post=post, word="mesure") for post in newest), ignore_conflicts=True)
    Notification.objects.bulk_create(
        Notification(recipient=reader, kind=NotificationKind.FAVOURITE, actor=actor, post=post)
        for actor, post in zip(others, newest, strict=False)
    )
    for number, actor in enumerate(others):
        begin(author=actor, to=[reader], opening=Opening(clear(f"Avez-vous une minute pour un avis, le {number} ?")))
    Notice.objects.bulk_create(
        Notice(
            about=f"post:{post.pk}",
            target=post.author,
            address=post.get_absolute_url(),
            ground="harassment",
            explanation="À relire.",
        )
        for post in newest
    )
    rebuild(int)
    busiest = Actor.objects.order_by("-posts_count")[0]
    return {
        "home": "/",
        "discover": "/decouvrir",
        "questions": "/questions",
        "profile": f"/@{busiest.handle}",
        "hashtag": "/mots/mesure",
        "group page": f"/groupes/{group.actor.handle}",
        "groups": "/groupes",
        "conversations": "/conversations",
        "search": "/recherche?q=traitement",
        "notifications": "/avis",
        "bookmarks": "/gardes",
        "a list": f"/listes/{roster.pk}",
        "notes of a post": f"/messages/{newest[0].pk}/notes",
    }


def _group_with_threads(reader: Actor, other: Actor) -> Group:
    words = {name: clear("") for name in ("description", "house_rules", "welcome", "empty")}
    draft = GroupDraft(display_name=clear_line("Garde"), subject=clear_line("Garde"), kind="mixed", **words)
    group = make_group(founder=other, handle="garde", draft=draft)
    join(actor=reader, group=group)
    other.refresh_from_db()
    for number in range(LINES):
        posts.write(author=other, draft=posts.Draft(clear(f"Qui peut prendre la nuit du {number} ?"), group.word))
    return group


def _moderating(reader: Actor) -> Actor:
    """Return somebody whose account moderates, other than the reader."""
    guard = next(actor for actor in proved_professionals(2) if actor.pk != reader.pk)
    Account.objects.filter(pk=account_of(guard).pk).update(is_moderator=True)
    guard.refresh_from_db()
    return guard
