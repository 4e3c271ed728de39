"""What happened, in words: searches, histories, figures."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING
from urllib.parse import urlencode

from django.utils.dateformat import format as date_words
from django.utils.translation import gettext

from toctoc.community.queries.language import page_language
from toctoc.people.rules.paths import path_name, path_slugs
from toctoc.people.rules.professions import INSTITUTIONS, PROFESSIONS, standing_words
from toctoc.people.rules.proof_life import STATE_WORDS as PROOF_STATES
from toctoc.people.rules.proof_life import State as ProofState
from toctoc.proofs.paths.by_hand.queries import figures as counted
from toctoc.proofs.paths.by_hand.queries.history import applications_with_steps, proofs_with_moves
from toctoc.proofs.paths.by_hand.rules.figures import HEIGHT, LABELS, WIDTH, bars
from toctoc.proofs.paths.by_hand.rules.life import STATE_WORDS, State
from toctoc.proofs.paths.by_hand.web.pages import Choice, Line, line_of

if TYPE_CHECKING:
    from datetime import date, datetime, timedelta

    from toctoc.kernel.pagination import Page
    from toctoc.people.models import Actor, Proof, ProofMove
    from toctoc.proofs.paths.by_hand.models import Application
    from toctoc.proofs.paths.by_hand.queries.figures import Figures
    from toctoc.proofs.paths.by_hand.queries.history import Wanted

_HOUR, _DAY = 3600, 86_400
# Below two days a wait is told in hours.
_TOLD_IN_HOURS = 2 * _DAY


@dataclass(frozen=True, slots=True)
class ProofLine:
    """A proof in words, with its steps: (state in words, when, reason, whether a moderator moved it)."""

    proof: Proof
    words: str
    path: str
    state: str
    moves: list[tuple[str, datetime, str, bool]]


@dataclass(frozen=True, slots=True)
class ApplicationLine:
    """An application in words, with its steps: (state in words, when, whether a moderator moved it)."""

    line: Line
    moves: list[tuple[str, datetime, bool]]


def search_page(wanted: Wanted, page: Page[Proof]) -> dict[str, object]:
    """Return what a search found, and the lists it may choose from."""
    language = page_language()
    english = language == "en"
    professions = [(slug, p.english if english else p.french) for slug, p in PROFESSIONS.items()]
    professions += [(slug, words[english]) for slug, words in INSTITUTIONS.items()]
    typed = {"identifiant": wanted.handle, "profession": wanted.profession, "voie": wanted.path, "etat": wanted.state}
    chosen = {name: value for name, value in typed.items() if value}
    return {
        "wanted": wanted,
        "lines": [_proof_line(proof, []) for proof in page.items],
        "next_before": page.next_before,
        "next_query": "?" + urlencode(chosen | {"avant": page.next_before or ""}),
        "professions": [Choice(slug, words, "", slug == wanted.profession) for slug, words in professions],
        "paths": [Choice(slug, path_name(slug, language), "", slug == wanted.path) for slug in path_slugs()],
        "states": [Choice(s.value, words[english], "", s == wanted.state) for s, words in PROOF_STATES.items()],
    }


def history_page(actor: Actor) -> dict[str, object]:
    """Return every step of an actor's proofs and applications, in words; never a number, never whose it is."""
    return {
        "shown": actor,
        "proofs": [_proof_line(proof, list(proof.moves.all())) for proof in proofs_with_moves(actor)],
        "applications": [_application_line(found) for found in applications_with_steps(actor)],
    }


def _proof_line(proof: Proof, moves: list[ProofMove]) -> ProofLine:
    language = page_language()
    english = language == "en"
    steps = [
        (
            PROOF_STATES[ProofState(move.after)][english],
            move.moved_at,
            gettext(move.reason) if move.reason else "",
            move.moved_by_id is not None,
        )
        for move in sorted(moves, key=lambda move: move.pk)
    ]
    words = standing_words(proof.profession, proof.specialty, language)
    return ProofLine(
        proof, words, path_name(proof.path, language), PROOF_STATES[ProofState(proof.state)][english], steps
    )


def _application_line(application: Application) -> ApplicationLine:
    english = page_language() == "en"
    steps = sorted(application.steps.all(), key=lambda step: step.pk)
    moves = [(STATE_WORDS[State(step.after)][english], step.moved_at, step.moved_by_id is not None) for step in steps]
    return ApplicationLine(line_of(application), moves)


def figures_page(figures: Figures) -> dict[str, object]:
    """Return the chart, titled with its finding, its table, and how long decisions took."""
    # Every other month is named, from the last one back: more would not be legible on a phone.
    named = {month: _short(month) for month in figures.months[::-2]}
    totals = [(named.get(month, ""), figures.recorded(month)) for month in figures.months]
    return {
        "finding": _finding(figures),
        "bars": bars(totals),
        "width": WIDTH,
        "height": HEIGHT,
        "baseline": HEIGHT - LABELS,
        "under": HEIGHT - LABELS // 4,
        "proof_rows": _rows(figures, counted.RECORDED, counted.ENDED, counted.REVOKED),
        "asked_rows": _rows(figures, counted.ASKED, counted.ACCEPTED, counted.REFUSED),
        "taken": figures.taken,
        "decided": figures.decided,
        "median": duration_words(figures.median),
        "slowest_tenth": duration_words(figures.slowest_tenth),
    }


def duration_words(duration: timedelta | None) -> str:
    """Return "5 h" or "3 jours", rounded up; empty for none."""
    if duration is None:
        return ""
    seconds = duration.total_seconds()
    if seconds < _TOLD_IN_HOURS:
        return gettext("%(hours)s h") % {"hours": max(1, -int(-seconds // _HOUR))}
    return gettext("%(days)s jours") % {"days": -int(-seconds // _DAY)}


def _short(month: date) -> str:
    """Return "oct" or "Oct", as the language writes months."""
    words = date_words(month, "M")
    return words if page_language() == "en" else words.lower()


def _finding(figures: Figures) -> str:
    values = [(figures.recorded(month), month) for month in figures.months]
    most, when = max(values, key=lambda value: value[0])
    if not most:
        return gettext("Aucune preuve en douze mois")
    total = sum(value for value, _ in values)
    said = {"total": total, "month": date_words(when, "F"), "most": most}
    if total == 1:
        return gettext("Une preuve en douze mois, en %(month)s") % said
    if total == most:
        return gettext("%(total)s preuves en douze mois, toutes en %(month)s") % said
    return gettext("%(total)s preuves en douze mois, le plus en %(month)s : %(most)s") % said


def _rows(figures: Figures, *columns: str) -> list[tuple[date, str, list[int]]]:
    """Return the lines of a table, the newest month first: what each way did, the busiest first, empty lines not."""
    language = page_language()
    rows = [
        (month, path_name(path, language), [figures.counts[month, path, column] for column in columns])
        for month in reversed(figures.months)
        for path in figures.paths_of(month)
    ]
    return [row for row in rows if any(row[2])]
