"""Lists of followed actors: all of them, one with its threads, and who is on it."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django import forms
from django.shortcuts import redirect, render
from django.utils.translation import gettext
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from toctoc.community.models.roster import LONGEST_NAME
from toctoc.community.queries.addressing import NOBODY
from toctoc.community.queries.rosters import on_roster, own_roster, roster_threads, rosters_of
from toctoc.community.rules.rosters import MOST_MEMBERS, MOST_ROSTERS
from toctoc.community.services.rosters import drop_roster, make_roster, put_on, rename_roster, take_off
from toctoc.community.web.audience import BETWEEN
from toctoc.community.web.pages import asked_cut, list_page
from toctoc.community.web.parts.lines import cleared_line
from toctoc.kernel.errors import Invalid, Refused
from toctoc.kernel.ids import id_in
from toctoc.people.policies import speaker_of, viewer_of
from toctoc.people.queries import actors_by_handles
from toctoc.privacy.forms import in_words

if TYPE_CHECKING:
    from collections.abc import Callable

    from django.http import HttpRequest, HttpResponse, QueryDict

    from toctoc.community.models import Roster
    from toctoc.kernel.cleared import Cleared
    from toctoc.people.models import Actor


class RosterForm(forms.Form):
    """The name of a list, or the people to put on it."""

    name = forms.CharField(required=False)
    people = forms.CharField(required=False)

    def done(self, write: Callable[[], object]) -> bool:
        """Run ``write``; what goes wrong stands beside its field."""
        try:
            self.is_valid()
            write()
        except Invalid as error:
            self.add_error(error.field if error.field in self.fields else None, in_words(error))
        except Refused as error:
            self.add_error(None, error.say(gettext))
        return not self.errors


def _title(typed: QueryDict, owner: Actor) -> Cleared:
    return cleared_line(typed.get("name", ""), "name", owner.languages[:2])


@require_http_methods(["GET", "POST"])
def rosters(request: HttpRequest) -> HttpResponse:
    """Show one's lists, and make one."""
    owner = speaker_of(request)
    form = RosterForm(request.POST if request.method == "POST" else None)
    if form.is_bound and form.done(lambda: make_roster(owner=owner, title=_title(request.POST, owner))):
        return redirect("rosters")
    facts = {"form": form, "rosters": rosters_of(owner), "most": MOST_ROSTERS, "longest": LONGEST_NAME}
    return render(request, "community/rosters.html", facts, status=422 if form.errors else 200)


@require_GET
def roster(request: HttpRequest, roster_id: int) -> HttpResponse:
    """Show the threads of those on a list."""
    shown = own_roster(speaker_of(request), roster_id)
    page = list_page(request, roster_threads(shown, viewer_of(request), asked_cut(request)))
    return render(request, "community/roster.html", {"roster": shown, **page})


@require_http_methods(["GET", "POST"])
def roster_change(request: HttpRequest, roster_id: int) -> HttpResponse:
    """Say who is on a list, and what it is called."""
    owner = speaker_of(request)
    shown = own_roster(owner, roster_id)
    form = RosterForm(request.POST if request.method == "POST" else None, initial={"name": shown.name})
    if form.is_bound and form.done(lambda: _change(request.POST, owner, shown)):
        return redirect("roster_change", roster_id=roster_id)
    facts = {"form": form, "roster": shown, "members": on_roster(shown), "most": MOST_MEMBERS, "longest": LONGEST_NAME}
    return render(request, "community/roster_change.html", facts, status=422 if form.errors else 200)


@require_POST
def roster_drop(request: HttpRequest, roster_id: int) -> HttpResponse:
    """Erase a list."""
    owner = speaker_of(request)
    drop_roster(owner=owner, roster=own_roster(owner, roster_id))
    return redirect("rosters")


def _change(typed: QueryDict, owner: Actor, roster: Roster) -> None:
    if "name" in typed:
        rename_roster(owner=owner, roster=roster, title=_title(typed, owner))
    elif (gone := id_in(typed.get("retirer", ""))) is not None:
        take_off(owner=owner, roster=roster, actor_id=gone)
    else:
        _put_on(typed, owner, roster)


def _put_on(typed: QueryDict, owner: Actor, roster: Roster) -> None:
    asked = {handle.removeprefix("@").lower() for handle in BETWEEN.split(typed.get("people", ""))} - {""}
    if not asked:
        raise Invalid("Nommez au moins une personne.", field="people")
    found = actors_by_handles(asked)
    if missing := sorted(asked - set(found)):
        raise Invalid(NOBODY, field="people", handle=missing[0])
    for actor in found.values():
        put_on(owner=owner, roster=roster, actor=actor)
