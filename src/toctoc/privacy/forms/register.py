"""The page on which an administrator changes a rule."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django import forms

from toctoc.people.models import Actor
from toctoc.privacy.forms import GuardedForm, new_key
from toctoc.privacy.models.rule import LONGEST_ADDRESS, RuleAction
from toctoc.privacy.queries import stops_without
from toctoc.privacy.services import clear, clear_line
from toctoc.privacy.services.register import Wording, change_rule

if TYPE_CHECKING:
    from django.http import QueryDict

    from toctoc.people.models import Account
    from toctoc.privacy.models import Rule
    from toctoc.privacy.queries import Stops

_LINES = ("title_fr", "title_en", "source")
_TEXTS = ("text_fr", "text_en", "proposal_fr", "proposal_en")


class RuleForm(GuardedForm):
    """A rule in both languages, and why it changes; every text passes the guard."""

    title_fr = forms.CharField(required=False)
    title_en = forms.CharField(required=False)
    text_fr = forms.CharField(required=False)
    text_en = forms.CharField(required=False)
    source = forms.CharField(required=False)
    address = forms.URLField(required=False, max_length=LONGEST_ADDRESS, assume_scheme="https")
    dated = forms.DateField()
    action = forms.ChoiceField(choices=RuleAction.choices)
    proposal_fr = forms.CharField(required=False)
    proposal_en = forms.CharField(required=False)
    is_active = forms.BooleanField(required=False)
    is_sure = forms.BooleanField(required=False)
    why = forms.CharField(required=False)
    vu = forms.IntegerField(min_value=1)

    def __init__(self, typed: QueryDict | None, *, administrator: Account, rule: Rule) -> None:
        # Accounts are counted below zero, so that they never meet an actor.
        super().__init__(typed, writer=Actor(id=-administrator.pk, languages=administrator.language))
        self.administrator, self.rule = administrator, rule
        self.new_key = new_key()
        self.initial = {
            **self.initial,
            **{name: getattr(rule, name) for name in self.fields if hasattr(rule, name)},
            "vu": rule.version,
        }

    def send(self) -> str:
        """Change the rule and return its page."""
        return self.sent(self._change)

    def _change(self) -> str:
        typed = self.cleaned_data
        lines = {name: clear_line(typed[name], language=self._language(name)).text for name in _LINES}
        texts = {name: clear(typed[name], language=self._language(name)).text for name in _TEXTS}
        wording = Wording(
            **lines,
            **texts,
            address=clear_line(typed["address"], longest=LONGEST_ADDRESS).text,
            dated=typed["dated"],
            action=typed["action"],
            is_active=typed["is_active"],
        )
        why = clear_line(typed["why"], language=self.language).text
        change_rule(
            administrator=self.administrator,
            slug=self.rule.slug,
            wording=wording,
            why=why,
            seen=typed["vu"],
            is_sure=typed["is_sure"],
        )
        return f"/administration/regles/{self.rule.slug}"

    @property
    def stops(self) -> Stops | None:
        """Return what a change would no longer guard, once that is what its author must confirm."""
        return stops_without(self.rule.slug) if "is_sure" in self.errors else None

    def _language(self, name: str) -> str:
        return "en" if name.endswith("_en") else "fr"
