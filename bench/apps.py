"""The Mastodon API's hottest addresses, with boosts in the lists, and for a reader with filters, mutes and blocks."""

from __future__ import annotations

import json
import logging
import sqlite3
from typing import TYPE_CHECKING, Any

from django.conf import settings

from bench.counting import cost_of
from bench.figures import Figure, cpu_per_call
from bench.site import api_site, caller, environ, front_site, reader_and_token
from toctoc.community.models import Boost, Hashtag, Post
from toctoc.community.policies import visible_sql
from toctoc.community.queries.home import home_lists
from toctoc.community.services.boosts import boost
from toctoc.community.services.quiet import Wanted, make_filter
from toctoc.kernel.pagination import Cut
from toctoc.mastodon_api.queries import accounts, statuses
from toctoc.mastodon_api.rules import limits
from toctoc.people.models import Actor, Follow
from toctoc.people.services.blocks import block, mute
from toctoc.privacy.services import clear_line

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable
    from wsgiref.types import StartResponse, WSGIEnvironment

    from toctoc.community.queries.home import Glance

HOME = "/api/v1/timelines/home"
BOOSTS = 5
TIES = 20


def measure() -> list[Figure]:
    """Return processor time of each address, and how the home timeline stands to its floor."""
    logging.disable(logging.INFO)
    limits.OF_ACCOUNT = 1 << 40
    reader, token = reader_and_token()
    newest = _boosted(reader)
    glance = home_lists.glance(reader.pk, Cut())
    asked = environ(HOME, token=token)
    home = {
        "floor": caller(Floor(glance), asked),
        "home, lane": caller(front_site(), asked),
        "home, view": caller(api_site(), asked),
    }
    _agree(home)
    taken = cpu_per_call(
        {
            **home,
            **{name: caller(api_site(), environ(address, token=token)) for name, address in _lists(newest).items()},
        },
        rounds=7,
        seconds=0.3,
    )
    figures = [Figure("floor", taken["floor"], "µs"), *_of_home(taken, "")]
    figures += [Figure(name, taken[name], "µs", at_most=1_000) for name in _lists(newest) if name != "credentials"]
    figures.append(Figure("verify_credentials", taken["credentials"], "µs", at_most=400))
    credentials = caller(api_site(), environ(_lists(newest)["credentials"], token=token))
    figures.append(Figure("verify_credentials: statements", cost_of(credentials).statements, "", at_most=2))
    return [*figures, *_quiet(reader, token)]


def _of_home(taken: dict[str, float], who: str) -> list[Figure]:
    return [
        Figure(f"home, lane{who}", taken["home, lane"], "µs", at_most=400),
        Figure(f"home, lane against the floor{who}", taken["home, lane"] / taken["floor"], "times", at_most=1.5),
        Figure(f"home, view{who}", taken["home, view"], "µs"),
    ]


def _boosted(reader: Actor) -> Post:
    """Let some of those followed boost what the reader would not see otherwise; return the newest public thread."""
    followed = Follow.objects.filter(follower=reader, followee__kind="person").values("followee")
    others = Post.objects.filter(audience="public", reply_to=None).exclude(author__in=followed).order_by("-id")
    for actor, post in zip(Actor.objects.filter(pk__in=followed)[:BOOSTS], others[:BOOSTS], strict=True):
        boost(actor=actor, post=post)
    thread = Post.objects.filter(audience="public", reply_to=None, replies_count__gte=5).order_by("-id")[0]
    newest = list(Post.objects.filter(audience="public", reply_to=None).order_by("-id")[:40])
    Hashtag.objects.bulk_create((Hashtag(post=post, word="mesure") for post in newest), ignore_conflicts=True)
    if not Boost.objects.exists():
        raise SystemExit("Nobody boosted anything.")
    return thread


def _lists(thread: Post) -> dict[str, str]:
    return {
        "public timeline": "/api/v1/timelines/public?limit=20",
        "hashtag": "/api/v1/timelines/tag/mesure?limit=20",
        "context": f"/api/v1/statuses/{thread.pk}/context",
        "an account's statuses": f"/api/v1/accounts/{thread.author_id}/statuses?limit=20",
        "credentials": "/api/v1/accounts/verify_credentials",
    }


def _quiet(reader: Actor, token: str) -> list[Figure]:
    """Return the figures of the same reader once it has filters, mutes and blocks."""
    for name in ("gratin", "football", "horoscope"):
        make_filter(actor=reader, wanted=Wanted(clear_line(name), clear_line(name), ("home", "lists")))
    followed = Follow.objects.filter(follower=reader).values("followee")
    strangers = Actor.objects.filter(kind="person").exclude(pk=reader.pk).exclude(pk__in=followed).order_by("id")
    for actor in strangers[:TIES]:
        mute(muter=reader, muted=actor)
    for actor in strangers[TIES : 2 * TIES]:
        block(blocker=reader, blocked=actor)
    reader.refresh_from_db()
    glance = home_lists.glance(reader.pk, Cut())
    asked = environ(HOME, token=token)
    home = {
        "floor": caller(Floor(glance), asked),
        "home, lane": caller(front_site(), asked),
        "home, view": caller(api_site(), asked),
    }
    _agree(home)
    taken = cpu_per_call(home, rounds=7, seconds=0.3)
    return _of_home(taken, ", with filters, mutes and blocks")


class Floor:
    """The least one would write by hand: one sqlite3 connection, known ids, a statement for posts, one for boosters."""

    def __init__(self, glance: Glance) -> None:
        self.connection = sqlite3.connect(settings.DATABASES["default"]["NAME"])
        self.entries = glance.entries
        ids = glance.page.items
        boosters = sorted({entry.source for entry in glance.entries if entry.is_boost}) or [0]
        me, (visible, values) = glance.viewer.actor_id or 0, visible_sql(glance.viewer)
        self.sql = statuses._statement(len(ids), visible).replace("CAST(", "(").replace(" AS BLOB)", ")")  # noqa: SLF001
        self.parameters = [me, me, me, *ids, *values]
        self.of_boosters = accounts._statement(len(boosters)).replace("CAST(", "(").replace(" AS BLOB)", ")")  # noqa: SLF001
        self.boosters = boosters

    def __call__(self, _: WSGIEnvironment, start_response: StartResponse) -> Iterable[bytes]:
        """Answer the timeline."""
        rows = {row[0]: self.joined(row) for row in self.connection.execute(self.sql, self.parameters).fetchall()}
        boosters = {row[0]: row for row in self.connection.execute(self.of_boosters, self.boosters).fetchall()}
        shown = [
            f'{{"id":"{entry.entry_id}","account":{self.account(boosters[entry.source][1:])},"reblog":{rows[post_id]}}}'
            if entry.entry_id != (post_id := entry.post_id)
            else rows[post_id]
            for entry in self.entries
            if entry.post_id in rows
        ]
        start_response("200 OK", [("Content-Type", "application/json")])
        return [f"[{','.join(shown)}]".encode()]

    def account(self, row: tuple[Any, ...]) -> str:
        """Join the pieces of an account."""
        return f'{row[0]},"followers_count":{row[1]},"following_count":{row[2]},"statuses_count":{row[3]}}}'

    def joined(self, row: tuple[Any, ...]) -> str:
        """Join the pieces of one post."""
        marks = ",".join(f'"{name}":{"true" if row[place] else "false"}' for name, place in MARKS)
        counts = ",".join(f'"{name}":{row[place]}' for name, place in COUNTS)
        return f'{row[1]},"account":{self.account((row[2], *row[4:7]))},{counts},{marks},"poll":null,"filtered":[]}}'


COUNTS = (("replies_count", 10), ("reblogs_count", 11), ("favourites_count", 12))
MARKS = (("reblogged", 13), ("favourited", 14), ("bookmarked", 15))


def _agree(bodies: dict[str, Callable[[], bytes]]) -> None:
    """Stop the benchmark unless every variant shows the same statuses."""
    said = {name: [status["id"] for status in json.loads(call())] for name, call in bodies.items()}
    if len({tuple(ids) for ids in said.values()}) > 1:
        raise SystemExit(f"The variants do not show the same: {said}")
