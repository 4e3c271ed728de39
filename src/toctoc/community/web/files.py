"""Pages of one's own files: sending one, seeing where it stands, describing it, taking it back."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from toctoc.community.models import Attachment
from toctoc.community.services.attachments import describe
from toctoc.community.web.parts.media import NEW, TOO_LARGE, Joined, cleared_description
from toctoc.kernel.errors import Invalid
from toctoc.media.queries import own_file
from toctoc.media.rules.refusals import refusal
from toctoc.media.services import files
from toctoc.people.policies import speaker_of
from toctoc.privacy.forms import in_words
from toctoc.privacy.forms.speech import assurance_in

if TYPE_CHECKING:
    from django.http import HttpRequest


@require_POST
def file_new(request: HttpRequest) -> HttpResponse:
    """Take one file in for a form that is open, and return its line; what is wrong comes back as a sentence."""
    owner, upload = speaker_of(request), request.FILES.get(NEW)
    if upload is None:
        return _sentence(gettext(refusal("too_large" if request.META.get(TOO_LARGE) else "empty")))
    try:
        described = cleared_description(request.POST.get("description", ""), owner, assurance_in(request.POST))
        file = files.receive(owner=owner, upload=upload, description=described)
    except Invalid as error:
        return _sentence(in_words(error))
    return render(request, "community/parts/media_line.html", {"joined": Joined(file, file.description)}, status=201)


def _sentence(what: str) -> HttpResponse:
    return HttpResponse(what, status=422, content_type="text/plain; charset=utf-8")


@require_GET
def file_state(request: HttpRequest, file_id: int) -> HttpResponse:
    """Return where a file of one's own stands, for a form that is open."""
    file = own_file(speaker_of(request), file_id)
    return render(request, "community/parts/media_state.html", {"joined": Joined(file, file.description)})


@require_http_methods(["GET", "POST"])
def file_page(request: HttpRequest, file_id: int) -> HttpResponse:
    """Show a file of one's own, and change what is said of it."""
    owner = speaker_of(request)
    file, error = own_file(owner, file_id), ""
    typed = request.POST.get("description", file.description)
    if request.method == "POST":
        try:
            describe(owner=owner, file=file, description=cleared_description(typed, owner, assurance_in(request.POST)))
            return redirect(_post_of(file_id) or request.path)
        except Invalid as invalid:
            error = in_words(invalid)
    page = {"joined": Joined(file, typed), "error": error, "post": _post_of(file_id)}
    return render(request, "community/file.html", page, status=422 if error else 200)


@require_POST
def file_erase(request: HttpRequest, file_id: int) -> HttpResponse:
    """Erase a file of one's own; the message that carried it goes on without it."""
    owner = speaker_of(request)
    file, post = own_file(owner, file_id), _post_of(file_id)
    files.take_back(owner=owner, file=file)
    if getattr(request, "htmx", False):
        return HttpResponse(gettext("Fichier effacé."))
    return redirect(post or "/")


def _post_of(file_id: int) -> str:
    attachment = Attachment.objects.filter(file=file_id).first()
    return f"/messages/{attachment.post_id}" if attachment is not None else ""
