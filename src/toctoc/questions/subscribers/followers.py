"""Who follows a question hears of it."""

from __future__ import annotations

from typing import TYPE_CHECKING

from toctoc.community.services.notifications import notify
from toctoc.people.models import Actor

if TYPE_CHECKING:
    from toctoc.community.models import Post
    from toctoc.community.models.notification import NotificationKind
    from toctoc.questions.models import Question


def tell_followers_of(question: Question, kind: NotificationKind, post: Post, actor_id: int) -> None:
    """Tell those who follow a question, but its asker, of what somebody did."""
    followers = Actor.objects.filter(pk__in=question.follows.values("actor")).exclude(pk=question.asker_id)
    notify(kind, recipients=list(followers), actor_id=actor_id, post=post)
