"""Choosing who will read: the fields of a form, and what its page shows before anything is sent."""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import TYPE_CHECKING

from django import forms
from django.utils.translation import gettext

from toctoc.community.policies import audiences_for, may_name, may_write_to
from toctoc.community.queries.addressing import NOBODY, addressed
from toctoc.community.queries.language import page_language
from toctoc.community.queries.readership import Readership, readership_of, readerships
from toctoc.kernel.errors import Invalid, Missing, Refused
from toctoc.people.policies import proved_profession
from toctoc.people.queries import proved_counts
from toctoc.people.rules.audience import (
    GROUP,
    MOST_NAMED,
    MOST_PROFESSIONS,
    NAMED,
    ONE_PROFESSION,
    UNLISTED,
    audience_kind,
    professions_of,
)
from toctoc.people.rules.professions import PROFESSIONS, profession_words
from toctoc.privacy.forms import in_words
from toctoc.privacy.forms.speech import SpeechForm

if TYPE_CHECKING:
    from collections.abc import Sequence

    from django.http import QueryDict

    from toctoc.people.models import Actor

# The button that tells who will read without a script, and writes nothing.
ASK = "lecteurs"
BETWEEN = re.compile(r"[\s,;]+")


class Picks(forms.MultipleChoiceField):
    """Whatever was picked: the service says which picks exist, in its own words."""

    def valid_value(self, value: str) -> bool:
        """Let every word through to the service."""
        return bool(value)


class Lines(forms.MultipleChoiceField):
    """Short texts of one name, some of which may be empty."""

    def valid_value(self, value: str) -> bool:
        """Let every text through to the guard."""
        _ = value
        return True


class AudienceForm(SpeechForm):
    """A form whose text has an audience. What may be chosen is checked by the service, for each door alike.

    ``audience`` is a word, or the kind alone with ``professions`` or ``people`` beside it.
    """

    audience = forms.CharField(required=False)
    professions = Picks(required=False)
    people = forms.CharField(required=False)

    # Whether people may be named, and lists passed by.
    is_for_people = True

    def __init__(self, typed: QueryDict | None, *, writer: Actor, asked: str = "") -> None:
        super().__init__(typed, writer=writer)
        self.is_asking = typed is not None and ASK in typed
        self.audiences = offered_to(writer, named=self.is_for_people)
        self.initial["audience"] = asked if asked in self.audiences else self.audiences[0]

    def addressed(self) -> tuple[str, tuple[Actor, ...]]:
        """Return the audience word that was chosen, and those it names."""
        kind, told = audience_kind(str(self["audience"].value() or "").strip())
        own, ticked = proved_profession(self.writer), [*(self["professions"].value() or [])]
        professions = [*professions_of(f"{kind}:{told}")] if told else [*([own] if own else []), *ticked]
        people = BETWEEN.split(str(self["people"].value() or "")) if kind == NAMED else ()
        word, named = addressed(kind, professions=professions, place=told, handles=people)
        check_named(self.writer, named)
        return word, named

    def readers(self) -> tuple[Readership | None, str]:
        """Return who would read what is chosen now; instead, when nobody could, the sentence that says why."""
        try:
            return self._readers(), ""
        except (Invalid, Refused) as error:
            return None, in_words(error) if isinstance(error, Invalid) else error.say(gettext)

    def _readers(self) -> Readership:
        word, named = self.addressed()
        may_write_to(self.writer, word)
        return readership_of(word, writer=self.writer, named=named)


def check_named(writer: Actor, named: Sequence[Actor]) -> None:
    """Raise :class:`Invalid` for somebody the writer may not name, in the words for somebody who is not there."""
    for actor in named:
        try:
            may_name(writer, [actor])
        except Missing:
            raise Invalid(NOBODY, field="audience", handle=actor.handle) from None


def offered_to(writer: Actor, *, named: bool) -> tuple[str, ...]:
    """Return what a writer chooses among: words of audiences, and kinds that ask for more beside them."""
    closest, (members, public) = audiences_for(writer)[:-2], audiences_for(writer)[-2:]
    several = (ONE_PROFESSION,) if proved_profession(writer) else ()
    groups = [word for word in writer.memberships.split() if audience_kind(word)[0] == GROUP]
    return (*closest, *several, *groups, members, public, *((UNLISTED, NAMED) if named else ()))


@dataclass(frozen=True, slots=True)
class Offered:
    """One audience to choose; ``readers`` is who it is."""

    value: str
    is_chosen: bool
    readers: Readership


@dataclass(frozen=True, slots=True)
class Peer:
    """One profession to tick beside one's own, and how many proved it."""

    value: str
    words: str
    count: int
    is_chosen: bool


@dataclass(frozen=True, slots=True)
class Audiences:
    """Everything the picker shows; ``now`` is who would read at this moment, or ``error`` why nobody could."""

    choices: list[Offered]
    professions: list[Peer]
    now: Readership | None
    error: str
    needs_proof: bool
    most_professions: int = MOST_PROFESSIONS
    most_named: int = MOST_NAMED
    ask: str = ASK


def audiences_of(form: AudienceForm) -> Audiences:
    """Return what the picker of a form shows."""
    own, chosen = proved_profession(form.writer), _chosen_in(form)
    found = readerships(form.audiences, writer=form.writer)
    choices = [Offered(word, word == chosen, who) for word, who in zip(form.audiences, found, strict=True)]
    now, error = form.readers()
    return Audiences(choices, _peers(form, own) if own else [], now, error, needs_proof=not own)


def _chosen_in(form: AudienceForm) -> str:
    """Return which choice is ticked: several professions, written out, are the choice that asks which."""
    word = str(form["audience"].value() or "")
    return ONE_PROFESSION if word not in form.audiences and professions_of(word) else word


def _peers(form: AudienceForm, own: str) -> list[Peer]:
    word, counts, language = str(form["audience"].value() or ""), proved_counts(), page_language()
    ticked = {*(form["professions"].value() or []), *professions_of(word)}
    peers = [
        Peer(slug, profession_words(slug, "", language), counts.get(slug, 0), slug in ticked)
        for slug in PROFESSIONS
        if slug != own
    ]
    # Those that somebody would read as first; the order of the catalogue among them.
    return sorted(peers, key=lambda peer: peer.count == 0)
