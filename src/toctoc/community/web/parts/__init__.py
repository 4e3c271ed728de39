"""What a form brings beside the text: each part reads its own fields."""

from __future__ import annotations

from typing import TYPE_CHECKING

from toctoc.community.rules.drafts import Extras
from toctoc.community.web.parts.experience import experience_in
from toctoc.community.web.parts.lines import said_line
from toctoc.community.web.parts.media import media_in
from toctoc.community.web.parts.poll import poll_in
from toctoc.community.web.parts.references import references_typed
from toctoc.kernel.errors import Invalid
from toctoc.kernel.ids import id_in
from toctoc.privacy.forms.speech import assurance_in

if TYPE_CHECKING:
    from django.http import QueryDict

NOT_THERE = "Le message cité n’est plus là, ou n’est pas pour vous."


def extras_in(typed: QueryDict, language: str) -> Extras:
    """Return everything that a form brings besides its text; raise what the guard and the parts raise."""
    warning, assured = typed.get("warning", "").strip(), assurance_in(typed)
    return Extras(
        warning=said_line(warning, "warning", language, assured) if warning else None,
        quoted=quoted_in(typed),
        media=media_in(typed),
        poll=poll_in(typed, language, assured),
        references=references_typed(typed),
        experience=experience_in(typed, language, assured),
    )


def quoted_in(typed: QueryDict) -> int | None:
    """Return the id of the post that a form quotes, if any; raise :class:`Invalid` for what is no id."""
    asked = typed.get("quoted", "").strip()
    if not asked:
        return None
    quoted = id_in(asked)
    if quoted is None:
        raise Invalid(NOT_THERE, field="quoted")
    return quoted
