"""A decision in words: the statement of reasons, every element of article 17(3) apart."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from django.utils import translation
from django.utils.formats import date_format
from django.utils.translation import gettext

from toctoc.community.rules.labels import LABELS
from toctoc.moderation.rules.grounds import GROUNDS
from toctoc.moderation.rules.measures import APPEAL_LASTS, LABEL, MEASURES, POST, SHEET, parsed_object, typed_address

if TYPE_CHECKING:
    from datetime import datetime

    from toctoc.moderation.models import Decision


@dataclass(frozen=True, slots=True)
class Statement:
    """What a decision says to whom it touches."""

    number: str
    measure: str
    scope: str
    duration: str
    facts: str
    origin: str
    automation: str
    ground: str
    article: str
    is_law: bool
    redress: tuple[str, ...]
    decided_at: datetime
    contested_until: datetime
    undone_at: datetime | None
    address: str


def statement_of(decision: Decision, language: str) -> Statement:
    """Return the statement of reasons of a decision, in a language."""
    english = language == "en"
    measure, ground = MEASURES[decision.measure], GROUNDS[decision.ground]
    with translation.override(language):
        scope = measure.scope_english if english else measure.scope_french
        if decision.measure == LABEL:
            label = LABELS[decision.label][english]
            scope = f"{scope} “{label}”" if english else f"{scope} « {label} »"
        return Statement(
            number=f"D-{decision.pk}",
            measure=measure.english if english else measure.french,
            scope=scope,
            duration=_duration(decision),
            facts=decision.facts,
            origin=_origin(decision),
            automation=_automation(decision),
            ground=ground.words(language),
            article=gettext(ground.article),
            is_law=ground.is_law,
            redress=_redress(decision),
            decided_at=decision.decided_at,
            contested_until=decision.decided_at + APPEAL_LASTS,
            undone_at=decision.undone_at,
            address=address_of(decision.about),
        )


def _duration(decision: Decision) -> str:
    if decision.ends_at is None:
        return gettext("Sans date de fin. Elle vaut partout où le service est accessible.")
    until = date_format(decision.ends_at, "DATETIME_FORMAT")
    return gettext("Jusqu’au %(until)s. Elle vaut partout où le service est accessible.") % {"until": until}


def _origin(decision: Decision) -> str:
    if decision.follows_notice:
        return gettext("Cette décision fait suite à un signalement. Nous ne disons pas de qui il vient.")
    return gettext("La modération a examiné ce contenu d’elle-même.")


def _automation(decision: Decision) -> str:
    if decision.is_automated:
        return gettext("Un programme a repéré ce contenu. Une personne a décidé.")
    return gettext("Aucun programme n’a repéré ce contenu ni décidé. Une personne l’a fait.")


def _redress(decision: Decision) -> tuple[str, ...]:
    until = date_format(decision.decided_at + APPEAL_LASTS, "DATE_FORMAT")
    inside = gettext(
        "Contester ici, gratuitement, jusqu’au %(until)s. Une autre personne de la modération répondra."
    ) % {"until": until}
    outside = (
        gettext("Saisir un organisme certifié de règlement des litiges (règlement (UE) 2022/2065, article 21)."),
        gettext("Saisir un juge."),
    )
    return outside if decision.replaces_id is not None else (inside, *outside)


def address_of(about: str) -> str:
    """Return the path of the page that a decision is about, which whoever may read it can open."""
    return typed_address(about) if parsed_object(about)[0] in {POST, SHEET} else ""
