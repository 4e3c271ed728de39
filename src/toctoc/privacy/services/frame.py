"""The register at work: what it says of a text, and how often."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from django.db import transaction
from django.db.models import F

from toctoc.kernel import clock
from toctoc.people.policies import proved_profession
from toctoc.people.rules.audience import audience_kind, professions_of
from toctoc.privacy.models import RuleCount
from toctoc.privacy.queries import register
from toctoc.privacy.rules.frame import Action, Situation, concerns

if TYPE_CHECKING:
    from collections.abc import Iterable

    from toctoc.people.models import Actor

_PUBLIC = frozenset(("public", "unlisted", "members"))


@dataclass(frozen=True, slots=True)
class Weighed:
    """What a rule of the register says of a stretch of a text, in code points.

    ``title`` and ``proposal`` are in the language of the text; ``reason`` is a translation key; ``address`` is the
    path of the rule's page.
    """

    rule: str
    start: int
    end: int
    action: Action
    title: str
    reason: str
    proposal: str
    address: str

    @property
    def must_be_answered(self) -> bool:
        """Tell whether the writer confirms or rewords before this is sent."""
        return self.action is Action.ASK

    @property
    def is_refused(self) -> bool:
        """Tell whether this may not be sent as it is."""
        return self.action is Action.REFUSE


def situation_of(writer: Actor, audience: str, *, is_reply: bool = False, about_care: bool = False) -> Situation:
    """Return what of a writer and an audience word changes what words mean."""
    kind, _ = audience_kind(audience)
    return Situation(
        is_professional=bool(proved_profession(writer)),
        to_professionals=kind == "professionals" or bool(professions_of(audience)),
        is_public=kind in _PUBLIC,
        is_reply=is_reply,
        about_care=about_care,
    )


def weigh(text: str, writer: Actor, situation: Situation, *, is_final: bool = False) -> list[Weighed]:
    """Return what the register says of ``text``, in its order; a rule that an administrator put to rest says nothing.

    ``is_final`` when the text is being sent, not typed: only then is a rule counted as shown.
    """
    language = writer.languages[:2]
    found = concerns(text, language=language, situation=situation)
    if not found:
        return []
    rules = {rule.slug: rule for rule in register() if rule.is_active}
    weighed: list[Weighed] = []
    for one in found:
        rule = rules.get(one.rule)
        if rule is None:
            continue
        title, _, proposal = rule.words(language)
        # What is only shown to whoever is no professional stays so, unless the register is milder or refuses.
        action = Action(rule.action)
        if one.action is Action.SHOW and action is Action.ASK:
            action = Action.SHOW
        weighed.append(
            Weighed(one.rule, one.start, one.end, action, title, one.reason, proposal, f"/regles/{one.rule}")
        )
    if is_final:
        count(shown=[one.rule for one in weighed])
    return weighed


@transaction.atomic
def count(*, shown: Iterable[str] = (), kept: Iterable[str] = (), reworded: Iterable[str] = ()) -> None:
    """Count that rules were shown to a writer, and that words stayed as they were or were changed; nobody is named."""
    today = clock.now().date()
    for column, slugs in (("shown", shown), ("kept", kept), ("reworded", reworded)):
        for slug in sorted(set(slugs)):
            RuleCount.objects.bulk_create([RuleCount(rule=slug, day=today)], ignore_conflicts=True)
            RuleCount.objects.filter(rule=slug, day=today).update(**{column: F(column) + 1})
