"""The pages of practice sheets: list, read, start, write, sign, read again."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.contrib import messages
from django.shortcuts import redirect, render
from django.utils.translation import gettext
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from toctoc.community.queries.language import page_language
from toctoc.community.rules.atom import Entry, Feed
from toctoc.community.rules.excerpts import first_words
from toctoc.community.rules.markdown import rendered
from toctoc.community.web.feeds import PUBLIC_LASTS, TITLE, answered, full_address
from toctoc.kernel.errors import Invalid, Missing
from toctoc.kernel.ids import id_in, moment_of
from toctoc.people.policies import reader_of, speaker_of, viewer_of
from toctoc.people.queries import actor_shown_to
from toctoc.questions.policies import may_edit_sheet, may_review_sheet, may_start_sheet
from toctoc.questions.queries.lists import visible_question
from toctoc.questions.queries.sheets import public_sheets, sheets_from, visible_sheet
from toctoc.questions.services.sheets.signing import agree_to_sign, ask_to_sign, decline_to_sign
from toctoc.questions.services.sheets.writing import move_own_sheet, submit_sheet
from toctoc.questions.web.sheets.forms import ReviewForm, SheetForm
from toctoc.questions.web.sheets.pages import edit_page, history_page, list_page, sheet_page, signed_words

if TYPE_CHECKING:
    from django.http import HttpRequest, HttpResponse

    from toctoc.questions.models import PracticeSheet


@require_safe
def sheet_list(request: HttpRequest) -> HttpResponse:
    """List or search the sheets that the reader may read."""
    return render(request, "questions/sheets/list.html", list_page(request))


@require_safe
def sheet_feed(request: HttpRequest) -> HttpResponse:
    """Tell of the newest public sheets, as a stranger reads them."""
    page, title = full_address("/fiches"), gettext("Fiches pratiques")
    entries = [_entry(sheet) for sheet in public_sheets()]
    feed = Feed(full_address(request.path), page, full_address("/"), title, moment_of(0), entries)
    return answered(request, feed, PUBLIC_LASTS)


@require_safe
def sheet(request: HttpRequest, sheet_id: int) -> HttpResponse:
    """Show a sheet."""
    return _shown(request, visible_sheet(viewer_of(request), sheet_id))


@require_safe
def sheet_history(request: HttpRequest, sheet_id: int) -> HttpResponse:
    """Show the versions of a sheet, and what changed in each."""
    read = visible_sheet(viewer_of(request), sheet_id)
    return render(request, "questions/sheets/history.html", history_page(request, read))


@require_http_methods(["GET", "POST"])
def sheet_start(request: HttpRequest, question_id: int) -> HttpResponse:
    """Start a sheet from a closed question, or show those there are."""
    starter, origin = speaker_of(request), visible_question(viewer_of(request), question_id)
    existing = sheets_from(viewer_of(request), origin)
    if existing and request.method == "GET":
        return redirect(existing[0])
    may_start_sheet(starter, origin)
    form = SheetForm(request.POST if request.method == "POST" else None, writer=starter, origin=origin)
    if address := form.send():
        return redirect(address)
    return form.answered(render(request, "questions/sheets/edit.html", edit_page(form)))


@require_http_methods(["GET", "POST"])
def sheet_edit(request: HttpRequest, sheet_id: int) -> HttpResponse:
    """Write the next version; when somebody else wrote meanwhile, both texts stand on the page."""
    writer, read = speaker_of(request), visible_sheet(viewer_of(request), sheet_id)
    may_edit_sheet(writer, read)
    version = read.versions.get(number=read.latest)
    typed = request.POST if request.method == "POST" else None
    form = SheetForm(typed, writer=writer, origin=read.question, sheet=read, version=version)
    if address := form.send():
        return redirect(address)
    return form.answered(render(request, "questions/sheets/edit.html", edit_page(form)))


@require_POST
def sheet_state(request: HttpRequest, sheet_id: int) -> HttpResponse:
    """Send a sheet to be read again, take it back, or retire it."""
    author, read = speaker_of(request), visible_sheet(viewer_of(request), sheet_id)
    to = request.POST.get("etat", "")
    if to == "in_review":
        submit_sheet(author=author, sheet=read)
    else:
        move_own_sheet(author=author, sheet=read, to=to)
    messages.success(request, gettext("C’est noté."))
    return redirect(read)


@require_POST
def sheet_sign(request: HttpRequest, sheet_id: int) -> HttpResponse:
    """Ask somebody to sign, agree to, or decline."""
    actor, read = speaker_of(request), visible_sheet(viewer_of(request), sheet_id)
    gesture = request.POST.get("geste", "")
    if gesture == "demander":
        named = actor_shown_to(viewer_of(request), request.POST.get("qui", ""))
        ask_to_sign(author=actor, sheet=read, actor=named)
    elif gesture == "accepter":
        agree_to_sign(actor=actor, sheet=read, seen=id_in(request.POST.get("vu", "")) or 0)
    elif gesture == "refuser":
        decline_to_sign(actor=actor, sheet=read)
        return redirect("sheet_list")
    else:
        raise Invalid("Ce geste n’existe pas.")
    messages.success(request, gettext("C’est noté."))
    return redirect(read)


@require_http_methods(["GET", "POST"])
def sheet_review(request: HttpRequest, sheet_id: int) -> HttpResponse:
    """Say what one finds of a sheet in review."""
    if request.method == "GET":
        return redirect("sheet", sheet_id)
    reviewer, read = speaker_of(request), visible_sheet(viewer_of(request), sheet_id)
    may_review_sheet(reviewer, read)
    form = ReviewForm(request.POST, writer=reviewer, sheet=read)
    if address := form.send():
        return redirect(address)
    return form.answered(_shown(request, read, review_form=form))


def _shown(request: HttpRequest, read: PracticeSheet, *, review_form: ReviewForm | None = None) -> HttpResponse:
    page = sheet_page(request, read, review_form=review_form)
    return render(request, "questions/sheets/sheet.html", {"page": page, "sheet": read, "reader": reader_of(request)})


def _entry(one: PracticeSheet) -> Entry:
    version = one.published
    if version is None or one.published_at is None:
        raise Missing
    return Entry(
        address=full_address(one.get_absolute_url()),
        title=first_words(version.question_text, TITLE),
        author=signed_words(one, page_language()),
        author_address=full_address(one.get_absolute_url()),
        published=one.published_at,
        updated=max(one.published_at, one.state_since),
        language=one.language,
        html=rendered(version.answer, frozenset()).html,
    )
