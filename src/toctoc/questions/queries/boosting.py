"""What the rule of boosting asks of questions, in a fixed number of statements, and what the bot passed on."""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass
from datetime import timedelta
from typing import TYPE_CHECKING

from toctoc.community.models import Post
from toctoc.community.policies import visible_to
from toctoc.kernel import clock
from toctoc.kernel.errors import Missing
from toctoc.people.policies import proved_profession
from toctoc.people.rules.audience import PUBLIC, STRANGER
from toctoc.questions.models import Boost, BoostRule, Pledge, Question
from toctoc.questions.models.boost import RuleState
from toctoc.questions.rules.boosting.deciding import Verdict, decide
from toctoc.questions.rules.pledges import PledgeState

if TYPE_CHECKING:
    from collections.abc import Sequence

    from django.db.models import QuerySet

    from toctoc.questions.rules.boosting.properties import Value
    from toctoc.questions.rules.boosting.tree import Node

TRIED = 200
WEEK = timedelta(days=7)
HISTORY = 50
LISTED = 20


@dataclass(frozen=True, slots=True)
class Tried:
    """What a rule would do with one question."""

    question: Question
    verdict: Verdict


def active_rule() -> BoostRule | None:
    """Return the version in force."""
    return BoostRule.objects.filter(state=RuleState.ACTIVE).first()


def rule_by_id(rule_id: int) -> BoostRule:
    """Return a version; raise :class:`Missing` without one."""
    rule = BoostRule.objects.select_related("proposed_by", "activated_by").filter(pk=rule_id).first()
    if rule is None:
        raise Missing
    return rule


def versions() -> list[BoostRule]:
    """Return the newest versions, with who wrote and who activated each."""
    rows = BoostRule.objects.select_related("proposed_by", "activated_by", "ended_by")
    return list(rows.order_by("-id")[:HISTORY])


def public_questions() -> QuerySet[Question]:
    """Return the questions that a stranger may read and find in lists; whom moderation limits is in no public list."""
    readable = Post.objects.filter(visible_to(STRANGER), audience=PUBLIC, author__limited_at=None)
    return Question.objects.filter(post__in=readable).select_related("post__author")


def tried_on_newest(tree: Node) -> list[Tried]:
    """Return what a rule would do with the newest public questions, at most :data:`TRIED`."""
    questions = list(public_questions().order_by("-post")[:TRIED])
    facts = facts_of(questions)
    return [Tried(question, decide(tree, facts[question.pk])) for question in questions]


def facts_of(questions: Sequence[Question]) -> dict[int, dict[str, Value]]:
    """Return what a rule may ask of each question, by its id; their posts and authors are read already."""
    ids, askers = [q.pk for q in questions], {q.asker_id for q in questions}
    topics: dict[int, list[str]] = {}
    for question_id, topic in Question.objects.filter(pk__in=ids).values_list("pk", "topics__topic"):
        topics.setdefault(question_id, []).append(topic)
    pledges = {pledge.pk: pledge for pledge in Pledge.objects.filter(question__in=ids)}
    broken = Counter(Pledge.objects.filter(asker__in=askers, state=PledgeState.BROKEN).values_list("asker", flat=True))
    recent = Boost.objects.filter(question__asker__in=askers, boosted_at__gte=clock.now() - WEEK)
    boosted = Counter(recent.values_list("question__asker", flat=True))
    return {
        question.pk: _facts(question, topics[question.pk], pledges.get(question.pk))
        | {"broken_promises": broken[question.asker_id], "boosted_this_week": boosted[question.asker_id]}
        for question in questions
    }


def _facts(question: Question, topics: list[str], pledge: Pledge | None) -> dict[str, Value]:
    post, asker = question.post, question.post.author
    return {
        "profession": asker.profession,
        "specialty": asker.specialty,
        "proved": bool(proved_profession(asker)),
        "text": post.text,
        "length": len(post.text),
        "topics": tuple(topics),
        "urgency": question.urgency,
        "language": post.language,
        "kind": pledge.kind if pledge else "question",
        "promised": pledge is not None and pledge.promised_at is not None,
        "asks": "?" in post.text,
        "has_files": "media" in post.parts.split(),
        "has_links": "http://" in post.text or "https://" in post.text,
    }


def newest_boosts() -> list[Boost]:
    """Return what the bot passed on, the newest first, as a stranger may still read it."""
    rows = Boost.objects.filter(question__in=public_questions(), taken_back_at=None)
    return list(rows.select_related("question__post__author").order_by("-boosted_at", "-question")[:LISTED])
