"""Pages of words one does not want to read, and of threads one does not want to hear of."""

from __future__ import annotations

from datetime import timedelta
from typing import TYPE_CHECKING

from django import forms
from django.contrib import messages
from django.http import HttpResponseRedirect
from django.shortcuts import redirect, render
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _
from django.views.decorators.http import require_http_methods, require_POST

from toctoc.community.models.quiet import LONGEST_NAME
from toctoc.community.queries.language import page_language
from toctoc.community.queries.posts import visible_post
from toctoc.community.queries.quiet import filter_of, filters_of, has_left_thread
from toctoc.community.rules.filters import LONGEST_PHRASE, MOST_FILTERS, MOST_PHRASES, Place
from toctoc.community.services.quiet import (
    Wanted,
    change_filter,
    leave_thread,
    make_filter,
    rejoin_thread,
    remove_filter,
)
from toctoc.kernel import clock
from toctoc.kernel.errors import Invalid
from toctoc.people.policies import speaker_of, viewer_of
from toctoc.privacy.forms import beside_field, way_back
from toctoc.privacy.services import clear, clear_line

if TYPE_CHECKING:
    from django.http import HttpRequest, HttpResponse, QueryDict

    from toctoc.community.models import Filter
    from toctoc.people.models import Actor

UNPROCESSABLE = 422
KEEP_END = "garder"
LASTS = {"": None, "jour": timedelta(days=1), "semaine": timedelta(days=7), "mois": timedelta(days=30)}

HOW_LONG = [("", _("Sans limite")), ("jour", _("Un jour")), ("semaine", _("Une semaine")), ("mois", _("Un mois"))]


class FilterForm(forms.Form):
    """Words that one does not want to read, where, and what becomes of the posts that say them."""

    phrases = forms.CharField(
        label=_("Mots ou expressions"),
        max_length=MOST_PHRASES * (LONGEST_PHRASE + 2),
        widget=forms.Textarea(attrs={"rows": 3}),
        help_text=_("Un par ligne, dix au plus. Mots entiers ; accents et majuscules ne comptent pas."),
    )
    name = forms.CharField(
        label=_("Nom du filtre"),
        max_length=LONGEST_NAME,
        required=False,
        help_text=_("Il s’affiche à la place du message replié. Vide : le premier mot."),
    )
    places = forms.MultipleChoiceField(
        label=_("Où"),
        choices=[
            (Place.HOME.value, _("Accueil")),
            (Place.LISTS.value, _("Listes, profils, mots-dièse")),
            (Place.NOTIFICATIONS.value, _("Avis")),
            (Place.THREADS.value, _("Fils que j’ouvre")),
        ],
        initial=[Place.HOME.value, Place.LISTS.value, Place.NOTIFICATIONS.value],
        widget=forms.CheckboxSelectMultiple,
        error_messages={"required": _("Choisissez au moins un endroit de la liste.")},
    )
    action = forms.ChoiceField(
        label=_("Que faire du message"),
        choices=[("fold", _("Le replier, avec le nom du filtre")), ("hide", _("Ne pas l’afficher dans les listes"))],
        initial="fold",
        widget=forms.RadioSelect,
    )
    lasts = forms.ChoiceField(label=_("Jusqu’à quand"), choices=HOW_LONG, required=False)

    def __init__(self, typed: QueryDict | None, *, kept: Filter | None = None) -> None:
        self.kept = kept
        said: dict[str, object] = {}
        if kept is not None:
            said = {"phrases": kept.phrases, "name": kept.name, "action": kept.action, "places": kept.places.split()}
        super().__init__(typed, initial=said)
        if kept is not None and kept.until is not None:
            self.fields["lasts"] = forms.ChoiceField(
                label=_("Jusqu’à quand"), choices=[(KEEP_END, _("Comme avant")), *HOW_LONG], required=False
            )
            self.initial["lasts"] = KEEP_END

    def wanted(self) -> Wanted:
        """Return what was typed, cleared; raise :class:`Invalid` for what the guard stops."""
        values, language = self.cleaned_data, page_language()
        lasts = LASTS.get(values["lasts"])
        until = clock.now() + lasts if lasts else None
        if values["lasts"] == KEEP_END and self.kept is not None:
            until = self.kept.until
        return Wanted(
            name=clear_line(values["name"], language=language),
            phrases=clear(values["phrases"], language=language),
            places=tuple(values["places"]),
            hides=values["action"] == "hide",
            until=until,
        )


@require_http_methods(["GET", "HEAD", "POST"])
def filters(request: HttpRequest) -> HttpResponse:
    """List the reader's filters, and make one."""
    actor = speaker_of(request)
    form = FilterForm(request.POST if request.method == "POST" else None)
    if form.is_bound and _sent(form, actor):
        messages.success(request, gettext("Le filtre est en place."))
        return redirect("settings_filters")
    page = {"form": form, "filters": filters_of(actor), "most": MOST_FILTERS}
    return render(request, "settings/filters.html", page, status=UNPROCESSABLE if form.errors else 200)


@require_http_methods(["GET", "HEAD", "POST"])
def one_filter(request: HttpRequest, filter_id: int) -> HttpResponse:
    """Show one of the reader's filters, and change it."""
    actor = speaker_of(request)
    form = FilterForm(request.POST if request.method == "POST" else None, kept=filter_of(actor, filter_id))
    if form.is_bound and _sent(form, actor):
        messages.success(request, gettext("Le filtre est à jour."))
        return redirect("settings_filters")
    page = {"form": form, "kept": form.kept}
    return render(request, "settings/filter.html", page, status=UNPROCESSABLE if form.errors else 200)


@require_POST
def drop_filter(request: HttpRequest, filter_id: int) -> HttpResponse:
    """Take a filter away; pressing twice changes nothing more."""
    remove_filter(actor=speaker_of(request), filter_id=min(filter_id, (1 << 63) - 1))
    return redirect("settings_filters")


@require_POST
def hush_thread(request: HttpRequest, post_id: int) -> HttpResponse:
    """Be told nothing more of a thread, or be told again; a button that says which way may be pressed twice."""
    actor, said = speaker_of(request), visible_post(viewer_of(request), post_id)
    asked = request.POST.get("vers") or ("non" if has_left_thread(actor, said) else "oui")
    (rejoin_thread if asked == "non" else leave_thread)(actor=actor, post=said)
    return HttpResponseRedirect(way_back(request, f"/messages/{said.thread_id}"))


def _sent(form: FilterForm, actor: Actor) -> bool:
    if not form.is_valid():
        return False
    try:
        if form.kept is None:
            make_filter(actor=actor, wanted=form.wanted())
        else:
            change_filter(actor=actor, filter_id=form.kept.pk, wanted=form.wanted())
    except Invalid as error:
        beside_field(form, error)
        return False
    return True
