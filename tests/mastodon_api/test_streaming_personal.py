"""What apps hear that concerns one alone, and that the stream process reads people as the site does."""

from __future__ import annotations

import asyncio
import json
from datetime import timedelta
from typing import Any

import pytest

from tests.community.test_quiet import keep_quiet
from tests.conftest import eyes_of, person, post_by
from tests.mastodon_api.caller import app_of
from tests.mastodon_api.listening import Listening
from toctoc.community.models import Notification, Post
from toctoc.community.models.notification import NotificationKind
from toctoc.community.services import notifications, posts
from toctoc.community.services.gestures import favour
from toctoc.community.services.posts import Answer, Draft
from toctoc.community.services.quiet import leave_thread, remove_filter
from toctoc.kernel import clock
from toctoc.mastodon_api.queries.notices import notices_json
from toctoc.people.models import Actor
from toctoc.people.services.blocks import block
from toctoc.people.services.follows import follow
from toctoc.people.services.tokens import AccessToken, bearer_of, issue_token, revoke_token, revoke_tokens
from toctoc.privacy.services import clear

pytestmark = pytest.mark.django_db


def fresh(actor: Actor) -> Actor:
    return Actor.objects.select_related("account").get(pk=actor.pk)


def told(actor: Actor) -> list[Any]:
    """Return an actor's notifications as the endpoint gives them, oldest first."""
    rows = list(Notification.objects.filter(recipient=actor).select_related("actor", "post").order_by("id"))
    reader = fresh(actor)
    return [json.loads(each) for each in notices_json(rows, reader, eyes_of(reader))]


def test_a_notification_is_heard_by_its_recipient_alone_as_it_is_read(
    ruisseau: Actor, avril: Actor, carrelet: Actor
) -> None:
    post = post_by(ruisseau)
    listening = Listening()
    home, alone = listening.phone(ruisseau, "user"), listening.phone(ruisseau, "user:notification")
    other = listening.phone(carrelet, "user", "user:notification")
    expected: list[Any] = []
    for happen in (
        lambda: follow(follower=avril, followee=ruisseau),
        lambda: favour(actor=avril, post=post),
        lambda: posts.reply(author=avril, to=post, answer=Answer(clear("Et vous ?"))),
        lambda: posts.write(author=avril, draft=Draft(clear("Merci @ruisseau"), "members")),
    ):
        happen()
        listening.catch_up()
        expected.append(told(ruisseau)[-1])
    heard = alone.heard("notification")
    assert [notice["type"] for notice in heard] == ["follow", "favourite", "mention", "mention"]
    assert heard == expected
    assert home.heard("notification") == heard
    assert other.heard("notification") == []
    assert {tuple(frame["stream"]) for frame in alone.frames} == {("user:notification",)}


def test_what_the_place_itself_says_is_heard_as_it_is_read(ruisseau: Actor) -> None:
    listening = Listening()
    phone = listening.phone(ruisseau, "user:notification")
    for kind, address in ((NotificationKind.DECISION, "/moderation/1"), (NotificationKind.CLOSING, "/reglages")):
        notifications.notify(kind, recipients=[ruisseau], actor_id=None, post=None, address=address)
    listening.catch_up()
    assert phone.heard("notification") == told(ruisseau)
    assert [notice["type"] for notice in phone.heard("notification")] == ["moderation_warning", "status"]


def test_a_notification_about_what_was_blocked_or_deleted_since_is_not_heard(ruisseau: Actor, avril: Actor) -> None:
    post = post_by(ruisseau)
    listening = Listening()
    phone = listening.phone(ruisseau, "user")
    answer = posts.reply(author=avril, to=post, answer=Answer(clear("Et vous ?")))
    block(blocker=ruisseau, blocked=avril)
    listening.catch_up()
    assert phone.heard("notification") == []
    assert answer.pk


def test_without_its_scope_a_home_stream_brings_no_notifications(ruisseau: Actor, avril: Actor) -> None:
    post = post_by(ruisseau)
    listening = Listening()
    phone = listening.phone(ruisseau, "user", scopes=("read:statuses",))
    favour(actor=avril, post=post)
    own = post_by(ruisseau, "Encore.")
    listening.catch_up()
    assert phone.heard("notification") == []
    assert phone.ids() == [own.pk]


def test_filters_that_change_are_told_without_a_payload(avril: Actor, ruisseau: Actor) -> None:
    listening = Listening()
    phone, other = listening.phone(avril, "user"), listening.phone(ruisseau, "user")
    kept = keep_quiet(avril, "chimio")
    remove_filter(actor=fresh(avril), filter_id=kept.pk)
    listening.catch_up()
    assert phone.frames == [{"stream": ["user"], "event": "filters_changed"}] * 2
    assert other.frames == []


def test_a_conversation_goes_on_for_those_named_alone(ruisseau: Actor, avril: Actor, carrelet: Actor) -> None:
    listening = Listening()
    named, author, outsider = (listening.phone(actor, "direct", "public") for actor in (avril, ruisseau, carrelet))
    draft = Draft(clear("Entre nous."), "named", named=(avril,))
    post = posts.write(author=ruisseau, draft=draft)
    posts.reply(author=fresh(avril), to=Post.objects.get(pk=post.pk), answer=Answer(clear("Oui.")))
    listening.catch_up()
    first, second = named.heard("conversation")
    assert (first["id"], first["unread"], first["last_status"]["id"]) == (str(post.pk), True, str(post.pk))
    assert [account["username"] for account in first["accounts"]] == ["ruisseau"]
    assert (second["id"], second["unread"]) == (first["id"], False)
    assert [account["username"] for account in author.heard("conversation")[1]["accounts"]] == ["avril"]
    assert second == app_of(avril).get("v1/conversations").body[0]
    assert outsider.frames == []
    assert named.ids() == []


def test_readers_are_who_the_site_says_they_are(
    ruisseau: Actor, carrelet: Actor, plumier: Actor, avril: Actor, dehors: Actor
) -> None:
    block(blocker=avril, blocked=dehors)
    leave_thread(actor=avril, post=post_by(ruisseau))
    Actor.objects.filter(pk=carrelet.pk).update(proved_until=clock.now() - timedelta(seconds=1))
    Actor.objects.filter(pk=plumier.pk).update(suspended_at=clock.now())
    everybody = [fresh(actor) for actor in (ruisseau, carrelet, plumier, avril, dehors)]
    viewers = asyncio.run(Listening().crowd.people.viewers([actor.pk for actor in everybody]))
    assert plumier.pk not in viewers
    for actor in everybody:
        if actor.pk != plumier.pk:
            assert viewers[actor.pk] == eyes_of(actor)


def test_tokens_are_whose_the_site_says_they_are(ruisseau: Actor, avril: Actor, vigie: Any) -> None:
    assert ruisseau.account is not None
    assert avril.account is not None
    bearers = Listening().crowd.bearers

    def known(token: str) -> tuple[int, frozenset[str]] | None:
        found = asyncio.run(bearers.bearer_of(token))
        return (found.actor_id, found.scopes) if found else None

    token = issue_token(account=ruisseau.account, scopes=("read:statuses", "write"))
    site = bearer_of(token)
    assert site is not None
    assert known(token) == (site.actor_id, site.scopes)
    assert known("") is known("faux") is known(token.upper()) is None
    old = issue_token(account=avril.account)
    AccessToken.objects.filter(user=avril.account).update(expires=clock.now())
    assert known(old) is None
    waiting = person("attente")
    assert waiting.account is not None
    theirs = issue_token(account=waiting.account)
    assert known(theirs) is not None
    for column, value in (("approved_at", None), ("is_active", False)):
        kept = getattr(waiting.account, column)
        type(waiting.account).objects.filter(pk=waiting.account.pk).update(**{column: value})
        assert known(theirs) is None
        type(waiting.account).objects.filter(pk=waiting.account.pk).update(**{column: kept})
    Actor.objects.filter(pk=waiting.pk).update(suspended_at=clock.now())
    assert known(theirs) is None
    revoke_token(token=token)
    assert known(token) is None


def test_a_token_that_is_revoked_ends_its_streams_and_no_other(ruisseau: Actor) -> None:
    assert ruisseau.account is not None
    listening = Listening()
    kept, ended = listening.phone(ruisseau, "user"), listening.phone(ruisseau, "user")
    token_id = listening.ear_of(ended).bearer.token_id
    revoke_tokens(tokens=AccessToken.objects.filter(pk=token_id))
    listening.catch_up()
    assert listening.ear_of(ended).is_ended
    assert not listening.ear_of(kept).is_ended


def test_what_a_revocation_did_not_announce_ends_at_the_next_check(ruisseau: Actor) -> None:
    listening = Listening()
    phone = listening.phone(ruisseau, "user")
    AccessToken.objects.all().delete()
    asyncio.run(listening.crowd.check(listening.crowd.ears.all()))
    assert listening.ear_of(phone).is_ended
