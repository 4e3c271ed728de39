"""``Idempotency-Key``: a write that is sent twice is done once and answered twice alike."""

from __future__ import annotations

from functools import wraps
from typing import TYPE_CHECKING

from django.core.exceptions import RequestDataTooBig
from django.http import HttpResponse

from toctoc.config.api.bearer import READS, actor_of_token
from toctoc.jobs.services.receipts import Answer, once
from toctoc.kernel.errors import ToctocError
from toctoc.people.policies import viewer_for
from toctoc.people.services.keys import key_for

if TYPE_CHECKING:
    from collections.abc import Callable

    from django.http import HttpRequest
    from ninja import NinjaAPI

    from toctoc.people.models import Actor

HEADER = "Idempotency-Key"
REPLAY = "Idempotent-Replay"
FIRST_FAILURE = 400


class _NotKept(Exception):
    """A write that failed leaves no receipt: the same key may try again."""

    def __init__(self, response: HttpResponse) -> None:
        super().__init__()
        self.response = response


def answer_once(api: NinjaAPI) -> Callable[[Callable[..., HttpResponse]], Callable[..., HttpResponse]]:
    """Return the decorator that gives every write of ``api`` its receipt."""

    def decorate(run: Callable[..., HttpResponse]) -> Callable[..., HttpResponse]:
        @wraps(run)
        def answer(request: HttpRequest, **parameters: object) -> HttpResponse:
            key = request.headers.get(HEADER)
            actor = actor_of_token(request) if key is not None and request.method not in READS else None
            if key is None or actor is None:
                return run(request, **parameters)
            try:
                return _kept(request, key, actor, lambda: run(request, **parameters))
            except (ToctocError, RequestDataTooBig) as error:
                return api.on_exception(request, error)

        return answer

    return decorate


def _kept(request: HttpRequest, key: str, actor: Actor, run: Callable[[], HttpResponse]) -> HttpResponse:
    fresh: list[HttpResponse] = []

    def write() -> Answer:
        response = run()
        if response.status_code >= FIRST_FAILURE:
            raise _NotKept(response)
        fresh.append(response)
        return Answer(response.status_code, response.content.decode())

    try:
        answer = once(owner=actor.pk, key=key, request=_meaning(request, actor), write=write)
    except _NotKept as failed:
        return failed.response
    if fresh:
        return fresh[0]
    return HttpResponse(
        answer.body, status=answer.status, content_type="application/json; charset=utf-8", headers={REPLAY: "true"}
    )


def _meaning(request: HttpRequest, actor: Actor) -> bytes:
    """Return what makes two requests the same: who could read the first answer must still be allowed to.

    A key of the server's goes first: from a copy of the receipts nobody tries what a private message may have said.
    """
    standing = " ".join(viewer_for(actor, actor.account).audiences)
    return b"\n".join(
        [
            key_for("receipts"),
            (request.method or "").encode(),
            request.get_full_path().encode(),
            standing.encode(),
            request.body,
        ]
    )
