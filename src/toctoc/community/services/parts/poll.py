"""The poll that a post asks.

What is prepared is the same for everybody: the answers as a form. Whether this reader voted, and what came out, is
asked for by each page.
"""

from __future__ import annotations

from html import escape
from typing import TYPE_CHECKING

from toctoc.community.models import Poll, PollOption
from toctoc.community.rules.cards import LANGUAGES, Part
from toctoc.community.rules.polls import check_poll
from toctoc.jobs.services.queue import enqueue
from toctoc.kernel import clock

if TYPE_CHECKING:
    from toctoc.community.models import Post
    from toctoc.community.rules.drafts import Extras

NAME = "poll"
# The task that tells the voters.
CLOSE = "community.close_poll"
# The question, the button, the link.
_WORDS = {
    "fr": ("Sondage", "plusieurs réponses possibles", "une seule réponse", "Voter", "Voir le sondage"),
    "en": ("Poll", "several answers possible", "one answer only", "Vote", "See the poll"),
}


def is_in(extras: Extras) -> bool:
    """Tell whether a draft asks something."""
    return extras.poll is not None


def attach(post: Post, extras: Extras) -> None:
    """Keep the poll and say when it closes; raise :class:`Invalid` for one that is none."""
    if extras.poll is None:
        return
    check_poll(extras.poll)
    poll = Poll.objects.create(
        post=post,
        is_multiple=extras.poll.is_multiple,
        hides_totals=extras.poll.hides_totals,
        closes_at=clock.now() + extras.poll.lasts,
    )
    options = enumerate(extras.poll.options)
    PollOption.objects.bulk_create(PollOption(poll=poll, position=place, text=option.text) for place, option in options)
    # With the time in its key: a poll that is asked anew closes at another.
    key = f"{CLOSE} {post.pk} {poll.closes_at.timestamp():.0f}"
    enqueue(CLOSE, key=key, run_at=poll.closes_at, post_id=post.pk)


def part_of(post: Post) -> Part:
    """Return the poll as a form that works by itself; a script shows each reader's own state in its place."""
    poll = Poll.objects.filter(pk=post.pk).prefetch_related("options").first()
    if poll is None:  # taken back, and restored without it
        return Part(NAME, "", "", None)
    options = sorted(poll.options.all(), key=lambda option: option.position)
    html = {language: _form(poll, options, language) for language in LANGUAGES}
    told = {
        "options": [option.text for option in options],
        "multiple": poll.is_multiple,
        "closes_at": poll.closes_at.isoformat(timespec="milliseconds"),
    }
    return Part(NAME, html["fr"], html["en"], told)


def _form(poll: Poll, options: list[PollOption], language: str) -> str:
    title, several, one, vote, see = _WORDS[language]
    kind = "checkbox" if poll.is_multiple else "radio"
    choices = "".join(
        f'<label class="choice"><input type="{kind}" form="gestes" name="choix-{poll.pk}" value="{option.position}">'
        f"<span>{escape(option.text)}</span></label>"
        for option in options
    )
    return (
        f'<div class="poll" data-fill="/messages/{poll.pk}/sondage"><fieldset>'
        f'<legend class="small soft">{title} · {several if poll.is_multiple else one}</legend>{choices}</fieldset>'
        f'<div class="btns"><button class="btn" form="gestes" formaction="/messages/{poll.pk}/voter">{vote}</button>'
        f'<a href="/messages/{poll.pk}/sondage">{see}</a></div></div>'
    )
