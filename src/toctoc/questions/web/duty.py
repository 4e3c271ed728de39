"""The pages of pools of duty: who answers now, the roster, swaps; and the calendar of one's own turns."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from django import forms
from django.contrib import messages
from django.http import HttpResponse, HttpResponseNotFound
from django.shortcuts import redirect, render
from django.utils.dates import WEEKDAYS
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _
from django.views.decorators.http import require_GET, require_http_methods, require_POST, require_safe

from toctoc.community.queries.language import page_language
from toctoc.community.rules.cards import seal_of
from toctoc.community.services.fragments import author_facts
from toctoc.community.services.notifications import read_about
from toctoc.kernel.errors import Invalid, Missing, Refused
from toctoc.kernel.ids import id_in
from toctoc.people.forms import profession_groups, specialty_groups
from toctoc.people.policies import proved_profession, speaker_of, viewer_of
from toctoc.people.rules.departments import DEPARTMENTS
from toctoc.privacy.forms import beside_field
from toctoc.questions.queries.duty import (
    answering_now,
    calendar_for,
    is_member,
    members_of,
    open_pools,
    pool_with,
    roster_of,
    turn_in,
)
from toctoc.questions.rules.availability.pools import checked_aim
from toctoc.questions.rules.availability.turns import Laying
from toctoc.questions.services.duty.calendar_keys import owner_of_secret
from toctoc.questions.services.duty.pools import (
    close_pool,
    drop_turn,
    give_back,
    join_pool,
    lay_turns,
    leave_pool,
    make_pool,
    take_turn,
)
from toctoc.questions.services.duty.swaps import accept_swap, offer_turn, withdraw_swap

if TYPE_CHECKING:
    from django.http import HttpRequest

    from toctoc.people.models import Actor
    from toctoc.people.rules.audience import Viewer
    from toctoc.questions.models import DutyTurn, Pool

UNPROCESSABLE = 422
MEDIA_TYPE = "text/calendar; charset=utf-8"


class PoolForm(forms.Form):
    """For whom a pool answers."""

    profession = forms.ChoiceField(label=_("Profession"), choices=profession_groups, required=False)
    specialty = forms.ChoiceField(label=_("Spécialité"), choices=specialty_groups, required=False)
    department = forms.ChoiceField(
        label=_("Département"),
        choices=[("", _("Partout")), *((code, f"{code} · {name}") for code, name in DEPARTMENTS.items())],
        required=False,
    )


class LayingForm(forms.Form):
    """On which days, from when to when."""

    first = forms.DateField(label=_("Premier jour"), widget=forms.DateInput(attrs={"type": "date"}))
    last = forms.DateField(label=_("Dernier jour"), widget=forms.DateInput(attrs={"type": "date"}))
    weekdays = forms.TypedMultipleChoiceField(
        label=_("Jours"), choices=list(WEEKDAYS.items()), coerce=int, widget=forms.CheckboxSelectMultiple
    )
    begins = forms.TimeField(label=_("Début"), widget=forms.TimeInput(attrs={"type": "time"}))
    ends = forms.TimeField(
        label=_("Fin"),
        widget=forms.TimeInput(attrs={"type": "time"}),
        help_text=_("Avant l’heure de début : la garde passe minuit."),
    )

    def laying(self) -> Laying:
        """Return what was typed, for the service."""
        values = self.cleaned_data
        return Laying(values["first"], values["last"], frozenset(values["weekdays"]), values["begins"], values["ends"])


@require_http_methods(["GET", "HEAD", "POST"])
def pool_list(request: HttpRequest) -> HttpResponse:
    """List the pools with who answers now, and make one."""
    reader, viewer = speaker_of(request), viewer_of(request)
    form = PoolForm(request.POST or None, initial={"profession": reader.proved_profession})
    if request.method == "POST" and form.is_valid():
        try:
            return redirect("duty_pool", make_pool(maker=reader, viewer=viewer, aim=checked_aim(**_aimed(form))).pk)
        except Invalid as error:
            beside_field(form, error)
    pools = open_pools(viewer)
    now = answering_now(pools, viewer)
    page = {
        "form": form,
        "lines": [_line(pool, viewer, now) for pool in pools],
        "may_make": bool(proved_profession(reader)) or viewer.is_moderator,
    }
    return render(request, "questions/duty/list.html", page, status=UNPROCESSABLE if form.errors else 200)


@require_GET
def pool_page(request: HttpRequest, pool_id: int) -> HttpResponse:
    """Show a pool; its roster is for its members and for moderation."""
    pool = pool_with(pool_id)
    read_about(reader=speaker_of(request), address=request.path)
    return render(request, "questions/duty/pool.html", _pool_page(request, pool, LayingForm()))


@require_POST
def pool_gesture(request: HttpRequest, pool_id: int) -> HttpResponse:
    """Join a pool, leave it or close it."""
    actor, pool, gesture = speaker_of(request), pool_with(pool_id), request.POST.get("geste", "")
    if gesture == "rejoindre":
        join_pool(actor=actor, pool=pool)
    elif gesture == "quitter":
        leave_pool(actor_id=actor.pk, pool=pool)
    elif gesture == "fermer":
        close_pool(actor=actor, viewer=viewer_of(request), pool=pool)
        return redirect("duty_pools")
    else:
        raise Invalid("Ce geste n’existe pas.")
    return redirect("duty_pool", pool.pk)


@require_POST
def pool_lay(request: HttpRequest, pool_id: int) -> HttpResponse:
    """Lay turns out that members then take."""
    actor, pool = speaker_of(request), pool_with(pool_id)
    form = LayingForm(request.POST)
    if form.is_valid():
        try:
            count = lay_turns(member=actor, pool=pool, laying=form.laying())
        except Invalid as error:
            beside_field(form, error)
        else:
            messages.success(request, gettext("Gardes à prendre ajoutées : %(count)s.") % {"count": count})
            return redirect("duty_pool", pool.pk)
    if not is_member(pool, actor.pk):
        raise Refused("Rejoignez d’abord ce tour de garde.")
    return render(request, "questions/duty/pool.html", _pool_page(request, pool, form), status=UNPROCESSABLE)


@require_POST
def turn_gesture(request: HttpRequest, pool_id: int, turn_id: int) -> HttpResponse:
    """Take a turn, give it back, take it off the roster, offer it, or take what is offered."""
    actor, pool, gesture = speaker_of(request), pool_with(pool_id), request.POST.get("geste", "")
    turn = turn_in(pool, turn_id)
    if gesture == "proposer":
        wanted = id_in(request.POST.get("contre", ""))
        offer_turn(holder=actor, turn=turn, wanted=turn_in(pool, wanted) if wanted else None)
    elif gesture == "garder":
        withdraw_swap(holder=actor, turn=turn)
    elif gesture == "oter":
        drop_turn(member=actor, turn=turn)
    elif gesture in _TURN_GESTURES:
        _TURN_GESTURES[gesture](actor=actor, turn=turn)
    else:
        raise Invalid("Ce geste n’existe pas.")
    return redirect("duty_pool", pool.pk)


_TURN_GESTURES: dict[str, Any] = {"prendre": take_turn, "rendre": give_back, "accepter": accept_swap}


_KEPT_BY_NOBODY = {"Cache-Control": "private, no-store"}


@require_safe
def own_calendar(request: HttpRequest, secret: str) -> HttpResponse:
    """Give somebody's turns and hours to their calendar program, which signs in by a secret address."""
    _ignored = request
    try:
        body = calendar_for(owner_of_secret(secret), gettext("Garde"), gettext("Disponible"), page_language())
    except Missing:
        # No cache on the way keeps that an address was closed, nor what it gave before.
        return HttpResponseNotFound(content_type=MEDIA_TYPE, headers=_KEPT_BY_NOBODY)
    response = HttpResponse(body, content_type=MEDIA_TYPE, headers=_KEPT_BY_NOBODY)
    response["Content-Disposition"] = 'attachment; filename="gardes.ics"'
    return response


def _aimed(form: PoolForm) -> dict[str, str]:
    return {name: form.cleaned_data[name] for name in ("department", "profession", "specialty")}


def _line(pool: Pool, viewer: Viewer, now: dict[int, Any]) -> dict[str, Any]:
    _ignored = viewer
    found = now.get(pool.pk)
    return {
        "pool": pool,
        "words": pool.aim.words(page_language()),
        "now": found,
        "seal": seal_of(author_facts(found.actor), page_language()) if found is not None else "",
    }


def _pool_page(request: HttpRequest, pool: Pool, form: LayingForm) -> dict[str, Any]:
    reader, viewer = speaker_of(request), viewer_of(request)
    mine = is_member(pool, reader.pk)
    may_read = mine or viewer.is_moderator
    turns = roster_of(pool) if may_read else []
    return {
        **_line(pool, viewer, answering_now([pool], viewer)),
        "is_member": mine,
        "may_read": may_read,
        "may_join": not mine and pool.aim.takes(proved_profession(reader), reader.proved_specialty),
        "may_close": viewer.is_moderator or (pool.made_by_id is not None and pool.made_by_id == reader.account_id),
        "turns": [_turn(turn, reader) for turn in turns],
        "others": [turn for turn in turns if turn.holder_id not in {None, reader.pk}],
        "members": members_of(pool) if may_read else [],
        "form": form,
    }


def _turn(turn: DutyTurn, reader: Actor) -> dict[str, Any]:
    swap = getattr(turn, "swap", None)
    is_mine = turn.holder_id == reader.pk
    is_for_me = swap is not None and not is_mine and (swap.wanted is None or swap.wanted.holder_id == reader.pk)
    return {"row": turn, "is_mine": is_mine, "swap": swap, "is_for_me": is_for_me}
