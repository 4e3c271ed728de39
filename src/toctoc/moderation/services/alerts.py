"""Tell moderators of a danger that was read in a post, at once, and let one of them take it."""

from __future__ import annotations

from datetime import timedelta
from typing import TYPE_CHECKING

from django.db import transaction

from toctoc.community.models.notification import NotificationKind
from toctoc.community.services.notifications import notify
from toctoc.kernel import clock
from toctoc.kernel.errors import Missing, Refused, Stale
from toctoc.moderation.models import Alert, Duty, LogLine
from toctoc.moderation.models.log_line import Verb
from toctoc.moderation.policies import is_closed, may_moderate
from toctoc.moderation.services.log import write_down
from toctoc.people.models import Actor
from toctoc.people.queries import moderators

if TYPE_CHECKING:
    from collections.abc import Sequence

    from toctoc.community.models import Post
    from toctoc.people.models import Account

PAGE = "/moderation/alertes"
# A look at what is closed is written down once in this time for one moderator and one alert.
ONE_LOOK = timedelta(hours=1)
# Alerts that one author opens within so long; more is a flood that would hide those of others.
MOST_OF_ONE, LATELY = 5, timedelta(hours=1)
# An alert holds no words; who took it is known as long as a decision can be contested.
KEPT = timedelta(days=183)


@transaction.atomic
def raise_alert(*, post_id: int, author_id: int, cards: Sequence[str]) -> Alert:
    """Open an alert on a post, or add a new danger to its alert; tell those on duty, everybody otherwise.

    A post has one alert. What was known of it already changes nothing, whatever its author edits: who took the alert
    keeps it, and what was closed stays closed. An author who has :data:`MOST_OF_ONE` alerts within :data:`LATELY` and
    one of them open gets no more: later posts are counted on the newest of those that are open.
    """
    # Whoever holds this row is alone to open alerts of its posts.
    Actor.objects.select_for_update(no_key=True).get(pk=author_id)
    known = Alert.objects.select_for_update(of=("self",)).filter(post_id=post_id).first()
    if known is not None:
        return _with_more(known, cards)
    flooded = _flooded_by(author_id)
    if flooded is not None:
        return _counted_on(flooded, cards)
    alert = Alert.objects.create(post_id=post_id, cards=" ".join(cards))
    _tell(_watchers())
    return alert


def _flooded_by(author_id: int) -> Alert | None:
    """Return the newest open alert of an author who has as many as one can have, or ``None`` for all others."""
    own = Alert.objects.filter(post__author_id=author_id)
    if len(own.filter(raised_at__gt=clock.now() - LATELY).values_list("pk")[:MOST_OF_ONE]) < MOST_OF_ONE:
        return None
    return own.select_for_update(of=("self",)).filter(closed_at=None).order_by("-pk").first()


def _counted_on(alert: Alert, cards: Sequence[str]) -> Alert:
    """Count another post on an alert; a danger that it did not tell of yet is told."""
    alert.others += 1
    alert.save(update_fields=["others"])
    return _with_more(alert, cards)


def _with_more(alert: Alert, cards: Sequence[str]) -> Alert:
    """Add the dangers that are new to an alert: who looks after it is told, and one that was closed opens again."""
    known = alert.cards.split()
    new = [card for card in cards if card not in known]
    if not new:
        return alert
    if alert.closed_at is not None:
        alert.taken_by, alert.taken_at, alert.closed_at = None, None, None
    alert.cards = " ".join([*known, *dict.fromkeys(new)])
    alert.version += 1
    alert.save(update_fields=["cards", "taken_by", "taken_at", "closed_at", "version"])
    _tell(_watchers() if alert.taken_by_id is None else _actors_of([alert.taken_by_id]) or _watchers())
    return alert


def _tell(recipients: Sequence[Actor]) -> None:
    notify(NotificationKind.ALERT, recipients=recipients, actor_id=None, post=None, address=PAGE)


def _watchers() -> list[Actor]:
    """Return one actor of each moderator who is on duty; of every moderator when nobody is."""
    deciding = [account.pk for account in moderators()]
    on_duty = list(Duty.objects.filter(account__in=deciding).values_list("account", flat=True))
    return _actors_of(on_duty or deciding)


def _actors_of(accounts: Sequence[int]) -> list[Actor]:
    """Return one actor of each account, its first."""
    actors = Actor.objects.filter(account__in=accounts, left_at=None, suspended_at=None).order_by("pk")
    return list({actor.account_id: actor for actor in reversed(actors)}.values())


@transaction.atomic
def take_alert(*, moderator: Account, alert_id: int, seen: int) -> Alert:
    """Take an alert, so that others know somebody looks; raise :class:`Stale` when somebody else did."""
    alert = _held(moderator, alert_id, seen)
    if alert.taken_by_id is not None and alert.taken_by_id != moderator.pk:
        raise Stale("Une autre personne s’en occupe déjà.")
    return _step(alert, moderator, Verb.TAKE, taken_at=clock.now(), taken_by=moderator)


@transaction.atomic
def give_alert_back(*, moderator: Account, alert_id: int, seen: int) -> Alert:
    """Leave an alert to somebody else: one's own, or one that somebody who is away still holds."""
    return _step(_held(moderator, alert_id, seen), moderator, Verb.GIVE_BACK, taken_at=None, taken_by=None)


@transaction.atomic
def close_alert(*, moderator: Account, alert_id: int, seen: int) -> Alert:
    """Close an alert once looked at; raise :class:`Refused` for one that the moderator did not take."""
    alert = _held(moderator, alert_id, seen)
    if alert.taken_by_id != moderator.pk:
        raise Refused("Prenez d’abord cette alerte : chacun saura que vous vous en occupez.")
    return _step(alert, moderator, Verb.CLOSE_ALERT, closed_at=clock.now())


@transaction.atomic
def words_of(*, moderator: Account, alert: Alert) -> Post | None:
    """Return the post of an alert as the moderator may see it: a closed one only by who took the alert, and logged."""
    may_moderate(moderator)
    post: Post = alert.post
    if post.deleted_at is not None:
        return None
    if is_closed(post.audience):
        if alert.taken_by_id != moderator.pk:
            return None
        about = f"post:{post.pk}"
        looks = LogLine.objects.filter(about=about, verb=Verb.LOOK, account_id=moderator.pk)
        if not looks.filter(done_at__gt=clock.now() - ONE_LOOK).exists():
            write_down(Verb.LOOK, about, by=moderator, why="alerte")
    return post


@transaction.atomic
def change_duty(*, moderator: Account, is_on: bool) -> None:
    """Go on duty, or off; doing it twice changes nothing."""
    may_moderate(moderator)
    if is_on:
        Duty.objects.get_or_create(account=moderator)
    else:
        Duty.objects.filter(account=moderator).delete()


@transaction.atomic
def forget_alerts(*, most: int = 100) -> int:
    """Erase alerts that were closed long ago; return how many."""
    old = list(Alert.objects.filter(closed_at__lte=clock.now() - KEPT).values_list("pk", flat=True)[:most])
    Alert.objects.filter(pk__in=old).delete()
    return len(old)


def _held(moderator: Account, alert_id: int, seen: int) -> Alert:
    may_moderate(moderator)
    alert = Alert.objects.select_for_update(of=("self",)).select_related("post").filter(pk=alert_id).first()
    if alert is None:
        raise Missing
    if alert.version != seen or alert.closed_at is not None:
        raise Stale("Cette alerte a changé depuis. Voici où elle en est.")
    return alert


def _step(alert: Alert, moderator: Account, verb: Verb, **fields: object) -> Alert:
    for name, value in fields.items():
        setattr(alert, name, value)
    alert.version += 1
    alert.save(update_fields=[*fields, "version"])
    write_down(verb, f"post:{alert.post_id}", by=moderator, why="alerte")
    return alert
