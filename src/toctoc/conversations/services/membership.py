"""Accept, refuse, mute, leave, bring somebody in, change how long things are kept."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.db import transaction

from toctoc.community.services.notifications import read_about
from toctoc.community.services.shield import check_message
from toctoc.conversations.models import Conversation, MessageKind, Participant, Standing
from toctoc.conversations.policies import may_ask_strangers, may_bring_in, may_write_in, strangers_among
from toctoc.conversations.rules.lasting import checked_lasting
from toctoc.conversations.services.erasing import erase_if_empty
from toctoc.conversations.services.messages import add_line
from toctoc.conversations.services.seats import held_seats, hold_actors
from toctoc.kernel.errors import Refused
from toctoc.people.policies import may_speak
from toctoc.people.services.blocks import block

if TYPE_CHECKING:
    from toctoc.people.models import Actor


@transaction.atomic
def accept(*, actor: Actor, conversation_id: int) -> None:
    """Take part in a conversation that one was asked to; doing it twice changes nothing."""
    may_speak(actor)
    seat, _ = held_seats(conversation_id, actor)
    Participant.objects.filter(pk=seat.pk, standing=Standing.ASKED).update(standing=Standing.ACTIVE)


@transaction.atomic
def refuse(*, actor: Actor, conversation_id: int) -> None:
    """Have nothing to do with a request: it is gone from one's pages, and nobody is told.

    Raises :class:`Refused` for a conversation in which one takes part: that one is left.
    """
    seat, others = held_seats(conversation_id, actor)
    if seat.standing != Standing.ASKED:
        raise Refused("Vous participez déjà à cette conversation. Vous pouvez la quitter.")
    _stand(seat, Standing.REFUSED)
    erase_if_empty(seat.conversation_id, others)


@transaction.atomic
def refuse_and_block(*, actor: Actor, conversation_id: int) -> None:
    """Refuse a request and block who made it."""
    seat, _ = held_seats(conversation_id, actor)
    asker = seat.invited_by
    refuse(actor=actor, conversation_id=conversation_id)
    if asker is not None:
        block(blocker=actor, blocked=asker)


@transaction.atomic
def mute(*, actor: Actor, conversation_id: int) -> None:
    """Hear no more of a conversation; it stays in the list, and nobody is told."""
    seat, _ = held_seats(conversation_id, actor)
    Participant.objects.filter(pk=seat.pk).update(is_muted=True)


@transaction.atomic
def unmute(*, actor: Actor, conversation_id: int) -> None:
    """Hear of a conversation again."""
    seat, _ = held_seats(conversation_id, actor)
    Participant.objects.filter(pk=seat.pk).update(is_muted=False)


@transaction.atomic
def leave(*, actor: Actor, conversation_id: int) -> None:
    """Leave a conversation: one reads nothing of it any more. When nobody reads it, its key is destroyed.

    To leave what one only was asked to is to refuse it: nobody is told.
    """
    seat, others = held_seats(conversation_id, actor)
    was_there = seat.standing == Standing.ACTIVE
    if was_there and not seat.conversation.is_pair:
        add_line(seat, others, MessageKind.LEFT)
    _stand(seat, Standing.GONE if was_there else Standing.REFUSED)
    erase_if_empty(seat.conversation_id, others)


@transaction.atomic
def bring_in(*, actor: Actor, conversation_id: int, newcomer: Actor) -> None:
    """Invite somebody into a conversation of several: it accepts or not, and reads from now on.

    Somebody who refused before is not asked again, and the inviter sees no difference. Raises what
    ``policies.may_bring_in`` does, and :class:`TooMany` for too many requests.
    """
    hold_actors([actor, newcomer])
    seat, others = held_seats(conversation_id, actor)
    may_bring_in(seat, others, newcomer)
    check_message(sender=actor, recipients=[newcomer])
    there = next((other for other in others if other.actor_id == newcomer.pk), None)
    if there is not None and there.standing != Standing.GONE:
        return
    may_ask_strangers(actor, len(strangers_among(actor, [newcomer])))
    line = add_line(seat, others, MessageKind.BROUGHT, newcomer)
    # Always asked: nobody finds themselves in a conversation of several.
    Participant.objects.update_or_create(
        conversation=seat.conversation,
        actor=newcomer,
        defaults={
            "standing": Standing.ASKED,
            "invited_by": actor,
            "was_asked": True,
            "is_muted": False,
            "since_id": line.pk,
            "last_message_id": line.pk,
            "read_id": line.pk,
            "unread": 0,
        },
    )


@transaction.atomic
def keep_for(*, actor: Actor, conversation_id: int, days: int) -> None:
    """Change how long what is said *from now on* is kept; everybody sees that it changed, and who did.

    Raises :class:`Refused` where ``actor`` may not write.
    """
    may_speak(actor)
    checked_lasting(days)
    seat, others = held_seats(conversation_id, actor)
    if seat.standing != Standing.ACTIVE:
        raise Refused("Acceptez d’abord la conversation.")
    # It leaves a line that the others read.
    may_write_in(seat, others)
    if seat.conversation.lasts_days != days:
        Conversation.objects.filter(pk=seat.conversation_id).update(lasts_days=days)
        add_line(seat, others, MessageKind.LASTING)


def _stand(seat: Participant, standing: Standing) -> None:
    """Let an actor read no more; its notices would lead nowhere."""
    Participant.objects.filter(pk=seat.pk).update(standing=standing, unread=0)
    read_about(reader=seat.actor, address=seat.conversation.get_absolute_url())
