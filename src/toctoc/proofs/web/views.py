"""Pages: my proof, the ways there are, what a seal means."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.contrib import messages
from django.shortcuts import redirect, render
from django.utils.translation import gettext
from django.views.decorators.http import require_http_methods, require_safe

from toctoc.community.queries.language import page_language
from toctoc.kernel.errors import Missing
from toctoc.people.policies import speaker_of, viewer_of
from toctoc.people.queries import actor_shown_to, current_proof
from toctoc.people.rules.paths import path_name
from toctoc.people.rules.professions import standing_words
from toctoc.people.rules.proof_life import STATE_WORDS, State
from toctoc.people.services.proofs import withdraw_proof
from toctoc.proofs.path import all_paths, path_called, paths_open_to
from toctoc.proofs.queries import ends_soon, lasts

if TYPE_CHECKING:
    from django.http import HttpRequest, HttpResponse

    from toctoc.people.models import Proof


@require_safe
def index(request: HttpRequest) -> HttpResponse:
    """Show what the actor has proved, and the ways to prove or to renew."""
    actor = speaker_of(request)
    proof = current_proof(actor)
    facts = {"proof": proof and shown(proof), "paths": paths_open_to(actor), "due": ends_soon(actor)}
    return render(request, "proofs/index.html", facts)


@require_safe
def explained(request: HttpRequest) -> HttpResponse:
    """Explain every way honestly: what it establishes, what it does not, what is kept."""
    return render(request, "proofs/paths.html", {"paths": all_paths()})


@require_http_methods(["GET", "HEAD", "POST"])
def withdraw(request: HttpRequest) -> HttpResponse:
    """Take one's own proof back."""
    actor = speaker_of(request)
    proof = current_proof(actor)
    if proof is None or not lasts(proof):
        raise Missing
    if request.method == "POST":
        withdraw_proof(proof=proof)
        messages.success(request, gettext("Votre preuve est retirée."))
        return redirect("proofs")
    return render(request, "proofs/withdraw.html", {"proof": shown(proof)})


@require_safe
def seal(request: HttpRequest, handle: str) -> HttpResponse:
    """Say how a profession was proved, when, by whom in general words and until when."""
    actor = actor_shown_to(viewer_of(request), handle)
    proof = current_proof(actor)
    if proof is None:
        raise Missing
    way = path_called(proof.path)
    told = shown_to_others(proof) if way and way.is_blind else shown(proof)
    facts = {"shown": actor, "proof": told, "explained": explained_by(proof.path)}
    return render(request, "proofs/seal.html", facts)


def explained_by(slug: str) -> str | list[str]:
    """Return the template that explains a way; those without pages have theirs in this room."""
    way = path_called(slug)
    return way.explained if way else [f"proofs/ways/{slug}.html", "proofs/ways/forgotten.html"]


def shown_to_others(proof: Proof) -> dict[str, object]:
    """Return a proof without what would tell whoever gave their word for it whose it is (see ``path.py``)."""
    state = State.VALID if lasts(proof) else State.ENDED
    words = STATE_WORDS[state][page_language() == "en"]
    return {**shown(proof), "state": words, "until": None, "is_in_grace": False, "is_doubted": False}


def shown(proof: Proof) -> dict[str, object]:
    """Return a proof in the words of the page."""
    language = page_language()
    return {
        "words": standing_words(proof.profession, proof.specialty, language),
        "path": path_name(proof.path, language),
        "state": STATE_WORDS[State(proof.state)][language == "en"],
        "since": proof.decided_at,
        "until": proof.expires_at,
        "ends_at": proof.ends_at,
        "lasts": lasts(proof),
        "is_in_grace": proof.state == State.GRACE,
        "is_doubted": proof.state == State.DOUBTED,
    }
