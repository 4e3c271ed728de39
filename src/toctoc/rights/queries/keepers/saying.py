"""What ``community`` and ``questions`` keep: posts, their versions, gestures, notices."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.utils.translation import gettext_noop as _

from toctoc.community.models import Bookmark, Boost, Favourite, Notification, Post, Revision
from toctoc.questions.models import Invitation, Peer, QuestionFollow, QuestionPass
from toctoc.rights.queries.keepers.keeper import Keeper, told

if TYPE_CHECKING:
    from django.db.models import QuerySet

    from toctoc.people.models import Actor

UNTIL_TAKEN_BACK = _("Jusqu’à ce que vous le retiriez.")


def posts_of(actor: Actor) -> QuerySet[Post]:
    """Return what an actor wrote and did not take back."""
    return Post.objects.filter(author=actor, deleted_at=None)


def _post(post: Post) -> dict[str, object]:
    return {
        "id": str(post.pk),
        "thread": str(post.thread_id),
        "reply_to": str(post.reply_to_id) if post.reply_to_id else None,
        "kind": post.kind,
        "voice": post.voice,
        "audience": post.audience,
        "language": post.language,
        "warning": post.warning,
        "text": post.text,
        "created_at": post.created_at,
        "edited_at": post.edited_at,
    }


def _revision(revision: Revision) -> dict[str, object]:
    return {"post": str(revision.post_id), "number": revision.number, "text": revision.text, "at": revision.written_at}


def _gesture(gesture: Favourite | Bookmark | Boost) -> dict[str, object]:
    return {"post": str(gesture.post_id), "at": gesture.created_at}


def _notice(notice: Notification) -> dict[str, object]:
    about = str(notice.post_id) if notice.post_id else None
    return {"kind": notice.kind, "post": about, "at": notice.created_at, "read_at": notice.read_at}


def _on_question(row: QuestionFollow | QuestionPass) -> dict[str, object]:
    return {"question": str(row.question_id)}


KEEPERS = (
    Keeper("posts", _("Messages, questions et réponses"), UNTIL_TAKEN_BACK, posts_of, _post),
    Keeper(
        "revisions",
        _("Versions d’avant une modification"),
        UNTIL_TAKEN_BACK,
        lambda actor: Revision.objects.filter(post__author=actor),
        _revision,
    ),
    Keeper(
        "favourites",
        _("Messages trouvés utiles"),
        UNTIL_TAKEN_BACK,
        lambda actor: Favourite.objects.filter(actor=actor),
        _gesture,
    ),
    Keeper(
        "boosts",
        _("Messages relayés"),
        UNTIL_TAKEN_BACK,
        lambda actor: Boost.objects.filter(actor=actor),
        _gesture,
    ),
    Keeper(
        "bookmarks",
        _("Messages gardés"),
        UNTIL_TAKEN_BACK,
        lambda actor: Bookmark.objects.filter(actor=actor),
        _gesture,
    ),
    Keeper(
        "notifications",
        _("Avis reçus"),
        _("Un an."),
        lambda actor: Notification.objects.filter(recipient=actor),
        _notice,
    ),
    Keeper(
        "followed_questions",
        _("Questions suivies"),
        UNTIL_TAKEN_BACK,
        lambda actor: QuestionFollow.objects.filter(actor=actor),
        _on_question,
    ),
    Keeper(
        "passed_questions",
        _("Questions passées"),
        UNTIL_TAKEN_BACK,
        lambda actor: QuestionPass.objects.filter(actor=actor),
        _on_question,
    ),
    Keeper(
        "invitations",
        _("Questions qui ont frappé à votre porte"),
        _("Avec la question."),
        lambda actor: Invitation.objects.filter(actor=actor),
        told("question_id", "invited_at", "read_at", "reply", "replied_at", "reasons", "is_newcomer_seat"),
    ),
    Keeper(
        "peer",
        _("Ce que nous savons pour frapper chez vous"),
        _("Tant que votre preuve est valable."),
        lambda actor: Peer.objects.filter(actor=actor),
        told("profession", "specialty", "habit", "last_answer_at", "last_invited_at", "invited_count"),
    ),
)
