"""What moderators type when they decide, and how earlier decisions read."""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass
from typing import TYPE_CHECKING

from django import forms
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from toctoc.community.queries.language import page_language
from toctoc.people.rules.professions import profession_words
from toctoc.people.services.proofs import Evidence
from toctoc.website.web.forms import profession_choices, specialty_choices

if TYPE_CHECKING:
    from toctoc.people.models import Account, Actor, Proof

LONGEST_SENTENCE = 500


def proved_choices() -> list[tuple[str, str]]:
    """Return professions without the choice of none, after an empty line."""
    return [("", "—"), *profession_choices()[1:]]


class RefusalForm(forms.Form):
    """Why a registration is refused, in words for who asked."""

    sentence = forms.CharField(
        label=_("Pourquoi"),
        max_length=LONGEST_SENTENCE,
        widget=forms.Textarea(attrs={"rows": 3}),
        help_text=_("Cette phrase part par courriel à la personne. Elle n’est pas gardée."),
    )


class ProofForm(forms.Form):
    """A proof that a moderator saw; the evidence itself is not kept."""

    cle = forms.UUIDField(widget=forms.HiddenInput)
    profession = forms.ChoiceField(label=_("Profession vérifiée"), choices=proved_choices)
    specialty = forms.ChoiceField(label=_("Spécialité"), choices=specialty_choices, required=False)
    expires_on = forms.DateField(
        label=_("Valable jusqu’au"),
        required=False,
        widget=forms.DateInput(attrs={"type": "date"}, format="%Y-%m-%d"),
        input_formats=["%Y-%m-%d", "%d/%m/%Y"],
        help_text=_("Vide : un an. La preuve vaut jusqu’à la fin de ce jour."),
    )

    def evidence(self) -> Evidence:
        """Return what was seen, for the service."""
        values = self.cleaned_data
        day: dt.date | None = values["expires_on"]
        end = None if day is None else timezone.make_aware(dt.datetime.combine(day, dt.time.max))
        return Evidence(profession=values["profession"], specialty=values["specialty"], expires_at=end)


@dataclass(frozen=True, slots=True)
class ProofLine:
    """A proof as the moderation page lists it; ``state`` is ``valid``, ``expired`` or ``revoked``."""

    proof: Proof
    words: str
    state: str


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


def proof_lines(proofs: list[Proof], now: dt.datetime) -> list[ProofLine]:
    """Return proofs in words, in the order given."""
    return [
        ProofLine(proof, profession_words(proof.profession, proof.specialty, page_language()), _state(proof, now))
        for proof in proofs
    ]


def _state(proof: Proof, now: dt.datetime) -> str:
    if proof.revoked_at is not None:
        return "revoked"
    return "valid" if proof.expires_at > now else "expired"
