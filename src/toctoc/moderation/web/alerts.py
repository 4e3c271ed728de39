"""Alerts: dangers that were read in posts, and who is on duty."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.contrib import messages
from django.shortcuts import redirect, render
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _
from django.views.decorators.http import require_http_methods

from toctoc.community.queries.said import words_beside
from toctoc.kernel.errors import Missing, Refused, Stale
from toctoc.kernel.ids import id_in
from toctoc.kernel.pagination import cut
from toctoc.moderation.queries.alerts import how_many_on_duty, is_on_duty, open_alerts
from toctoc.moderation.services.alerts import change_duty, close_alert, give_alert_back, take_alert, words_of
from toctoc.people.policies import moderator_of

if TYPE_CHECKING:
    from django.http import HttpRequest, HttpResponse

    from toctoc.moderation.models import Alert
    from toctoc.people.models import Account

_STEPS = {"prendre": take_alert, "rendre": give_alert_back, "clore": close_alert}
# What the cards of a post speak of, in a moderator's words.
_DANGERS = {
    "vital": _("Une vie en danger"),
    "suicide": _("Idées de suicide"),
    "children": _("Un enfant en danger"),
    "violence": _("Des violences"),
    "poison": _("Une intoxication"),
}
_DUTY = {"garde": True, "fin_de_garde": False}


@require_http_methods(["GET", "HEAD", "POST"])
def index(request: HttpRequest) -> HttpResponse:
    """Show the alerts that are open, newest first, and who took each; take, give back, close, go on duty."""
    moderator = moderator_of(request)
    if request.method == "POST":
        _do(request, moderator)
        return redirect("moderation_alerts")
    page = open_alerts(cut(request.GET.get("avant")))
    facts = {
        "lines": [_line(moderator, alert) for alert in page.items],
        "next_before": page.next_before,
        "is_on_duty": is_on_duty(moderator),
        "on_duty": how_many_on_duty(),
    }
    return render(request, "moderation/alerts.html", facts)


def _do(request: HttpRequest, moderator: Account) -> None:
    asked = request.POST.get("geste", "")
    if asked in _DUTY:
        change_duty(moderator=moderator, is_on=_DUTY[asked])
        return
    step, alert_id = _STEPS.get(asked), id_in(request.POST.get("alerte", ""))
    if step is None or alert_id is None:
        raise Missing
    try:
        step(moderator=moderator, alert_id=alert_id, seen=id_in(request.POST.get("vu", "")) or 0)
    except (Stale, Refused) as error:
        messages.error(request, error.say(gettext))


def _line(moderator: Account, alert: Alert) -> dict[str, object]:
    post = words_of(moderator=moderator, alert=alert)
    return {
        "alert": alert,
        "beside": words_beside(post) if post is not None else [],
        "titles": [_DANGERS[slug] for slug in alert.cards.split() if slug in _DANGERS],
        "post": post,
        "is_mine": alert.taken_by_id == moderator.pk,
    }
