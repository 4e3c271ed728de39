"""Take an answer that comes by mail: the same guard, the same rights, the same refusals as on the page.

What may not leave as it is waits, masked, on the question's page; its author gets the link. An address that was not
signed here, is too old or belongs to somebody else gets one refusal a day, in the same words whatever the reason:
nothing is told of questions. Whether a letter really comes from its sender is for the mail server to check before.
"""

from __future__ import annotations

from datetime import timedelta
from typing import TYPE_CHECKING, NamedTuple

from django.conf import settings
from django.db import transaction

from toctoc.community.policies import may_write_now
from toctoc.community.queries.said import names_around, told_by
from toctoc.jobs.services.queue import enqueue
from toctoc.kernel import clock
from toctoc.kernel.errors import Invalid, Missing, ToctocError
from toctoc.people.models import Actor
from toctoc.people.policies import takes_part, viewer_for
from toctoc.people.services.keys import digest_of, keys_for, seal
from toctoc.privacy.rules.proposals import masked, proposals
from toctoc.privacy.services import LONGEST, clear
from toctoc.privacy.services.sight import findings_in
from toctoc.privacy.services.speech import check_closing, clear_speech
from toctoc.questions.models import ReceivedLetter, WaitingAnswer
from toctoc.questions.models.letter import Outcome
from toctoc.questions.queries.lists import visible_question
from toctoc.questions.rules.letters.addresses import reply_in
from toctoc.questions.rules.letters.reading import Unreadable, read_letter
from toctoc.questions.services.mail.letters import SENDERS, SIGNS, TELL
from toctoc.questions.services.questions import answer

if TYPE_CHECKING:
    from toctoc.community.models import Post
    from toctoc.questions.models import Question
    from toctoc.questions.rules.letters.reading import Letter

# Letters that nobody is told of: what no person wrote, what came already, what cannot be read.
IGNORED = "ignored"
REFUSED_ONCE_IN = timedelta(days=1)


class _Came(NamedTuple):
    """Whose answer it is, and to what."""

    author: Actor
    question: Question


@transaction.atomic
def receive(*, raw: bytes) -> str:
    """Take one letter as a mail server hands it over; return what became of it.

    One of the words of :class:`Outcome`, or :data:`IGNORED`. The same letter twice is one answer.
    """
    try:
        letter = read_letter(raw)
    except Unreadable:
        return IGNORED
    if letter.is_automatic or not letter.sender or _is_ours(letter):
        return IGNORED
    known = letter.message_id or digest_of("letters", repr(raw)).hex()
    digest = digest_of("received letters", f"{letter.sender} {known}")
    row, is_new = ReceivedLetter.objects.get_or_create(
        digest=digest, defaults={"sender": _sender_digest(letter), "outcome": Outcome.REFUSED}
    )
    if not is_new:
        return IGNORED
    came = _came(letter)
    if came is None:
        _refuse_once(letter, row)
        return Outcome.REFUSED.value
    return _taken(letter, came, row)


def _is_ours(letter: Letter) -> bool:
    """Tell whether a letter is one of our own that came back."""
    own = f"@{settings.ENVIRONMENT.host}"
    return letter.message_id.endswith(own) or letter.sender in settings.DEFAULT_FROM_EMAIL.lower()


def _came(letter: Letter) -> _Came | None:
    """Return who answers what, when the address says so, is not too old, and the sender is its owner."""
    reply = reply_in(letter.recipients, settings.ENVIRONMENT.reply_domain, keys_for(SIGNS))
    if reply is None or reply.until < clock.now().date():
        return None
    author = Actor.objects.speaking().select_related("account").filter(pk=reply.actor_id).first()
    if author is None or not takes_part(author.account) or author.account.email.lower() != letter.sender:
        return None
    try:
        return _Came(author, visible_question(viewer_for(author, author.account), reply.question_id))
    except Missing:
        return None


def _refuse_once(letter: Letter, row: ReceivedLetter) -> None:
    since = clock.now() - REFUSED_ONCE_IN
    before = ReceivedLetter.objects.filter(sender=row.sender, outcome=Outcome.REFUSED, came_at__gte=since)
    if not before.exclude(pk=row.pk).exists():
        _tell(letter, "refused")


def _taken(letter: Letter, came: _Came, row: ReceivedLetter) -> str:
    if not any(character.isalnum() for character in letter.text):
        _tell(letter, "empty", came)
        return Outcome.REFUSED.value
    try:
        with transaction.atomic():
            said = _answered(letter.text, came)
    except ToctocError:
        return _waits(letter, came, row)
    row.outcome, row.answer = Outcome.ANSWERED, said
    row.save(update_fields=["outcome", "answer"])
    if letter.has_attachments:
        _tell(letter, "files", came, said.get_absolute_url())
    return Outcome.ANSWERED.value


def _answered(text: str, came: _Came) -> Post:
    author, asked = came.author, came.question
    may_write_now(author)
    names, before = names_around(author, asked.post), list(told_by(author, asked.pk))
    cleared = clear_speech(text, language=author.languages[:2], names=names)
    check_closing(author, cleared, before=before)
    return answer(answerer=author, question=asked, to=asked.post, text=cleared)


def _waits(letter: Letter, came: _Came, row: ReceivedLetter) -> str:
    """Let a text wait where it can be read again, with all that stands out masked; one that cannot rest is let go."""
    author, asked = came.author, came.question
    text, language = letter.text[:LONGEST], author.languages[:2]
    found = proposals(text, language, findings_in(text, language, names_around(author, asked.post)))
    address = f"{asked.post.get_absolute_url()}#repondre"
    try:
        cleared = clear(masked(text, [one for one in found if one.is_to_mask]), language=language)
    except Invalid:
        _tell(letter, "again", came, address)
    else:
        waiting = WaitingAnswer.objects.create(owner=author, question=asked, text=cleared.text)
        _tell(letter, "waiting", came, f"{asked.post.get_absolute_url()}?courriel={waiting.pk}#repondre")
    row.outcome = Outcome.WAITING
    row.save(update_fields=["outcome"])
    return Outcome.WAITING.value


def _tell(letter: Letter, told: str, came: _Came | None = None, address: str = "") -> None:
    account = came.author.account if came else None
    enqueue(
        TELL,
        told=told,
        sealed=seal(SENDERS, letter.sender).decode(),
        address=address,
        language=account.language if account else settings.LANGUAGE_CODE[:2],
    )


def _sender_digest(letter: Letter) -> bytes:
    return digest_of("letter senders", letter.sender)
