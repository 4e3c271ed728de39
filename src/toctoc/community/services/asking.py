"""Ask something else in the poll of a post: whoever voted votes anew."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.db import transaction

from toctoc.community.models import Poll, Post
from toctoc.community.policies import may_change
from toctoc.community.queries.said import names_around
from toctoc.community.rules.drafts import Extras
from toctoc.community.services.attachments import show_again
from toctoc.community.services.gates import Intent, pass_gates
from toctoc.community.services.parts import poll as part
from toctoc.privacy.services import speech

if TYPE_CHECKING:
    from toctoc.community.rules.drafts import PollDraft
    from toctoc.people.models import Actor


@transaction.atomic
def ask_anew(*, editor: Actor, post: Post, poll: PollDraft | None) -> None:
    """Put another poll in the place of that of a post of one's own, or none; the same poll stays, with its votes.

    Raises what editing raises, and :class:`Invalid` for a poll that is none.
    """
    may_change(editor, post)
    held = Post.objects.select_for_update(no_key=True, of=("self",)).select_related("author", "thread").get(pk=post.pk)
    if _is_asked(held, poll):
        return
    if poll is not None:
        names = names_around(editor, held, is_edit=True)
        for option in poll.options:
            speech.check_line(option.text, "poll", speech.NOTHING_SAID, names, language=option.language)
    Poll.objects.filter(pk=held.pk).delete()
    others = [name for name in held.parts.split() if name != part.NAME]
    held.parts = " ".join([*others, part.NAME] if poll is not None else others)
    Post.objects.filter(pk=held.pk).update(parts=held.parts)
    if poll is not None:
        part.attach(held, Extras(poll=poll))
        for option in poll.options:
            speech.record(writer=editor, subject=f"post:{held.pk}", cleared=option)
    pass_gates(Intent(held, before=held.text))
    show_again(post_id=held.pk)


def _is_asked(post: Post, poll: PollDraft | None) -> bool:
    asked = Poll.objects.filter(pk=post.pk).prefetch_related("options").first()
    if asked is None or poll is None:
        return asked is None and poll is None
    options = [option.text for option in sorted(asked.options.all(), key=lambda option: option.position)]
    return options == [option.text for option in poll.options] and asked.is_multiple == poll.is_multiple
