"""Change what a status says, as apps ask: they name no revision, so what is there now is what they saw."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.db import transaction

from toctoc.community.queries.said import names_around
from toctoc.community.services import posts
from toctoc.community.services.asking import ask_anew
from toctoc.community.services.attachments import carry, describe
from toctoc.community.services.veils import unveil, veil
from toctoc.community.web.parts.lines import said_line
from toctoc.community.web.parts.media import cleared_description
from toctoc.mastodon_api.rules.saying import number_of
from toctoc.mastodon_api.services.saying import poll_of
from toctoc.media.queries import own_file
from toctoc.media.rules.focus import focus_in
from toctoc.media.services.files import set_focus
from toctoc.people.rules.languages import known_language
from toctoc.privacy.services.speech import NOTHING_SAID, clear_speech

if TYPE_CHECKING:
    from toctoc.community.models import Post
    from toctoc.mastodon_api.rules.saying import MediumIn, StatusIn
    from toctoc.people.models import Actor


@transaction.atomic
def change(*, editor: Actor, post: Post, said: StatusIn, told: frozenset[str]) -> None:
    """Change a status of one's own; ``told`` names the parameters that were sent: the others stay as they are."""
    # As in Mastodon, one that is none changes nothing.
    language = known_language(said.language or "") or post.language
    for medium in said.media_attributes:
        _change_medium(editor, medium)
    if "media_ids" in told:
        carry(editor=editor, post=post, file_ids=said.files)
    if "poll" in told:
        poll = poll_of(said.poll, language) if said.poll and said.poll.options else None
        ask_anew(editor=editor, post=post, poll=poll)
    if said.sensitive is not None:
        (veil if said.sensitive else unveil)(editor=editor, post=post)
    if told & {"status", "spoiler_text", "language"}:
        post.refresh_from_db()
        _reword(editor, post, said, told, language)


def _change_medium(editor: Actor, medium: MediumIn) -> None:
    file = own_file(editor, number_of(medium.id) or 0)
    if medium.focus:
        set_focus(owner=editor, file=file, focus=focus_in(medium.focus))
    if medium.description is not None:
        shown = cleared_description(medium.description, editor, NOTHING_SAID)
        describe(owner=editor, file=file, description=shown)


def _reword(editor: Actor, post: Post, said: StatusIn, told: frozenset[str], language: str) -> None:
    text = (said.status or "").strip() if "status" in told else post.text
    cleared = clear_speech(text, language=language, names=names_around(editor, post, is_edit=True))
    above = (said.spoiler_text or "").strip() if "spoiler_text" in told else None
    warning = said_line(above, "spoiler_text", language, NOTHING_SAID) if above is not None else None
    posts.edit(editor=editor, post=post, text=cleared, revision=post.revision, warning=warning)
