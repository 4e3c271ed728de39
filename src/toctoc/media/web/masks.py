"""The page on which somebody checks what is hidden of a picture of their own, and the pixels that it shows them."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext
from django.views.decorators.http import require_http_methods, require_safe

from toctoc.kernel.errors import Invalid, Missing, Refused, Stale
from toctoc.media.forms import MasksForm, first_in
from toctoc.media.policies import may_mask
from toctoc.media.queries import own_file
from toctoc.media.rules.sealing import Unreadable
from toctoc.media.services.masking import Uncovered, change_masks
from toctoc.media.services.quarantine import opened, pixels_of
from toctoc.media.web.serving import POLICY, PRIVATE
from toctoc.people.policies import speaker_of

if TYPE_CHECKING:
    from django.http import HttpRequest

    from toctoc.media.models import File
    from toctoc.people.models import Actor

# The button that shows what was typed, and writes nothing.
SHOW = "voir"
OPEN = 200


@require_http_methods(["GET", "POST"])
def masks_page(request: HttpRequest, file_id: int) -> HttpResponse:
    """Show the masks of a picture of one's own over its pixels, and change them."""
    owner = speaker_of(request)
    file = own_file(owner, file_id)
    form = MasksForm(file, request.POST if request.method == "POST" else None)
    if request.method == "GET":
        form.first = first_in(request.GET)
    status = OPEN
    if request.method == "POST" and SHOW not in request.POST:
        status = _saved(owner, file, form)
        if status == OPEN:
            return redirect(request.path)
    return render(request, "media/masks.html", _shown(file, form), status=status)


def _saved(owner: Actor, file: File, form: MasksForm) -> int:
    """Save what was typed; return the status of the answer, its sentence beside the form."""
    if form.error:
        return 422
    try:
        change_masks(owner=owner, file_id=file.pk, masks=form.masks, revision=form.revision, reason=form.reason)
    except Stale as error:
        # Saved once more, what is typed replaces the others: the page says so.
        form.error, form.revision = error.sentence, file.revision
        return 409
    except Uncovered as error:
        form.error, form.asks_reason = error.sentence, True
        return 422
    except (Refused, Invalid) as error:
        form.error = error.say(gettext)
        return 403
    return OPEN


def _shown(file: File, form: MasksForm) -> dict[str, object]:
    try:
        may_mask(file)
        closed = ""
    except Refused as refused:
        closed = refused.sentence
    return {"file": file, "form": form, "closed": closed, "error": form.error and gettext(form.error)}


@require_safe
def pixels(request: HttpRequest, file_id: int) -> HttpResponse:
    """Answer to its owner alone with a picture as it is below its masks, while these may change."""
    file = own_file(speaker_of(request), file_id)
    try:
        may_mask(file)
        with opened(pixels_of(file.key), file.spool_key) as source:
            content = source.read()
    except (Refused, Unreadable):
        raise Missing from None
    headers = {
        "Content-Type": "image/jpeg",
        "Cache-Control": PRIVATE,
        "Content-Security-Policy": POLICY,
        "X-Content-Type-Options": "nosniff",
        "Cross-Origin-Resource-Policy": "same-origin",
    }
    return HttpResponse(content, headers=headers)
