"""Where somebody begins: to invite, or to ask for an invitation."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.shortcuts import redirect, render
from django.views.decorators.http import require_safe

from toctoc.people.forms import in_a_row
from toctoc.people.policies import speaker_of
from toctoc.proofs.paths.employer.forms import attestable_groups

if TYPE_CHECKING:
    from django.http import HttpRequest, HttpResponse


@require_safe
def start(request: HttpRequest) -> HttpResponse:
    """Tell a person how to ask; lead an organisation to its invitations."""
    if speaker_of(request).kind == "organisation":
        return redirect("proof_employer:invitations")
    professions = [words for _, words in in_a_row(attestable_groups())]
    return render(request, "proof_employer/ask.html", {"professions": professions})
