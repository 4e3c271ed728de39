"""Who may read, write, begin and bring in. Every read of messages goes through :func:`readable_in`."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.db.models import Exists, OuterRef, Q

from toctoc.conversations.models import Message, MessageKind, Participant, Standing
from toctoc.conversations.rules.pace import MOST_BEFORE_AN_ANSWER, OF_MESSAGES, OF_REQUESTS, check_pace
from toctoc.kernel import clock
from toctoc.kernel.errors import Invalid, Missing, Refused
from toctoc.kernel.ids import id_at
from toctoc.people.models import Block, Follow
from toctoc.people.models.actor import ActorKind
from toctoc.people.policies import may_speak

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from toctoc.people.models import Actor
    from toctoc.people.rules.audience import Viewer

# The writer among them.
MOST_PEOPLE = 20
# One sentence for whoever blocked, left or was suspended: nobody learns which.
CLOSED = "On ne peut plus écrire dans cette conversation. Ce qui a été dit reste lisible."
# One sentence whether a request waits or was refused.
WAITS = "Vous avez déjà écrit. Attendez une réponse avant d’écrire encore."
ANSWERS_ONLY = (
    "Une institution répond à qui lui écrit, et n’écrit pas la première : personne ne doit se sentir démarché ici."
)
PAIRS_ONLY = "Une institution parle avec une personne à la fois. Écrivez-lui à part."


def readable_in(seat: Participant, viewer: Viewer) -> Q:
    """Return the predicate of the lines that ``viewer`` may read from its ``seat``: since it came, while it is there.

    Among several, nothing of somebody whom a block stands between is shown. A seat that is not the viewer's, or from
    which it went, shows nothing.
    """
    if seat.actor_id != viewer.actor_id or not is_reading(seat):
        return Q(pk__in=())
    readable = Q(conversation=seat.conversation_id, id__gte=seat.since_id)
    if seat.conversation.is_pair or not viewer.has_blocks:
        return readable
    by_viewer = Block.objects.filter(blocker=viewer.actor_id, blocked=OuterRef("author"))
    by_author = Block.objects.filter(blocker=OuterRef("author"), blocked=viewer.actor_id)
    return readable & ~Q(Exists(by_viewer)) & ~Q(Exists(by_author))


def is_reading(seat: Participant) -> bool:
    """Tell whether an actor reads from this seat: it takes part, or was asked to."""
    return seat.standing in {Standing.ACTIVE, Standing.ASKED}


def blocked_among(actor: Actor, others: Iterable[int]) -> set[int]:
    """Return those of ``others`` between whom and ``actor`` a block stands, on either side."""
    if actor.blocks_count == 0:
        return set()
    wanted = set(others)
    by_actor = Block.objects.filter(blocker=actor, blocked__in=wanted).values_list("blocked", flat=True)
    by_others = Block.objects.filter(blocked=actor, blocker__in=wanted).values_list("blocker", flat=True)
    return {*by_actor, *by_others}


def may_be_addressed(writer: Actor, others: Sequence[Actor]) -> list[Actor]:
    """Return those of ``others`` who can receive something from ``writer``: people and institutions of this server."""
    blocked = blocked_among(writer, [other.pk for other in others])
    kinds = {ActorKind.PERSON, ActorKind.ORGANISATION}
    return [
        other
        for other in others
        if other.kind in kinds and other.account_id is not None and other.suspended_at is None
        if not other.domain and other.pk not in blocked
    ]


def may_begin(author: Actor, to: Sequence[Actor]) -> None:
    """Raise when ``author`` may not begin a conversation with ``to``.

    :class:`Refused` for an institution, and for one among several; :class:`Missing` for somebody who cannot be
    reached, whatever the reason; :class:`Invalid` for nobody, oneself, or too many.
    """
    may_speak(author)
    if not to or author.pk in {other.pk for other in to}:
        raise Invalid("Nommez au moins une autre personne que vous.", field="to")
    if len(to) >= MOST_PEOPLE:
        raise Invalid("Une conversation réunit au plus %(most)s personnes.", field="to", most=MOST_PEOPLE)
    if len(may_be_addressed(author, to)) < len(to):
        raise Missing
    if author.kind == ActorKind.ORGANISATION:
        raise Refused(ANSWERS_ONLY)
    if len(to) > 1 and any(other.kind == ActorKind.ORGANISATION for other in to):
        raise Refused(PAIRS_ONLY)


def strangers_among(author: Actor, to: Sequence[Actor]) -> set[int]:
    """Return those of ``to`` who do not know ``author``: they do not follow it and have no thread of two with it."""
    ids = {other.pk for other in to}
    ids -= set(Follow.objects.filter(followee=author, follower__in=ids).values_list("follower", flat=True))
    shared = Participant.objects.filter(
        actor__in=ids,
        standing=Standing.ACTIVE,
        conversation__is_pair=True,
        conversation__participants__actor=author,
    )
    return ids - set(shared.values_list("actor", flat=True))


def may_write_in(seat: Participant, others: Sequence[Participant]) -> None:
    """Raise :class:`Refused` when the actor of ``seat`` may not write there now."""
    actor = seat.actor
    may_speak(actor)
    if seat.standing == Standing.ASKED:
        raise Refused("Acceptez d’abord la conversation : vous pourrez alors répondre.")
    if not any(_can_hear(other) for other in others):
        raise Refused(CLOSED)
    if seat.conversation.is_pair:
        _may_write_to(actor, others[0])
    if not any(other.standing == Standing.ACTIVE for other in others):
        mine = Message.objects.filter(conversation=seat.conversation_id, author=actor, kind=MessageKind.SAID)
        if mine.values("id")[:MOST_BEFORE_AN_ANSWER].count() >= MOST_BEFORE_AN_ANSWER:
            raise Refused(WAITS)


def _can_hear(other: Participant) -> bool:
    return other.standing != Standing.GONE and other.actor.suspended_at is None and other.actor.account_id is not None


def _may_write_to(actor: Actor, other: Participant) -> None:
    if blocked_among(actor, [other.actor_id]):
        raise Refused(CLOSED)
    if actor.kind == ActorKind.ORGANISATION and not other.has_written:
        raise Refused(ANSWERS_ONLY)


def may_bring_in(seat: Participant, others: Sequence[Participant], newcomer: Actor) -> None:
    """Raise when the actor of ``seat`` may not bring ``newcomer`` in, as :func:`may_begin` does.

    Nobody is added to what two people said to each other, and nobody takes part before accepting.
    """
    may_speak(seat.actor)
    if seat.conversation.is_pair:
        raise Refused("Une conversation à deux reste à deux. Commencez-en une nouvelle avec les personnes voulues.")
    if seat.standing != Standing.ACTIVE:
        raise Refused("Acceptez d’abord la conversation : vous pourrez alors y inviter quelqu’un.")
    if newcomer.pk == seat.actor_id or not may_be_addressed(seat.actor, [newcomer]):
        raise Missing
    if newcomer.kind == ActorKind.ORGANISATION:
        raise Refused(PAIRS_ONLY)
    there = [other for other in others if other.standing != Standing.GONE and other.actor_id != newcomer.pk]
    if len(there) + 2 > MOST_PEOPLE:
        raise Invalid("Une conversation réunit au plus %(most)s personnes.", field="to", most=MOST_PEOPLE)


def may_write_now(actor: Actor) -> None:
    """Raise :class:`TooMany` when ``actor`` wrote a great deal lately; doors ask before they write."""
    longest = OF_MESSAGES[-1]
    mine = Message.objects.filter(author=actor, id__gte=id_at(clock.now() - longest.window)).order_by("-id")
    check_pace(OF_MESSAGES, list(mine.values_list("id", flat=True)[: longest.most]), clock.now())


def may_ask_strangers(author: Actor, count: int) -> None:
    """Raise :class:`TooMany` when ``author`` may not write to ``count`` more people who do not know it."""
    if count == 0:
        return
    longest = OF_REQUESTS[-1]
    since = id_at(clock.now() - longest.window)
    asked = Participant.objects.filter(invited_by=author, was_asked=True, id__gte=since).order_by("-id")
    check_pace(OF_REQUESTS, list(asked.values_list("id", flat=True)[: longest.most]), clock.now(), more=count)


def why_no_writing(seat: Participant, others: Sequence[Participant]) -> str:
    """Return the sentence that stands where the form would, or an empty string when the actor may write."""
    try:
        may_write_in(seat, others)
    except Refused as error:
        return error.sentence
    return ""
