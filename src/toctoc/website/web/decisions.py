"""What moderators type when they decide, and how earlier decisions read."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from django import forms
from django.utils.translation import gettext_lazy as _

from toctoc.community.queries.language import page_language
from toctoc.kernel.errors import Invalid
from toctoc.people.rules.paths import path_name
from toctoc.people.rules.professions import profession_words, standing_words
from toctoc.people.rules.proof_life import IN_FORCE, STATE_WORDS, State
from toctoc.privacy.forms import checked, in_words
from toctoc.privacy.services import clear, clear_line

if TYPE_CHECKING:
    from toctoc.kernel.cleared import Cleared
    from toctoc.people.models import Account, Actor, Proof

LONGEST_SENTENCE = 500
LONGEST_REASON = 300


class RefusalForm(forms.Form):
    """Why a registration is refused, in words for who asked."""

    sentence = forms.CharField(
        label=_("Pourquoi"),
        max_length=LONGEST_SENTENCE,
        widget=forms.Textarea(attrs={"rows": 3}),
        help_text=_("Cette phrase part par courriel à la personne. Elle n’est pas gardée."),
    )

    def clean_sentence(self) -> str:
        """Return the sentence once the guard has let it through: a job carries it until the letter left."""
        return checked(self.cleaned_data["sentence"], lambda typed: clear(typed).text)


class RevokeForm(forms.Form):
    """Why a proof is taken back: kept in its history, hence cleared."""

    reason = forms.CharField(
        error_messages={"required": _("Dites en une phrase pourquoi.")}, max_length=20 * LONGEST_REASON
    )

    def clean_reason(self) -> Cleared:
        """Return the reason on one line, cleared."""
        try:
            return clear_line(self.cleaned_data["reason"], longest=LONGEST_REASON)
        except Invalid as error:
            raise forms.ValidationError(in_words(error)) from error


@dataclass(frozen=True, slots=True)
class ProofLine:
    """A proof as the moderation page lists it, its profession and its state in words."""

    proof: Proof
    words: str
    path: str
    state: str
    is_in_force: bool


@dataclass(frozen=True, slots=True)
class WaitingLine:
    """A registration that waits: the account, and each of its actors with its declared profession in words."""

    account: Account
    actors: list[tuple[Actor, str]]


def waiting_lines(accounts: list[Account]) -> list[WaitingLine]:
    """Return registrations in words, in the order given."""
    language = page_language()
    return [
        WaitingLine(account, [(a, profession_words(a.profession, a.specialty, language)) for a in account.actors.all()])
        for account in accounts
    ]


def proof_lines(proofs: list[Proof]) -> list[ProofLine]:
    """Return proofs in words, in the order given."""
    language = page_language()
    return [
        ProofLine(
            proof,
            standing_words(proof.profession, proof.specialty, language),
            path_name(proof.path, language),
            STATE_WORDS[State(proof.state)][language == "en"],
            proof.state in IN_FORCE,
        )
        for proof in proofs
    ]
