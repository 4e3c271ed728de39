"""How the answers of a question are taken, as one reader sees them: a bounded number of statements for any page."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from django.db.models import Count, Q

from toctoc.community.models import Favourite, Post
from toctoc.community.models.post import PostKind
from toctoc.community.queries.posts import visible_post
from toctoc.community.rules.voices import PRACTICE
from toctoc.kernel import clock
from toctoc.kernel.errors import Missing
from toctoc.people.policies import proved_now
from toctoc.questions.models import Apart, ApartAnswer, Opinion, Question, Thanks
from toctoc.questions.queries.lists import visible_question
from toctoc.questions.rules.opinions import NO_OPINIONS, Opinions, are_shared, opinions_from

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from django.db.models import QuerySet

    from toctoc.people.models import Actor
    from toctoc.people.rules.audience import Viewer

# The most answers whose opinions tell the asker that people differ.
LOOKED_AT = 200


@dataclass(frozen=True, slots=True)
class Taken:
    """How one answer is taken.

    ``mine`` is the reader's own word or empty; ``apart`` why not everybody reads it (empty when they do);
    ``was_let_in`` that the asker showed it to all; ``has_lost_proof`` that it spoke with a proof that ended since.
    """

    post_id: int
    opinions: Opinions
    mine: str
    is_thanked: bool
    apart: str
    was_let_in: bool
    has_lost_proof: bool
    is_mine: bool
    is_by_asker: bool


def visible_answer(viewer: Viewer, post_id: int) -> tuple[Question, Post]:
    """Return an answer the viewer may read, and its question; raise :class:`Missing` for any other post."""
    answer = visible_post(viewer, post_id)
    if answer.is_first or answer.kind != PostKind.POST:
        raise Missing
    return visible_question(viewer, answer.thread_id), answer


def taken_among(post_ids: Sequence[int], question: Question, reader: Actor | None, viewer: Viewer) -> list[Taken]:
    """Return how some answers are taken, in the order given: six statements, whatever their number.

    The caller has already found them through the viewer's eyes; what is no answer of the question is left out.
    """
    answers = Post.objects.filter(pk__in=post_ids, thread=question.pk, kind=PostKind.POST, deleted_at=None)
    columns = ("author_id", "voice", "author__proved_profession", "author__proved_until")
    rows = {row[0]: row[1:] for row in answers.values_list("pk", *columns)}
    opinions, mine = opinions_on(list(rows)), _mine(list(rows), reader)
    thanked = set(Thanks.objects.filter(post__in=rows).values_list("post", flat=True))
    apart = {row.post_id: row for row in ApartAnswer.objects.filter(post__in=rows)}
    found: list[Taken] = []
    for post_id in (one for one in post_ids if one in rows):
        author_id, voice, profession, until = rows[post_id]
        reason, was_let_in = _how_apart(apart.get(post_id))
        found.append(
            Taken(
                post_id=post_id,
                opinions=opinions.get(post_id, NO_OPINIONS),
                mine=mine.get(post_id, ""),
                is_thanked=post_id in thanked,
                apart=reason,
                was_let_in=was_let_in,
                has_lost_proof=voice == PRACTICE and not proved_now(profession, until),
                is_mine=author_id == viewer.actor_id,
                is_by_asker=author_id == question.asker_id,
            )
        )
    return found


def _how_apart(row: ApartAnswer | None) -> tuple[str, bool]:
    """Return why an answer stands apart now, and whether one from outside was let in."""
    if row is None:
        return "", False
    return ("", row.reason == Apart.OUTSIDE) if row.ended_at is not None else (row.reason, False)


def opinions_on(post_ids: Sequence[int]) -> dict[int, Opinions]:
    """Return what was said of some answers, by kind of people: two statements. The suspended count for nothing."""
    return opinions_from(_said(post_ids))


def _said(post_ids: Sequence[int]) -> Iterator[tuple[int, str, bool, int]]:
    given = Opinion.objects.filter(post__in=post_ids, actor__suspended_at=None)
    for row in given.values_list("post", "word", "is_professional").annotate(number=Count("id")):
        yield row[0], row[1], row[2], row[3]
    is_proved = Q(actor__proved_until__gt=clock.now()) & ~Q(actor__proved_profession="")
    useful = Favourite.objects.filter(post__in=post_ids, actor__suspended_at=None)
    counted = useful.values_list("post").annotate(proved=Count("id", filter=is_proved), number=Count("id"))
    for post_id, proved, number in counted:
        yield post_id, "useful", True, proved
        yield post_id, "useful", False, number - proved


def _mine(post_ids: Sequence[int], reader: Actor | None) -> dict[int, str]:
    """Return what the reader said of each: an account counts once, whichever of its actors speaks."""
    if reader is None or reader.account_id is None:
        return {}
    own = Opinion.objects.filter(account=reader.account_id, post__in=post_ids)
    return dict(own.values_list("post", "word"))


def do_opinions_differ(question: Question) -> bool:
    """Tell whether people differ on one of the answers: the asker, who decides, is told."""
    rows = Opinion.objects.filter(question=question, post__deleted_at=None).order_by("post")
    found = list(rows.values_list("post", flat=True).distinct()[:LOOKED_AT])
    return bool(found) and are_shared(opinions_on(found).values())


def opening_answers(question: Question) -> QuerySet[ApartAnswer]:
    """Return the sealed answers whose authors read the others: those that say something of their own."""
    sealed = ApartAnswer.objects.filter(question=question, reason=Apart.SEALED, ended_at=None)
    return sealed.filter(opens=True, post__deleted_at=None)


def gave_enough(question: Question, actor_id: int) -> bool:
    """Tell whether somebody gave a sealed answer that opens the others."""
    return opening_answers(question).filter(post__author=actor_id).exists()


def is_short_of_words(question: Question, actor_id: int) -> bool:
    """Tell whether somebody answered a sealed question in too few words to read the others."""
    own = ApartAnswer.objects.filter(question=question, reason=Apart.SEALED, ended_at=None, post__author=actor_id)
    return set(own.filter(post__deleted_at=None).values_list("opens", flat=True)) == {False}


def sealed_count(question: Question) -> int:
    """Return how many answers of a question are sealed now: a number is told to everybody, words are not."""
    return ApartAnswer.objects.filter(
        question=question, reason=Apart.SEALED, ended_at=None, post__deleted_at=None
    ).count()
