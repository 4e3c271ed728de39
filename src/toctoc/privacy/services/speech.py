"""What people say in their own name: kept words, the two closing questions, and the record of both."""

from __future__ import annotations

from typing import TYPE_CHECKING

from toctoc.kernel.cleared import SEAL, Assurance, Cleared
from toctoc.kernel.errors import Invalid, Missing
from toctoc.kernel.events import publish
from toctoc.privacy.events import ClosingLeftOpen
from toctoc.privacy.models import Assured
from toctoc.privacy.models.assured import Answer
from toctoc.privacy.rules.findings import Finding, Level
from toctoc.privacy.rules.frame.packaged import PACKAGED
from toctoc.privacy.rules.keys import key
from toctoc.privacy.rules.patients import speaks_of_patient
from toctoc.privacy.rules.replacements.masks import KINDS
from toctoc.privacy.services import LONGEST, Blocked, looked_at
from toctoc.privacy.services.sight import findings_in
from toctoc.privacy.services.threads import goes_on, names_in

if TYPE_CHECKING:
    from collections.abc import Iterable

    from toctoc.people.models import Actor

NOTHING_SAID = Assurance()
LONGEST_LINE = 200
# The wording of the two questions; a new one when it changes.
VERSION = 1
# Why words that the guard proposed to mask may stay; slugs are kept, words are on the page.
REASONS = ("self", "public", "agreed", "not_a_person")
CLOSING = "closing"


class ClosingAsked(Invalid):
    """The two closing questions are not answered, or their answers do not let this text go."""

    def __init__(self, sentence: str) -> None:
        super().__init__(sentence, field=CLOSING)


def clear_speech(
    text: str,
    *,
    language: str = "fr",
    longest: int = LONGEST,
    assurance: Assurance = NOTHING_SAID,
    names: frozenset[str] = frozenset(),
) -> Cleared:
    """Return what somebody says, cleared: nothing blocked, and nothing to mask but what they keep for a reason.

    ``names`` are keys of names found elsewhere in the thread. Raises what :func:`~toctoc.privacy.services.clear`
    raises; :class:`Blocked` also when something to mask was neither masked nor kept.
    """
    tidied, findings = looked_at(
        text, lambda words: findings_in(words, language, names), language=language, longest=longest
    )
    if any(f.level is Level.MASK and not is_kept(f, tidied, assurance) for f in findings):
        raise Blocked(findings if tidied == text else findings_in(text, language, names), text, language)
    return Cleared(tidied, language, SEAL, _of_ours(assurance, findings, tidied))


def clear_speech_line(
    text: str, *, language: str = "fr", longest: int = LONGEST_LINE, assurance: Assurance = NOTHING_SAID
) -> Cleared:
    """Clear a line that goes with something said (a warning, an option): line ends become spaces."""
    return clear_speech(" ".join(text.split()), language=language, longest=longest, assurance=assurance)


def check_names(main: Cleared, beside: Iterable[tuple[str, Cleared]], names: frozenset[str] = frozenset()) -> None:
    """Raise :class:`Blocked` when a name told in one of the texts said together stands in another, unmasked.

    ``beside`` are the texts that go with ``main``, each with the field that it was typed in; ``names`` those of the
    thread. A name that is told nowhere as one ("kerdoncuff" in a poll) is known by the text that tells it.
    """
    others = [(field, one) for field, one in beside if one.text]
    if main.assurance is None or not others:
        return
    together = [("text", main), *others]
    names |= names_in((one.text for _, one in together), language=main.language)
    said = joined(main, (one for _, one in others))
    for field, one in together if names else ():
        check_line(one.text, field, said, names, language=one.language)


def check_line(text: str, field: str, assurance: Assurance, names: frozenset[str], *, language: str) -> None:
    """Raise :class:`Blocked` about ``field`` when one of ``names`` stands in ``text`` and is not kept."""
    found = [f for f in findings_in(text, language, names) if f.kind == "name" and f.level is not Level.LOOK]
    if not all(is_kept(f, text, assurance) for f in found):
        blocked = Blocked(found, text, language)
        blocked.field = field
        raise blocked


def joined(main: Cleared, beside: Iterable[Cleared]) -> Assurance:
    """Return what is assured of texts that are said together: the words that any of them keeps."""
    said = main.assurance or NOTHING_SAID
    kept = dict.fromkeys([*said.kept, *(one for text in beside if text.assurance for one in text.assurance.kept)])
    return Assurance(tuple(kept), said.recognisable, said.agreed, said.read)


def _of_ours(said: Assurance, findings: list[Finding], text: str) -> Assurance:
    """Return an assurance with the kept words that were found in ``text``, and nothing that no page of ours sends.

    Any other word in it is text that nobody looked at.
    """
    found = {(f.kind, _as_kept(text[f.start : f.end])) for f in findings if f.level is Level.MASK}
    return Assurance(
        kept=tuple(
            kept
            for kept in dict.fromkeys(said.kept)
            if kept.kind in KINDS and kept.reason in REASONS and (kept.kind, _as_kept(kept.words)) in found
        ),
        recognisable=_known(said.recognisable),
        agreed=_known(said.agreed),
        read=tuple(slug for slug in said.read if slug in PACKAGED),
    )


def is_kept(finding: Finding, text: str, assurance: Assurance) -> bool:
    """Tell whether the writer keeps these words, wherever they stand in the text; what must go cannot be kept."""
    if finding.level is Level.BLOCK:
        return False
    words = _as_kept(text[finding.start : finding.end])
    return any(kept.kind == finding.kind and _as_kept(kept.words) == words for kept in assurance.kept)


def _as_kept(words: str) -> str:
    return " ".join(key(words).split())


def asks_closing(writer: Actor, said: Iterable[str], before: Iterable[str] = ()) -> bool:
    """Tell whether the two questions come before this is sent: a professional tells the story of one patient.

    ``said`` is all that is sent together, wherever it was typed; ``before`` what the writer said in the same thread,
    asked only when needed: a reply that adds an age or a place to a story goes on with it.
    """
    if not writer.profession:
        return False
    texts = list(said)
    return speaks_of_patient("\n".join(texts)) or goes_on(texts, before, language=writer.languages[:2])


def check_closing(writer: Actor, cleared: Cleared, beside: Iterable[str] = (), before: Iterable[str] = ()) -> None:
    """Raise :class:`ClosingAsked` unless the two questions need no answer, or are answered so that this may go.

    ``beside`` is what else is sent, and ``before`` what was said, as in :func:`asks_closing`.
    """
    said = cleared.assurance
    if said is None or not asks_closing(writer, [cleared.text, *beside], before):
        return
    if not _is_answered(said):
        raise ClosingAsked("Avant d’envoyer, répondez aux deux questions sous le texte.")
    check_answers(said)


def _is_answered(said: Assurance) -> bool:
    return said.recognisable in {Answer.YES, Answer.NO} and said.agreed in set(Answer)


def check_answers(said: Assurance) -> None:
    """Raise :class:`ClosingAsked` for answers that let nothing go: recognisable, and no agreement."""
    if said.recognisable == Answer.YES and said.agreed != Answer.YES:
        raise ClosingAsked("Cette personne est reconnaissable et n’a pas donné son accord. Masquez ce qui la désigne.")


def record(
    *,
    writer: Actor,
    subject: str,
    cleared: Cleared,
    beside: Iterable[Cleared] = (),
    carried: Iterable[str] = (),
    before: Iterable[str] = (),
) -> None:
    """Keep what was assured of a text that was just stored, in the writer's transaction.

    ``beside`` are the texts that go with it, ``carried`` those that were stored already (what its files show), and
    ``before`` what the writer said in its thread. What tells of a patient and came by a door that cannot ask is noted
    as waiting for its answers.
    """
    if cleared.assurance is None:
        return
    others = list(beside)
    said = joined(cleared, others)
    told = [cleared.text, *(one.text for one in others), *carried]
    is_waiting = asks_closing(writer, told, before) and not _is_answered(said)
    if not (said.kept or said.read or said.recognisable or is_waiting):
        return
    assured = Assured.objects.create(
        actor=writer,
        subject=subject,
        kept=[{"kind": kept.kind, "reason": kept.reason} for kept in said.kept],
        read=list(said.read),
        recognisable=said.recognisable,
        agreed=said.agreed,
        version=VERSION,
        is_waiting=is_waiting,
    )
    if is_waiting:
        publish(ClosingLeftOpen(assured_id=assured.pk, actor_id=writer.pk, subject=subject))


def _known(answer: str) -> str:
    return answer if answer in set(Answer) else ""


def answer_closing(*, writer: Actor, assured_id: int, recognisable: str, agreed: str) -> Assured:
    """Answer the two questions after sending; raises :class:`Missing` for what is not the writer's."""
    if recognisable not in {Answer.YES, Answer.NO} or agreed not in set(Answer):
        raise ClosingAsked("Répondez aux deux questions.")
    changed = Assured.objects.filter(pk=assured_id, actor=writer, is_waiting=True).update(
        recognisable=recognisable, agreed=agreed, is_waiting=False
    )
    assured = Assured.objects.filter(pk=assured_id, actor=writer).first()
    if assured is None or (not changed and assured.recognisable != recognisable):
        raise Missing
    return assured
