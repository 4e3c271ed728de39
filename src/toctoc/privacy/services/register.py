"""Change the register of rules; every version stays, with who made it and why."""

from __future__ import annotations

from dataclasses import asdict, dataclass
from typing import TYPE_CHECKING

from django.db import transaction
from django.forms.models import model_to_dict

from toctoc.kernel.errors import Invalid, Stale
from toctoc.kernel.events import publish
from toctoc.privacy.events import RuleChanged
from toctoc.privacy.models import Rule, RuleVersion
from toctoc.privacy.models.rule import LONGEST_ADDRESS, LONGEST_TEXT, LONGEST_TITLE, RuleAction
from toctoc.privacy.policies import may_change_rules
from toctoc.privacy.queries import rule_by

if TYPE_CHECKING:
    from datetime import date

    from toctoc.people.models import Account

# From the one that only says something to the one that stops a text.
_STRENGTH = [RuleAction.SHOW.value, RuleAction.ASK.value, RuleAction.REFUSE.value]
_LINES, _TEXTS = ("title_fr", "title_en", "source"), ("text_fr", "text_en")


@dataclass(frozen=True, slots=True)
class Wording:
    """A rule as somebody wants it; every text already cleared."""

    title_fr: str
    title_en: str
    text_fr: str
    text_en: str
    source: str
    address: str
    dated: date
    action: str
    proposal_fr: str
    proposal_en: str
    is_active: bool


class Weakens(Invalid):
    """A change lets a rule guard less, or nothing, and who makes it did not say that this is meant."""

    def __init__(self) -> None:
        super().__init__(
            "Cette règle protégera moins, ou plus du tout. Lisez ce qui change, puis confirmez.", field="is_sure"
        )


@transaction.atomic
def change_rule(
    *, administrator: Account, slug: str, wording: Wording, why: str, seen: int, is_sure: bool = False
) -> Rule:
    """Write a rule anew and keep what it was.

    ``seen`` is the version the page showed: raises :class:`Stale` when it changed since, :class:`Invalid` for a wording
    that says nothing, :class:`Weakens` when less is guarded and ``is_sure`` does not say so, and
    :class:`~toctoc.kernel.errors.Missing` for anybody but an administrator.
    """
    may_change_rules(administrator)
    _check(wording, why)
    standing = _held(slug)
    if standing.version != seen:
        raise Stale("Cette règle a changé entre-temps. Relisez-la avant d’enregistrer.")
    new = asdict(wording)
    changed = [name for name, value in new.items() if getattr(standing, name) != value]
    if not changed:
        return standing
    is_weaker = _guards(wording) < _guards(standing)
    if is_weaker and not is_sure:
        raise Weakens
    for name, value in new.items():
        setattr(standing, name, value)
    standing.version += 1
    standing.save()
    _keep(standing, changed, why, administrator)
    publish(RuleChanged(slug, administrator.pk, why, is_weaker=is_weaker))
    return standing


def _guards(rule: Rule | Wording) -> int:
    """Return how much a rule guards: nothing at rest, then as its action does."""
    return 1 + _STRENGTH.index(rule.action) if rule.is_active else 0


def _held(slug: str) -> Rule:
    """Return the row of a rule, which nobody else changes; make it from the package, with its first version."""
    packaged = rule_by(slug)
    if not Rule.objects.filter(slug=slug).exists():
        Rule.objects.bulk_create([packaged], ignore_conflicts=True)
        if not RuleVersion.objects.filter(rule=slug).exists():
            _keep(packaged, [], "", None)
    return Rule.objects.select_for_update().get(slug=slug)


def _keep(rule: Rule, changed: list[str], why: str, by: Account | None) -> None:
    fields = {name: str(value) for name, value in model_to_dict(rule).items()}
    RuleVersion.objects.create(
        rule=rule.slug, number=rule.version, fields=fields, changed=changed, why=why, changed_by=by
    )


def _check(wording: Wording, why: str) -> None:
    if wording.action not in set(RuleAction):
        raise Invalid("Choisissez ce que fait cette règle.", field="action")
    for name, longest in (*((n, LONGEST_TITLE) for n in _LINES[:2]), ("source", LONGEST_ADDRESS)):
        if not 0 < len(getattr(wording, name).strip()) <= longest:
            raise Invalid("Écrivez une ligne, en français et en anglais.", field=name)
    for name in _TEXTS:
        if not 0 < len(getattr(wording, name).strip()) <= LONGEST_TEXT:
            raise Invalid("Écrivez le texte, en français et en anglais.", field=name)
    if not wording.address.startswith("https://") or len(wording.address) > LONGEST_ADDRESS:
        raise Invalid("Donnez l’adresse du texte, qui commence par https://.", field="address")
    if not why.strip():
        raise Invalid("Dites pourquoi vous changez cette règle.", field="why")
