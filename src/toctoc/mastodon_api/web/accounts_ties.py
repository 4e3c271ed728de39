"""Follow, block, mute, note, put forward: https://docs.joinmastodon.org/methods/accounts/."""

from __future__ import annotations

from datetime import timedelta
from typing import TYPE_CHECKING

import msgspec

from toctoc.groups.services.membership import join, leave, withdraw
from toctoc.kernel import clock
from toctoc.kernel.errors import Invalid, Refused
from toctoc.mastodon_api.queries.accounts import group_of, other_of, person_called
from toctoc.mastodon_api.queries.relationships import relationship
from toctoc.mastodon_api.web.endpoints import endpoint
from toctoc.mastodon_api.web.replies import Reply, said
from toctoc.people.models import Actor
from toctoc.people.models.actor import ActorKind
from toctoc.people.policies import viewer_for
from toctoc.people.queries import whom_blocked, whom_muted
from toctoc.people.queries.ties import whom_asked
from toctoc.people.rules.ties import Wishes
from toctoc.people.services import blocks, follows, opinions
from toctoc.privacy.services import clear

if TYPE_CHECKING:
    from toctoc.mastodon_api.web.calls import Call

A_CENTURY = timedelta(days=36_525)
_ACCOUNT = "api/v1/accounts/<id:account_id>/"
_GROUP = "Un groupe se quitte, il ne se bloque pas et ne se met pas en silence."


class FollowIn(msgspec.Struct):
    """What is wished of a follow; what is not told stays as it is."""

    reblogs: bool | None = None
    notify: bool | None = None
    languages: list[str] | None = None


class MuteIn(msgspec.Struct):
    """How far a mute goes, and for how many seconds; nought is for good."""

    notifications: bool | None = True
    duration: int | None = 0


class NoteIn(msgspec.Struct):
    """A few words for oneself."""

    comment: str | None = ""


def between(call: Call, actor_id: int) -> Reply:
    """Return what stands between the caller and another actor, now that something changed."""
    reader = Actor.objects.select_related("account").get(pk=call.actor.pk)
    return said(relationship(reader, viewer_for(reader, reader.account), actor_id))


@endpoint("POST", _ACCOUNT + "follow", scope="write:follows", differs="A group is entered, or asked at its door.")
def follow(call: Call, account_id: str) -> Reply:
    """Follow an account, or ask to; following again changes what is wished of it."""
    asked, other = call.read(FollowIn), other_of(int(account_id), call.viewer)
    if other.kind == ActorKind.GROUP:
        join(actor=call.actor, group=group_of(other))
        return between(call, other.pk)
    languages = None if asked.languages is None else tuple(asked.languages)
    wishes = Wishes(notify=asked.notify, languages=languages, shows_boosts=asked.reblogs)
    follows.follow(follower=call.actor, followee=other, wishes=wishes)
    return between(call, other.pk)


@endpoint("POST", _ACCOUNT + "unfollow", scope="write:follows")
def unfollow(call: Call, account_id: str) -> Reply:
    """Follow no longer, or ask no longer; a group is left."""
    other = whom_asked(call.actor, int(account_id)) or other_of(int(account_id), call.viewer)
    if other.kind == ActorKind.GROUP:
        withdraw(actor=call.actor, group=group_of(other))
        leave(actor=call.actor, group=group_of(other))
    else:
        follows.unfollow(follower=call.actor, followee=other)
    return between(call, other.pk)


@endpoint("POST", _ACCOUNT + "remove_from_followers", scope="write:follows")
def remove_from_followers(call: Call, account_id: str) -> Reply:
    """Have somebody follow the caller no longer."""
    other = other_of(int(account_id), call.viewer)
    follows.remove_follower(actor=call.actor, follower=other)
    return between(call, other.pk)


@endpoint("POST", _ACCOUNT + "block", scope="write:blocks")
def block(call: Call, account_id: str) -> Reply:
    """Have nothing to do with somebody any more, also with who did the same already."""
    # Whoever blocked the caller may be blocked in turn: that is no way to learn of it.
    other = person_called(int(account_id)) or _no_group(other_of(int(account_id), call.viewer))
    blocks.block(blocker=call.actor, blocked=other)
    return between(call, other.pk)


@endpoint("POST", _ACCOUNT + "unblock", scope="write:blocks")
def unblock(call: Call, account_id: str) -> Reply:
    """Take a block back."""
    other = whom_blocked(call.actor, int(account_id)) or other_of(int(account_id), call.viewer)
    blocks.unblock(blocker=call.actor, blocked=other)
    return between(call, other.pk)


@endpoint("POST", _ACCOUNT + "mute", scope="write:mutes")
def mute(call: Call, account_id: str) -> Reply:
    """Hear nothing of somebody, for a time or for good."""
    asked, other = call.read(MuteIn), _no_group(other_of(int(account_id), call.viewer))
    seconds = asked.duration or 0
    if seconds < 0:
        raise Invalid("Une durée se compte en secondes.", field="duration")
    until = clock.now() + timedelta(seconds=seconds) if 0 < seconds < A_CENTURY.total_seconds() else None
    hides = asked.notifications is not False
    blocks.mute(muter=call.actor, muted=other, until=until, hides_notifications=hides)
    return between(call, other.pk)


@endpoint("POST", _ACCOUNT + "unmute", scope="write:mutes")
def unmute(call: Call, account_id: str) -> Reply:
    """Hear somebody again."""
    other = whom_muted(call.actor, int(account_id)) or other_of(int(account_id), call.viewer)
    blocks.unmute(muter=call.actor, muted=other)
    return between(call, other.pk)


@endpoint("POST", _ACCOUNT + "note", scope="write:accounts")
def note(call: Call, account_id: str) -> Reply:
    """Keep a few words about somebody, which nobody else reads."""
    words = clear(call.read(NoteIn).comment or "", language=call.actor.languages[:2])
    other = other_of(int(account_id), call.viewer)
    opinions.note(owner=call.actor, subject=other, text=words)
    return between(call, other.pk)


@endpoint("POST", _ACCOUNT + "pin", scope="write:accounts")
@endpoint("POST", _ACCOUNT + "endorse", scope="write:accounts")
def endorse(call: Call, account_id: str) -> Reply:
    """Put somebody forward on one's profile."""
    other = other_of(int(account_id), call.viewer)
    opinions.endorse(endorser=call.actor, endorsed=other)
    return between(call, other.pk)


@endpoint("POST", _ACCOUNT + "unpin", scope="write:accounts")
@endpoint("POST", _ACCOUNT + "unendorse", scope="write:accounts")
def withdraw_endorsement(call: Call, account_id: str) -> Reply:
    """Put somebody forward no longer."""
    other = other_of(int(account_id), call.viewer)
    opinions.withdraw_endorsement(endorser=call.actor, endorsed=other)
    return between(call, other.pk)


def _no_group(other: Actor) -> Actor:
    if other.kind == ActorKind.GROUP:
        raise Refused(_GROUP)
    return other
