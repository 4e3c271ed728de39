"""Begin a conversation, write in one, remember what was read."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from django.db import transaction
from django.db.models import F

from toctoc.community.services.notifications import read_about
from toctoc.community.services.shield import check_message
from toctoc.conversations.events import MessageSent
from toctoc.conversations.models import Conversation, Message, MessageKind, Participant, Standing
from toctoc.conversations.policies import (
    WAITS,
    blocked_among,
    may_ask_strangers,
    may_begin,
    may_write_in,
    strangers_among,
)
from toctoc.conversations.queries.bubbles import told_by, unread_in
from toctoc.conversations.queries.opening import key_of
from toctoc.conversations.queries.seats import pairs_between
from toctoc.conversations.rules import sealing
from toctoc.conversations.rules.lasting import FOR_GOOD, checked_lasting, ends_at
from toctoc.conversations.rules.sealing import NOBODY, Unreadable
from toctoc.conversations.services.seats import held_seats, hold_actors
from toctoc.conversations.services.thread_keys import make_key
from toctoc.kernel import clock, ids
from toctoc.kernel.errors import Invalid, Refused, Stale
from toctoc.kernel.events import publish
from toctoc.privacy.services import speech

if TYPE_CHECKING:
    from collections.abc import Sequence

    from toctoc.kernel.cleared import Cleared
    from toctoc.people.models import Actor
    from toctoc.people.rules.audience import Viewer

LONGEST_TEXT = 5_000
LONGEST_SUBJECT = 100


@dataclass(frozen=True, slots=True)
class Opening:
    """How a conversation begins, as its author means it; ``lasts_days`` is one of rules.lasting."""

    text: Cleared
    subject: Cleared | None = None
    lasts_days: int = FOR_GOOD

    @property
    def title(self) -> str:
        """The subject, or nothing."""
        return self.subject.text if self.subject is not None else ""


@transaction.atomic
def begin(*, author: Actor, to: Sequence[Actor], opening: Opening) -> Message:
    """Write to one or several people; to somebody who does not know the author it is a request.

    With one person and no subject, the thread that the two already have goes on. Raises what ``policies.may_begin``
    does, :class:`Invalid` for a text, subject or duration that does not do, :class:`TooMany` for too many requests.
    """
    _check(opening.text)
    if len(opening.title) > LONGEST_SUBJECT:
        raise Invalid("Un sujet a au plus %(longest)s caractères.", field="subject", longest=LONGEST_SUBJECT)
    checked_lasting(opening.lasts_days)
    speech.check_names(opening.text, [("subject", opening.subject)] if opening.subject is not None else [])
    people = list({actor.pk: actor for actor in to}.values())
    hold_actors([author, *people])
    pair = _pair_to_go_on_with(author, people[0], opening) if len(people) == 1 else None
    if pair is not None:
        return _say(*held_seats(pair, author), opening.text, opening.lasts_days)
    may_begin(author, people)
    check_message(sender=author, recipients=people)
    return _begun(author, people, opening)


@transaction.atomic
def write(*, author: Actor, conversation_id: int, text: Cleared) -> Message:
    """Write in a conversation.

    Raises :class:`Missing` when the author does not read there, :class:`Refused` when it may not write now,
    :class:`Invalid` for an empty or too long text.
    """
    _check(text)
    seat, others = held_seats(conversation_id, author)
    return _say(seat, others, text, FOR_GOOD)


@transaction.atomic
def mark_read(*, reader: Actor, viewer: Viewer, conversation_id: int, up_to: int) -> int:
    """Remember that ``reader`` read up to the message ``up_to``; return what is left, at most 99. Never goes back."""
    seat, _ = held_seats(conversation_id, reader)
    seat.read_id = max(seat.read_id, min(up_to, seat.last_message_id))
    seat.unread = unread_in(viewer, seat)
    seat.save(update_fields=["read_id", "unread"])
    if seat.unread == 0:
        read_about(reader=reader, address=seat.conversation.get_absolute_url())
    return seat.unread


def add_line(
    seat: Participant, others: Sequence[Participant], kind: MessageKind, about: Actor | None = None
) -> Message:
    """Add a line without a text, in the caller's transaction that holds the seats; it wakes nobody."""
    message = Message(
        pk=_next_id(seat, others), conversation=seat.conversation, author=seat.actor, kind=kind, about=about
    )
    message.save(force_insert=True)
    hearing = [seat.pk, *(other.pk for other in _hearing(seat, others))]
    Participant.objects.filter(pk__in=hearing).update(last_message_id=message.pk)
    return message


def _begun(author: Actor, people: list[Actor], opening: Opening) -> Message:
    strangers = strangers_among(author, people)
    may_ask_strangers(author, len(strangers))
    conversation = Conversation(is_pair=len(people) == 1, lasts_days=opening.lasts_days)
    conversation.pk = ids.new_id()
    conversation.save(force_insert=True)
    key = make_key(conversation)
    if opening.title:
        place = sealing.place_of_text(conversation.pk, 0, NOBODY)
        conversation.subject = sealing.seal(key, opening.title.encode(), place)
        conversation.save(update_fields=["subject"])
    seat = Participant.objects.create(conversation=conversation, actor=author, standing=Standing.ACTIVE)
    others = [_invited(conversation, author, other, is_stranger=other.pk in strangers) for other in people]
    return _stored(seat, others, opening.text, key, opening.lasts_days, opening.subject)


def _invited(conversation: Conversation, by: Actor, actor: Actor, *, is_stranger: bool) -> Participant:
    return Participant.objects.create(
        conversation=conversation,
        actor=actor,
        invited_by=by,
        standing=Standing.ASKED if is_stranger else Standing.ACTIVE,
        was_asked=is_stranger,
    )


def _pair_to_go_on_with(author: Actor, other: Actor, opening: Opening) -> int | None:
    """Return the thread of two in which this is said, or ``None`` to begin one.

    A request that waits, or was refused, is not made twice, and the answer to both is the same.
    """
    is_plain = not opening.title
    for mine, theirs in pairs_between(author.pk, other.pk):
        waits = theirs.standing in {Standing.ASKED, Standing.REFUSED}
        if mine.standing == Standing.GONE and waits:
            raise Refused(WAITS)
        if Standing.GONE in {mine.standing, theirs.standing}:
            continue
        if mine.standing in {Standing.ASKED, Standing.REFUSED}:
            # Writing to somebody is accepting what they asked.
            Participant.objects.filter(pk=mine.pk).update(standing=Standing.ACTIVE)
            return mine.conversation_id
        is_kept_alike = mine.conversation.lasts_days == opening.lasts_days
        if waits or (is_plain and is_kept_alike):
            return mine.conversation_id
    return None


def _say(seat: Participant, others: list[Participant], text: Cleared, lasts_days: int) -> Message:
    may_write_in(seat, others)
    if seat.conversation.is_pair:
        check_message(sender=seat.actor, recipients=[other.actor for other in others])
    try:
        key = key_of(seat.conversation)
    except Unreadable:
        raise Stale("La clé du serveur a changé depuis. Recommencez.") from None
    kept = [days for days in (seat.conversation.lasts_days, lasts_days) if days]
    return _stored(seat, others, text, key, min(kept, default=FOR_GOOD))


def _stored(
    seat: Participant,
    others: list[Participant],
    text: Cleared,
    key: bytes,
    lasts_days: int,
    subject: Cleared | None = None,
) -> Message:
    message = Message(
        pk=_next_id(seat, others),
        conversation=seat.conversation,
        author=seat.actor,
        language=text.language,
        expires_at=ends_at(clock.now(), lasts_days),
    )
    place = sealing.place_of_text(seat.conversation_id, message.pk, seat.actor_id)
    message.sealed = sealing.seal(key, text.text.encode(), place)
    message.save(force_insert=True)
    above = [subject] if subject is not None else []
    speech.record(
        writer=seat.actor,
        subject=f"message:{message.pk}",
        cleared=text,
        beside=above,
        before=told_by(seat, before=message.pk),
    )
    Participant.objects.filter(pk=seat.pk).update(last_message_id=message.pk, has_written=True)
    hearing = _hearing(seat, others)
    heard = Participant.objects.filter(pk__in=[other.pk for other in hearing])
    heard.update(last_message_id=message.pk, unread=F("unread") + 1)
    present = [other for other in hearing if other.standing == Standing.ACTIVE]
    woken = tuple(other.actor_id for other in present if not other.is_muted and other.unread == 0)
    told = (seat.actor_id, *(other.actor_id for other in present))
    publish(MessageSent(seat.conversation_id, message.pk, seat.actor_id, told, woken))
    return message


def _hearing(seat: Participant, others: Sequence[Participant]) -> list[Participant]:
    blocked = blocked_among(seat.actor, [other.actor_id for other in others])
    return [
        other
        for other in others
        if other.standing in {Standing.ACTIVE, Standing.ASKED} and other.actor_id not in blocked
    ]


def _next_id(seat: Participant, others: Sequence[Participant]) -> int:
    """Return an id after every one of this thread, whatever the clocks of two processes say."""
    return max(ids.new_id(), 1 + max(one.last_message_id for one in (seat, *others)))


def _check(text: Cleared) -> None:
    if not any(character.isalnum() for character in text.text):
        raise Invalid("Écrivez quelques mots avant d’envoyer.", field="text")
    if len(text.text) > LONGEST_TEXT:
        raise Invalid("Un message privé a au plus %(longest)s caractères.", field="text", longest=LONGEST_TEXT)
