"""Brakes: how often somebody gives notice, and what new accounts may do at first.

An account is new for a day, and young for a week, unless its actor proved a profession. Limits are those of a lively
first day: the busiest newcomer of the historic #DocTocToc wrote seven messages.
"""

from __future__ import annotations

from datetime import timedelta
from typing import TYPE_CHECKING

from django.db.models import F

from toctoc.community.models import Mention, Post, Reader
from toctoc.community.services.gates import Intent, before_writing
from toctoc.kernel import clock
from toctoc.kernel.errors import Refused, TooMany
from toctoc.kernel.ids import id_at
from toctoc.moderation.models import LinkCount, RecentText
from toctoc.moderation.rules.resemblance import are_near, fingerprint, links_in
from toctoc.people.models.actor import ActorKind
from toctoc.people.policies import moderates, proved_profession
from toctoc.people.rules.audience import ACTOR
from toctoc.people.services.keys import digest_of
from toctoc.proofs.services.attempts import Limit, try_once, try_shared

if TYPE_CHECKING:
    from datetime import datetime

    from toctoc.people.models import Actor

# An address may be a whole hospital's; a member answers for its own notices.
PER_ADDRESS = Limit("notices", 12, timedelta(hours=1))
PER_MEMBER = Limit("notices of a member", 20, timedelta(hours=1))
# What a team can read; beyond it somebody floods, and the log says so.
OF_STRANGERS = Limit("notices in all", 400, timedelta(hours=1))

NEW, YOUNG = timedelta(days=1), timedelta(days=7)
MOST_POSTS, MOST_LINKS, MOST_MENTIONS = 10, 3, 5
# How often young accounts together give the same link in a day.
MOST_SAME_LINK = 5
# The same text by this many young actors within so long is a raid.
BURST, BURST_LASTS = 3, timedelta(minutes=10)
# Newest fingerprints that one writing is compared with.
MOST_COMPARED = 200
LINKS_KEPT = timedelta(days=2)


def count_notice(address: str, reader: Actor | None) -> None:
    """Count one notice against its limits; raise :class:`TooMany` when one is passed."""
    if reader is not None:
        try_once((PER_MEMBER, str(reader.pk)))
    else:
        try_shared((PER_ADDRESS, address), shared=OF_STRANGERS)


@before_writing
def brake(intent: Intent) -> None:
    """Raise :class:`TooMany` or :class:`Refused` when a new account does too much, or several say the same."""
    author, now = intent.author, clock.now()
    begun = _begun_at(author)
    if begun is None or now - begun > YOUNG:
        return
    links = links_in(intent.text)
    # Of an edit, what it adds.
    added = [link for link in links if link not in links_in(intent.before or "")]
    if now - begun <= NEW:
        _slow_down(intent, begun, len(links) if added else 0)
    _count_links(added, now)
    _compare(intent, now)


def _begun_at(author: Actor) -> datetime | None:
    """Return when an account began that is held back at first; ``None`` for one that is not."""
    account = author.account
    is_plain = author.kind in {ActorKind.PERSON, ActorKind.ORGANISATION}
    if (
        account is None
        or not account.registered_itself
        or not is_plain
        or proved_profession(author)
        or moderates(account)
    ):
        return None
    return account.date_joined


def _slow_down(intent: Intent, begun: datetime, links: int) -> None:
    """Hold the limits of a first day; at most as many rows are read as the limit counts."""
    later = int((begun + NEW - clock.now()).total_seconds()) + 1
    earlier = Post.objects.filter(author=intent.author, id__gte=id_at(begun)).exclude(pk=intent.post.pk)
    written = list(earlier.order_by("-id").values_list("text", flat=True)[:MOST_POSTS])
    if len(written) >= MOST_POSTS:
        raise TooMany(
            "Le premier jour, un compte écrit au plus dix messages. Reprenez demain : rien n’est perdu.",
            retry_after=later,
        )
    if links and links + sum(len(links_in(words)) for words in written) > MOST_LINKS:
        raise TooMany(
            "Le premier jour, un compte donne au plus trois liens. Retirez-en un, ou attendez demain.",
            retry_after=later,
        )
    if (intent.mentioned or intent.named) and _named_by(intent.author) > MOST_MENTIONS:
        raise TooMany(
            "Le premier jour, un compte nomme au plus cinq personnes. Retirez un nom, ou attendez demain.",
            retry_after=later,
        )


def _named_by(author: Actor) -> int:
    """Return how often an author named somebody in a text, and how many people it wrote to by name; a few at most."""
    mentions = Mention.objects.filter(post__author=author).values_list("pk", flat=True)
    readers = Reader.objects.filter(post__author=author, word__startswith=f"{ACTOR}:").values_list("word", flat=True)
    return len(mentions[: MOST_MENTIONS + 1]) + len(readers.distinct()[: MOST_MENTIONS + 1])


def _count_links(links: list[str], now: datetime) -> None:
    for link in sorted(links):
        digest = digest_of("links of young accounts", link)
        LinkCount.objects.bulk_create([LinkCount(link=digest, day=now.date())], ignore_conflicts=True)
        row = LinkCount.objects.filter(link=digest, day=now.date())
        row.update(count=F("count") + 1)
        if row.values_list("count", flat=True)[0] > MOST_SAME_LINK:
            raise Refused("Ce lien a été donné trop souvent aujourd’hui. Dites avec vos mots ce qu’il apporte.")


def _compare(intent: Intent, now: datetime) -> None:
    mark = fingerprint(intent.text)
    if mark is None:
        return
    recent = RecentText.objects.filter(written_at__gt=now - BURST_LASTS).exclude(actor=intent.author)
    rows = recent.order_by("-written_at").values_list("actor", "fingerprint")[:MOST_COMPARED]
    if len({actor for actor, other in rows if are_near(mark, other)}) >= BURST - 1:
        raise Refused("Plusieurs comptes viennent d’écrire le même texte. Écrivez avec vos mots, ou attendez un peu.")
    RecentText.objects.create(actor=intent.author, fingerprint=mark, written_at=now)


def forget_traces() -> int:
    """Delete fingerprints that are over, and counts of links of earlier days; return how many."""
    now = clock.now()
    texts, _ = RecentText.objects.filter(written_at__lte=now - BURST_LASTS).delete()
    links, _ = LinkCount.objects.filter(day__lt=(now - LINKS_KEPT).date()).delete()
    return texts + links
