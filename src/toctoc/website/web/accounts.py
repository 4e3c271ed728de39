"""What surrounds allauth's pages."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.forms import BaseForm
from django.shortcuts import redirect

from toctoc.kernel.errors import Missing
from toctoc.people.policies import account_of

if TYPE_CHECKING:
    from collections.abc import Callable

    from django.http import HttpRequest, HttpResponse
    from django.template.response import TemplateResponse

UNPROCESSABLE = 422
FINE = 200


class WrongFormsMiddleware:
    """Gives a form that comes back with errors the status 422, on allauth's pages as on ours."""

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        """Answer."""
        return self.get_response(request)

    def process_template_response(self, request: HttpRequest, response: TemplateResponse) -> TemplateResponse:
        """Mark an answer that shows a form again."""
        values = (response.context_data or {}).values()
        if request.method == "POST" and response.status_code == FINE and any(_is_wrong(value) for value in values):
            response.status_code = UNPROCESSABLE
        return response


def _is_wrong(value: object) -> bool:
    return isinstance(value, BaseForm) and value.is_bound and bool(value.errors)


def administration_login(request: HttpRequest) -> HttpResponse:
    """Let who administers in by the same door as everybody, second factor included; others learn of nothing."""
    if not account_of(request).is_staff:
        raise Missing
    return redirect("admin:index")
