"""What the pages of this way show, gathered for their templates."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from django.conf import settings
from django.utils.translation import gettext

from toctoc.community.queries.language import page_language
from toctoc.kernel.ids import moment_of
from toctoc.people.rules.paths import path_name
from toctoc.people.rules.professions import standing_words
from toctoc.privacy.forms import new_key
from toctoc.proofs.paths.by_hand.models import Exchange
from toctoc.proofs.paths.by_hand.policies import barred_from
from toctoc.proofs.paths.by_hand.queries.history import voices_of
from toctoc.proofs.paths.by_hand.queries.waiting import (
    doubted_for,
    doubts_on,
    in_hand,
    is_anybody_missing,
    may_take,
    to_take,
)
from toctoc.proofs.paths.by_hand.rules.life import (
    APPEAL_WITHIN,
    HELD,
    OPEN,
    PATIENCE,
    STATE_WORDS,
    Examination,
    State,
)
from toctoc.proofs.paths.by_hand.rules.means import MEANS, means_for
from toctoc.proofs.paths.by_hand.rules.reasons import REASONS, reason_says
from toctoc.proofs.paths.by_hand.services.applications import may_appeal

if TYPE_CHECKING:
    from datetime import datetime

    from toctoc.kernel.pagination import Cut
    from toctoc.people.models import Account, Actor, Proof
    from toctoc.proofs.paths.by_hand.models import Application
    from toctoc.proofs.paths.by_hand.web.forms import ApplyForm, DecisionForm, DoubtForm


@dataclass(frozen=True, slots=True)
class Choice:
    """One thing to choose, what it asks for, and whether it is chosen."""

    value: str
    words: str
    help: str = ""
    is_chosen: bool = False


@dataclass(frozen=True, slots=True)
class Line:
    """An application in words, for a list or the head of a page."""

    application: Application
    words: str
    means: str
    way: str
    state: str
    is_appeal: bool
    asked_at: datetime


def line_of(application: Application) -> Line:
    """Return an application in the words of the page."""
    language, means = page_language(), MEANS.get(application.means)
    return Line(
        application,
        standing_words(application.profession, application.specialty, language),
        means.name(language) if means else application.means,
        means.way(language, settings.ENVIRONMENT.contact) if means else "",
        STATE_WORDS[State(application.state)][language == "en"],
        application.examination == Examination.APPEAL,
        moment_of(application.pk),
    )


def apply_page(form: ApplyForm, actor: Actor) -> dict[str, object]:
    """Return the page on which somebody applies."""
    language, chosen, contact = page_language(), form["means"].value(), settings.ENVIRONMENT.contact
    offered = means_for(actor.kind, contact)
    return {
        "form": form,
        "is_organisation": actor.kind == "organisation",
        "means": [Choice(m.slug, m.name(language), m.way(language, contact), m.slug == chosen) for m in offered],
        "is_anybody_missing": is_anybody_missing(),
    }


def standing_page(application: Application) -> dict[str, object]:
    """Return the page that says to whoever applied where they are."""
    return {
        "line": line_of(application),
        "is_open": application.state in OPEN,
        "is_unclear": application.state == State.UNCLEAR,
        "is_refused": application.state in {State.REFUSED, State.UPHELD},
        "reason": reason_says(application.reason, page_language()),
        "may_appeal": may_appeal(application),
        "appeal_until": application.state_since + APPEAL_WITHIN,
        "exchanges": exchanges_of(application),
        "is_anybody_missing": is_anybody_missing(),
        "new_key": new_key(),
    }


def exchanges_of(application: Application) -> list[Exchange]:
    """Return what was written to and fro, in order."""
    return list(Exchange.objects.filter(application=application).order_by("pk"))


def application_page(moderator: Account, application: Application, form: DecisionForm) -> dict[str, object]:
    """Return the page on which a moderator decides."""
    language = page_language()
    is_mine = application.held_by_id == moderator.pk and application.state in HELD
    has_spoken = moderator.pk in barred_from(application)
    return {
        "line": line_of(application),
        "form": form,
        "may_take": may_take(moderator, application),
        "may_decide": is_mine and not has_spoken,
        "has_spoken": has_spoken,
        "is_elsewhere": application.state in HELD and not is_mine,
        "until": application.state_since + PATIENCE,
        "exchanges": exchanges_of(application),
        "voices": [(voice, voice.moderator_id == moderator.pk) for voice in voices_of(application)],
        "reasons": [Choice(r.slug, r.says(language), "", r.slug == form["reason"].value()) for r in REASONS.values()],
        "reason": reason_says(application.reason, language),
        "is_anybody_missing": is_anybody_missing(),
    }


def queue_page(moderator: Account, asked: Cut) -> dict[str, object]:
    """Return what waits for a moderator."""
    page = to_take(moderator, asked)
    return {
        "mine": [(line_of(found), found.state_since + PATIENCE) for found in in_hand(moderator)],
        "to_take": [line_of(found) for found in page.items],
        "next_after": page.next_before,
        "doubts": doubt_lines(moderator, doubted_for(moderator)),
        "is_anybody_missing": is_anybody_missing(),
    }


@dataclass(frozen=True, slots=True)
class DoubtLine:
    """A doubted proof in words: why, and whether this moderator would already end the doubt."""

    proof: Proof
    words: str
    path: str
    why: str
    since: datetime
    confirmed: int
    is_confirmed_by_reader: bool


def doubt_lines(moderator: Account, proofs: list[Proof]) -> list[DoubtLine]:
    """Return doubted proofs in the words of the page, in the order given."""
    language, doubts = page_language(), doubts_on(proofs)
    return [
        DoubtLine(
            proof,
            standing_words(proof.profession, proof.specialty, language),
            path_name(proof.path, language),
            gettext(doubt.reason) if doubt.reason else "",
            doubt.moved_at,
            len(confirmed),
            moderator.pk in confirmed,
        )
        for proof in proofs
        for doubt, confirmed in [doubts[proof.pk]]
    ]


def doubt_page(moderator: Account, proof: Proof, form: DoubtForm) -> dict[str, object]:
    """Return the page on which a moderator ends a doubt."""
    return {
        "line": doubt_lines(moderator, [proof])[0],
        "form": form,
        "is_anybody_missing": is_anybody_missing(),
    }
