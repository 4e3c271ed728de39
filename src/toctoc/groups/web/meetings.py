"""The events of a group, on pages and as calendars."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.conf import settings
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.views.decorators.http import require_GET, require_http_methods, require_POST, require_safe

from toctoc.groups.policies import is_member, may_moderate
from toctoc.groups.queries.groups import group_called
from toctoc.groups.queries.meetings import coming_events, entry_of, event_in, feed_of, past_events
from toctoc.groups.rules.calendar import calendar_of
from toctoc.groups.services.meetings import calendar_key, cancel_event, member_of_key
from toctoc.groups.web.forms import EventForm
from toctoc.groups.web.pages import event_page, head_of, written
from toctoc.groups.web.views import entered, typed_in
from toctoc.kernel.errors import Missing
from toctoc.kernel.pagination import cut
from toctoc.people.models import Actor
from toctoc.people.policies import speaker_of, viewer_for

if TYPE_CHECKING:
    from django.http import HttpRequest

    from toctoc.groups.models import Event, Group

MEDIA_TYPE = "text/calendar; charset=utf-8"


@require_GET
def event_list(request: HttpRequest, handle: str) -> HttpResponse:
    """List what is to come, and what was."""
    group = entered(request, handle)
    page = past_events(group, cut(request.GET.get("avant")))
    secret = calendar_key(actor=speaker_of(request), group=group)
    facts = {
        **head_of(request, group),
        "events": [] if "avant" in request.GET else coming_events(group),
        "past": page.items,
        "next_before": page.next_before,
        "feed": f"{settings.ENVIRONMENT.base_url}{reverse('event_feed', args=[group.actor.handle, secret])}",
    }
    return render(request, "groups/events.html", facts)


@require_http_methods(["GET", "POST"])
def event_new(request: HttpRequest, handle: str) -> HttpResponse:
    """Announce an event."""
    moderator, group = speaker_of(request), entered(request, handle)
    may_moderate(moderator, group)
    return _edited(request, EventForm(typed_in(request), writer=moderator, group=group))


@require_GET
def event(request: HttpRequest, handle: str, event_id: int) -> HttpResponse:
    """Show an event."""
    group = entered(request, handle)
    shown = event_in(group, event_id)
    return render(
        request, "groups/event.html", {**head_of(request, group), "event": shown, "html": written(shown.text)}
    )


@require_http_methods(["GET", "POST"])
def event_edit(request: HttpRequest, handle: str, event_id: int) -> HttpResponse:
    """Change an event."""
    moderator, group = speaker_of(request), entered(request, handle)
    may_moderate(moderator, group)
    shown = event_in(group, event_id)
    return _edited(request, EventForm(typed_in(request), writer=moderator, group=group, event=shown))


@require_POST
def event_cancel(request: HttpRequest, handle: str, event_id: int) -> HttpResponse:
    """Cancel an event."""
    group = entered(request, handle)
    cancel_event(moderator=speaker_of(request), event=event_in(group, event_id))
    return redirect("event", handle=group.actor.handle, event_id=event_id)


@require_safe
def event_calendar(request: HttpRequest, handle: str, event_id: int) -> HttpResponse:
    """Give one event as a calendar file."""
    group = entered(request, handle)
    return _calendar(group, [event_in(group, event_id)])


@require_safe
def event_feed(request: HttpRequest, handle: str, key: str) -> HttpResponse:
    """Give the events of a group to a member's calendar program, which signs in by a secret address.

    Whoever is no longer a member gets what is given for a group that does not exist.
    """
    _ = request
    actor = Actor.objects.select_related("account").filter(pk=member_of_key(key)[0]).first()
    viewer = viewer_for(actor, actor.account if actor else None)
    group = group_called(viewer, handle)
    if not is_member(viewer, group) or member_of_key(key)[1] != group.pk:
        raise Missing
    return _calendar(group, feed_of(group))


def _calendar(group: Group, events: list[Event]) -> HttpResponse:
    body = calendar_of(group.actor.display_name, [entry_of(one, group) for one in events])
    response = HttpResponse(body, content_type=MEDIA_TYPE)
    response["Content-Disposition"] = f'attachment; filename="{group.actor.handle}.ics"'
    response["Cache-Control"] = "private, no-store"
    return response


def _edited(request: HttpRequest, form: EventForm) -> HttpResponse:
    if address := form.send():
        return redirect(address)
    if form.event is not None:
        form.event.refresh_from_db()
    facts = {**head_of(request, form.group), **event_page(form)}
    return form.answered(render(request, "groups/event_edit.html", facts))
