"""The pages of groups: find, make, see, enter, leave, settings, the page written together."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.http import HttpResponse, HttpResponseRedirect
from django.shortcuts import redirect, render
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from toctoc.groups.models import Page
from toctoc.groups.policies import may_enter, may_moderate, may_take_part
from toctoc.groups.queries.groups import group_called
from toctoc.groups.services.groups import archive
from toctoc.groups.services.membership import leave
from toctoc.groups.web.forms import GroupForm, JoinForm, PageForm
from toctoc.groups.web.pages import group_page, head_of, list_page, settings_page, written
from toctoc.people.policies import speaker_of, viewer_of

if TYPE_CHECKING:
    from django.http import HttpRequest, QueryDict

    from toctoc.groups.models import Group


def found(request: HttpRequest, handle: str) -> Group:
    """Return the group of an address, if the reader may know of it."""
    return group_called(viewer_of(request), handle)


def entered(request: HttpRequest, handle: str) -> Group:
    """Return the group of an address to one of its members."""
    group = found(request, handle)
    may_enter(viewer_of(request), group)
    return group


def typed_in(request: HttpRequest) -> QueryDict | None:
    """Return what was typed, or ``None`` while nothing was sent."""
    return request.POST if request.method == "POST" else None


@require_GET
def group_list(request: HttpRequest) -> HttpResponse:
    """List the reader's groups, then others."""
    return render(request, "groups/list.html", list_page(request))


@require_http_methods(["GET", "POST"])
def group_new(request: HttpRequest) -> HttpResponse:
    """Make a group."""
    form = GroupForm(typed_in(request), writer=speaker_of(request))
    if address := form.send():
        return redirect(address)
    return form.answered(render(request, "groups/settings.html", settings_page(form)))


@require_GET
def group(request: HttpRequest, handle: str) -> HttpResponse:
    """Show a group: its threads to its members, its face to others."""
    shown = found(request, handle)
    return render(request, "groups/group.html", group_page(request, shown))


@require_http_methods(["GET", "POST"])
def group_join(request: HttpRequest, handle: str) -> HttpResponse:
    """Enter, or ask to."""
    shown = found(request, handle)
    if request.method == "GET":
        return redirect(shown)
    form = JoinForm(request.POST, writer=speaker_of(request), group=shown)
    if address := form.send():
        return HttpResponseRedirect(address)
    return form.answered(render(request, "groups/group.html", {**group_page(request, shown), "form": form}))


@require_http_methods(["GET", "POST"])
def group_leave(request: HttpRequest, handle: str) -> HttpResponse:
    """Leave, once confirmed."""
    actor, shown = speaker_of(request), found(request, handle)
    if request.method == "POST":
        leave(actor=actor, group=shown)
        return redirect("group_list")
    return render(request, "groups/leave.html", head_of(request, shown))


@require_http_methods(["GET", "POST"])
def group_settings(request: HttpRequest, handle: str) -> HttpResponse:
    """Change what a group says of itself."""
    actor, shown = speaker_of(request), entered(request, handle)
    may_moderate(actor, shown)
    form = GroupForm(typed_in(request), writer=actor, group=shown)
    if address := form.send():
        return redirect(address)
    shown.refresh_from_db()
    return form.answered(render(request, "groups/settings.html", settings_page(form)))


@require_POST
def group_archive(request: HttpRequest, handle: str) -> HttpResponse:
    """Archive a group, or take it up again."""
    shown = entered(request, handle)
    archive(moderator=speaker_of(request), group=shown, is_over=request.POST.get("fin") != "non")
    return redirect(shown)


@require_GET
def group_text(request: HttpRequest, handle: str) -> HttpResponse:
    """Show the page that members write."""
    shown = entered(request, handle)
    page = Page.objects.select_related("edited_by").filter(group=shown).first()
    html = written(page.text) if page else ""
    return render(request, "groups/page.html", {**head_of(request, shown), "page": page, "html": html})


@require_http_methods(["GET", "POST"])
def group_text_edit(request: HttpRequest, handle: str) -> HttpResponse:
    """Change the page that members write."""
    actor, shown = speaker_of(request), entered(request, handle)
    may_take_part(actor, shown)
    form = PageForm(typed_in(request), writer=actor, group=shown, page=Page.objects.filter(group=shown).first())
    if address := form.send():
        return redirect(address)
    page = Page.objects.filter(group=shown).first()
    facts = {**head_of(request, shown), "form": form, "page": page}
    return form.answered(render(request, "groups/page_edit.html", facts))


@require_GET
def group_text_versions(request: HttpRequest, handle: str) -> HttpResponse:
    """Show what the page said before each edit."""
    shown = entered(request, handle)
    page = Page.objects.filter(group=shown).first()
    revisions = page.revisions.select_related("edited_by").order_by("-number")[:50] if page else []
    return render(request, "groups/page_versions.html", {**head_of(request, shown), "revisions": revisions})
