"""Count what people give when they give it: answers, thanks, questions closed, professions bridged."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.db import connection, transaction
from django.db.models import F

from toctoc.people.models import Actor
from toctoc.people.policies import proved_profession
from toctoc.questions.models import GivenHelp, HelpCount, Thanks

if TYPE_CHECKING:
    from django.db.models import QuerySet

    from toctoc.questions.models import Question

# Who answered what, from the posts there are; proofs are those of today, for what was then is not kept.
_HELPERS = """
INSERT INTO questions_givenhelp (question_id, actor_id, answers, crossed, is_closed)
SELECT p.thread_id, p.author_id, count(*),
CASE WHEN h.proved_profession <> '' AND a.proved_profession <> h.proved_profession THEN a.proved_profession ELSE '' END,
q.state = 'closed'
FROM community_post p
JOIN questions_question q ON q.post_id = p.thread_id
JOIN people_actor a ON a.id = q.asker_id
JOIN people_actor h ON h.id = p.author_id
LEFT JOIN questions_apartanswer x ON x.post_id = p.id AND x.reason = 'outside'
WHERE p.reply_to_id IS NOT NULL AND p.deleted_at IS NULL AND p.kind = 'post' AND p.author_id <> q.asker_id
AND x.post_id IS NULL
GROUP BY p.thread_id, p.author_id, q.state, h.proved_profession, a.proved_profession
"""
_COUNTS = """
INSERT INTO questions_helpcount (actor_id, thanked, closed, bridged)
SELECT r.actor_id, COALESCE(max(t.thanked), 0),
sum(CASE WHEN r.is_closed THEN 1 ELSE 0 END), count(DISTINCT NULLIF(r.crossed, ''))
FROM questions_givenhelp r
LEFT JOIN (SELECT p.author_id, count(*) AS thanked FROM questions_thanks g JOIN community_post p ON p.id = g.post_id
WHERE p.deleted_at IS NULL GROUP BY p.author_id) t ON t.author_id = r.actor_id
GROUP BY r.actor_id
"""


@transaction.atomic
def count_everything() -> None:
    """Count all help again from the rows there are: for rows that were not written by services."""
    GivenHelp.objects.all().delete()
    HelpCount.objects.all().delete()
    with connection.cursor() as cursor:
        cursor.execute(_HELPERS)
        cursor.execute(_COUNTS)


def count_in(*, question: Question, helper: Actor) -> None:
    """Count an answer in, in the transaction that wrote it.

    The actor's row is written first, so that two answers of one person to two questions are counted one by one.
    """
    Actor.objects.filter(pk=helper.pk).update(answers_count=F("answers_count") + 1)
    HelpCount.objects.get_or_create(actor=helper)
    known = {"crossed": _crossed(question.asker, helper)}
    row, _ = GivenHelp.objects.get_or_create(question=question, actor=helper, defaults=known)
    if row.answers == 0 and row.crossed and not _bridges(row).exists():
        HelpCount.objects.filter(actor=helper).update(bridged=F("bridged") + 1)
    GivenHelp.objects.filter(pk=row.pk).update(answers=F("answers") + 1)


def count_thanks_out(*, answer_id: int, helper_id: int) -> None:
    """Count the thanks for an answer that was taken back out."""
    if Thanks.objects.filter(post=answer_id).exists():
        HelpCount.objects.filter(actor=helper_id, thanked__gt=0).update(thanked=F("thanked") - 1)


def count_out(*, question: Question, helper_id: int) -> None:
    """Count an answer that was taken back out."""
    Actor.objects.filter(pk=helper_id, answers_count__gt=0).update(answers_count=F("answers_count") - 1)
    mine = HelpCount.objects.filter(actor=helper_id)
    row = GivenHelp.objects.filter(question=question, actor=helper_id, answers__gt=0).first()
    if row is None:
        return
    left = row.answers - 1
    GivenHelp.objects.filter(pk=row.pk).update(answers=left, is_closed=row.is_closed and left > 0)
    if left == 0 and row.crossed and not _bridges(row).exists():
        mine.filter(bridged__gt=0).update(bridged=F("bridged") - 1)
    if left == 0 and row.is_closed:
        mine.filter(closed__gt=0).update(closed=F("closed") - 1)


def count_thanks_again(*, answer_id: int, helper_id: int) -> None:
    """Count the thanks for an answer that moderation brought back."""
    if Thanks.objects.filter(post=answer_id).exists():
        count_thanks(helper_id=helper_id)


def count_thanks(*, helper_id: int) -> None:
    """Count that somebody was thanked."""
    HelpCount.objects.get_or_create(actor_id=helper_id)
    HelpCount.objects.filter(actor=helper_id).update(thanked=F("thanked") + 1)


def count_closed(*, question: Question) -> None:
    """Count for whoever answered that the question is closed with an outcome."""
    rows = GivenHelp.objects.filter(question=question, answers__gt=0, is_closed=False)
    _counted_for(rows).update(closed=F("closed") + 1)
    rows.update(is_closed=True)


def count_opened_again(*, question: Question) -> None:
    """Count out that the question was closed."""
    rows = GivenHelp.objects.filter(question=question, is_closed=True)
    _counted_for(rows).filter(closed__gt=0).update(closed=F("closed") - 1)
    rows.update(is_closed=False)


def _counted_for(rows: QuerySet[GivenHelp]) -> QuerySet[HelpCount]:
    return HelpCount.objects.filter(actor__in=list(rows.values_list("actor", flat=True)))


def _bridges(row: GivenHelp) -> QuerySet[GivenHelp]:
    """Return the other helps of the same person to the same profession: one row of an index tells."""
    same = GivenHelp.objects.filter(actor=row.actor_id, crossed=row.crossed, answers__gt=0)
    return same.exclude(pk=row.pk)


def _crossed(asker: Actor, helper: Actor) -> str:
    """Return the profession of the asker when both are proved and differ; empty otherwise."""
    asked, own = proved_profession(asker), proved_profession(helper)
    return asked if asked and own and asked != own else ""
