"""The pages on which a group is kept in order: members, the door, roles, pins."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.shortcuts import redirect, render
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from toctoc.groups.policies import may_moderate
from toctoc.groups.queries.members import bans_of, invitations_to, member_called, members_of, requests_to
from toctoc.groups.services import order
from toctoc.groups.web.forms import InviteForm
from toctoc.groups.web.pages import head_of
from toctoc.groups.web.views import entered, typed_in
from toctoc.kernel.errors import Invalid, Missing
from toctoc.kernel.ids import id_in
from toctoc.kernel.pagination import cut
from toctoc.people.policies import speaker_of, viewer_of

if TYPE_CHECKING:
    from django.http import HttpRequest, HttpResponse


@require_GET
def group_members(request: HttpRequest, handle: str) -> HttpResponse:
    """List the members of a group to its members."""
    group = entered(request, handle)
    page = members_of(group, viewer_of(request), cut(request.GET.get("avant")))
    facts = {**head_of(request, group), "members": page.items, "next_before": page.next_before}
    return render(request, "groups/members.html", facts)


@require_POST
def group_member(request: HttpRequest, handle: str, member: str) -> HttpResponse:
    """Give a member a role, or send them away."""
    moderator, group = speaker_of(request), entered(request, handle)
    named, deed = member_called(group, member), request.POST.get("geste", "")
    may_moderate(moderator, group)
    if named is None:
        raise Missing
    if deed in {"moderator", "member"}:
        order.name_role(moderator=moderator, group=group, member=named, role=deed)
    elif deed in {"renvoyer", "exclure"}:
        order.remove(moderator=moderator, group=group, member=named, is_for_good=deed == "exclure")
    else:
        raise Invalid("Ce geste n’existe pas.")
    return redirect("group_members", handle=group.actor.handle)


@require_http_methods(["GET", "POST"])
def group_door(request: HttpRequest, handle: str) -> HttpResponse:
    """Show who is at the door, and invite."""
    moderator, group = speaker_of(request), entered(request, handle)
    may_moderate(moderator, group)
    form = InviteForm(typed_in(request), writer=moderator, group=group)
    if address := form.send():
        return redirect(address)
    facts = {
        **head_of(request, group),
        "form": form,
        "requests": requests_to(group),
        "invitations": invitations_to(group),
        "bans": bans_of(group),
    }
    return form.answered(render(request, "groups/door.html", facts))


@require_POST
def group_answer(request: HttpRequest, handle: str) -> HttpResponse:
    """Answer a request, or let somebody back who was sent away."""
    moderator, group = speaker_of(request), entered(request, handle)
    asked, banned = id_in(request.POST.get("demande", "")), id_in(request.POST.get("exclusion", ""))
    if asked is not None:
        is_welcome = request.POST.get("reponse") == "oui"
        order.answer_request(moderator=moderator, group=group, request_id=asked, is_welcome=is_welcome)
    elif banned is not None:
        order.let_back(moderator=moderator, group=group, ban_id=banned)
    return redirect("group_door", handle=group.actor.handle)


@require_POST
def group_self(request: HttpRequest, handle: str) -> HttpResponse:
    """Volunteer to welcome newcomers or stop; hear of the group by letter or not."""
    actor, group = speaker_of(request), entered(request, handle)
    if "accueil" in request.POST:
        order.volunteer(actor=actor, group=group, wants=request.POST["accueil"] == "oui")
    if "silence" in request.POST:
        order.mute(actor=actor, group=group, is_quiet=request.POST["silence"] == "oui")
    return redirect(group)


@require_POST
def group_pin(request: HttpRequest, handle: str) -> HttpResponse:
    """Keep a thread on top, or let it go."""
    moderator, group = speaker_of(request), entered(request, handle)
    post_id = id_in(request.POST.get("message", "").rpartition("/")[2])
    if post_id is None:
        raise Missing
    verb = order.unpin if request.POST.get("vers") == "non" else order.pin
    verb(moderator=moderator, group=group, post_id=post_id)
    return redirect(group)
