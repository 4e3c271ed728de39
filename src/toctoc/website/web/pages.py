"""Pages that say what this place is, and the small ones every site owes."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.conf import settings
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.views.decorators.http import require_POST, require_safe

from toctoc.kernel.errors import Invalid
from toctoc.people.models import Account
from toctoc.people.policies import reader_of
from toctoc.people.services.accounts import choose_language
from toctoc.privacy.forms import way_back
from toctoc.proofs.queries import ends_soon

if TYPE_CHECKING:
    from django.http import HttpRequest

ROBOTS = """User-agent: *
Disallow: /administration/
Disallow: /avis
Disallow: /comme-moi
Disallow: /compte/
Disallow: /direct/
Disallow: /gardes
Disallow: /moderation/
Disallow: /moi
Disallow: /reglages
"""
A_YEAR = 60 * 60 * 24 * 365


@require_safe
def about(request: HttpRequest) -> HttpResponse:
    """Say what Toctoc is, for whom, and what it is not."""
    return render(request, "website/about.html")


@require_safe
def rules(request: HttpRequest) -> HttpResponse:
    """Say how people behave here and what happens otherwise."""
    return render(request, "website/rules.html")


@require_safe
def legal(request: HttpRequest) -> HttpResponse:
    """Say who answers for the site."""
    return render(request, "website/legal.html", {"contact": settings.ENVIRONMENT.contact})


@require_safe
def privacy(request: HttpRequest) -> HttpResponse:
    """Say what is kept about people, why and for how long."""
    return render(request, "website/privacy.html")


@require_safe
def accessibility(request: HttpRequest) -> HttpResponse:
    """Say how usable the site is with assistive tools, and the keyboard shortcuts."""
    return render(request, "website/accessibility.html")


@require_safe
def me(request: HttpRequest) -> HttpResponse:
    """Show the menu that a phone has no room for."""
    actor = reader_of(request)
    return render(request, "website/me.html", {"due": actor and ends_soon(actor)})


@require_POST
def set_language(request: HttpRequest) -> HttpResponse:
    """Keep the language chosen, in a cookie and with the account, then go back to the page."""
    language = request.POST.get("language", "")
    if language not in dict(settings.LANGUAGES):
        raise Invalid("Choisissez le français ou l’anglais.", field="language")
    if isinstance(request.user, Account):
        choose_language(account=request.user, language=language)
    response = redirect(way_back(request, "/"))
    response.set_cookie(
        settings.LANGUAGE_COOKIE_NAME,
        language,
        max_age=A_YEAR,
        secure=settings.LANGUAGE_COOKIE_SECURE,
        httponly=True,
        samesite="Lax",
    )
    return response


@require_safe
def robots(_request: HttpRequest) -> HttpResponse:
    """Tell search engines which pages are nobody's business."""
    return HttpResponse(ROBOTS, content_type="text/plain; charset=utf-8")
