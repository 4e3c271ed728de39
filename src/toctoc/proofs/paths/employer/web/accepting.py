"""Pages of whoever was given a link: what will be seen by whom, and the button that accepts."""

from __future__ import annotations

from datetime import timedelta
from typing import TYPE_CHECKING

from django.conf import settings
from django.contrib import messages
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext
from django.views.decorators.http import require_http_methods, require_safe

from toctoc.community.queries.language import page_language
from toctoc.kernel import clock
from toctoc.people.models import Account
from toctoc.people.policies import account_of, proved_profession, reader_of
from toctoc.people.rules.months import month_words
from toctoc.people.rules.paths import seal_words
from toctoc.people.rules.professions import profession_words
from toctoc.proofs.paths.employer.forms import AcceptForm, term_words
from toctoc.proofs.paths.employer.queries import LinkDead, accepted_proof, open_batch_of
from toctoc.proofs.paths.employer.services.acceptances import SLUG
from toctoc.proofs.paths.employer.services.links import LENGTH, digest_of_token
from toctoc.proofs.services.attempts import Limit, try_once

if TYPE_CHECKING:
    from django.http import HttpRequest, HttpResponse

    from toctoc.people.models import Actor
    from toctoc.proofs.paths.employer.models import Batch

COOKIE = "toctoc_invitation"
# In seconds: long enough to sign up, fetch a code from a mailbox and come back the same evening.
COOKIE_LASTS = 24 * 60 * 60
ACCEPTING = Limit("employer accept", 30, timedelta(hours=1))
MISSING = 404


@require_safe
def link(request: HttpRequest, token: str) -> HttpResponse:
    """Take the secret out of the address bar: a cookie carries it to the next page, past sign-up and sign-in.

    A session would keep it in a row, and an address to come back to would be one more place to read it in.
    """
    _ = request
    response = redirect("proof_employer:invitation")
    response.set_cookie(
        COOKIE,
        token[: LENGTH + 1] if token.isascii() else "",
        max_age=COOKIE_LASTS,
        path=_cookie_path(),
        secure=settings.ENVIRONMENT.is_https,
        httponly=True,
        samesite="Lax",
    )
    response["Referrer-Policy"] = "no-referrer"
    return _kept_nowhere(response)


@require_http_methods(["GET", "HEAD", "POST"])
def invitation(request: HttpRequest) -> HttpResponse:
    """Explain an invitation, and accept it."""
    try:
        return _kept_nowhere(_accepted(request) if request.method == "POST" else _explained(request))
    except LinkDead as error:
        dead = render(request, "proof_employer/dead.html", {"sentence": error.say(gettext)}, status=MISSING)
        return _kept_nowhere(dead)


def _explained(request: HttpRequest) -> HttpResponse:
    token = request.COOKIES.get(COOKIE, "")
    batch = open_batch_of(digest_of_token(token))
    form = None
    if isinstance(request.user, Account):
        if (proof := accepted_proof(request.user, batch)) is not None:
            return redirect("proof", handle=proof.actor.handle)
        form = AcceptForm(None, account=request.user, link=token)
    return render(request, "proof_employer/invitation.html", _facts(request, batch, form))


def _accepted(request: HttpRequest) -> HttpResponse:
    account = account_of(request)
    try_once((ACCEPTING, str(account.pk)))
    form = AcceptForm(request.POST, account=account, link=request.COOKIES.get(COOKIE, ""))
    proof = form.send()
    if proof is None:
        batch = open_batch_of(digest_of_token(str(form["link"].value() or "")))
        return render(request, "proof_employer/invitation.html", _facts(request, batch, form), status=form.status)
    messages.success(request, gettext("C’est fait. Voici votre sceau, tel que chacun le voit."))
    response = redirect("proof", handle=proof.actor.handle)
    response.delete_cookie(COOKIE, path=_cookie_path())
    return response


def _facts(request: HttpRequest, batch: Batch, form: AcceptForm | None) -> dict[str, object]:
    language = page_language()
    profession = profession_words(batch.profession, "", language)
    month = month_words(timezone.localdate(clock.now()), language)
    speaking = reader_of(request)
    is_own = form is not None and batch.institution.account_id == form.account.pk
    people = [_person(actor, form, speaking) for actor in form.people] if form else []
    return {
        "form": form,
        "institution": batch.institution.display_name,
        "profession": profession,
        "term": term_words(batch.term),
        "seal": f"{profession} · {seal_words(SLUG, language)}, {month}",
        "is_own": is_own,
        "people": people,
        "has_standing": any(person["standing"] for person in people),
        "needs_approval": settings.ENVIRONMENT.registration == "approval",
    }


def _person(actor: Actor, form: AcceptForm, speaking: Actor | None) -> dict[str, object]:
    """Return one of the account's actors as the page offers it, with the proof that it would lose."""
    return {
        "id": str(actor.pk),
        "name": actor.display_name,
        "handle": actor.handle,
        "is_chosen": str(form["actor"].value() or "") == str(actor.pk),
        "is_speaking": speaking is not None and speaking.pk == actor.pk,
        "standing": profession_words(proved_profession(actor), actor.proved_specialty, page_language()),
    }


def _cookie_path() -> str:
    return reverse("proof_employer:start")


def _kept_nowhere(response: HttpResponse) -> HttpResponse:
    response["Cache-Control"] = "private, no-store"
    return response
