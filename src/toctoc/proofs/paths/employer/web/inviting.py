"""Pages of an institution: what it attests, how many accepted; never who."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.conf import settings
from django.contrib import messages
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext
from django.views.decorators.http import require_http_methods, require_POST

from toctoc.community.queries.language import page_language
from toctoc.people.policies import speaker_of
from toctoc.people.rules.professions import profession_words
from toctoc.proofs.paths.employer.forms import BatchForm, term_words
from toctoc.proofs.paths.employer.policies import is_open, may_invite
from toctoc.proofs.paths.employer.queries import batch_of, batches_of, left_this_year, used_as_told
from toctoc.proofs.paths.employer.rules.counts import LEAST
from toctoc.proofs.paths.employer.services.batches import FOR_ALL, close_batch, say_somebody_left
from toctoc.proofs.paths.employer.services.links import token_of

if TYPE_CHECKING:
    from django.http import HttpRequest, HttpResponse

    from toctoc.people.models import Actor
    from toctoc.proofs.paths.employer.models import Batch

READ_AND_WRITE = ["GET", "HEAD", "POST"]


@require_http_methods(READ_AND_WRITE)
def invitations(request: HttpRequest) -> HttpResponse:
    """List the institution's batches, and open another."""
    institution = institution_of(request)
    form = BatchForm(request.POST if request.method == "POST" else None, institution=institution)
    if address := form.send(reverse("proof_employer:invitations") + "/{}"):
        return redirect(address)
    facts = {
        "form": form,
        "batches": [shown(batch) for batch in batches_of(institution)],
        "left": left_this_year(institution),
    }
    return render(request, "proof_employer/invitations.html", facts, status=form.status)


@require_http_methods(["GET", "HEAD"])
def batch(request: HttpRequest, batch_id: int) -> HttpResponse:
    """Show one batch and, when it has one for all, its link."""
    asked = batch_of(institution_of(request), batch_id)
    link = ""
    if is_open(asked) and not asked.is_by_list:
        link = settings.ENVIRONMENT.base_url + reverse("proof_employer:link", args=[token_of(asked.pk, FOR_ALL)])
    return render(request, "proof_employer/batch.html", {"batch": shown(asked), "link": link})


@require_POST
def close(request: HttpRequest, batch_id: int) -> HttpResponse:
    """Close a batch."""
    close_batch(batch=batch_of(institution_of(request), batch_id))
    messages.success(request, gettext("Cet envoi est fermé. Ses liens ne servent plus."))
    return redirect("proof_employer:batch", batch_id)


@require_http_methods(READ_AND_WRITE)
def left(request: HttpRequest, batch_id: int) -> HttpResponse:
    """Say that somebody of a batch has left, once it was explained what follows."""
    asked = batch_of(institution_of(request), batch_id)
    if request.method == "POST":
        say_somebody_left(batch=asked)
        messages.success(request, gettext("C’est noté. Toutes ces personnes devront prouver à nouveau."))
        return redirect("proof_employer:batch", batch_id)
    return render(request, "proof_employer/left.html", {"batch": shown(asked)})


def institution_of(request: HttpRequest) -> Actor:
    """Return the institution in whose name a request speaks; raise as ``policies.may_invite`` does."""
    institution = speaker_of(request)
    may_invite(institution)
    return institution


def shown(asked: Batch) -> dict[str, object]:
    """Return a batch in the words of its institution's pages."""
    return {
        "id": asked.pk,
        "label": asked.label,
        "profession": profession_words(asked.profession, "", page_language()),
        "term": term_words(asked.term),
        "told": told_words(used_as_told(asked), asked.size),
        "is_by_list": asked.is_by_list,
        "is_open": is_open(asked),
        "links_end_at": asked.links_end_at,
        "is_closed": asked.closed_at is not None,
        "somebody_left": asked.left_at is not None,
    }


def told_words(told: int, size: int) -> str:
    """Return how many invitations were used, as far as the institution may know."""
    if told == 0:
        return gettext("Moins de %(least)s sur %(size)s utilisées") % {"least": LEAST, "size": size}
    if told == size:
        return gettext("%(size)s sur %(size)s utilisées") % {"size": size}
    return gettext("Au moins %(used)s sur %(size)s utilisées") % {"used": told, "size": size}
