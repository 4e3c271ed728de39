"""What is proposed to whoever writes a question, from its text: topics to take, and two gentle doubts.

Nothing is chosen for the author: a topic is taken by pressing it, and a doubt stops nothing.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from toctoc.community.queries.language import page_language
from toctoc.questions.rules.topics import MOST_TOPICS, TOPICS, topic_words
from toctoc.questions.rules.understanding.reading import LIKELY, VERY_LIKELY, Proposed, understood
from toctoc.questions.rules.urgency import URGENCY_WORDS, Urgency

if TYPE_CHECKING:
    from collections.abc import Collection

    from django.http import QueryDict
    from django_stubs_ext import StrPromise

# The buttons that take one topic, or ask for some (without a slug), and write nothing; and the one that takes all those
# of its value and knocks.
PROPOSE, WITH = "proposer", "avec"
_VERY_LIKELY, _LIKELY, _POSSIBLE = _("très probable"), _("probable"), _("possible")
# Fewer characters are no text to doubt of yet.
_FEWEST = 20


@dataclass(frozen=True, slots=True)
class Offer:
    """A topic that may be taken in one tap, and how likely it is, in words."""

    slug: str
    words: str
    likelihood: StrPromise


@dataclass(frozen=True, slots=True)
class Proposals:
    """What a page shows beside a question being written.

    ``at_once`` are the slugs that the button "knock on these" takes, with their ``at_once_words``; ``doubts_hurry`` is
    a sentence, or nothing.
    """

    offers: list[Offer]
    at_once: str
    at_once_words: str
    doubts_question: bool
    doubts_hurry: str


def proposals_for(text: str, chosen: Collection[str], urgency: str) -> Proposals:
    """Return what is proposed for ``text`` beside the topics and urgency that were chosen."""
    read, language = understood(text), page_language()
    room = max(0, MOST_TOPICS - len(chosen))
    topics = [one for one in read.topics if one.slug not in chosen][:room]
    at_once = [one.slug for one in topics if one.probability >= LIKELY] or [one.slug for one in topics[:1]]
    return Proposals(
        offers=[Offer(one.slug, topic_words(one.slug, language), _likelihood(one)) for one in topics],
        at_once=" ".join(at_once),
        at_once_words=", ".join(topic_words(slug, language) for slug in at_once),
        doubts_question=not read.is_question and len(text.strip()) >= _FEWEST,
        doubts_hurry=_doubt(read.urgency, read.urgency_words, urgency),
    )


def with_taken(typed: QueryDict) -> QueryDict:
    """Return a form as it was sent, with the topics that a button of ours takes among those chosen."""
    taken = [slug for slug in (*typed.getlist(PROPOSE), *typed.get(WITH, "").split()) if slug in TOPICS]
    changed = typed.copy()
    changed.setlist("topics", list(dict.fromkeys([*typed.getlist("topics"), *taken])))
    changed.pop(WITH, None)
    changed.pop(PROPOSE, None)
    return changed


def _likelihood(one: Proposed) -> StrPromise:
    if one.probability >= VERY_LIKELY:
        return _VERY_LIKELY
    return _LIKELY if one.probability >= LIKELY else _POSSIBLE


def _doubt(said: Urgency | None, words: tuple[str, ...], chosen: str) -> str:
    """Return what is asked when the words and the choice of an urgency do not fit; nothing when they do."""
    order = list(Urgency)
    if said is None or chosen not in order:
        return ""
    asked = Urgency(chosen)
    sooner, calmer = order.index(said) < order.index(asked), said is Urgency.WEEK and asked is Urgency.NOW
    if not (sooner or calmer):
        return ""
    picked = URGENCY_WORDS[asked][page_language() == "en"]
    return gettext("Vous écrivez « %(words)s » et attendez une réponse : %(picked)s. Est-ce bien cela ?") % {
        "words": ", ".join(words),
        "picked": picked.lower(),
    }
