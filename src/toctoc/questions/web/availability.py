"""The page on which somebody says when they can be asked."""

from __future__ import annotations

from datetime import timedelta
from typing import TYPE_CHECKING

from django import forms
from django.conf import settings
from django.contrib import messages
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.dates import WEEKDAYS
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _
from django.views.decorators.http import require_http_methods, require_POST

from toctoc.community.rules.languages import LANGUAGES
from toctoc.kernel import clock
from toctoc.kernel.errors import Invalid
from toctoc.kernel.ids import id_in
from toctoc.people.policies import speaker_of
from toctoc.privacy.forms import beside_field
from toctoc.questions.models import CalendarKey, OwnCalendar
from toctoc.questions.queries.availability import availability_of, wishes_of
from toctoc.questions.rules.availability.hours import DAYS, ZONES, spans_words, unpacked
from toctoc.questions.rules.calendars.lines import LONGEST_FILE
from toctoc.questions.services.duty.availability import (
    MOST_A_DAY,
    Habits,
    be_busy_this_week,
    be_on_duty,
    be_quiet,
    set_habits,
)
from toctoc.questions.services.duty.calendar_keys import close_calendar, open_calendar, secret_of
from toctoc.questions.services.duty.own_calendars import forget_calendar, host_of, read_address, read_file

if TYPE_CHECKING:
    from django.http import HttpRequest, HttpResponse

    from toctoc.people.models import Actor
    from toctoc.questions.models import Availability

UNPROCESSABLE = 422
PAGE = "settings_availability"


class HabitsForm(forms.Form):
    """Usual hours and the rest that is set once; the service says what is wrong, beside its field."""

    zone = forms.ChoiceField(label=_("Fuseau horaire"), choices=[(zone, zone) for zone in ZONES])
    daily_load = forms.IntegerField(
        label=_("Combien de questions par jour pouvez-vous prendre ?"),
        required=False,
        min_value=0,
        max_value=MOST_A_DAY,
        help_text=_("Vide : pas de limite de votre part. Zéro : aucune."),
    )
    languages = forms.MultipleChoiceField(
        label=_("Autres langues dans lesquelles vous pouvez répondre"),
        choices=list(LANGUAGES.items()),
        required=False,
        widget=forms.CheckboxSelectMultiple,
    )
    departments = forms.CharField(
        label=_("Départements que vous connaissez"),
        required=False,
        max_length=80,
        help_text=_("Leurs numéros, par exemple : 35, 22. Ils ne sont montrés à personne."),
    )
    is_shown = forms.BooleanField(
        label=_("Montrer que je suis disponible"),
        required=False,
        help_text=_("Seulement aux membres de votre profession, de vos groupes ou de vos cercles."),
    )

    def __init__(self, *args: object, **kwargs: object) -> None:
        super().__init__(*args, **kwargs)  # type: ignore[arg-type] # passed through unread
        for day in range(DAYS):
            words = str(WEEKDAYS[day]).capitalize()
            self.fields[f"day{day}"] = forms.CharField(label=words, required=False, max_length=120)
        self.fields["day0"].help_text = _("Par exemple : 08:30-12:00, 14:00-18:00. Vide : aucune heure ce jour-là.")
        self.order_fields([f"day{day}" for day in range(DAYS)])

    def habits(self) -> Habits:
        """Return what was typed, for the service."""
        values = self.cleaned_data
        return Habits(
            zone=values["zone"],
            days=tuple(values[f"day{day}"] for day in range(DAYS)),
            daily_load=values["daily_load"],
            languages=tuple(values["languages"]),
            departments=tuple(values["departments"].upper().replace(",", " ").split()),
            is_shown=values["is_shown"],
        )


@require_http_methods(["GET", "HEAD", "POST"])
def availability(request: HttpRequest) -> HttpResponse:
    """Show and change when the actor can be asked."""
    actor = speaker_of(request)
    row = availability_of(actor)
    form = HabitsForm(request.POST or None, initial=_said(row))
    if request.method == "POST" and form.is_valid() and _set(actor, form):
        messages.success(request, gettext("C’est noté."))
        return redirect(PAGE)
    page = {"form": form, **_now(row), **_calendars(actor)}
    return render(request, "questions/availability.html", page, status=UNPROCESSABLE if form.errors else 200)


@require_POST
def availability_now(request: HttpRequest) -> HttpResponse:
    """Be busy this week, quiet for some hours, on duty, or back: one tap each."""
    actor, gesture = speaker_of(request), request.POST.get("geste", "")
    hours = id_in(request.POST.get("heures", "")) or 0
    if gesture == "occupe":
        be_busy_this_week(actor=actor)
    elif gesture == "silence":
        be_quiet(actor=actor, until=clock.now() + timedelta(hours=min(hours, 24 * 366)))
    elif gesture == "retour":
        be_quiet(actor=actor, until=None)
    elif gesture == "garde":
        be_on_duty(actor=actor, lasts=timedelta(hours=min(hours, 25)))
    else:
        raise Invalid("Ce geste n’existe pas.")
    messages.success(request, gettext("C’est noté."))
    return redirect(PAGE)


@require_POST
def availability_calendars(request: HttpRequest) -> HttpResponse:
    """Read a calendar or forget it; open or close the address of one's own turns."""
    actor, gesture = speaker_of(request), request.POST.get("geste", "")
    if gesture == "adresse":
        read_address(actor=actor, address=request.POST.get("adresse", ""))
    elif gesture == "fichier":
        _read_sent(request, actor)
    elif gesture == "retirer":
        forget_calendar(actor=actor, calendar_id=id_in(request.POST.get("agenda", "")) or 0)
    elif gesture == "ouvrir":
        open_calendar(actor=actor)
    elif gesture == "fermer":
        close_calendar(actor=actor)
    else:
        raise Invalid("Ce geste n’existe pas.")
    messages.success(request, gettext("C’est noté."))
    return redirect(f"{reverse(PAGE)}#agendas")


def _read_sent(request: HttpRequest, actor: Actor) -> None:
    sent = request.FILES.get("fichier")
    if sent is None:
        raise Invalid("Choisissez un fichier .ics.", field="fichier")
    # One byte more than may be read, so that a longer file is refused without being held.
    read_file(actor=actor, file=sent.read(LONGEST_FILE + 1))


def _set(actor: Actor, form: HabitsForm) -> bool:
    try:
        set_habits(actor=actor, habits=form.habits())
    except Invalid as error:
        beside_field(form, error)
        return False
    return True


def _said(row: Availability) -> dict[str, object]:
    days = {f"day{day}": spans_words(spans) for day, spans in enumerate(unpacked(row.hours).days)}
    return {
        **days,
        "zone": row.zone,
        "daily_load": row.daily_load,
        "languages": row.languages.split(","),
        "departments": row.departments.replace(",", ", "),
        "is_shown": row.is_shown,
    }


def _now(row: Availability) -> dict[str, object]:
    now, wishes = clock.now(), wishes_of(row)
    return {
        "row": row,
        "is_quiet": wishes.is_quiet(now),
        "is_on_duty": wishes.is_on_duty(now),
        "is_free": wishes.is_free(now),
    }


def _calendars(actor: Actor) -> dict[str, object]:
    key = CalendarKey.objects.filter(actor=actor).first()
    path = reverse("duty_calendar", args=[secret_of(key)]) if key is not None else ""
    rows = OwnCalendar.objects.filter(actor=actor).order_by("pk")
    return {
        "feed": f"{settings.ENVIRONMENT.base_url}{path}" if path else "",
        "calendars": [{"row": row, "host": host_of(row)} for row in rows],
    }
