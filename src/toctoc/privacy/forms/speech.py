"""Forms in which people say something in their own name: masks to press, or words to keep."""

from __future__ import annotations

from functools import cached_property
from typing import TYPE_CHECKING, NamedTuple

from django import forms
from django.utils.translation import get_language

from toctoc.kernel.cleared import Assurance, Kept
from toctoc.privacy.forms import ALL, BEFORE, MASK, UNDO, GuardedForm
from toctoc.privacy.forms.choices import Choice, KeptLine, choices, pressed
from toctoc.privacy.rules.emergencies import CARDS, cards
from toctoc.privacy.rules.keys import key
from toctoc.privacy.rules.proposals import Proposal, masked, proposals
from toctoc.privacy.services import LONGEST, Blocked
from toctoc.privacy.services.frame import Weighed, count, situation_of, weigh
from toctoc.privacy.services.holding import Concerned
from toctoc.privacy.services.sight import findings_in
from toctoc.privacy.services.speech import CLOSING, REASONS, asks_closing, check_closing, check_line, clear_speech
from toctoc.privacy.services.threads import names_in, risk_of

if TYPE_CHECKING:
    from collections.abc import Iterable

    from django.http import QueryDict

    from toctoc.kernel.cleared import Cleared
    from toctoc.kernel.errors import Invalid, Refused, Stale
    from toctoc.people.models import Actor
    from toctoc.privacy.rules.combination import Risk
    from toctoc.privacy.rules.emergencies import Card
    from toctoc.privacy.rules.frame import Situation

# The button that masks all that is not kept, and sends.
SEND = "envoyer"
# The closing questions stand on the page already.
SHOWN = "fin"
# What is kept travels with the form, a line each: the reason, the kind, the words ("public|commune|Bessines").
KEPT, READ = "garde", "lu"
_BETWEEN = "|"
# Nobody keeps more words than this in one text; a longer list is not from our page.
_MOST_KEPT = 60
# Keys of names that a mask took out of the text travel with it too: they are looked for in what is left.
SILENCED = "nom"
_LONGEST_NAME = 60
# What travels with a form and is not said by sending it: its key, what a mask took away, words told elsewhere.
_NOT_SAID = frozenset(("csrfmiddlewaretoken", "cle", BEFORE, KEPT, READ, MASK, SILENCED))


def assurance_in(typed: QueryDict) -> Assurance:
    """Return what the writer assured of a text, as our pages send it; what is not a line of ours is left out."""
    return Assurance(
        kept=tuple(kept for line in kept_lines(typed) if (kept := kept_in(line)) is not None),
        recognisable=typed.get("reconnaissable", ""),
        agreed=typed.get("accord", ""),
        read=tuple(dict.fromkeys(typed.getlist(READ)))[:_MOST_KEPT],
    )


def kept_lines(typed: QueryDict) -> list[str]:
    """Return the lines that keep words; a passage that is to be masked sends an empty one."""
    return [line for line in typed.getlist(KEPT) if line][:_MOST_KEPT]


def kept_in(line: str) -> Kept | None:
    """Return the kept words that a line tells, or ``None`` for a line without a reason that exists."""
    reason, _, rest = line.partition(_BETWEEN)
    kind, _, words = rest.partition(_BETWEEN)
    return Kept(words, kind, reason) if reason in REASONS and words else None


class EmergencyCard(NamedTuple):
    """An emergency card in the language of the page."""

    slug: str
    title: str
    advice: str
    numbers: list[tuple[str, str, str]]


def _card(card: Card, language: str) -> EmergencyCard:
    numbers = [
        (f"{'sms' if number.by_text else 'tel'}:{number.dial}", number.shown, number.words(language))
        for number in card.numbers
    ]
    return EmergencyCard(card.slug, card.title[language], card.advice[language], numbers)


class SpeechForm(GuardedForm):
    """A form whose text somebody says in their own name, to others.

    ``looks`` are findings that are only worth a look, ``elsewhere`` those of another field than the text;
    ``kept`` the lines of what stays; ``is_closing`` tells that the two closing questions are asked now.
    """

    # The page offers to keep what may be kept.
    keeps = True
    # So many passages have a list of reasons; a longer text keeps more once these are masked or kept.
    most_kept = _MOST_KEPT

    reconnaissable = forms.CharField(required=False)
    accord = forms.CharField(required=False)

    def __init__(self, typed: QueryDict | None, *, writer: Actor) -> None:
        self.looks: list[Proposal] = []
        self.kept: list[str] = []
        self.elsewhere: list[Proposal] = []
        self.concerns: list[Weighed] = []
        self.is_closing = False
        self._names: frozenset[str] | None = None
        self.silenced: list[str] = []
        if typed is not None:
            self.kept = kept_lines(typed)
            self.silenced = [key(name)[:_LONGEST_NAME] for name in typed.getlist(SILENCED)[:_MOST_KEPT]]
        super().__init__(typed, writer=writer)
        if typed is not None and typed.get(MASK) == SEND:
            self.is_masking = False

    @property
    def assurance(self) -> Assurance:
        """Return what the writer assured so far."""
        typed = self.typed.copy()
        typed.setlist(KEPT, self.kept)
        return assurance_in(typed)

    @property
    def situation(self) -> Situation:
        """Return what of the writer and of who will read changes what words mean."""
        return situation_of(self.writer, str(self.data.get("audience", "")))

    def weighed(self) -> list[Weighed]:
        """Return what the rules of the register say of what was typed."""
        return weigh(self._typed_text, self.writer, self.situation)

    def cards(self) -> list[EmergencyCard]:
        """Return the emergency cards that what was typed calls for."""
        language = "en" if get_language() == "en" else "fr"
        return [_card(CARDS[slug], language) for slug in cards("\n".join(self.carried()), self.language)]

    def risk(self) -> Risk | None:
        """Return how many people fit the story of one patient told here, or ``None`` when there is none."""
        if not self._speaks_of_patient:
            return None
        return risk_of([*self.told_before(), *self.carried()], language=self.language)

    def told_before(self) -> Iterable[str]:
        """Return what the writer said already in the thread; forms that know the thread say it."""
        return ()

    def carried(self) -> list[str]:
        """Return all that is said by sending this, in whatever field; a field that is new is read too.

        Forms whose post carries what is not typed here (a poll while its text is edited) add it.
        """
        fields = self.typed.lists()
        return [value[:LONGEST] for name, values in fields if name not in _NOT_SAID for value in values]

    @cached_property
    def _speaks_of_patient(self) -> bool:
        return asks_closing(self.writer, self.carried(), self.told_before())

    @property
    def _typed_text(self) -> str:
        return str(self.data.get("text", ""))[:LONGEST]

    def names(self) -> frozenset[str]:
        """Return the keys of names found elsewhere in the thread; forms that know the thread say them."""
        return frozenset()

    @property
    def known_names(self) -> frozenset[str]:
        """Return :meth:`names`, asked once, with those that were masked here."""
        if self._names is None:
            self._names = self.names()
        return self._names | {*self.silenced}

    def with_masks(self, text: str, asked: str) -> str:
        """Return ``text`` with one finding masked, or all that are not kept."""
        found = self._open(text)
        self.silenced = [*dict.fromkeys([*self.silenced, *sorted(names_in([text], language=self.language))])]
        if asked in {ALL, SEND}:
            return masked(text, [p for p in found if p.is_to_mask])
        return text if asked == UNDO else masked(text, pressed(found, asked))

    def look(self) -> list[Proposal]:
        """Return what must go or be masked in what was typed; what is only worth a look goes to ``looks``."""
        found = self._open(str(self.data.get("text", "")))
        self.looks = [p for p in found if not p.is_to_mask]
        return [p for p in found if p.is_to_mask]

    def cleared(self, name: str = "text") -> Cleared:
        """Return one of the typed texts, cleared, with what is assured of it."""
        cleared = clear_speech(
            self.cleaned_data[name], language=self.language, assurance=self.assurance, names=self.known_names
        )
        self._check_beside(name)
        check_closing(self.writer, cleared, self.carried(), self.told_before())
        return cleared

    def _check_beside(self, main: str) -> None:
        """Raise :class:`Blocked` for a name of the thread, or one that was masked, in what goes with a text."""
        if not self.known_names:
            return
        for field, values in self.typed.lists():
            for value in values if field != main and field not in _NOT_SAID else ():
                check_line(value[:LONGEST], field, self.assurance, self.known_names, language=self.language)

    def cleared_for_oneself(self) -> Cleared:
        """Return the text as a draft of one's own, which nobody else reads: nothing that is blocked."""
        return super().cleared()

    def take(self, error: Invalid | Refused | Stale) -> None:
        """Put the sentence of ``error`` beside its field; ask the closing questions when they are what is missing."""
        super().take(error)
        if isinstance(error, Blocked) and error.field != "text":
            self.elsewhere = [p for p in proposals(error.text, self.language, error.findings) if p.is_to_mask]
        if error.field == CLOSING:
            self.is_closing = True
            self.findings = self.look()
        if isinstance(error, Concerned):
            self.concerns = error.concerns
            count(shown=[one.rule for one in error.concerns])

    @property
    def asks_closing(self) -> bool:
        """Tell whether the closing questions stand under the text: asked now, or answered already."""
        if self.is_closing:
            return True
        return bool(self.data.get("reconnaissable")) and self._speaks_of_patient

    @property
    def asks_closing_now(self) -> bool:
        """Tell whether what is being typed calls for the closing questions, and the page does not show them yet."""
        return SHOWN not in self.data and self._speaks_of_patient

    def _open(self, text: str) -> list[Proposal]:
        """Return the findings of ``text`` that are not kept."""
        kept = {line.partition(_BETWEEN)[2] for line in self.kept}
        text = text[:LONGEST]
        found = proposals(text, self.language, findings_in(text, self.language, self.known_names))
        return [p for p in found if p.must_go or p.line not in kept]

    @property
    def look_rows(self) -> list[Choice]:
        """Return what is only worth a look, as the page lists it."""
        return choices(self.looks)

    @property
    def kept_words(self) -> list[KeptLine]:
        """Return what is kept and still said, as the page lists it."""
        said = " ".join(" ".join(self.carried()).split())
        lines = [KeptLine(line, kept.words, kept.reason) for line in self.kept if (kept := kept_in(line)) is not None]
        return [line for line in lines if line.words in said]
