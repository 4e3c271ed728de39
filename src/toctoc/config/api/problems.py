"""How the API says no: RFC 9457 problem documents, for whatever went wrong and wherever."""

from __future__ import annotations

import logging
from functools import wraps
from http import HTTPStatus
from typing import TYPE_CHECKING, cast

import msgspec
from django.core.exceptions import RequestDataTooBig
from django.http import Http404, HttpResponse, JsonResponse
from django.utils.translation import gettext, gettext_noop
from django.views.decorators.csrf import csrf_exempt
from ninja.errors import HttpError, ValidationError

from toctoc.config.api.bearer import REALM, BadToken
from toctoc.kernel.errors import SignInNeeded, ToctocError, TooMany
from toctoc.privacy.rules.proposals import proposals
from toctoc.privacy.services import Blocked
from toctoc.website.web.errors import malformed, status_of

if TYPE_CHECKING:
    from collections.abc import Callable

    from django.http import HttpRequest, HttpResponseBase
    from ninja import NinjaAPI


MEDIA_TYPE = "application/problem+json"
NOT_THERE = gettext_noop("Il n’y a rien à cette adresse, ou pas pour vous.")
NOT_ALLOWED = gettext_noop("Cette adresse ne connaît pas cette méthode.")
UNREADABLE = gettext_noop("Le corps de la requête n’est pas du JSON lisible.")
UNREADABLE_REQUEST = gettext_noop("Cette requête est illisible.")
TOO_LARGE = gettext_noop("Le corps de la requête est trop grand.")
NOT_VALID = gettext_noop("Cette valeur ne convient pas.")
BAD_TOKEN = gettext_noop("Ce jeton n’est pas valable.")
FAULT = gettext_noop("La faute est de notre côté, et elle est notée.")
log = logging.getLogger("toctoc.api")


def problem(status: int, detail: str, **more: object) -> HttpResponse:
    """Return a problem document; ``more`` are its extension members (``field``, ``findings``)."""
    kept = {name: value for name, value in more.items() if value}
    body = {"type": "about:blank", "title": HTTPStatus(status).phrase, "status": status, "detail": detail, **kept}
    response = HttpResponse(msgspec.json.encode(body), status=status, content_type=MEDIA_TYPE)
    if status == HTTPStatus.UNAUTHORIZED:
        response["WWW-Authenticate"] = REALM
    return response


def register(api: NinjaAPI) -> None:
    """Teach ``api`` to turn every error it may meet into a problem document."""
    api.add_exception_handler(ToctocError, of_ours)
    api.add_exception_handler(BadToken, lambda _request, _error: problem(401, gettext(BAD_TOKEN)))
    api.add_exception_handler(Http404, lambda _request, _error: problem(404, gettext(NOT_THERE)))
    api.add_exception_handler(RequestDataTooBig, lambda _request, _error: problem(413, gettext(TOO_LARGE)))
    api.add_exception_handler(ValidationError, _of_shape)
    api.add_exception_handler(HttpError, _of_framework)
    api.add_exception_handler(Exception, _of_fault)


def of_ours(_request: HttpRequest, error: object) -> HttpResponse:
    """Return the problem of an error of ours, with the guard's findings when there are some."""
    said = cast("ToctocError", error)
    status = status_of(said)
    if status == HTTPStatus.NOT_FOUND:
        # One body for what does not exist and for what is not this caller's.
        return problem(status, gettext(NOT_THERE))
    findings = _findings(said) if isinstance(said, Blocked) else []
    response = problem(status, said.say(gettext), field=said.field, findings=findings)
    if isinstance(said, TooMany):
        response["Retry-After"] = str(said.retry_after)
    if isinstance(said, SignInNeeded):
        response["WWW-Authenticate"] = REALM
    return response


def _findings(blocked: Blocked) -> list[dict[str, object]]:
    return [
        {
            "start": proposal.start,
            "end": proposal.end,
            "words": proposal.found,
            "kind": proposal.kind,
            "level": proposal.level.value,
            "reason": gettext(proposal.reason),
            "replacement": proposal.mask,
        }
        for proposal in proposals(blocked.text, blocked.language, blocked.findings)
    ]


def _of_shape(_request: HttpRequest, error: object) -> HttpResponse:
    """Name the first field that does not have the shape the document says."""
    errors = cast("ValidationError", error).errors
    first = errors[0] if errors else {"loc": ()}
    # ("body", "the parameter's name in our code", "audience", "kind"): the caller knows the last ones.
    places = [str(part) for part in first["loc"]]
    field = ".".join(places[2:] if places[:1] == ["body"] else places[1:])
    return problem(422, gettext(NOT_VALID), field=field, errors=[str(e.get("msg", "")) for e in errors])


def _of_framework(_request: HttpRequest, error: object) -> HttpResponse:
    status = cast("HttpError", error).status_code
    return problem(status, gettext(UNREADABLE) if status == HTTPStatus.BAD_REQUEST else str(error))


def _of_fault(request: HttpRequest, error: object) -> HttpResponse:
    """Say that the fault is ours and nothing else; the log keeps where it happened."""
    log.error("%s %s failed", request.method, request.path, exc_info=cast("Exception", error))
    return problem(500, gettext(FAULT))


def all_problems(view: Callable[..., HttpResponseBase]) -> Callable[..., HttpResponseBase]:
    """Return ``view`` answering a problem document also where the framework answers in its own way (405)."""

    @wraps(view)
    def answer(request: HttpRequest, *args: object, **kwargs: object) -> HttpResponseBase:
        response = view(request, *args, **kwargs)
        if response.status_code != HTTPStatus.METHOD_NOT_ALLOWED:
            return response
        refused = problem(HTTPStatus.METHOD_NOT_ALLOWED, gettext(NOT_ALLOWED))
        refused["Allow"] = response["Allow"]
        return refused

    return answer


def fault(request: HttpRequest) -> HttpResponse:
    """Answer for a fault of an address outside our own API: the site has noted it already."""
    if request.path.startswith("/api/toctoc/"):
        return problem(500, gettext(FAULT))
    return JsonResponse({"error": "Internal Server Error"}, status=500)


def unreadable(request: HttpRequest, *_: object, **__: object) -> HttpResponse:
    """Answer for a request that makes no sense before an address is looked for: an odd host, a wrong encoding."""
    if request.path.startswith("/api/toctoc/"):
        return problem(400, gettext(UNREADABLE_REQUEST))
    if request.path.startswith("/api/"):
        return JsonResponse({"error": "Bad Request"}, status=400)
    return malformed(request)


@csrf_exempt
def nothing_here(request: HttpRequest, **_: object) -> HttpResponse:
    """Answer for addresses under the API's root that nobody has, in the form of the API they would belong to."""
    if not request.path.startswith("/api/toctoc/"):
        return JsonResponse({"error": "Record not found"}, status=404)
    return problem(404, gettext(NOT_THERE))
