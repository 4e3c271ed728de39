"""What an endpoint answers, and how this API says no."""

from __future__ import annotations

from dataclasses import dataclass, field
from http import HTTPStatus
from typing import TYPE_CHECKING
from zlib import crc32

import msgspec
from django.core.exceptions import BadRequest, RequestDataTooBig, SuspiciousOperation
from django.http import HttpResponse, UnreadablePostError
from django.utils.translation import gettext

from toctoc.kernel.errors import Invalid, Missing, Refused, SignInNeeded, Stale, ToctocError, TooMany

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping

JSON_TYPE = "application/json; charset=utf-8"


@dataclass(frozen=True, slots=True)
class Reply:
    """A body that is JSON already, with its status and what its headers say besides; few are of another ``kind``."""

    body: bytes
    status: int = 200
    headers: Mapping[str, str] = field(default_factory=dict)
    kind: str = JSON_TYPE


EMPTY = Reply(b"{}")


def said(value: object, status: int = 200) -> Reply:
    """Return a reply that says ``value``: dictionaries, lists, ``msgspec.Raw`` for what is JSON already."""
    return Reply(msgspec.json.encode(value), status)


class NotSaid(Exception):
    """A refusal in the words of the protocol, which apps compare: not ours to translate."""

    status = 401
    words = "The access token is invalid"


class NoUser(NotSaid):
    """The endpoint is for somebody, and the token speaks for nobody."""

    status = 422
    words = "This method requires an authenticated user"


class Disabled(NotSaid):
    """The account behind the token may not take part now."""

    status = 403
    words = "Your login is currently disabled"


class Unconfirmed(NotSaid):
    """The account behind the token has not confirmed its address yet."""

    status = 403
    words = "Your login is missing a confirmed e-mail address"


class Pending(NotSaid):
    """Nobody has accepted the account behind the token yet."""

    status = 403
    words = "Your login is currently pending approval"


class OutsideScopes(NotSaid):
    """The token may not do this."""

    status = 403
    words = "This action is outside the authorized scopes"


class TooOften(NotSaid):
    """More requests than a window has."""

    status = 429
    words = "Too many requests"

    def __init__(self, retry_after: int) -> None:
        super().__init__()
        self.retry_after = retry_after


NOT_THERE = "Record not found"
# The first kind that fits.
_STATUS: tuple[tuple[type[Exception], int], ...] = (
    (Missing, 404),
    (SignInNeeded, 401),
    (TooMany, 429),
    (Refused, 403),
    (Stale, 409),
    (Invalid, 422),
)


# What an endpoint may raise; anything else is a fault of ours, which the site notes and answers. Django says of a body
# with too many parts that it is suspicious, and of one whose sender left that it cannot be read.
REFUSALS = (NotSaid, ToctocError, BadRequest, SuspiciousOperation, UnreadablePostError)


def refusal(error: Exception) -> Reply:
    """Return the reply to an error of ours, or of the protocol."""
    if isinstance(error, TooOften):
        return Reply(failed(error.status, error.words).body, error.status, {"Retry-After": str(error.retry_after)})
    if isinstance(error, NotSaid):
        return failed(error.status, error.words)
    if isinstance(error, ToctocError):
        return _of_ours(error)
    if isinstance(error, RequestDataTooBig):
        return failed(413, "Request body is too large")
    return failed(400, "The request body could not be read")


def failed(status: int, words: str, **more: object) -> Reply:
    """Return an Error entity (https://docs.joinmastodon.org/entities/Error/)."""
    headers = {"WWW-Authenticate": 'Bearer realm="toctoc"'} if status == HTTPStatus.UNAUTHORIZED else {}
    return Reply(msgspec.json.encode({"error": words, **more}), status, headers)


def _of_ours(error: ToctocError) -> Reply:
    status = next((status for kind, status in _STATUS if isinstance(error, kind)), 400)
    if isinstance(error, Missing):
        # One body for what does not exist and for what is not this reader's.
        return failed(status, NOT_THERE)
    reply = failed(status, error.say(gettext))
    if isinstance(error, TooMany):
        return Reply(reply.body, status, {"Retry-After": str(error.retry_after)})
    return reply


def tag_of(body: bytes) -> str:
    """Return the weak entity tag (RFC 9110, 8.8.3) of a body: its length and a sum, which nobody gains by forging."""
    return f'W/"{len(body):x}-{crc32(body):08x}"'


def response(reply: Reply, more: Iterable[tuple[str, str]] = (), seen: str = "") -> HttpResponse:
    """Return the HTTP response of a reply; without its body for who has ``seen`` it, by its entity tag."""
    headers = {**reply.headers, **dict(more)}
    if reply.status == HTTPStatus.OK:
        headers["ETag"] = tag_of(reply.body)
        if seen == headers["ETag"]:
            return HttpResponse(status=HTTPStatus.NOT_MODIFIED, headers=headers)
    return HttpResponse(reply.body, status=reply.status, content_type=reply.kind, headers=headers)
