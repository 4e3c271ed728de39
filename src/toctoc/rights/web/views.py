"""What is kept of me, who sees me, my archive, the receipt of an erasure."""

from __future__ import annotations

from typing import TYPE_CHECKING

from allauth.account.internal.flows.reauthentication import raise_if_reauthentication_required
from django.http import StreamingHttpResponse
from django.shortcuts import redirect, render
from django.utils.safestring import SafeString
from django.views.decorators.http import require_http_methods, require_safe

from toctoc.community.queries import prepared
from toctoc.community.queries.language import page_language
from toctoc.kernel import clock
from toctoc.kernel.pagination import cut
from toctoc.people.policies import account_of, speaker_of
from toctoc.rights.queries.account import document_of
from toctoc.rights.queries.archives import archive_of_account, archives_of, kept_of, ready_archive
from toctoc.rights.queries.seen import seen_by, sights_of
from toctoc.rights.services import archives
from toctoc.rights.services.receipts import receipt_of

if TYPE_CHECKING:
    from collections.abc import Iterable

    from django.http import HttpRequest, HttpResponse

    from toctoc.people.models import Account


@require_safe
def sights(request: HttpRequest) -> HttpResponse:
    """Say what each kind of reader sees of the actor that speaks."""
    actor = speaker_of(request)
    return render(request, "rights/sights.html", {"shown": actor, "sights": sights_of(actor)})


@require_safe
def sight(request: HttpRequest, kind: str) -> HttpResponse:
    """Show one's own threads as a kind of reader finds them."""
    eyes, page = seen_by(speaker_of(request), kind, cut(request.GET.get("avant")))
    cards = SafeString(prepared.cards(page.items, eyes.viewer, page_language()))
    return render(request, "rights/sight.html", {"eyes": eyes, "cards": cards, "next_before": page.next_before})


@require_http_methods(["GET", "HEAD", "POST"])
def kept(request: HttpRequest) -> HttpResponse:
    """Say what is kept of the account and how long; take an order for an archive."""
    account, actor = account_of(request), speaker_of(request)
    if request.method == "POST":
        raise_if_reauthentication_required(request, app="account")
        archives.ask(account=account)
        return redirect("rights_kept")
    return render(request, "rights/kept.html", {"kept": kept_of(actor), "shown": actor, **_states(account)})


@require_safe
def archive_states(request: HttpRequest) -> HttpResponse:
    """Return how far the archives are, for a page that is open."""
    return render(request, "rights/states.html", _states(account_of(request)))


@require_http_methods(["GET", "HEAD", "POST"])
def archive(request: HttpRequest, archive_id: int) -> HttpResponse | StreamingHttpResponse:
    """Give an archive, or take it away."""
    account = account_of(request)
    if request.method == "POST":
        archives.forget(archive=archive_of_account(account, archive_id))
        return redirect("rights_kept")
    raise_if_reauthentication_required(request, app="account")
    ready = ready_archive(account, archive_id)
    response = _download(archives.bytes_of(ready), "application/zip", "zip")
    response["Content-Length"] = str(ready.size)
    return response


@require_safe
def document(request: HttpRequest) -> StreamingHttpResponse:
    """Give the account, its actors and their proofs at once, as one JSON document."""
    return _download(document_of(account_of(request)), "application/json", "json")


@require_safe
def receipt(request: HttpRequest, secret: str) -> HttpResponse:
    """Say what was erased and what is left, to whoever holds the receipt; nobody needs an account for it."""
    response = render(request, "rights/receipt.html", {"receipt": receipt_of(secret)})
    response["Cache-Control"] = "private, no-store"
    return response


def _states(account: Account) -> dict[str, object]:
    mine = archives_of(account)
    return {"archives": mine, "is_making": any(archive.state == "waiting" for archive in mine)}


def _download(pieces: Iterable[bytes], kind: str, ending: str) -> StreamingHttpResponse:
    response = StreamingHttpResponse(pieces, content_type=kind)
    response["Content-Disposition"] = f'attachment; filename="toctoc-{clock.now():%Y-%m-%d}.{ending}"'
    response["Cache-Control"] = "private, no-store"
    return response
