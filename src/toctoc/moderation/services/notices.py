"""Take notices, and let moderators share them out."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import timedelta
from typing import TYPE_CHECKING

from django.db import transaction

from toctoc.conversations.services.reporting import hand_over, meant_author
from toctoc.jobs.services.queue import enqueue
from toctoc.kernel import clock
from toctoc.kernel.errors import Invalid, Missing, Refused, Stale
from toctoc.moderation.models import Kept, Notice
from toctoc.moderation.models.log_line import LogLine, Verb
from toctoc.moderation.models.notice import LONGEST_EXCERPT, LONGEST_EXPLANATION, NoticeState
from toctoc.moderation.policies import is_closed, may_decide, may_moderate
from toctoc.moderation.queries.objects import Meant, meant_by
from toctoc.moderation.rules.grounds import GROUNDS
from toctoc.moderation.rules.measures import APPEAL_LASTS, CONVERSATION, ELSEWHERE, typed_address
from toctoc.moderation.services.log import write_down
from toctoc.people.services.keys import seal, unseal

if TYPE_CHECKING:
    from toctoc.kernel.cleared import Cleared
    from toctoc.people.models import Account, Actor

ACKNOWLEDGE = "moderation.acknowledge"
_CONTACT, _EXCERPT = "moderation contacts", "moderation excerpts"
BATCH = 100
# A look at what is closed is written down once in this time for one moderator and one notice.
ONE_LOOK = timedelta(hours=1)


@dataclass(frozen=True, slots=True)
class Telling:
    """What somebody tells (article 16(2)): about what, where, on which ground, why, and that they believe it true.

    Of a conversation, ``messages`` are ids of those it shows, ``excerpt`` what it pastes when it names none.
    ``contact`` is a stranger's name and address of mail, either of them possibly empty.
    """

    about: str
    address: str
    ground: str
    explanation: Cleared
    excerpt: Cleared | None = None
    messages: tuple[int, ...] = ()
    is_sincere: bool = False
    is_urgent: bool = False
    notifier: Actor | None = None
    contact: tuple[str, str] = ("", "")
    language: str = "fr"


@transaction.atomic
def file(*, telling: Telling) -> Notice:
    """Take a notice, whether what it is about is there or not: whoever tells learns nothing of it.

    Raises :class:`Invalid` for what article 16 asks and is not there, or when none of the messages it shows is.
    """
    _check(telling)
    meant = meant_by(telling.about)
    excerpt, author = _shown(telling, meant)
    notice = Notice.objects.create(
        about=meant.about,
        target=meant.target or author,
        # As it was said: what is truly there is shown to moderators alone.
        address=typed_address(telling.about) or telling.address.strip(),
        ground=telling.ground,
        explanation=telling.explanation.text,
        excerpt=seal(_EXCERPT, excerpt) if excerpt else b"",
        notifier=telling.notifier,
        contact=seal(_CONTACT, "\n".join(telling.contact)) if any(telling.contact) else b"",
        language=telling.language,
        is_urgent=telling.is_urgent,
    )
    enqueue(ACKNOWLEDGE, notice_id=notice.pk)
    return notice


def _shown(telling: Telling, meant: Meant) -> tuple[str, Actor | None]:
    """Return what is shown of a conversation, and who wrote it when that is one other person."""
    if meant.kind != CONVERSATION:
        return "", None
    if telling.notifier is None or not telling.messages:
        return telling.excerpt.text if telling.excerpt else "", None
    chosen = (telling.notifier, int(meant.about.partition(":")[2]), telling.messages)
    try:
        return hand_over(*chosen), meant_author(*chosen)
    except Missing:
        raise Invalid("Ces messages ne sont plus là. Choisissez-en d’autres.", field="excerpt") from None


def _check(telling: Telling) -> None:
    if telling.ground not in GROUNDS:
        raise Invalid("Dites de quoi il s’agit.", field="ground")
    if not any(character.isalnum() for character in telling.explanation.text):
        raise Invalid("Expliquez en quelques mots ce qui ne va pas.", field="text")
    if len(telling.explanation.text) > LONGEST_EXPLANATION:
        raise Invalid("Une explication a au plus %(most)s caractères.", field="text", most=LONGEST_EXPLANATION)
    if telling.excerpt is not None and len(telling.excerpt.text) > LONGEST_EXCERPT:
        raise Invalid("Un extrait a au plus %(most)s caractères.", field="excerpt", most=LONGEST_EXCERPT)
    if meant_by(telling.about).kind == ELSEWHERE and not telling.address.strip():
        raise Invalid("Donnez l’adresse exacte de la page.", field="address")
    if not telling.is_sincere:
        raise Invalid("Confirmez que vous signalez de bonne foi.", field="sincere")


def contact_of(notice: Notice) -> tuple[str, str]:
    """Return the name and the address of who gave notice, empty when unknown: a member's address is the account's."""
    if notice.notifier is not None:
        account = notice.notifier.account
        return "", account.email if account is not None else ""
    if not notice.contact:
        return "", ""
    name, _, address = unseal(_CONTACT, bytes(notice.contact)).partition("\n")
    return name, address


def excerpt_of(notice: Notice) -> str:
    """Return what the reporter chose to show of a conversation."""
    return unseal(_EXCERPT, bytes(notice.excerpt)) if notice.excerpt else ""


@transaction.atomic
def take(*, moderator: Account, notice: Notice, seen: int) -> Notice:
    """Take a notice in hand, so that two moderators do not decide twice."""
    held = hold(notice, seen=seen)
    may_decide(moderator, held)
    if held.state != NoticeState.OPEN:
        raise Stale("Une autre personne s’en occupe déjà.")
    return _step(held, NoticeState.HELD, moderator, Verb.TAKE)


@transaction.atomic
def give_back(*, moderator: Account, notice: Notice, seen: int) -> Notice:
    """Leave a notice to somebody else: one's own, or one that somebody who is away still holds."""
    held = hold(notice, seen=seen)
    may_decide(moderator, held)
    if held.state != NoticeState.HELD:
        raise Stale("Ce signalement n’est plus en cours d’examen.")
    return _step(held, NoticeState.OPEN, None, Verb.GIVE_BACK, by=moderator)


def _step(notice: Notice, state: NoticeState, holder: Account | None, verb: Verb, by: Account | None = None) -> Notice:
    notice.state, notice.held_by = state, holder
    notice.version += 1
    notice.save(update_fields=["state", "held_by", "version"])
    write_down(verb, notice.about, by=by or holder, why=notice.reference)
    return notice


def hold(notice: Notice, *, seen: int) -> Notice:
    """Return a notice as it is now, which nobody else changes; raise :class:`Stale` if it moved since it was seen."""
    rows = Notice.objects.select_for_update(of=("self",), no_key=True).select_related("target__account", "notifier")
    held = rows.filter(pk=notice.pk).first()
    if held is None:
        raise Missing
    if held.version != seen:
        raise Stale("Ce signalement a changé depuis. Voici où il en est.")
    return held


@transaction.atomic
def look(*, moderator: Account, notice: Notice) -> Meant:
    """Return what a notice is about as its holder may see it; a look at what is closed is written in the log.

    Raises :class:`Refused` for what is closed and whose notice somebody else holds, or nobody: one looks to decide.
    """
    may_moderate(moderator)
    meant = meant_by(notice.about)
    if meant.audience and is_closed(meant.audience):
        if notice.held_by_id != moderator.pk:
            raise Refused("Ce contenu est réservé à certains lecteurs. Prenez le signalement pour le lire.")
        since = clock.now() - ONE_LOOK
        mine = LogLine.objects.filter(about=notice.about, verb=Verb.LOOK, account_id=moderator.pk)
        if not mine.filter(done_at__gt=since).exists():
            write_down(Verb.LOOK, notice.about, by=moderator, why=notice.reference)
    return meant


@transaction.atomic
def forget_contacts(*, most: int = BATCH) -> int:
    """Forget who gave notice and what they showed, six months after the decision; return how many."""
    limit = clock.now() - APPEAL_LASTS
    old = list(Notice.objects.filter(decided_at__lte=limit, forgotten_at=None).values_list("pk", flat=True)[:most])
    return Notice.objects.filter(pk__in=old).update(contact=b"", excerpt=b"", notifier=None, forgotten_at=clock.now())


@transaction.atomic
def forget_who_left(*, actor_id: int) -> None:
    """Erase what rests sealed of an actor who left, and its name and excerpts on its notices."""
    Kept.objects.filter(decision__target=actor_id).delete()
    Notice.objects.filter(notifier=actor_id).update(notifier=None, excerpt=b"", contact=b"")
