"""Write to each other in tests, through the services and through the pages."""

from __future__ import annotations

from typing import TYPE_CHECKING

from tests.conftest import signed_in
from toctoc.conversations.models import Participant
from toctoc.conversations.services.messages import Opening, begin, write
from toctoc.kernel.progress import Progress
from toctoc.people.services.follows import follow
from toctoc.privacy.services import clear, clear_line

if TYPE_CHECKING:
    from tests.pages import Response
    from toctoc.conversations.models import Message
    from toctoc.people.models import Actor

SECRET = "Le canari siffle mieux le mardi."


def silent() -> Progress:
    """Return a progress that nobody watches."""
    return Progress(lambda _done, _total: True)


def friends(*actors: Actor) -> None:
    """Let each follow each other, so that nobody is a stranger."""
    for one in actors:
        for other in actors:
            if one != other:
                follow(follower=one, followee=other)


def said(author: Actor, *to: Actor, text: str = SECRET, subject: str = "", lasts: int = 0) -> Message:
    """Begin a conversation, or go on with one of two."""
    return begin(author=author, to=to, opening=Opening(clear(text), clear_line(subject), lasts))


def added(author: Actor, conversation_id: int, text: str = "Encore un mot.") -> Message:
    """Write in a conversation that is there."""
    return write(author=author, conversation_id=conversation_id, text=clear(text))


def seat(actor: Actor, conversation_id: int) -> Participant:
    """Return the actor's row."""
    return Participant.objects.get(actor=actor, conversation=conversation_id)


def page(actor: Actor, path: str = "", **query: str) -> Response:
    """Read a page of conversations."""
    return signed_in(actor).client.get(f"/conversations{path}", query)


def press(actor: Actor, path: str, **typed: str) -> Response:
    """Send a form of conversations."""
    return signed_in(actor).client.post(f"/conversations{path}", typed)
