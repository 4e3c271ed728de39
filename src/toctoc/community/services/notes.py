"""Add a note to a post, rate it, and show it once people of both kinds found it useful."""

from __future__ import annotations

from contextlib import suppress
from typing import TYPE_CHECKING

from django.db import transaction
from django.db.models import Count

from toctoc.community.models import Note, NoteRating, Post
from toctoc.community.models.note import PART, NoteSide
from toctoc.community.models.notification import NotificationKind
from toctoc.community.models.post import PostKind
from toctoc.community.policies import may_add_note, may_rate
from toctoc.community.rules.bridging import Tally, is_shown
from toctoc.community.rules.drafts import Extras
from toctoc.community.rules.voices import LIVED, SCIENTIFIC
from toctoc.community.services.fragments import prepare_again
from toctoc.community.services.notifications import notify_once
from toctoc.community.services.posts import Answer, reply
from toctoc.community.services.tombstones import hold
from toctoc.kernel import clock
from toctoc.kernel.errors import Invalid, Missing
from toctoc.people.models import Account
from toctoc.people.policies import proved_profession

if TYPE_CHECKING:
    from collections.abc import Iterator

    from django.db.models import QuerySet

    from toctoc.kernel.cleared import Cleared
    from toctoc.people.models import Actor

LONGEST_NOTE = 1_000
# Of one post, those taken back left out: a page shows them all.
MOST_NOTES = 30
_VOICES = {NoteSide.REFERENCE.value: SCIENTIFIC, NoteSide.DAILY.value: LIVED}


@transaction.atomic
def add_note(*, author: Actor, aim: Post, side: str, text: Cleared, references: tuple[str, ...] = ()) -> Note:
    """Add a note to a post; it waits for ratings before it is shown there.

    Raises :class:`Refused` or :class:`Missing` when ``author`` may not, :class:`Invalid` for a text that is too long, a
    side without what it demands, and a second note of the same author.
    """
    if side not in _VOICES:
        raise Invalid("Choisissez ce que la note apporte.", field="side")
    if len(text.text) > LONGEST_NOTE:
        raise Invalid("Une note a au plus %(longest)s caractères.", field="text", longest=LONGEST_NOTE)
    may_add_note(author, aim)
    extras = Extras(references=references)
    said = reply(author=author, to=aim, answer=Answer(text, _VOICES[side], kind=PostKind.NOTE, extras=extras))
    # The reply holds the post, so nobody adds another at the same moment.
    others = Note.objects.filter(aim=aim, post__deleted_at=None)
    if others.filter(post__author=author).exists():
        raise Invalid("Vous avez déjà écrit une note ici. Modifiez-la, ou retirez-la.", field="text")
    if others.count() >= MOST_NOTES:
        raise Invalid("Ce message a déjà %(most)s notes. Répondez-lui plutôt.", field="text", most=MOST_NOTES)
    return Note.objects.create(post=said, aim=aim, side=side)


@transaction.atomic
def rate(*, rater: Actor, post: Post, is_useful: bool | None) -> Note:
    """Say that a note is useful or not; ``None`` takes back what was said. Saying it twice changes nothing.

    An account counts once, whichever of its actors speaks. Raises :class:`Missing` for a note or a post that the rater
    may not read, :class:`Refused` for the author of either.
    """
    found = _held(post.pk)
    account_id = may_rate(rater, found)
    if is_useful is None:
        NoteRating.objects.filter(note=found, account=account_id).delete()
    else:
        values = {"actor": rater, "is_useful": is_useful, "is_professional": _is_professional(account_id)}
        NoteRating.objects.update_or_create(note=found, account_id=account_id, defaults=values)
    _decide(found)
    return found


@transaction.atomic
def forget_rating(*, rating: NoteRating) -> None:
    """Take back the rating of an actor who leaves; the note may be gone."""
    NoteRating.objects.filter(pk=rating.pk).delete()
    with suppress(Missing):
        _decide(_held(rating.note_id))


@transaction.atomic
def forget_older_ratings(*, post_id: int) -> None:
    """Take back the ratings of what a note said before its author edited it: nobody found these words useful yet."""
    found = _held(post_id)
    if found.post.edited_at is not None:
        NoteRating.objects.filter(note=found, rated_at__lte=found.post.edited_at).delete()
        _decide(found)


@transaction.atomic
def refresh_shown(*, aim_id: int) -> None:
    """Write again, on a post and its card, whether a note is shown: one was taken back, or brought back."""
    aim = hold(aim_id).get(aim_id)
    if aim is not None:
        _tell_on(aim)


def _held(post_id: int) -> Note:
    """Return a note that nobody else changes before the end of the transaction; its aim first, as replies do."""
    known = Note.objects.filter(pk=post_id).values_list("aim", flat=True).first()
    if known is None:
        raise Missing
    held = hold(known, post_id)
    if any(post.deleted_at is not None for post in held.values()):
        raise Missing
    found = Note.objects.select_for_update(no_key=True).get(pk=post_id)
    found.aim, found.post = held[known], held[post_id]
    return found


def _is_professional(account_id: int) -> bool:
    """Tell of which kind a rating is: an account is that of a professional when any of its actors is proved."""
    actors = Account.objects.get(pk=account_id).actors.all()
    return any(proved_profession(actor) for actor in actors)


def _decide(found: Note) -> None:
    """Count the ratings and show or hide the note; those of suspended actors count for nothing."""
    ratings = NoteRating.objects.filter(note=found, actor__suspended_at=None)
    counted = dict(_counted(ratings))
    professionals, others = (
        Tally(counted.get((kind, True), 0), counted.get((kind, False), 0)) for kind in (True, False)
    )
    found.professional_useful, found.professional_useless = professionals.useful, professionals.useless
    found.other_useful, found.other_useless = others.useful, others.useless
    was_shown = found.is_shown
    found.is_shown = is_shown(professionals, others, was_shown=was_shown)
    if found.is_shown and found.shown_at is None:
        found.shown_at = clock.now()
    found.save()
    if found.is_shown != was_shown:
        _tell_on(found.aim)
        if found.is_shown:
            notify_once(
                NotificationKind.NOTE, recipient=found.aim.author, actor_id=found.post.author_id, post=found.post
            )


def _counted(ratings: QuerySet[NoteRating]) -> Iterator[tuple[tuple[bool, bool], int]]:
    """Return how many ratings there are by kind of rater (professional or not) and by what they say."""
    groups = ratings.order_by().values_list("is_professional", "is_useful").annotate(count=Count("pk"))
    for is_professional, is_useful, count in groups:
        yield (is_professional, is_useful), count


def _tell_on(aim: Post) -> None:
    shown = Note.objects.filter(aim=aim, is_shown=True, post__deleted_at=None).exists()
    names = [name for name in aim.parts.split() if name != PART]
    aim.parts = " ".join([*names, PART] if shown else names)
    Post.objects.filter(pk=aim.pk).update(parts=aim.parts)
    prepare_again(aim)
