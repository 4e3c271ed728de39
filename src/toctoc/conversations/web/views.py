"""The pages of conversations: parse, one service or query, render."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.http import HttpResponse, HttpResponseRedirect
from django.shortcuts import redirect, render
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from toctoc.conversations.models import Standing
from toctoc.conversations.queries.addressees import handles_in
from toctoc.conversations.queries.bubbles import bubbles_after, bubbles_of
from toctoc.conversations.queries.seats import open_pair, seat_of
from toctoc.conversations.services import membership, messages
from toctoc.conversations.web.forms import BeginForm, BringForm, LastingForm, WriteForm
from toctoc.conversations.web.pages import begin_page, conversation_page, list_page
from toctoc.kernel.errors import Invalid
from toctoc.kernel.ids import id_in
from toctoc.kernel.pagination import cut
from toctoc.people.policies import may_speak, speaker_of, viewer_of

if TYPE_CHECKING:
    from collections.abc import Callable

    from django.http import HttpRequest

    from toctoc.conversations.models import Participant
    from toctoc.conversations.web.forms import SealedForm


@never_cache
@require_GET
def conversation_list(request: HttpRequest) -> HttpResponse:
    """List the conversations of the reader, the liveliest first."""
    may_speak(speaker_of(request))
    return render(request, "conversations/list.html", list_page(request, Standing.ACTIVE))


@never_cache
@require_GET
def conversation_requests(request: HttpRequest) -> HttpResponse:
    """List what people whom the reader does not know wrote, apart."""
    may_speak(speaker_of(request))
    return render(request, "conversations/requests.html", list_page(request, Standing.ASKED))


@never_cache
@require_http_methods(["GET", "POST"])
def conversation_new(request: HttpRequest) -> HttpResponse:
    """Begin a conversation; with somebody the reader already talks to, it goes on where it is."""
    writer, to = speaker_of(request), handles_in(request.GET.get("a", ""))
    if request.method == "GET" and (there := open_pair(viewer_of(request), to)) is not None:
        return redirect("conversation", there)
    form = BeginForm(request.POST if request.method == "POST" else None, writer=writer, to=" ".join(to))
    if address := form.send():
        return redirect(address)
    return form.answered(render(request, "conversations/new.html", begin_page(form)))


@never_cache
@require_GET
def conversation(request: HttpRequest, conversation_id: int) -> HttpResponse:
    """Show a conversation to one who takes part."""
    speaker_of(request)
    page = conversation_page(request, seat_of(viewer_of(request), conversation_id))
    return render(request, "conversations/conversation.html", {"page": page})


@never_cache
@require_GET
def conversation_new_bubbles(request: HttpRequest, conversation_id: int) -> HttpResponse:
    """Return what came after the message an open page shows last."""
    speaker_of(request)
    viewer = viewer_of(request)
    seat, after = seat_of(viewer, conversation_id), id_in(request.GET.get("jusqua", "")) or 0
    bubbles = bubbles_after(viewer, seat, after)
    found = {"bubbles": bubbles, "seat": seat, "last_id": bubbles[-1].id if bubbles else after, "is_new": True}
    return render(request, "conversations/bubbles.html", found)


@never_cache
@require_http_methods(["GET", "POST"])
def conversation_write(request: HttpRequest, conversation_id: int) -> HttpResponse:
    """Write; an address that a browser comes back to shows the conversation again."""
    return _sent(request, conversation_id, WriteForm)


@never_cache
@require_http_methods(["GET", "POST"])
def conversation_bring(request: HttpRequest, conversation_id: int) -> HttpResponse:
    """Invite somebody in."""
    return _sent(request, conversation_id, BringForm)


@never_cache
@require_http_methods(["GET", "POST"])
def conversation_lasting(request: HttpRequest, conversation_id: int) -> HttpResponse:
    """Change how long what is said from now on is kept."""
    return _sent(request, conversation_id, LastingForm)


@require_POST
def conversation_read(request: HttpRequest, conversation_id: int) -> HttpResponse:
    """Remember how far the reader read; told by the open page or a button, so that a prefetch does not."""
    reader, up_to = speaker_of(request), id_in(request.POST.get("jusqua", "")) or 0
    messages.mark_read(reader=reader, viewer=viewer_of(request), conversation_id=conversation_id, up_to=up_to)
    if getattr(request, "htmx", False):
        return HttpResponse(status=204)
    return redirect("conversation", conversation_id)


@require_POST
def conversation_answer(request: HttpRequest, conversation_id: int) -> HttpResponse:
    """Accept a request, refuse it, or block who made it."""
    answers: dict[str, Callable[..., None]] = {
        "accepter": membership.accept,
        "refuser": membership.refuse,
        "bloquer": membership.refuse_and_block,
    }
    answer = request.POST.get("reponse", "")
    if answer not in answers:
        raise Invalid("Choisissez d’accepter, de refuser ou de bloquer.")
    answers[answer](actor=speaker_of(request), conversation_id=conversation_id)
    if answer in {"refuser", "bloquer"}:
        return redirect("conversation_requests")
    return redirect("conversation", conversation_id)


@require_POST
def conversation_mute(request: HttpRequest, conversation_id: int) -> HttpResponse:
    """Hear no more of a conversation, or again."""
    change = membership.unmute if request.POST.get("silence") == "non" else membership.mute
    change(actor=speaker_of(request), conversation_id=conversation_id)
    return redirect("conversation", conversation_id)


@never_cache
@require_http_methods(["GET", "POST"])
def conversation_leave(request: HttpRequest, conversation_id: int) -> HttpResponse:
    """Leave, once it was confirmed."""
    actor = speaker_of(request)
    if request.method == "POST":
        membership.leave(actor=actor, conversation_id=conversation_id)
        return redirect("conversations")
    seat = seat_of(viewer_of(request), conversation_id)
    return render(request, "conversations/leave.html", {"page": conversation_page(request, seat)})


@never_cache
@require_GET
def conversation_report(request: HttpRequest, conversation_id: int) -> HttpResponse:
    """Let the reader choose which messages to hand over to moderation; its own form receives them."""
    speaker_of(request)
    viewer = viewer_of(request)
    seat = seat_of(viewer, conversation_id)
    page = bubbles_of(viewer, seat, cut(request.GET.get("avant")))
    shown = {"seat": seat, "bubbles": page.items, "next_before": page.next_before}
    return render(request, "conversations/report.html", shown)


def _sent(request: HttpRequest, conversation_id: int, kind: Callable[..., SealedForm]) -> HttpResponse:
    """Send one of the forms of a conversation's page, or show the page with what is to be mended."""
    speaker_of(request)
    seat = seat_of(viewer_of(request), conversation_id)
    if request.method == "GET":
        return redirect("conversation", conversation_id)
    form = kind(request.POST, seat=seat)
    if address := form.send():
        return HttpResponseRedirect(address)
    page = conversation_page(request, _again(request, seat), form)
    return form.answered(render(request, "conversations/conversation.html", {"page": page}))


def _again(request: HttpRequest, seat: Participant) -> Participant:
    return seat_of(viewer_of(request), seat.conversation_id)
