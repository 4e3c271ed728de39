"""What groups owe to people and to posts."""

from __future__ import annotations

from toctoc.community.events import PostDeleted, PostWritten
from toctoc.community.queries.place_members import register_members
from toctoc.community.services.feeds import close_feeds_in
from toctoc.groups.events import GroupChanged, MemberLeft
from toctoc.groups.models import Membership
from toctoc.groups.policies import opens, speaks_for_institution
from toctoc.groups.queries import searchable
from toctoc.groups.queries.members import newest_members
from toctoc.groups.rules.kinds import BY_PROOF
from toctoc.groups.services import gate, week
from toctoc.groups.services.membership import exit_of
from toctoc.groups.services.welcomes import forget_welcome, greet, note_answer
from toctoc.kernel.events import subscribe
from toctoc.people.events import ActorChanged, ActorLeft, StandingChanged
from toctoc.people.models import Actor
from toctoc.people.models.actor import ActorKind
from toctoc.people.rules.audience import GROUP, audience_kind, place_of
from toctoc.search.services import index

__all__ = ["gate", "week"]


@subscribe(PostWritten)
def welcome_newcomer(event: PostWritten) -> None:
    """Ask a volunteer to answer a newcomer's first words, and measure how long an answer took."""
    if audience_kind(event.audience)[0] != GROUP:
        return
    if event.reply_to_id is not None:
        note_answer(answerer_id=event.author_id, thread_id=event.thread_id, reply_to_id=event.reply_to_id)
    greet(post_id=event.post_id, author_id=event.author_id, group_id=place_of(event.audience) or 0)


@subscribe(PostDeleted)
def wait_no_longer(event: PostDeleted) -> None:
    """Forget a welcome whose first words were taken back."""
    if audience_kind(event.audience)[0] == GROUP:
        forget_welcome(post_id=event.post_id)


@subscribe(ActorLeft)
def leave_everywhere(event: ActorLeft) -> None:
    """Count an actor that leaves out of its groups; one that nobody moderates any more falls to another member."""
    for membership in _memberships_of(event.actor_id):
        exit_of(membership)


@subscribe(MemberLeft)
def close_feed(event: MemberLeft) -> None:
    """Close the secret address at which a former member's programs read the group."""
    close_feeds_in(actor_id=event.actor_id, group_id=event.group_id)


@subscribe(StandingChanged)
def show_out_unproved(event: StandingChanged) -> None:
    """Let out of groups by proof whoever's proof ended."""
    by_proof = [m for m in _memberships_of(event.actor_id, group__joining=BY_PROOF) if not opens(m.group, m.actor)]
    for membership in by_proof:
        exit_of(membership)


@subscribe(ActorChanged)
def show_out_institution(event: ActorChanged) -> None:
    """Let out of employer-blind groups the actors of an account that now speaks for an institution."""
    actor = Actor.objects.filter(pk=event.actor_id).first()
    if actor is None or actor.kind != ActorKind.ORGANISATION:
        return
    same = [actor.pk] if actor.account_id is None else Actor.objects.filter(account=actor.account_id)
    for membership in Membership.objects.filter(group__is_employer_blind=True, actor__in=same).order_by("group"):
        if speaks_for_institution(membership.actor_id):
            exit_of(membership)


def _memberships_of(actor_id: int, **wanted: str) -> list[Membership]:
    """Return the memberships of an actor, in the order of the groups, so that no two wait for each other."""
    rows = Membership.objects.filter(actor=actor_id, **wanted).select_related("actor", "group__actor")
    return list(rows.order_by("group"))


@subscribe(GroupChanged)
def let_group_be_found(event: GroupChanged) -> None:
    """Put what a group says of itself into the index again, for those who may know of it."""
    index.refresh(searchable.GROUPS, event.group_id)


register_members(newest_members)
