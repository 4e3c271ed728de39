"""Pages of how news reaches somebody who is not here: alerts on devices, letters, feeds of groups."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.contrib import messages
from django.shortcuts import redirect, render
from django.utils.translation import gettext
from django.views.decorators.csrf import csrf_exempt
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from toctoc.community.models import Frequency, PushSubscription
from toctoc.community.models.notification import NotificationKind
from toctoc.community.queries.feeds import feed_keys_of, groups_of
from toctoc.community.rules.webpush import browser_in
from toctoc.community.services.digests import choose_digest, digest_of_token, frequency_of, stop_digest
from toctoc.community.services.feeds import close_feed, open_feed, secret_of
from toctoc.community.services.push import choose_kinds, forget_browser, public_key, subscribe_browser
from toctoc.kernel.errors import Missing
from toctoc.kernel.ids import id_in
from toctoc.people.policies import speaker_of

if TYPE_CHECKING:
    from django.http import HttpRequest, HttpResponse

    from toctoc.community.models import FeedKey
    from toctoc.people.models import Actor


@require_safe
def notices(request: HttpRequest) -> HttpResponse:
    """Show how the reader is told of news: on its devices, by letter, by feed."""
    actor = speaker_of(request)
    browsers = PushSubscription.objects.filter(actor=actor).order_by("pk")
    keys = feed_keys_of(actor)
    page = {
        "frequency": frequency_of(actor),
        "frequencies": Frequency.choices,
        "push_key": public_key(),
        "browsers": [{"row": row, "kinds": row.kinds.split()} for row in browsers],
        "kinds": NotificationKind.choices,
        "groups": [_group_line(group, keys.get(group.pk)) for group in groups_of(actor)],
    }
    return render(request, "settings/notices.html", page)


def _group_line(group: Actor, key: FeedKey | None) -> dict[str, object]:
    return {"group": group, "key": key, "secret": secret_of(key) if key is not None else ""}


@require_POST
def choose_letters(request: HttpRequest) -> HttpResponse:
    """Say how often a letter tells of what was missed."""
    choose_digest(actor=speaker_of(request), frequency=request.POST.get("rythme", ""))
    messages.success(request, gettext("C’est noté."))
    return redirect("settings_notices")


@require_POST
def add_browser(request: HttpRequest) -> HttpResponse:
    """Tell the reader on the browser that sends this: its script fills the form."""
    actor, sent = speaker_of(request), request.POST
    browser = browser_in(sent.get("adresse", ""), sent.get("cle", ""), sent.get("secret", ""))
    subscribe_browser(actor=actor, browser=browser)
    messages.success(request, gettext("Cet appareil sera prévenu."))
    return redirect("settings_notices")


@require_POST
def change_browser(request: HttpRequest, subscription_id: int) -> HttpResponse:
    """Choose what a device is told of, or tell it nothing more."""
    actor, chosen = speaker_of(request), min(subscription_id, (1 << 63) - 1)
    if request.POST.get("geste") == "retirer":
        forget_browser(actor=actor, subscription_id=chosen)
    else:
        choose_kinds(actor=actor, subscription_id=chosen, kinds=request.POST.getlist("quoi"))
    return redirect("settings_notices")


@require_POST
def change_feed(request: HttpRequest) -> HttpResponse:
    """Open or close the address at which the reader's programs follow one of its groups."""
    actor, group_id = speaker_of(request), id_in(request.POST.get("groupe", "")) or 0
    if request.POST.get("geste") == "fermer":
        close_feed(actor=actor, key_id=id_in(request.POST.get("adresse", "")) or 0)
        return redirect("settings_notices")
    group = next((one for one in groups_of(actor) if one.pk == group_id), None)
    if group is None:
        raise Missing
    open_feed(actor=actor, group=group)
    return redirect("settings_notices")


# A mail program posts here without a page, a cookie or a token of ours (RFC 8058): the link itself is the right to
# stop these letters, and to do nothing else.
@csrf_exempt
@require_http_methods(["GET", "HEAD", "POST"])
def stop_letters(request: HttpRequest, token: str) -> HttpResponse:
    """Stop somebody's letters once they confirm; what only looks at the link stops nothing."""
    digest = digest_of_token(token)
    if request.method == "POST":
        stop_digest(digest=digest)
        return render(request, "community/letters_stopped.html", {"is_stopped": True})
    is_stopped = digest.frequency == Frequency.NEVER
    return render(request, "community/letters_stopped.html", {"is_stopped": is_stopped})


@require_safe
def service_worker(request: HttpRequest) -> HttpResponse:
    """Return the script that shows alerts; it keeps no page."""
    response = render(request, "community/sw.js", content_type="text/javascript; charset=utf-8")
    response["Cache-Control"] = "no-cache"
    return response
