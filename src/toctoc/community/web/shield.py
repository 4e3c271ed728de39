"""The page of the shield: one button, and whom it lets through."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.contrib import messages
from django.shortcuts import redirect, render
from django.utils.translation import gettext
from django.views.decorators.http import require_http_methods

from toctoc.community.models.shield import LetThrough
from toctoc.community.services.shield import LASTS, lower_shield, raise_shield, shield_of
from toctoc.people.policies import speaker_of

if TYPE_CHECKING:
    from django.http import HttpRequest, HttpResponse


@require_http_methods(["GET", "HEAD", "POST"])
def shield(request: HttpRequest) -> HttpResponse:
    """Show an actor's shield; raise, renew or lower it as the button says."""
    actor = speaker_of(request)
    if request.method != "POST":
        facts = {"shield": shield_of(actor), "choices": LetThrough.choices, "days": LASTS.days}
        return render(request, "community/shield.html", facts)
    if request.POST.get("geste") == "baisser":
        lower_shield(actor=actor)
        messages.success(request, gettext("Le bouclier est baissé."))
    else:
        raise_shield(actor=actor, lets_through=request.POST.get("laisse", LetThrough.FOLLOWED))
        messages.success(request, gettext("Le bouclier est levé pour sept jours."))
    return redirect("settings_shield")
