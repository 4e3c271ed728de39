"""What is typed on the pages of this way. None of it is stored, nor shown again once it is right."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django import forms
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from toctoc.jobs.services.forms import once_per_form
from toctoc.kernel.errors import Invalid, Refused, SignInNeeded, TooMany
from toctoc.people.rules.registers import national_identifier
from toctoc.people.services.keys import digest_of
from toctoc.people.services.proofs import NumberTaken
from toctoc.privacy.forms import checked, new_key
from toctoc.proofs.paths.directory.rules.mailboxes import checked_mailbox
from toctoc.proofs.paths.directory.rules.names import words
from toctoc.proofs.paths.directory.services import codes
from toctoc.proofs.paths.directory.services.proving import PATH, prove
from toctoc.proofs.services.taken import note_taken_number

if TYPE_CHECKING:
    from collections.abc import Callable

    from django.http import QueryDict

    from toctoc.people.models import Actor

CODE_PAGE, CHOICE_PAGE = "/preuves/annuaire/code", "/preuves/annuaire/profession"
NOT_THE_CODE = _("Ce code n’est pas le bon, ou il ne vaut plus. Relisez-le, ou demandez-en un autre.")


class _SentOnce(forms.Form):
    """A form in the name of ``writer`` that, sent twice, writes once."""

    cle = forms.CharField(required=False, initial=new_key, widget=forms.HiddenInput)

    def __init__(self, typed: QueryDict | None, *, writer: Actor) -> None:
        # A copy, from which a page that is shown again leaves things out.
        self.typed = typed.copy() if typed is not None else None
        super().__init__(self.typed, label_suffix="")
        self.writer = writer

    def once(self, write: Callable[[], str], *typed: str) -> str:
        """Run ``write`` once for what was typed, of which the receipt holds a keyed digest alone."""
        mark = digest_of("directory form", "\0".join(typed)).hex()
        key = self.cleaned_data["cle"] or new_key()
        return once_per_form(owner=self.writer.pk, key=key, typed=[("typed", [mark])], write=write)


class AskForm(_SentOnce):
    """Number, names and mailbox."""

    number = forms.CharField(
        label=_("Numéro RPPS"),
        max_length=40,
        help_text=_("Onze chiffres : sur votre carte de professionnel, ou sur l’annuaire public."),
        widget=forms.TextInput(attrs={"inputmode": "numeric", "autocomplete": "off"}),
    )
    last = forms.CharField(
        label=_("Nom d’exercice"),
        max_length=100,
        help_text=_("Comme l’annuaire l’écrit. Accents et tirets ne comptent pas."),
        widget=forms.TextInput(attrs={"autocomplete": "off"}),
    )
    first = forms.CharField(
        label=_("Prénom d’exercice"), max_length=100, widget=forms.TextInput(attrs={"autocomplete": "off"})
    )
    mailbox = forms.CharField(
        label=_("Adresse professionnelle"),
        max_length=254,
        help_text=_("Celle de l’annuaire, ou une adresse MSSanté à votre nom, comme prenom.nom@medecin.mssante.fr."),
        widget=forms.EmailInput(attrs={"autocomplete": "off"}),
    )

    def clean_number(self) -> str:
        """Return the national identifier; a wrong figure is said at once, since it is nobody's number."""
        return checked(self.cleaned_data["number"], national_identifier)

    def clean_last(self) -> str:
        """Return the name, which has letters."""
        return _lettered(self.cleaned_data["last"])

    def clean_first(self) -> str:
        """Return the first name, which has letters."""
        return _lettered(self.cleaned_data["first"])

    def clean_mailbox(self) -> str:
        """Return the address as it is compared."""
        return checked(self.cleaned_data["mailbox"], lambda typed: str(checked_mailbox(typed)))

    def hide_number(self) -> None:
        """Keep a number that is right out of the page that shows another field again."""
        if self.typed is not None and "number" not in self.errors:
            self.typed["number"] = ""

    def send(self, *, address: str) -> str:
        """Send a code if everything fits; return the page that asks for it, whatever was typed."""
        typed = self.cleaned_data
        mailbox = checked_mailbox(typed["mailbox"])
        may_be_sent = codes.count_asking(actor=self.writer, address=address, mailbox=mailbox)
        claim = codes.Claim(typed["number"], typed["last"], typed["first"], mailbox, may_be_sent)

        def write() -> str:
            codes.ask(actor=self.writer, claim=claim)
            return CODE_PAGE

        return self.once(write, claim.identifier, claim.last, claim.first, str(claim.mailbox))


class CodeForm(_SentOnce):
    """The code that a letter brought."""

    code = forms.CharField(
        label=_("Code à huit chiffres"),
        max_length=20,
        widget=forms.TextInput(attrs={"inputmode": "numeric", "autocomplete": "one-time-code"}),
    )

    def send(self, *, address: str) -> str:
        """Return the page that follows, or nothing when the code is not the one."""
        typed = self.cleaned_data["code"]
        codes.count_guess(actor=self.writer, address=address)
        following = self.once(lambda: CHOICE_PAGE if codes.give(actor=self.writer, typed=typed) else "", typed)
        if not following:
            self.add_error("code", NOT_THE_CODE)
        return following


class ChoiceForm(_SentOnce):
    """Which of the professions that the directory gives."""

    choice = forms.CharField(max_length=80)

    def send(self, following: str) -> str:
        """Record the proof and return ``following``; nothing when it is refused, with the reason above the form."""
        profession, _slash, specialty = self.cleaned_data["choice"].partition("/")

        def write() -> str:
            prove(actor=self.writer, profession=profession, specialty=specialty)
            return following

        try:
            return self.once(write, profession, specialty)
        except (SignInNeeded, TooMany):
            raise
        except NumberTaken as error:
            codes.forget_code_of(actor=self.writer)
            note_taken_number(path=PATH)
            self.add_error(None, error.say(gettext))
        except (Invalid, Refused) as error:
            self.add_error(None, error.say(gettext))
        return ""


def _lettered(name: str) -> str:
    if not words(name):
        raise forms.ValidationError(_("Écrivez-le en lettres."))
    return name
