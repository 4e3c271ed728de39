"""What the guard sees in a text on this server: its rules, and the model that the operator added to them, if any."""

from __future__ import annotations

import logging
from dataclasses import replace
from functools import cache
from typing import TYPE_CHECKING

from django.conf import settings

from toctoc.privacy.detectors.asking import Asker, ModelAway
from toctoc.privacy.detectors.marks import added
from toctoc.privacy.rules.emergencies import cards
from toctoc.privacy.rules.findings import Level
from toctoc.privacy.rules.guard import inspect
from toctoc.privacy.rules.marks import Marks
from toctoc.privacy.rules.reading import Around
from toctoc.privacy.services.mentions import without_mentions

if TYPE_CHECKING:
    from toctoc.privacy.rules.findings import Finding

# As long as anything that is written here.
REMOTE_MOST = 20_000
# The languages that the rules read, and what they know by its words.
_READ = frozenset(("fr", "en"))
_OF_WORDS = frozenset(("name", "initials", "family", "job_place", "commune", "hospital"))
log = logging.getLogger("toctoc.guard")


@cache
def _asker(name: str) -> Asker:
    return Asker(name)


def findings_in(text: str, language: str, names: frozenset[str] = frozenset()) -> list[Finding]:
    """Return what stands out in ``text``, by the rules and by the model of ``TOCTOC_GUARD_MODEL``.

    Members of this server and addresses of the fediverse are public, hence no finding. A model that does not answer
    takes nothing away: the rules' result is returned, and the log says so.
    """
    return without_mentions(text, _seen(text, language, names))


def mark_remote(text: str, language: str = "fr") -> Marks:
    """Return what to keep beside a text of another server, by the rules alone; whatever it holds, raises nothing.

    Only the first :data:`REMOTE_MOST` code points are looked at. Nothing is altered, and the database is not asked.
    """
    looked_at = text[:REMOTE_MOST]
    try:
        found = inspect(looked_at, language)
        kinds = dict.fromkeys(one.kind for one in found if one.level is not Level.LOOK)
        return Marks(tuple(kinds), cards(looked_at, language), is_whole=len(text) <= REMOTE_MOST)
    except Exception:
        # Fails closed: readers are told that nobody looked.
        log.exception("A remote text could not be looked at")
        return Marks(is_whole=False)


def _in_its_language(found: list[Finding], language: str) -> list[Finding]:
    """Return ``found``, where names in a language that the rules do not read are only worth a look.

    To French and English eyes every Spanish word looks like a name; numbers and addresses are the same everywhere.
    """
    if language in _READ:
        return found
    return [replace(f, level=Level.LOOK) if f.kind in _OF_WORDS and f.level is Level.MASK else f for f in found]


def _seen(text: str, language: str, names: frozenset[str]) -> list[Finding]:
    found = _in_its_language(inspect(text, language, Around(names=names)), language)
    name: str = settings.ENVIRONMENT.guard_model
    if not name or not text.strip():
        return found
    try:
        return added(text, found, _asker(name).marks(text))
    except ModelAway as away:
        log.warning("The model did not answer, the rules did: %s", away)
        return found
