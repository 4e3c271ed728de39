"""What is typed on the pages of this way."""

from __future__ import annotations

from datetime import date
from typing import TYPE_CHECKING

from django import forms
from django.utils import timezone
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from toctoc.community.queries.language import page_language
from toctoc.jobs.services.forms import once_per_form
from toctoc.kernel import clock
from toctoc.kernel.errors import Invalid, Refused
from toctoc.people.forms import provable_groups
from toctoc.people.rules.months import month_words
from toctoc.people.rules.professions import employers_may_attest
from toctoc.people.services.keys import digest_of
from toctoc.privacy.forms import beside_field, checked, in_words, new_key
from toctoc.privacy.services import clear_line
from toctoc.proofs.paths.employer.queries import people_of
from toctoc.proofs.paths.employer.rules.batches import FEWEST, LONGEST_LABEL, MOST, typed_addresses
from toctoc.proofs.paths.employer.rules.terms import terms_offered
from toctoc.proofs.paths.employer.services.acceptances import WouldReplace, accept
from toctoc.proofs.paths.employer.services.batches import BatchDraft, open_batch

if TYPE_CHECKING:
    from django.http import QueryDict

    from toctoc.people.forms import Grouped
    from toctoc.people.models import Account, Actor, Proof

Choices = list[tuple[str, str]]
FOR_ALL, BY_LIST = "lien", "liste"
UNPROCESSABLE, FORBIDDEN = 422, 403
# 200 addresses of 254 characters and their line ends (RFC 5321, 4.5.3.1.3).
LONGEST_LIST = MOST * 256


def attestable_groups() -> Grouped:
    """Return the professions an employer may attest, in the language of the page."""
    return provable_groups(employers_may_attest)


def term_words(term: date) -> str:
    """Return "fin mars 2027", the last day of an attestation as people say it."""
    return gettext("fin %(month)s") % {"month": month_words(term, page_language())}


def term_choices() -> Choices:
    """Return the ends that may be chosen today."""
    return [(day.isoformat(), term_words(day)) for day in terms_offered(timezone.localdate(clock.now()))]


class BatchForm(forms.Form):
    """What an institution attests, and of whom."""

    label = forms.CharField(
        label=_("Titre"), max_length=LONGEST_LABEL, help_text=_("Pour vous y retrouver. Personne d’autre ne le voit.")
    )
    profession = forms.ChoiceField(label=_("Profession attestée"), choices=attestable_groups)
    term = forms.ChoiceField(
        label=_("Valable jusqu’à"),
        choices=term_choices,
        help_text=_("Les sceaux s’arrêtent ce jour-là, tous ensemble."),
    )
    way = forms.ChoiceField(
        label=_("Comment inviter"),
        choices=[
            (FOR_ALL, _("Un même lien pour tous, que vous distribuez")),
            (BY_LIST, _("Un lien par adresse, que nous envoyons")),
        ],
        widget=forms.RadioSelect,
        initial=FOR_ALL,
    )
    size = forms.IntegerField(
        label=_("Nombre de personnes"),
        required=False,
        min_value=FEWEST,
        max_value=MOST,
        help_text=_("Pour un même lien : de 5 à 200."),
    )
    addresses = forms.CharField(
        label=_("Adresses électroniques"),
        required=False,
        max_length=LONGEST_LIST,
        widget=forms.Textarea(attrs={"rows": 6, "spellcheck": "false", "autocapitalize": "none"}),
        help_text=_(
            "Pour un lien par adresse : une par ligne, sans nom. Préférez des adresses personnelles. "
            "Elles sont effacées après l’envoi."
        ),
    )
    cle = forms.CharField(required=False, initial=new_key, widget=forms.HiddenInput)

    def __init__(self, typed: QueryDict | None, *, institution: Actor) -> None:
        super().__init__(typed)
        self.institution = institution
        self.status = 200

    def clean_label(self) -> str:
        """Return the title once the guard has let it through."""
        try:
            self.cleared = clear_line(self.cleaned_data["label"], language=page_language())
        except Invalid as error:
            raise forms.ValidationError(in_words(error)) from error
        return self.cleared.text

    def clean_addresses(self) -> str:
        """Return the list of addresses, one a line, when there is to be a link for each."""
        if self.cleaned_data.get("way") != BY_LIST:
            return ""
        return checked(self.cleaned_data["addresses"], lambda typed: "\n".join(typed_addresses(typed)))

    def clean(self) -> dict[str, object]:
        """Ask for a number when one link is for all."""
        if self.cleaned_data.get("way") == FOR_ALL and "size" not in self.errors and not self.cleaned_data.get("size"):
            self.add_error("size", gettext("Combien de personnes invitez-vous ?"))
        return self.cleaned_data

    def send(self, address: str) -> str:
        """Open the batch and return the address of its page, which ``address`` is with a place for the id; once."""
        if not self.is_bound:
            return ""
        self.status = UNPROCESSABLE
        if not self.is_valid():
            return ""
        # A receipt keeps a hash of what was typed: with a key of ours, nobody can try addresses against it.
        typed = [(name, [digest_of("employer forms", str(value)).hex()]) for name, value in self.cleaned_data.items()]
        key = self.cleaned_data["cle"] or new_key()
        try:
            return once_per_form(
                owner=self.institution.pk, key=key, typed=typed, write=lambda: address.format(self._opened())
            )
        except Invalid as error:
            beside_field(self, error)
        except Refused as error:
            self.status = FORBIDDEN
            self.add_error(error.field if error.field in self.fields else None, error.say(gettext))
        return ""

    def _opened(self) -> int:
        values = self.cleaned_data
        addresses = tuple(values["addresses"].splitlines())
        draft = BatchDraft(
            profession=values["profession"],
            term=date.fromisoformat(values["term"]),
            label=self.cleared,
            size=values["size"] or 0,
            addresses=addresses,
        )
        made: int = open_batch(institution=self.institution, draft=draft).pk
        return made


class AcceptForm(forms.Form):
    """Who carries the seal; several actors, and none is chosen for the person."""

    link = forms.CharField(widget=forms.HiddenInput)
    actor = forms.ChoiceField(error_messages={"required": _("Choisissez qui portera le sceau.")})
    replaces = forms.BooleanField(required=False)

    def __init__(self, typed: QueryDict | None, *, account: Account, link: str) -> None:
        super().__init__(typed, initial={"link": link})
        self.account = account
        self.people = people_of(account)
        self.status = 200
        field = self.fields["actor"]
        if isinstance(field, forms.ChoiceField):
            field.choices = [(str(actor.pk), actor.handle) for actor in self.people]
        if len(self.people) == 1:
            self.initial["actor"] = str(self.people[0].pk)

    def chosen(self) -> Actor:
        """Return the actor that will carry the seal."""
        return next(actor for actor in self.people if str(actor.pk) == self.cleaned_data["actor"])

    def send(self) -> Proof | None:
        """Accept, and return the proof; ``None`` when something is to be said beside a field."""
        self.status = UNPROCESSABLE
        if not self.is_valid():
            return None
        values = self.cleaned_data
        try:
            return accept(account=self.account, actor=self.chosen(), token=values["link"], replaces=values["replaces"])
        except (WouldReplace, Refused) as error:
            self.status = FORBIDDEN if isinstance(error, Refused) else UNPROCESSABLE
            self.add_error(error.field if error.field in self.fields else None, error.say(gettext))
            return None
