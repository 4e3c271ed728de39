"""Hashtags that actors follow and show, and how much each is used in public."""

from __future__ import annotations

from collections import Counter, defaultdict
from dataclasses import dataclass
from datetime import UTC, timedelta
from typing import TYPE_CHECKING

from django.db.models import Count, Max

from toctoc.community.models import FeaturedTag, FollowedTag, Hashtag
from toctoc.community.rules.tags import HISTORY_DAYS, DayOfUse
from toctoc.kernel import clock
from toctoc.kernel.errors import Missing
from toctoc.kernel.ids import id_at, moment_of
from toctoc.kernel.pagination import Cut, Page, page_of
from toctoc.people.rules.audience import PUBLIC

if TYPE_CHECKING:
    from collections.abc import Iterable
    from datetime import datetime

    from django.db.models import QuerySet

    from toctoc.people.models import Actor

# Uses looked at for one answer: beyond it, figures of busy words are those of their newest uses.
MOST_USES = 5_000
MOST_WORDS = 80


@dataclass(frozen=True, slots=True)
class Featured:
    """A hashtag on a profile: how many public posts of its owner carry it, and when the last was said."""

    id: int
    word: str
    posts: int
    last_at: datetime | None


def public_uses() -> QuerySet[Hashtag]:
    """Return the hashtags of posts that are for everybody, by authors whom moderation leaves in public lists."""
    return Hashtag.objects.filter(
        post__audience=PUBLIC,
        post__deleted_at=None,
        post__author__suspended_at=None,
        post__author__limited_at=None,
    )


def histories(words: Iterable[str]) -> dict[str, list[DayOfUse]]:
    """Return the last seven days of each hashtag in public posts, today first: one statement, whatever their number."""
    asked = list(dict.fromkeys(word.lower() for word in words))[:MOST_WORDS]
    today = clock.now().astimezone(UTC).date()
    days = [today - timedelta(days=back) for back in range(HISTORY_DAYS)]
    since = id_at(clock.now() - timedelta(days=HISTORY_DAYS))
    rows = public_uses().filter(word__in=asked, post_id__gte=since).order_by("-post_id")
    uses: Counter[tuple[str, object]] = Counter()
    people: defaultdict[tuple[str, object], set[int]] = defaultdict(set)
    for word, post_id, author_id in rows.values_list("word", "post_id", "post__author_id")[:MOST_USES]:
        key = (word, moment_of(post_id).date())
        uses[key] += 1
        people[key].add(author_id)
    return {word: [DayOfUse(day, uses[word, day], len(people[word, day])) for day in days] for word in asked}


def follows_tag(actor: Actor, word: str) -> bool:
    """Tell whether an actor follows a hashtag."""
    return FollowedTag.objects.filter(actor=actor, word=word.lower()).exists()


def followed_among(actor: Actor, words: Iterable[str]) -> set[str]:
    """Return those of some hashtags that an actor follows."""
    asked = {word.lower() for word in words}
    return set(FollowedTag.objects.filter(actor=actor, word__in=asked).values_list("word", flat=True))


def featured_among(actor: Actor, words: Iterable[str]) -> set[str]:
    """Return those of some hashtags that an actor shows on its profile."""
    asked = {word.lower() for word in words}
    return set(FeaturedTag.objects.filter(actor=actor, word__in=asked).values_list("word", flat=True))


def followed_tags(actor: Actor, asked: Cut) -> Page[FollowedTag]:
    """Return the hashtags an actor follows, the last first."""
    rows = FollowedTag.objects.filter(actor=actor).order_by("-id")
    if asked.before is not None:
        rows = rows.filter(id__lt=asked.before)
    return page_of(list(rows[: asked.size + 1]), asked, lambda each: each.pk)


def featured_tags(actor: Actor) -> list[Featured]:
    """Return the hashtags an actor shows on its profile, the first first: two statements."""
    shown = list(FeaturedTag.objects.filter(actor=actor).order_by("id"))
    rows = public_uses().filter(post__author=actor, word__in=[tag.word for tag in shown]).order_by()
    counted = rows.values("word").annotate(posts=Count("post"), last=Max("post_id"))
    told = {row["word"]: (row["posts"], moment_of(row["last"])) for row in counted} if shown else {}
    return [Featured(tag.pk, tag.word, *told.get(tag.word, (0, None))) for tag in shown]


def featured_tag(actor: Actor, tag_id: int) -> FeaturedTag:
    """Return a hashtag that an actor shows on its profile, by its id; raise :class:`Missing` for any other."""
    found = FeaturedTag.objects.filter(actor=actor, pk=tag_id).first()
    if found is None:
        raise Missing
    return found


def own_words(actor: Actor, most: int = 10) -> list[str]:
    """Return the hashtags that an actor uses most in public and does not show yet."""
    shown = FeaturedTag.objects.filter(actor=actor).values("word")
    rows = public_uses().filter(post__author=actor).exclude(word__in=shown).order_by()
    counted = rows.values("word").annotate(uses=Count("post")).order_by("-uses", "word")
    return list(counted.values_list("word", flat=True)[:most])
