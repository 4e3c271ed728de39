"""Start a sheet from a closed question, write it together, sign it, send it to be read again, retire or hide it."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import timedelta
from typing import TYPE_CHECKING

from django.db import transaction
from django.utils import timezone

from toctoc.community.models import Post
from toctoc.community.models.notification import NotificationKind
from toctoc.community.services.notifications import notify
from toctoc.kernel import clock
from toctoc.kernel.errors import Invalid, Missing, Refused, Stale
from toctoc.people.rules.audience import MEMBERS, PROFESSIONALS, PUBLIC, is_within
from toctoc.privacy.services import speech
from toctoc.questions.models import PracticeSheet, Question, SheetAuthor, SheetReference, SheetTopic, SheetVersion
from toctoc.questions.policies import may_edit_sheet, may_start_sheet
from toctoc.questions.queries.sheets import SHEETS, retractions_of
from toctoc.questions.rules.sheets.anew import is_anew
from toctoc.questions.rules.sheets.evidence import Support, supports_in
from toctoc.questions.rules.sheets.life import SheetMover, SheetState, check_sheet_move
from toctoc.questions.rules.sheets.retractions import Nature
from toctoc.search.services import index

if TYPE_CHECKING:
    from collections.abc import Iterable
    from datetime import date

    from toctoc.kernel.cleared import Cleared
    from toctoc.people.models import Account, Actor

LONGEST_QUESTION, LONGEST_ANSWER = 500, 4_000
LONGEST_REVIEW = timedelta(days=3 * 365)
# To whom a sheet may be opened further than its question.
WIDER = (PROFESSIONALS, MEMBERS, PUBLIC)


@dataclass(frozen=True, slots=True)
class SheetWords:
    """What a version says: cleared texts, references as they are typed, one a line, and until when it holds.

    ``audience`` is a word of :data:`WIDER`, or empty for that of the version before.
    """

    question: Cleared
    answer: Cleared
    dissent: Cleared
    references: str
    review_on: date
    audience: str = ""


@transaction.atomic
def start_sheet(*, starter: Actor, question: Question, words: SheetWords) -> PracticeSheet:
    """Start a sheet from a closed question; its starter is its first author.

    Raises :class:`Refused` for whoever may not, and when the question has a sheet that lives.
    """
    held = Question.objects.select_for_update(no_key=True).get(pk=question.pk)
    may_start_sheet(starter, held)
    if PracticeSheet.objects.filter(question=held).exclude(state=SheetState.RETIRED).exists():
        raise Refused("Cette question a déjà une fiche. Demandez à ses auteurs de vous y joindre.")
    _check(words)
    sheet = PracticeSheet.objects.create(question=held, audience=held.audience, language=words.answer.language)
    topics = held.topics.order_by("id").values_list("topic", flat=True)
    SheetTopic.objects.bulk_create(SheetTopic(sheet=sheet, topic=topic) for topic in topics)
    version = _write(starter, sheet, words, number=1, audience=_audience(sheet, words, held.audience))
    now = clock.now()
    SheetAuthor.objects.create(sheet=sheet, actor=starter, agreed_at=now, agreed_audience=version.audience)
    return sheet


@transaction.atomic
def write_version(*, writer: Actor, sheet: PracticeSheet, seen: int, words: SheetWords) -> PracticeSheet:
    """Write the next version of a sheet; what was published stays readable meanwhile, what was in review is a draft.

    Raises :class:`Stale` when another version than ``seen`` is the newest: somebody wrote meanwhile. Saying the same
    again changes nothing.
    """
    held = hold_sheet(sheet)
    may_edit_sheet(writer, held)
    latest = SheetVersion.objects.get(sheet=held, number=held.latest)
    supports = _check(words)
    audience = _audience(held, words, latest.audience)
    if _says_the_same(latest, words, supports, audience):
        return held
    if held.latest != seen:
        raise Stale("La fiche a changé entre-temps. Les deux textes sont gardés : relisez, puis enregistrez.")
    if held.state != SheetState.DRAFT:
        move_sheet(held, SheetState.DRAFT, SheetMover.AUTHOR)
    held.latest += 1
    held.save(update_fields=["latest"])
    _write(writer, held, words, number=held.latest, audience=audience)
    mine = SheetAuthor.objects.filter(sheet=held, actor=writer)
    mine.update(agreed_at=clock.now(), agreed_audience=audience)
    return held


@transaction.atomic
def submit_sheet(*, author: Actor, sheet: PracticeSheet) -> None:
    """Send a draft to be read again by peers.

    Raises :class:`Refused` while an author has not agreed to its audience, when it goes further than its question with
    words of the thread, or when one of its references was retracted.
    """
    held = hold_sheet(sheet)
    may_edit_sheet(author, held)
    version = SheetVersion.objects.get(sheet=held, number=held.latest)
    _check_audience(held, version)
    dois = version.references.values_list("doi", flat=True)
    if any(one.nature == Nature.RETRACTED for one in retractions_of(dois).values()):
        raise Refused("Une référence de cette fiche est rétractée. Remplacez-la d’abord.")
    if version.review_on <= timezone.localdate(clock.now()):
        raise Refused("La date de révision est passée. Choisissez-en une autre.")
    move_sheet(held, SheetState.IN_REVIEW, SheetMover.AUTHOR)


@transaction.atomic
def move_own_sheet(*, author: Actor, sheet: PracticeSheet, to: str) -> None:
    """Take a sheet back from review, or retire it."""
    held = hold_sheet(sheet)
    may_edit_sheet(author, held)
    if to == SheetState.IN_REVIEW:
        raise Invalid("Cet état n’existe pas.", field="state")
    move_sheet(held, to, SheetMover.AUTHOR)


@transaction.atomic
def hide_sheet(*, sheet: PracticeSheet, facts: str, moderator: Account | None) -> None:
    """Take a sheet out of everybody's sight, as moderation decided, with the facts that its authors read."""
    held = hold_sheet(sheet)
    held.hidden_at, held.hidden_why, held.hidden_by = clock.now(), facts, moderator
    _tell_hiding(held)


@transaction.atomic
def show_sheet_again(*, sheet: PracticeSheet) -> None:
    """Undo :func:`hide_sheet`."""
    held = hold_sheet(sheet)
    held.hidden_at, held.hidden_why, held.hidden_by = None, "", None
    _tell_hiding(held)


def _tell_hiding(held: PracticeSheet) -> None:
    held.save(update_fields=["hidden_at", "hidden_why", "hidden_by"])
    tell_authors(held)
    index.refresh(SHEETS, held.pk)


def hold_sheet(sheet: PracticeSheet) -> PracticeSheet:
    """Return a sheet that nobody else changes before the end of the transaction."""
    held = PracticeSheet.objects.select_for_update(no_key=True).filter(pk=sheet.pk).first()
    if held is None:
        raise Missing
    return held


def move_sheet(held: PracticeSheet, to: str, mover: SheetMover) -> None:
    """Move a sheet along its graph, and let it be found, or not, as it stands now."""
    held.state = check_sheet_move(SheetState(held.state), to, mover).value
    held.state_since = clock.now()
    held.save(update_fields=["state", "state_since"])
    index.refresh(SHEETS, held.pk)


def tell_authors(held: PracticeSheet, *, by: int | None = None) -> None:
    """Tell those who sign a sheet that something became of it."""
    rows = SheetAuthor.objects.filter(sheet=held, agreed_at__isnull=False, declined_at=None, actor__isnull=False)
    authors = [row.actor for row in rows.select_related("actor") if row.actor is not None]
    address = held.get_absolute_url()
    notify(NotificationKind.SHEET, recipients=authors, actor_id=by, post=None, address=address)


def _write(writer: Actor, sheet: PracticeSheet, words: SheetWords, *, number: int, audience: str) -> SheetVersion:
    version = SheetVersion.objects.create(
        sheet=sheet,
        number=number,
        writer=writer,
        question_text=words.question.text,
        answer=words.answer.text,
        dissent=words.dissent.text,
        review_on=words.review_on,
        audience=audience,
    )
    SheetReference.objects.bulk_create(
        SheetReference(
            version=version,
            position=place,
            kind=one.reference.kind,
            identifier=one.reference.identifier,
            address=one.reference.address,
            level=one.level.value,
            doi=one.doi,
        )
        for place, one in enumerate(supports_in(words.references))
    )
    beside = (words.question, words.dissent)
    speech.record(writer=writer, subject=f"sheet:{sheet.pk}", cleared=words.answer, beside=beside)
    return version


def _check(words: SheetWords) -> tuple[Support, ...]:
    """Return the references of a version; raise :class:`Invalid` for what is missing, too long or out of time."""
    for text, name, longest in (
        (words.question.text, "question", LONGEST_QUESTION),
        (words.answer.text, "text", LONGEST_ANSWER),
    ):
        if not text:
            raise Invalid("Écrivez la question et une réponse courte.", field=name)
        if len(text) > longest:
            raise Invalid("Ce texte a au plus %(longest)s caractères.", field=name, longest=longest)
    if len(words.dissent.text) > LONGEST_ANSWER:
        raise Invalid("Ce texte a au plus %(longest)s caractères.", field="dissent", longest=LONGEST_ANSWER)
    today = timezone.localdate(clock.now())
    if not today < words.review_on <= today + LONGEST_REVIEW:
        raise Invalid("Choisissez une date de révision à venir, dans les trois ans.", field="review_on")
    beside = (("question", words.question), ("dissent", words.dissent))
    speech.check_names(words.answer, beside)
    return supports_in(words.references)


def _audience(sheet: PracticeSheet, words: SheetWords, before: str) -> str:
    """Return for whom a version is: as before, or as wide as was asked; raise :class:`Invalid` for a narrower one."""
    wanted = words.audience or before
    if wanted in {before, sheet.audience}:
        return wanted
    if wanted not in WIDER or not is_within(sheet.audience, wanted):
        raise Invalid("Cette audience n’est pas proposée ici.", field="audience")
    return wanted


def _check_audience(held: PracticeSheet, version: SheetVersion) -> None:
    signed = SheetAuthor.objects.filter(sheet=held, agreed_at__isnull=False, declined_at=None, actor__isnull=False)
    if signed.exclude(agreed_audience=version.audience).exists():
        raise Refused("Un auteur n’a pas encore accepté d’être nommé devant ces lecteurs.")
    question = held.question
    if question is None or version.audience == question.audience:
        if question is None and version.audience != held.audience:
            raise Refused("La question n’existe plus : la fiche garde ses lecteurs.")
        return
    thread = Post.objects.filter(thread=question.pk).values_list("text", flat=True)
    if not is_anew((version.question_text, version.answer, version.dissent), _told(thread, question)):
        raise Refused("Pour plus de lecteurs que la question, réécrivez tout : une phrase vient du fil.")


def _told(thread: Iterable[str], question: Question) -> list[str]:
    return [*thread, question.outcome, question.what_happened]


def _says_the_same(latest: SheetVersion, words: SheetWords, supports: tuple[Support, ...], audience: str) -> bool:
    kept = [(row.kind, row.identifier, row.level) for row in latest.references.order_by("position")]
    told = [(one.reference.kind, one.reference.identifier, one.level.value) for one in supports]
    before = (latest.question_text, latest.answer, latest.dissent, latest.review_on, latest.audience, kept)
    after = (words.question.text, words.answer.text, words.dissent.text, words.review_on, audience, told)
    return before == after
