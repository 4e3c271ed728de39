"""``Idempotency-Key``: a status that is sent twice is posted once and answered twice alike."""

from __future__ import annotations

from http import HTTPStatus
from typing import TYPE_CHECKING

import msgspec

from toctoc.jobs.services.receipts import LONGEST_KEY, Answer, once
from toctoc.mastodon_api.web.replies import Reply
from toctoc.people.services.keys import key_for

if TYPE_CHECKING:
    from collections.abc import Callable

    from toctoc.mastodon_api.web.calls import Call


class _NotKept(Exception):
    """A write that failed leaves no receipt: the same key may try again."""

    def __init__(self, reply: Reply) -> None:
        super().__init__()
        self.reply = reply


def answered_once(call: Call, run: Callable[[], Reply]) -> Reply:
    """Return the reply of a write, or the one it had when the same app's request came the first time."""
    key = call.request.headers.get("Idempotency-Key", "").strip()
    if not key:
        return run()

    def write() -> Answer:
        reply = run()
        if reply.status >= HTTPStatus.BAD_REQUEST:
            raise _NotKept(reply)
        return Answer(reply.status, reply.body.decode())

    try:
        answer = once(owner=call.actor.pk, key=key[:LONGEST_KEY], request=_meaning(call), write=write)
    except _NotKept as failed:
        return failed.reply
    return Reply(answer.body.encode(), answer.status)


def _meaning(call: Call) -> bytes:
    """Return what makes two requests the same: who could read the first answer must still be allowed to.

    A key of the server's goes first: from a copy of the receipts nobody tries what a private message may have said.
    """
    standing = " ".join(call.viewer.audiences)
    told = msgspec.json.encode(call.tree, enc_hook=str)
    return b"\n".join([key_for("receipts"), b"mastodon", call.request.path.encode(), standing.encode(), told])
