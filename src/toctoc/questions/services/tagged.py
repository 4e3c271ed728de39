"""Make a question of a message that knocks: it carries a hashtag of the place, or names its bot, by whatever door.

Nothing of the message changes but that it is a question: same words, same audience. Its author is told how to undo it.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.db import transaction
from django.urls import reverse

from toctoc.community.models import Post, PostFragment
from toctoc.community.models.notification import NotificationKind
from toctoc.community.models.post import PostKind
from toctoc.community.queries import searchable
from toctoc.community.rules.markdown import named_in
from toctoc.community.services import fragments
from toctoc.community.services.notifications import notify
from toctoc.kernel import clock
from toctoc.kernel.errors import Missing, Refused
from toctoc.kernel.events import publish
from toctoc.people.policies import proved_profession
from toctoc.people.rules.audience import NAMED
from toctoc.questions.events import QuestionAsked
from toctoc.questions.models import KnockWord, Opening, Question, QuestionFragment, QuestionTopic
from toctoc.questions.queries.at_hand import question_held
from toctoc.questions.queries.voice_notes import lacks_transcript
from toctoc.questions.rules.knocking import Known, read_knock
from toctoc.questions.services.passing_on.boosting import forget_boost
from toctoc.questions.services.questions import hold
from toctoc.search.services import index

if TYPE_CHECKING:
    from toctoc.people.models import Actor


@transaction.atomic
def open_if_it_knocks(*, post: Post) -> Question | None:
    """Make a question of the first message of a thread that knocks and asks; doing it twice changes nothing.

    A word of one profession knocks for those who proved it; a message for named people is never a question. One that
    was undone stays a message.
    """
    if not _may_knock(post):
        return None
    word = _word_in(post)
    if word is None:
        return None
    read = read_knock(post.text, word.topic)
    if not read.is_question:
        return None
    _, is_new = Opening.objects.get_or_create(post=post, defaults={"word": word.word})
    return _opened(post, read) if is_new else None


def _may_knock(post: Post) -> bool:
    is_plain = post.is_first and post.kind == PostKind.POST and post.deleted_at is None
    if not is_plain or post.replies_count or post.audience == NAMED or post.author.account_id is None:
        return False
    return not lacks_transcript(post)


def _word_in(post: Post) -> KnockWord | None:
    """Return the word of the place by which the author of a message may knock, the first that it says."""
    handles, hashtags = named_in(post.text)
    said = [*(f"#{word}" for word in hashtags), *(f"@{handle}" for handle in handles)]
    if not said:
        return None
    proved = proved_profession(post.author)
    found = {row.word: row for row in KnockWord.objects.filter(word__in=said, is_open=True)}
    usable = (found[word] for word in said if word in found)
    return next((row for row in usable if row.profession in {"", proved}), None)


def _opened(post: Post, read: Known) -> Question:
    Post.objects.filter(pk=post.pk).update(kind=PostKind.QUESTION)
    post.kind = PostKind.QUESTION
    question = Question.objects.create(
        post=post, asker=post.author, audience=post.audience, urgency=read.urgency, state_since=post.created_at
    )
    QuestionTopic.objects.bulk_create(
        QuestionTopic(question=question, topic=topic, audience=post.audience) for topic in read.topics
    )
    with question_held(question, read.topics):
        publish(QuestionAsked(question_id=post.pk, asker_id=post.author_id, audience=post.audience, topics=read.topics))
    _show_again(post)
    address = reverse("question_opened", args=[post.pk])
    notify(NotificationKind.OPENED, recipients=[post.author], actor_id=None, post=None, address=address)
    return question


@transaction.atomic
def undo_opening(*, asker: Actor, question: Question) -> Post:
    """Let a message that knocked be a message again.

    Raises :class:`Missing` for somebody else's, or one that was asked as a question, and :class:`Refused` once
    somebody answered.
    """
    opening = Opening.objects.filter(pk=question.pk, undone_at=None).first()
    if opening is None or question.asker_id != asker.pk:
        raise Missing
    held = hold(question)
    if held.answers_count:
        raise Refused("On vous a déjà répondu : fermez plutôt la question, en disant ce que vous en retenez.")
    post = Post.objects.select_for_update(no_key=True).get(pk=question.pk)
    QuestionFragment.objects.filter(post_id=post.pk).delete()
    held.delete()
    # Nobody relays as a question what its author says is none.
    forget_boost(question_id=post.pk)
    Opening.objects.filter(pk=post.pk).update(undone_at=clock.now())
    Post.objects.filter(pk=post.pk).update(kind=PostKind.POST)
    post.kind = PostKind.POST
    _show_again(post)
    return post


def _show_again(post: Post) -> None:
    # A post that is being written is prepared after this, whichever room hears of it first.
    if PostFragment.objects.filter(post=post).exists():
        fragments.prepare_again(post)
    index.refresh(searchable.POSTS, post.pk)
