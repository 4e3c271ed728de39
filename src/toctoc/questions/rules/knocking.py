"""What a message that knocks asks: its topics, its urgency, whether it is a question at all."""

from __future__ import annotations

import re
from dataclasses import dataclass

from toctoc.questions.rules.boosting.tokens import folded
from toctoc.questions.rules.topics import MOST_TOPICS, TOPICS
from toctoc.questions.rules.understanding.reading import LIKELY, understood
from toctoc.questions.rules.urgency import Urgency

_HASHTAG = re.compile(r"#(\w{2,50})")
_BY_NAME = {
    folded(name).replace("-", "").replace(" ", ""): t.slug for t in TOPICS.values() for name in (t.slug, t.french)
}


@dataclass(frozen=True, slots=True)
class Known:
    """What is known of a message: slugs of topics, at least one, an urgency word, whether it asks something."""

    topics: tuple[str, ...]
    urgency: str
    is_question: bool


def read_knock(text: str, otherwise: str) -> Known:
    """Return what a message asks; ``otherwise`` is its topic when its words tell none.

    Hashtags that name a topic come first: their author chose them.
    """
    read = understood(text)
    tagged = [_BY_NAME[word] for one in _HASHTAG.findall(text) if (word := folded(one).replace("_", "")) in _BY_NAME]
    proposed = [one.slug for one in read.topics if one.probability >= LIKELY]
    topics = tuple(dict.fromkeys([*tagged, *proposed]))[:MOST_TOPICS]
    return Known(topics or (otherwise,), (read.urgency or Urgency.TODAY).value, "?" in text or read.is_question)
