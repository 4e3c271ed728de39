"""Human welcome: a newcomer's first words go to one volunteer, then to the next while nobody answers."""

from __future__ import annotations

from django.db import transaction
from django.db.models import Q

from toctoc.community.models import Post
from toctoc.community.models.notification import NotificationKind
from toctoc.community.services.notifications import notify
from toctoc.groups.models import Group, Membership, Turn, Welcome
from toctoc.groups.models.membership import Role
from toctoc.groups.queries.welcomes import loads_for
from toctoc.groups.rules.welcome import MOST_ASKED, PATIENCE, next_welcomer
from toctoc.groups.services.membership import hold
from toctoc.kernel import clock
from toctoc.people.models import Actor


@transaction.atomic
def greet(*, post_id: int, author_id: int, group_id: int) -> None:
    """Note that a member wrote in a group; of a newcomer's first words, ask a volunteer to answer."""
    now = clock.now()
    first = Membership.objects.filter(group=group_id, actor=author_id, spoke_at=None).update(spoke_at=now)
    # Somebody who left and came back was welcomed then; who welcomes others is no newcomer.
    known = Q(group=group_id, newcomer=author_id)
    if not first or Welcome.objects.filter(known).exists():
        return
    if not Membership.objects.filter(group=group_id, actor=author_id, role=Role.MEMBER).exists():
        return
    Welcome.objects.create(post_id=post_id, group_id=group_id, newcomer_id=author_id, began_at=now, due_at=now)
    pass_on(post_id=post_id)


@transaction.atomic
def pass_on(*, post_id: int) -> int | None:
    """Ask the next volunteer, if the newcomer still waits; return whom. Nobody left: the newcomer is asked for no more.

    Holds the group, so that two newcomers at the same moment do not both go to the same volunteer.
    """
    waiting = Welcome.objects.filter(pk=post_id, answered_at=None, due_at__lte=clock.now()).first()
    if waiting is None:
        return None
    group = hold(Group(pk=waiting.group_id))
    welcome = Welcome.objects.select_for_update(no_key=True).select_related(None).get(pk=post_id)
    post = Post.objects.get(pk=post_id)
    if welcome.due_at is None or welcome.due_at > clock.now():
        return None
    asked = set(welcome.turns.values_list("welcomer", flat=True))
    is_over = group.is_archived or post.deleted_at is not None or len(asked) >= MOST_ASKED
    chosen = None if is_over else next_welcomer(loads_for(group, welcome.newcomer_id, asked))
    welcome.due_at = None if chosen is None else clock.now() + PATIENCE
    welcome.save(update_fields=["due_at"])
    if chosen is not None:
        Turn.objects.create(welcome=welcome, group=group, welcomer_id=chosen, given_at=clock.now())
        recipients = [Actor.objects.get(pk=chosen)]
        notify(NotificationKind.WELCOME, recipients=recipients, actor_id=welcome.newcomer_id, post=post)
    return chosen


@transaction.atomic
def note_answer(*, answerer_id: int, thread_id: int, reply_to_id: int) -> None:
    """Measure how long newcomers waited for this answer, whoever gave it."""
    waiting = Welcome.objects.filter(pk__in={thread_id, reply_to_id}, answered_at=None)
    waiting.exclude(newcomer=answerer_id).update(answered_at=clock.now(), due_at=None)


@transaction.atomic
def forget_welcome(*, post_id: int) -> None:
    """Wait no longer for an answer to first words that were taken back."""
    Welcome.objects.filter(pk=post_id, answered_at=None).update(due_at=None)
