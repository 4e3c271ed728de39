"""How the guard's refusal is told to somebody whose app can show one sentence."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.utils.translation import gettext, gettext_noop

from toctoc.mastodon_api.web.replies import failed, refusal
from toctoc.privacy.rules.proposals import proposals
from toctoc.privacy.services import Blocked
from toctoc.privacy.services.holding import Concerned

if TYPE_CHECKING:
    from toctoc.mastodon_api.web.replies import Reply

# An app shows a sentence of a line or two.
_MOST_TOLD = 3
_FOUND = gettext_noop("Ce texte pourrait faire reconnaître quelqu’un : %(found)s. Masquez-le, ou écrivez sur le site.")
_RULED = gettext_noop("Une règle concerne ce texte : %(rules)s. Reformulez, ou écrivez sur le site.")


def refused(error: Exception) -> Reply:
    """Return the reply to any refusal; to one of the guard a sentence, and beside it what it found."""
    if isinstance(error, Blocked):
        return _of_guard(error)
    if isinstance(error, Concerned):
        return _of_rules(error)
    return refusal(error)


def _of_guard(error: Blocked) -> Reply:
    found = [one for one in proposals(error.text, error.language, error.findings) if one.is_to_mask]
    told = ", ".join(f"« {one.found} »" for one in found[:_MOST_TOLD])
    findings = [
        {
            "start": one.start,
            "end": one.end,
            "words": one.found,
            "kind": one.kind,
            "level": one.level.value,
            "reason": gettext(one.reason),
            "replacement": one.mask,
        }
        for one in found
    ]
    return failed(422, gettext(_FOUND) % {"found": told}, findings=findings)


def _of_rules(error: Concerned) -> Reply:
    rules = "; ".join(dict.fromkeys(one.title for one in error.concerns))
    concerns = [{"rule": one.rule, "start": one.start, "end": one.end} for one in error.concerns]
    return failed(422, gettext(_RULED) % {"rules": rules}, concerns=concerns)
