"""A voice note goes into a question's thread with its transcript: what is said must be read to be answered, and found.

The transcript passes the guard as any text does; a sound alone would pass around it.
"""

from __future__ import annotations

from toctoc.community.models.post import PostKind
from toctoc.community.services.gates import Intent, before_writing
from toctoc.kernel.errors import Invalid
from toctoc.questions.queries.voice_notes import lacks_transcript


@before_writing
def ask_transcript(intent: Intent) -> None:
    """Raise :class:`Invalid` for a question, or an answer to one, with a sound that nobody can read."""
    if not intent.post.parts:
        return
    if PostKind.QUESTION in {intent.post.kind, intent.post.thread.kind} and lacks_transcript(intent.post):
        raise Invalid(
            "Écrivez ce que dit votre message vocal : sans cela, vos pairs ne peuvent pas le lire.", field="media"
        )
