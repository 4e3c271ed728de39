"""Who may ask, answer among peers, judge an answer, and who may move a question."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.db.models import F, Q

from toctoc.community.models import Post
from toctoc.community.models.post import PostKind
from toctoc.community.policies import may_be_read
from toctoc.kernel.errors import Missing, Refused
from toctoc.people.models import Block
from toctoc.people.policies import may_speak, proved_profession, viewer_for
from toctoc.people.rules.audience import ONE_PROFESSION, UNLISTED
from toctoc.questions.models import PoolMember, SheetAuthor
from toctoc.questions.rules.asking import Answerers
from toctoc.questions.rules.life import State as QuestionState
from toctoc.questions.rules.sheets.life import SheetState

if TYPE_CHECKING:
    from toctoc.people.models import Actor
    from toctoc.people.rules.audience import Viewer
    from toctoc.questions.models import Pool, PracticeSheet, Question
    from toctoc.questions.rules.availability.pools import Aim


def may_move(actor: Actor, question: Question, viewer: Viewer) -> None:
    """Raise :class:`Refused` unless ``actor`` asked the question, or moderates.

    The caller has already fetched the question through the viewer's eyes.
    """
    if question.asker_id != actor.pk and not viewer.is_moderator:
        raise Refused("Seule la personne qui a posé la question dit où elle en est.")


def may_call_on_peers(asker: Actor) -> None:
    """Raise :class:`Refused` unless ``asker`` is a proved professional, who alone reserves answers to its peers."""
    if not proved_profession(asker):
        raise Refused("Seul un professionnel vérifié réserve les réponses à ses confrères.")


def is_outside(actor: Actor, question: Question) -> bool:
    """Tell whether what ``actor`` answers is for the asker alone, because proved professionals answer this question."""
    is_for_peers = question.answerers == Answerers.PROFESSIONALS and actor.pk != question.asker_id
    return is_for_peers and not proved_profession(actor)


def may_judge(actor: Actor, answer: Post) -> int:
    """Return the id of the account that judges; raise :class:`Missing` for what is no answer ``actor`` may read.

    Raises :class:`Refused` for an answer of one's own, under whatever name.
    """
    may_speak(actor)
    if answer.deleted_at is not None or answer.is_first or answer.kind != PostKind.POST:
        raise Missing
    if not may_be_read(viewer_for(actor), answer):
        raise Missing
    if actor.account_id is None or answer.author.account_id == actor.account_id:
        raise Refused("On ne donne pas son avis sur sa propre réponse.")
    return actor.account_id


def may_thank(actor: Actor, question: Question, answer: Post) -> None:
    """Raise :class:`Refused` unless ``actor`` asked the question, and :class:`Missing` for what it cannot thank for."""
    may_judge(actor, answer)
    if question.asker_id != actor.pk:
        raise Refused("Seule la personne qui a posé la question remercie.")


def may_let_in(actor: Actor, question: Question) -> None:
    """Raise :class:`Refused` unless ``actor`` asked the question: what was written to it alone is its to show."""
    may_speak(actor)
    if question.asker_id != actor.pk:
        raise Refused("Seule la personne qui a posé la question montre cette réponse à tous.")


def may_make_pool(actor: Actor, viewer: Viewer, aim: Aim) -> None:
    """Raise :class:`Refused` unless ``actor`` proved what a pool is for, or administers."""
    may_speak(actor)
    if not viewer.is_moderator and not aim.takes(proved_profession(actor), actor.proved_specialty):
        raise Refused("Prouvez d’abord la profession et la spécialité de ce tour de garde.")


def may_take_duty(actor: Actor, aim: Aim) -> None:
    """Raise :class:`Refused` unless ``actor`` is a person who proved what a pool is for."""
    may_speak(actor)
    if not aim.takes(proved_profession(actor), actor.proved_specialty):
        raise Refused("Ce tour de garde est pour celles et ceux qui ont prouvé cette profession.")


def may_lay_turns(actor: Actor, pool: Pool) -> None:
    """Raise :class:`Refused` unless ``actor`` belongs to a pool, and still may."""
    may_take_duty(actor, pool.aim)
    if not PoolMember.objects.filter(pool=pool, actor=actor).exists():
        raise Refused("Rejoignez d’abord ce tour de garde.")


def may_start_sheet(actor: Actor, question: Question) -> None:
    """Raise :class:`Refused` unless a proved professional asked or answered a question that is closed.

    The caller has already fetched the question through the viewer's eyes.
    """
    may_speak(actor)
    _may_work_on_sheets(actor)
    if question.state != QuestionState.CLOSED:
        raise Refused("Une fiche part d’une question close, dont l’issue est connue.")
    if not is_of_thread(actor.pk, question.pk):
        raise Refused("Seules la personne qui a demandé et celles qui ont répondu commencent une fiche.")


def is_of_thread(actor_id: int, question_id: int) -> bool:
    """Tell whether an actor asked or answered a question, in words that everybody who reads it reads."""
    said = Post.objects.filter(thread=question_id, author=actor_id, deleted_at=None).exclude(kind=PostKind.NOTE)
    # One that is apart, or for some by name, is not for the readers of the thread.
    return said.filter(audience=F("thread__audience")).exists()


def may_edit_sheet(actor: Actor, sheet: PracticeSheet) -> None:
    """Raise :class:`Refused` unless ``actor`` signs the sheet, proved, and moderation did not hide it."""
    may_speak(actor)
    if not SheetAuthor.objects.filter(sheet=sheet, actor=actor, agreed_at__isnull=False, declined_at=None).exists():
        raise Refused("Seuls les auteurs d’une fiche l’écrivent.")
    _may_work_on_sheets(actor)
    if sheet.hidden_at is not None:
        raise Refused("La modération a masqué cette fiche.")


def may_review_sheet(actor: Actor, sheet: PracticeSheet) -> None:
    """Raise :class:`Refused` unless ``actor`` is proved, says where it works, and has no part in the sheet."""
    may_speak(actor)
    _may_work_on_sheets(actor)
    involved = SheetAuthor.objects.filter(sheet=sheet, actor__account=actor.account_id)
    if actor.account_id is None or involved.exists():
        raise Refused("Ses auteurs ne relisent pas leur propre fiche.")
    if not actor.department:
        raise Refused("Indiquez d’abord votre département dans votre profil. Deux lieux différents relisent une fiche.")


def _may_work_on_sheets(actor: Actor) -> None:
    if not proved_profession(actor):
        raise Refused("Les fiches sont écrites et relues par des professionnels vérifiés.")


def sheets_listed_for(viewer: Viewer) -> Q:
    """Return the predicate of the published sheets that lists show: of the viewer's audiences, without unlisted ones.

    Whoever blocked, or was blocked by, one of its authors reads nothing of it.
    """
    return Q(published__isnull=False, hidden_at=None) & _of_audience(viewer) & ~Q(audience=UNLISTED) & _no_block(viewer)


def sheets_read_by(viewer: Viewer) -> Q:
    """Return the predicate of the sheets a viewer may read: published, in review for its peers, or its own."""
    mine = _of_audience(viewer) & _no_block(viewer)
    readable = Q(published__isnull=False, hidden_at=None) & mine
    if viewer.profession:
        readable |= Q(state=SheetState.IN_REVIEW, hidden_at=None) & mine
    if viewer.actor_id is not None:
        own = SheetAuthor.objects.filter(actor=viewer.actor_id, declined_at=None)
        readable |= Q(pk__in=own.values("sheet"))
    return readable


def _of_audience(viewer: Viewer) -> Q:
    word = Q(audience__in=viewer.audiences)
    if viewer.profession:
        # One of several professions, in the order of the alphabet.
        several = Q(audience__startswith=f"{ONE_PROFESSION}:")
        named = (f":{viewer.profession}+", f"+{viewer.profession}+")
        holds = Q(audience__endswith=f"+{viewer.profession}")
        for part in named:
            holds |= Q(audience__contains=part)
        word |= several & holds
    return word


def _no_block(viewer: Viewer) -> Q:
    if not viewer.has_blocks or viewer.actor_id is None:
        return Q()
    signed = SheetAuthor.objects.filter(agreed_at__isnull=False, declined_at=None)
    met = Q(actor__in=Block.objects.filter(blocker=viewer.actor_id).values("blocked"))
    met |= Q(actor__in=Block.objects.filter(blocked=viewer.actor_id).values("blocker"))
    return ~Q(pk__in=signed.filter(met).values("sheet"))
