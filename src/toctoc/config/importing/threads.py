"""Write dialogues as threads, each once and as a whole.

A thread's id is made from the dialogue's key: a second run finds it, be it deleted since, and leaves it. A dialogue is
one transaction: a run that was cut short leaves whole threads, and the next goes on.
"""

from __future__ import annotations

import hashlib
from dataclasses import dataclass, field
from datetime import UTC, datetime, timedelta
from typing import TYPE_CHECKING

from django.db import transaction
from tqdm import tqdm

from toctoc.community.models import Post
from toctoc.community.services import posts
from toctoc.config.importing.labforsims2 import DOCTOR, PATIENT
from toctoc.kernel import clock, ids
from toctoc.kernel.errors import Invalid
from toctoc.people.models import Actor
from toctoc.people.models.actor import ActorKind
from toctoc.people.rules.audience import PUBLIC
from toctoc.people.services.actors import Portrait, make_actor
from toctoc.privacy.services import Blocked, clear, clear_line
from toctoc.privacy.services.speech import clear_speech

if TYPE_CHECKING:
    from toctoc.config.importing.labforsims2 import Corpus, Dialogue, Turn
    from toctoc.kernel.cleared import Cleared

# The month of LREC 2020, when the corpus was published: the threads are dated in it.
PUBLISHED = datetime(2020, 5, 11, 8, tzinfo=UTC)
SPREAD = timedelta(days=20)
BETWEEN_TURNS = timedelta(seconds=20)

SOURCE = (
    "Source : corpus LabForSims2, CEA LIST (Laleye et coll., LREC 2020), "
    "https://www.aclweb.org/anthology/2020.lrec-1.72\n"
    "Licence : Creative Commons BY-SA 4.0, https://creativecommons.org/licenses/by-sa/4.0/deed.fr\n"
    "Changement : le texte est découpé en messages."
)
NOTE = "Automate. Personne ici n’est réel : ces échanges viennent du corpus LabForSims2 (CEA LIST, CC BY-SA 4.0)."
SPEAKERS = {DOCTOR: ("medecin_simulation", "Médecin (simulation)"), PATIENT: ("patient_virtuel", "Patient virtuel")}


@dataclass(slots=True)
class Report:
    """What an import came to; ``refusals`` say where each refused text stands, and why."""

    added: int = 0
    already: int = 0
    messages: int = 0
    refusals: list[str] = field(default_factory=list)

    def sentence(self, corpus: Corpus) -> str:
        """Return the whole in one line."""
        return (
            f"fils ajoutés : {self.added} ({self.messages} messages) · déjà là : {self.already} · "
            f"textes refusés : {len(self.refusals)} · fichiers ou lignes illisibles : {len(corpus.faults)}"
        )


def write_all(corpus: Corpus, *, shows_progress: bool = True) -> Report:
    """Write every dialogue that is not there yet."""
    report = Report()
    speakers = {word: _speaker(*described) for word, described in SPEAKERS.items()}
    hidden = None if shows_progress else True  # None: shown on a terminal only
    for dialogue in tqdm(corpus.dialogues, desc="dialogues", unit=" fil", disable=hidden):
        if Post.objects.filter(pk=thread_id(dialogue)).exists():
            report.already += 1
            continue
        try:
            opening = clear(f"{_title(dialogue)}\n\n{SOURCE}")
        except Invalid as refused:
            report.refusals.append(
                f"{dialogue.turns[0].place}: le nom « {dialogue.key} » ne peut pas servir. {refused}"
            )
            continue
        _write(dialogue, opening, speakers, report)
    return report


def began_at(dialogue: Dialogue) -> datetime:
    """Return when the thread is said to begin: always the same moment for the same dialogue."""
    milliseconds = int.from_bytes(_digest(dialogue)[:6]) % int(SPREAD.total_seconds() * 1000)
    return PUBLISHED + timedelta(milliseconds=milliseconds)


def thread_id(dialogue: Dialogue) -> int:
    """Return the id of a dialogue's thread, made from its key alone."""
    return ids.id_at(began_at(dialogue), _free(dialogue))


def _free(dialogue: Dialogue) -> int:
    return int.from_bytes(_digest(dialogue)[6:8])


def _digest(dialogue: Dialogue) -> bytes:
    return hashlib.sha256(f"labforsims2/{dialogue.key}".encode()).digest()


@transaction.atomic
def _write(dialogue: Dialogue, opening: Cleared, speakers: dict[str, Actor], report: Report) -> None:
    began = began_at(dialogue)
    draft = posts.Draft(opening, PUBLIC)
    with ids.numbered_from(_free(dialogue)), clock.at(began):
        last = posts.write(author=speakers[DOCTOR], draft=draft)
    messages = 1
    for number, turn in enumerate(dialogue.turns, 1):
        with clock.at(began + number * BETWEEN_TURNS):
            said = _said(turn, speakers[turn.speaker], last, report)
        if said is not None:
            last, messages = said, messages + 1
    report.added += 1
    report.messages += messages


def _title(dialogue: Dialogue) -> str:
    if dialogue.is_pair:
        return f"Question et réponse {dialogue.key}, d’une consultation simulée. Personne ici n’est réel."
    return (
        f"Consultation simulée {dialogue.key} : un interne s’exerce avec un patient virtuel. Personne ici n’est réel."
    )


def _said(turn: Turn, speaker: Actor, to: Post, report: Report) -> Post | None:
    """Reply with a turn; a text that is refused is reported and left out."""
    try:
        return posts.reply(author=speaker, to=to, answer=posts.Answer(_cleared(turn.words)))
    except Blocked as blocked:
        reasons = " ".join(blocked.reasons)
        report.refusals.append(f"{turn.place}: {reasons}")
    except Invalid as invalid:
        report.refusals.append(f"{turn.place}: {invalid}")
    return None


def _cleared(words: str) -> Cleared:
    """Return the words of a turn, of which nothing would be masked; an automaton says them, hence assures nothing."""
    clear_speech(words)
    return clear(words)


def _speaker(handle: str, name: str) -> Actor:
    """Return the automaton that speaks for one side, made at the first import."""
    known = Actor.objects.filter(handle=handle, domain="").first()
    if known is None:
        return make_actor(
            account=None, handle=handle, portrait=Portrait(clear_line(name), clear(NOTE)), kind=ActorKind.BOT
        )
    if known.kind != ActorKind.BOT or known.account_id is not None:
        raise Invalid("@%(handle)s est déjà quelqu’un d’autre : rien n’a été importé.", field="handle", handle=handle)
    return known
